"""From what a user types to what the graph knows by it: IRIs, ids, labels, codes, acronyms, aliases.

Names are kept folded in a graph of their own, so that a name is looked up and not searched for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from diplograph.extract.errors import QueryError
from diplograph.graph.change import Change
from diplograph.graph.iris import HOUSE, iri, kind_of
from diplograph.graph.rdf import IRI, LABEL, SKOS, TYPE, Literal, Triple, sparql
from diplograph.graph.store import Store
from diplograph.ontology.terms import AREA, Prop

NAMES = IRI(f"{HOUSE}/names")
ACTORS = frozenset({"person", "state", "organization", "group"})
_KINDS = ("person", "state", "organization", "group", "place", "event", "statement", "post", "release")
_LABELLED = frozenset(_KINDS) - {"statement"}  # the label of a statement is all that it says
_OF_A_RELEASE = frozenset({"event", "statement"})  # their ids begin with that of the release; people type the end
_NEAR = 70.0  # of 100; below it a suggestion would look random

_EXACT, _ALIAS = IRI(f"{HOUSE}#name"), IRI(f"{HOUSE}#alias")
_HOW = {
    LABEL: _EXACT,
    IRI(Prop.CODE): _EXACT,
    IRI(Prop.ACRONYM): _EXACT,
    IRI(Prop.SOURCE): _EXACT,
    IRI(SKOS + "altLabel"): _ALIAS,
}
_CALLED = tuple(predicate for predicate, how in _HOW.items() if how == _EXACT)


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that goes by a name: its IRI, id (the IRI's tail, or "area:…"), kind and label."""

    iri: IRI
    id: str
    kind: str
    label: str


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Bring a name to the form in which names are compared: no case, no accents, single spaces."""
    bare = (char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join("".join(bare).casefold().split())


def follow(change: Change) -> None:
    """Add to a change the names of what it brings, and take away those that nothing goes by any more."""
    base = change.store.base
    doubtful = {name for triple in change.lost for name in _names(triple, base)}
    held = {name for name in doubtful if change.holds(name, NAMES)}
    change.drop(NAMES, [name for name in held if not _still(change, name, base)])
    new = {name: None for triple in change.new for name in _names(triple, base)}
    change.add(NAMES, [name for name in new if not change.holds(name, NAMES)])


def _still(change: Change, name: Triple, base: str) -> bool:
    return any(name in _names(triple, base) for triple in change.match(name.subject))


def _names(triple: Triple, base: str) -> list[Triple]:
    """Return the names that a triple gives to its subject."""
    subject, predicate, value = triple
    how = _HOW.get(predicate)
    if how is not None:
        if isinstance(value, Literal) and kind_of(subject, base) in _LABELLED:
            return [Triple(subject, how, Literal(fold(value.value)))]
    elif predicate == TYPE and kind_of(subject, base) in _OF_A_RELEASE:
        return [Triple(subject, _EXACT, Literal(fold(str(subject).rpartition("/")[2])))]
    return []


def of_areas(scheme: Iterable[Triple]) -> dict[Triple, None]:
    """Return the names that the areas of cooperation go by, those of their own vocabulary and their ids."""
    found: dict[Triple, None] = {}
    for subject, predicate, value in scheme:
        how = _HOW.get(predicate)
        if how and isinstance(value, Literal) and str(subject).startswith(AREA):
            tail = str(subject).removeprefix(AREA)
            forms = ((value.value, how), *((form, _EXACT) for form in (tail, f"area:{tail}", str(subject))))
            found |= {Triple(subject, kept, Literal(fold(form))): None for form, kept in forms}
    return found


class Names:
    """All names in a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, text: str, kinds: Collection[str] = ()) -> list[Named]:
        """Return what goes by a text, of these kinds (none: any), sorted by id; aliases count where no name fits."""
        for how in (_EXACT, _ALIAS):
            found = {node for node in self._by_name(text, how) if not kinds or self._kind(node) in kinds}
            if found:
                return sorted((self._named(node) for node in found), key=lambda thing: thing.id)
        return []

    def beginning(self, text: str, kinds: Iterable[str], most: int) -> list[tuple[str, str]]:
        """Return names that begin with a text, with the kinds of what they name, sorted; so many things at most."""
        roots = [AREA if kind == "area" else f"{self._store.base}{kind}/" for kind in kinds]
        of_kind = " || ".join(f"STRSTARTS(STR(?thing), {sparql(Literal(root))})" for root in roots)
        found = self._store.query(
            f"SELECT DISTINCT ?thing WHERE {{ GRAPH {sparql(NAMES)} {{ ?thing {sparql(_EXACT)} ?name "
            f"FILTER(STRSTARTS(?name, {sparql(Literal(fold(text)))}) && ({of_kind})) }} }} LIMIT {most}"
        )
        named = {(name, self._kind(node)) for (node,) in found if isinstance(node, IRI) for name in self._forms(node)}
        return sorted((name, kind) for name, kind in named if fold(name).startswith(fold(text)))

    def _forms(self, node: IRI) -> list[str]:
        """Return what a thing is called exactly: its labels, codes and acronyms."""
        return [str(triple.object) for how in _CALLED for triple in self._store.match(node, how)]

    def near(self, text: str, kinds: Collection[str] = ()) -> list[str]:
        """Return up to three labels or ids whose names come nearest to a text, best first; looks at every name."""
        choices: dict[str, IRI] = {}
        for node, name in self._all():
            if not kinds or self._kind(node) in kinds:
                choices[name] = min(node, choices.get(name, node))
        hits = process.extract(fold(text), sorted(choices), scorer=fuzz.WRatio, limit=20, score_cutoff=_NEAR)
        return list(dict.fromkeys(self._named(choices[name]).label for name, _, _ in hits))[:3]

    def unknown(self, text: str, kinds: Collection[str], what: str) -> QueryError:
        """Make the error for a text that names nothing of the kinds asked for."""
        near = self.near(text, kinds)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        return QueryError(f"the graph knows no {what} {text!r}{hint or ': see what it holds with the named queries'}")

    def _by_name(self, text: str, how: IRI) -> Iterator[IRI]:
        for triple in self._store.match(None, how, Literal(fold(text)), graph=NAMES):
            if isinstance(triple.subject, IRI):
                yield triple.subject
        if how == _EXACT:
            yield from (node for node in self._by_id(text) if next(self._store.match(node, TYPE), None))

    def _by_id(self, text: str) -> Iterator[IRI]:
        """Yield what a text may be the IRI of, whole or from its kind on or without it."""
        base, tail = self._store.base, text.removeprefix(self._store.base)
        if kind_of(base + tail, base) in _KINDS:
            yield iri(tail, base)
        for kind in _KINDS:
            yield iri(f"{kind}/{tail}", base)

    def _kind(self, node: IRI) -> str:
        return "area" if node.value.startswith(AREA) else kind_of(node, self._store.base)

    def _named(self, node: IRI) -> Named:
        kind = self._kind(node)
        tail = f"area:{node.value.removeprefix(AREA)}" if kind == "area" else node.value.removeprefix(self._store.base)
        labels = sorted(str(triple.object) for triple in self._store.match(node, LABEL))
        return Named(node, tail, kind, labels[0] if labels else tail)

    def _all(self) -> Iterator[tuple[IRI, str]]:
        for triple in self._store.match(graph=NAMES):
            if isinstance(triple.subject, IRI):
                yield triple.subject, str(triple.object)
