"""Make a store of releases that nobody wrote (synthetic.py), for the measurements that need a large one.

Usage: python bench/make_store.py FOLDER [--count 1000] [--seed 0]

Goes on where it was broken off, and adds what is missing to a smaller store of the same seed. Tells on stderr how far
it is; prints the milliseconds that it took to store a release, without making it up, in the first half and the second.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from synthetic import extractions

from diplograph.graph.graph import Graph


def filled(graph: Graph, count: int, seed: int) -> Iterator[float]:
    """Add the releases that are missing; yield the seconds that each took, and in the end those of finishing."""
    begun = len(graph.releases())
    for number, extraction in enumerate(extractions(count, seed, begun), begun + 1):
        start = time.perf_counter()
        graph.add(extraction)
        yield time.perf_counter() - start
        if number % max(count // 100, 1) == 0:
            print(f"{number} of {count} releases", file=sys.stderr, flush=True)
    start = time.perf_counter()
    graph.finish()
    yield time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with Graph.open(options.folder, create=True) as graph:
        *seconds, last = filled(graph, options.count, options.seed)
        counts = graph.counts()
    half = len(seconds) // 2
    for name, part in (("first half", seconds[:half]), ("second half", seconds[half:])):
        if part:
            print(f"{name}: {statistics.mean(part) * 1000:.2f} ms a release")
    print(f"to finish: {last:.2f} s")
    print(f"{counts['releases']} releases, {counts['triples']} triples")


if __name__ == "__main__":
    main()
