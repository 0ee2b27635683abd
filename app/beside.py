"""Reading in a process of its own, so that a graph grows while releases are read: both ends of it.

Batches of releases go over a pipe, what is found comes back one by one, pickled both ways.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, cast

from diplograph import building
from diplograph.extract.errors import DiplographError, ReadError

if TYPE_CHECKING:
    from diplograph.extract.model import Extraction, Release

_BATCH = 16  # releases; as many are at most read without another process, which takes a second to start
_AHEAD = 2  # batches that are there or on their way, so that the reader never waits


def extractions(
    due: Iterator[Release], model: str | None, failed: list[str], aside: list[str], min_confidence: float = 0.0
) -> Generator[Extraction]:
    """Yield what :func:`building.extractions` does; more than a few releases are read in a process of their own.

    ReadError if that process ends before it should, as it does where memory is short.
    """
    first = tuple(islice(due, _BATCH + 1))
    if len(first) <= _BATCH:
        yield from building.extractions(iter(first), model, failed, aside, min_confidence)
        return
    due = chain(first, due)
    # What waits to be sent is sent, or refused, once the process is gone: so the thread ends after it.
    with ThreadPoolExecutor(1, "releases") as sender, _reader(model, min_confidence) as (requests, answers):
        sent = 0
        while batch := tuple(islice(due, _BATCH)):
            sender.submit(_send, requests, batch)
            sent += 1
            if sent >= _AHEAD:
                yield from _receive(answers, failed, aside)
        for _ in range(min(sent, _AHEAD - 1)):
            yield from _receive(answers, failed, aside)


@contextmanager
def _reader(model: str | None, min_confidence: float) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Start the process that reads, and give the pipes to it and from it; it is killed in the end."""
    with subprocess.Popen(
        [sys.executable, "-P", "-m", __name__, model or "", str(min_confidence)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the process that has the graph
    ) as process:
        requests, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        try:
            yield requests, answers
        finally:
            process.kill()
            with suppress(BrokenPipeError):  # of what had not been sent
                requests.close()


def _send(pipe: IO[bytes], item: object) -> None:
    pickle.dump(item, pipe, pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def _receive(pipe: IO[bytes], failed: list[str], aside: list[str]) -> Iterator[Extraction]:
    """Yield what comes back of one batch."""
    while True:
        try:
            item = pickle.load(pipe)  # from our own process
        except (EOFError, pickle.UnpicklingError) as error:
            cure = "see that there is memory enough (some 1 GB), then build again: what is stored stays"
            raise ReadError(f"the process that reads the releases has ended too soon: {cure}") from error
        if isinstance(item, DiplographError):
            raise item
        if isinstance(item, tuple):
            failed += item[0]
            aside += item[1]
            return
        yield item


def _batches(pipe: IO[bytes]) -> Iterator[tuple[Release, ...]]:
    while True:
        try:
            yield pickle.load(pipe)  # from the process that started this one
        except EOFError:
            return


def main() -> None:
    """Read the batches that come in over stdin until it is closed."""
    with suppress(AttributeError):  # not every system has it
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # to end when nobody listens any more
    model, min_confidence = sys.argv[1] or None, float(sys.argv[2])
    pipe = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # so that nothing else is written between the pickles
    for batch in _batches(sys.stdin.buffer):
        failed: list[str] = []
        aside: list[str] = []
        try:
            for found in building.extractions(iter(batch), model, failed, aside, min_confidence):
                _send(pipe, found)
            if not gc.get_freeze_count():  # the model's objects stay: garbage need not be looked for among them
                gc.freeze()
            _send(pipe, (failed, aside))
        except DiplographError as error:
            _send(pipe, error)
            return


if __name__ == "__main__":
    main()
