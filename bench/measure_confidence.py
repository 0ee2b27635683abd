"""Measure how often each rule is right, on the gold that rules may be written after, and write it beside the rules.

Usage: python bench/measure_confidence.py

Reads the seeds and the half of the gold that is there to be looked at (corpus records too, when DIPLOGRAPH_CORPORA
names their folder) and writes extract/rules/confidence.csv: how much each rule found and how much
of it is right.
Findings that the gold marks as doubtful count as right, since a reader would let them stand.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from gold import judged, releases

from diplograph.extract import rules
from diplograph.extract.pipeline import Extractor
from diplograph.extract.record import record


def main() -> None:
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    extractor = Extractor()
    for half in ("seeds", "look"):
        for gold, release in releases(half):
            found = record(extractor.extract(release))
            for _, evidence, is_right in judged(gold, found, release.text):
                seen[evidence["rule"]] += 1
                right[evidence["rule"]] += is_right
    with (Path(__file__).parent.parent / "extract/rules/confidence.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("family", "rule", "right", "seen"))
        writer.writerows((rules.family(rule), rule, right[rule], seen[rule]) for rule in sorted(seen))
    print(f"{sum(seen.values())} findings of {len(seen)} rules, {sum(right.values()) / sum(seen.values()):.3f} right")


if __name__ == "__main__":
    main()
