"""Errors of the query parser in one line that a reader of the query understands."""

from __future__ import annotations

import re

_ENDS = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_LONGEST = 160


def syntax_error(error: str, text: str) -> str:
    """Say in one line where the engine stumbled in a query, and over what."""
    found = _ENDS.match(error)
    if not found:
        return f"the query has a syntax error: {one_line(error)}"
    line, column, rest = int(found[1]), int(found[2]), found[3]
    before = " ".join("\n".join([*text.split("\n")[: line - 1], text.split("\n")[line - 1][: column - 1]]).split())
    where = f"line {line}, column {column}, after {'…' if len(before) > 30 else ''}{before[-30:]!r}"
    # the engine lists what might follow, most of it classes of characters that help nobody
    words = re.findall(r"(?<![\w'{])[A-Z][A-Za-z ]+(?![\w'}])", rest)
    if "Prefix not found" in words:
        return f"the query has a syntax error at {where}: its prefix is not declared"
    said = next((word for word in words if " " in word), None)
    hint = said or (f"expected {' or '.join(words[:5])}" if words else "something is missing or misplaced there")
    return f"the query has a syntax error at {where}: {hint}"


def one_line(error: object) -> str:
    """Return a message on one line, cut where it goes on for long."""
    text = " ".join(str(error).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
