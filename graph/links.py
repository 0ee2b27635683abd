"""The whole graph as nodes and edges with their facts: what the network view draws and the network exports write."""

from __future__ import annotations

from collections.abc import Iterable

from diplograph.graph.facts import Edge, Fact, Node, NodeKind
from diplograph.graph.findings import View, findings, statement_type
from diplograph.graph.rdf import IRI, TYPE
from diplograph.graph.store import Store
from diplograph.graph.triples import prop
from diplograph.ontology.terms import AREA, EVENT_TYPES, STATEMENT_KINDS, Class

_ACTORS: dict[str, NodeKind] = {
    "Person": "person",
    "State": "state",
    "Organization": "organization",
    "Group": "group",
    "Place": "place",
}
_FACTS = (
    Class.TENURE,
    Class.PARTICIPATION,
    Class.PROPOSED_COOPERATION,
    *EVENT_TYPES.values(),
    *STATEMENT_KINDS.values(),
)
_SHOWN = frozenset({"occurred", "planned"})
_BACKGROUND = (("memberOf", "member of"), ("partOf", "part of"))


def network_data(store: Store) -> tuple[list[Node], list[Edge]]:
    """Return every actor, event, commitment, area and place that releases name, and every relation, sorted by id.

    Events that did not happen and what was denied are left out; an actor that no fact links stands with its mentions.
    """
    view = View(store)
    edges: dict[tuple[IRI, IRI, str], list[Fact]] = {}
    alone: dict[IRI, list[Fact]] = {}
    for node in _members(store, _FACTS):
        for found in findings(view, node):
            if not found.shown:
                continue
            if found.target is None or found.relation is None:
                alone.setdefault(found.source, []).extend(found.facts)
            else:
                edges.setdefault((found.source, found.target, found.relation), []).extend(found.facts)
    for actor in _members(store, (Class.STATE, Class.ORGANIZATION, Class.GROUP)):
        for name, relation in _BACKGROUND:
            for body in view.nodes(actor, name):
                if view.nodes(actor, "evidence") and view.nodes(body, "evidence"):
                    edges.setdefault((actor, body, relation), []).append(background(view, actor, relation, body))
    linked = {end for source, target, _ in edges for end in (source, target)}
    named = {
        node
        for node in _members(store, (Class.PERSON, Class.STATE, Class.ORGANIZATION, Class.GROUP))
        if view.nodes(node, "evidence")
    }
    for node in named - linked - alone.keys():
        alone[node] = list(view.facts(node, f"{view.label(node)} is named", None, dated_by_release=True))
    nodes = {
        made.iri: made for node in linked | alone.keys() | named if (made := _node(view, node, alone.get(node, ())))
    }
    kept = [
        Edge(nodes[source.value].id, nodes[target.value].id, relation, tuple(dict.fromkeys(facts)))
        for (source, target, relation), facts in edges.items()
        if source.value in nodes and target.value in nodes and facts
    ]
    return sorted(nodes.values(), key=lambda node: node.id), sorted(
        kept, key=lambda edge: (edge.source, edge.target, edge.relation)
    )


def dimensions(store: Store) -> dict[str, Node]:
    """Return the dimensions of areas of cooperation as nodes, by their names."""
    view = View(store)
    found = sorted({triple.object for triple in store.match(predicate=prop("dimension"))}, key=str)
    made = [
        Node(tail(top.value, store.base), top.value, view.label(top), "area", "Dimension", None, (), view.label(top))
        for top in found
        if isinstance(top, IRI)
    ]
    return {node.label: node for node in made}


def background(view: View, actor: IRI, relation: str, body: IRI) -> Fact:
    """Put in words what the gazetteers know; the source stands for the release."""
    source = view.one(actor, "http://purl.org/dc/terms/source") or "gazetteer"
    return Fact(f"{view.label(actor)} is {relation} {view.label(body)}", "", source, "", None, None, "background", 1.0)


def aliases(store: Store) -> dict[str, list[str]]:
    """Return the names of each node by its id, sorted: full name, aliases, acronyms, codes."""
    found: dict[str, set[str]] = {}
    for name in ("label", "altLabel", "acronym", "code"):
        for triple in store.match(predicate=prop(name)):
            if str(triple.subject).startswith((store.base, AREA)):
                found.setdefault(tail(str(triple.subject), store.base), set()).add(str(triple.object))
    return {key: sorted(names) for key, names in found.items()}


def tail(iri: str, base: str) -> str:
    """Return a node's id: the tail of its IRI, or "area:…"."""
    return f"area:{iri.removeprefix(AREA)}" if iri.startswith(AREA) else iri.removeprefix(base)


def _members(store: Store, classes: Iterable[Class]) -> list[IRI]:
    found = {triple.subject for kind in classes for triple in store.match(predicate=TYPE, value=IRI(kind))}
    return sorted(node for node in found if isinstance(node, IRI))


def _node(view: View, node: IRI, facts: Iterable[Fact]) -> Node | None:
    kinds = view.kinds(node)
    kind: NodeKind
    if event := min(kinds & EVENT_TYPES.keys(), default=None):
        if view.one(node, "status") not in _SHOWN:
            return None
        kind, name = "event", event
    elif commitment := statement_type(kinds):
        kind, name = "commitment", commitment
    elif actor := min(kinds & _ACTORS.keys(), default=None):
        kind, name = _ACTORS[actor], actor
    elif node.value.startswith(AREA):
        kind, name = "area", "CooperationArea"
    else:
        return None
    label = (view.one(node, "content") if kind == "commitment" else None) or view.label(node)
    own = tuple(dict.fromkeys(facts))
    return Node(
        tail(node.value, view.store.base),
        node.value,
        label,
        kind,
        name,
        date=next((fact.date for fact in own), None) if kind == "commitment" else view.date(node),
        facts=own,
        dimension=view.names(node, "dimension") or None if kind == "area" else None,
        deadline=view.one(node, "deadline") if kind == "commitment" else None,
    )
