"""How soon the explorer's pages answer, at the size of a store given: medians for each kind of page.

``python bench/explorer.py STORE [--each 30]`` serves the store on a free port, asks for pages of actors, events,
releases, areas and statements chosen at random (the same ones each time), for the most named actors, for lists and
for a search, one after another as a browser would, and prints the median, the 9th decile and the worst of each kind.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from diplograph.graph.store import Store

HTML = {"Accept": "text/html"}
KINDS = {
    "person": "Person",
    "state": "State",
    "organization": "Organization",
    "event": "Event",
    "release": "Release",
    "statement": "Statement",
}
LISTS = ("people", "events?sort=newest", "commitments", "statements", "areas", "releases", "people.csv")
SEARCHES = ("pre", "united", "minist", "xyzzy")


@contextmanager
def served(store: Path) -> Iterator[str]:
    """Serve a store on a free port, and yield its address."""
    command = [sys.executable, "-m", "diplograph", "serve", "--graph", str(store), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert process.stderr
    try:
        found = re.search(r"http://\S+", process.stderr.readline())
        assert found, "the server did not start"
        yield found[0].rstrip("/")
    finally:
        process.terminate()
        process.wait(10)


def sample(store: Path, each: int) -> dict[str, list[str]]:
    """Return kind → addresses of pages: random things of each kind, and the actors that most sentences name."""
    draw = random.Random(1)
    found: dict[str, list[str]] = {}
    with Store.open(store, read_only=True) as graph:
        base = graph.base
        for name, kind in KINDS.items():
            rows = graph.query(f"SELECT ?thing WHERE {{ ?thing a dg:{kind} }}").values()
            iris = sorted(str(iri) for (iri,) in rows)
            chosen = draw.sample(iris, min(each, len(iris)))
            found[name] = ["/id/" + iri.removeprefix(base) for iri in chosen]
        most = graph.query(
            "SELECT ?a (COUNT(*) AS ?n) WHERE { ?a a dg:Actor ; dg:evidence ?e } GROUP BY ?a ORDER BY DESC(?n) LIMIT 3"
        ).values()
    found["most named"] = ["/id/" + str(iri).removeprefix(base) for iri, _ in most]
    found["network"] = ["/network?of=" + page.removeprefix("/id/") for page in found["person"][:5]]
    found["network of the most named"] = ["/network?of=" + page.removeprefix("/id/") for page in found["most named"]]
    found["list"] = [f"/list/{name}" for name in LISTS]
    found["search"] = [f"/suggest?q={text}" for text in SEARCHES] + [f"/?q={text}" for text in SEARCHES]
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--each", type=int, default=30)
    given = parser.parse_args()
    pages = sample(given.store, given.each)
    with served(given.store) as address, httpx.Client(base_url=address, headers=HTML, timeout=60) as client:
        started = time.perf_counter()
        client.get("/").raise_for_status()
        print(f"the start page, first time (reads all names): {(time.perf_counter() - started) * 1000:.0f} ms")
        for kind, addresses in pages.items():
            client.get(addresses[0]).raise_for_status()
            print(told(kind, [asked(client, page) for page in addresses]))
    load = os.getloadavg()[0]
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f}; Python {platform.python_version()}")


def asked(client: httpx.Client, address: str) -> float:
    """Return how many milliseconds a page took."""
    before = time.perf_counter()
    client.get(address).raise_for_status()
    return (time.perf_counter() - before) * 1000


def told(kind: str, times: Sequence[float]) -> str:
    """Return the line about a kind of page."""
    ordered = sorted(times)
    decile = ordered[int(0.9 * (len(ordered) - 1))]
    numbers = f"median {statistics.median(ordered):7.1f}  9 of 10 within {decile:7.1f}  worst {ordered[-1]:7.1f}"
    return f"{kind:26} {len(times):3} pages, ms: {numbers}"


if __name__ == "__main__":
    main()
