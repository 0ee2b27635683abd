"""Scores records against gold: precision, recall and F1 per field, accuracies on what matched, and what differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from diplograph.comparison import Comparer, Comparison, Item, name_of
from diplograph.matching import Names, jaccard


@dataclass(frozen=True, slots=True)
class FieldScore:
    """Hits, wrong and missing items of one field over all releases."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right, 0-1."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found, 0-1."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0-1."""
        return _harmonic(self.precision, self.recall)

    def __add__(self, other: FieldScore) -> FieldScore:
        return FieldScore(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Points (an item may earn a part of one) out of ``total`` items that matched."""

    points: float = 0.0
    total: int = 0

    @property
    def value(self) -> float:
        """Points per item, 0-1."""
        return self.points / self.total if self.total else 0.0

    def __add__(self, other: Accuracy) -> Accuracy:
        return Accuracy(self.points + other.points, self.total + other.total)


@dataclass(frozen=True, slots=True)
class Difference:
    """An item of the gold that was not found (MISS), or one that was found and is not in the gold (EXTRA)."""

    release: str
    field: str
    kind: Literal["MISS", "EXTRA"]
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores by field and accuracies, summed over releases; ``missing`` names gold releases without a prediction."""

    releases: int
    fields: Mapping[str, FieldScore]
    accuracies: Mapping[str, Accuracy]
    differences: tuple[Difference, ...]
    missing: tuple[str, ...]

    @property
    def mean_f1(self) -> float:
        """Mean of F1 over the fields, 0-1."""
        return sum(field.f1 for field in self.fields.values()) / len(self.fields) if self.fields else 0.0


def score(
    gold: Mapping[str, Mapping[str, Any]], predictions: Mapping[str, Mapping[str, Any]], texts: Mapping[str, str]
) -> Scores:
    """Score ``predictions`` (records as ``read`` gives them) against ``gold``; all three are keyed by the release's id.

    ``texts`` are what the offsets of evidence count into. A release without a prediction counts as one where
    nothing was found; predictions without gold are left out.
    """
    fields: dict[str, FieldScore] = {}
    accuracies: dict[str, Accuracy] = {}
    differences: list[Difference] = []
    for release, expected in gold.items():
        found = predictions.get(release, {})
        comparer = Comparer(expected, found, texts.get(release, ""))
        comparisons = comparer.compare()
        for field, comparison in comparisons.items():
            fields[field] = fields.get(field, FieldScore()) + _tally(comparison)
            differences += _differences(release, field, "MISS", comparison.missed(), comparer)
            differences += _differences(release, field, "EXTRA", comparison.extra(), comparer)
        for name, accuracy in _accuracies(expected, found, comparisons, comparer.names).items():
            accuracies[name] = accuracies.get(name, Accuracy()) + accuracy
    missing = tuple(release for release in gold if release not in predictions)
    return Scores(len(gold), fields, accuracies, tuple(differences), missing)


def _tally(comparison: Comparison) -> FieldScore:
    return FieldScore(
        tp=sum(not item.doubtful for item in comparison.hits()),
        fp=sum(1 for _ in comparison.extra()),
        fn=sum(1 for _ in comparison.missed()),
    )


def _differences(
    release: str, field: str, kind: Literal["MISS", "EXTRA"], items: Iterable[Item], comparer: Comparer
) -> list[Difference]:
    return [Difference(release, field, kind, item.shown, comparer.sentence(item)) for item in items]


def _accuracies(
    gold: Mapping[str, Any], found: Mapping[str, Any], comparisons: Mapping[str, Comparison], names: Names
) -> dict[str, Accuracy]:
    date = Accuracy(float(_day(gold.get("date")) == _day(found.get("date"))), 1)
    when = where = who = said = Accuracy()
    for expected, event in comparisons["events"].matched():
        when += Accuracy(float(_same_start(expected.get("date"), event.get("date"))), 1)
        where += _place(expected.get("place"), event.get("place"), names)
        who += _participants(expected.get("participants") or [], event.get("participants") or [], names)
    for expected, statement in comparisons["statements"].matched():
        said += Accuracy(float(names.any_same(expected.get("speaker"), statement.get("speaker"))), 1)
    return {
        "date": date,
        "event date": when,
        "event place": where,
        "event participants": who,
        "statement speaker": said,
    }


def _day(date: object) -> str:
    return str(date or "")[:10]


def _same_start(a: object, b: object) -> bool:
    return str(a or "").split("/")[0] == str(b or "").split("/")[0]


def _place(gold: object, found: object, names: Names) -> Accuracy:
    """Return one point for the right place; nothing is asked where the gold has none."""
    if not gold:
        return Accuracy()
    name = name_of(found)
    return Accuracy(float(bool(name) and (jaccard(gold, name) >= 0.5 or names.same(gold, name))), 1)


def _participants(gold: Sequence[Any], found: Sequence[Any], names: Names) -> Accuracy:
    """Return the F1 of two lists of participants as the points of one item; none where both are empty."""
    expected, named = [name_of(entry) for entry in gold], [name_of(entry) for entry in found]
    if not expected and not named:
        return Accuracy()
    recalled = sum(any(names.same(a, b) for b in named) for a in expected)
    right = sum(any(names.same(a, b) for a in expected) for b in named)
    precision = right / len(named) if named else 0.0
    recall = recalled / len(expected) if expected else 0.0
    return Accuracy(_harmonic(precision, recall), 1)


def _harmonic(precision: float, recall: float) -> float:
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0
