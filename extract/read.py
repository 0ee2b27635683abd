"""Files to releases: find them, read them in their format, and settle title, date and publisher."""

from __future__ import annotations

import glob
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import yaml

from diplograph.extract import dates, documents, formats, segment, sidecar
from diplograph.extract.documents import Document
from diplograph.extract.errors import ReadError
from diplograph.extract.model import PartialDate, Release
from diplograph.extract.sidecar import Sidecar
from diplograph.extract.text import slug

MAX_BYTES = 4_000_000  # the longest real communiqués stay below 500 kB; beyond this a text is no release
MAX_FILE = 40_000_000  # a page, a PDF or a message may carry pictures
_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)


def find(paths: Sequence[str]) -> list[Path]:
    """Return the files that paths, folders and globs name, each once; raises ReadError for a path that is not there."""
    found: dict[Path, None] = {}
    for name in paths:
        path = Path(name)
        if path.is_dir():
            inside = sorted(
                p
                for p in path.rglob("*")
                if p.suffix.lower() in formats.SUFFIXES and p.is_file() and not _aside(p.relative_to(path))
            )
            if not inside:
                raise ReadError(
                    f"{name}: no release in this folder; it needs files that end in {', '.join(formats.SUFFIXES)}"
                )
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
    """Read the release of a file; raises ReadError where it cannot be read or holds more than one."""
    found = list(islice(each(path), 2))
    for one in found:
        if isinstance(one, ReadError):
            raise one
    if len(found) != 1:
        raise ReadError(
            f"{path}: {'more than one release' if found else 'no release'} in this file; build a graph of it"
        )
    return found[0]  # type: ignore[return-value]  # no errors are left


def each(path: Path) -> Iterator[Release | ReadError]:
    """Yield the releases of a file in order, and an error for each of its entries that holds none.

    Raises ReadError where the file as a whole is missing, empty, too large, binary, damaged or not UTF-8.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            kind = formats.suffix(path.name, stream.peek(512)[:512])
            limit = None if kind in formats.ROWS else MAX_BYTES if kind in formats.TEXT else MAX_FILE
            if limit and size > limit:
                raise ReadError(
                    f"{path}: {size / 1e6:.0f} MB is too large for a release (limit {limit / 1e6:.0f} MB); "
                    "split it into its releases"
                )
            yield from _releases(stream, str(path), kind, sidecar.read(path))
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror or error}; check the path and its permissions") from error


def each_of(stream: BinaryIO) -> Iterator[Release | ReadError]:
    """Yield the releases of standard input, whose first bytes tell its format."""
    data = stream.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise ReadError(f"-: more than {MAX_FILE / 1e6:.0f} MB; give the releases as files")
    yield from _releases(BytesIO(data), "-", formats.suffix("-", data[:512]), None)


def _releases(stream: BinaryIO, source: str, kind: str, side: Sidecar | None) -> Iterator[Release | ReadError]:
    reader = formats.reader(kind)
    if reader is None:
        yield from_bytes(stream.read(), source, side)
        return
    digest = None
    if kind not in formats.SEVERAL:
        data = stream.read()
        digest, stream = _sha256(data, side), BytesIO(data)
    for found in reader(stream, source):
        if isinstance(found, ReadError):
            yield found
        elif len(found.text) > MAX_BYTES:
            yield ReadError(f"{source}: {found.name or 'its text'}: too long for a release; split it into its releases")
        else:
            yield _release(found, source, digest or _hash(repr(found) + (side.sha256 if side else "")), side)


def from_bytes(data: bytes, source: str, side: Sidecar | None = None) -> Release:
    """Decode a release of plain text; UTF-8, and UTF-16 where a byte order mark says so."""
    made = from_text(_decode(data, source), source, side)
    return replace(made, sha256=_sha256(data, side))


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


def from_text(text: str, source: str = "-", side: Sidecar | None = None) -> Release:
    """Make a release of a text; its date comes from front matter, else the text's date line, else the file name."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    meta, start = _front_matter(text, source)
    if not text[start:].strip():
        what = "there is no text below the front matter" if start else "the file is empty"
        raise ReadError(f"{source}: {what}; give it the text of a release or leave it out")
    found = replace(documents.of_mapping(meta, text), name=None)
    return _release(found, source, _hash(text), side, start)


def _release(found: Document, source: str, sha256: str, side: Sidecar | None, start: int = 0) -> Release:
    """Make a release of what a file says; a side-car knows better than the file's own metadata."""
    told = side.over(found) if side else found
    name = Path(source).name
    release = Release(
        id=_id(found.name or Path(name).stem) if found.name or source != "-" else "stdin",
        source=name,
        text=found.text.replace("\r\n", "\n").replace("\r", "\n"),
        sha256=sha256,
        title=told.title,
        publisher=told.publisher,
        url=told.url,
        body_start=start,
    )
    when, origin = _date(told.date, release, name)
    return replace(release, date=when, date_from=origin, title=segment.title(release))


def _sha256(data: bytes, side: Sidecar | None) -> str:
    """Return the hash of a release's bytes; a side-car that changes changes the release."""
    return hashlib.sha256(data + (side.sha256.encode() if side else b"")).hexdigest()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


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
        meta = yaml.load(match[1], Loader=sidecar.Loader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        raise ReadError(
            f"{source}: line {line}: the front matter is not YAML; mend it or remove the lines between ---"
        ) from error
    return (meta, match.end()) if isinstance(meta, dict) else ({}, 0)


def _date(value: str | None, release: Release, name: str) -> tuple[PartialDate | None, Any]:
    if value and (parsed := dates.parse(value)):
        return parsed, "metadata"
    printed = dates.printed(release.text, release.body_start)
    if printed:
        return printed, "text"
    match = re.match(r"(\d{4}-\d{2}-\d{2})(?!\d)", name)
    if match and (parsed := dates.parse(match[1])):
        return parsed, "filename"
    return None, None
