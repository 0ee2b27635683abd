"""From an extraction to claims: one immutable record for each resource and fact, in the words of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import NamedTuple, TypeAlias

from diplograph.extract.model import ActorRef, Area, Event, Evidence, Extraction, PartialDate, Person, Statement
from diplograph.extract.model import Post as HeldPost
from diplograph.graph.iris import digest, slug
from diplograph.ontology.terms import ACTOR_KINDS, ROLES, local

_HOLDS = frozenset({"current", "acting"})  # a former minister holds no post, a designate one not yet
_TOOK_PLACE = frozenset({"occurred", "planned"})


class Ref(NamedTuple):
    """A resource by its id, the tail of its IRI."""

    id: str


class Concept(NamedTuple):
    """A concept of the areas scheme by its local name."""

    name: str


Value: TypeAlias = Ref | Concept | PartialDate | str


@dataclass(frozen=True, slots=True)
class Claim:
    """What a release says of one resource: its class, its properties by the vocabulary's local names, its evidence."""

    kind: str
    subject: str
    release: str
    values: tuple[tuple[str, Value], ...]
    evidence: tuple[Evidence, ...] = ()

    @property
    def id(self) -> str:
        """Hash of the whole content: equal claims have equal ids in every run."""
        values = [[name, type(value).__name__, str(value)] for name, value in self.values]
        content = [self.kind, self.subject, self.release, values, [asdict(item) for item in self.evidence]]
        return f"claim/{digest(content, 16)}"


def claims(extraction: Extraction) -> tuple[Claim, ...]:
    """Return every claim of an extraction, each once: release, actors, places, events, statements, areas."""
    return tuple(dict.fromkeys(_claims(extraction)))


def _claims(extraction: Extraction) -> Iterator[Claim]:
    yield _release(extraction)
    yield from _actors(extraction)
    places = _place_ids(extraction)
    for event in extraction.events:
        yield from _event(event, extraction.release.id, places)
    for statement in extraction.statements:
        yield _statement(statement, extraction)
    for area in extraction.areas:
        yield _area(area, extraction)


def _text(name: str, value: str | None) -> list[tuple[str, Value]]:
    return [(name, value)] if value else []


def _refs(name: str, actors: Iterable[ActorRef | None]) -> list[tuple[str, Value]]:
    return [(name, Ref(actor.id)) for actor in actors if actor is not None]


def _named(name: str, aliases: Iterable[str] = ()) -> list[tuple[str, Value]]:
    return [("label", name), *(("altLabel", alias) for alias in aliases if alias and alias != name)]


def _release(extraction: Extraction) -> Claim:
    release = extraction.release
    publisher = _one_actor(extraction, release.publisher)
    values: list[tuple[str, Value]] = [("label", release.title or release.id), ("source", release.source)]
    values += _text("title", release.title) + _text("dateFrom", release.date_from) + _text("language", release.language)
    values += _text("url", release.url) + _text("sha256", release.sha256) + _text("model", extraction.model)
    values += [("publisher", Ref(publisher))] if publisher else _text("publisherName", release.publisher)
    if release.date:
        values.append(("date", release.date))
    return Claim("Release", f"release/{release.id}", release.id, tuple(values))


def _one_actor(extraction: Extraction, name: str | None) -> str | None:
    """Return the id of the only actor of the extraction that goes by a name; None if none or several do."""
    forms = [(item.id, (item.name, item.acronym or "", *item.aliases)) for item in extraction.organizations]
    forms += [(state.id, (state.name, *state.aliases)) for state in extraction.states]
    forms += [(person.id, (person.name, *person.aliases)) for person in extraction.people]
    wanted = (name or "").casefold()
    found = {actor for actor, names in forms if wanted in {name.casefold() for name in names}}
    return found.pop() if wanted and len(found) == 1 else None


def _place_ids(extraction: Extraction) -> dict[str, str]:
    """Map a place's or state's name, case folded, to its id; a name that two of them share is left out."""
    ids: dict[str, set[str]] = {}
    for place in extraction.places:
        ids.setdefault(place.name.casefold(), set()).add(place.id)
    for state in extraction.states:
        for form in {state.code, state.name, *state.aliases}:
            ids.setdefault(form.casefold(), set()).add(state.id)
    return {name: next(iter(found)) for name, found in ids.items() if len(found) == 1}


def _actors(extraction: Extraction) -> Iterator[Claim]:
    release = extraction.release.id
    declared = {person.id for person in extraction.people} | {state.id for state in extraction.states}
    declared |= {body.id for body in extraction.organizations}
    for person in extraction.people:
        yield from _person(person, extraction)
    for state in extraction.states:
        values = (*_named(state.name, state.aliases), ("code", state.code))
        yield Claim("State", state.id, release, values, (state.evidence, *state.mentions))
    for body in extraction.organizations:
        named = (*_named(body.name, body.aliases), *_text("acronym", body.acronym))
        yield Claim("Organization", body.id, release, named, (body.evidence, *body.mentions))
    for place in extraction.places:
        country: list[tuple[str, Value]] = [("country", Ref(f"state/{place.country}"))] if place.country else []
        yield Claim("Place", place.id, release, (*_named(place.name), *country), (place.evidence, *place.mentions))
    # groups, and who is part of a fact without being named in the text, such as the publisher that says "we";
    # a fact's sentence names a group, but need not name the others, so only groups get it as evidence
    named_in: dict[ActorRef, list[Evidence]] = {group: [] for group in extraction.groups}
    for actor, evidence in _mentioned(extraction):
        named_in.setdefault(actor, []).append(evidence)
    for actor, evidences in named_in.items():
        if actor.id not in declared:
            code = _text("code", actor.id.rpartition("/")[2]) if actor.kind == "state" else []
            kind, values = local(ACTOR_KINDS[actor.kind]), (*_named(actor.name), *code)
            mentions = tuple(dict.fromkeys(evidences)) if actor.kind == "group" else ()
            yield Claim(kind, actor.id, release, values, mentions)


def _mentioned(extraction: Extraction) -> Iterator[tuple[ActorRef, Evidence]]:
    facts: list[tuple[Iterable[ActorRef | None], Evidence]] = []
    facts += [((post.body,), post.evidence) for person in extraction.people for post in person.posts]
    facts += [((item.actor,), item.evidence) for event in extraction.events for item in event.participants]
    for said in extraction.statements:
        facts.append(((*said.speakers, said.on_behalf_of, *said.targets, said.framework), said.evidence))
    facts += [((*area.by, area.framework, *area.parties), area.evidence) for area in extraction.areas]
    return ((actor, evidence) for actors, evidence in facts for actor in actors if actor is not None)


def _person(person: Person, extraction: Extraction) -> Iterator[Claim]:
    release, seen = extraction.release.id, extraction.release.date
    held: list[tuple[str, Value]] = []
    tenures: dict[tuple[str, str], list[HeldPost]] = {}
    for post in person.posts:
        tenures.setdefault((_post_id(post, person.id), post.status), []).append(post)
    for (post_id, status), posts in tenures.items():
        first = posts[0]
        of = first.body.name if first.body else first.of  # one post, one label, however releases word the body
        title = f"{first.title} of {of}" if of else first.title
        body = _refs("postOf", [first.body]) or _text("postOfName", first.of)
        yield Claim("Post", post_id, release, (("label", title), ("postTitle", first.title), *body))
        values: list[tuple[str, Value]] = [
            ("label", f"{person.name}, {title}" + ("" if status == "current" else f" ({status})")),
            ("holder", Ref(person.id)),
            ("post", Ref(post_id)),
            ("tenureStatus", status),
            ("release", Ref(f"release/{release}")),
        ]
        if seen:
            values.append(("seenOn", PartialDate(seen.start)))
        subject = f"tenure/{release}/{digest([person.id, post_id, status], 8)}"
        yield Claim("Tenure", subject, release, tuple(values), tuple(dict.fromkeys(post.evidence for post in posts)))
        if status in _HOLDS:
            held.append(("holdsPost", Ref(post_id)))
    named = (*_named(person.name, person.aliases), *held)
    yield Claim("Person", person.id, release, named, (person.evidence, *person.mentions))


def _post_id(post: HeldPost, holder: str) -> str:
    """Mint a post's id; a post of no named body is its holder's own, so that two presidents of nothing stay two."""
    of = post.body.id.rpartition("/")[2] if post.body else post.of or holder.rpartition("/")[2]
    return f"post/{slug(post.title)}-{slug(of)}"


def _event(event: Event, release: str, places: dict[str, str]) -> Iterator[Claim]:
    values: list[tuple[str, Value]] = [("label", event.label), ("status", event.status)]
    values.append(("release", Ref(f"release/{release}")))
    if event.date:
        values.append(("date", event.date))
        values += [("month", month) for month in months(event.date)]
    if event.place:
        values.append(("placeName", event.place))
        if place := places.get(event.place.casefold()):
            values.append(("place", Ref(place)))
    values += [("topic", topic) for topic in event.topics if topic]
    parts: dict[tuple[str, str], list[Evidence]] = {}
    names = {item.actor.id: item.actor.name for item in event.participants}
    for item in event.participants:
        parts.setdefault((item.actor.id, item.role), []).append(item.evidence)
    for (actor, role), evidences in parts.items():
        subject = f"participation/{release}/{digest([event.id, actor, role], 8)}"
        values.append(("participation", Ref(subject)))
        if event.status in _TOOK_PLACE:  # "did not attend" must not answer who attended
            values.append((local(ROLES[role]), Ref(actor)))
        about: tuple[tuple[str, Value], ...] = (
            ("label", f"{names[actor]}, {role}: {event.label}"),
            ("event", Ref(event.id)),
            ("actor", Ref(actor)),
            ("role", role),
            ("release", Ref(f"release/{release}")),
        )
        yield Claim("Participation", subject, release, about, tuple(dict.fromkeys(evidences)))
    yield Claim(event.type, event.id, release, tuple(values), (event.evidence, *event.mentions))


def months(date: PartialDate) -> list[PartialDate]:
    """Return every month that a date lies in or lasts through; a year, where no month is known."""
    first, last = date.start[:7], (date.end or date.start)[:7]
    if len(first) == len(last) == 4:
        return [PartialDate(str(year)) for year in range(int(first), int(last) + 1)] or [PartialDate(first)]
    begin = int(first[:4]) * 12 + int(first[5:] or 1) - 1
    end = int(last[:4]) * 12 + int(last[5:] or 12) - 1
    between = {f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(begin, end + 1)}
    return [PartialDate(month) for month in sorted(between | {first, last})]


def _statement(said: Statement, extraction: Extraction) -> Claim:
    """A negated statement keeps its words and modality but is of no kind: a denied commitment is no commitment."""
    release = extraction.release.id
    concepts = {area.id: area.concept for area in extraction.areas}
    kind = "Statement" if said.modality == "negated" else said.kind
    speakers = "; ".join(actor.name for actor in said.speakers)
    label = kind if kind == said.kind else "Negated statement"
    label += f" by {speakers}: {said.content}" if speakers else f": {said.content}"
    values: list[tuple[str, Value]] = [("label", label), ("content", said.content), ("modality", said.modality)]
    values.append(("release", Ref(f"release/{release}")))
    if extraction.release.date:
        values += [("month", month) for month in months(extraction.release.date)]
    values += _refs("speaker", said.speakers) + _refs("onBehalfOf", [said.on_behalf_of]) + _refs("target", said.targets)
    values += _text("targetName", said.target) + _refs("framework", [said.framework])
    values += [("area", Concept(name)) for area in said.areas if (name := concepts.get(area))]
    if said.deadline:
        values.append(("deadline", PartialDate(said.deadline.end or said.deadline.start)))
    return Claim(kind, said.id, release, tuple(values), (said.evidence,))


def _area(area: Area, extraction: Extraction) -> Claim:
    release = extraction.release.id
    values: list[tuple[str, Value]] = [("label", area.phrase), ("phrase", area.phrase)]
    values.append(("release", Ref(f"release/{release}")))
    values += [("area", Concept(area.concept))] if area.concept else []
    values += _refs("proposer", area.by) + _refs("party", area.parties) + _refs("framework", [area.framework])
    values += [("statement", Ref(said.id)) for said in extraction.statements if area.id in said.areas]
    return Claim("ProposedCooperation", area.id, release, tuple(values), (area.evidence,))
