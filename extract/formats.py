"""Which reader reads a file: by its suffix, or by its first bytes where the suffix says nothing."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from diplograph.extract.documents import Document
from diplograph.extract.errors import ReadError

Reader = Callable[[BinaryIO, str], Iterator[Document | ReadError]]

TEXT = (".txt", ".md", ".markdown")
# Module and function; a format's library is imported with the first file of that format.
_READERS = {
    ".html": "webpage.read",
    ".htm": "webpage.read",
    ".xhtml": "webpage.read",
    ".pdf": "pdf.read",
    ".docx": "word.read",
    ".eml": "mail.read",
    ".rss": "feed.read",
    ".atom": "feed.read",
    ".xml": "feed.read",
    ".jsonl": "rows.json_lines",
    ".ndjson": "rows.json_lines",
    ".csv": "rows.table",
    ".tsv": "rows.table",
}
SUFFIXES = (*TEXT, *_READERS)
ROWS = (".jsonl", ".ndjson", ".csv", ".tsv")  # read row by row: as long as they like
FEEDS = (".rss", ".atom", ".xml")
SEVERAL = (*ROWS, *FEEDS)  # more than one release in a file
_BEGINNINGS = (
    (re.compile(rb"%PDF-"), ".pdf"),
    (re.compile(rb"PK\x03\x04"), ".docx"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?<(?:rss|feed|rdf:RDF)\b", re.I), ".xml"),
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
        ),
        ".html",
    ),
)


def suffix(name: str, beginning: bytes) -> str:
    """Return the suffix that says how to read a file: its own where it is known, else that of its first bytes."""
    own = Path(name).suffix.lower()
    if own in SUFFIXES:
        return own
    return next((kind for pattern, kind in _BEGINNINGS if pattern.match(beginning)), TEXT[0])


def reader(kind: str) -> Reader | None:
    """Return the reader of a suffix; None for plain text."""
    if kind not in _READERS:
        return None
    module, _, function = _READERS[kind].partition(".")
    found: Reader = getattr(importlib.import_module(f"diplograph.extract.{module}"), function)
    return found
