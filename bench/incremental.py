"""What one release costs in stores of all sizes: to add, to replace, to take away; and in a whole build.

Usage: python bench/incremental.py [--sizes 10 100 1000 10000] [--probes 9] [--quick] [--stores FOLDER... --rounds 3]

A store is built of synthetic releases, to one size after the other. At each size the same other releases are added, one
at a time, then each is replaced by half of it, then taken out, and all that follows from it with it; each time until
readers can see it. All of it is done once before, uncounted, while the engine tidies up after the build. Prints the
median of each in milliseconds and its ratio to that of the first size, and for the build up to there the milliseconds
per release. Making the releases' triples is left out. ``--quick`` takes smaller sizes, ``--cpu`` counts the processor's
time of the thread that builds, for a machine that is busy. ``--stores`` takes stores that make_store.py made instead,
by turns, so that all of them meet the same load; in the end they hold the releases that they held.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import synthetic

from diplograph.extract.model import Extraction
from diplograph.graph.graph import Graph
from diplograph.graph.rdf import Triple
from diplograph.graph.store import ReleaseInfo
from diplograph.graph.triples import triples

Found = list[Triple]


def made(extraction: Extraction) -> tuple[str, Found, ReleaseInfo]:
    """Return what a graph takes of a release."""
    release = extraction.release
    return release.id, triples(extraction), ReleaseInfo(release.sha256, "1", release.source)


now = time.perf_counter


def timed(action: Callable[[], None]) -> float:
    """Return the milliseconds that something takes."""
    begun = now()
    action()
    return (now() - begun) * 1e3


class Store:
    """A store that grows, and the releases that come and go in it at each size."""

    def __init__(self, folder: Path, probes: int) -> None:
        self.graph = Graph.open(folder, create=True)
        self._releases = map(made, synthetic.extractions(10**9))
        drawn = map(made, synthetic.extractions(probes, seed=1))
        self._probes = [(f"probe-{name}", renamed(found, name), info) for name, found, info in drawn]
        self._spent, self.size = 0.0, 0

    def grow(self, size: int) -> float:
        """Build up to a size, and return the milliseconds per release since the beginning."""
        for release in (next(self._releases) for _ in range(size - self.size)):
            self._spent += timed(lambda release=release: self.graph.put(*release))  # type: ignore[misc]
        self._spent += timed(self.graph.finish)
        self.size = size
        return self._spent / size

    def probe(self) -> Iterator[tuple[str, float]]:
        """Yield what each of the ways to change a release costs, in milliseconds."""
        for name, found, info in self._probes:
            half = found[: len(found) // 2]
            yield "add", self._change(lambda: self.graph.put(name, found, info))  # noqa: B023
            yield "replace", self._change(lambda: self.graph.put(name, half, info))  # noqa: B023
            yield "remove", self._change(lambda: self.graph.remove(name))  # noqa: B023

    def _change(self, action: Callable[[], None]) -> float:
        def whole() -> None:
            action()
            self.graph.finish()

        return timed(whole)


def renamed(found: Found, name: str) -> Found:
    """Give all that is a release's own another name, lest it meet the one of that name."""

    def other(term: object) -> object:
        return type(term)(term[0].replace(name, f"probe-{name}"), *term[1:])  # type: ignore[index, call-arg]

    return [Triple(*map(other, triple)) for triple in found]  # type: ignore[arg-type]


def medians(costs: dict[str, list[float]]) -> dict[str, float]:
    """Return the median cost of each way."""
    return {way: statistics.median(found) for way, found in costs.items()}


def told(found: dict[str, float], first: dict[str, float]) -> str:
    """Return costs in words, each with its ratio to the first."""
    return "; ".join(f"{way} {cost:.1f} ms, ratio {cost / first[way]:.2f}" for way, cost in found.items())


def by_turns(folders: list[Path], probes: int, rounds: int) -> None:
    """Print the median costs in stores that are there, and their ratios to those in the first."""
    costs: dict[Path, dict[str, list[float]]] = {folder: {} for folder in folders}
    for turn in range(rounds + 1):
        for folder in folders:
            store = Store(folder, probes)
            for way, cost in store.probe():
                if turn:  # the first is not counted
                    costs[folder].setdefault(way, []).append(cost)
            size = len(store.graph.releases())
            store.graph.close()
            if turn == rounds:
                print(
                    f"{size:>7,} releases, {rounds} rounds: {told(medians(costs[folder]), medians(costs[folders[0]]))}"
                )


def growing(sizes: list[int], probes: int) -> None:
    """Print the median costs in a store that grows from size to size, and their ratios to those at the first."""
    first: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "store", probes)
        for size in sizes:
            build = store.grow(size)
            costs: dict[str, list[float]] = {"add": [], "replace": [], "remove": []}
            list(store.probe())  # meanwhile the engine tidies up what the build has left
            for way, cost in store.probe():
                costs[way].append(cost)
            found = medians(costs) | {"build, per release": build}
            first = first or found
            print(f"{size:>7,} releases, {store.graph.counts()['triples']:,} triples: {told(found, first)}", flush=True)
        store.graph.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1000, 10_000])
    parser.add_argument("--probes", type=int, default=9)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--cpu", action="store_true")
    parser.add_argument("--stores", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if options.cpu:
        globals()["now"] = time.thread_time
    print(f"{platform.machine()}, {os.cpu_count()} cores; median of {options.probes} releases")
    if options.stores:
        by_turns(options.stores, options.probes, options.rounds)
    else:
        growing([10, 100, 300] if options.quick else options.sizes, options.probes)


if __name__ == "__main__":
    main()
