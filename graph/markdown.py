"""Text as Markdown that says the text and nothing else, whatever a release contains."""

from __future__ import annotations

import html
import re

from diplograph.graph.page import plain

_MARKS = re.compile(r"[\\`*_\[\]{}|~$^]")
_START = re.compile(r"^(?=[#+=:-])|^\d+(?=[.)](?:\s|$))")  # what would make a line a heading, a list, a rule
_ADDRESS = re.compile(r":(?=//)|(?<=www)\.|:(?=\w+:)", re.IGNORECASE)  # what some readers make links and pictures of


def text(value: str) -> str:
    """Return a text as one line of Markdown: no mark in it is markup, none of it HTML, nothing becomes a link."""
    escaped = _MARKS.sub(r"\\\g<0>", plain(value))
    escaped = _ADDRESS.sub(r"\\\g<0>", escaped)
    escaped = _START.sub(lambda found: f"{found[0]}\\", escaped)
    return html.escape(escaped, quote=False)


def link(url: str, words: str) -> str:
    """Return a link to an http or https URL, whose characters cannot end it."""
    target = re.sub(r"[<>\\\s]", lambda found: f"%{ord(found[0]):02X}", url)
    return f"[{text(words)}](<{target}>)"


def code(value: str) -> str:
    """Return a text as code, which holds no backtick of its own."""
    return f"`{plain(value).replace('`', '’')}`"
