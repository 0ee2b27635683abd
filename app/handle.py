"""The server's end of a worker: starts the process, asks it, reads its answer, kills it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from diplograph.extract.errors import DiplographError, StoreError
from diplograph.frames import DATA, END, FAULT, HEAD, HEADER_SIZE, READY, Question, header
from diplograph.limits import Limits
from diplograph.output import plain

_IN_MEMORY = 1 << 20  # bytes; a larger answer waits in a file for its reader
_START = 20.0  # seconds in which a worker must have opened the snapshot
_GRACE = 5.0  # seconds after which a worker ends itself, should nobody be left to kill it


class NoAnswerError(DiplographError):
    """A question has no answer. ``kind`` is busy, late, large, refused, malformed, unfit, absent, failed or ended."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Whole:
    """An answer with its last byte: whether it is results or a graph, in which syntax, its bytes and their number."""

    kind: str
    syntax: str
    body: IO[bytes]
    size: int


@dataclass(frozen=True, slots=True)
class Source:
    """What workers open: the folder of a snapshot's database, and the base of its IRIs."""

    database: Path
    base: str


class Worker:
    """One process; :meth:`start` it before asking, and ask one question at a time."""

    def __init__(self, source: Source, process: asyncio.subprocess.Process) -> None:
        self.source = source
        self._process = process
        self._killed = False

    @classmethod
    async def start(cls, source: Source, limits: Limits) -> Worker:
        """Start a process and wait until it has opened the snapshot; StoreError if it cannot."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "diplograph.worker", str(source.database), source.base),
            *("--bytes", str(limits.bytes), "--memory", str(limits.memory), "--seconds", str(limits.seconds + _GRACE)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is the server's to hear
            limit=1 << 18,
        )
        worker = cls(source, process)
        try:
            async with asyncio.timeout(_START):
                kind, content = await worker._read()
        except (TimeoutError, asyncio.IncompleteReadError) as error:
            worker.kill()
            await worker.gone()
            raise StoreError(f"no worker could be started for {source.database}") from error
        except asyncio.CancelledError:
            worker.kill()
            raise
        if kind != READY:
            await worker.gone()
            raise StoreError(json.loads(content)["message"])
        return worker

    async def ask(self, question: Question) -> Whole:
        """Return the whole answer; NoAnswerError if there is none, or if the process ends meanwhile."""
        body = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        try:
            assert self._process.stdin
            self._process.stdin.write(question.encode())
            await self._process.stdin.drain()
            told = {"kind": "", "syntax": ""}
            while True:
                kind, content = await self._read()
                if kind == DATA:
                    body.write(content)
                elif kind == HEAD:
                    told = json.loads(content)
                elif kind == END:
                    size = body.tell()
                    body.seek(0)
                    return Whole(told["kind"], told["syntax"], body, size)
                else:
                    assert kind == FAULT
                    fault = json.loads(content)
                    raise NoAnswerError(fault["kind"], plain(fault["message"]))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            body.close()
            self.kill()
            cause = "it is too deeply nested or too long, or needs more memory than a query may have"
            raise NoAnswerError("ended", f"the query ended the process that answered it: {cause}") from error
        except BaseException:
            body.close()
            raise

    async def _read(self) -> tuple[bytes, bytes]:
        assert self._process.stdout
        kind, length = header(await self._process.stdout.readexactly(HEADER_SIZE))
        return kind, await self._process.stdout.readexactly(length)

    @property
    def alive(self) -> bool:
        """Whether the process has neither ended nor been killed."""
        return not self._killed and self._process.returncode is None

    def kill(self) -> None:
        """End the process at once, whatever it is doing."""
        self._killed = True
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def gone(self) -> None:
        """Wait until the process has ended, and close what led to it."""
        assert self._process.stdin
        await self._process.wait()
        self._process.stdin.close()
        with contextlib.suppress(ConnectionError):
            await self._process.stdin.wait_closed()
