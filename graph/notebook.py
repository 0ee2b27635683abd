"""How a notebook shows tables and pages: text is escaped, and a page lies in a frame that reaches nothing else."""

from __future__ import annotations

import html
from collections.abc import Sequence

from diplograph.graph.rdf import IRI
from diplograph.ontology.terms import local

ROWS = 50  # of a table; a notebook with more is slow to open and nobody reads on
# Scripts of the page may run, a click may save a picture or open a release; the notebook itself is out of reach.
_MAY = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"


def frame(page: str, title: str, height: int, *, scripts: bool) -> str:
    """Return a frame around a page, with an origin of its own; without ``scripts`` it can do nothing but be read."""
    return (
        f'<iframe sandbox="{_MAY if scripts else "allow-popups allow-popups-to-escape-sandbox"}" '
        f'title="{html.escape(title)}" width="100%" height="{height}" style="border:1px solid #8888" '
        f'referrerpolicy="no-referrer" srcdoc="{html.escape(page)}"></iframe>'
    )


def table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[object]], total: int, more: str) -> str:
    """Return an HTML table with the first of ``total`` rows; ``more`` says how to see those that are left out.

    It sets no colours, so that it reads as well in the dark.
    """
    head = "".join(f'<th scope="col">{html.escape(column)}</th>' for column in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows[:ROWS])
    left = total - min(len(rows), ROWS)
    rest = f"<p>and {left:,} more: {html.escape(more)}</p>" if left > 0 else ""
    return (
        f"<table><caption>{html.escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>{rest}"
    )


def _cell(value: object) -> str:
    if value is None:
        return "<td></td>"
    if isinstance(value, int | float):
        return f'<td style="text-align:right">{value}</td>'
    shown = str(value)
    if isinstance(value, IRI):
        tail = local(shown) or shown
        return f'<td title="{html.escape(shown)}">{html.escape(tail)}</td>'
    return f"<td>{html.escape(shown)}</td>"
