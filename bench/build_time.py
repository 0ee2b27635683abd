"""Where the time of a build goes: reading with spaCy, our own rules, and the work on the graph.

Usage: python bench/build_time.py PATH... [--runs N]

By turns, N times (default 3) after a turn that warms up: the releases are read in this process, which tells spaCy's
part (what its components take) from that of our rules; they are only read as a build reads them, in a process of its
own; and a store on disk is built from them, as `diplograph build` does. Graph work is by how much the third takes
longer than the second: triples, validation, identity, background, inference, names, writing and the snapshot, as far as
they do not run beside the reading; "processor" is how much more both processes have to do for it. Prints medians; below
them, what the calls to each part took in the third.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

from diplograph import beside, building, making
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


def here(paths: list[str]) -> None:
    """Read and extract in this process."""
    for _ in building.extractions(building.releases(building.sources(paths), []), None, [], []):
        pass


def extract(paths: list[str]) -> None:
    """Read and extract only, as a build does."""
    for _ in beside.extractions(building.releases(building.sources(paths), []), None, [], []):
        pass


def build(paths: list[str]) -> None:
    """Build a store, as the command does."""
    with tempfile.TemporaryDirectory() as folder, Graph.open(Path(folder) / "store", create=True) as graph:
        update(graph, paths, building.sources(paths), make_all, lambda _: None)
        graph.finish()


def processor() -> float:
    """Return the seconds of processor time of this process and of those that it started and saw end."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def measure(paths: list[str], runs: int) -> dict[str, float]:
    """Return the median seconds of each part."""
    measured: dict[str, list[float]] = defaultdict(list)
    here(paths)
    build(paths)
    for _ in range(runs):
        found: dict[str, float] = defaultdict(float)
        with watched(found):
            for job in (here, extract, build):
                start, before = time.perf_counter(), processor()
                job(paths)
                found[job.__name__] = time.perf_counter() - start
                found[f"processor of {job.__name__}"] = processor() - before
        found["rules"] = found["here"] - found["spaCy"]
        found["graph work"] = found["build"] - found["extract"]
        found["processor"] = found["processor of build"] - found["processor of extract"]
        for name, took in found.items():
            measured[name].append(took)
    return {name: statistics.median(took) for name, took in measured.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    found = measure(options.paths, options.runs)
    for name in ("build", "extract", "graph work", "triples", "validate", "put", "finish"):
        print(f"{name:10s} {found[name]:8.3f} s {found[name] / found['build']:6.1%} of the build")
    for name in ("spaCy", "rules"):
        print(f"{name:10s} {found[name]:8.3f} s {found[name] / found['here']:6.1%} of the reading")
    part = found["processor"] / found["processor of build"]
    print(f"{'processor':10s} {found['processor']:8.3f} s {part:6.1%} of what both processes do")


if __name__ == "__main__":
    main()
