"""Only surer findings stay where they are asked for, and nothing that stays names what went."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diplograph.extract.model import Extraction
from diplograph.extract.pipeline import Extractor, version
from diplograph.extract.trust import at_least


@pytest.fixture(scope="module")
def doubted(seeds: dict[str, Extraction]) -> Extraction:
    """A seed of which every other statement, event, area and person is hardly believed."""
    found = max(seeds.values(), key=lambda one: len(one.statements))

    def doubt(facts: tuple, where: int) -> tuple:  # type: ignore[type-arg]
        return tuple(
            replace(f, evidence=f.evidence.by("doubted", 0.2)) if i % 2 == where else f for i, f in enumerate(facts)
        )

    return replace(found, **{n: doubt(getattr(found, n), 0) for n in ("statements", "events", "areas", "people")})


def test_all_stays_where_nothing_is_asked(doubted: Extraction) -> None:
    assert at_least(doubted, 0.0) is doubted


def test_doubted_facts_go_and_references_hold(doubted: Extraction) -> None:
    sure = at_least(doubted, 0.5)
    for name in ("statements", "events", "areas"):
        assert 0 < len(getattr(sure, name)) < len(getattr(doubted, name))
        assert all(fact.evidence.confidence >= 0.5 for fact in getattr(sure, name))
    known = {a.id for a in (*sure.people, *sure.states, *sure.organizations)} | {g.id for g in sure.groups}
    areas = {area.id for area in sure.areas}
    for statement in sure.statements:
        assert {ref.id for ref in (*statement.speakers, *statement.targets)} <= known
        assert set(statement.areas) <= areas
    for event in sure.events:
        assert {p.actor.id for p in event.participants} <= known
    assert any(p.evidence.confidence < 0.5 for p in sure.people), "a doubted person whom a sure fact names stays"


def test_everything_goes_where_certainty_is_asked(doubted: Extraction) -> None:
    sure = at_least(doubted, 1.0)
    assert (sure.events, sure.statements, sure.areas, sure.people) == ((), (), (), ())


def test_the_threshold_is_part_of_the_version(extractor: Extractor) -> None:
    assert version(min_confidence=0.5) != version() == extractor.version
