"""Content negotiation: which media type of those on offer a client likes best."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Offer:
    """A media type, the syntax that is sent under it (a key of ``answer.RESULTS`` or ``GRAPHS``, or "html"), and what
    ``format=`` and suffixes of addresses may call it besides.
    """

    media: str
    syntax: str
    names: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """What the header says: the encoding too where the type does not settle it."""
        return f"{self.media}; charset=utf-8" if self.media.startswith("text/") else self.media


# In the order of preference where the client has none.
RESULTS: Final = (
    Offer("application/sparql-results+json", "json", ("srj",)),
    Offer("application/json", "json"),
    Offer("application/sparql-results+xml", "xml", ("srx",)),
    Offer("application/xml", "xml"),
    Offer("text/xml", "xml"),
    Offer("text/csv", "csv"),
    Offer("text/tab-separated-values", "tsv"),
)
GRAPHS: Final = (
    Offer("text/turtle", "turtle", ("ttl",)),
    Offer("application/n-triples", "ntriples", ("nt",)),
    Offer("application/ld+json", "jsonld", ("json-ld", "json")),
    Offer("application/rdf+xml", "rdfxml", ("rdf", "rdf/xml", "xml")),
    Offer("application/xml", "rdfxml"),
    Offer("application/trig", "trig"),
    Offer("application/n-quads", "nquads", ("nq",)),
    Offer("text/plain", "ntriples"),
)
DATASETS: Final = tuple(offer for offer in GRAPHS if offer.syntax in {"trig", "nquads"})
HTML: Final = Offer("text/html", "html")

_WEIGHT = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
_ANY = "*/*"


@dataclass(frozen=True, slots=True)
class _Range:
    """A part of an Accept header: a type, ``type/*`` or ``*/*``, and how much it is liked, from 0 to 1."""

    media: str
    weight: float

    def fit(self, media: str) -> int:
        """How closely a media type is meant: 3 by its name, 2 by its kind, 1 by ``*/*``, 0 not at all."""
        if self.media == media:
            return 3
        if self.media.endswith("/*") and self.media != _ANY and media.startswith(self.media[:-1]):
            return 2
        return int(self.media == _ANY)


def choose(accept: str | None, offers: Iterable[Offer]) -> Offer | None:
    """Return the offer that an Accept header likes best, the first of equals; None if it takes none of them.

    The closest of the ranges that mean a type decides about it (RFC 9110, 12.5.1). No header takes everything.
    """
    ranges = list(_ranges(accept or _ANY))
    best: Offer | None = None
    most = 0.0
    for offer in offers:
        meant = max(ranges, key=lambda part: (part.fit(offer.media), part.weight), default=None)
        weight = meant.weight if meant and meant.fit(offer.media) else 0.0
        if weight > most:
            best, most = offer, weight
    return best


def named(name: str, offers: Iterable[Offer]) -> Offer | None:
    """Return the offer that a short name or a media type means; None if it is not among them."""
    wanted = name.strip().casefold()
    return next((offer for offer in offers if wanted in (offer.media, offer.syntax, *offer.names)), None)


def _ranges(accept: str) -> Iterator[_Range]:
    for part in accept.split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().casefold() == "q":
                weight = float(value) if _WEIGHT.fullmatch(value.strip()) else 0.0
        if "/" in media:
            yield _Range(media.casefold(), weight)
