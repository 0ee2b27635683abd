"""The graph that users hold: add extractions, finish, then ask, explain, draw, export and check."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from diplograph.extract.errors import QueryError
from diplograph.extract.model import Extraction
from diplograph.graph import ask
from diplograph.graph.ask import NamedQuery
from diplograph.graph.iris import digest, graph_iri, prefixes
from diplograph.graph.names import Names
from diplograph.graph.rdf import IRI, Triple
from diplograph.graph.store import ReleaseInfo, Store
from diplograph.graph.table import Table
from diplograph.graph.triples import triples
from diplograph.graph.vocabulary import vocabulary
from diplograph.ontology.terms import BASE, ONTOLOGY

if TYPE_CHECKING:  # these load the reasoner, the validator or rdflib, which most commands do without
    import rdflib

    from diplograph.graph.explain import Explanation
    from diplograph.graph.validate import Report


class Graph:
    """Releases and what follows from them, in a store; close it or use ``with``."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._names: Names | None = None

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, base: str | None = None) -> Self:
        """Open the store in a folder, to read; with ``create`` to read and write, making it where there is none."""
        return cls(Store.open(Path(path), create=create, read_only=not create, base=base))

    @classmethod
    def memory(cls, base: str = BASE) -> Self:
        """Make an empty graph that lives as long as the object."""
        return cls(Store.memory(base))

    @property
    def base(self) -> str:
        """The base of the IRIs minted for this graph."""
        return self.store.base

    def close(self) -> None:
        """Let go of the store; twice does no harm."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # building

    def releases(self) -> dict[str, ReleaseInfo]:
        """Return what is known of each release in the graph by its id, sorted."""
        return self.store.releases()

    def add(self, extraction: Extraction) -> None:
        """Put what was found in a release in place of what the graph has of it; :meth:`finish` when all are in."""
        release = extraction.release
        self._touch()
        info = ReleaseInfo(release.sha256, extraction.version, release.source)
        self.store.replace(release.id, triples(extraction, self.base), info)

    def remove(self, release_id: str) -> None:
        """Take a release and all that only it said out of the graph; StoreError if it is not there."""
        self._touch()
        self.store.remove(release_id)

    def finish(self) -> None:
        """Add vocabulary, background and inferences; nothing to do if nothing changed since the last time."""
        state = self._state()
        if self.store.settings.finished == state:
            return
        from diplograph.extract import gazetteer
        from diplograph.graph import identity
        from diplograph.graph.background import background
        from diplograph.graph.infer import infer

        identity.settle(self.store)
        for name, vocabulary_triples in vocabulary().items():
            self.store.put_graph(name, vocabulary_triples)
        self.store.put_graph(graph_iri("background", self.base), background(self.store, gazetteer.load()))
        schema = [triple for graph in vocabulary().values() for triple in graph]
        self.store.put_graph(graph_iri("inferred", self.base), infer(self._asserted(), schema))
        self._names = None
        self.store.stamp(datetime.now(UTC).isoformat(timespec="seconds"), state)

    def _touch(self) -> None:
        """Note, before a change, that inferences are out of date, so that a build that is broken off can go on."""
        self._names = None
        if self.store.settings.finished is not None:
            self.store.stamp(self.store.settings.built, None)

    def _state(self) -> str:
        """Return a hash of what inferences and background depend on besides the releases."""
        from diplograph.extract import gazetteer

        return digest([gazetteer.digest(), sorted(map(str, (t for graph in vocabulary().values() for t in graph)))], 16)

    def _asserted(self) -> list[Triple]:
        """Return what releases say and the background, without vocabulary and inferences."""
        left_out = {*vocabulary(), graph_iri("inferred", self.base)}
        return [
            triple for name in self.store.graphs() if name not in left_out for triple in self.store.match(graph=name)
        ]

    # asking

    def query(self, query: str, **parameters: object) -> Table:
        """Answer a named query with its parameters, or any SPARQL query.

        Values are texts, or lists of texts of which any will do. QueryError for an unknown name, parameter or value,
        and for SPARQL that does not parse.
        """
        if _SPARQL.search(query):
            if parameters:
                raise QueryError("only named queries take parameters; put the values into the SPARQL text")
            return self.store.query(query)
        return ask.ask(self.store, self._index, ask.choose(self.queries(), query), parameters)

    def queries(self) -> dict[str, NamedQuery]:
        """Return the named queries by name."""
        return ask.load()

    def explain(self, entity: str) -> Explanation:
        """Return every fact about something with its sentence; QueryError if the name fits none or several."""
        from diplograph.graph.explain import explain

        return explain(self.store, self._index(), entity)

    def counts(self) -> dict[str, int]:
        """Return how many of what the graph holds: releases, people, states, …, triples, inferred triples."""
        counted = {"releases": len(self.releases())}
        rows = self.store.query(_COUNTS).rows
        counted |= {str(name): int(str(number)) for name, number in rows if name}
        counted["inferred triples"] = sum(1 for _ in self.store.match(graph=graph_iri("inferred", self.base)))
        return counted | {"triples": len(self.store)}

    def check(self, texts: Mapping[str, str] | None = None) -> Report:
        """Validate shapes and integrity; with ``texts`` (release id → text) every quote against its text too."""
        from diplograph.graph.background import is_source
        from diplograph.graph.validate import validate

        data = [triple for triple in self._asserted() if not is_source(triple)]
        return validate(data, vocabulary()[IRI(ONTOLOGY)], self.base, texts)

    def rdf(self, *, merged: bool = False) -> rdflib.Graph:
        """Return a copy in memory: an rdflib Dataset with every named graph, or, ``merged``, a Graph of them all."""
        from diplograph.graph.edge import to_dataset, to_graph

        names = prefixes(self.base)
        if merged:
            return to_graph(self.store.match(), names)
        return to_dataset({name: self.store.match(graph=name) for name in self.store.graphs()}, names)

    # seeing

    def export(self, path: str | Path) -> tuple[Path, ...]:
        """Write the graph in the format of the file's suffix; return the files written. ExportError if it cannot be."""
        from diplograph.graph import export

        if Path(path).suffix.lower() == ".html":
            return (self.view(path),)
        return export.export(self.store, Path(path))

    def view(
        self,
        path: str | Path,
        focus: str | None = None,
        hops: int = 1,
        kinds: Collection[str] | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Path:
        """Write the interactive network as one HTML file that opens offline, and return its path.

        ``focus`` (a name or IRI) and ``hops`` show what is near one node, ``kinds``, ``since`` and ``until`` narrow it.
        """
        from diplograph.graph import export, network
        from diplograph.graph.links import aliases, network_data

        if Path(path).suffix.lower() != ".html":
            raise export.unknown(Path(path))
        nodes, edges = network_data(self.store)
        centre = self._centre(focus) if focus else None
        shown = network.select(nodes, edges, focus=centre, hops=hops, kinds=kinds, since=since, until=until)
        page = network.render_selection(shown, "diplograph", note=focus, aliases=aliases(self.store))
        return export.write(Path(path), page.encode("utf-8"))

    def _centre(self, focus: str) -> str:
        found = self._index().find(focus)
        if not found:
            raise self._index().unknown(focus, (), "name")
        if len(found) > 1:
            raise QueryError(f"{focus!r} may be {', '.join(thing.id for thing in found[:10])}: name one by its id")
        return found[0].id

    def _index(self) -> Names:
        if self._names is None:
            self._names = Names(self.store)
        return self._names


_SPARQL = re.compile(r"[{}<>:?#\n]")  # no name has these, and no query does without
_COUNTS = """
SELECT ?name (COUNT(DISTINCT ?thing) AS ?n) WHERE {
  VALUES (?class ?name ?place) {
    (dg:Person "people" 1) (dg:State "states" 2) (dg:Organization "organizations" 3) (dg:Group "groups" 4)
    (dg:Place "places" 5) (dg:Event "events" 6) (dg:Statement "statements" 7) (dg:Commitment "commitments" 8)
    (dg:ProposedCooperation "cooperation areas" 9) (dg:Evidence "evidence" 10)
  }
  OPTIONAL { ?thing a ?class }
}
GROUP BY ?name ?place ORDER BY ?place
"""
