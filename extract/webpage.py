"""Web pages to text: the main text of a whole page, by trafilatura, and the text of a piece of HTML."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

import trafilatura
from lxml import etree, html

from diplograph.extract.documents import Document, titled
from diplograph.extract.errors import ReadError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# A date is taken from the page's metadata alone: a guess from its text may be that of an event or of the footer.
_DATE = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}
_BLOCKS = frozenset({"p", "div", "li", "blockquote", "section", "article", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_UNREAD = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "head"})

for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)  # what they fail to find is told in one line by the reader


def read(stream: BinaryIO, source: str) -> Iterator[Document]:
    """Yield the main text of a page with title, date, site and address of its metadata."""
    page = stream.read()
    found: Any = trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False, favor_recall=True, date_extraction_params=_DATE
    )
    text = "\n\n".join(_paragraphs(found.body)) if found is not None and found.body is not None else ""
    if not text.strip():
        raise ReadError(f"{source}: no main text on this page; save the release's own page or its text")
    yield Document(
        text=titled(found.title, text), title=found.title, publisher=found.sitename, date=found.date, url=found.url
    )


def fragment(markup: str) -> str:
    """Return the text of a piece of HTML, a blank line between its blocks; scripts and styles are left out."""
    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, *_UNREAD, with_tail=False)
    lines = (" ".join(line.split()) for line in "".join(_pieces(root)).split("\n"))
    return "\n\n".join(line for line in lines if line and line != "-")


def _pieces(root: HtmlElement) -> Iterator[str]:
    """Yield the text with a line end around its blocks; walked, not recursed, so that deep markup does no harm."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            yield ("\n- " if element.tag == "li" else "\n") if element.tag in _BLOCKS or element.tag == "br" else ""
            yield (element.text or "").replace("\n", " ")
        else:
            yield "\n" if element.tag in _BLOCKS else ""
            yield (element.tail or "").replace("\n", " ")


_LEAVES = ("item", "p", "row")


def _paragraphs(body: Any) -> Iterator[str]:
    """Yield the blocks of what trafilatura found: one per paragraph, "- " before a list's items."""
    for block in body:
        if block.tag in {"list", "quote", "table"}:
            leaves = [leaf for leaf in block.iter(*_LEAVES) if next(leaf.iterdescendants(*_LEAVES), None) is None]
            yield from ((f"- {t}" if e.tag == "item" else t) for e in leaves or [block] if (t := _text(e)))
        elif text := _text(block):
            yield text


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
