"""Inference: the rules of builds against owlrl over the same triples, and how their time grows with the triples.

Usage: python bench/inference.py [--triples 42000] [--runs 5] [--owlrl 1] [--sizes 42000 420000 3000000] [--quick]

First both engines draw what follows from the triples of synthetic releases, in memory, in one process; prints median
seconds and their ratio, and sees that both drew the same. Then a store is built of a stream of releases until it holds
as many triples as each size; prints the seconds that inference took of that, per million triples, over all of them and
over the last stretch, and the ratio to the first size. ``--quick`` takes a tenth of the triples and two sizes,
``--cpu`` counts the processor's time of the thread that builds, for a machine that is busy.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import synthetic

from diplograph.extract.model import Extraction
from diplograph.graph import derive
from diplograph.graph.axioms import Rules
from diplograph.graph.change import Change
from diplograph.graph.graph import Graph
from diplograph.graph.infer import Engine, infer
from diplograph.graph.rdf import Triple
from diplograph.graph.store import ReleaseInfo
from diplograph.graph.triples import triples
from diplograph.graph.vocabulary import vocabulary


def stream() -> Iterator[Extraction]:
    """Yield synthetic releases without end."""
    return synthetic.extractions(10**9)


def engines(count: int, runs: int, owlrl_runs: int) -> None:
    """Time both engines over the same triples."""
    data: list[Triple] = []
    for extraction in stream():
        data += triples(extraction)
        if len(data) >= count:
            break
    schema = [triple for graph in vocabulary().values() for triple in graph]
    found, seconds = {}, {}
    times: Sequence[tuple[Engine, int]] = (("rules", runs), ("owlrl", owlrl_runs))
    for engine, repeated in times:
        taken = []
        for _ in range(repeated):
            begun = now()
            found[engine] = infer(data, schema, engine)
            taken.append(now() - begun)
        seconds[engine] = statistics.median(taken)
        print(f"{engine}: {seconds[engine]:.3f} s (median of {repeated}) over {len(data):,} triples")
    same = "the same" if found["rules"] == found["owlrl"] else "NOT the same"
    print(f"ratio {seconds['owlrl'] / seconds['rules']:.0f}; both drew {same}: {len(found['rules']):,} triples")


now = time.perf_counter


class Clock:
    """Stands in for the inference of builds, and adds up its seconds."""

    def __init__(self) -> None:
        self.seconds, self._follow = 0.0, derive.follow

    def follow(self, change: Change, rules: Rules) -> None:
        begun = now()
        self._follow(change, rules)
        self.seconds += now() - begun


def growth(sizes: Sequence[int], folder: Path) -> None:
    """Build a store of a stream of releases, and time its inference between one size and the next."""
    clock, releases = Clock(), stream()
    derive.follow = clock.follow
    total, seconds, first = 0, 0.0, 0.0
    with Graph.open(folder, create=True) as graph:
        for size in sizes:
            before = total
            for extraction in releases:
                found = triples(extraction)
                graph.put(extraction.release.id, found, ReleaseInfo(extraction.release.sha256, "1", "synthetic"))
                total += len(found)
                if total >= size:
                    break
            graph.finish()
            each = clock.seconds / total * 1e6
            stretch = (clock.seconds - seconds) / (total - before) * 1e6
            first, seconds = first or each, clock.seconds
            print(
                f"{total:>10,} triples of releases: {each:6.2f} s per million, ratio {each / first:.2f}; "
                f"the last {total - before:,}: {stretch:6.2f} s, ratio {stretch / first:.2f}"
            )
        counts = graph.counts()
        print(f"the store holds {counts['triples']:,} triples, {counts['inferred triples']:,} of them inferred")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--triples", type=int, default=42_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--owlrl", type=int, default=1, metavar="RUNS")
    parser.add_argument("--sizes", type=int, nargs="*", default=[42_000, 420_000, 3_000_000])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--cpu", action="store_true")
    options = parser.parse_args()
    if options.cpu:
        globals()["now"] = time.thread_time
    print(f"{platform.machine()}, {os.cpu_count()} cores")
    engines(options.triples // (10 if options.quick else 1), options.runs, options.owlrl)
    with tempfile.TemporaryDirectory() as folder:
        growth([10_000, 42_000] if options.quick else options.sizes, Path(folder) / "store")


if __name__ == "__main__":
    main()
