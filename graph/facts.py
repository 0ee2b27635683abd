"""Facts in words, with the sentence behind each: the nodes and edges of the network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NodeKind = Literal["person", "state", "organization", "group", "event", "commitment", "area", "place"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact in words, with one sentence that says it.

    ``quote`` is empty and ``rule`` is "background" for what the gazetteers know; ``release`` then names their source.
    ``date`` is an ISO prefix, a range "start/end", or None; ``confidence`` lies in 0-1.
    """

    text: str
    quote: str
    release: str
    release_iri: str
    release_url: str | None
    date: str | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Node:
    """An actor, event, commitment, area or place; ``facts`` are those that concern it alone (edges hold the others).

    ``id`` is the tail of the IRI ("person/kairat-sarybay", "area:tourism"); ``type`` is the class of an event or
    commitment ("Meeting", "Pledge"), for other nodes the kind's own class; ``date`` as in :class:`Fact`, for a
    commitment that of its release. ``dimension`` is the name of an area's, ``deadline`` a commitment's, as a date.
    """

    id: str
    iri: str
    label: str
    kind: NodeKind
    type: str
    date: str | None = None
    facts: tuple[Fact, ...] = ()
    dimension: str | None = None
    deadline: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two nodes (by their ids), with every fact that states it; at least one."""

    source: str
    target: str
    relation: str
    facts: tuple[Fact, ...]
