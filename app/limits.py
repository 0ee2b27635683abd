"""What a server allows: time, size, memory, how many at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one answer: seconds from its start to its last byte, bytes, bytes of memory. Of all: how many at once.

    ``waiting`` questions may wait for a worker, each as long as an answer may take; one more is sent away.
    """

    seconds: float = 30.0
    bytes: int = 64 << 20
    memory: int = 4 << 30
    workers: int = 2
    waiting: int = 256
    request: int = 1 << 20  # bytes of a request's body
