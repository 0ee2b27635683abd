"""Answers to queries, read from result files and made comparable: bags of rows, blank nodes by isomorphism."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal, TypeAlias

import pyoxigraph as ox

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Form: TypeAlias = Literal["ask", "select", "construct"]
Row: TypeAlias = tuple[Term | None, ...]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_READ: dict[str, Callable[[str], object]] = {
    _XSD + "integer": int,
    _XSD + "decimal": lambda text: f"{Decimal(text).normalize():f}",
    _XSD + "double": float,
    _XSD + "float": float,
    _XSD + "boolean": lambda text: {"0": "false", "1": "true"}.get(text, text),
}
_DOUBLE = re.compile(r"[+-]?[0-9.]+[eE][+-]?[0-9]+")
_OWN = "urn:answer:"  # IRIs of what says in RDF how an answer looks
_RESULT_SET = """PREFIX rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#>
SELECT ?solution ?name ?value WHERE {
  ?set rs:solution ?solution OPTIONAL { ?solution rs:binding [ rs:variable ?name ; rs:value ?value ] }
}"""
_NAMES = "SELECT ?name { ?set <http://www.w3.org/2001/sw/DataAccess/tests/result-set#resultVariable> ?name }"
_TOKEN = re.compile(r'"""|\'\'\'|"|\'|<[^<>"{}|^`\\\s]*>|#[^\n]*|[{}]|\bORDER\s+BY\b', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """Names of the columns and rows: one row with a boolean for ASK, the triples for CONSTRUCT and DESCRIBE."""

    form: Form
    names: tuple[str, ...]
    rows: tuple[Row, ...]

    def same(self, other: Answer, *, ordered: bool = False) -> bool:
        """Tell if both are one answer; ``ordered`` says that the order of the rows counts, that of columns never."""
        if self.form != other.form or sorted(self.names) != sorted(other.names) or len(self.rows) != len(other.rows):
            return False
        return self._shape(ordered) == other._shape(ordered)

    def lossy(self) -> Answer:
        """Return what CSV keeps of the answer: the text of each term, an empty one where nothing is bound."""
        return Answer(self.form, self.names, tuple(tuple(map(_text, row)) for row in self.rows))

    def _shape(self, ordered: bool) -> ox.Dataset:
        """Return the answer in RDF under canonical names: equal for equal answers, whatever their blank nodes' names.

        A row is a node with its cells, and with its place or how often it comes, so that bags are compared.
        """
        rows = [tuple(map(_by_value, row)) for row in self.rows]
        if self.form == "construct":
            quads = [ox.Quad(*row) for row in rows]  # type: ignore[arg-type]
        else:
            counted = [(row, str(place)) for place, row in enumerate(rows)]
            if not ordered:
                counted = [(row, str(count)) for row, count in Counter(rows).items()]
            quads = [quad for row, number in counted for quad in self._quads(row, number)]
        made = ox.Dataset(quads)
        made.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        return made

    def _quads(self, row: Row, number: str) -> Iterable[ox.Quad]:
        node = ox.BlankNode()
        yield ox.Quad(node, ox.NamedNode(_OWN + "number"), ox.Literal(number))
        for name, term in zip(self.names, row, strict=True):
            if term is not None:
                yield ox.Quad(node, ox.NamedNode(f"{_OWN}cell:{name}"), term)


def answer(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
    """Return what pyoxigraph found, or read from a result file, as an answer."""
    if isinstance(found, ox.QuerySolutions):
        names = tuple(variable.value for variable in found.variables)
        return Answer("select", names, tuple(tuple(row[name] for name in names) for row in found))
    if isinstance(found, ox.QueryTriples):
        return graph(found)
    return Answer("ask", ("answer",), ((ox.Literal(bool(found)),),))


def graph(triples: Iterable[ox.Triple | ox.Quad]) -> Answer:
    """Return triples as the answer of a CONSTRUCT, each once."""
    rows = {(item.subject, item.predicate, item.object) for item in triples}
    return Answer("construct", ("subject", "predicate", "object"), tuple(rows))


def expected(file: Path) -> Answer:
    """Read a result file; a graph file may hold a table in the vocabulary of result sets. SyntaxError if malformed."""
    if file.suffix == ".csv":
        return _table(file)
    if file.suffix in {".srx", ".srj", ".tsv"}:
        return answer(ox.parse_query_results(path=str(file)))
    quads = list(ox.parse(path=str(file), base_iri=file.as_uri()))
    return _result_set(quads) or graph(quads)


def is_ordered(query: str) -> bool:
    """Tell if the whole answer of a query, and not only that of a query inside it, has an order."""
    depth, end = 0, 0
    while found := _TOKEN.search(query, end):
        token, end = found[0], found.end()
        if token[0] in "\"'":
            closing = re.compile(rf"(?:[^\\]|\\.)*?{token}", re.DOTALL).match(query, end)
            end = closing.end() if closing else len(query)
        elif token in "{}":
            depth += 1 if token == "{" else -1
        elif token[0] in "oO" and depth == 0:
            return True
    return False


def _by_value(term: Term | None) -> Term | None:
    """Return numbers and booleans written in one way: result files say 2.0 or 2.0E0 where an engine may say 2."""
    if isinstance(term, ox.Literal) and (read := _READ.get(term.datatype.value)):
        try:
            return ox.Literal(str(read(term.value)), datatype=term.datatype)
        except (ValueError, InvalidOperation):
            return term
    return term


def _table(file: Path) -> Answer:
    with file.open(encoding="utf-8", newline="") as lines:
        names, *rows = csv.reader(lines)
    return Answer("select", tuple(names), tuple(tuple(map(_cell, row)) for row in rows))


def _cell(text: str) -> Term:
    if text.startswith("_:"):
        return ox.BlankNode(text[2:])
    return ox.Literal(str(float(text)) if _DOUBLE.fullmatch(text) else text)


def _text(term: Term | None) -> Term:
    shown = _by_value(term)
    if isinstance(shown, ox.NamedNode | ox.Literal):
        return ox.Literal(shown.value)
    return shown or ox.Literal("")


def _result_set(quads: list[ox.Quad]) -> Answer | None:
    store = ox.Store()
    store.extend(quads)
    names = tuple(row[0].value for row in answer(store.query(_NAMES)).rows if isinstance(row[0], ox.Literal))
    if not names:
        return None
    rows: dict[Term | None, dict[str, Term | None]] = {}
    for solution, name, value in answer(store.query(_RESULT_SET)).rows:
        cells = rows.setdefault(solution, {})
        if isinstance(name, ox.Literal):
            cells[name.value] = value
    return Answer("select", names, tuple(tuple(map(cells.get, names)) for cells in rows.values()))
