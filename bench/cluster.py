"""What a cluster gains: releases read per second by one worker, by two, and by a build in one process.

Usage: python bench/cluster.py PATH... [--releases 64] [--runs 3] [--workers 1 2]

Local Dask clusters of that many workers and this process build a graph in memory of the first releases in PATH, in
turn, N times over, after a build of a few that warms all of them up. Prints medians and ratios, how much of the
processor the workers and the process that asks them use per release, what a start costs, and whether all graphs are
equal quad by quad, hidden graphs too.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from distributed import Client, LocalCluster

import diplograph
from diplograph import building
from diplograph.extract import read
from diplograph.graph.rdf import IRI

WARM = 4


@dataclass
class Engine:
    """A way to build, and what was measured of it: seconds in all, and of the processor here and by workers."""

    name: str
    options: dict[str, Any] = field(default_factory=dict)
    client: Client | None = None
    seconds: list[float] = field(default_factory=list)
    here: list[float] = field(default_factory=list)
    there: list[float] = field(default_factory=list)

    def used(self) -> float:
        return sum(self.client.run(time.process_time).values()) if self.client else 0.0

    def build(self, paths: list[Path]) -> set[object]:
        with tempfile.TemporaryDirectory() as parts:
            options = self.options | ({"parts": parts} if self.options else {})
            wall, here, there = time.perf_counter(), time.process_time(), self.used()
            with diplograph.build(paths, **options) as graph:
                self.seconds.append(time.perf_counter() - wall)
                self.here.append(time.process_time() - here)
                self.there.append(self.used() - there)
                engine = graph.store._open()
                names: Iterator[str | None] = chain([None], engine.graphs())
                return {(n, triple) for n in names for triple in engine.match(graph=IRI(n) if n else None)}

    def forget(self) -> None:
        for measured in (self.seconds, self.here, self.there):
            measured.clear()


def engines(workers: list[int], stack: ExitStack) -> Iterator[Engine]:
    yield Engine("one process")
    for count in workers:
        begun = time.perf_counter()
        cluster = LocalCluster(
            n_workers=count, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50
        )
        stack.enter_context(cluster)
        client = stack.enter_context(Client(cluster, set_as_default=False))
        print(f"a cluster of {count}: {time.perf_counter() - begun:.1f} s until it stands, spaCy not yet loaded")
        options = {"engine": "dask", "scheduler": cluster.scheduler_address}
        yield Engine(f"dask, {count} worker{'s' if count > 1 else ''}", options, client)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", nargs="+")
    parser.add_argument("--releases", type=int, default=64)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--workers", nargs="+", type=int, default=[1, 2])
    options = parser.parse_args()
    paths = read.find(options.path)[: options.releases]
    count = sum(1 for _ in building.releases(paths, []))
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {count} releases")
    with ExitStack() as stack:
        tried = list(engines(options.workers, stack))
        for engine in tried:
            for _ in range(2):  # tasks of a first build may all go to one worker
                engine.build(paths[: WARM * 4])
            engine.forget()
        graphs = [engine.build(paths) for _ in range(options.runs) for engine in tried]
    base = statistics.median(tried[0].seconds)
    print(f"{'':16s} {'releases/s':>10s} {'ratio':>6s} {'ms of processor per release: here':>34s} {'workers':>8s}")
    for engine in tried:
        seconds, here, there = map(statistics.median, (engine.seconds, engine.here, engine.there))
        used = f"{here / count * 1000:34.0f} {there / count * 1000:8.0f}"
        print(f"{engine.name:16s} {count / seconds:10.2f} {base / seconds:6.2f} {used}")
    if len(tried) > 2:
        first, last = (statistics.median(engine.seconds) for engine in (tried[1], tried[-1]))
        print(f"{tried[-1].name} against {tried[1].name}: {first / last:.2f} times as fast")
    print(f"graphs equal quad by quad: {all(graph == graphs[0] for graph in graphs)} ({len(graphs[0])} quads)")


if __name__ == "__main__":
    main()
