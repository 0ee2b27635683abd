"""What is measured of a network as drawn: which nodes belong together, and which lie between others; seeded."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import networkx as nx
import rustworkx as rx

MOST = 2500  # nodes for which betweenness is counted; its cost grows with their square, 18 s at 10,000
SEED = 7


@dataclass(frozen=True, slots=True)
class Measures:
    """By node: the number of its community, 0 the largest; the share of shortest paths through it, None if unknown."""

    community: tuple[int, ...]
    betweenness: tuple[float, ...] | None


def measures(count: int, pairs: Collection[tuple[int, int]]) -> Measures:
    """Return the measures of ``count`` nodes, joined by pairs of their indexes: the same on every run."""
    graph: nx.Graph[int] = nx.Graph()  # of numbers: sets of texts would change their order from run to run
    graph.add_nodes_from(range(count))
    graph.add_edges_from(sorted(pairs))
    found = sorted(nx.community.louvain_communities(graph, seed=SEED), key=lambda group: (-len(group), min(group)))
    home = {node: number for number, group in enumerate(found) for node in group}
    return Measures(tuple(home[node] for node in range(count)), _betweenness(count, pairs) if count <= MOST else None)


def _betweenness(count: int, pairs: Collection[tuple[int, int]]) -> tuple[float, ...]:
    graph: rx.PyGraph[int, None] = rx.PyGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from_no_data(sorted(pairs))
    score = rx.betweenness_centrality(graph, parallel_threshold=MOST + 1)  # threads would add up in any order
    return tuple(round(score[node], 6) for node in range(count))
