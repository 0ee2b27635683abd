"""The interactive network: nodes and edges → one HTML page that opens offline and shows the sentence behind every fact.

The only home of networkx (which nodes to show) and pyvis (data container and source of the vis-network library); the
page itself is :mod:`diplograph.graph.page`, the positions are :mod:`diplograph.graph.layout`.
"""

from __future__ import annotations

import math
import textwrap
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib import resources
from itertools import islice
from typing import Any

import networkx as nx
import pyvis.network

from diplograph.extract.errors import QueryError
from diplograph.graph import page
from diplograph.graph.facts import Edge, Node
from diplograph.graph.layout import layout
from diplograph.graph.measures import measures
from diplograph.graph.selection import Selection, counts, in_time, left_out, overlaps, pairs_of, records

LIMIT = 300  # nodes in one view; more make a hairball
LINES = 450  # lines in one view of which nobody said how many nodes it should have, for the same reason
FEWEST = 40  # nodes that stand whatever lines they bring
SHARES = {"event": 3, "commitment": 2, "area": 2, "place": 1}  # of the view; actors together have ACTORS
ACTORS = 5
MUTUAL = frozenset({"met"})  # relations without a direction
ARROWS = 600  # lines; where there are more, heads of arrows would hide them
LINE = 15.0  # pixels of a line of a label
LETTER = 6.6  # mean pixels of a letter
WRAP = 24  # letters of a line of a label
ROOMY = 90  # up to this many nodes each label gets its full room; above it, the room shrinks and the page hides some


def select(
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    *,
    focus: str | None = None,
    hops: int = 1,
    kinds: Collection[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    only: Collection[str] | None = None,
    limit: int | None = LIMIT,
) -> Selection:
    """Return the part of a graph to show: near the focus, of these kinds, in this time, at most ``limit`` nodes.

    ``focus`` is a node's id, IRI or label (QueryError if it is none of them) and always stays; ``since`` and ``until``
    are ISO dates or prefixes, and what bears no date stays if something dated leads to it; ``only`` are the IRIs that
    may be shown. Edges need both ends. Without ``limit`` there are at most LIMIT nodes and about LINES lines.
    """
    by_id = {node.id: node for node in nodes}
    centre = None if focus is None else _find(nodes, focus).id
    keep = set(by_id)
    if only is not None:
        keep = {name for name in keep if by_id[name].iri in only or name == centre}
    if kinds is not None:
        keep = {name for name in keep if by_id[name].kind in kinds or name == centre}
    linked = [edge for edge in edges if edge.source in by_id and edge.target in by_id]
    if since is not None or until is not None:
        linked = [edge for edge in linked if in_time(edge, by_id, since, until)]
        ends = {name for edge in linked for name in (edge.source, edge.target)}
        dated = {name for name in keep if overlaps(by_id[name].date, since, until)}
        keep &= ends | dated | {centre or ""}
    linked = [edge for edge in linked if edge.source in keep and edge.target in keep]
    graph = _graph([by_id[name] for name in sorted(keep)], linked)
    near: dict[str, int] = {}
    if centre is not None:
        near = nx.single_source_shortest_path_length(graph, centre, cutoff=hops)
        keep &= near.keys()
    weight = _weights(linked)
    newest = sorted(sorted(keep), key=lambda name: by_id[name].date or "", reverse=True)
    ranked = _mixed(sorted(newest, key=lambda name: -weight.get(name, 0.0)), by_id)
    ranked.sort(key=lambda name: near.get(name, 0))
    shown = _best(graph, ranked, _room(graph, ranked) if limit is None else limit)
    kept = tuple(edge for edge in linked if edge.source in shown and edge.target in shown)
    chosen = tuple(by_id[name] for name in sorted(shown))
    return Selection(chosen, kept, len(by_id) - len(chosen), len(edges) - len(kept))


def network(nodes: Sequence[Node], edges: Sequence[Edge]) -> pyvis.network.Network:
    """Return the drawing as a pyvis network: node ids are positions in ``nodes``, one edge per pair of nodes.

    Positions are fixed, in pixels; groups are kinds. It is a container only: its own page writers are not used.
    """
    drawing = pyvis.network.Network(directed=True)
    pairs = pairs_of(nodes, edges)
    degree = [0] * len(nodes)
    for a, b in pairs:
        degree[a] += 1
        degree[b] += 1
    labels = [wrapped(node.label) for node in nodes]
    sizes = [round(min(9 + 2.6 * math.sqrt(number), 30), 1) for number in degree]
    crowd = min(1.0, max(0.2, ROOMY / max(len(nodes), 1)))
    boxes = [_box(label, size, crowd) for label, size in zip(labels, sizes, strict=True)]
    for index, (x, y) in enumerate(layout(boxes, list(pairs))):
        below = (boxes[index][1] - 2 * sizes[index]) / 2  # the label hangs below the shape
        drawing.add_node(
            index, label=labels[index], group=nodes[index].kind, x=x, y=round(y - below), size=sizes[index]
        )
    arrows, thin = len(pairs) <= ARROWS, max(0.4, min(1.0, (ARROWS / max(len(pairs), 1)) ** 0.5))
    for (a, b), members in pairs.items():
        forward = any(nodes[a].id == edge.source for edge in members)
        backward = any(nodes[a].id == edge.target for edge in members)
        weight = sum(len(edge.facts) for edge in members)
        drawing.add_edge(
            a,
            b,
            width=round(thin * min(1 + 0.6 * math.log2(max(weight, 1)), 4), 1),
            arrows=_arrows(forward, backward) if arrows and not MUTUAL.issuperset(e.relation for e in members) else "",
        )
    return drawing


def _arrows(forward: bool, backward: bool) -> str:
    return "to, from" if forward and backward else "to" if forward else "from"


def render(
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    title: str,
    *,
    limit: int = LIMIT,
    note: str | None = None,
    aliases: Mapping[str, Sequence[str]] | None = None,
    language: str = "en",
) -> str:
    """Return one self-contained HTML page that asks the network for nothing; write it as UTF-8.

    At most the ``limit`` most connected nodes are drawn and the page says what is left out; ``note`` is a line of the
    caller's ("Kairat Sarybay and neighbours"), ``aliases`` other names by node id, for panel and search.
    """
    selection = select(nodes, edges, limit=limit)
    return render_selection(selection, title, note=note, aliases=aliases, language=language)


def render_selection(
    selection: Selection,
    title: str,
    *,
    note: str | None = None,
    aliases: Mapping[str, Sequence[str]] | None = None,
    language: str = "en",
) -> str:
    """Return the page for what :func:`select` chose; arguments as in :func:`render`."""
    drawing = network(selection.nodes, selection.edges)
    data, facts = records(selection, drawing.nodes, drawing.edges, aliases or {})
    _measure(data)
    lines = page.Lines(title=title, counts=counts(selection, facts), left_out=left_out(selection), note=note)
    return page.page(data, lines, library(), language)


def _measure(data: dict[str, Any]) -> None:
    """Add to each node of a page's data its community and, where that is cheap, how often it lies between others."""
    nodes = data["nodes"]
    found = measures(len(nodes), [(edge["from"], edge["to"]) for edge in data["edges"]])
    for index, node in enumerate(nodes):
        node["community"] = found.community[index]
        if found.betweenness is not None:
            node["centrality"] = {"betweenness": found.betweenness[index]}


@cache
def library() -> str:
    """Return the vis-network script that the installed pyvis carries, without its link to a source map."""
    folder = resources.files("pyvis") / "templates" / "lib" / "vis-9.1.2"
    text = (folder / "vis-network.min.js").read_text(encoding="utf-8")
    return text.partition("//# sourceMappingURL=")[0]


def wrapped(label: str) -> str:
    """Return a label in at most three short lines, without control characters; an ellipsis marks what is cut."""
    clean = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in label)
    return "\n".join(textwrap.wrap(clean, WRAP, max_lines=3, placeholder=" …", break_on_hyphens=False)) or "(no name)"


def _box(label: str, size: float, crowd: float) -> tuple[float, float]:
    lines = label.split("\n")
    width = max(2 * size, crowd * LETTER * max(len(line) for line in lines)) + 14
    return width, 2 * size + crowd * LINE * len(lines) + 12


def _graph(nodes: Sequence[Node], edges: Sequence[Edge]) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.id for node in nodes)
    graph.add_edges_from(
        (edge.source, edge.target)
        for edge in edges
        if edge.source != edge.target and graph.has_node(edge.source) and graph.has_node(edge.target)
    )
    return graph


def _weights(edges: Sequence[Edge]) -> dict[str, float]:
    """Return how connected each node is: a sentence counts once, shared by all edges that it states.

    So a declaration with seventy signatories does not outweigh seventy meetings.
    """
    said = [{(fact.release_iri, fact.quote) for fact in edge.facts} for edge in edges]
    times = Counter(sentence for sentences in said for sentence in sentences)
    weight: dict[str, float] = defaultdict(float)
    for edge, sentences in zip(edges, said, strict=True):
        share = math.fsum(1 / times[sentence] for sentence in sentences)
        weight[edge.source] += share
        weight[edge.target] += share
    return {name: round(total, 6) for name, total in weight.items()}


def _mixed(ranked: Sequence[str], nodes: Mapping[str, Node]) -> list[str]:
    """Return the names with kinds in turn, each by its share: what actors do never has as many facts as they have."""
    met: Counter[str] = Counter()
    place: dict[str, float] = {}
    for name in ranked:
        kind = nodes[name].kind if nodes[name].kind in SHARES else "actor"
        place[name] = met[kind] / SHARES.get(kind, ACTORS)
        met[kind] += 1
    return sorted(ranked, key=place.__getitem__)


def _room(graph: nx.Graph[str], ranked: Sequence[str]) -> int:
    """Return how many of the first nodes can be drawn before there are too many lines to tell apart."""
    shown: set[str] = set()
    lines = 0
    for name in ranked[:LIMIT]:
        lines += sum(1 for other in graph[name] if other in shown)
        if lines > LINES and len(shown) >= FEWEST:
            break
        shown.add(name)
    return len(shown)


def _best(graph: nx.Graph[str], ranked: Sequence[str], limit: int) -> set[str]:
    """Return the first ``limit`` names, with linked ones in the place of those cut off from all others."""
    if len(ranked) <= limit:
        return set(ranked)
    first = set(ranked[:limit])
    best = {name for name in first if not first.isdisjoint(graph[name])} | set(ranked[:1])
    linked = (name for name in ranked if name not in best and not best.isdisjoint(graph[name]))
    best |= set(islice(linked, limit - len(best)))
    return best | set(islice((name for name in ranked if name not in best), limit - len(best)))


def _find(nodes: Sequence[Node], focus: str) -> Node:
    """Return the one node with this id, IRI or label (case apart)."""
    for node in nodes:
        if focus in (node.id, node.iri):
            return node
    named = [node for node in nodes if node.label.casefold() == focus.casefold()]
    if len(named) == 1:
        return named[0]
    if named:
        ids = ", ".join(node.id for node in named)
        raise QueryError(f"the focus {focus!r} is the name of several nodes: give one of the ids {ids}")
    names = {node.label.casefold(): node.label for node in nodes}
    close = [names[name] for name in get_close_matches(focus.casefold(), names, n=3)]
    hint = f"did you mean {', '.join(close)}?" if close else "list the names with 'diplograph query organizations'"
    raise QueryError(f"no node has the id, IRI or name {focus!r}; {hint}")
