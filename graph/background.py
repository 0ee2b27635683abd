"""What the gazetteers know of the actors that releases name, as triples of a graph of its own, with sources."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extract.gazetteer import Gazetteer, OrganizationEntry, StateEntry
from diplograph.graph.iris import iri
from diplograph.graph.rdf import IRI, LABEL, SAME_AS, TYPE, Literal, Triple, order
from diplograph.graph.store import Store
from diplograph.graph.triples import prop, text
from diplograph.ontology.terms import Class, Prop

SOURCE = IRI("http://purl.org/dc/terms/source")
_EU = "http://publications.europa.eu/resource/authority/country/"
# The EU's table names states by their ISO 3166-1 code. For members and observers of the United Nations that is certain;
# for others with a code (Taiwan, territories), and for Kosovo, which has none in ISO, no link is made.
_CERTAIN = frozenset({"member", "observer"})


def background(store: Store, gazetteer: Gazetteer) -> list[Triple]:
    """Return facts on the states and organizations that releases name; the releases must be in the store."""
    base = store.base
    named = {str(triple.subject).removeprefix(base) for triple in store.match(None, IRI(Prop.EVIDENCE))}
    lands = {str(triple.object).removeprefix(base) for triple in store.match(None, IRI(Prop.COUNTRY))}
    made: set[Triple] = set()
    for code, state in gazetteer.state_by_code.items():
        if (name := f"state/{code}") in named | lands:
            made |= set(_state(state, iri(name, base), name in named))
    for key, body in gazetteer.organization_by_id.items():
        if f"organization/{key}" in named:
            made |= set(_organization(body, store, gazetteer, named))
    return sorted(made, key=order)


def _state(entry: StateEntry, node: IRI, named: bool) -> Iterator[Triple]:
    if not named:
        yield Triple(node, TYPE, IRI(Class.STATE))
        yield Triple(node, LABEL, text(entry.name))
    yield Triple(node, prop("code"), text(entry.code))
    if entry.official and entry.official != entry.name:
        yield Triple(node, prop("altLabel"), text(entry.official))
    if entry.kind in _CERTAIN:
        yield Triple(node, SAME_AS, IRI(_EU + entry.code))
    yield Triple(node, SOURCE, text(entry.source))


def _organization(entry: OrganizationEntry, store: Store, gazetteer: Gazetteer, named: set[str]) -> Iterator[Triple]:
    """Describe an organization, and upwards the bodies that it is part of, so that no link leads nowhere."""
    node, base = iri(f"organization/{entry.id}", store.base), store.base
    if f"organization/{entry.id}" not in named:
        yield Triple(node, TYPE, IRI(Class.ORGANIZATION))
        yield Triple(node, LABEL, text(entry.name))
    if entry.acronym:
        acronym = text(entry.acronym)
        given: set[object] = {triple.object for triple in store.match(node, prop("acronym"))}
        yield Triple(node, prop("acronym" if given <= {acronym} else "altLabel"), acronym)
    yield Triple(node, SOURCE, text(entry.source))
    for code in entry.members:
        if f"state/{code}" in named:
            yield Triple(iri(f"state/{code}", base), prop("memberOf"), node)
    if parent := gazetteer.organization_by_id.get(entry.parent or ""):
        yield Triple(node, prop("partOf"), iri(f"organization/{parent.id}", base))
        yield from _organization(parent, store, gazetteer, named)


def is_source(triple: Triple) -> bool:
    """Tell a note on where background comes from; it is no fact on the actor, and the shapes do not know it."""
    return triple.predicate == SOURCE and isinstance(triple.object, Literal)
