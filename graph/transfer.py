"""Sends a store to a SPARQL server, graph by graph, or only what changed since it was sent there the last time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Protocol

from diplograph.graph.iris import graph_iri
from diplograph.graph.rdf import IRI, Triple, line
from diplograph.graph.transfer_http import Client, Tell
from diplograph.graph.transfer_record import Sent
from diplograph.graph.transfer_server import Server

CHUNK = 8_000_000  # bytes of N-Triples; a graph that is longer is sent in parts

# Given the number of steps, a context in which a function is called with the name of what was just done.
Watch = Callable[[int], AbstractContextManager[Callable[[str], None]]]


class Kind(IntEnum):
    """What a graph is, in the order of sending: inferences come after what they rest on."""

    VOCABULARY = 0
    BACKGROUND = 1
    RELEASE = 2
    INFERRED = 3


class Source(Protocol):
    """What is needed of a store."""

    @property
    def base(self) -> str:
        """The base of its IRIs."""

    @property
    def path(self) -> Path | None:
        """Its folder, in which it is noted what was sent; None: nothing is noted."""

    def digests(self) -> Mapping[IRI, str]:
        """Graph → hash of its content."""

    def dump(self, graph: IRI) -> bytes:
        """A graph as N-Triples."""

    def match(self, *, graph: IRI) -> Iterator[Triple]:
        """Walk over a graph's triples."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """What a load did, or would do: graphs sent and removed, in their order, and how many were left as they are.

    ``triples`` counts what was sent.
    """

    url: str
    sent: tuple[IRI, ...]
    removed: tuple[IRI, ...]
    unchanged: int
    triples: int = 0


def load(
    store: Source,
    server: Server,
    *,
    everything: bool = False,
    dry_run: bool = False,
    chunk: int = CHUNK,
    watch: Watch = lambda steps: nullcontext(lambda name: None),
    tell: Tell = lambda message: None,
) -> Transfer:
    """Send the graphs that changed since the store was sent to this server, and take away those that are gone.

    It is noted in the store's folder as it goes, so that a load that was broken off goes on from there. ``everything``
    sends unchanged graphs too, ``dry_run`` asks and sends nothing; a graph longer than ``chunk`` bytes goes in parts.
    ``tell`` gets a line for each wait. TransferError if the server does not take a graph.
    """
    digests = store.digests()
    with Sent(store.path, server.url, look=dry_run) as sent:
        known = {} if everything else dict(sent.digests)
        if dry_run:
            return _transfer(server, digests, _steps(store.base, digests, known, sent.digests), 0)
        with Client(server, tell) as client:
            if _lost(client, store.base, digests, known):
                tell(f"{server.url} has lost what it was sent: everything is sent again")
                known = {}
            steps = _steps(store.base, digests, known, sent.digests)
            triples = 0
            with watch(len(steps)) as advance:
                for graph in steps:
                    sent.begin(graph)
                    for size in _send(client, store, graph, chunk) if graph in digests else _remove(client, graph):
                        triples += size
                        advance(graph.value.removeprefix(store.base))
                    sent.finish(graph, digests.get(graph))
    return _transfer(server, digests, steps, triples)


def _kind(graph: IRI, base: str) -> Kind:
    if graph.value.startswith(f"{base}release/"):
        return Kind.RELEASE
    kinds = {graph_iri("background", base): Kind.BACKGROUND, graph_iri("inferred", base): Kind.INFERRED}
    return kinds.get(graph, Kind.VOCABULARY)


def _steps(base: str, digests: Mapping[IRI, str], known: Mapping[IRI, str], sent: Iterable[IRI]) -> list[IRI]:
    """List the graphs to send, and those to take away because the store has them no more."""
    changed = [graph for graph, digest in digests.items() if known.get(graph) != digest]
    gone = [graph for graph in sent if graph not in digests]
    return sorted(changed + gone, key=lambda graph: (_kind(graph, base), graph not in digests, graph))


def _lost(client: Client, base: str, digests: Mapping[IRI, str], known: Mapping[IRI, str]) -> bool:
    """Ask for one graph that the server should have, a small one: a server in memory forgets when it ends."""
    same = (graph for graph, digest in digests.items() if known.get(graph) == digest)
    asked = min(same, key=lambda graph: (_kind(graph, base) != Kind.RELEASE, graph), default=None)
    return asked is not None and not client.holds(asked)


def _send(client: Client, store: Source, graph: IRI, chunk: int) -> Iterator[int]:
    """Send a graph; yield the number of triples of each part when it is through."""
    for number, part in enumerate(_parts(store, graph, chunk)):
        (client.post if number else client.put)(graph, part)
        yield part.count(b"\n")


def _remove(client: Client, graph: IRI) -> Iterator[int]:
    client.delete(graph)
    yield 0


def _parts(store: Source, graph: IRI, size: int) -> Iterator[bytes]:
    """Cut a graph's N-Triples into parts of about ``size`` bytes.

    The vocabulary stays whole: it alone has blank nodes, whose labels hold within one request.
    """
    kind = _kind(graph, store.base)
    if kind == Kind.VOCABULARY:
        yield store.dump(graph)
        return
    if kind == Kind.RELEASE:
        lines = iter(store.dump(graph).splitlines(keepends=True))
    else:  # they grow with the store: a dump, though it is faster, might not fit into memory
        lines = (f"{line(triple)} .\n".encode() for triple in store.match(graph=graph))
    while part := _take(lines, size):
        yield part


def _take(lines: Iterator[bytes], size: int) -> bytes:
    """Take lines off until they have ``size`` bytes."""
    taken: list[bytes] = []
    while size > 0 and (text := next(lines, b"")):
        taken.append(text)
        size -= len(text)
    return b"".join(taken)


def _transfer(server: Server, digests: Mapping[IRI, str], steps: list[IRI], triples: int) -> Transfer:
    sent = tuple(graph for graph in steps if graph in digests)
    removed = tuple(graph for graph in steps if graph not in digests)
    return Transfer(server.url, sent, removed, len(digests) - len(sent), triples)
