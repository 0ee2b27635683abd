"""Generated networks of a realistic shape: a few hubs that all meet, events, commitments, areas; seeded, with dates."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import accumulate

from diplograph.graph.facts import Edge, Fact, Node, NodeKind

AREAS = 80
SHARES: dict[NodeKind, float] = {  # of all nodes; areas are as many as the vocabulary has at most, events are the rest
    "state": 0.04,
    "organization": 0.07,
    "person": 0.16,
    "commitment": 0.33,
}
EVENTS = ("Meeting", "PhoneCall", "Conference", "Summit", "Visit", "Speech", "Signing")
COMMITMENTS = ("Pledge", "Readiness", "Agreement")


def network(count: int, seed: int = 11) -> tuple[list[Node], list[Edge]]:
    """Return ``count`` nodes and the edges between them; few actors have most of the edges, as in releases."""
    chance = random.Random(seed)
    sizes = {kind: max(2, round(share * count)) for kind, share in SHARES.items()}
    sizes["area"] = max(1, min(AREAS, count // 12))
    sizes["event"] = count - sum(sizes.values())
    nodes = {kind: [_node(kind, number, chance) for number in range(size)] for kind, size in sizes.items()}
    actors = [node for kind in ("state", "organization", "person") for node in nodes[kind]]
    chance.shuffle(actors)
    edges: dict[tuple[str, str, str], Edge] = {}

    def link(source: Node, relation: str, target: Node, date: str | None) -> None:
        key = (source.id, target.id, relation)
        edges.setdefault(key, Edge(*key, (_fact(f"{source.label} {relation} {target.label}", date, chance),)))

    def some(of: Sequence[Node], number: int) -> list[Node]:
        weights = list(accumulate(1 / (place + 2) ** 0.9 for place in range(len(of))))
        return chance.choices(of, cum_weights=weights, k=number)

    for event in nodes["event"]:
        for actor in some(actors, chance.choice((2, 2, 2, 3, 3, 5))):
            link(actor, "took part in", event, event.date)
    for commitment in nodes["commitment"]:
        giver, other = some(actors, 2)
        link(giver, "pledged", commitment, commitment.date)
        if chance.random() < 0.4:
            link(commitment, "towards", other, commitment.date)
        if chance.random() < 0.6:
            link(commitment, "in area", some(nodes["area"], 1)[0], commitment.date)
    for person in nodes["person"]:
        link(person, "holds post in", some(nodes["organization"] + nodes["state"], 1)[0], None)
    return [node for kind in nodes.values() for node in kind], list(edges.values())


def _node(kind: NodeKind, number: int, chance: random.Random) -> Node:
    day = f"{chance.randint(2015, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    kinds = {"event": EVENTS, "commitment": COMMITMENTS}.get(kind, (kind.title(),))
    name = chance.choice(kinds)
    label = f"{name} {number}" if kind != "commitment" else f"to widen cooperation of the sides on subject {number}"
    return Node(f"{kind}/{number}", f"iri:{kind}/{number}", label, kind, name, day if len(kinds) > 1 else None)


def _fact(text: str, date: str | None, chance: random.Random) -> Fact:
    release = f"Release {chance.randint(1, 400)}"
    return Fact(text, f"On that day {text}.", release, f"iri:{release}", None, date, "event.met", 0.9)
