"""RSS and Atom feeds to text, by feedparser: each entry is a release."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import feedparser

from diplograph.extract import webpage
from diplograph.extract.documents import Document, titled
from diplograph.extract.errors import ReadError


def read(stream: BinaryIO, source: str) -> Iterator[Document | ReadError]:
    """Yield the entries of a feed; one without text of its own is an error of that entry alone."""
    # The stream, never a name: feedparser would fetch an address or open a file.
    found: Any = feedparser.parse(io.BytesIO(stream.read()), sanitize_html=True)
    if not found.entries:
        raise ReadError(f"{source}: no RSS or Atom feed, or one without entries; save the feed again")
    publisher = " ".join(str(found.feed.get("title", "")).split()) or None
    for number, entry in enumerate(found.entries, 1):
        markup = next((part.value for part in entry.get("content", ()) if part.value), entry.get("summary", ""))
        title = " ".join(webpage.fragment(entry.get("title", "")).split()) or None
        text = webpage.fragment(markup)
        if not text:
            yield ReadError(f"{source}: entry {number}: no text; give the page it links to instead")
            continue
        link = entry.get("link")
        when = entry.get("published_parsed") or entry.get("updated_parsed")
        named = entry.get("id") or link or title or text
        yield Document(
            text=titled(title, text),
            title=title,
            publisher=publisher,
            date=f"{when.tm_year:04}-{when.tm_mon:02}-{when.tm_mday:02}" if when else None,
            url=link if link and link.startswith(("http://", "https://")) else None,
            name=f"{Path(source).stem}-{hashlib.sha256(named.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}",
        )
