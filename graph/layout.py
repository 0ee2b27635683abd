"""Where the nodes of a network stand: rustworkx's seeded springs, then no overlaps, components side by side.

The same input gives the same positions on the same machine. Of the permissive libraries rustworkx alone is fast enough
at 10,000 nodes (networkx takes 54 s for ForceAtlas2 at 2,000) and its distances are nearer to those in the network
than our own stress layout's were at every size; none of them knows boxes, so parting and packing these is ours.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import rustworkx as rx

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

STEPS = 120_000  # of nodes in all; each costs the square of their number
FEWEST, MOST = 20, 120  # steps of one component
UNIT = 45.0  # pixels of a usual edge before overlaps are removed
STRETCH = 1.6  # width for height: boxes are wider than high, and so are screens
ROOM = 1.8  # area of the drawing for each area of boxes, before overlaps are removed
ROUNDS = 120  # of parting boxes before the drawing begins to grow
PATIENCE = 400  # rounds in all
TURN = 1.7  # up to this stretch boxes part along the line between their centres
BREATH = 1.01  # growth of the drawing with each late round in which boxes still overlap
SLACK = 0.5  # pixels that boxes may share
GAP = 70.0  # pixels between components
ASPECT = 1.8  # width to height that the whole drawing aims at


def layout(
    boxes: Sequence[tuple[float, float]], links: Sequence[tuple[int, int]], seed: int = 7
) -> list[tuple[int, int]]:
    """Return the centre of each box, in whole pixels with y downwards, around the origin.

    ``boxes`` are widths and heights in pixels; ``links`` are index pairs, taken as undirected; loops are ignored.
    """
    size: Floats = np.asarray(boxes, dtype=np.float64).reshape(-1, 2)
    whole: rx.PyGraph[int, float] = rx.PyGraph(multigraph=False)
    whole.add_nodes_from(range(len(size)))
    whole.add_edges_from([(a, b, 1.0) for a, b in sorted({(min(a, b), max(a, b)) for a, b in links if a != b})])
    parts = sorted((sorted(part) for part in rx.connected_components(whole)), key=lambda part: (-len(part), part[0]))
    position = np.zeros_like(size)
    extents: list[tuple[float, float]] = []
    for nodes in parts:
        points = _component(whole.subgraph(nodes), size[nodes], seed)
        low, high = (points - size[nodes] / 2).min(axis=0), (points + size[nodes] / 2).max(axis=0)
        position[nodes] = points - low
        extents.append((float(high[0] - low[0]), float(high[1] - low[1])))
    for nodes, corner in zip(parts, _pack(extents), strict=True):
        position[nodes] += corner
    if len(position):
        position -= (position.min(axis=0) + position.max(axis=0)) / 2
    return [(round(x), round(y)) for x, y in position.tolist()]


def _component(graph: rx.PyGraph[int, float], size: Floats, seed: int) -> Floats:
    """Place one connected component around the origin, lying rather than standing."""
    count = len(size)
    if count == 1:
        return np.zeros((1, 2))
    steps = max(FEWEST, min(MOST, STEPS // count))
    sprung = rx.spring_layout(graph, seed=seed, num_iter=steps)
    points: Floats = np.array([sprung[node] for node in range(count)], dtype=np.float64)
    ends: Ints = np.array(graph.edge_list(), dtype=np.int64)
    usual = float(np.median(np.hypot(*(points[ends[:, 0]] - points[ends[:, 1]]).T)))
    return _apart(_lying(points / max(usual, 1e-9)) * (UNIT * STRETCH, UNIT), size)


def _lying(points: Floats) -> Floats:
    """Turn the longest axis level, and the side where most nodes are to the left and top, so that it is settled."""
    points = points - points.mean(axis=0)
    _, vectors = np.linalg.eigh(points.T @ points)
    turned: Floats = points @ vectors[:, ::-1]
    return turned * np.where((turned**3).sum(axis=0) < 0, -1.0, 1.0)


def _apart(points: Floats, size: Floats) -> Floats:
    """Push overlapping boxes apart, along the line between them or, if they nearly coincide, the nearest way out."""
    count = len(points)
    span = points.max(axis=0) - points.min(axis=0) + size.max(axis=0)
    room = ROOM * float(size.prod(axis=1).sum()) / float(span.prod())
    points = points * max(1.0, room**0.5)
    for turn in range(PATIENCE):
        a, b = _close(points, size.max(axis=0))
        gap = points[b] - points[a]
        reach = (size[a] + size[b]) / 2
        over = reach - np.abs(gap)
        both = (over > SLACK).all(axis=1)
        if not both.any():
            break
        a, b, over, gap, reach = a[both], b[both], over[both], gap[both], reach[both]
        apart = (reach / np.maximum(np.abs(gap), 1e-9)).min(axis=1)[:, None]
        level = over[:, 0] < over[:, 1]
        side = np.where(gap < 0, -1.0, 1.0)
        axis = np.where(np.column_stack([level, ~level]), over * side, 0.0)
        move = np.where(apart < TURN, gap * (apart - 1.0), axis) / 2
        ends = np.concatenate([a, b])
        hits = np.bincount(ends, minlength=count)
        push = [np.bincount(ends, np.concatenate([-move[:, d], move[:, d]]), count) for d in (0, 1)]
        points = points + np.column_stack(push) / np.maximum(1.0, hits * 0.3)[:, None]
        if turn > ROUNDS:
            points *= BREATH
    return points


def _close(points: Floats, cell: Floats) -> tuple[Ints, Ints]:
    """Return the pairs of points in the same cell of a grid or in cells that touch, each pair once."""
    at = np.floor(points / cell).astype(np.int64)
    at -= at.min(axis=0) - 1
    column = int(at[:, 1].max()) + 2
    key = at[:, 0] * column + at[:, 1]
    order = np.argsort(key, kind="stable")
    key, place = key[order], np.arange(len(points))
    # what follows in the own cell with the next one of the column; then three cells of the next column
    first = np.concatenate([place + 1, np.searchsorted(key, key + column - 1)])
    last = np.concatenate([np.searchsorted(key, key + 1, "right"), np.searchsorted(key, key + column + 1, "right")])
    many = last - first
    one = np.repeat(np.tile(place, 2), many)
    other = np.arange(len(one)) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first, many)
    return order[one], order[other]


def _pack(extents: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the top left corner of each rectangle, in rows as wide as a pleasant whole needs."""
    area = sum((width + GAP) * (height + GAP) for width, height in extents)
    limit = max([(area * ASPECT) ** 0.5, *(width for width, _ in extents)])
    corners: list[tuple[float, float]] = [(0.0, 0.0)] * len(extents)
    x = y = row = 0.0
    for index in sorted(range(len(extents)), key=lambda index: (-extents[index][1], index)):
        width, height = extents[index]
        if x > 0 and x + width > limit:
            x, y, row = 0.0, y + row + GAP, 0.0
        corners[index] = (x, y)
        x, row = x + width + GAP, max(row, height)
    return corners
