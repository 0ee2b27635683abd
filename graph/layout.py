"""Where the nodes of a network stand: a seeded stress layout in numpy, free of overlaps, components side by side.

The same input gives the same positions on the same machine. Ideal distances are shortest paths over edges that grow
with the number of neighbours, so that the leaves of a hub find room around it; above a few hundred nodes each node is
placed against its neighbours and a sample of pivots only (sparse stress), which keeps the cost near linear.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ALL_PAIRS = 350  # up to this many nodes every pair counts; above it, pivots stand for the rest
PIVOT_BUDGET = 120_000  # node-pivot pairs per round
ROUNDS = 120
UNIT = 45.0  # pixels of a shortest edge before overlaps are removed
STRETCH = 1.3  # width for height: boxes are wider than high, and so are screens
ROOM = 1.8  # area of the drawing for each area of boxes, before overlaps are removed
TURN = 1.7  # up to this stretch boxes part along the line between their centres
BREATH = 1.005  # growth of the drawing with each late round in which boxes still overlap
GAP = 70.0  # pixels between components
ASPECT = 1.5  # width to height that the whole drawing aims at


def layout(
    boxes: Sequence[tuple[float, float]], links: Sequence[tuple[int, int]], seed: int = 7
) -> list[tuple[int, int]]:
    """Return the centre of each box, in whole pixels with y downwards, around the origin.

    ``boxes`` are widths and heights in pixels; ``links`` are index pairs, taken as undirected; loops are ignored.
    """
    size: Floats = np.asarray(boxes, dtype=np.float64).reshape(-1, 2)
    pairs = sorted({(min(a, b), max(a, b)) for a, b in links if a != b})
    position = np.zeros_like(size)
    parts = _components(len(size), pairs)
    home = {node: (part, place) for part, nodes in enumerate(parts) for place, node in enumerate(nodes)}
    inner: list[list[tuple[int, int]]] = [[] for _ in parts]
    for a, b in pairs:
        inner[home[a][0]].append((home[a][1], home[b][1]))
    extents: list[tuple[float, float]] = []
    for nodes, edges in zip(parts, inner, strict=True):
        points = _component(size[nodes], np.asarray(edges, dtype=np.int64).reshape(-1, 2), seed)
        low, high = (points - size[nodes] / 2).min(axis=0), (points + size[nodes] / 2).max(axis=0)
        position[nodes] = points - low
        extents.append((float(high[0] - low[0]), float(high[1] - low[1])))
    for nodes, corner in zip(parts, _pack(extents), strict=True):
        position[nodes] += corner
    if len(position):
        position -= (position.min(axis=0) + position.max(axis=0)) / 2
    return [(round(x), round(y)) for x, y in position.tolist()]


def _components(count: int, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return the connected components, the largest first, each in ascending order."""
    parent = list(range(count))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in pairs:
        parent[root(a)] = root(b)
    found: dict[int, list[int]] = {}
    for node in range(count):
        found.setdefault(root(node), []).append(node)
    return sorted(found.values(), key=lambda nodes: (-len(nodes), nodes[0]))


def _component(size: Floats, edges: Ints, seed: int) -> Floats:
    """Place one connected component around the origin, lying rather than standing."""
    count = len(size)
    if count == 1:
        return np.zeros((1, 2))
    random = np.random.default_rng(seed)
    both = np.concatenate([edges, edges[:, ::-1]])
    degree = np.bincount(both[:, 0], minlength=count)
    length = 1.0 + 0.35 * np.sqrt(np.maximum(degree[both[:, 0]], degree[both[:, 1]]) - 1.0)
    pivots = _pivots(count, both, random)
    distance = _distances(count, both, length, pivots)
    points = _stress(_first_guess(distance, random), distance, pivots, both, length)
    points = _lying(points) * (UNIT * STRETCH, UNIT)
    return _apart(points, size)


def _pivots(count: int, both: Ints, random: np.random.Generator) -> Ints:
    """Return every node of a small component, else a sample spread by taking the best connected and random ones."""
    if count <= ALL_PAIRS:
        return np.arange(count)
    wanted = max(48, min(ALL_PAIRS, PIVOT_BUDGET // count))
    degree = np.bincount(both[:, 0], minlength=count)
    hubs = np.argsort(-degree, kind="stable")[: wanted // 3]
    others = random.permutation(np.setdiff1d(np.arange(count), hubs))[: wanted - len(hubs)]
    return np.sort(np.concatenate([hubs, others]))


def _distances(count: int, both: Ints, length: Floats, pivots: Ints) -> Floats:
    """Return shortest path lengths, shape (nodes, pivots), by relaxing all edges at once until nothing changes."""
    order = np.argsort(both[:, 1], kind="stable")
    source, target, cost = both[order, 0], both[order, 1], length[order]
    heads, starts = np.unique(target, return_index=True)
    distance = np.full((count, len(pivots)), np.inf)
    distance[pivots, np.arange(len(pivots))] = 0.0
    while True:
        reached = np.minimum.reduceat(distance[source] + cost[:, None], starts, axis=0)
        closer = np.minimum(distance[heads], reached)
        if np.array_equal(closer, distance[heads]):
            return distance
        distance[heads] = closer


def _first_guess(distance: Floats, random: np.random.Generator) -> Floats:
    """Return the two main axes of the distances to the pivots (PivotMDS), with a little noise to part twins."""
    squared = distance**2
    centred = -0.5 * (squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean())
    _, vectors = np.linalg.eigh(centred.T @ centred)
    guess: Floats = centred @ vectors[:, -2:]
    if guess.shape[1] < 2:
        guess = np.column_stack([guess, np.zeros(len(guess))])
    spread = float(np.abs(guess).max()) or 1.0
    guess = guess / spread * float(distance.max()) / 2
    return guess + random.normal(scale=0.15, size=guess.shape)


def _stress(points: Floats, distance: Floats, pivots: Ints, both: Ints, length: Floats) -> Floats:
    """Move each node towards the mean of where its pivots and neighbours want it, until the moves are small."""
    count = len(points)
    with np.errstate(divide="ignore"):
        weight = np.where(distance > 0, distance**-2.0, 0.0)
    pull = length**-2.0 if len(pivots) < count else np.zeros(len(length))  # with all pairs, neighbours are in already
    total = weight.sum(axis=1) + np.bincount(both[:, 0], weights=pull, minlength=count)
    for _ in range(ROUNDS):
        wanted = np.empty_like(points)
        here, there = points[both[:, 0]], points[both[:, 1]]
        near = there + (here - there) * (length / _norm(here - there))[:, None]
        gap_x = points[:, 0, None] - points[None, pivots, 0]
        gap_y = points[:, 1, None] - points[None, pivots, 1]
        stretch = weight * distance / np.maximum(np.hypot(gap_x, gap_y), 1e-9)
        for axis, gap in ((0, gap_x), (1, gap_y)):
            held = weight @ points[pivots, axis] + (stretch * gap).sum(axis=1)
            held += np.bincount(both[:, 0], weights=pull * near[:, axis], minlength=count)
            wanted[:, axis] = held / total
        moved = float(np.abs(wanted - points).max())
        points = wanted
        if moved < 0.005:
            break
    return points


def _norm(vectors: Floats) -> Floats:
    return np.maximum(np.hypot(vectors[:, 0], vectors[:, 1]), 1e-9)


def _lying(points: Floats) -> Floats:
    """Turn the longest axis level, and the side where most nodes are to the left and top, so that it is settled."""
    points = points - points.mean(axis=0)
    _, vectors = np.linalg.eigh(points.T @ points)
    turned: Floats = points @ vectors[:, ::-1]
    return turned * np.where((turned**3).sum(axis=0) < 0, -1.0, 1.0)


def _apart(points: Floats, size: Floats) -> Floats:
    """Push overlapping boxes apart, along the line between them or, if they nearly coincide, the nearest way out."""
    span = points.max(axis=0) - points.min(axis=0) + size.max(axis=0)
    room = ROOM * float(size.prod(axis=1).sum()) / float(span.prod())
    points = points * max(1.0, room**0.5)
    for turn in range(ROUNDS):
        order = np.lexsort((points[:, 1], points[:, 0]))
        push = np.zeros_like(points)
        hits = np.zeros(len(points))
        for step in range(1, len(points)):
            a, b = order[:-step], order[step:]
            reach = (size[a] + size[b]) / 2
            gap = points[b] - points[a]
            if not (gap[:, 0] < size[:, 0].max()).any():
                break
            over = reach - np.abs(gap)
            both = (over > 0.5).all(axis=1)
            if not both.any():
                continue
            a, b, over, gap = a[both], b[both], over[both], gap[both]
            apart = (reach[both] / np.maximum(np.abs(gap), 1e-9)).min(axis=1)[:, None]
            level = over[:, 0] < over[:, 1]
            side = np.where(gap < 0, -1.0, 1.0)
            axis = np.where(np.column_stack([level, ~level]), over * side, 0.0)
            move = np.where(apart < TURN, gap * (apart - 1.0), axis) / 2
            push[a] -= move
            push[b] += move
            hits[a] += 1
            hits[b] += 1
        if not hits.any():
            break
        points += push / np.maximum(1.0, hits * 0.3)[:, None]
        if turn > ROUNDS // 2:
            points *= BREATH
    return points


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
