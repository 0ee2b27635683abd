"""What the gazetteers know of the actors that releases name, as triples of a graph of its own, with sources.

A state is described where a release names it or a place in it, an organization where one names it or a part of it;
who is a member of what is said where both are named. A change describes anew only those whose being named changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from diplograph.extract.gazetteer import Gazetteer, OrganizationEntry, StateEntry
from diplograph.graph.change import Change
from diplograph.graph.iris import graph_iri, iri
from diplograph.graph.rdf import IRI, LABEL, SAME_AS, TYPE, Triple
from diplograph.graph.store import Store
from diplograph.graph.triples import prop, text
from diplograph.ontology.terms import Class, Prop

SOURCE = IRI("http://purl.org/dc/terms/source")
_EVIDENCE, _COUNTRY = IRI(Prop.EVIDENCE), IRI(Prop.COUNTRY)
_ACRONYM, _MEMBER = IRI(Prop.ACRONYM), IRI(Prop.MEMBER_OF)
_EU = "http://publications.europa.eu/resource/authority/country/"
# The EU's table names states by their ISO 3166-1 code. For members and observers of the United Nations that is certain;
# for others with a code (Taiwan, territories), and for Kosovo, which has none in ISO, no link is made.
_CERTAIN = frozenset({"member", "observer"})


def follow(change: Change, gazetteer: Gazetteer) -> None:
    """Add to a change what the gazetteers know of the actors that it brings, and take away what it leaves unnamed."""
    touched = _touched(change)
    if not touched:
        return
    known = _Known(change, gazetteer)
    states = [entry for kind, key in touched if kind == "state" if (entry := gazetteer.state_by_code.get(key))]
    bodies = {
        e.id: e for kind, key in touched if kind == "organization" if (e := gazetteer.organization_by_id.get(key))
    }
    for body in tuple(bodies.values()):
        bodies |= {above.id: above for above in known.above(body)}
    changed = [body for body in bodies.values() if known.present(body) != known.was_present(body)]
    for state in states:
        known.describe(known.iri("state", state.code), known.state(state))
    for body in bodies.values():
        known.describe(known.iri("organization", body.id), known.organization(body))
    known.link((state.code, body) for state in states for body in known.bodies_of(state))
    known.link((code, body) for body in changed for code in body.members)


def _touched(change: Change) -> list[tuple[str, str]]:
    """Return kind and key of each actor that begins or ceases to be named, or to have a short form."""
    base = change.store.base
    found: dict[tuple[str, str], None] = {}
    for triple in chain(change.new, change.lost):
        if triple.predicate in (_EVIDENCE, _ACRONYM, _COUNTRY):
            node = triple.object if triple.predicate == _COUNTRY else triple.subject
            kind, _, key = str(node).removeprefix(base).partition("/")
            if not isinstance(node, IRI) or kind not in ("state", "organization") or (kind, key) in found:
                continue
            if triple.predicate == _ACRONYM or _flips(change, node):
                found[kind, key] = None
    return list(found)


def _flips(change: Change, node: IRI) -> bool:
    """Tell whether a change makes the difference between being named and not."""
    before = _named(change.store, node), _is_land(change.store, node)
    return before != (_named(change, node), _is_land(change, node))


def _named(view: Store | Change, node: IRI) -> bool:
    return next(view.match(node, _EVIDENCE), None) is not None


def _is_land(view: Store | Change, node: IRI) -> bool:
    return next(view.match(None, _COUNTRY, node), None) is not None


class _Known:
    """What the gazetteers know, in the light of what releases will name."""

    def __init__(self, change: Change, gazetteer: Gazetteer) -> None:
        self._change, self._gazetteer = change, gazetteer
        self._graph = graph_iri("background", change.store.base)
        self._parts: defaultdict[str, list[OrganizationEntry]] = defaultdict(list)
        for body in gazetteer.organization_by_id.values():
            self._parts[body.parent or ""].append(body)

    def iri(self, kind: str, key: str) -> IRI:
        """Return the IRI of a state by its code, or of an organization by its id."""
        return iri(f"{kind}/{key}", self._change.store.base)

    def describe(self, node: IRI, wanted: Iterable[Triple]) -> None:
        """Make these all that the background says of a node, memberships left out."""
        new = dict.fromkeys(wanted)
        old = [triple for triple in self._change.match(node, graph=self._graph) if triple.predicate != _MEMBER]
        self._change.drop(self._graph, [triple for triple in old if triple not in new])
        self._change.add(self._graph, [triple for triple in new if triple not in old])

    def link(self, members: Iterable[tuple[str, OrganizationEntry]]) -> None:
        """Say of states, by their codes, that they are members of bodies, where releases name both; else do not."""
        for code, body in members:
            state = self.iri("state", code)
            triple = Triple(state, _MEMBER, self.iri("organization", body.id))
            wanted = _named(self._change, state) and self.present(body)
            if wanted != self._change.holds(triple, self._graph):
                (self._change.add if wanted else self._change.drop)(self._graph, [triple])

    def bodies_of(self, entry: StateEntry) -> list[OrganizationEntry]:
        """Return the bodies that a state is a member of."""
        return [body for body in self._gazetteer.organization_by_id.values() if entry.code in body.members]

    def state(self, entry: StateEntry) -> Iterator[Triple]:
        """Describe a state that releases name, or a place in it."""
        node = self.iri("state", entry.code)
        if not (_named(self._change, node) or _is_land(self._change, node)):
            return
        yield Triple(node, TYPE, IRI(Class.STATE))
        yield Triple(node, LABEL, text(entry.name))
        yield Triple(node, prop("code"), text(entry.code))
        if entry.official and entry.official != entry.name:
            yield Triple(node, prop("altLabel"), text(entry.official))
        if entry.kind in _CERTAIN:
            yield Triple(node, SAME_AS, IRI(_EU + entry.code))
        yield Triple(node, SOURCE, text(entry.source))

    def organization(self, entry: OrganizationEntry) -> Iterator[Triple]:
        """Describe an organization; one that is named in its parts alone too, so that no link leads nowhere."""
        node = self.iri("organization", entry.id)
        if not self.present(entry):
            return
        yield Triple(node, TYPE, IRI(Class.ORGANIZATION))
        yield Triple(node, LABEL, text(entry.name))
        if entry.acronym:
            acronym = text(entry.acronym)
            given = {t.object for t in self._change.match(node, prop("acronym")) if self._said_by_a_release(t)}
            yield Triple(node, prop("acronym" if given <= {acronym} else "altLabel"), acronym)
        yield Triple(node, SOURCE, text(entry.source))
        if parent := self._gazetteer.organization_by_id.get(entry.parent or ""):
            yield Triple(node, prop("partOf"), self.iri("organization", parent.id))

    def present(self, entry: OrganizationEntry) -> bool:
        """Tell whether releases will name an organization or a part of it."""
        return _named(self._change, self.iri("organization", entry.id)) or any(map(self.present, self._parts[entry.id]))

    def was_present(self, entry: OrganizationEntry) -> bool:
        """Tell whether the background describes an organization now."""
        return next(self._change.store.match(self.iri("organization", entry.id), graph=self._graph), None) is not None

    def above(self, entry: OrganizationEntry) -> Iterator[OrganizationEntry]:
        """Walk up the bodies that an organization is part of."""
        while parent := self._gazetteer.organization_by_id.get(entry.parent or ""):
            yield parent
            entry = parent

    def _said_by_a_release(self, triple: Triple) -> bool:
        added = any(triple in found for graph, found in self._change.added.items() if graph != self._graph)
        return added or any(graph != self._graph for graph in self._change.store.graphs_with(triple))
