"""Score what is read against the gold of both halves, and say how far confidence can be trusted.

Usage: python bench/score_gold.py [--half seeds|look|held] [--detail]

Prints precision, recall and F1 per field for the half that rules were written after (look) and the one that is only
ever scored (held), accuracies of what matched, and the reliability of confidence: findings in five bands of confidence,
the share of them that is right, and the expected calibration error (mean distance between the two, weighted by number).
``--detail`` lists every miss and every extra with its sentence; of held it lists none, so that nobody learns it.
Corpus records count when DIPLOGRAPH_CORPORA names the folder that holds the corpora.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from gold import HALVES, judged, releases

from diplograph.extract.pipeline import Extractor
from diplograph.extract.record import record
from diplograph.output import print_table
from diplograph.score import Scores, score
from diplograph.scoreboard import print_scores

BANDS = ((0.0, 0.6), (0.6, 0.75), (0.75, 0.85), (0.85, 0.93), (0.93, 1.01))


def measure(half: str, extractor: Extractor) -> tuple[Scores, list[tuple[str, float, bool]]]:
    """Return the scores of a half, and for every finding its field, its confidence, and if it is right."""
    pairs = list(releases(half))
    found = {x.release.id: record(x) for x in extractor.pipe(release for _, release in pairs)}
    gold = {release.id: expected for expected, release in pairs}
    texts = {release.id: release.text for _, release in pairs}
    trusted = [
        (field, float(evidence["confidence"]), is_right)
        for name, expected in gold.items()
        for field, evidence, is_right in judged(expected, found[name], texts[name])
    ]
    return score(gold, found, texts), trusted


def calibration_error(trusted: Sequence[tuple[str, float, bool]]) -> float:
    """Return the expected calibration error over the bands, 0-1."""
    return sum(abs(n * said - right) for _, n, said, right in _bands(trusted)) / (len(trusted) or 1)


def _bands(trusted: Sequence[tuple[str, float, bool]]) -> list[tuple[str, int, float, int]]:
    """Return for each band that is not empty: its limits, how many, their mean confidence, how many are right."""
    made = []
    for low, high in BANDS:
        inside = [(c, right) for _, c, right in trusted if low <= c < high]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            made.append((f"{low:.2f}-{min(high, 1):.2f}", len(inside), mean, sum(right for _, right in inside)))
    return made


def table(halves: dict[str, Scores]) -> list[tuple[Any, ...]]:
    """Return one row per field: precision, recall and F1 of each half."""
    fields = next(iter(halves.values())).fields
    rows = [
        (
            field,
            *(
                x
                for s in halves.values()
                for x in (s.fields[field].precision, s.fields[field].recall, s.fields[field].f1)
            ),
        )
        for field in fields
    ]
    means = ("mean", *(x for s in halves.values() for x in ("", "", s.mean_f1)))
    return [*rows, means]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--detail", action="store_true")
    options = parser.parse_args()
    extractor = Extractor()
    measured = {half: measure(half, extractor) for half in ((options.half,) if options.half else ("look", "held"))}
    if options.detail:
        for half, (scores, _) in measured.items():
            if half != "held":
                print_scores(scores, "table", detail=True)
    scored = {half: scores for half, (scores, _) in measured.items()}
    print_table(("field", *(f"{half} {x}" for half in scored for x in ("P", "R", "F1"))), table(scored))
    print()
    names = next(iter(scored.values())).accuracies
    rows = [
        (name, *(x for s in scored.values() for x in (s.accuracies[name].value, s.accuracies[name].total)))
        for name in names
    ]
    print_table(("accuracy of matched items", *(f"{half} {x}" for half in scored for x in ("share", "items"))), rows)
    for half, (scores, trusted) in measured.items():
        print(
            f"\nConfidence on {half} ({scores.releases} releases), "
            f"expected calibration error {calibration_error(trusted):.3f}"
        )
        shown = [(band, n, said, right / n) for band, n, said, right in _bands(trusted)]
        print_table(("confidence", "findings", "mean", "right"), shown)


if __name__ == "__main__":
    main()
