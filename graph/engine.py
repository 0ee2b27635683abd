"""The engine: what diplograph asks of pyoxigraph, in its own terms. Only this file and answer.py know it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self, TypeAlias, TypeVar

import pyoxigraph as ox

from diplograph.extract.errors import QueryError
from diplograph.graph.rdf import IRI, XSD, Blank, Literal, Term, Triple, order, sparql
from diplograph.graph.syntax import one_line, syntax_error
from diplograph.graph.table import Table

_EngineTerm: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Statements: TypeAlias = Mapping[IRI | None, Sequence[str]]
_T = TypeVar("_T", bound=Term)
_BULK = 20_000  # lines; above it the bulk loader is three times as fast as a transaction, below it leaves small files


class Engine:
    """A set of quads, on disk or in memory. OSError or RuntimeError of a damaged database are the caller's to tell."""

    def __init__(self, engine: ox.Store) -> None:
        self._engine = engine

    @classmethod
    def memory(cls) -> Self:
        """Make one that lives as long as the object."""
        return cls(ox.Store())

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False) -> Self:
        """Open the database in a folder; to write, it is made where there is none, and nobody else may have it open."""
        return cls(ox.Store.read_only(str(folder)) if read_only else ox.Store(str(folder)))

    def backup(self, folder: Path) -> None:
        """Copy the database into a new folder, by hard links where the file system has them."""
        self._engine.backup(str(folder))

    def tidy(self) -> None:
        """Put the database's files in order, so that each question looks into few of them."""
        self._engine.optimize()

    def match(
        self,
        subject: IRI | Blank | None = None,
        predicate: IRI | None = None,
        value: Term | None = None,
        graph: IRI | None = None,
    ) -> Iterator[Triple]:
        """Walk over the triples that match in one graph (None: the default graph); drain it in the calling thread."""
        name = ox.NamedNode(graph.value) if graph else ox.DefaultGraph()
        found = self._engine.quads_for_pattern(
            _subject(subject), _node(predicate), _engine_term(value) if value else None, name
        )
        return (_triple(quad.subject, quad.predicate, quad.object) for quad in found)

    def contains(self, triple: Triple, graph: IRI | None = None) -> bool:
        """Tell whether a graph (None: the default graph) holds a triple."""
        return _quad(triple, ox.NamedNode(graph.value) if graph else ox.DefaultGraph()) in self._engine

    def graphs_with(self, triple: Triple) -> Iterator[str]:
        """Walk over the names of the named graphs that hold a triple."""
        quad = _quad(triple, ox.DefaultGraph())
        found = self._engine.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return (quad.graph_name.value for quad in found if isinstance(quad.graph_name, ox.NamedNode))

    def graphs(self) -> Iterator[str]:
        """Walk over the names of the named graphs."""
        return (name.value for name in self._engine.named_graphs() if isinstance(name, ox.NamedNode))

    def extend(self, triples: Iterable[Triple], graphs: Iterable[IRI | None]) -> None:
        """Add triples to each of the graphs (None: the default graph) in one transaction; blank nodes keep labels."""
        names = [ox.NamedNode(name.value) if name else ox.DefaultGraph() for name in graphs]
        self._engine.extend([_quad(triple, name) for triple in triples for name in names])

    def write(self, gone: Statements, new: Statements, emptied: Iterable[IRI] = ()) -> None:
        """Take out and put in triples in one transaction: all of it happens, or nothing. ``emptied`` graphs end.

        Both map a graph (None: the default graph) to triples as written by :func:`rdf.line`; none holds a blank node.
        """
        drops = [f"DROP SILENT GRAPH {sparql(name)}" for name in emptied]
        if not drops and not any(gone.values()) and sum(map(len, new.values())) > _BULK:
            names = ((f" {sparql(graph)} .\n" if graph else " .\n", triples) for graph, triples in new.items())
            lines = "".join(triple + end for end, triples in names for triple in triples)
            self._engine.bulk_load(lines.encode(), format=ox.RdfFormat.N_QUADS, lenient=True)  # checked when written
            return
        parts = [f"DELETE DATA {{ {data} }}"] if (data := _data(gone)) else []
        parts += drops
        parts += [f"INSERT DATA {{ {data} }}"] if (data := _data(new)) else []
        if parts:
            self._engine.update(" ;\n".join(parts))

    def query(self, text: str, prefixes: Mapping[str, str]) -> Table:
        """Answer a SPARQL query over the default graph; GRAPH reaches the others.

        QueryError, with line and column, for a query that does not parse, and for one that cannot be answered.
        """
        try:
            found = self._engine.query(text, prefixes=dict(prefixes))
            if isinstance(found, ox.QuerySolutions):
                names = tuple(variable.value for variable in found.variables)
                return Table(names, [tuple(row) for row in found], convert=_cells)
            if isinstance(found, ox.QueryTriples):
                rows = {tuple(_triple(item.subject, item.predicate, item.object)) for item in found}
                return Table(("subject", "predicate", "object"), sorted(rows, key=str), "construct")
            return Table(("answer",), [(Literal("true" if found else "false", XSD + "boolean"),)], "ask")
        except SyntaxError as error:
            raise QueryError(syntax_error(str(error), text)) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query cannot be answered: {one_line(error)}") from error

    def dump(self, graph: IRI) -> bytes:
        """Return a named graph as N-Triples, its lines sorted."""
        made = self._engine.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph.value))
        return b"".join(sorted((made or b"").splitlines(keepends=True)))


def _data(statements: Statements) -> str:
    blocks = []
    for graph, triples in statements.items():
        if triples:
            written = " .\n".join(triples)
            blocks.append(f"GRAPH {sparql(graph)} {{ {written} }}\n" if graph else f"{written} .\n")
    return "".join(blocks)


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
    # At once: what Ctrl-C leaves half drained may be dropped by another thread, which the engine does not bear.
    found = [_triple(quad.subject, quad.predicate, quad.object) for quad in list(read)]
    return [
        triple._replace(subject=_relabel(triple.subject, name), object=_relabel(triple.object, name))
        for triple in found
    ]


def parse_quads(text: bytes) -> Iterator[tuple[str, Triple]]:
    """Walk over N-Quads in order: the graph's name ("" for the default one), the triple. SyntaxError if malformed."""
    for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS):
        graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        yield graph, _triple(quad.subject, quad.predicate, quad.object)


def _relabel(term: _T, name: str) -> _T:
    return term._replace(label=f"{name}-{term.label}") if isinstance(term, Blank) else term


def _subject(term: IRI | Blank | None) -> ox.NamedNode | ox.BlankNode | None:
    return ox.BlankNode(term.label) if isinstance(term, Blank) else _node(term)


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


def _cells(row: Sequence[_EngineTerm | None]) -> tuple[Term | None, ...]:
    return tuple(None if term is None else _cell(term) for term in row)


def _cell(term: _EngineTerm) -> Term:
    if isinstance(term, ox.NamedNode):
        return IRI(term.value)
    if isinstance(term, ox.BlankNode):
        return Blank(term.value)
    if isinstance(term, ox.Literal):
        return Literal(term.value, term.datatype.value, term.language)
    raise ValueError("triple terms are not supported")


def _triple(subject: _EngineTerm, predicate: _EngineTerm, value: _EngineTerm) -> Triple:
    return Triple(_cell(subject), _cell(predicate), _cell(value))  # type: ignore[arg-type]
