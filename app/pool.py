"""A pool of workers: they are killed when they take too long, and replaced; the newest snapshot gets new ones.

Killing is the only way to stop the engine once it runs. The server's own process never opens the store.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from diplograph.extract.errors import StoreError
from diplograph.frames import Question
from diplograph.handle import NoAnswerError, Source, Whole, Worker
from diplograph.limits import Limits

_PAUSE = 1.0  # seconds before another try when a worker cannot be started


class Pool:
    """A number of workers over one snapshot; :meth:`start` it, ask from as many tasks as you like, close it.

    ``tell`` is given a line for whoever runs the server when a query is stopped or a worker cannot be started.
    """

    def __init__(self, limits: Limits, tell: Callable[[str], None]) -> None:
        self.limits = limits
        self._tell = tell
        self._source: Source | None = None
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._workers: set[Worker] = set()
        self._renewals: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._closed = False

    @property
    def sources(self) -> set[Source]:
        """What is open: the newest snapshot, and older ones of which a query still asks."""
        opened = {worker.source for worker in self._workers}
        return opened | {self._source} if self._source else opened

    async def start(self, source: Source) -> None:
        """Start the workers; StoreError if the snapshot cannot be opened."""
        self._source = source
        for worker in await asyncio.gather(*(Worker.start(source, self.limits) for _ in range(self.limits.workers))):
            self._add(worker)

    def move(self, source: Source) -> None:
        """Ask another snapshot from now on; a query that runs is answered from the old one."""
        self._source = source
        while not self._idle.empty():
            self._renew(self._idle.get_nowait())

    async def close(self) -> None:
        """Kill all workers and wait until they are gone; questions that wait for them have no answer."""
        self._closed = True
        await asyncio.gather(*self._renewals)
        for worker in self._workers:
            worker.kill()
        await asyncio.gather(*(worker.gone() for worker in self._workers))

    async def ask(self, question: Question) -> Whole:
        """Return an answer, whole. NoAnswerError if it has none, takes too long or too much room, or too many wait.

        Cancel the task to stop the query.
        """
        worker = await self._take()
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await worker.ask(question)
        except TimeoutError as error:
            worker.kill()
            line = f"a query was stopped: it took more than {self.limits.seconds:g} s"
            self._tell(line)
            raise NoAnswerError("late", f"{line}; narrow it down, or add LIMIT") from error
        except asyncio.CancelledError:
            worker.kill()
            raise
        except NoAnswerError:
            if self._closed:
                raise NoAnswerError("busy", "the server is ending") from None
            raise
        finally:
            if worker.alive and worker.source == self._source:
                self._idle.put_nowait(worker)
            else:
                self._renew(worker)

    async def _take(self) -> Worker:
        """Wait for an idle worker."""
        if self._idle.empty() and self._waiting >= self.limits.waiting:
            raise NoAnswerError("busy", f"{self._waiting} queries wait already: try again in a moment")
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.seconds):
                while not (worker := await self._idle.get()).alive:
                    self._renew(worker)
                return worker
        except TimeoutError as error:
            raise NoAnswerError("busy", "all workers are busy with long queries: try again in a moment") from error
        finally:
            self._waiting -= 1

    def _add(self, worker: Worker) -> None:
        self._workers.add(worker)
        self._idle.put_nowait(worker)

    def _renew(self, worker: Worker) -> None:
        """Put a new worker in the place of one that is dead or of an old snapshot."""
        worker.kill()
        if self._closed:
            return
        self._workers.discard(worker)
        task = asyncio.create_task(self._replace(worker))
        self._renewals.add(task)
        task.add_done_callback(self._renewals.discard)

    async def _replace(self, old: Worker) -> None:
        await old.gone()
        told = ""
        while not self._closed:
            assert self._source
            source = self._source
            try:
                worker = await Worker.start(source, self.limits)
            except StoreError as error:
                if str(error) != told:
                    told = str(error)
                    self._tell(told)
                await asyncio.sleep(_PAUSE)
                continue
            if source == self._source and not self._closed:
                self._add(worker)
                return
            worker.kill()
            await worker.gone()
