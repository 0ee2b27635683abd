"""The answer to a query: a table of typed cells."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal as Choice
from typing import TypeAlias

from diplograph.graph.rdf import IRI, XSD, Blank, Literal, Term, Triple

Form: TypeAlias = Choice["select", "ask", "construct"]
Plain: TypeAlias = str | int | float | bool | None

_PLAIN: dict[str, Callable[[str], Plain]] = {
    XSD + "integer": int,
    XSD + "decimal": float,
    XSD + "double": float,
    XSD + "boolean": lambda value: value in {"true", "1"},
}


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; a cell is an IRI, Literal or Blank (``str(cell)`` gives its text), or None if nothing is bound.

    ASK gives one column "answer" with one xsd:boolean, CONSTRUCT and DESCRIBE the columns subject, predicate, object.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    form: Form = "select"

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return iter(self.rows)

    def values(self) -> list[tuple[Plain, ...]]:
        """Return the rows as plain Python: numbers and booleans by datatype, text otherwise, None for unbound."""
        return [tuple(plain(cell) for cell in row) for row in self.rows]

    def records(self) -> list[dict[str, Plain]]:
        """Return one mapping column → plain value for each row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.values()]

    def triples(self) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE; ValueError for another form."""
        if self.form != "construct":
            raise ValueError("only CONSTRUCT and DESCRIBE queries give triples")
        found = []
        for subject, predicate, value in self.rows:
            if isinstance(subject, IRI | Blank) and isinstance(predicate, IRI) and value is not None:
                found.append(Triple(subject, predicate, value))
        return found

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(column)}</th>" for column in self.columns)
        body = []
        for row in self.rows:
            cells = (html.escape("" if cell is None else str(cell)) for cell in row)
            body.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
        return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def plain(cell: Term | None) -> Plain:
    """Return a cell as int, float or bool by its datatype, else as text, and a malformed number as text."""
    if cell is None:
        return None
    if isinstance(cell, Literal) and (convert := _PLAIN.get(cell.datatype)):
        try:
            return convert(cell.value)
        except ValueError:
            return cell.value
    return str(cell)
