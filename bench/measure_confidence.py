"""Measure how often each rule is right, on the gold that rules may be written after, and write it beside the rules.

Usage: python bench/measure_confidence.py GOLD_FOLDER TEXT_FOLDER [GOLD_FOLDER TEXT_FOLDER ...]

Writes extract/rules/confidence.csv: for each rule the number of its findings and of those that the gold has too.
Findings that the gold marks as doubtful count as right, since a reader would let them stand.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from pathlib import Path

from diplograph.comparison import Comparer, evidence_of
from diplograph.extract import read, rules
from diplograph.extract.pipeline import Extractor
from diplograph.extract.record import record


def main(arguments: list[str]) -> None:
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    extractor = Extractor()
    for gold_folder, text_folder in zip(arguments[::2], arguments[1::2], strict=True):
        for file in sorted(Path(gold_folder).glob("*.json")):
            text_file = Path(text_folder) / f"{file.stem}.txt"
            if not text_file.exists():
                print(f"{file.stem}: no text in {text_folder}, left out", file=sys.stderr)
                continue
            release = read.load(text_file)
            found = record(extractor.extract(release))
            gold = json.loads(file.read_text(encoding="utf-8"))
            for comparison in Comparer(gold, found, release.text).compare().values():
                hits = {j for _, j in comparison.pairs}
                for j, item in enumerate(comparison.found):
                    value = item.value[1] if isinstance(item.value, tuple) else item.value
                    rule = evidence_of(value).get("rule") or (value.get("post") or {}).get("evidence", {}).get("rule")
                    if rule:
                        seen[rule] += 1
                        right[rule] += j in hits
    with (Path(__file__).parent.parent / "extract/rules/confidence.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("family", "rule", "right", "seen"))
        writer.writerows((rules.family(rule), rule, right[rule], seen[rule]) for rule in sorted(seen))
    print(f"{sum(seen.values())} findings of {len(seen)} rules, {sum(right.values()) / sum(seen.values()):.3f} right")


if __name__ == "__main__":
    main(sys.argv[1:])
