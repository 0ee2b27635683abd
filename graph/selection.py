"""What a view of the network shows: the nodes and edges chosen, their records for the page, the lines above them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from diplograph.graph.facts import Edge, Fact, Node
from diplograph.graph.page import safe_url

DATE = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Selection:
    """What a view shows, and how many nodes and edges of the whole it leaves out."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    nodes_left_out: int = 0
    edges_left_out: int = 0


def in_time(edge: Edge, nodes: Mapping[str, Node], since: str | None, until: str | None) -> bool:
    """Tell whether the events and commitments that an edge touches, or else one of its facts, fall into the time."""
    dates = [node.date for node in (nodes[edge.source], nodes[edge.target]) if node.date]
    if dates:
        return all(overlaps(date, since, until) for date in dates)
    return any(overlaps(fact.date, since, until) for fact in edge.facts)


def overlaps(date: str | None, since: str | None, until: str | None) -> bool:
    """Tell whether a date, as precise as it is, can fall between two others; an unknown one cannot be said to."""
    if date is None:
        return False
    start, _, end = date.partition("/")
    end = end or start

    def shared(a: str, b: str) -> tuple[str, str]:
        size = min(len(a), len(b))
        return a[:size], b[:size]

    late_enough, early_enough = shared(end, since or end), shared(start, until or start)
    return late_enough[0] >= late_enough[1] and early_enough[0] <= early_enough[1]


def pairs_of(nodes: Sequence[Node], edges: Sequence[Edge]) -> dict[tuple[int, int], list[Edge]]:
    """Return the edges by pair of nodes, the pair as it is first met; loops are facts of their node, not lines."""
    place = {node.id: index for index, node in enumerate(nodes)}
    pairs: dict[tuple[int, int], list[Edge]] = {}
    for edge in sorted(edges, key=lambda edge: (edge.source, edge.target, edge.relation)):
        a, b = place[edge.source], place[edge.target]
        if a != b:
            pairs.setdefault((b, a) if (b, a) in pairs else (a, b), []).append(edge)
    return pairs


def records(
    selection: Selection,
    shapes: Sequence[dict[str, Any]],
    lines: Sequence[dict[str, Any]],
    aliases: Mapping[str, Sequence[str]],
) -> tuple[dict[str, Any], Collection[Fact]]:
    """Return the page's data and its facts: shapes with their nodes, lines with their relations, each fact once.

    ``shapes`` and ``lines`` are the drawing's, in the order of the selection's nodes and of :func:`pairs_of`.
    """
    facts: dict[Fact, int] = {}
    pairs = pairs_of(selection.nodes, selection.edges).values()
    data = {
        "nodes": [
            shape | _node(node, aliases.get(node.id, ()), facts)
            for shape, node in zip(shapes, selection.nodes, strict=True)
        ],
        "edges": [
            line | {"relations": [_relation(edge, facts) for edge in members]}
            for line, members in zip(lines, pairs, strict=True)
        ],
    }
    return data | {"facts": [_fact(fact) for fact in facts]}, facts.keys()


def _node(node: Node, aliases: Sequence[str], facts: dict[Fact, int]) -> dict[str, Any]:
    return {
        "key": node.id,
        "name": node.label,
        "type": node.type,
        "date": node.date,
        "deadline": node.deadline,
        "dimension": node.dimension,
        "aliases": [alias for alias in aliases if alias != node.label],
        "facts": [facts.setdefault(fact, len(facts)) for fact in node.facts],
    }


def _relation(edge: Edge, facts: dict[Fact, int]) -> dict[str, Any]:
    return {
        "source": edge.source,
        "target": edge.target,
        "relation": edge.relation,
        "facts": [facts.setdefault(fact, len(facts)) for fact in edge.facts],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "text": fact.text,
        "quote": fact.quote,
        "release": fact.release,
        "url": safe_url(fact.release_url),
        "date": fact.date,
        "rule": fact.rule,
        "confidence": fact.confidence,
    }


def counts(selection: Selection, facts: Collection[Fact]) -> str:
    """Return what the view holds in one line: nodes, connections, facts, releases and the span of their dates."""
    releases = {fact.release_iri for fact in facts if fact.quote}
    dates = sorted({part for fact in facts if fact.date for part in fact.date.split("/") if DATE.fullmatch(part)})
    parts = [
        _number(len(selection.nodes), "node"),
        _number(len(pairs_of(selection.nodes, selection.edges)), "connection"),
        f"{_number(len(facts), 'fact')} from {_number(len(releases), 'release')}",
    ]
    if dates:
        parts.append(dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}")
    return " · ".join(parts)


def left_out(selection: Selection) -> str | None:
    """Return the line that says what the view leaves out and how to see it, or None if it holds all."""
    if not selection.nodes_left_out and not selection.edges_left_out:
        return None
    nodes = len(selection.nodes) + selection.nodes_left_out
    return (
        f"Left out: {selection.nodes_left_out:,} of {_number(nodes, 'node')} and "
        f"{_number(selection.edges_left_out, 'relation')}; see them with diplograph view --focus NAME, "
        "or more at once with --limit N."
    )


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
