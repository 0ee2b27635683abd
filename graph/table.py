"""The answer to a query: a table of typed cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias
from typing import Literal as Choice

from diplograph.extract.errors import ExportError
from diplograph.graph.rdf import IRI, XSD, Blank, Literal, Term, Triple

if TYPE_CHECKING:  # takes long to import, and need not be there
    import pandas

Form: TypeAlias = Choice["select", "ask", "construct"]
Plain: TypeAlias = str | int | float | bool | None
Row: TypeAlias = tuple[Term | None, ...]

_PLAIN: dict[str, Callable[[str], Plain]] = {
    XSD + "integer": int,
    XSD + "decimal": float,
    XSD + "double": float,
    XSD + "boolean": lambda value: value in {"true", "1"},
}


class Table:
    """Columns and rows; a cell is an IRI, Literal or Blank (``str(cell)`` gives its text), or None if nothing is bound.

    ASK gives one column "answer" with one xsd:boolean, CONSTRUCT and DESCRIBE the columns subject, predicate, object.
    Rows are kept as the engine gives them and turned into cells when they are first looked at.
    """

    def __init__(
        self,
        columns: Sequence[str],
        rows: Sequence[tuple[Any, ...]] = (),
        form: Form = "select",
        convert: Callable[[tuple[Any, ...]], Row] | None = None,
    ) -> None:
        self.columns = tuple(columns)
        self.form: Form = form
        self._found = rows
        self._convert = convert

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows, each as long as ``columns``."""
        return tuple(map(self._convert, self._found) if self._convert else self._found)

    def changed(self, change: Callable[[Row], Row]) -> Table:
        """Return the table in which a function is applied to each row."""
        first = self._convert
        return Table(self.columns, self._found, self.form, lambda row: change(first(row) if first else row))

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return (self.columns, self.form, self.rows) == (other.columns, other.form, other.rows)

    def __hash__(self) -> int:
        return hash((self.columns, self.form, self.rows))

    def __repr__(self) -> str:
        return f"<Table of {len(self)} rows: {', '.join(self.columns)}>"

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

    def to_pandas(self) -> pandas.DataFrame:
        """Return the table as a pandas DataFrame of plain values; dates stay texts, since a year is no day.

        ExportError if pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            cure = 'install it with pip install "diplograph[pandas]", or take .records()'
            raise ExportError(f"pandas is not installed: {cure}") from error
        return pandas.DataFrame(self.values(), columns=list(self.columns))

    def _repr_html_(self) -> str:
        from diplograph.graph.notebook import ROWS, table

        cells = [tuple(cell if isinstance(cell, IRI) else plain(cell) for cell in row) for row in self.rows[:ROWS]]
        rows = f"{len(self):,} row{'' if len(self) == 1 else 's'}"
        return table(rows, self.columns, cells, len(self), "table.records() or table.to_pandas() has them all")


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
