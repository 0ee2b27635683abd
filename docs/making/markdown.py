"""Small pieces of Markdown, with everything escaped that would be read as markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

_MARKUP = re.compile(r"([\\`*_\[\]#])")


def text(value: str) -> str:
    """Return plain text so that it shows as it stands, also in the cell of a table."""
    return _MARKUP.sub(r"\\\1", html.escape(value, quote=False)).replace("|", "&#124;").replace("\n", " ")


def code(value: str) -> str:
    """Return text as inline code that may stand in a cell."""
    return f"<code>{html.escape(value, quote=False).replace('|', '&#124;')}</code>"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of cells that are Markdown already."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def fence(language: str, body: str) -> str:
    """Return a block of code."""
    return f"```{language}\n{body.rstrip()}\n```\n"


def heading(level: int, title: str, anchor: str) -> str:
    """Return a heading with an anchor of its own, which stays when the title changes."""
    return f"{'#' * level} {title} {{ #{anchor} }}\n"


def folded(title: str, body: str) -> str:
    """Return a block that is closed until it is clicked."""
    return f'??? abstract "{title}"\n\n' + "\n".join(f"    {line}".rstrip() for line in body.splitlines()) + "\n"


def page(*parts: str) -> str:
    """Return the parts one below the other."""
    return "\n".join(parts)
