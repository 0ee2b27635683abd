"""What reading costs beside spaCy: `diplograph read` against `nlp.pipe` of the same model over the same texts.

Usage: python bench/read_cost.py PATH... [--profile]

The releases are taken in groups; each group goes through both, one after the other and in turns which first, so that a
busy machine slows both. Prints seconds and the ratio (reading / nlp.pipe) over all, and the median ratio of the groups.
``--profile`` runs the reading once more under cProfile and prints where the time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import platform
import pstats
import statistics
import time
from collections.abc import Sequence

import spacy

from diplograph import building
from diplograph.extract import nlp
from diplograph.extract.model import Release
from diplograph.extract.pipeline import Extractor
from diplograph.extract.record import record

GROUP = 32


def reading(extractor: Extractor, releases: Sequence[Release]) -> int:
    """Do what `diplograph read --format jsonl` does, up to the printing."""
    return sum(len(json.dumps(record(found))) for found in extractor.pipe(releases))


def plain(model: spacy.Language, releases: Sequence[Release]) -> int:
    return sum(len(doc) for doc in model.pipe(release.text[release.body_start :] for release in releases))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", nargs="+")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    releases = list(building.releases(building.sources(options.path), []))
    extractor, model = Extractor(), spacy.load(nlp.model_name(None))
    arms = {"reading": lambda part: reading(extractor, part), "nlp.pipe": lambda part: plain(model, part)}
    for arm in arms.values():
        arm(releases[:4])  # warm
    seconds: dict[str, list[float]] = {name: [] for name in arms}
    for number, start in enumerate(range(0, len(releases), GROUP)):
        for name in list(arms)[:: 1 if number % 2 else -1]:
            begun = time.perf_counter()
            arms[name](releases[start : start + GROUP])
            seconds[name].append(time.perf_counter() - begun)
    total = {name: sum(parts) for name, parts in seconds.items()}
    ratios = [a / b for a, b in zip(seconds["reading"], seconds["nlp.pipe"], strict=True)]
    words = sum(len(release.text.split()) for release in releases)
    print(f"{platform.machine()}, {os.cpu_count()} cores; {nlp.label(nlp.model_name(None))}")
    print(f"{len(releases)} releases, {words} words")
    print("; ".join(f"{name} {spent:.1f} s" for name, spent in total.items()))
    print(f"ratio {total['reading'] / total['nlp.pipe']:.2f}")
    print(f"median ratio of {len(ratios)} groups: {statistics.median(ratios):.2f}")
    if options.profile:
        with cProfile.Profile() as profile:
            reading(extractor, releases)
        pstats.Stats(profile).sort_stats("cumulative").print_stats(40)


if __name__ == "__main__":
    main()
