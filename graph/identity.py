"""One node for one person across releases: a surname or initials join the full name that shares a body with them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from diplograph.extract.short_names import is_initial, is_short
from diplograph.graph.names import fold
from diplograph.graph.rdf import IRI, LABEL, SKOS, Literal, Term, Triple
from diplograph.graph.store import Store

_PEOPLE = """
SELECT ?graph ?person ?name ?body WHERE { GRAPH ?graph {
  ?person a dg:Person .
  OPTIONAL { ?person rdfs:label ?name }
  OPTIONAL { ?tenure dg:holder ?person ; dg:post ?post . ?post dg:postOf ?body }
} }"""


@dataclass(slots=True)
class Seen:
    """A person as one release has it: graph, IRI and name as read, the bodies of the posts, the IRI it has now."""

    graph: IRI
    read: IRI
    name: str
    now: IRI
    bodies: set[str] = field(default_factory=set)


def settle(store: Store) -> None:
    """Give persons known by a short name the IRI of the full name, or take it back where it no longer holds.

    What holds depends on the set of releases alone, not on the order in which they came.
    """
    people = seen(store)
    wanted = joined(people)
    for person in people:
        known = wanted.get((person.graph, person.read), person.read)
        if known != person.now:
            _rename(store, person, known)


def joined(people: Iterable[Seen]) -> dict[tuple[IRI, IRI], IRI]:
    """Return for each (graph, IRI as read) of a short name the IRI of the full name that it surely stands for.

    The names must agree, a body of their posts must be the same, no second full name may fit, and no release may have
    both apart: two nodes for one person do less harm than one node for two.
    """
    full: dict[IRI, tuple[str, set[str], set[IRI]]] = {}
    by_part: dict[str, set[IRI]] = defaultdict(set)
    short = []
    for person in people:
        if is_short(person.name):
            short.append(person)
            continue
        _, bodies, graphs = full.setdefault(person.read, (person.name, set(), set()))
        bodies |= person.bodies
        graphs.add(person.graph)
        for part in _parts(person.name):
            by_part[part].add(person.read)
    out = {}
    for person in short:
        fitting = {
            known
            for part in _parts(person.name)
            for known in by_part.get(part, ())
            if full[known][1] & person.bodies and agree(person.name, full[known][0])
        }
        if len(fitting) == 1 and person.graph not in full[known := fitting.pop()][2]:
            out[person.graph, person.read] = known
    return out


def agree(short: str, name: str) -> bool:
    """Tell whether a surname, with initials or without, may stand for a full name: "S. Orlov" for "Sergey I. Orlov"."""
    parts, initials = _parts(short), _initials(short)
    full = fold(name).replace(".", ". ").split()
    # A family name stands last, or first as in Chinese and Korean names.
    ways = ((full[-1], full[:-1]), (full[0], full[1:]))
    return any(
        parts == [family]
        and len(initials) <= len(given)
        and all(part.startswith(initial) for initial, part in zip(initials, given, strict=False))
        for family, given in ways
    )


def seen(store: Store) -> list[Seen]:
    """Return every person of every release graph, with the name and IRI under which it was read."""
    found: dict[tuple[IRI, IRI], Seen] = {}
    for graph, person, name, body in store.query(_PEOPLE).rows:
        key = (IRI(str(graph)), IRI(str(person)))
        one = found.setdefault(key, Seen(key[0], key[1], str(name or ""), key[1]))
        if body is not None:
            one.bodies.add(str(body))
    for graph, note in store.renamed():
        told = json.loads(note)
        now = found.get((graph, IRI(told["now"])))
        if now is not None:
            now.read, now.name = IRI(told["read"]), told["name"]
    return sorted(found.values(), key=lambda one: (one.graph.value, one.read.value))


def _rename(store: Store, person: Seen, known: IRI) -> None:
    """Write a person of a release under another IRI; the short name is a label under its own IRI, else an alias."""
    own, alias = Literal(person.name), IRI(SKOS + "altLabel")

    def term(value: Term) -> Any:
        return known if value == person.now else value

    triples = set()
    for subject, predicate, value in store.match(graph=person.graph):
        if subject == person.now and value == own and predicate in (LABEL, alias):
            predicate = LABEL if known == person.read else alias
        triples.add(Triple(term(subject), predicate, term(value)))
    note = json.dumps({"now": known.value, "read": person.read.value, "name": person.name}, sort_keys=True)
    store.rename(person.graph, person.now, triples, None if known == person.read else note)


def _parts(name: str) -> list[str]:
    return [fold(part) for part in name.replace(".", ". ").split() if not is_initial(part)]


def _initials(name: str) -> list[str]:
    return [fold(part).rstrip(".") for part in name.replace(".", ". ").split() if is_initial(part)]
