"""What `diplograph serve` bears: queries without end, clients that hang up or send half, hundreds of them at once.

Usage: python bench/serve_limits.py STORE [--timeout 2] [--rounds 20]

Starts a server of the store on a free port. Prints how long after its limit a query was stopped and how long until the
next question was answered (medians and the longest, after each kind of hostile query), what an answer costs through
HTTP against the engine called directly with the same text, and whether misbehaving clients left a trace: open files
and workers of the server, before and after. Exit 1 if a question that ought to be answered was not.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path

import httpx

from diplograph.graph import ask, snapshots
from diplograph.graph.answer import Snapshot
from diplograph.handle import Source

SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
QUICK = "ASK { ?s ?p ?o }"
HOSTILE = {
    "cross product": (SLOW, 408),
    "cross product, sorted": ("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f", (408, 500)),
    "endless answer": ("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 413),
    "30,000 additions": ("ASK { FILTER(" + "1+" * 30_000 + "1) }", 500),
    "50,000 brackets": ("ASK " + "{" * 50_000 + "}" * 50_000, 400),
    "10 MB": ("ASK { ?s ?p '" + "x" * 10_000_000 + "' }", 413),
    "SERVICE": ("SELECT * { SERVICE <http://127.0.0.1:9/> {} }", 403),
}


class Running:
    """A server and what is seen of its process."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self.pid, self.url = process.pid, url
        self.port = int(url.rstrip("/").rpartition(":")[2])
        self.failed = self.busy = 0

    def files(self) -> int:
        return len(list(Path(f"/proc/{self.pid}/fd").iterdir()))

    def workers(self) -> int:
        return len(Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split())

    def ask(self, client: httpx.Client, query: str, expected: tuple[int, ...] | int = 200) -> float:
        """Ask, count what went wrong, and return the seconds that it took."""
        begun = time.perf_counter()
        status = client.post("/sparql", data={"query": query, "format": "json"}).status_code
        seconds = time.perf_counter() - begun
        if status not in (expected if isinstance(expected, tuple) else (expected,)):
            self.failed += 1
            print(f"{query[:60]!r} gave {status}, not {expected}", file=sys.stderr)
        self.busy += status == 503
        return seconds


@contextmanager
def serving(store: Path, timeout: float) -> Iterator[Running]:
    command = [sys.executable, "-m", "diplograph", "serve", "--graph", str(store), "--port", "0"]
    options = ["--timeout", str(timeout), "--max-bytes", "4000000"]
    with subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True) as process:
        line = process.stderr.readline() if process.stderr else ""
        found = re.search(r"http://\S+", line)
        if not found:
            raise SystemExit(line)
        try:
            yield Running(process, found[0])
        finally:
            process.terminate()


def hostile(server: Running, client: httpx.Client, timeout: float, rounds: int) -> None:
    print(f"\n{'hostile query':<24}{'status':>8}{'stopped after':>16}{'next answer, median':>22}{'longest':>10}")
    for name, (query, status) in HOSTILE.items():
        stopped, after = [], []
        for _ in range(rounds):
            stopped.append(server.ask(client, query, status))
            after.append(server.ask(client, QUICK))
        print(
            f"{name:<24}{status!s:>8}{statistics.median(stopped):>14.3f} s{statistics.median(after):>20.3f} s"
            f"{max(after):>8.3f} s"
        )
    print(f"(the limit is {timeout:g} s)")


def workers_lost(server: Running, client: httpx.Client, rounds: int) -> None:
    """Take both workers at once, so that the next question must wait for a new one."""
    after = []
    for _ in range(rounds):
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda _: server.ask(client, SLOW, 408), range(2)))
        after.append(server.ask(client, QUICK))
    middle = statistics.median(after)
    print(f"next answer after both workers were killed: median {middle:.3f} s, longest {max(after):.3f} s")


def cost(server: Running, client: httpx.Client, store: Path, rounds: int) -> None:
    """Compare every named query through HTTP with the engine called directly, in turns."""
    settings, database, lock = snapshots.hold(store)
    source = Source(database, settings.base)
    snapshot = Snapshot(source.database, source.base)
    print(f"\n{'query':<24}{'engine':>12}{'HTTP':>12}{'ratio':>8}")
    for name, query in ask.load().items():
        direct, served = [], []
        for _ in range(rounds):
            begun = time.perf_counter()
            snapshot.ask(query.text, "json", None).write(BytesIO())
            direct.append(time.perf_counter() - begun)
            served.append(server.ask(client, query.text))
        both = statistics.median(direct), statistics.median(served)
        print(f"{name:<24}{both[0] * 1000:>9.1f} ms{both[1] * 1000:>9.1f} ms{both[1] / both[0]:>8.2f}")
    lock.release()


def crowd(server: Running, clients: int, each: int) -> None:
    def one(_: int) -> list[float]:
        with httpx.Client(base_url=server.url, timeout=60, verify=False) as client:
            return [server.ask(client, QUICK, (200, 503)) for _ in range(each)]

    busy, begun = server.busy, time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        seconds = sorted(second for found in pool.map(one, range(clients)) for second in found)
    rate = len(seconds) / (time.perf_counter() - begun)
    middle, most = statistics.median(seconds), seconds[int(len(seconds) * 0.99)]
    print(f"{clients} clients at once: {rate:.0f} answers a second, median {middle:.3f} s,", end=" ")
    print(f"99 of 100 within {most:.3f} s; {server.busy - busy} of {len(seconds)} told to come again")


def rude(server: Running, client: httpx.Client) -> None:
    body = f"query={SLOW}".encode()
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    whole = head + f"Content-Length: {len(body)}\r\n\r\n".encode() + body
    large = b"GET /graphs?default HTTP/1.1\r\nHost: localhost\r\nAccept: application/rdf+xml\r\n\r\n"
    kinds: dict[str, Callable[[int], bytes]] = {
        "hang up in the middle of a query": lambda _: whole,
        "half a request": lambda number: whole[: 1 + number % (len(whole) - 1)],
        "ask and do not read": lambda _: large,
    }
    for name, sent in kinds.items():
        before = server.files(), server.workers()
        links = []
        for number in range(200):
            link = socket.create_connection(("127.0.0.1", server.port))
            link.sendall(sent(number))
            links.append(link)
        meanwhile = 0.0 if sent(0) == whole else server.ask(client, QUICK)  # both workers are busy in the first case
        for link in links:
            with closing(link):
                pass
        after = server.ask(client, QUICK)
        time.sleep(1)
        left = server.files(), server.workers()
        print(f"200 clients {name}: answered meanwhile in {meanwhile:.3f} s, after in {after:.3f} s;", end=" ")
        print(f"open files {before[0]} → {left[0]}, workers {before[1]} → {left[1]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("store", type=Path)
    parser.add_argument("--timeout", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with serving(given.store, given.timeout) as server, httpx.Client(base_url=server.url, timeout=120) as client:
        health = client.get("/health").json()
        print(f"{health['releases']} releases, {health['triples']} triples; ordinary answer:", end=" ")
        print(f"median {statistics.median(server.ask(client, QUICK) for _ in range(100)):.4f} s")
        cost(server, client, given.store, given.rounds)
        hostile(server, client, given.timeout, given.rounds)
        workers_lost(server, client, given.rounds)
        crowd(server, 100, 20)
        crowd(server, 300, 10)
        rude(server, client)
        return int(server.failed > 0)


if __name__ == "__main__":
    sys.exit(main())
