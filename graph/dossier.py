"""A dossier: what the graph knows about one thing, line by line, with numbered notes that hold the sentences."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from diplograph.graph import wording
from diplograph.graph.explain import one
from diplograph.graph.facts import Fact
from diplograph.graph.findings import View, statement_type
from diplograph.graph.links import background
from diplograph.graph.names import ACTORS, Names
from diplograph.graph.rdf import IRI
from diplograph.graph.store import Store
from diplograph.graph.wording import Entry
from diplograph.ontology.terms import EVENT_TYPES, MEETINGS, local

_NO_COMMITMENTS = "Directive,Expressive,Assertive"
# section → the command that finds the same; None where there is none, or not for one command
_SECTIONS: dict[str, str | None] = {
    "Timeline": "timeline -p actor={}",
    "The event": None,
    "Who took part": None,
    "The statement": None,
    "Posts": "people -p {}={}",
    "Meetings": f"events -p actor={{}} -p type={','.join(MEETINGS)}",
    "Met with": "who-met-whom -p actor={}",
    "Other events": f"events -p actor={{}} -p type={','.join(kind for kind in EVENT_TYPES if kind not in MEETINGS)}",
    "Events there": None,
    "Events denied or only thought of": "events -p actor={} -p status=hypothetical,negated",
    "Commitments given": "commitments -p committer={}",
    "Commitments received": "commitments -p counterpart={}",
    "Commitments within its framework": "commitments -p framework={}",
    "Commitments in this area": None,
    "Statements made": f"statements -p speaker={{}} -p kind={_NO_COMMITMENTS}",
    "Statements received": f"statements -p target={{}} -p kind={_NO_COMMITMENTS}",
    "Statements within its framework": None,
    "Statements in this area": None,
    "Denied or not said": None,
    "Areas of cooperation": "cooperation-areas -p actor={}",
    "Background": None,
    "Also named in": None,
}
_UNCOUNTED = frozenset({"Timeline", "The event", "The statement", "Background", "Also named in"})
# property of a statement → section for a commitment, section for another statement
_ASPECTS = {
    "speaker": ("Commitments given", "Statements made"),
    "onBehalfOf": ("Commitments given", "Statements made"),
    "target": ("Commitments received", "Statements received"),
    "framework": ("Commitments within its framework", "Statements within its framework"),
    "area": ("Commitments in this area", "Statements in this area"),
}
_DATED = {"Meetings", "Other events", "Events there", "The event"}.union(*_ASPECTS.values())


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence, its release with title, IRI, URL and date, and the rules that found what is told, with confidence.

    ``quote`` is empty for what the gazetteers know; ``release`` then names their source.
    """

    number: int
    quote: str
    release: str
    release_iri: str
    release_url: str | None
    date: str | None
    rules: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a section: its date (ISO prefix or range "start/end"), its words, the numbers of its notes."""

    date: str | None
    text: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading; ``command`` is what finds the same in the graph, where one command does."""

    title: str
    lines: tuple[Line, ...]
    command: str | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """A thing, its other names, what is known of it, and the notes that the lines refer to, in order of number."""

    iri: str
    id: str
    label: str
    kind: str
    names: tuple[str, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]

    @property
    def summary(self) -> tuple[tuple[str, int], ...]:
        """How many lines each section has, and how many releases and sentences stand behind them."""
        told = [note for note in self.notes if note.quote]
        counts = [(section.title, len(section.lines)) for section in self.sections if section.title not in _UNCOUNTED]
        return (*counts, ("Releases", len({note.release_iri for note in told})), ("Sentences", len(told)))


def dossier(store: Store, names: Names, entity: str, *, timeline: bool = True) -> Dossier:
    """Collect what is known about an actor, event, statement, area, place or post, by any of its names.

    QueryError that lists the candidates if several go by that name, and the nearest names if none does.
    """
    thing = one(names, entity)
    view = View(store)
    found = _sections(view, thing.iri)
    _add_background(view, thing.iri, found)
    if timeline:
        found["Timeline"] = _timeline(view, found)
    _add_mentions(view, thing.iri, found)
    notes = _Notes()
    sections = tuple(
        Section(title, tuple(map(notes.line, found[title])), _command(title, thing.id, thing.kind))
        for title in _SECTIONS
        if found.get(title)
    )
    others = {str(name) for key in ("altLabel", "acronym", "code") for name in view.all(thing.iri, key)}
    return Dossier(
        thing.iri.value, thing.id, thing.label, thing.kind, tuple(sorted(others)), sections, notes.in_order()
    )


def _sections(view: View, thing: IRI) -> dict[str, list[Entry]]:
    """Return the lines of each section, dated ones first and in order."""
    aspects: dict[IRI, set[str]] = {thing: {"itself"}}
    for triple in view.store.match(value=thing):
        if isinstance(triple.subject, IRI):
            aspects.setdefault(triple.subject, set()).add(local(triple.predicate.value))
    offices = [node for node, told in aspects.items() if told & {"postOf", "itself"} and "Post" in view.kinds(node)]
    for office in offices:
        for triple in view.store.match(value=office):
            if isinstance(triple.subject, IRI):
                aspects.setdefault(triple.subject, set()).add("post")
    places: dict[str, dict[IRI, Callable[[View, IRI, IRI], Entry]]] = {}
    for node, told in aspects.items():
        for title, subject, word in _places(view, thing, node, told):
            places.setdefault(title, {})[subject] = word
    found = {
        title: sorted((word(view, thing, node) for node, word in nodes.items()), key=_order)
        for title, nodes in places.items()
    }
    if "Posts" in found:
        found["Posts"] = sorted(wording.together(found["Posts"]), key=_order)
    occurred = [
        entry.nodes[0] for entry in found.get("Meetings", ()) if view.one(entry.nodes[0], "status") == "occurred"
    ]
    found["Met with"] = wording.met(view, thing, occurred)
    return found


def _places(
    view: View, thing: IRI, node: IRI, told: set[str]
) -> Iterable[tuple[str, IRI, Callable[[View, IRI, IRI], Entry]]]:
    """Yield the sections in which a node has a line, with the node that the line is of and what words it."""
    kinds = view.kinds(node)
    if "Tenure" in kinds:
        if told & {"holder", "post", "itself"}:
            yield "Posts", node, wording.tenure
    elif "Participation" in kinds:
        for event in view.nodes(node, "event"):
            if event == thing:
                yield "Who took part", node, wording.participation
            elif "actor" in told:
                yield _event_section(view, event), event, wording.event
    elif kinds & EVENT_TYPES.keys():
        if told & {"itself", "place"}:
            yield "The event" if "itself" in told else "Events there", node, wording.event
    elif "Statement" in kinds:
        yield from ((title, node, wording.statement) for title in _statement_sections(kinds, told))
    elif "ProposedCooperation" in kinds and told & {"proposer", "party", "framework", "area", "statement", "itself"}:
        yield "Areas of cooperation", node, wording.cooperation


def _event_section(view: View, event: IRI) -> str:
    if view.one(event, "status") in ("hypothetical", "negated"):
        return "Events denied or only thought of"
    return "Meetings" if not view.kinds(event).isdisjoint(MEETINGS) else "Other events"


def _statement_sections(kinds: set[str], told: set[str]) -> set[str]:
    if "itself" in told:
        return {"The statement"}
    promised = statement_type(kinds) is not None
    if not promised and not kinds & {"Directive", "Expressive", "Assertive"}:
        return {"Denied or not said"} if told & _ASPECTS.keys() else set()
    return {_ASPECTS[aspect][0 if promised else 1] for aspect in told & _ASPECTS.keys()}


def _add_background(view: View, thing: IRI, found: dict[str, list[Entry]]) -> None:
    found["Background"] = [
        Entry((body,), None, f"{relation} {view.label(body)}", (background(view, thing, relation.lower(), body),))
        for name, relation in (("memberOf", "Member of"), ("partOf", "Part of"))
        for body in view.nodes(thing, name)
    ]


def _add_mentions(view: View, thing: IRI, found: dict[str, list[Entry]]) -> None:
    """Add a line for each release that names the thing in sentences which say nothing else of it."""
    shown = {(fact.release_iri, fact.quote) for entries in found.values() for entry in entries for fact in entry.facts}
    left: dict[IRI, list[Fact]] = {}
    for fact in wording.evidence(view, [thing]):
        if (fact.release_iri, fact.quote) not in shown:
            left.setdefault(IRI(fact.release_iri), []).append(fact)
    found["Also named in"] = sorted(
        (Entry((release,), facts[0].date, facts[0].release, tuple(facts)) for release, facts in left.items()),
        key=_order,
    )


def _timeline(view: View, found: Mapping[str, list[Entry]]) -> list[Entry]:
    """Return all that is dated and said or done, in order, each once; deadlines where they fall due."""
    made: dict[tuple[IRI, str], Entry] = {}
    for title, entries in found.items():
        if title in _DATED:
            for entry in entries:
                node = entry.nodes[0]
                if entry.date:
                    made[node, "date"] = entry
                if deadline := view.one(node, "deadline"):
                    made[node, "deadline"] = Entry(entry.nodes, deadline, f"Deadline: {entry.text}", entry.facts)
    return sorted(made.values(), key=_order)


def _order(entry: Entry) -> tuple[bool, str, str]:
    return entry.date is None, entry.date or "", entry.text


def _command(title: str, thing: str, kind: str) -> str | None:
    made = _SECTIONS[title]
    if made is None or kind not in ACTORS:
        return None
    name = shlex.quote(thing)
    found = made.format("person" if kind == "person" else "of", name) if title == "Posts" else made.format(name)
    return f"diplograph query {found}"


class _Notes:
    """Numbers sentences in the order in which lines refer to them; a sentence has one note, whatever it says."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], list[Fact]] = {}
        self._numbers: dict[tuple[str, str, str], int] = {}

    def line(self, entry: Entry) -> Line:
        """Return the line of an entry, with the numbers of its notes, each once."""
        keys = [(fact.release_iri, fact.release, fact.quote) for fact in entry.facts]
        for key, fact in zip(keys, entry.facts, strict=True):
            self._found.setdefault(key, []).append(fact)
            self._numbers.setdefault(key, len(self._found))
        return Line(entry.date, entry.text, tuple(sorted({self._numbers[key] for key in keys})))

    def in_order(self) -> tuple[Note, ...]:
        """Return the notes by number."""
        made = []
        for number, facts in enumerate(self._found.values(), 1):
            rules = tuple(dict.fromkeys((fact.rule, fact.confidence) for fact in facts))
            one = facts[0]
            made.append(Note(number, one.quote, one.release, one.release_iri, one.release_url, one.date, rules))
        return tuple(made)
