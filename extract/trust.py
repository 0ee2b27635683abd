"""What to leave out of an extraction where only surer findings are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from diplograph.extract.model import ActorRef, Area, Event, Extraction, Organization, Person, Place, State, Statement

Fact = TypeVar("Fact", Person, State, Organization, Place, Event, Statement, Area)
Actor = TypeVar("Actor", Person, State, Organization)


def at_least(extraction: Extraction, confidence: float) -> Extraction:
    """Return the extraction without facts below a confidence (0-1); an actor stays if a fact that stays names it."""
    if confidence <= 0:
        return extraction
    events = tuple(
        replace(event, participants=tuple(p for p in event.participants if p.evidence.confidence >= confidence))
        for event in _sure(extraction.events, confidence)
    )
    areas = _sure(extraction.areas, confidence)
    known = {area.id for area in areas}
    statements = tuple(
        replace(statement, areas=tuple(area for area in statement.areas if area in known))
        for statement in _sure(extraction.statements, confidence)
    )
    people = tuple(
        replace(person, posts=tuple(post for post in person.posts if post.evidence.confidence >= confidence))
        for person in extraction.people
    )
    named = {ref.id for ref in _named(events, statements, areas)}
    people = _kept(people, named, confidence)
    named.update(post.body.id for person in people for post in person.posts if post.body is not None)
    return replace(
        extraction,
        people=people,
        states=_kept(extraction.states, named, confidence),
        organizations=_kept(extraction.organizations, named, confidence),
        places=_sure(extraction.places, confidence),
        events=events,
        statements=statements,
        areas=areas,
        groups=tuple(group for group in extraction.groups if group.id in named),
    )


def _sure(facts: Iterable[Fact], confidence: float) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.evidence.confidence >= confidence)


def _kept(actors: Iterable[Actor], named: set[str], confidence: float) -> tuple[Actor, ...]:
    return tuple(actor for actor in actors if actor.id in named or actor.evidence.confidence >= confidence)


def _named(events: Iterable[Event], statements: Iterable[Statement], areas: Iterable[Area]) -> Iterator[ActorRef]:
    """Yield every actor that these facts name."""
    for event in events:
        yield from (participant.actor for participant in event.participants)
    for statement in statements:
        yield from (*statement.speakers, *statement.targets)
        yield from (ref for ref in (statement.on_behalf_of, statement.framework) if ref is not None)
    for area in areas:
        yield from (*area.by, *area.parties)
        yield from (ref for ref in (area.framework,) if ref is not None)
