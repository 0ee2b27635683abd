"""Views with a question behind them: who met whom, who promised what, who holds which post, who proposed what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from diplograph.graph.facts import Edge, Fact, Node
from diplograph.graph.names import ACTORS
from diplograph.ontology.terms import MEETINGS

Network: TypeAlias = tuple[list[Node], list[Edge]]

POSTS = frozenset({"holds post in", "held post in", "acts in post in", "is to hold post in"})
PROPOSED = frozenset({"proposed", "offered", "pledged", "agreed on", "called for", "invited to", "is ready for"})
AHEAD = "is to "  # how relations begin that are planned only


@dataclass(frozen=True, slots=True)
class Preset:
    """A view: its title, a line that says how to read it, and what it makes of the whole network.

    ``make`` gets nodes, edges and the dimensions of areas by their names.
    """

    title: str
    note: str
    make: Callable[[Sequence[Node], Sequence[Edge], Mapping[str, Node]], Network]


def who_met_whom(nodes: Sequence[Node], edges: Sequence[Edge], _: Mapping[str, Node]) -> Network:
    """Return actors joined by the meetings in which both took part, each line with what says so of either."""
    by_id = {node.id: node for node in nodes}
    there: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for edge in edges:
        actor, event = by_id.get(edge.source), by_id.get(edge.target)
        if actor and event and actor.kind in ACTORS and event.type in MEETINGS and not edge.relation.startswith(AHEAD):
            there[event.id][actor.id].extend(edge.facts)
    met: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for _event, present in sorted(there.items()):
        for one, two in combinations(sorted(present), 2):
            met[one, two] += [*present[one], *present[two]]
    return _with_ends(nodes, [Edge(one, two, "met", tuple(dict.fromkeys(facts))) for (one, two), facts in met.items()])


def commitments(nodes: Sequence[Node], edges: Sequence[Edge], _: Mapping[str, Node]) -> Network:
    """Return commitments with who gave them, to whom, in which area and framework."""
    given = {node.id for node in nodes if node.kind == "commitment"}
    return _with_ends(nodes, [edge for edge in edges if edge.source in given or edge.target in given])


def posts(nodes: Sequence[Node], edges: Sequence[Edge], _: Mapping[str, Node]) -> Network:
    """Return people and the bodies in which they hold, held or are to hold a post."""
    return _with_ends(nodes, [edge for edge in edges if edge.relation in POSTS])


def areas(nodes: Sequence[Node], edges: Sequence[Edge], dimensions: Mapping[str, Node]) -> Network:
    """Return areas under their dimensions, with who proposed them or made a commitment in them."""
    by_id = {node.id: node for node in nodes}
    proposed: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    givers: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge.source in by_id and by_id[edge.source].kind in ACTORS and edge.target in by_id:
            if by_id[edge.target].kind == "area" and edge.relation in PROPOSED:
                proposed[edge.source, edge.target, edge.relation] += edge.facts
            elif by_id[edge.target].kind == "commitment":
                givers[edge.target].append(edge)
    for edge in edges:
        if edge.relation == "in area" and edge.source in givers:
            for giver in givers[edge.source]:
                proposed[giver.source, edge.target, giver.relation] += edge.facts
    found = [Edge(*key, tuple(dict.fromkeys(facts))) for key, facts in proposed.items()]
    shown = {edge.target for edge in found}
    above = [_under(by_id[area], dimensions) for area in sorted(shown)]
    return _with_ends([*dimensions.values(), *nodes], [*found, *(edge for edge in above if edge)])


def _under(area: Node, dimensions: Mapping[str, Node]) -> Edge | None:
    top = dimensions.get(area.dimension or "")
    if top is None or top.id == area.id:
        return None
    source = "Catalogue of Confidence Building Measures of CICA"
    fact = Fact(f"{area.label} belongs to: {top.label}", "", source, "", None, None, "background", 1.0)
    return Edge(top.id, area.id, "holds", (fact,))


def _with_ends(nodes: Sequence[Node], edges: Sequence[Edge]) -> Network:
    """Return the edges with the nodes at their ends, each sorted; an edge to nowhere falls away."""
    by_id = {node.id: node for node in reversed(nodes)}  # the first of an id counts
    kept = [edge for edge in edges if edge.source in by_id and edge.target in by_id]
    ends = {end for edge in kept for end in (edge.source, edge.target)}
    order = sorted(kept, key=lambda edge: (edge.source, edge.target, edge.relation))
    return [by_id[name] for name in sorted(ends)], order


PRESETS: dict[str, Preset] = {
    "who-met-whom": Preset(
        "Who met whom", "A line joins two who took part in the same meeting, visit, phone call or summit.", who_met_whom
    ),
    "commitments": Preset(
        "Commitments", "From who gave a commitment over the commitment to its counterpart and its area.", commitments
    ),
    "posts": Preset("Posts", "From people to the bodies in which they hold, held or are to hold a post.", posts),
    "areas": Preset(
        "Areas of cooperation",
        "Dimensions, their areas, and who proposed, offered, agreed on or pledged cooperation in them.",
        areas,
    ),
}
