"""The actors of a release: names that mean the same person, organization, state or place become one entity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from diplograph.extract import body_names, view
from diplograph.extract.gazetteer import Gazetteer, OrganizationEntry, PlaceEntry, RegionEntry, StateEntry
from diplograph.extract.identity import (
    has_initials,
    in_full,
    is_full,
    is_single,
    name_parts,
    plain_key,
    same_person,
    same_title,
    title_key,
)
from diplograph.extract.inside import bare, guessed, inside, is_place, spelled
from diplograph.extract.line import OrganizationName, PersonName, Title
from diplograph.extract.model import (
    ActorRef,
    Evidence,
    Organization,
    Person,
    Place,
    Post,
    PostStatus,
    State,
    Unresolved,
)
from diplograph.extract.offices import Offices, abridges
from diplograph.extract.rules import confidence
from diplograph.extract.symbols import Unit
from diplograph.extract.text import key, slug


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit of a block with the evidence of its sentence; ``order`` counts through the release."""

    unit: Unit
    block: int
    text: str
    evidence: Evidence
    order: int


@dataclass(slots=True)
class Actor:
    """A named actor of a release while it is read: its names and mentions, the titles of a person, its entry."""

    ref: ActorRef
    names: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    titles: list[tuple[Title, Mention]] = field(default_factory=list)
    entry: StateEntry | OrganizationEntry | PlaceEntry | RegionEntry | None = None
    short: str | None = None


class Cast:
    """Every named actor of a release, found by the units that name it."""

    def __init__(self, mentions: Sequence[Mention], gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.people: dict[str, Actor] = {}
        self.states: dict[str, Actor] = {}
        self.organizations: dict[str, Actor] = {}
        self.places: dict[str, Actor] = {}
        self.unresolved: list[Unresolved] = []
        known = (o for o in gazetteer.organizations if o.acronym and o.acronym not in o.weak)
        self._by_acronym = {o.acronym: o for o in known if o.acronym}
        self._by_unit: dict[tuple[int, int], Actor] = {}
        titles = [
            title
            for m in mentions
            if m.unit.kind in ("post", "person")
            for title in (m.unit.value if m.unit.kind == "post" else m.unit.value.titles)
        ]
        self.offices = Offices((m.unit, m.text, m.evidence) for m in mentions if m.unit.kind in ("post", "person"))
        bodies = [m.unit for m in mentions] + [t.body for t in titles if t.body is not None]
        self._named = [u.value for u in bodies if u.kind == "organization"]
        for mention in mentions:
            self._place_others(mention)
        for wanted in (is_full, has_initials, is_single):
            for mention in mentions:
                if mention.unit.kind == "person" and wanted(mention.unit.value.name):
                    self._place_person(mention)

    # -- building ---------------------------------------------------------------------------------------------

    def _place_others(self, mention: Mention) -> None:
        unit, value = mention.unit, mention.unit.value
        if unit.kind in ("state", "demonym"):
            actor = self.states.setdefault(
                value.code, Actor(ActorRef(value.name, "state", f"state/{value.code}"), entry=value)
            )
        elif unit.kind == "organization":
            actor = self._organization(value)
            if value.entry is None and value.parent is not None and value.parent.entry is not None:
                self._organization(value.parent).mentions.append(mention)
            for named in inside(value.name, value.entry):
                self._place_inner(named, mention)
        elif unit.kind == "place":
            actor = self._same_place(value)
        elif unit.kind == "region" and is_place(value, mention.text):
            actor = self.places.setdefault(
                slug(value.name), Actor(ActorRef(value.name, "group", f"place/{slug(value.name)}"), entry=value)
            )
        elif unit.kind in ("post", "person"):
            for title in value if unit.kind == "post" else value.titles:
                for named in filter(None, (title.body, title.where)):
                    self._place_others(Mention(named, mention.block, "", mention.evidence, mention.order))
            return
        else:
            return
        actor.mentions.append(mention)
        wording = value.name if unit.kind == "organization" else mention.text
        if wording and wording not in actor.names and unit.kind != "demonym":
            actor.names.append(wording)
        self._by_unit[mention.block, unit.first] = actor

    def _place_inner(self, entry: StateEntry | PlaceEntry, mention: Mention) -> None:
        """Record a state or city that an organization's name names."""
        if isinstance(entry, StateEntry):
            ref = ActorRef(entry.name, "state", f"state/{entry.code}")
            actor = self.states.setdefault(entry.code, Actor(ref, entry=entry))
        else:
            actor = self._same_place(entry)
        actor.mentions.append(mention)

    def _same_place(self, entry: PlaceEntry) -> Actor:
        """Return the place of an entry, new or known; rules make one of a name with and without its noun."""
        for known in self.places.values() if guessed(entry) else ():
            other = known.entry
            if isinstance(other, PlaceEntry) and guessed(other) and bare(other.name) == bare(entry.name) != "":
                return known
        ref = ActorRef(entry.name, "group", f"place/{entry.id}")
        return self.places.setdefault(entry.id, Actor(ref, entry=entry))

    def of_entry(self, entry: OrganizationEntry, named: Sequence[Mention] = ()) -> Actor:
        """Return an organization of the gazetteer, the one that is known or a new one with these mentions."""
        ref = ActorRef(entry.acronym or entry.name, "organization", f"organization/{entry.id}")
        return self.organizations.setdefault(entry.id, Actor(ref, mentions=list(named), entry=entry))

    def _organization(self, value: OrganizationName) -> Actor:
        if value.entry is None and value.short and (entry := self._by_acronym.get(value.short)) is not None:
            value = replace(value, entry=entry)  # the text spells the name otherwise, but gives the acronym
        if value.entry is not None:
            actor = self.of_entry(value.entry)
        else:
            value = body_names.fuller(value, self._named)
            if value.entry is not None:
                return self._organization(value)
            same, body = self._same_organization(value.name), body_names.identity(value.name)
            actor = same or self.organizations.setdefault(
                body, Actor(ActorRef(value.name, "organization", f"organization/{body}"))
            )
        if value.short:
            actor.short = value.short
        return actor

    def _same_organization(self, name: str) -> Actor | None:
        wanted = key(name)
        for actor in self.organizations.values():
            if (actor.short and key(actor.short) == wanted) or any(key(n) == wanted for n in actor.names):
                return actor
        return None

    def _place_person(self, mention: Mention) -> None:
        value: PersonName = mention.unit.value
        candidates = [a for a in self.people.values() if any(same_person(value.name, known) for known in a.names)]
        if len(candidates) > 1:
            rule = "reference.name"
            evidence = mention.evidence.by(rule, confidence(rule))
            self.unresolved.append(Unresolved(value.name, tuple(a.ref.name for a in candidates), evidence))
            return
        if candidates:
            actor = candidates[0]
        else:
            if len(name_parts(value.name)) == 1 and not (
                value.titles or value.honorific or mention.unit.rule != "person.recognized"
            ):
                return
            actor = Actor(ActorRef(value.name, "person", f"person/{slug(value.name)}"))
            self.people[slug(value.name)] = actor
        if value.name not in actor.names:
            actor.names.append(value.name)
        actor.mentions.append(mention)
        for title in value.titles:
            # "the Secretary General and Premier X": posts of a body and of a state, the first held by another
            mixed = title.body is None and any(t.entry.scope != title.entry.scope for t in value.titles)
            if not (mixed and (others := self.holders(title)) and actor.ref not in others):
                actor.titles.append((self.offices.settled(title), mention))
        self._by_unit[mention.block, mention.unit.first] = actor

    # -- looking up -------------------------------------------------------------------------------------------

    def ref(self, block: int, unit: Unit) -> ActorRef | None:
        """Return the actor that a unit names."""
        actor = self._by_unit.get((block, unit.first))
        return actor.ref if actor is not None and unit.kind not in ("place", "region") else None

    def body(self, title: Title) -> ActorRef | None:
        """Return the state or organization that a title belongs to, as the text says it."""
        if title.body is None:
            return None
        value = title.body.value
        if isinstance(value, StateEntry):
            return ActorRef(value.name, "state", f"state/{value.code}")
        if isinstance(value, OrganizationName):
            return self._organization(value).ref
        if isinstance(value, PlaceEntry) and value.country and title.entry.scope == "state":
            state = self.gazetteer.state_by_code[value.country]
            if key(state.capital) == key(value.name):
                return ActorRef(state.name, "state", f"state/{state.code}")
        return None

    def holders(self, title: Title) -> list[ActorRef]:
        """Return the people who hold a post in this release, by title and, where given, body."""
        body = self.body(title)
        found = []
        for actor in self.people.values():
            for own, _ in actor.titles:
                own_body = self.body(own)
                if same_title(own, title) and (body is None or own_body is None or body.id == own_body.id):
                    found.append(actor.ref)
                    break
        return found

    def heads_of_state(self, title: Title) -> list[ActorRef]:
        """Return the people whose post is that of "the Head of State", where that is what a title says."""
        if title.entry.title != "Head of State":
            return []
        body = self.body(title)
        return [
            actor.ref
            for actor in self.people.values()
            if any(
                own.entry.title in ("President", "King", "Emir")
                and (body is None or (own_body := self.body(own)) is None or own_body.id == body.id)
                for own, _ in actor.titles
            )
        ]

    def two_states(self) -> tuple[ActorRef, ...]:
        """Return the two states of a bilateral text: "the sides" where no event has told who they are."""
        return tuple(a.ref for a in self.states.values()) if len(self.states) == 2 else ()

    def titled(self, word: str) -> list[ActorRef]:
        """Return the people one of whose titles contains a word ("Minister", "President")."""
        wanted = key(word)
        return [
            a.ref
            for a in self.people.values()
            if any(set(wanted) <= set(key(t.own)) for t, _ in a.titles)
            or any(key(m.unit.value.honorific or "")[-1:] == wanted for m in a.mentions)
        ]

    def gender(self, ref: ActorRef) -> str:
        """Return "m" or "f" where forms of address or titles of a person tell it, else ""."""
        actor = next((a for a in self.people.values() if a.ref == ref), None)
        if actor is None:
            return ""
        said = (m.unit.value.honorific or "" for m in actor.mentions)
        return view.gender((*said, *(t.title for t, _ in actor.titles)))

    # -- results ----------------------------------------------------------------------------------------------

    def found_people(self) -> tuple[Person, ...]:
        """Return the people with their posts, in the order of first mention."""
        return tuple(
            self._person(a) for a in sorted(self.people.values(), key=lambda a: min(m.order for m in a.mentions))
        )

    def _person(self, actor: Actor) -> Person:
        mentions = sorted(actor.mentions, key=lambda m: m.order)
        name = in_full(actor.names)
        posts: dict[tuple[str, str | None], Post] = {}
        for title, mention in sorted(actor.titles, key=lambda t: (t[0].body is None, t[0].title.isupper(), t[1].order)):
            if title.body is None and any(
                plain_key(title) == known or set(key(title.title)) < set(key(post.title))
                for (known, _), post in posts.items()
            ):
                continue
            body, of = self.body(title), None
            if body is not None:
                of = body.name
            elif title.body is not None:
                of = self._wording(title.body)
            wording = re.sub(r"(?<=\w)- (?=\w)", "-", f"{title.title} {title.to}".rstrip())
            slot = (title_key(wording) if title.to else plain_key(title), body.id if body else None)
            if slot not in posts:
                evidence, rule = mention.evidence, title.rule or mention.unit.rule
                posts[slot] = Post(
                    wording,
                    of,
                    body,
                    evidence.by(rule, confidence(rule)),
                    _STATUS.get(title.status, "current"),
                )
        aliases = tuple(n for n in actor.names if n != name)
        kept = tuple(p for p in posts.values() if not any(abridges(p, other) for other in posts.values()))
        return Person(
            actor.ref.id,
            name,
            aliases,
            kept,
            mentions[0].evidence,
            tuple(m.evidence for m in mentions[1:]),
        )

    def _wording(self, unit: Unit) -> str | None:
        return getattr(unit.value, "name", None)

    def found_states(self) -> tuple[State, ...]:
        """Return the states, in the order of first mention."""
        return tuple(
            State(
                a.ref.id,
                a.entry.code,
                a.entry.name,
                tuple(n for n in a.names if n != a.entry.name),
                a.mentions[0].evidence,
                _rest(a),
            )
            for a in _ordered(self.states.values())
            if isinstance(a.entry, StateEntry)
        )

    def found_organizations(self) -> tuple[Organization, ...]:
        """Return the organizations, in the order of first mention."""
        out = []
        for actor in _ordered(self.organizations.values()):
            entry = actor.entry if isinstance(actor.entry, OrganizationEntry) else None
            name = entry.name if entry else actor.ref.name
            acronym = entry.acronym if entry else actor.short
            aliases = tuple(n for n in actor.names if n not in (name, acronym))
            out.append(
                Organization(
                    actor.ref.id, name, acronym, aliases, actor.mentions[0].evidence, _rest(actor), entry is not None
                )
            )
        return tuple(out)

    def found_places(self) -> tuple[Place, ...]:
        """Return the places, in the order of first mention."""
        return tuple(
            Place(
                a.ref.id,
                _spelled(a),
                a.entry.country if isinstance(a.entry, PlaceEntry) else None,
                a.mentions[0].evidence,
                _rest(a),
            )
            for a in _ordered(self.places.values())
        )


def _spelled(place: Actor) -> str:
    name = place.names[0] if place.names else place.ref.name
    return spelled(place.entry, name) if isinstance(place.entry, PlaceEntry | RegionEntry) else name


def _ordered(actors: Iterable[Actor]) -> list[Actor]:
    for actor in (named := [a for a in actors if a.mentions]):
        actor.mentions.sort(key=lambda m: m.order)
    return sorted(named, key=lambda a: a.mentions[0].order)


def _rest(actor: Actor) -> tuple[Evidence, ...]:
    seen = {actor.mentions[0].evidence.start}
    out = []
    for mention in actor.mentions[1:]:
        if mention.evidence.start not in seen:
            seen.add(mention.evidence.start)
            out.append(mention.evidence)
    return tuple(out)


_STATUS: dict[str, PostStatus] = {"former": "former", "acting": "acting", "designate": "designate"}
