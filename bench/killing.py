"""Builds in processes of their own, which can be killed, stopped or starved at any moment; bench/kill.py runs them.

One process imports everything and opens nothing. It forks a process for each build, so that a hundred of them take no
longer than their work. A build marks its steps in a file, and may be told to send itself a signal at one of them.
"""

from __future__ import annotations

import functools
import json
import os
import pickle
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType, TracebackType
from typing import IO, Any, Self

import pyoxigraph

from diplograph.extract import gazetteer
from diplograph.extract.errors import DiplographError
from diplograph.graph import builder, derive, settings, snapshots
from diplograph.graph.engine import Engine
from diplograph.graph.graph import Graph
from diplograph.graph.rdf import Triple
from diplograph.graph.store import ReleaseInfo, Store

Releases = dict[str, tuple[list[Triple], ReleaseInfo]]

# What a build does, step by step: each is marked when it begins and when it ends.
STEPS: tuple[tuple[type | ModuleType, str], ...] = (
    (builder, "_begin"),
    (builder.Builder, "__init__"),
    (builder.Builder, "_renew"),
    (Store, "renewed"),
    (Store, "replace_by"),
    (derive, "follow"),
    (Engine, "extend"),
    (Engine, "write"),
    (Engine, "backup"),
    (settings, "write"),
    (os, "fsync"),
    (snapshots, "publish"),
    (snapshots, "clear"),
)


@dataclass(frozen=True, slots=True)
class Job:
    """A build: the store's folder, a file of :func:`save`, and where to mark its steps.

    ``after`` is the seconds after which it is killed, ``at`` the number of the mark, among all or those of ``step``, at
    which it sends itself ``signal``, or ends ``delay`` seconds later, whatever it does by then; ``batch`` (0: as ever)
    the triples that are written at once; ``limit`` the bytes that a file may grow to; ``state`` what vocabulary and
    rules are said to be.
    """

    folder: str = ""
    releases: str = ""
    marks: str = ""
    after: float | None = None
    at: int | None = None
    step: str | None = None
    delay: float | None = None
    signal: int = 9
    batch: int = 0
    limit: int | None = None
    state: str | None = None


def save(releases: Releases, file: Path) -> str:
    """Write releases to build from, and return the file's name."""
    file.write_bytes(pickle.dumps(releases))
    return str(file)


def quads(database: Path) -> set[bytes]:
    """Return every quad of a database, those of hidden graphs and of the merge too, and the name of every graph."""
    return every(pyoxigraph.Store.read_only(str(database)))


def undisturbed(releases: Releases) -> set[bytes]:
    """Return what a store of these releases should hold, built in memory at once."""
    with Graph.memory() as graph:
        for name, (triples, info) in releases.items():
            graph.put(name, triples, info)
        graph.finish()
        return every(graph.store._open()._engine)


def every(store: pyoxigraph.Store) -> set[bytes]:
    """Return every quad of a store, as a line, and the name of every graph."""
    lines = (store.dump(format=pyoxigraph.RdfFormat.N_QUADS) or b"").splitlines()
    return {*lines, *(str(name).encode() for name in store.named_graphs())}


class Works:
    """The process that forks builds; one at a time."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _pipe(self._process.stdin).close()
        self._process.wait(60)
        _pipe(self._process.stdout).close()

    def start(self, job: Job) -> int:
        """Begin a build, and return the id of its process."""
        Path(job.marks).write_text("")
        _pipe(self._process.stdin).write(json.dumps(asdict(job)) + "\n")
        _pipe(self._process.stdin).flush()
        return int(_pipe(self._process.stdout).readline())

    def wait(self) -> int:
        """Wait for the build's end: 0, 1 after an error of the project's, 130 after Ctrl-C, or minus the signal."""
        return int(_pipe(self._process.stdout).readline())

    def run(self, job: Job) -> int:
        """Do a build to its end."""
        self.start(job)
        return self.wait()


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


def _serve() -> None:
    gazetteer.load(), builder.state(), builder._rules()  # what every build needs is read once
    for line in sys.stdin:
        job = Job(**json.loads(line))
        pid = os.fork()
        if pid == 0:
            os._exit(_work(job))
        print(pid, flush=True)
        if job.after is not None:
            moment = time.monotonic() + job.after
            while time.monotonic() < moment and not os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                time.sleep(0.001)
            os.kill(pid, signal.SIGKILL)  # it may have ended, but until it is waited for, its number is nobody else's
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def watch(job: Job) -> Callable[[str], None]:
    """Have this process mark its steps, write in batches of the job's, and end as it has it; return how to mark."""
    marks = os.open(job.marks, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    seen = 0

    def mark(word: str) -> None:
        nonlocal seen
        os.write(marks, f"{word}\n".encode())
        if job.step not in (None, word):
            return
        seen += 1
        if seen - 1 == job.at:
            if job.delay:
                signal.setitimer(signal.ITIMER_REAL, job.delay)  # no handler is set: the system ends it like kill -9
            else:
                os.kill(os.getpid(), job.signal)

    for owner, name in STEPS:
        label = f"{owner.__name__.rpartition('.')[2]}.{name}"
        setattr(owner, name, _marked(getattr(owner, name), label, mark))
    put = builder.Builder.put

    def marked_put(self: builder.Builder, release_id: str, *found: Any) -> None:
        put(self, release_id, *found)
        mark(f"put {release_id}")

    builder.Builder.put = marked_put  # type: ignore[method-assign, assignment]
    if job.batch:
        builder._BATCH = job.batch
    return mark


def _work(job: Job) -> int:
    mark = watch(job)
    if job.state:
        builder.state = functools.cache(lambda: str(job.state))
    if job.limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (job.limit, job.limit))
    try:
        _build(job)
    except DiplographError as error:
        mark(f"error {error}")
        return 1
    except KeyboardInterrupt:
        return 130
    except BaseException as error:
        mark(f"defect {type(error).__name__}: {error}")
        return 70
    return 0


def _build(job: Job) -> None:
    """Bring a store up to date with the releases of the job, as `diplograph build` does with files."""
    wanted: Releases = pickle.loads(Path(job.releases).read_bytes())
    with Graph.open(job.folder, create=True) as graph:
        for name, (triples, info) in wanted.items():
            if graph.release(name) != info:
                graph.put(name, triples, info)
        for name in graph.releases().keys() - wanted.keys():
            graph.remove(name)


def _marked(function: Callable[..., Any], name: str, mark: Callable[[str], None]) -> Callable[..., Any]:
    @functools.wraps(function)
    def marked(*arguments: Any, **named: Any) -> Any:
        mark(f"{name} begins")
        found = function(*arguments, **named)
        mark(f"{name} ends")
        return found

    return marked


if __name__ == "__main__":
    _serve()
