"""The record of a release: what was found in it, as a JSON object."""

from __future__ import annotations

from typing import Any

from diplograph.extract.model import ActorRef, Area, Event, Extraction, Organization, Person, Place, State, Statement


def record(extraction: Extraction) -> dict[str, Any]:
    """Return the record with the keys that the contract of the command line fixes."""
    release = extraction.release
    return {
        "id": release.id,
        "source": release.source,
        "title": release.title,
        "publisher": release.publisher,
        "date": _text(release.date),
        "date_from": release.date_from,
        "language": release.language,
        "url": release.url,
        "people": [_person(p) for p in extraction.people],
        "states": [_state(s) for s in extraction.states],
        "organizations": [_organization(o) for o in extraction.organizations],
        "places": [_place(p) for p in extraction.places],
        "events": [_event(e) for e in extraction.events],
        "statements": [_statement(s, extraction) for s in extraction.statements],
        "areas": [_area(a) for a in extraction.areas],
        "unresolved": [
            {"words": u.words, "candidates": list(u.candidates), "evidence": u.evidence.record()}
            for u in extraction.unresolved
        ],
        "model": extraction.model,
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _names(actors: tuple[ActorRef, ...]) -> str | None:
    return "; ".join(a.name for a in actors) or None


def _person(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "aliases": list(person.aliases),
        "posts": [
            {"title": p.title, "of": p.of, "status": p.status, "evidence": p.evidence.record()} for p in person.posts
        ],
        "evidence": person.evidence.record(),
    }


def _state(state: State) -> dict[str, Any]:
    return {"code": state.code, "name": state.name, "aliases": list(state.aliases), "evidence": state.evidence.record()}


def _organization(organization: Organization) -> dict[str, Any]:
    return {
        "name": organization.name,
        "acronym": organization.acronym,
        "aliases": list(organization.aliases),
        "evidence": organization.evidence.record(),
    }


def _place(place: Place) -> dict[str, Any]:
    return {"name": place.name, "country": place.country, "evidence": place.evidence.record()}


def _event(event: Event) -> dict[str, Any]:
    return {
        "type": event.type,
        "label": event.label,
        "date": _text(event.date),
        "place": event.place,
        "participants": [{"name": p.actor.name, "kind": p.actor.kind, "role": p.role} for p in event.participants],
        "topics": list(event.topics),
        "status": event.status,
        "evidence": event.evidence.record(),
    }


def _statement(statement: Statement, extraction: Extraction) -> dict[str, Any]:
    phrases = {area.id: area.phrase for area in extraction.areas}
    return {
        "kind": statement.kind,
        "speaker": _names(statement.speakers),
        "on_behalf_of": statement.on_behalf_of.name if statement.on_behalf_of else None,
        "target": statement.target,
        "content": statement.content,
        "areas": [phrases[area] for area in statement.areas],
        "deadline": _text(statement.deadline),
        "framework": statement.framework.name if statement.framework else None,
        "modality": statement.modality,
        "evidence": statement.evidence.record(),
    }


def _area(area: Area) -> dict[str, Any]:
    return {
        "phrase": area.phrase,
        "concept": f"https://w3id.org/diplograph/areas#{area.concept}" if area.concept else None,
        "label": area.label,
        "dimension": area.dimension,
        "by": _names(area.by),
        "framework": area.framework.name if area.framework else None,
        "parties": [party.name for party in area.parties],
        "evidence": area.evidence.record(),
    }
