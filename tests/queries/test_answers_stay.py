"""The named queries begin with what they are asked for, those in ``plain`` look at everything: answers are the same.

What is compared is every parameter, and pairs of them, over releases of bench/synthetic.py that are dated in every way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import synthetic

from diplograph.extract.model import ActorRef, Extraction, PartialDate, Participant, PostStatus
from diplograph.graph import ask
from diplograph.graph.graph import Graph
from diplograph.graph.names import Names
from diplograph.ontology.terms import EVENT_TYPES, STATEMENT_GROUPS, STATEMENT_KINDS, Class, local

HERE = Path(__file__).parent
PLAIN = {file.stem: file.read_text(encoding="utf-8") for file in (HERE / "plain").glob("*.rq")}
COUNT = 40
TENURES: tuple[PostStatus, ...] = ("current", "former", "acting")
DATES = (
    None,
    PartialDate("2015"),
    PartialDate("2015-03"),
    PartialDate("2015-03-12"),
    PartialDate("2015-02-27", "2015-03-02"),
    PartialDate("2015-03-30", "2015-04-01"),
    PartialDate("2014", "2016"),
    PartialDate("2014-11", "2015-05"),
    PartialDate("2015-03-09", "2015"),
    PartialDate("2016-01-01"),
)


def varied(extraction: Extraction, number: int) -> Extraction:
    """Give a release and what it tells of every kind of date, and more of what is rare."""
    area = extraction.areas[0].id if extraction.areas else None
    state = extraction.states[number % len(extraction.states)]
    actor = ActorRef(state.name, "state", state.id)
    bodies = [ActorRef(body.name, "organization", body.id) for body in extraction.organizations] or [actor]
    return replace(
        extraction,
        release=replace(extraction.release, date=DATES[number % len(DATES)]),
        events=tuple(
            replace(
                event,
                date=DATES[(number + at) % len(DATES)],
                status=("occurred", "planned", "negated")[at % 3],
                participants=(*event.participants, Participant(bodies[at % len(bodies)], "host", event.evidence)),
            )
            for at, event in enumerate(extraction.events)
        ),
        people=tuple(
            replace(one, posts=tuple(replace(post, status=TENURES[at % 3]) for post in one.posts))
            for at, one in enumerate(extraction.people)
        ),
        statements=tuple(
            replace(
                one,
                deadline=DATES[(number + at) % len(DATES)] if at % 3 == 0 else None,
                framework=bodies[at % len(bodies)] if at % 4 == 1 else one.framework,
                on_behalf_of=actor if at % 5 == 2 else one.on_behalf_of,
                modality=("asserted", "reported", "conditional", "negated")[at % 4],
                target=state.name if at % 6 == 1 else one.target,
                areas=one.areas or ((area,) if area else ()),
            )
            for at, one in enumerate(extraction.statements)
        ),
        areas=tuple(
            replace(one, parties=(bodies[0],) if at % 2 else (actor,), framework=bodies[-1] if at % 3 == 0 else None)
            for at, one in enumerate(extraction.areas)
        ),
    )


@pytest.fixture(scope="module")
def many() -> Iterator[Graph]:
    with Graph.memory() as made:
        for number, extraction in enumerate(synthetic.extractions(COUNT)):
            made.add(varied(extraction, number))
        made.finish()
        yield made


WHEN: tuple[dict[str, Any], ...] = (
    {"since": "2015-03"}, {"since": "2015-03-12"}, {"since": "2016"}, {"until": "2015"}, {"until": "2015-03"},
    {"until": "2015-03-11"}, {"until": "2014"}, {"since": "2015-03", "until": "2015-03"},
    {"since": "2015-04-01", "until": "2015-04-30"}, {"since": "2015", "until": "2015"},
    {"since": "2015-07", "until": "2015-08"}, {"since": "2017"},
)  # fmt: skip
WHO = ("USA", "UN", "UKR", "NATO", ["USA", "RUS", "UN", "IRN"])
ABOUT: tuple[dict[str, Any], ...] = (
    {"area": "economic"}, {"area": "Trade and investment"}, {"dimension": "human"}, {"dimension": ["human", "economic"]}
)  # fmt: skip
RELEASE: dict[str, Any] = {"release": "synthetic-000029"}


def by(*names: str) -> list[dict[str, Any]]:
    return [{name: who} for name in names for who in WHO]


ASKED: dict[str, list[dict[str, Any]]] = {
    "events": [
        *by("actor"), *WHEN, {"actor": "UN", "role": "host"}, {"role": "host, sender"}, {"type": "Crisis"},
        {"type": "Meeting,Summit", "actor": "USA"}, {"status": "negated"}, {"status": "planned", "actor": "RUS"},
        {"place": "asia"}, {"text": "united"}, {"text": "cooperation"}, RELEASE | {"actor": "USA"},
        {"actor": "USA", "since": "2015-03", "until": "2015-03"},
    ],
    "who-met-whom": [
        *by("actor", "with"), *WHEN, {"actor": "USA", "with": "UN"}, {"type": "Crisis"},
        {"type": "Crisis,Summit", "actor": "RUS", "since": "2015"},
    ],
    "timeline": [
        *by("actor"), *WHEN, {"text": "trade"}, {"actor": "USA", "since": "2015-03", "until": "2015-03"},
        RELEASE | {"actor": "USA"},
    ],
    "statements": [
        *by("actor", "speaker", "target"), *WHEN, *ABOUT[:2], {"kind": "Call"}, {"kind": "Expressive, Pledge"},
        {"modality": "negated"}, {"modality": "reported, conditional", "actor": "USA"}, {"text": "trade"},
        {"actor": "USA", "since": "2015-03", "until": "2015-03", "kind": "Commitment"}, RELEASE | {"speaker": "USA"},
    ],
    "commitments": [
        *by("actor", "committer", "counterpart", "framework"), *WHEN, *ABOUT, {"kind": "Readiness"},
        {"kind": "Agreement, Commitment"}, {"text": "trade"}, {"due": "2015"}, {"due": "2015-03"},
        {"due": "2015-03-10"}, {"due": "2014"}, {"actor": "USA", "due": "2016", "since": "2015"},
        {"area": "economic", "committer": "USA"},
    ],
    "cooperation-areas": [
        *by("actor", "proposer", "party", "framework"), *ABOUT, {"text": "trade"},
        {"actor": "USA", "dimension": "economic"}, RELEASE | {"dimension": "human"},
    ],
    "network": [*by("actor"), {"relation": "host"}, {"relation": "POST"}, {"relation": "support", "actor": "USA"}],
    "people": [
        *by("of"), {"person": "person/adell-quzenski"}, {"post": "president"}, {"tenure": "former, acting"},
        {"post": "president", "of": "USA"}, RELEASE | {"of": "USA"}, {"tenure": "current", "of": ["USA", "UN"]},
    ],
    "organizations": [{"organization": "UN"}, {"organization": ["UN", "NATO"]}, {"text": "nations"}],
    "states": [{"state": "USA"}, {"state": ["RUS", "PSE"]}],
}  # fmt: skip
CASES = [(name, given) for name, cases in ASKED.items() for given in ({}, RELEASE, *cases)]


@pytest.mark.parametrize(("name", "given"), CASES, ids=[f"{name}-{given}" for name, given in CASES])
def test_the_answer_is_that_of_the_plain_query(many: Graph, name: str, given: dict[str, Any]) -> None:
    query = many.queries()[name]
    expected = ask.ask(many.store, lambda: Names(many.store), replace(query, text=PLAIN[name]), given)
    assert many.query(name, **given) == expected


def test_every_query_and_parameter_is_compared(many: Graph) -> None:
    queries = {name: query for name, query in many.queries().items() if name != "evidence"}
    assert set(queries) == set(PLAIN) == set(ASKED)
    for name, query in queries.items():
        asked = {parameter for given in ASKED[name] for parameter in given} | {"release"}
        assert asked == {parameter.name for parameter in query.parameters}


def test_kinds_and_types_are_those_of_the_vocabulary(many: Graph) -> None:
    commitments = {local(kind) for kind in STATEMENT_GROUPS[Class.COMMITMENT]}
    listed = {
        "commitments": {*commitments, "Commitment"}, "events": {*EVENT_TYPES}, "statements": {*STATEMENT_KINDS},
        "network": {*STATEMENT_KINDS}, "timeline": {*EVENT_TYPES, *STATEMENT_KINDS},
    }  # fmt: skip
    for name, classes in listed.items():
        assert set(re.findall(r"dg:([A-Z]\w+)", many.queries()[name].text)) == classes


def test_the_questions_have_answers(many: Graph) -> None:
    found = [len(many.query(name, **given)) for name, given in CASES[::3]]
    assert sum(map(bool, found)) > 0.9 * len(found)
