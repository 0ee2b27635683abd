"""The record of a release: the keys that users rely on, nothing without its sentence, names where the model has ids."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from diplograph.extract.model import (
    ActorRef,
    Area,
    Event,
    Evidence,
    Extraction,
    Organization,
    PartialDate,
    Participant,
    Person,
    Place,
    Post,
    Release,
    State,
    Statement,
    Unresolved,
)
from diplograph.extract.record import record

TEXT = "President Bat Dorj of Mongolia met guests of the Green Club in Ulaanbaatar in May 2021 and pledged clean water."
EVIDENCE = Evidence(TEXT, 0, len(TEXT), "some.rule", 0.9)
QUOTED = {"quote": TEXT, "start": 0, "end": len(TEXT), "rule": "some.rule", "confidence": 0.9}
DORJ = ActorRef("Bat Dorj", "person", "person/bat-dorj")
MONGOLIA = ActorRef("Mongolia", "state", "state/MNG")
CLUB = ActorRef("Green Club", "organization", "organization/green-club")
GUESTS = ActorRef("guests of the Green Club", "group", "group/guests")

FULL = Extraction(
    release=Release(
        id="a", source="a.txt", text=TEXT, sha256="0", title="A", publisher="B", date=PartialDate("2021-05-06"),
        date_from="filename", url="https://example.org/a",
    ),
    people=(
        Person(
            DORJ.id, "Bat Dorj", ("B. Dorj",),
            (Post("President", "Mongolia", MONGOLIA, EVIDENCE), Post("Chair", None, None, EVIDENCE, "former")),
            EVIDENCE,
        ),
    ),
    states=(State(MONGOLIA.id, "MNG", "Mongolia", (), EVIDENCE),),
    organizations=(Organization(CLUB.id, "Green Club", "GC", ("the Club",), EVIDENCE),),
    places=(Place("place/ulaanbaatar", "Ulaanbaatar", "MNG", EVIDENCE),),
    events=(
        Event(
            "event/a/meeting-1", "Meeting", "Meeting: Bat Dorj", PartialDate("2021-05", "2021-06"), "Ulaanbaatar",
            (Participant(DORJ, "host", EVIDENCE), Participant(GUESTS, "participant", EVIDENCE)), ("water",), "planned",
            EVIDENCE,
        ),
    ),
    statements=(
        Statement(
            "statement/a/pledge-1", "Pledge", (DORJ, CLUB), MONGOLIA, (GUESTS,), "guests of the Green Club",
            "clean water", ("area-mention/a/1",), PartialDate("2030"), CLUB, "conditional", EVIDENCE,
        ),
    ),
    areas=(
        Area(
            "area-mention/a/1", "clean water", "water", "Water", "environmental", (DORJ, CLUB), CLUB, (MONGOLIA,),
            EVIDENCE,
        ),
        Area("area-mention/a/2", "tea", None, None, None, (), None, (), EVIDENCE),
    ),
    unresolved=(Unresolved("the Chair", ("Bat Dorj", "Kenji Sato"), EVIDENCE),),
    model="en_core_web_sm 3.8.0",
)  # fmt: skip

EXPECTED = {
    "id": "a",
    "source": "a.txt",
    "title": "A",
    "publisher": "B",
    "date": "2021-05-06",
    "date_from": "filename",
    "language": "en",
    "url": "https://example.org/a",
    "people": [
        {
            "name": "Bat Dorj",
            "aliases": ["B. Dorj"],
            "posts": [
                {"title": "President", "of": "Mongolia", "status": "current", "evidence": QUOTED},
                {"title": "Chair", "of": None, "status": "former", "evidence": QUOTED},
            ],
            "evidence": QUOTED,
        }
    ],
    "states": [{"code": "MNG", "name": "Mongolia", "aliases": [], "evidence": QUOTED}],
    "organizations": [{"name": "Green Club", "acronym": "GC", "aliases": ["the Club"], "evidence": QUOTED}],
    "places": [{"name": "Ulaanbaatar", "country": "MNG", "evidence": QUOTED}],
    "events": [
        {
            "type": "Meeting",
            "label": "Meeting: Bat Dorj",
            "date": "2021-05/2021-06",
            "place": "Ulaanbaatar",
            "participants": [
                {"name": "Bat Dorj", "kind": "person", "role": "host"},
                {"name": "guests of the Green Club", "kind": "group", "role": "participant"},
            ],
            "topics": ["water"],
            "status": "planned",
            "evidence": QUOTED,
        }
    ],
    "statements": [
        {
            "kind": "Pledge",
            "speaker": "Bat Dorj; Green Club",
            "on_behalf_of": "Mongolia",
            "target": "guests of the Green Club",
            "content": "clean water",
            "areas": ["clean water"],
            "deadline": "2030",
            "framework": "Green Club",
            "modality": "conditional",
            "evidence": QUOTED,
        }
    ],
    "areas": [
        {
            "phrase": "clean water",
            "concept": "https://w3id.org/diplograph/areas#water",
            "label": "Water",
            "dimension": "environmental",
            "by": "Bat Dorj; Green Club",
            "framework": "Green Club",
            "parties": ["Mongolia"],
            "evidence": QUOTED,
        },
        {
            "phrase": "tea",
            "concept": None,
            "label": None,
            "dimension": None,
            "by": None,
            "framework": None,
            "parties": [],
            "evidence": QUOTED,
        },
    ],
    "unresolved": [{"words": "the Chair", "candidates": ["Bat Dorj", "Kenji Sato"], "evidence": QUOTED}],
    "model": "en_core_web_sm 3.8.0",
}


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of a record."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


def test_every_field_stands_where_the_record_has_it() -> None:
    assert record(FULL) == EXPECTED


def test_a_record_is_json() -> None:
    assert json.loads(json.dumps(record(FULL))) == record(FULL)


def test_an_empty_extraction_has_all_keys_too() -> None:
    made = record(Extraction(Release("a", "a.txt", "Words.", "0")))
    assert set(made) == set(EXPECTED)
    assert {key: value for key, value in made.items() if value} == {"id": "a", "source": "a.txt", "language": "en"}


@pytest.mark.parametrize("name", ["000_8005e53dff70a974", "001_8bd224ccad504dd3"])
def test_nothing_in_the_seeds_is_without_its_sentence(seeds: dict[str, Extraction], name: str) -> None:
    found = seeds[name]
    made = record(found)
    items = [item for key in ("people", "states", "organizations", "places", "events") for item in made[key]]
    items += [*made["statements"], *made["areas"], *(post for person in made["people"] for post in person["posts"])]
    assert len(items) >= 20
    for item in items:
        evidence = item["evidence"]
        assert found.release.text[evidence["start"] : evidence["end"]] == evidence["quote"]
        assert evidence["rule"]
        assert 0 < evidence["confidence"] <= 1
        assert len(evidence["quote"]) < 700, "a sentence or list item, no page"
    assert json.loads(json.dumps(made)) == made


@pytest.mark.parametrize("name", ["000_8005e53dff70a974", "001_8bd224ccad504dd3"])
def test_records_of_the_seeds_have_the_keys_of_the_contract(seeds: dict[str, Extraction], name: str) -> None:
    made = record(seeds[name])
    assert list(made) == list(EXPECTED)
    for section, value in EXPECTED.items():
        if isinstance(value, list) and made[section]:
            assert {frozenset(item) for item in made[section]} == {frozenset(value[0])}
    assert all(set(e) == set(QUOTED) for e in walk(made) if "quote" in e)
