"""A server of the samples' graph in a process of its own, as people run it."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

import httpx
import pytest

from diplograph.extract import gazetteer
from diplograph.graph.graph import Graph


class Server:
    """A running server: its address, and a client for it."""

    def __init__(self, process: subprocess.Popen[str], url: str, told: list[str]) -> None:
        self.process = process
        self.url = url
        self.told = told
        self.port = int(url.rstrip("/").rpartition(":")[2])
        self.client = httpx.Client(base_url=url, timeout=20)

    def query(self, text: str, **parameters: str | list[str]) -> httpx.Response:
        return self.client.post("/sparql", data={"query": text, **parameters})

    def workers(self) -> set[int]:
        """The process ids of its workers."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return {int(pid) for pid in listed.read_text().split()}


Serve: TypeAlias = Callable[..., AbstractContextManager[Server]]
MakeStore: TypeAlias = Callable[..., Path]


@contextmanager
def serving(store: Path, *options: str) -> Iterator[Server]:
    process = subprocess.Popen(
        [sys.executable, "-m", "diplograph", "serve", "--graph", str(store), "--port", "0", *options],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    assert process.stderr
    told: list[str] = []
    for line in process.stderr:
        told.append(line)
        if found := re.search(r"http://\S+", line):
            break
    else:
        raise AssertionError("".join(told))
    threading.Thread(target=lambda: told.extend(process.stderr or ()), daemon=True).start()
    server = Server(process, found[0], told)
    try:
        yield server
    finally:
        server.client.close()
        process.terminate()
        process.wait(10)


def build(samples: ModuleType, folder: Path, *numbers: str) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gazetteer, "load", samples.gazetteer)
        with Graph.open(folder, create=True) as made:
            for number in numbers:
                made.add(getattr(samples, number)())
            made.finish()
    return folder


@pytest.fixture(scope="session")
def serve() -> Serve:
    """Start a server of a store with more options, for as long as the context lasts."""
    return serving


@pytest.fixture(scope="session")
def make_store(samples: ModuleType) -> MakeStore:
    """Put samples, by name, into a store in a folder."""
    return lambda folder, *names: build(samples, folder, *names)


@pytest.fixture(scope="session")
def store(samples: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of both samples."""
    return build(samples, tmp_path_factory.mktemp("serve") / "store", "first", "second")


@pytest.fixture(scope="session")
def server(store: Path) -> Iterator[Server]:
    """A server of both samples; tests only read."""
    with serving(store) as running:
        yield running


@pytest.fixture(scope="session")
def strict(store: Path) -> Iterator[Server]:
    """A server of both samples that allows a second and little room, and may be mistreated."""
    with serving(store, "--timeout", "1", "--max-bytes", "100000") as running:
        yield running


@pytest.fixture
def client(server: Server) -> httpx.Client:
    return server.client
