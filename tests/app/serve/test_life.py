"""A server's life: start, a new build while it runs, end; and connections that it gives up."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import pytest

from diplograph import patience, server
from diplograph.graph import snapshots
from diplograph.guard import Door
from diplograph.limits import Limits
from diplograph.pool import Pool

if TYPE_CHECKING:
    from tests.app.serve.conftest import MakeStore, Serve

SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def start(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "diplograph", "serve", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=30)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--port", "70000"], "Invalid value for '--port'"),
        (["--workers", "0"], "Invalid value for '--workers'"),
        (["--host", "192.0.2.1"], "cannot listen at 192.0.2.1:7878"),
        (["--host", "no.such.name.invalid"], "cannot listen at no.such.name.invalid:7878"),
    ],
)
def test_wrong_usage_ends_with_2(store: Path, arguments: list[str], words: str) -> None:
    ended = start("--graph", store, *arguments)
    assert (ended.returncode, ended.stdout, words in ended.stderr) == (2, "", True), ended.stderr


def test_what_cannot_be_served_is_said_in_one_line(store: Path, tmp_path: Path) -> None:
    ended = start("--graph", tmp_path / "none", "--port", 0)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert f"{tmp_path / 'none'} does not exist: make a store there" in ended.stderr
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = start("--graph", store, "--port", port)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert f"cannot listen at 127.0.0.1:{port} (Address already in use): end what uses it" in ended.stderr


@pytest.mark.parametrize("busy", [False, True])
def test_ctrl_c_ends_it_with_all_its_workers(serve: Serve, store: Path, busy: bool) -> None:
    with serve(store) as running:
        workers = running.workers()
        assert len(workers) == 2
        answers: list[httpx.Response] = []
        asking = threading.Thread(target=lambda: answers.append(running.query(SLOW)))
        if busy:
            asking.start()
            time.sleep(0.3)
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(10) == 0
        if busy:
            asking.join()
            assert [(each.status_code, each.text) for each in answers] == [(503, "the server is ending\n")]
            assert answers[0].headers["retry-after"] == "2"
        assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    assert running.told[-1] == "diplograph: ended\n"
    assert not [line for line in running.told if "Traceback" in line]


def test_a_new_build_is_answered_from_without_a_restart(serve: Serve, make_store: MakeStore, tmp_path: Path) -> None:
    store = make_store(tmp_path / "store", "first")
    with serve(store) as running:
        releases = "SELECT (COUNT(*) AS ?n) { ?r a dg:Release }"
        assert running.query(releases, format="csv").text.split() == ["n", "1"]
        make_store(store, "second")
        until = time.monotonic() + 20
        while running.client.get("/health").json()["snapshot"] != 2 and time.monotonic() < until:
            time.sleep(0.1)
        assert running.query(releases, format="csv").text.split() == ["n", "2"]
        assert running.client.get("/health").json()["releases"] == 2
        while snapshots.folder(store, 1).exists() and time.monotonic() < until:  # it is let go
            snapshots.clear(store, 2)
            time.sleep(0.1)
        assert not snapshots.folder(store, 1).exists()
        assert running.query(releases, format="csv").text.split() == ["n", "2"]


def test_patience_has_an_end(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "REQUEST", 0.3)
    monkeypatch.setattr(patience, "READER", 0.3)
    half = b"GET /health HTTP/1.1\r\nHost: local"
    whole = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
    query = quote("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 40000")  # more than all buffers on the way hold
    large = f"GET /sparql?format=xml&query={query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()

    async def ended(port: int, *sent: bytes) -> bool:
        """Send, a moment apart, and tell whether the server closes the connection by itself."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2048)
        for part in sent:
            writer.write(part)
            await asyncio.sleep(0.15)
        try:
            async with asyncio.timeout(15 if sent == (large,) else 1.5):
                head = await reader.readuntil(b"\r\n\r\n") if sent == (large,) else b""
                await asyncio.sleep(1 if head else 0)  # reads nothing but what fits into its buffers
                body = await reader.read()
                assert f"content-length: {len(body)}".encode() not in head
        except ConnectionError:
            return True
        except TimeoutError:
            return False
        finally:
            writer.close()
        return True

    async def main() -> list[bool]:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
            pool = Pool(Limits(workers=1), print)
            running = asyncio.create_task(server.serve(store, pool, Door.of("127.0.0.1"), listener))
            await asyncio.sleep(1)
            cases: list[tuple[bytes, ...]] = [
                (),
                (half,),
                (whole, half),
                (half, whole[len(half) :]),
                (whole,),
                (large,),
            ]
            found = await asyncio.gather(*(ended(port, *case) for case in cases))
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            return list(found)

    assert asyncio.run(main()) == [True, True, True, False, False, True]
