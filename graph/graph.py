"""The graph that users hold: add extractions, finish, then ask, explain, draw, export and check."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import unquote

from diplograph.extract.errors import QueryError, StoreError
from diplograph.extract.model import Extraction
from diplograph.graph import ask
from diplograph.graph.ask import NamedQuery
from diplograph.graph.builder import Builder, count
from diplograph.graph.iris import graph_iri, prefixes
from diplograph.graph.names import Names
from diplograph.graph.rdf import LABEL, Triple
from diplograph.graph.refusals import refuse
from diplograph.graph.store import ReleaseInfo, Store
from diplograph.graph.table import Table
from diplograph.graph.triples import triples
from diplograph.ontology.terms import BASE

if TYPE_CHECKING:  # these load the reasoner, the validator or rdflib, which most commands do without
    import rdflib

    from diplograph.graph.explain import Explanation
    from diplograph.graph.export import Multigraph
    from diplograph.graph.framed import Page
    from diplograph.graph.report import EntityReport
    from diplograph.graph.transfer import Transfer
    from diplograph.graph.validate import Report


class Graph:
    """Releases and what follows from them, in a store; close it or use ``with``."""

    def __init__(self, store: Store) -> None:
        self.store = store
        try:
            self._builder = None if store.read_only else Builder(store)
        except BaseException:
            store.close(publish=False)  # nothing is begun that a reader could use
            raise

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
        """Write what waits and let go of the store; twice does no harm."""
        try:
            self.finish()
        finally:
            self._builder = None
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
        return self._ready().releases()

    def release(self, release_id: str) -> ReleaseInfo | None:
        """Return what is known of one release; None if it is not in the graph."""
        return self._builder.release(release_id) if self._builder else self.store.release(release_id)

    def add(self, extraction: Extraction, path: str = "") -> None:
        """Put what was found in a release in place of what the graph has of it; ``path`` tells where its file lies.

        What is added is written in batches, each whole or not at all, and all of it by :meth:`finish`.
        """
        release = extraction.release
        self.put(
            release.id,
            triples(extraction, self.base),
            ReleaseInfo(release.sha256, extraction.version, release.source, path),
        )

    def put(self, release_id: str, found: Iterable[Triple], info: ReleaseInfo) -> None:
        """Put the triples of a release, made elsewhere by :func:`triples.triples`, in place of what the graph has."""
        self._writer().put(release_id, found, info)

    def remove(self, release_id: str) -> None:
        """Take a release and all that only it said out of the graph; StoreError if it is not there."""
        self._writer().remove(release_id)

    def finish(self) -> None:
        """Write what waits, and let those see it who open the graph from now on."""
        if self._builder:
            self._builder.finish()

    def _writer(self) -> Builder:
        if self._builder is None:
            raise StoreError(f"{self.store.path} was opened for reading only")
        return self._builder

    def _ready(self) -> Store:
        """Return the store with all that was added."""
        if self._builder:
            self._builder.write()
        return self.store

    # asking

    def query(self, query: str, **parameters: object) -> Table:
        """Answer a named query with its parameters, or any SPARQL query.

        Values are texts, or lists of texts of which any will do. QueryError for an unknown name, parameter or value,
        and for SPARQL that does not parse or asks another server (SERVICE).
        """
        if _SPARQL.search(query):
            if parameters:
                raise QueryError("only named queries take parameters; put the values into the SPARQL text")
            refuse(query)
            return self._ready().query(query)
        return ask.ask(self._ready(), self._index, ask.choose(self.queries(), query), parameters)

    def queries(self) -> Mapping[str, NamedQuery]:
        """Return the named queries by name."""
        return ask.load()

    def explain(self, entity: str) -> Explanation:
        """Return every fact about something with its sentence; QueryError if the name fits none or several."""
        from diplograph.graph.explain import explain

        return explain(self._ready(), self._index(), entity)

    def report(self, entity: str, *, timeline: bool = True) -> EntityReport:
        """Return the dossier of something, each line with its sentences: ``.markdown``, ``.html``, ``.write(path)``.

        QueryError if the name fits none or several.
        """
        from diplograph.graph.dossier import dossier
        from diplograph.graph.report import EntityReport

        return EntityReport(dossier(self._ready(), self._index(), entity, timeline=timeline))

    def counts(self) -> dict[str, int]:
        """Return how many of what the graph holds: releases, people, states, …, triples, inferred triples."""
        self._ready()
        return dict(self._builder.counts if self._builder else self.store.settings.counts or count(self.store))

    def check(self, texts: Mapping[str, str] | None = None) -> Report:
        """Validate shapes and integrity; with ``texts`` (release id → text) every quote against its text too."""
        from diplograph.graph.validate import Report, stream

        store, prefix = self._ready(), f"{self.base}release/"
        graphs = [name for name in store.graphs() if name.value.startswith(prefix)]
        background = store.match(graph=graph_iri("background", self.base))
        found = stream(
            ((unquote(name.value.removeprefix(prefix)), list(store.match(graph=name))) for name in graphs),
            self.base,
            texts,
            background,
            lambda node: store.match(node, LABEL),
        )
        violations = tuple(sorted(found, key=str))
        return Report(not violations, violations)

    def rdf(self, *, merged: bool = False) -> rdflib.Graph:
        """Return a copy in memory: an rdflib Dataset with every named graph, or, ``merged``, a Graph of them all."""
        from diplograph.graph.edge import to_dataset, to_graph

        names = prefixes(self.base)
        if merged:
            return to_graph(self._ready().match(), names)
        return to_dataset({name: self.store.match(graph=name) for name in self._ready().graphs()}, names)

    def load(
        self,
        url: str,
        *,
        user: str | None = None,
        password: str | None = None,
        token: str | None = None,
        everything: bool = False,
    ) -> Transfer:
        """Send the graph to a server's Graph Store address, or what changed since the last time.

        TransferError if the server refuses it.
        """
        from diplograph.graph import transfer
        from diplograph.graph.transfer_server import Server

        server = Server.at(url, user=user, password=password, token=token)
        return transfer.load(self._ready(), server, everything=everything)

    # seeing

    def export(self, path: str | Path) -> tuple[Path, ...]:
        """Write the graph in the format of the file's suffix; return the files written. ExportError if it cannot be."""
        from diplograph.graph import export

        if Path(path).suffix.lower() == ".html":
            return (self.view(path),)
        return export.export(self._ready(), Path(path))

    def view(
        self,
        path: str | Path,
        focus: str | None = None,
        hops: int = 1,
        kinds: Collection[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        *,
        preset: str | None = None,
        query: str | Path | None = None,
        limit: int | None = None,
    ) -> Path:
        """Write the interactive network as one HTML file that opens offline, and return its path.

        ``focus`` (a name or IRI) and ``hops`` show what is near one node, ``kinds``, ``since`` and ``until`` narrow it.
        ``preset`` is one of who-met-whom, commitments, posts, areas; ``query`` is SPARQL (a Path: a file) whose answer
        names what to show; ``limit`` nodes are drawn, the most connected, else 300 or as many as can be told apart.
        """
        from diplograph.graph import export, views

        if Path(path).suffix.lower() != ".html":
            raise export.unknown(Path(path))
        page = views.view(
            self._ready(),
            focus=focus,
            hops=hops,
            kinds=kinds,
            since=since,
            until=until,
            preset=preset,
            query=query,
            limit=limit,
        )
        return export.write(Path(path), page.encode("utf-8"))

    def network(self, focus: str | None = None, hops: int = 1, **options: Any) -> Page:
        """Return the interactive network as a page that a notebook shows; options are those of :meth:`view`."""
        from diplograph.graph import views
        from diplograph.graph.framed import Page

        page = views.view(self._ready(), focus=focus, hops=hops, **options)
        return Page(page, f"Network around {focus}" if focus else "Network")

    def to_networkx(self) -> Multigraph:
        """Return the network as networkx's directed multigraph: what GraphML holds, and ``facts`` (tuples of Fact)."""
        from diplograph.graph import export

        return export.to_networkx(self._ready())

    def __repr__(self) -> str:
        return f"<Graph {'in memory' if self.store.path is None else f'in {self.store.path}'}>"

    def _repr_html_(self) -> str:
        from diplograph.graph.notebook import table

        rows = [*self.counts().items()]
        return table(repr(self)[1:-1], ("what", "count"), rows, len(rows), "graph.counts() has them all")

    def _index(self) -> Names:
        return Names(self._ready())


_SPARQL = re.compile(r"[{}<>:?#\n]")  # no name has these, and no query does without
