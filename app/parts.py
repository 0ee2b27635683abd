"""Parts: what is made of a few releases, as a file of N-Quads.

Two comments at its head hold a digest of all that follows, and, as JSON, what quads do not say.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import uuid
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diplograph.graph.engine import parse_quads
from diplograph.graph.iris import release_iri
from diplograph.graph.rdf import line, sparql
from diplograph.graph.store import ReleaseInfo
from diplograph.graph.validate import Violation
from diplograph.making import Made

if TYPE_CHECKING:
    from diplograph.extract.model import Release
    from diplograph.graph.rdf import Triple


@dataclass(frozen=True, slots=True)
class Part:
    """What is made of a few releases, and a line for each that could not be read or is not in English."""

    made: tuple[Made, ...]
    failed: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


def name(releases: Iterable[Release], base: str, version: str) -> str:
    """Return the name of a part's file: a hash of all that decides its content."""
    content = repr([base, version, *map(astuple, releases)])
    return f"{hashlib.sha256(content.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.nq"


def write(file: Path, part: Part, base: str) -> None:
    """Write a part, whole or not at all, whoever else writes the same one at the same time."""
    head = {
        "releases": [
            [item.release_id, item.info.sha256, item.info.version, item.source, [astuple(v) for v in item.violations]]
            for item in part.made
        ],
        "failed": part.failed,
        "aside": part.aside,
    }
    content = "".join(
        [f"# {json.dumps(head, ensure_ascii=True)}\n", *(_quads(item, base) for item in part.made)]
    ).encode()
    new = file.with_name(f".{file.name}.{uuid.uuid4().hex}")
    try:
        new.write_bytes(_first_line(content) + content)
        new.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink()
        raise


def is_done(file: Path) -> bool:
    """Tell whether a whole part lies here in which nothing failed, so that it need not be made again."""
    found = _open(file)
    return found is not None and not found[0]["failed"]


def read(file: Path, base: str) -> Part | None:
    """Read a part; None if there is none, or it is damaged."""
    found = _open(file)
    if found is None:
        return None
    head, quads = found
    triples: dict[str, list[Triple]] = {}
    for graph, triple in parse_quads(quads):
        triples.setdefault(graph, []).append(triple)
    made = tuple(
        Made(
            release_id,
            source,
            ReleaseInfo(sha256, version, source),
            tuple(triples.get(release_iri(release_id, base).value, ())),
            tuple(Violation(*told) for told in violations),
        )
        for release_id, sha256, version, source, violations in head["releases"]
    )
    return Part(made, tuple(head["failed"]), tuple(head["aside"]))


def _quads(item: Made, base: str) -> str:
    end = f" {sparql(release_iri(item.release_id, base))} .\n"
    return "".join(line(triple) + end for triple in item.triples)


def _open(file: Path) -> tuple[dict[str, Any], bytes] | None:
    """Return head and quads of a part; None if it is not there, or not whole."""
    try:
        with file.open("rb") as stream:
            first, content = stream.readline(), stream.read()
    except OSError:
        return None
    if first != _first_line(content):
        return None
    head, _, quads = content.partition(b"\n")
    found: dict[str, Any] = json.loads(head.removeprefix(b"# "))
    return found, quads


def _first_line(content: bytes) -> bytes:
    return f"# diplograph part {hashlib.blake2b(content, digest_size=16).hexdigest()}\n".encode()
