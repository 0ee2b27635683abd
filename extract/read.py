"""Files to releases: find, decode, and take title, date and publisher from a file's own metadata."""

from __future__ import annotations

import glob
import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from diplograph.extract import dates, segment
from diplograph.extract.errors import ReadError
from diplograph.extract.model import PartialDate, Release
from diplograph.extract.text import slug

SUFFIXES = (".txt", ".md", ".markdown")
MAX_BYTES = 4_000_000  # the longest real communiqués stay below 500 kB; beyond this a file is no release
_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)


class _Loader(yaml.SafeLoader):
    """YAML whose values are all text: a date that no calendar has or a number as title stops nobody."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in found if tag == "tag:yaml.org,2002:null"]
    for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def find(paths: Sequence[str]) -> list[Path]:
    """Return the files that paths, folders and globs name, each once; raises ReadError for a path that is not there."""
    found: dict[Path, None] = {}
    for name in paths:
        path = Path(name)
        if path.is_dir():
            inside = sorted(
                p
                for p in path.rglob("*")
                if p.suffix.lower() in SUFFIXES and p.is_file() and not _aside(p.relative_to(path))
            )
            if not inside:
                raise ReadError(f"{name}: no release in this folder; it needs files that end in {', '.join(SUFFIXES)}")
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        else:
            named = sorted(Path(p) for p in glob.glob(name, recursive=True))  # noqa: PTH207 -- a glob may be absolute
            matches = [p for p in named if p.is_file()]
            if not matches:
                raise ReadError(f"{name}: no such file or folder; check the path")
            found.update(dict.fromkeys(matches))
    return list(found)


def _aside(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return hidden or path.stem.upper() in {"README", "LICENSE", "ATTRIBUTION", "CHANGELOG", "NOTICE"}


def load(path: Path) -> Release:
    """Read a release from a file; raises ReadError where it is missing, empty, too large, binary or no UTF-8."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReadError(
                f"{path}: {size / 1e6:.0f} MB is too large for a release (limit {MAX_BYTES / 1e6:.0f} MB); "
                "split it into its releases"
            )
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror or error}; check the path and its permissions") from error
    return from_bytes(data, str(path))


def from_bytes(data: bytes, source: str) -> Release:
    """Decode a release; UTF-8, and UTF-16 where a byte order mark says so."""
    text = _decode(data, source)
    made = from_text(text, source)
    return replace(made, sha256=hashlib.sha256(data).hexdigest())


def _decode(data: bytes, source: str) -> str:
    if not data.strip():
        raise ReadError(f"{source}: the file is empty; give it the text of a release or leave it out")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) and not data.startswith(b"\xff\xfe\0\0"):  # that is UTF-32
        encoding = "utf-16"
    elif b"\0" in data:
        raise ReadError(f"{source}: byte {data.index(0)} is NUL: a binary file, no text; convert it to .txt first")
    else:
        encoding = "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-16":
            raise ReadError(
                f"{source}: byte {error.start} is not UTF-16: the file is damaged; get it again or save it as UTF-8"
            ) from error
        line = data[: error.start].count(b"\n") + 1
        raise ReadError(
            f"{source}: line {line}, byte {error.start} is not UTF-8; "
            "convert the file first, for example: iconv -f WINDOWS-1252 -t UTF-8"
        ) from error


def from_text(text: str, source: str = "-") -> Release:
    """Make a release of a text; its date comes from front matter, else the text's date line, else the file name."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    name = Path(source).name
    meta, start = _front_matter(text, source)
    if not text[start:].strip():
        what = "there is no text below the front matter" if start else "the file is empty"
        raise ReadError(f"{source}: {what}; give it the text of a release or leave it out")
    release = Release(
        id=_id(Path(name).stem) if source != "-" else "stdin",
        source=name,
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        title=_text(meta, "title", "headline"),
        publisher=_text(meta, "publisher", "organization", "author"),
        url=_url(meta),
        body_start=start,
    )
    when, origin = _date(meta, release, name)
    return replace(release, date=when, date_from=origin, title=segment.title(release))


def _id(stem: str) -> str:
    """Return the file's stem where it can stand in an IRI, else a slug that a hash keeps apart from others."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}", stem):
        return stem
    return f"{slug(stem)}-{hashlib.sha256(stem.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _front_matter(text: str, source: str) -> tuple[dict[str, Any], int]:
    match = _FRONT.match(text)
    if match is None:
        return {}, 0
    try:
        meta = yaml.load(match[1], Loader=_Loader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        raise ReadError(
            f"{source}: line {line}: the front matter is not YAML; mend it or remove the lines between ---"
        ) from error
    return (meta, match.end()) if isinstance(meta, dict) else ({}, 0)


def _text(meta: dict[str, Any], *names: str) -> str | None:
    value = next((meta[n] for n in names if isinstance(meta.get(n), str) and meta[n].strip()), None)
    return " ".join(value.split()) if value else None


def _url(meta: dict[str, Any]) -> str | None:
    value = _text(meta, "url", "source_url", "link")
    return value if value and re.match(r"https?://[^\s<>\"]+$", value) else None


def _date(meta: dict[str, Any], release: Release, name: str) -> tuple[PartialDate | None, Any]:
    value = meta.get("date")
    if isinstance(value, str) and (parsed := dates.parse(value)):
        return parsed, "metadata"
    printed = dates.printed(release.text, release.body_start)
    if printed:
        return printed, "text"
    match = re.match(r"(\d{4}-\d{2}-\d{2})(?!\d)", name)
    if match and (parsed := dates.parse(match[1])):
        return parsed, "filename"
    return None, None
