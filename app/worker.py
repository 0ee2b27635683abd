"""A worker of the server: a process that opens one snapshot and answers one question at a time.

It imports little, to be there quickly when one that was killed must be replaced. Run by the pool.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import IO, cast

from diplograph import fence
from diplograph.extract.errors import QueryError, StoreError
from diplograph.frames import DATA, END, FAULT, HEAD, READY, Question, frame
from diplograph.graph.answer import AbsentError, Answer, Dataset, Snapshot, UnfitError
from diplograph.graph.refusals import RefusedError

_CHUNK = 1 << 16
_FAULTS = {AbsentError: "absent", UnfitError: "unfit", RefusedError: "refused", QueryError: "malformed"}


class TooLargeError(Exception):
    """An answer has more bytes than are allowed."""


class Writer:
    """A file for the engine to write to: passes bytes on in frames, and raises when there are too many."""

    def __init__(self, pipe: IO[bytes], limit: int) -> None:
        self._pipe, self._left = pipe, limit
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        """Take some bytes; TooLargeError if they are more than are left."""
        self._left -= len(data)
        if self._left < 0:
            raise TooLargeError
        self._waiting += data
        if len(self._waiting) >= _CHUNK:
            self.send()
        return len(data)

    def flush(self) -> None:
        """Nothing: bytes go out when there are enough of them, and at the end."""

    def send(self) -> None:
        """Pass on what waits."""
        if self._waiting:
            self._pipe.write(frame(DATA, self._waiting))
            self._waiting.clear()


def answer(snapshot: Snapshot, line: bytes, pipe: IO[bytes], limit: int) -> None:
    """Answer a question into a pipe: head, data, end; or a fault, before or after some of it."""
    try:
        found = _find(snapshot, Question.decode(line))
        pipe.write(frame(HEAD, json.dumps({"kind": found.kind, "syntax": found.syntax}).encode()))
        writer = Writer(pipe, limit)
        found.write(cast("IO[bytes]", writer))
        writer.send()
        pipe.write(frame(END))
    except TooLargeError:
        _fault(pipe, "large", f"the answer is larger than {limit:,} bytes: add LIMIT, or ask for less of it")
    except QueryError as error:
        _fault(pipe, next(_FAULTS[kind] for kind in type(error).mro() if kind in _FAULTS), str(error))
    except (ValueError, RuntimeError) as error:  # met while it was answered
        _fault(pipe, "malformed", f"the query cannot be answered: {' '.join(str(error).split())[:200]}")
    except OSError as error:
        _fault(pipe, "failed", f"the store cannot be read: {' '.join(str(error).split())[:200]}")
    pipe.flush()


def _find(snapshot: Snapshot, asked: Question) -> Answer:
    if asked.text is None:
        return snapshot.dump(asked.syntax or "", asked.graph)
    given = None if asked.dataset is None else Dataset(*map(tuple, asked.dataset))
    return snapshot.ask(asked.text, asked.results, asked.syntax, given)


def _fault(pipe: IO[bytes], kind: str, message: str) -> None:
    pipe.write(frame(FAULT, json.dumps({"kind": kind, "message": message}).encode()))


def main() -> None:
    """Answer the questions that come in over stdin until it is closed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("database", type=Path)
    parser.add_argument("base")
    parser.add_argument("--bytes", type=int, required=True)
    parser.add_argument("--memory", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    given = parser.parse_args()
    pipe = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=_CHUNK)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # so that nothing else is written between the frames
    fence.no_connections()
    fence.at_most(given.memory)
    try:
        snapshot = Snapshot(given.database, given.base)
    except StoreError as error:
        _fault(pipe, "failed", str(error))
        pipe.flush()
        return
    pipe.write(frame(READY))
    pipe.flush()
    for line in sys.stdin.buffer:
        fence.end_in(given.seconds)
        answer(snapshot, line, pipe, given.bytes)
        fence.end_in(0)


if __name__ == "__main__":
    main()
