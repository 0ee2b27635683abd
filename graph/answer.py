"""Answers as bytes: a snapshot is asked, and the engine's own serializers write what it finds.

Nothing becomes a Python object on the way, and the writer may stop it at any moment by raising.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Final
from typing import Literal as Choice

import pyoxigraph as ox

from diplograph.extract.errors import QueryError, StoreError
from diplograph.graph.iris import hidden, prefixes
from diplograph.graph.refusals import RefusedError, is_update, refuse
from diplograph.graph.syntax import one_line, syntax_error

RESULTS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPHS: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}


class UnfitError(QueryError):
    """An answer cannot be written in a syntax that the one who asks would take."""


class AbsentError(QueryError):
    """A graph is asked for that is not there."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question found, not yet written: whether it is rows (or yes or no) or a graph, and in which syntax."""

    kind: Choice["results", "graph"]
    syntax: str
    write: Callable[[IO[bytes]], object]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Graphs whose merge is to be the default graph of a query, and graphs that it can name."""

    default: tuple[str, ...]
    named: tuple[str, ...]


class Snapshot:
    """A published database, opened to read. Answers are to be written in the thread that asked."""

    def __init__(self, database: Path, base: str) -> None:
        try:
            self._engine = ox.Store.read_only(str(database))
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{database} cannot be opened ({one_line(error)}): build the store again") from error
        self._base = base
        self._prefixes = prefixes(base)

    def ask(
        self,
        text: str,
        results: str | None,
        graph: str | None,
        given: Dataset | None = None,
    ) -> Answer:
        """Answer SPARQL in syntax ``results`` if it finds rows or a truth value, in ``graph`` if it finds a graph.

        A dataset given takes the place of the one that the query names; the usual prefixes are known, and the store's
        base is that of relative IRIs. QueryError if it does not parse, is refused, or fits neither syntax (None).
        """
        refuse(text)
        try:
            found = self._engine.query(
                text,
                base_iri=self._base,
                prefixes=self._prefixes,
                default_graph=None if given is None else [*map(ox.NamedNode, given.default)],
                named_graphs=None if given is None else [*map(ox.NamedNode, given.named)],
            )
        except SyntaxError as error:
            if is_update(text):
                raise RefusedError("this is an update: the endpoint is read-only") from error
            raise QueryError(syntax_error(str(error), text)) from error
        except (ValueError, RuntimeError) as error:
            raise QueryError(f"the query cannot be answered: {one_line(error)}") from error
        if isinstance(found, ox.QueryTriples):
            syntax = _fit(graph, "a graph", GRAPHS)
            return Answer("graph", syntax, lambda out: self._serialize(found, out, syntax))
        syntax = _fit(results, "rows or a truth value", RESULTS)
        return Answer("results", syntax, lambda out: found.serialize(out, RESULTS[syntax]))

    def dump(self, syntax: str, graph: str | None = None) -> Answer:
        """Write a named graph, "" the default graph; None all named graphs, in a syntax that has some.

        AbsentError if there is no such graph.
        """
        if graph is None:
            return Answer("graph", syntax, lambda out: self._serialize(self._named(), out, syntax))
        name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        if hidden(graph) or (graph and not self._engine.contains_named_graph(name)):
            raise AbsentError(f"there is no graph {graph}")
        form = GRAPHS[syntax]
        return Answer(
            "graph", syntax, lambda out: self._engine.dump(out, form, from_graph=name, prefixes=self._prefixes)
        )

    def _serialize(self, found: Iterable[ox.Triple] | Iterable[ox.Quad], out: IO[bytes], syntax: str) -> None:
        ox.serialize(found, out, GRAPHS[syntax], prefixes=self._prefixes)

    def _named(self) -> Iterator[ox.Quad]:
        for name in self._graphs:
            yield from self._engine.quads_for_pattern(None, None, None, name)

    @cached_property
    def _graphs(self) -> list[ox.NamedNode]:
        names = (name for name in self._engine.named_graphs() if isinstance(name, ox.NamedNode))
        return [name for name in names if not hidden(name.value)]


def _fit(syntax: str | None, found: str, known: Collection[str]) -> str:
    if syntax is None or syntax not in known:
        raise UnfitError(f"the query finds {found}, which is written as {', '.join(known)}: ask for one of these")
    return syntax
