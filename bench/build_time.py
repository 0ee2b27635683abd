"""Where the time of a build goes: reading with spaCy, our own rules, and the work on the graph.

Usage: python bench/build_time.py PATH... [--runs N]

By turns, N times (default 3) in one process after a turn that warms up: the releases are only read and extracted, and
then a store on disk is built from them, as `diplograph build` does. Graph work is by how much the second takes longer:
triples, validation, identity, background, inference, names, writing and the snapshot, as far as they do not run beside
the extraction. Prints medians; below them, what the calls to each part took in the second. spaCy's part is what its
components take; the rest of the extraction is rules.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

from diplograph import building, making
from diplograph.extract import parse
from diplograph.graph.graph import Graph
from diplograph.graph.validate import Validator
from diplograph.making import make_all
from diplograph.updating import update

PARTS: tuple[tuple[Any, str, str], ...] = (  # of what, which call, what it does
    (parse, "recognize", "spaCy"),
    (parse, "components", "spaCy"),
    (making, "triples", "triples"),
    (Validator, "release", "validate"),
    (Graph, "put", "put"),
    (Graph, "finish", "finish"),
)


@contextmanager
def watched(seconds: dict[str, float]) -> Iterator[None]:
    """Add up the seconds that calls of each part take."""

    def timed(call: Callable[..., Any], part: str) -> Callable[..., Any]:
        @wraps(call)
        def run(*arguments: Any, **named: Any) -> Any:
            start = time.perf_counter()
            try:
                return call(*arguments, **named)
            finally:
                seconds[part] += time.perf_counter() - start

        return run

    before = [getattr(owner, name) for owner, name, _ in PARTS]
    for call, (owner, name, part) in zip(before, PARTS, strict=True):
        setattr(owner, name, timed(call, part))
    try:
        yield
    finally:
        for call, (owner, name, _) in zip(before, PARTS, strict=True):
            setattr(owner, name, call)


def extract(paths: list[str]) -> None:
    """Read and extract only."""
    for _ in building.extractions(building.releases(building.sources(paths), []), None, [], []):
        pass


def build(paths: list[str]) -> None:
    """Build a store, as the command does."""
    with tempfile.TemporaryDirectory() as folder, Graph.open(Path(folder) / "store", create=True) as graph:
        update(graph, paths, building.sources(paths), make_all, lambda _: None)
        graph.finish()


def measure(paths: list[str], runs: int) -> dict[str, float]:
    """Return the median seconds of each part."""
    measured: dict[str, list[float]] = defaultdict(list)
    build(paths)
    for _ in range(runs):
        alone: dict[str, float] = defaultdict(float)
        whole: dict[str, float] = defaultdict(float)
        for job, seconds in ((extract, alone), (build, whole)):
            with watched(seconds):
                start = time.perf_counter()
                job(paths)
                seconds[job.__name__] = time.perf_counter() - start
        found = {**whole, "spaCy": alone["spaCy"], "rules": alone["extract"] - alone["spaCy"]}
        for name, took in {**found, "graph work": whole["build"] - alone["extract"]}.items():
            measured[name].append(took)
    return {name: statistics.median(took) for name, took in measured.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    found = measure(options.paths, options.runs)
    for name in ("build", "spaCy", "rules", "graph work", "triples", "validate", "put", "finish"):
        print(f"{name:10s} {found[name]:8.3f} s {found[name] / found['build']:6.1%}")


if __name__ == "__main__":
    main()
