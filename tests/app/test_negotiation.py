"""Which of several media types a client gets."""

from __future__ import annotations

import pytest

from diplograph.graph import answer
from diplograph.negotiation import DATASETS, GRAPHS, HTML, RESULTS, choose, named

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "text/turtle"),
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        (BROWSER, "text/html"),
        ("text/*", "text/turtle"),
        ("text/*;q=0.5, text/html", "text/html"),
        ("text/*, text/turtle;q=0", "text/plain"),
        ("*/*;q=0.5, text/turtle;q=0.1", "application/n-triples"),
        ("application/rdf+xml;q=0.9, text/turtle;q=0.8", "application/rdf+xml"),
        ("application/rdf+xml;q=0.9, text/turtle;q=0.95", "text/turtle"),
        ("application/rdf+xml, application/ld+json", "application/ld+json"),
        ("TEXT/HTML; Q=1", "text/html"),
        ("text/html;level=1", "text/html"),
        ("text/turtle;q=0", None),
        ("text/turtle;q=nonsense", None),
        ("text/turtle;q=2, application/trig;q=0.1", "application/trig"),
        ("image/png", None),
        ("turtle", None),
        (", ,;q=1", None),
        ("image/*, text/plain", "text/plain"),
    ],
)
def test_choose(accept: str | None, media: str | None) -> None:
    found = choose(accept, (*GRAPHS, HTML))
    assert (found.media if found else None) == media


def test_equals_go_by_the_order_of_the_offers() -> None:
    assert choose("text/csv, application/xml", RESULTS) == RESULTS[3]
    assert choose("application/*", DATASETS) == DATASETS[0]


@pytest.mark.parametrize(
    ("name", "results", "graphs"),
    [
        ("json", "json", "jsonld"),
        ("xml", "xml", "rdfxml"),
        (" TTL ", None, "turtle"),
        ("nq", None, "nquads"),
        ("text/csv", "csv", None),
        ("application/xml", "xml", "rdfxml"),
        ("pdf", None, None),
        ("", None, None),
    ],
)
def test_named(name: str, results: str | None, graphs: str | None) -> None:
    found = [named(name, offers) for offers in (RESULTS, GRAPHS)]
    assert [offer.syntax if offer else None for offer in found] == [results, graphs]


def test_the_engine_writes_every_syntax_on_offer() -> None:
    assert {offer.syntax for offer in RESULTS} == set(answer.RESULTS)
    assert {offer.syntax for offer in GRAPHS} == set(answer.GRAPHS)
