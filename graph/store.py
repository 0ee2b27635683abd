"""The store: the one place that knows the engine (Oxigraph), on disk or in memory.

Each release's triples are a named graph, as are inferences, background and vocabulary. The default graph holds their
merge, each triple once: Oxigraph's own union repeats a triple for every graph that has it, and counts go wrong.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import pyoxigraph as ox

from diplograph.extract.errors import QueryError, StoreError
from diplograph.graph import settings as folder_settings
from diplograph.graph.iris import prefixes, release_iri
from diplograph.graph.lock import Lock
from diplograph.graph.rdf import IRI, XSD, Blank, Literal, Term, Triple, order, sparql
from diplograph.graph.settings import Settings
from diplograph.graph.syntax import one_line, syntax_error
from diplograph.graph.table import Table
from diplograph.ontology.terms import BASE

_NOTES = "https://w3id.org/diplograph/store"  # graph of what a build must know of each release; in no query but by name
_T = TypeVar("_T", bound=Term)


@dataclass(frozen=True, slots=True)
class ReleaseInfo:
    """What tells whether a release is up to date: its file's hash, the extraction's version, its file name."""

    sha256: str
    version: str
    source: str


class Store:
    """A set of named graphs with their merge; use :meth:`open` or :meth:`memory`, and close it or use ``with``."""

    def __init__(
        self, engine: ox.Store, settings: Settings, path: Path | None, lock: Lock | None, read_only: bool
    ) -> None:
        self._engine: ox.Store | None = engine
        self._lock = lock
        self.settings = settings
        self.path = path
        self.read_only = read_only

    @classmethod
    def memory(cls, base: str = BASE) -> Self:
        """Make an empty store that lives as long as the object."""
        return cls(ox.Store(), Settings(base=base), None, None, False)

    @classmethod
    def open(cls, path: Path, *, create: bool = False, read_only: bool = False, base: str | None = None) -> Self:
        """Open the store in a folder; ``create`` makes one in a missing or empty folder.

        StoreError if the folder is no store, has another schema or base, or is held by a process that excludes this.
        """
        fresh = create and folder_settings.is_empty(path)
        if fresh:
            try:
                path.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreError(f"{path} cannot be made: {error.strerror}") from error
        else:
            settings = folder_settings.read(path)
        lock = Lock(path / folder_settings.LOCK, exclusive=not read_only)
        try:
            if fresh:
                settings = Settings(base=base or BASE)
                folder_settings.write(path, settings)
            if base and base != settings.base:
                cure = "keep to it, or build into another folder"
                raise StoreError(f"{path} was built with base {settings.base}, not {base}: {cure}")
            database = str(path / "database")
            engine = ox.Store.read_only(database) if read_only else ox.Store(database)
        except (OSError, RuntimeError) as error:  # the engine tells of a damaged database by RuntimeError
            lock.release()
            cure = "if no process uses it, remove it and build again"
            raise StoreError(f"{path} cannot be opened ({one_line(error)}): {cure}") from error
        except StoreError:
            lock.release()
            raise
        return cls(engine, settings, path, lock, read_only)

    @property
    def base(self) -> str:
        """The base of the IRIs minted for this store."""
        return self.settings.base

    def close(self) -> None:
        """Let go of the database and its lock; twice does no harm."""
        self._engine = None
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def stamp(self, built: str | None, finished: str | None) -> None:
        """Record when a build ended and in which state, beside the database: no graph holds a time stamp."""
        self.settings = dataclasses.replace(self.settings, built=built, finished=finished)
        if self.path:
            folder_settings.write(self.path, self.settings)

    # releases and graphs

    def releases(self) -> dict[str, ReleaseInfo]:
        """Return every release in the store by its id, sorted."""
        text = f"""SELECT ?id ?sha256 ?version ?source WHERE {{ GRAPH <{_NOTES}> {{
            ?release <{_NOTES}#id> ?id ; <{_NOTES}#sha256> ?sha256 ;
                <{_NOTES}#version> ?version ; <{_NOTES}#source> ?source }} }} ORDER BY ?id"""
        return {str(row[0]): ReleaseInfo(str(row[1]), str(row[2]), str(row[3])) for row in self.query(text).rows}

    def replace(self, release_id: str, triples: Iterable[Triple], info: ReleaseInfo) -> None:
        """Put a release's triples in place of what the store has of it, in one transaction: errors change nothing."""
        name = release_iri(release_id, self.base)
        notes = {Triple(name, IRI(f"{_NOTES}#id"), Literal(release_id))}
        facts = dataclasses.asdict(info)
        notes |= {Triple(name, IRI(f"{_NOTES}#{key}"), Literal(value)) for key, value in facts.items()}
        self._swap(name, set(triples), notes)

    def remove(self, release_id: str) -> None:
        """Remove a release and all that only it said, in one transaction; StoreError if it is not in the store."""
        if release_id not in self.releases():
            raise StoreError(f"release {release_id} is not in the store")
        self._swap(release_iri(release_id, self.base), set(), set())

    def renamed(self) -> list[tuple[IRI, str]]:
        """Return the notes of :meth:`rename`, with the graph that each is of."""
        found = self.match(predicate=IRI(f"{_NOTES}#renamed"), graph=IRI(_NOTES))
        return [(triple.subject, str(triple.object)) for triple in found if isinstance(triple.subject, IRI)]

    def rename(self, name: IRI, node: IRI, triples: Iterable[Triple], note: str | None) -> None:
        """Put triples in place of a release's in which a node goes by another name; keep a note on it, or drop it."""
        kept = {t for t in self.match(name, graph=IRI(_NOTES)) if f'"now": "{node.value}"' not in str(t.object)}
        self._swap(
            name, set(triples), kept | ({Triple(name, IRI(f"{_NOTES}#renamed"), Literal(note))} if note else set())
        )

    def put_graph(self, name: IRI, triples: Iterable[Triple]) -> None:
        """Put triples in place of a named graph that is no release's, such as the inferences; no triples remove it."""
        self._swap(name, set(triples), None)

    def graphs(self) -> list[IRI]:
        """Return the names of the graphs, sorted."""
        names = (name.value for name in self._open().named_graphs() if isinstance(name, ox.NamedNode))
        return [IRI(name) for name in sorted(names) if name != _NOTES]

    def triples(self, graph: IRI | None = None) -> list[Triple]:
        """Return a graph's triples, or the merge of all graphs, in a fixed order."""
        return sorted(self.match(graph=graph), key=order)

    def match(
        self,
        subject: IRI | None = None,
        predicate: IRI | None = None,
        value: Term | None = None,
        graph: IRI | None = None,
    ) -> Iterator[Triple]:
        """Walk over the triples that match, of one graph or of the merge; to be drained in the calling thread."""
        name = ox.NamedNode(graph.value) if graph else ox.DefaultGraph()
        wanted = _engine_term(value) if value else None
        found = self._open().quads_for_pattern(_node(subject), _node(predicate), wanted, name)
        return (_triple(quad.subject, quad.predicate, quad.object) for quad in found)

    def __len__(self) -> int:
        """The number of triples in the merge of all graphs."""
        return int(str(self.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows[0][0]))

    def _swap(self, name: IRI, new: set[Triple], notes: set[Triple] | None) -> None:
        """Write only the difference; ``notes`` (None: there are none to keep) go into the same transaction."""
        if self.read_only:
            raise StoreError(f"{self.path} was opened for reading only")
        old = set(self.match(graph=name))
        gone, added = old - new, new - old
        lost = {triple for triple in gone if not self._elsewhere(triple, name)}
        if any(isinstance(term, Blank) for triple in gone | added for term in triple):
            self._swap_blank(name, gone, added, lost)
            return
        old_notes = set(self.match(name, graph=IRI(_NOTES))) if notes is not None else set()
        new_notes = notes or set()
        delete = _data(None, lost) + _data(name, gone) + _data(IRI(_NOTES), old_notes - new_notes)
        insert = _data(None, added) + _data(name, added) + _data(IRI(_NOTES), new_notes - old_notes)
        parts = [f"{verb} DATA {{ {data} }}" for verb, data in (("DELETE", delete), ("INSERT", insert)) if data]
        if not new:
            parts.append(f"DROP SILENT GRAPH {sparql(name)}")
        if parts:
            self._open().update(" ;\n".join(parts))

    def _swap_blank(self, name: IRI, gone: set[Triple], added: set[Triple], lost: set[Triple]) -> None:
        """Do so for vocabulary files, whose blank nodes an update would rename: first in with the new."""
        engine, graph = self._open(), ox.NamedNode(name.value)
        engine.extend([_quad(triple, where) for triple in added for where in (graph, ox.DefaultGraph())])
        for triple in gone:
            engine.remove(_quad(triple, graph))
        for triple in lost:
            engine.remove(_quad(triple, ox.DefaultGraph()))

    def _elsewhere(self, triple: Triple, name: IRI) -> bool:
        quad = _quad(triple, ox.DefaultGraph())
        found = self._open().quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        graphs = (item.graph_name for item in found)
        return any(isinstance(graph, ox.NamedNode) and graph.value not in {name.value, _NOTES} for graph in graphs)

    # questions

    def query(self, text: str) -> Table:
        """Answer a SPARQL query over the merge of all graphs (GRAPH reaches each); the usual prefixes are known.

        QueryError, with line and column, for a query that does not parse, and for one that cannot be answered.
        """
        try:
            found = self._open().query(text, prefixes=prefixes(self.base))
            if isinstance(found, ox.QuerySolutions):
                names = tuple(variable.value for variable in found.variables)
                return Table(names, tuple(tuple(_cell(row[name]) for name in names) for row in found))
            if isinstance(found, ox.QueryTriples):
                rows = {tuple(_triple(item.subject, item.predicate, item.object)) for item in found}
                return Table(("subject", "predicate", "object"), tuple(sorted(rows, key=str)), "construct")
            return Table(("answer",), ((Literal("true" if found else "false", XSD + "boolean"),),), "ask")
        except SyntaxError as error:
            raise QueryError(syntax_error(str(error), text)) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query cannot be answered: {one_line(error)}") from error

    def _open(self) -> ox.Store:
        if self._engine is None:
            raise StoreError(f"the store {self.path or 'in memory'} is closed: open it again")
        return self._engine


_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}


def serialize(graphs: Iterable[tuple[IRI | None, Iterable[Triple]]], suffix: str, names: dict[str, str]) -> bytes:
    """Write graphs (name None: the default graph) in the format of a suffix, one after the other, each sorted.

    Formats without named graphs get the merge. Equal graphs give equal bytes.
    """
    form = _FORMATS[suffix]
    quads: dict[ox.Quad, None] = {}
    for name, triples in graphs:
        graph = ox.NamedNode(name.value) if name and form.supports_datasets else ox.DefaultGraph()
        quads |= dict.fromkeys(_quad(triple, graph) for triple in sorted(triples, key=order))
    found = list(quads) if form.supports_datasets else [quad.triple for quad in quads]
    return _in_order(ox.serialize(found, format=form, prefixes=names) or b"", suffix)


def _in_order(written: bytes, suffix: str) -> bytes:
    """Sort the declarations of prefixes, whose order the engine changes from run to run, and keep CR through XML."""
    if suffix == ".rdf":
        head, tag, rest = written.partition(b"<rdf:RDF ")
        declared, close, rest = rest.partition(b">")
        return head + tag + b" ".join(sorted(declared.split(b" "))) + close + rest.replace(b"\r", b"&#13;")
    lines = written.split(b"\n")  # texts have their line ends escaped in all formats but RDF/XML
    first = sorted(line for line in lines if line.startswith(b"@prefix "))
    body = [line for line in lines if not line.startswith(b"@prefix ")]
    if suffix == ".ttl":  # a blank line before each subject
        body = [line if line.startswith(b"\t") or not line else b"\n" + line for line in body]
    return b"\n".join([*first, *body])


def parse(text: bytes, name: str) -> list[Triple]:
    """Read Turtle; blank nodes get labels that depend on the content and ``name`` alone. SyntaxError if malformed."""
    read = ox.Dataset(ox.parse(text, format=ox.RdfFormat.TURTLE))
    read.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    found = (_triple(quad.subject, quad.predicate, quad.object) for quad in read)
    return [
        triple._replace(subject=_relabel(triple.subject, name), object=_relabel(triple.object, name))
        for triple in found
    ]


def _relabel(term: _T, name: str) -> _T:
    return term._replace(label=f"{name}-{term.label}") if isinstance(term, Blank) else term


def _data(name: IRI | None, triples: Iterable[Triple]) -> str:
    lines = "".join(" ".join(map(sparql, triple)) + " .\n" for triple in triples)
    return f"GRAPH {sparql(name)} {{ {lines} }}\n" if name and lines else lines


def _node(term: IRI | None) -> ox.NamedNode | None:
    return ox.NamedNode(term.value) if term else None


def _engine_term(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(term, IRI):
        return ox.NamedNode(term.value)
    if isinstance(term, Blank):
        return ox.BlankNode(term.label)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))


def _quad(triple: Triple, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    subject = _engine_term(triple.subject)
    if isinstance(subject, ox.Literal):
        raise ValueError(f"{triple.subject} is a literal and cannot be a subject")
    return ox.Quad(subject, ox.NamedNode(triple.predicate.value), _engine_term(triple.object), graph)


def _cell(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Term | None:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return IRI(term.value)
    if isinstance(term, ox.BlankNode):
        return Blank(term.value)
    if isinstance(term, ox.Literal):
        return Literal(term.value, term.datatype.value, term.language)
    raise ValueError("triple terms are not supported")


def _triple(subject: object, predicate: object, value: object) -> Triple:
    return Triple(_cell(subject), _cell(predicate), _cell(value))  # type: ignore[arg-type]
