"""Prints scores: the fields, the accuracies, and on demand every difference."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from diplograph.output import TableFormat, heading, print_json, print_table
from diplograph.score import Scores

_FIELDS = ("field", "precision", "recall", "f1", "tp", "fp", "fn")
_DIFFERENCES = ("release", "field", "kind", "text", "sentence")


def print_scores(scores: Scores, form: TableFormat, detail: bool) -> None:
    """Print scores; CSV and TSV hold one table: the fields, or with ``detail`` the differences."""
    differences = [tuple(asdict(difference).values()) for difference in scores.differences]
    if form == "json":
        print_json(_record(scores, detail))
        return
    if form in ("csv", "tsv"):
        columns, rows = (_DIFFERENCES, differences) if detail else (_FIELDS, _field_rows(scores))
        print_table(columns, rows, form)
        return
    if detail:
        print_table(_DIFFERENCES, differences, form)
        print()
    print_table(_FIELDS, _field_rows(scores), form)
    print()
    rows = [(name, accuracy.value, accuracy.total) for name, accuracy in scores.accuracies.items()]
    print_table(("accuracy of matched items", "share", "items"), rows, form)
    print()
    heading(f"mean F1 {scores.mean_f1:.3f} over {scores.releases} release{'s' * (scores.releases != 1)}")


def _field_rows(scores: Scores) -> list[tuple[str, float, float, float, int, int, int]]:
    return [(name, f.precision, f.recall, f.f1, f.tp, f.fp, f.fn) for name, f in scores.fields.items()]


def _record(scores: Scores, detail: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "releases": scores.releases,
        "missing": list(scores.missing),
        "mean_f1": scores.mean_f1,
        "fields": {row[0]: dict(zip(_FIELDS[1:], row[1:], strict=True)) for row in _field_rows(scores)},
        "accuracies": {name: {"share": a.value, "items": a.total} for name, a in scores.accuracies.items()},
    }
    if detail:
        found["differences"] = [asdict(difference) for difference in scores.differences]
    return found
