"""What the server and its workers say to each other over pipes: a letter, a length in four bytes, a content."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

READY: Final = b"R"  # the worker has opened its snapshot and waits
HEAD: Final = b"H"  # kind and syntax of an answer, as JSON; its bytes follow
DATA: Final = b"D"
END: Final = b"E"
FAULT: Final = b"F"  # why there is no answer, or no more of it, as JSON

_HEADER = struct.Struct(">cI")
HEADER_SIZE: Final = _HEADER.size


@dataclass(frozen=True, slots=True)
class Question:
    """What a worker is asked: ``text`` is SPARQL; None asks for a whole graph ("" the default graph, None all).

    ``results`` and ``syntax`` are how rows and graphs may be written (keys of ``answer.RESULTS`` and ``GRAPHS``),
    ``dataset`` names default and named graphs in place of those that the query names.
    """

    text: str | None = None
    results: str | None = None
    syntax: str | None = None
    graph: str | None = None
    dataset: tuple[Sequence[str], Sequence[str]] | None = None

    def encode(self) -> bytes:
        """Return it as one line of JSON."""
        return json.dumps(asdict(self)).encode("ascii") + b"\n"

    @classmethod
    def decode(cls, line: bytes) -> Question:
        """Read what :meth:`encode` wrote."""
        return cls(**json.loads(line))


def frame(kind: bytes, content: bytes | bytearray = b"") -> bytes:
    """Return a frame."""
    return _HEADER.pack(kind, len(content)) + content


def header(read: bytes) -> tuple[bytes, int]:
    """Return kind and length of a frame from its first bytes."""
    kind, length = _HEADER.unpack(read)
    return kind, length
