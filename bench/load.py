"""Loading a store into a server over HTTP: against the server's own loader, and again after one release changed.

Usage: python bench/load.py [--releases 300] [--rounds 3] [--chunk 8]

A store of synthetic releases is sent by `diplograph load` to an empty `oxigraph serve` on this machine, and its export
as N-Quads is read by `oxigraph load` into an empty folder. Prints triples per second of each (medians of the rounds),
their ratio, and what a second load costs, of one release that changed and of none, as a share of the first.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
from synthetic import extractions

from diplograph.graph.graph import Graph
from diplograph.graph.store import Store
from diplograph.graph.transfer import Transfer, load
from diplograph.graph.transfer_server import Server

OXIGRAPH = str(Path(sys.executable).with_name("oxigraph"))


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [OXIGRAPH, "serve", "--location", str(folder), "--bind", where]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                httpx.get(f"http://{where}/")
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield f"http://{where}/store"
    finally:
        process.terminate()
        process.wait()


def send(folder: Path, url: str, chunk: int) -> tuple[float, Transfer]:
    begun = time.perf_counter()
    with Store.open(folder, read_only=True) as store:
        done = load(store, Server.at(url), chunk=chunk)
    return time.perf_counter() - begun, done


def read_by_the_server(file: Path, folder: Path) -> float:
    begun = time.perf_counter()
    command = [OXIGRAPH, "load", "--location", str(folder), "--file", str(file)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--releases", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--chunk", type=float, default=8, help="megabytes")
    options = parser.parse_args()
    chunk = int(options.chunk * 1_000_000)
    first: list[float] = []
    own: list[float] = []
    one: list[float] = []
    none: list[float] = []
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        folder, dump = work / "store", work / "dump.nq"
        releases = extractions(options.releases)
        last = next(releases)
        with Graph.open(folder, create=True) as graph:
            graph.add(last)
            for extraction in releases:
                graph.add(extraction)
        with Graph.open(folder) as graph:
            graph.export(dump)
        for number in range(options.rounds):
            own.append(read_by_the_server(dump, work / f"own{number}"))
            with serving(work / f"served{number}") as url:
                seconds, done = send(folder, url, chunk)
                first.append(seconds)
                triples, graphs = done.triples, len(done.sent)
                title = replace(last.release, title=f"Title {number}")
                with Graph.open(folder, create=True) as graph:
                    graph.add(replace(last, release=title))
                seconds, done = send(folder, url, chunk)
                one.append(seconds)
                sent = ", ".join(graph.value.rpartition("/")[2] for graph in done.sent)
                none.append(send(folder, url, chunk)[0])
            shutil.rmtree(work / f"served{number}")
            shutil.rmtree(work / f"own{number}")
    loaded, read, changed, idle = map(statistics.median, (first, own, one, none))
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{options.releases} releases, {graphs} graphs, {triples} triples, medians of {options.rounds}")
    print(f"diplograph load into oxigraph serve: {loaded:.2f} s, {triples / loaded:,.0f} triples per second")
    print(f"oxigraph load of the N-Quads:        {read:.2f} s, {triples / read:,.0f} triples per second")
    print(f"ratio: {loaded / read:.1f}")
    print(f"again after one release changed:     {changed:.2f} s ({sent} sent), {changed / loaded:.3f} of the first")
    print(f"again after nothing changed:         {idle:.2f} s, {idle / loaded:.3f} of the first")


if __name__ == "__main__":
    main()
