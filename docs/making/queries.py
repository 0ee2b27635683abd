"""The page of the named queries: what each asks, its parameters and columns, and its SPARQL text."""

from __future__ import annotations

from diplograph.graph import ask
from diplograph.graph.ask import NamedQuery
from making.markdown import code, fence, folded, heading, page, table, text

_INTRO = (
    "`diplograph query NAME -p PARAMETER=VALUE` answers a named query; in Python it is "
    '`graph.query("NAME", parameter="value")`. Actors may be given by name, alias, code, acronym or IRI. Below each '
    "stands its SPARQL as the file `queries/NAME.rq` has it: it runs in any SPARQL tool as it is, since a line `#if …` "
    "is a comment there and becomes part of the query only when the parameter is given.\n"
)


def write() -> str:
    """Return the page."""
    found = ask.load().values()
    rows = [(f"[{query.name}](#{query.name})", text(query.description)) for query in found]
    parts = ["# Named queries\n", _INTRO, table(("Query", "Answers"), rows)]
    for query in found:
        parts += _query(query)
    return page(*parts)


def _query(query: NamedQuery) -> list[str]:
    parts = [heading(2, query.name, query.name), f"{text(query.title)}. {text(query.description)}\n"]
    parts.append(f"Columns: {', '.join(code(column) for column in query.columns)}\n")
    if query.parameters:
        rows = [(code(p.name), code(p.default) if p.default else "", text(p.meaning)) for p in query.parameters]
        parts.append(table(("Parameter", "Default", "Meaning"), rows))
    body = "\n".join(line for line in query.text.splitlines() if not line.startswith("# "))
    return [*parts, fence("text", query.example), folded(f"SPARQL of {query.name}", fence("sparql", body))]
