"""PDF to text, by pypdf: running heads and page numbers are dropped, words that a line end broke are joined."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from diplograph.extract.documents import Document
from diplograph.extract.errors import ReadError

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what matters is told in one line by the reader

_NUMBER = re.compile(r"(?:page\s*)?[-–—]?\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\s*[-–—]?", re.I)


def read(stream: BinaryIO, source: str) -> Iterator[Document]:
    """Yield the text of a PDF; its own metadata tell when the file was made, not the release, and are left alone."""
    try:
        reader = PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError(f"{source}: the PDF is locked by a password; save a copy without it")
        pages = [page.extract_text(extraction_mode="layout") for page in reader.pages]
    except ReadError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError, IndexError) as error:
        raise ReadError(f"{source}: a damaged PDF ({_line(error)}); get it again or save its text as .txt") from error
    text = join(pages)
    if not re.search(r"\w{2}", text):
        raise ReadError(f"{source}: the PDF holds no text, only pictures of it; run text recognition (OCR) on it first")
    yield Document(text)


def join(pages: list[str]) -> str:
    """Return the text of pages as one; what stands on the first or last line of most pages is no text."""
    lines = [page.rstrip().split("\n") for page in pages]
    edges = Counter(line for page in lines for line in {*_edges(page)})
    running = {line for line, seen in edges.items() if len(pages) > 2 and seen > len(pages) / 2}
    kept = [_page(page, running) for page in lines]
    # A paragraph that goes on over the page says so by a last line without an end.
    text = "".join(page + ("\n\n" if re.search(r"[.:;!?»”\"]$", page) else "\n") for page in kept)
    text = re.sub(r"\n{3,}", "\n\n", text).strip("\n")
    filled = len(re.findall(r".\n", text))
    if filled and text.count("\n\n") > 0.8 * filled:  # set in double spacing: the gaps say nothing of paragraphs
        text = text.replace("\n\n", "\n")
    return re.sub(r"(?<=[a-z])[-\u00ad]\n(?=[a-z])", "", text)


def _page(lines: list[str], running: set[str]) -> str:
    """Return a page's text; lines set in under one that ends with a colon are items of a list."""
    kept = [line for i, line in enumerate(lines) if line.strip() not in running and not _numbers(i, lines)]
    margin = min((_indent(line) for line in kept if line.strip()), default=0)
    items, made = False, []
    for line in kept:
        words = " ".join(line.split())
        if words:
            inside = _indent(line) >= margin + 3
            made.append(f"- {words}" if items and inside and words[0].isalnum() else words)
            items = words.endswith(":") or (items and inside)
        else:
            made.append("")
    return "\n".join(made).strip("\n")


def _numbers(i: int, lines: list[str]) -> bool:
    """Tell whether a line is a page's number."""
    return (i < 2 or i > len(lines) - 3) and _NUMBER.fullmatch(lines[i].strip()) is not None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _edges(page: list[str]) -> list[str]:
    filled = [line.strip() for line in page if line.strip()]
    return [*filled[:1], *filled[-1:]]


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__
