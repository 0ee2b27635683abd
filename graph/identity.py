"""One node for one person across releases: a surname or initials join the full name that shares a body with them.

The names must agree, a body of their posts must be the same, no second full name may fit, and no release may have
both apart: two nodes for one person do less harm than one node for two. What holds depends on the set of releases
alone, not on the order in which they came. Who is known is kept in a graph of its own under keys of name and body, so
that a release is compared with those that it may concern and with no others.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, replace

from diplograph.extract.short_names import is_initial, is_short
from diplograph.graph.change import Change
from diplograph.graph.iris import HOUSE, digest
from diplograph.graph.names import fold
from diplograph.graph.rdf import IRI, LABEL, SKOS, TYPE, Literal, Term, Triple
from diplograph.graph.store import Store
from diplograph.ontology.terms import Class, Prop

PEOPLE = IRI(f"{HOUSE}/people")
_FULL, _SHORT, _PERSON = IRI(f"{HOUSE}#full"), IRI(f"{HOUSE}#short"), IRI(f"{HOUSE}#person")
_HOLDER, _POST, _POST_OF, _RELEASE = IRI(Prop.HOLDER), IRI(Prop.POST), IRI(Prop.POST_OF), IRI(Prop.RELEASE)
_ALIAS = IRI(SKOS + "altLabel")


@dataclass(frozen=True, slots=True)
class Seen:
    """A person in a release: IRI and name as read, the bodies of the posts, the IRI it has now."""

    read: str
    name: str
    bodies: tuple[str, ...]
    now: str

    def places(self) -> frozenset[IRI]:
        """Return where it is kept: a name that can stand last, or first as in Chinese and Korean, with each body."""
        parts = _parts(self.name)
        ends = {parts[0], parts[-1]} if parts else set()
        return frozenset(IRI(f"{HOUSE}/person/{digest([end, body], 16)}") for end in ends for body in self.bodies)

    def note(self, graph: IRI) -> Triple:
        """Return what is kept of a short name, to find it by its release."""
        return Triple(graph, _PERSON, Literal(json.dumps(astuple(self))))


def settle(change: Change, puts: Mapping[IRI, Iterable[Triple]]) -> None:
    """Put the graphs of releases into a change (no triples: it goes) under the names that the persons in them now have.

    Graphs of other releases are put too where a short name of theirs joins another person, or none, from now on.
    """
    news = {graph: list(triples) for graph, triples in puts.items()}
    seen = {graph: list(people(triples)) for graph, triples in news.items()}
    touched = _keep_full(change, seen)
    open_ = {graph: [one for one in found if _joins(one)] for graph, found in seen.items()}
    for graph in puts:
        _forget_short(change, graph)
    others = {IRI(str(found.object)) for key in touched for found in change.match(key, _SHORT, graph=PEOPLE)}
    for graph, found in open_.items():
        joined = _decide(change, found, seen[graph])
        for one in joined:
            _keep_short(change, graph, one)
        change.put(graph, _renamed(news[graph], joined, forth=True))
    for graph in sorted(others - puts.keys()):
        _settle_again(change, graph)


def people(triples: Iterable[Triple]) -> Iterator[Seen]:
    """Yield the persons that a release's triples describe."""
    names: dict[str, str] = {}
    persons: dict[str, None] = {}
    holders: list[tuple[Term, str]] = []
    posts: dict[Term, Term] = {}
    bodies: defaultdict[Term, set[str]] = defaultdict(set)
    for subject, predicate, value in triples:
        if predicate == TYPE:
            if value == _PERSON_CLASS:
                persons[str(subject)] = None
        elif predicate == LABEL:
            names[str(subject)] = str(value)
        elif predicate == _HOLDER:
            holders.append((subject, str(value)))
        elif predicate == _POST:
            posts[subject] = value
        elif predicate == _POST_OF:
            bodies[subject].add(str(value))
    held: defaultdict[str, set[str]] = defaultdict(set)
    for tenure, holder in holders:
        held[holder] |= bodies.get(posts.get(tenure, tenure), set())
    for person in persons:
        yield Seen(person, names.get(person, ""), tuple(sorted(held[person])), person)


_PERSON_CLASS = IRI(Class.PERSON)


def as_read(store: Store, graph: IRI) -> list[Triple]:
    """Return a release's triples with every person under the name that was read."""
    return _renamed(store.match(graph=graph), _short_of(store.match(graph, _PERSON, graph=PEOPLE)), forth=False)


def agree(short: str, name: str) -> bool:
    """Tell whether a surname, with initials or without, may stand for a full name: "S. Orlov" for "Sergey I. Orlov"."""
    parts, initials = _parts(short), _initials(short)
    full = fold(name).replace(".", ". ").split()
    # A family name stands last, or first as in Chinese and Korean names.
    ways = ((full[-1], full[:-1]), (full[0], full[1:])) if full else ()
    return any(
        parts == [family]
        and len(initials) <= len(given)
        and all(part.startswith(initial) for initial, part in zip(initials, given, strict=False))
        for family, given in ways
    )


def _joins(one: Seen) -> bool:
    """Tell whether a person may join another at all: a short name, with a body that says whose."""
    return is_short(one.name) and bool(one.bodies) and len(_parts(one.name)) == 1


def _decide(change: Change, short: Iterable[Seen], all_here: Iterable[Seen]) -> list[Seen]:
    """Return the short names of a release with the IRI that each has now; two that would become one stay apart."""
    full_here = {one.read for one in all_here if not is_short(one.name)}
    known = {one: _known(change, one, full_here) for one in short}
    counted = Counter(known.values())
    return [replace(one, now=now if counted[now] == 1 else one.read) for one, now in known.items()]


def _known(change: Change, one: Seen, full_here: set[str]) -> str:
    """Return the IRI of the only full name that surely is meant, else the person's own."""
    fitting = set()
    for key in one.places():
        for found in change.match(key, _FULL, graph=PEOPLE):
            person, _, name = str(found.object).partition("\n")
            if agree(one.name, name):
                fitting.add(person)
    known = fitting.pop() if len(fitting) == 1 else one.read
    return one.read if known in full_here else known


def _keep_full(change: Change, seen: Mapping[IRI, list[Seen]]) -> set[IRI]:
    """Keep who is fully named from now on, forget whom no release names any more; return the keys that this touches."""
    new = {(key, one.read, one.name) for found in seen.values() for one in found for key in _full_keys(one)}
    old = {
        (key, one.read, one.name)
        for graph in seen
        for one in people(change.store.match(graph=graph))
        for key in _full_keys(one)
    }
    gone = {item for item in old - new if not _named_elsewhere(change.store, item, seen.keys())}
    gone_notes = [_full_note(item) for item in sorted(gone)]
    new_notes = [note for note in map(_full_note, sorted(new - old)) if not change.holds(note, PEOPLE)]
    change.drop(PEOPLE, gone_notes)
    change.add(PEOPLE, new_notes)
    return {IRI(str(note.subject)) for note in (*gone_notes, *new_notes)}


def _full_keys(one: Seen) -> frozenset[IRI]:
    return frozenset() if is_short(one.name) or not one.name else one.places()


def _full_note(item: tuple[IRI, str, str]) -> Triple:
    key, person, name = item
    return Triple(key, _FULL, Literal(f"{person}\n{name}"))


def _named_elsewhere(store: Store, item: tuple[IRI, str, str], here: Iterable[IRI]) -> bool:
    """Tell whether a release other than those in hand names a person so, with a post of the same body."""
    key, person, name = item
    for tenure in store.match(None, _HOLDER, IRI(person)):
        for release in store.match(tenure.subject, _RELEASE):
            graph = release.object
            if not isinstance(graph, IRI) or graph in here or not isinstance(tenure.subject, IRI):
                continue
            if store.contains(Triple(IRI(person), LABEL, Literal(name)), graph):
                posts = [found.object for found in store.match(tenure.subject, _POST)]
                bodies = {
                    str(b.object) for p in posts if isinstance(p, IRI) for b in store.match(p, _POST_OF, graph=graph)
                }
                if key in Seen(person, name, tuple(bodies), person).places():
                    return True
    return False


def _short_of(notes: Iterable[Triple]) -> list[Seen]:
    found = []
    for note in notes:
        read, name, bodies, now = json.loads(str(note.object))
        found.append(Seen(read, name, tuple(bodies), now))
    return found


def _keep_short(change: Change, graph: IRI, one: Seen) -> None:
    notes = [one.note(graph), *(Triple(key, _SHORT, graph) for key in sorted(one.places()))]
    change.add(PEOPLE, [note for note in notes if not change.holds(note, PEOPLE)])


def _forget_short(change: Change, graph: IRI) -> None:
    kept = list(change.match(graph, _PERSON, graph=PEOPLE))
    keys = {key for one in _short_of(kept) for key in one.places()}
    notes = [*kept, *(Triple(key, _SHORT, graph) for key in sorted(keys))]
    change.drop(PEOPLE, [note for note in notes if change.holds(note, PEOPLE)])


def _settle_again(change: Change, graph: IRI) -> None:
    """Decide anew on the short names of a release that is not in hand."""
    before = _short_of(list(change.match(graph, _PERSON, graph=PEOPLE)))
    after = _decide(change, before, people(change.store.match(graph=graph)))
    if after != before:
        change.drop(PEOPLE, [one.note(graph) for one in before if one not in after])
        change.add(PEOPLE, [one.note(graph) for one in after if one not in before])
        read = _renamed(change.match(graph=graph), before, forth=False)
        change.put(graph, _renamed(read, after, forth=True))


def _renamed(triples: Iterable[Triple], short: Iterable[Seen], *, forth: bool) -> list[Triple]:
    """Write persons under the IRIs that they have now, or back under those that were read.

    A short name is a label under its own IRI, and an alias where it joins another.
    """
    moved = [one for one in short if one.now != one.read]
    if not moved:
        return list(triples)
    new = {IRI(one.read if forth else one.now): IRI(one.now if forth else one.read) for one in moved}
    own = {(IRI(one.read if forth else one.now), Literal(one.name)) for one in moved}
    label, alias = (LABEL, _ALIAS) if forth else (_ALIAS, LABEL)
    found = []
    for subject, predicate, value in triples:
        if predicate == label and (subject, value) in own:
            predicate = alias
        node = new.get(subject, subject) if isinstance(subject, IRI) else subject
        found.append(Triple(node, predicate, new.get(value, value) if isinstance(value, IRI) else value))
    return found


def _parts(name: str) -> list[str]:
    return [fold(part) for part in name.replace(".", ". ").split() if not is_initial(part)]


def _initials(name: str) -> list[str]:
    return [fold(part).rstrip(".") for part in name.replace(".", ". ").split() if is_initial(part)]
