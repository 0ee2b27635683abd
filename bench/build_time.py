"""Where the time of a build goes: reading with spaCy, our own rules, and the work on the graph.

Usage: python bench/build_time.py PATH... [--runs N]

Prints the median of each part over N runs (default 3) in one process, after one run that warms up, its share, and the
share of all that comes after the extraction: triples, validation, and a store on disk with identity, background,
inference, names and the snapshot. spaCy's part is what its components take; the rest of the extraction is rules.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from diplograph.extract import parse, read
from diplograph.extract.pipeline import Extractor
from diplograph.graph.graph import Graph
from diplograph.graph.store import ReleaseInfo
from diplograph.graph.triples import triples
from diplograph.graph.validate import Validator

PARTS = ("read", "spaCy", "rules", "triples", "validate", "store")
_GRAPH = PARTS[3:]


class Clock:
    """Adds up the seconds that calls take, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def timed(self, name: str, call: Any, *arguments: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return call(*arguments, **named)
        finally:
            self.seconds[name] += time.perf_counter() - start


def run(paths: list[str], extractor: Extractor, validator: Validator, clock: Clock) -> None:
    recognize, masked = parse.recognize, parse.components
    parse.recognize = lambda *a: clock.timed("spaCy", recognize, *a)  # type: ignore[assignment]
    parse.components = lambda *a: clock.timed("spaCy", masked, *a)  # type: ignore[assignment]
    try:
        releases = [clock.timed("read", read.load, path) for path in read.find(paths)]
        found = clock.timed("extract", list, extractor.pipe(releases))
    finally:
        parse.recognize, parse.components = recognize, masked
    with tempfile.TemporaryDirectory() as folder, Graph.open(Path(folder) / "store", create=True) as graph:
        for extraction in found:
            release = extraction.release
            made = clock.timed("triples", triples, extraction)
            clock.timed("validate", validator.release, release.id, made, release.text)
            clock.timed("store", graph.put, release.id, made, ReleaseInfo(release.sha256, "bench", release.source))
        clock.timed("store", graph.finish)
    clock.seconds["rules"] = clock.seconds.pop("extract") - clock.seconds["spaCy"]


def parts(paths: list[str], runs: int) -> Iterator[tuple[str, float]]:
    extractor, validator = Extractor(), Validator()
    measured: dict[str, list[float]] = defaultdict(list)
    for number in range(runs + 1):
        clock = Clock()
        run(paths, extractor, validator, clock)
        if number:
            for name, seconds in clock.seconds.items():
                measured[name].append(seconds)
    for name in PARTS:
        yield name, statistics.median(measured[name])


def main(arguments: list[str]) -> None:
    runs = int(arguments[arguments.index("--runs") + 1]) if "--runs" in arguments else 3
    found = list(parts([a for a in arguments if not a.startswith("--") and not a.isdigit()], runs))
    total = sum(seconds for _, seconds in found)
    for name, seconds in found:
        print(f"{name:10s} {seconds:8.3f} s {seconds / total:6.1%}")
    after = sum(seconds for name, seconds in found if name in _GRAPH)
    print(f"{'total':10s} {total:8.3f} s\n{'graph work':10s} {after:8.3f} s {after / total:6.1%}")


if __name__ == "__main__":
    main(sys.argv[1:])
