"""What a file says of a release, whatever its format: the text, and what the file's own metadata tell of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TEXT = ("text", "body", "content", "full_text", "fulltext", "article")
TITLE = ("title", "headline", "subject")
PUBLISHER = ("publisher", "organization", "organisation", "author", "from")
DATE = ("date", "published", "pubdate", "date_published", "publication_date")
URL = ("url", "source_url", "link")
NAME = ("id", "guid", "slug")


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one release and its metadata as the file gives them; ``name`` tells it from others of the file."""

    text: str
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    name: str | None = None


def of_mapping(meta: Mapping[str, Any], text: str) -> Document:
    """Make a document of a text and of metadata under any of their usual names; other keys are left alone."""
    known = {str(key).strip().casefold(): value for key, value in meta.items() if key is not None}
    url = first(known, URL)
    return Document(
        text=text,
        title=first(known, TITLE),
        publisher=first(known, PUBLISHER),
        date=first(known, DATE),
        url=url if url and re.match(r"https?://[^\s<>\"]+$", url) else None,
        name=first(known, NAME),
    )


def first(meta: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """Return the first of these entries that holds words or a number, white space made single; None if none does."""
    for name in names:
        value = meta.get(name)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
            return " ".join(str(value).split())
    return None


def titled(title: str | None, text: str) -> str:
    """Return the text with the headline above it, unless the text begins with it: what is said there is read too."""
    if not title or " ".join(text[: 2 * len(title) + 40].split()).casefold().startswith(title.casefold()):
        return text
    return f"{title}\n\n{text}"
