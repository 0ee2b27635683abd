"""The measure: every expected number was computed by the reference scorer on the same records."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from diplograph.score import FieldScore, Scores, score

ROOT = Path(__file__).parents[2]
Record = dict[str, Any]
Counts = dict[str, tuple[int, int, int]]


def counts(scores: Scores) -> Counts:
    return {name: (field.tp, field.fp, field.fn) for name, field in scores.fields.items()}


@pytest.fixture(scope="module")
def handmade() -> Scores:
    case = json.loads((Path(__file__).parent / "data" / "score.json").read_text("utf-8"))
    return score({"handmade": case["gold"]}, {"handmade": case["predicted"]}, {"handmade": case["text"]})


def test_handmade_fields(handmade: Scores) -> None:
    assert counts(handmade) == {
        "people": (2, 1, 0),
        "posts": (3, 0, 0),
        "states": (1, 1, 1),
        "organizations": (1, 1, 1),
        "places": (1, 1, 0),
        "events": (1, 1, 1),
        "statements": (2, 1, 1),
        "areas": (2, 1, 0),
    }
    assert f"{handmade.mean_f1:.3f}" == "0.679"
    people = handmade.fields["people"]
    assert (round(people.precision, 3), people.recall, round(people.f1, 3)) == (0.667, 1.0, 0.8)


def test_handmade_accuracies(handmade: Scores) -> None:
    assert {name: (a.value, a.total) for name, a in handmade.accuracies.items()} == {
        "date": (1.0, 1),
        "event date": (0.5, 2),
        "event place": (1.0, 1),
        "event participants": (0.5, 1),
        "statement speaker": (1.0, 2),
    }


def test_handmade_differences_name_item_and_sentence(handmade: Scores) -> None:
    found = [(d.field, d.kind, d.text) for d in handmade.differences]
    assert found == [
        ("people", "EXTRA", "Aral Fund"),
        ("states", "MISS", "SWE"),
        ("states", "EXTRA", "FRA"),
        ("organizations", "MISS", "OSCE"),
        ("organizations", "EXTRA", "Joint Office"),
        ("places", "EXTRA", "Aral"),
        ("events", "MISS", "Launch: open a joint office"),
        ("events", "EXTRA", "Launch: launch"),
        ("statements", "MISS", "Assertion Bolat Omarov: trade had grown"),
        ("statements", "EXTRA", "Hope Bolat Omarov: trade had grown"),
        ("areas", "EXTRA", "joint office"),
    ]
    assert {d.release for d in handmade.differences} == {"handmade"}
    by_text = {d.text: d.sentence for d in handmade.differences}
    assert by_text["Launch: open a joint office"] == "The sides agreed to open a joint office of the Aral Fund."
    assert by_text["Hope Bolat Omarov: trade had grown"] == "trade had grown"
    assert by_text["Assertion Bolat Omarov: trade had grown"] == "Mr. Omarov said that trade had grown."


@pytest.fixture(scope="module")
def gold() -> dict[str, Record]:
    files = sorted((ROOT / "tests" / "gold" / "seeds").glob("*.json"))
    assert len(files) == 2
    return {file.stem: json.loads(file.read_text("utf-8")) for file in files}


@pytest.fixture(scope="module")
def texts(gold: dict[str, Record]) -> dict[str, str]:
    return {name: (ROOT / "seeds" / "releases" / f"{name}.txt").read_text("utf-8") for name in gold}


def test_gold_against_itself_is_perfect(gold: dict[str, Record], texts: dict[str, str]) -> None:
    scores = score(gold, gold, texts)
    assert all(field.fn == 0 and field.fp == 0 and field.tp > 0 for field in scores.fields.values()), counts(scores)
    assert scores.mean_f1 == 1.0
    assert all(accuracy.value == 1.0 and accuracy.total for accuracy in scores.accuracies.values())
    assert scores.differences == ()


def without_first(record: Record) -> Record:
    return {key: value[1:] if isinstance(value, list) else value for key, value in record.items()}


def doubled(record: Record) -> Record:
    return {key: value * 2 if isinstance(value, list) else value for key, value in record.items()}


def confused(record: Record) -> Record:
    made = copy.deepcopy(record)
    for event in made["events"]:
        event.update(type="Summit", date="1999", place="Atlantis")
    for statement in made["statements"]:
        statement["speaker"] = "Nobody Else"
    for person in made["people"]:
        person["posts"] = [{**post, "of": "Atlantis"} for post in person["posts"]]
    made["places"] = ["Atlantis"]
    made["date"] = "1999-01-01"
    return made


FIELDS = ("people", "posts", "states", "organizations", "places", "events", "statements", "areas")
# damage → true positives, false positives, false negatives by field; mean F1
DAMAGES: list[tuple[Callable[[Record], Record], list[tuple[int, int, int]], str]] = [
    (
        without_first,
        [(2, 0, 2), (3, 0, 2), (2, 0, 2), (5, 0, 2), (0, 0, 1), (8, 0, 2), (17, 0, 2), (12, 0, 2)],
        "0.709",
    ),
    (
        doubled,
        [(4, 4, 0), (5, 5, 0), (4, 0, 0), (7, 11, 0), (1, 1, 0), (10, 14, 0), (19, 21, 0), (14, 15, 0)],
        "0.680",
    ),
    (
        confused,
        [(4, 0, 0), (0, 5, 5), (4, 0, 0), (7, 0, 0), (0, 2, 1), (1, 13, 9), (19, 0, 0), (14, 0, 0)],
        "0.635",
    ),
]


@pytest.mark.parametrize(("damage", "expected", "mean"), DAMAGES, ids=lambda case: getattr(case, "__name__", ""))
def test_degraded_copies(
    damage: Callable[[Record], Record],
    expected: list[tuple[int, int, int]],
    mean: str,
    gold: dict[str, Record],
    texts: dict[str, str],
) -> None:
    scores = score(gold, {name: damage(record) for name, record in gold.items()}, texts)
    assert counts(scores) == dict(zip(FIELDS, expected, strict=True))
    assert f"{scores.mean_f1:.3f}" == mean


def test_a_release_without_prediction_counts_as_missed(gold: dict[str, Record], texts: dict[str, str]) -> None:
    first, second = gold
    scores = score(gold, {second: gold[second]}, texts)
    alone = score({first: gold[first]}, {}, {})
    assert scores.missing == (first,)
    assert scores.releases == 2
    assert alone.fields["people"] == FieldScore(0, 0, len(gold[first]["people"]))
    assert alone.mean_f1 == 0.0
    assert scores.fields["people"].fn == len(gold[first]["people"])
    assert scores.accuracies["date"].total == 2


def test_predictions_without_gold_are_left_out(gold: dict[str, Record], texts: dict[str, str]) -> None:
    first, second = gold
    scores = score({first: gold[first]}, gold, texts)
    assert scores.releases == 1
    assert scores.mean_f1 == 1.0
    assert scores.missing == ()
    assert second not in {difference.release for difference in scores.differences}


def test_the_same_names_are_one() -> None:
    from diplograph.matching import Names, same_person

    names = Names([["CICA", "Conference on Interaction"]], [{"name": "Conference on Interaction", "acronym": "CIBM"}])
    assert same_person("K. Sarybay", "Kairat Sarybay")
    assert same_person("Sarybay Kairat", "Kairat Sarybay")
    assert not same_person("Nurlan Sarybay", "Kairat Sarybay")
    assert names.same("CICA", "CIBM")
    assert names.same("the Government of Kazakhstan", "KAZ")
    assert names.same("South Korea", "Republic of Korea")
    assert not names.same("Republic of Korea", "North Korea")
    assert not names.same("", "KAZ")
    assert names.any_same("KAZ; Kairat Sarybay", "K. Sarybay")
    assert not names.any_same(None, None)
