"""Prints the answers of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from diplograph.extract.errors import QueryError
from diplograph.output import print_json, print_table

if TYPE_CHECKING:
    from diplograph.graph.table import Table

QueryFormat = Literal["table", "csv", "tsv", "json", "md", "ttl"]


def print_answer(table: Table, form: QueryFormat, base: str) -> None:
    """Print a table; IRIs are short for the eye ("kairat-sarybay", "dg:Pledge") and whole for programs.

    Raises QueryError for Turtle of what is no set of triples.
    """
    if form == "ttl":
        _print_turtle(table, base)
    elif form == "json":
        print_json(table.records())
    elif form in ("table", "md"):
        print_table(table.columns, [[_short(cell, base) for cell in row] for row in table.values()], form)
    else:
        print_table(table.columns, table.values(), form)


def _print_turtle(table: Table, base: str) -> None:
    from diplograph.graph.engine import serialize
    from diplograph.graph.iris import prefixes

    if table.form != "construct":
        raise QueryError("only CONSTRUCT and DESCRIBE queries give Turtle; choose another --format")
    print(serialize([(None, table.triples())], ".ttl", prefixes(base)).decode("utf-8"), end="")


def _short(cell: object, base: str) -> object:
    """Return an IRI as `explain` and parameters take it: the last part of an id, or a name with a prefix."""
    from diplograph.ontology.terms import AREA, DG

    if not isinstance(cell, str):
        return cell
    if cell.startswith(base):
        return cell.removeprefix(base).rpartition("/")[2] or cell
    for namespace, prefix in ((DG, "dg:"), (AREA, "area:")):
        if cell.startswith(namespace):
            return prefix + cell.removeprefix(namespace)
    return cell
