"""Everything the graph knows about one thing, each fact with its sentence, release, rule and confidence."""

from __future__ import annotations

from dataclasses import dataclass

from diplograph.extract.errors import QueryError
from diplograph.graph.facts import Fact
from diplograph.graph.findings import View, findings
from diplograph.graph.links import background
from diplograph.graph.names import Named, Names
from diplograph.graph.rdf import IRI
from diplograph.graph.store import Store

_ORDER = ("Posts", "Events", "Commitments", "Statements", "Areas of cooperation", "Background", "Mentions")
_KINDS = frozenset({"person", "state", "organization", "group", "place", "event", "statement", "area", "post"})


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of one sort under a heading ("Posts", "Events", "Commitments", "Statements", …)."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A thing, the other names it goes by, and its facts in groups; a fact stands once for each of its sentences."""

    iri: str
    id: str
    label: str
    kind: str
    names: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts, group after group."""
        return tuple(fact for group in self.groups for fact in group.facts)


def explain(store: Store, names: Names, entity: str) -> Explanation:
    """Explain an actor, event, statement, area, place or post, named by IRI, id, label, code, acronym or alias.

    QueryError that lists the candidates if several go by that name, and the nearest names if none does.
    """
    thing = one(names, entity)
    view = View(store)
    # the facts that point at it, and at its participations if it is an event; itself if it is a fact
    touching = {triple.subject for triple in store.match(value=thing.iri)} | {thing.iri}
    posts = [post for post in touching if isinstance(post, IRI) and "Post" in view.kinds(post)]
    touching |= {triple.subject for post in posts for triple in store.match(value=post)}
    groups: dict[str, dict[Fact, None]] = {}
    for node in sorted(node for node in touching if isinstance(node, IRI)):
        for found in findings(view, node):
            groups.setdefault(found.group, {}).update(dict.fromkeys(found.facts))
    for name, relation in (("memberOf", "member of"), ("partOf", "part of")):
        for body in view.nodes(thing.iri, name):
            groups.setdefault("Background", {})[background(view, thing.iri, relation, body)] = None
    shown = {(fact.release_iri, fact.quote) for facts in groups.values() for fact in facts}
    for fact in view.facts(thing.iri, f"{thing.label} is named", None, dated_by_release=True):
        if (fact.release_iri, fact.quote) not in shown:
            groups.setdefault("Mentions", {})[fact] = None
    others = {str(name) for key in ("altLabel", "acronym", "code") for name in view.all(thing.iri, key)}
    made = tuple(Group(title, tuple(groups[title])) for title in _ORDER if title in groups)
    return Explanation(thing.iri.value, thing.id, thing.label, thing.kind, tuple(sorted(others)), made)


def one(names: Names, entity: str) -> Named:
    """Return what goes by a name; QueryError that lists the candidates, or the nearest names."""
    found = names.find(entity, _KINDS)
    if not found:
        raise names.unknown(entity, _KINDS, "name")
    if len(found) > 1:
        listed = ", ".join(f"{thing.id} ({thing.label})" for thing in found[:10])
        raise QueryError(f"{entity!r} may be {len(found)} things; name one by its id: {listed}")
    return found[0]
