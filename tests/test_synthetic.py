"""bench/synthetic.py: the same releases in every run, sound in themselves, with the shares of real ones."""

from __future__ import annotations

import dataclasses
import statistics
from collections.abc import Iterator
from typing import Any

import pytest
import synthetic

from diplograph.extract.model import Evidence, Extraction
from diplograph.extract.short_names import is_short
from diplograph.graph.graph import Graph
from diplograph.graph.triples import triples

PARTS = ("people", "states", "organizations", "places", "events", "statements", "areas")


@pytest.fixture(scope="module")
def made() -> list[Extraction]:
    return list(synthetic.extractions(600))


def evidence(value: Any) -> Iterator[Evidence]:
    """Yield every evidence in a record, however deep."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from evidence(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from evidence(getattr(value, field.name))


def test_a_release_depends_on_seed_and_number_alone(made: list[Extraction]) -> None:
    assert list(synthetic.extractions(20)) == made[:20]
    assert list(synthetic.extractions(100, start=90)) == made[90:100]
    assert made[7].release.id == "synthetic-000007"
    other = list(synthetic.extractions(20, seed=1))
    assert [one.release.id for one in other] == [one.release.id for one in made[:20]]
    assert all(one.release.text != another.release.text for one, another in zip(other, made[:20], strict=True))


def test_every_quote_stands_where_it_says(made: list[Extraction]) -> None:
    for one in made:
        found = list(evidence(one))
        assert found and all(one.release.text[e.start : e.end] == e.quote and 0 < e.confidence <= 1 for e in found)


def test_who_is_found_is_named_in_the_sentence(made: list[Extraction]) -> None:
    for one in made:
        actors: list[Any] = [*one.people, *one.states, *one.organizations, *one.places]
        for actor in actors:
            assert all(actor.name in found.quote for found in (actor.evidence, *actor.mentions))


def test_ids_are_unique_and_references_lead_somewhere(made: list[Extraction]) -> None:
    for one in made:
        things = [thing.id for part in PARTS for thing in getattr(one, part)] + [group.id for group in one.groups]
        assert len(things) == len(set(things))
        actors = [item.actor for event in one.events for item in event.participants]
        actors += [actor for said in one.statements for actor in (*said.speakers, *said.targets)]
        actors += [post.body for person in one.people for post in person.posts if post.body]
        assert {actor.id for actor in actors} <= set(things)
        assert {area for said in one.statements for area in said.areas} <= {area.id for area in one.areas}


def test_shares_are_those_of_the_table(made: list[Extraction]) -> None:
    for part in PARTS:
        expected = sum(size["share"] * size[part] for size in synthetic.DATA["sizes"])
        assert statistics.mean(len(getattr(one, part)) for one in made) == pytest.approx(expected, rel=0.2)
    sizes = sorted(len(triples(one)) for one in made)
    assert 450 < statistics.mean(sizes) < 600
    assert 220 < statistics.median(sizes) < 350 and sizes[-1] > 3000
    kinds = [said.kind for one in made for said in one.statements]
    assert kinds.count("Pledge") / len(kinds) == pytest.approx(0.324, rel=0.15)
    undated = [event.date is None for one in made for event in one.events]
    assert statistics.mean(undated) == pytest.approx(0.509, rel=0.15)


def test_a_few_are_named_often_and_most_seldom(made: list[Extraction]) -> None:
    assert 0.4 < statistics.mean("state/USA" in {state.id for state in one.states} for one in made) < 0.9
    people = [[person.id for person in one.people] for one in made]
    half, whole = ({id for ids in people[:count] for id in ids} for count in (300, 600))
    assert 1.3 < len(whole) / len(half) < 1.9
    short = [is_short(person.name) for one in made for person in one.people]
    assert statistics.mean(short) == pytest.approx(0.05, abs=0.02)
    years = {one.release.date.start[:4] for one in made if one.release.date}
    assert years == {str(year) for year in range(2004, 2024)}


def test_the_graph_of_some_conforms(made: list[Extraction]) -> None:
    with Graph.memory() as graph:
        for one in made[:12]:
            graph.add(one)
        graph.finish()
        report = graph.check({one.release.id: one.release.text for one in made[:12]})
        assert report.conforms, [str(violation) for violation in report.violations[:5]]
