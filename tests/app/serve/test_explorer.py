"""The explorer: every number equals the query behind it, every sentence the evidence in the store."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from diplograph import explorer_queries as queries
from diplograph.explorer_listings import LISTINGS
from diplograph.graph.store import Store

if TYPE_CHECKING:
    from tests.app.serve.conftest import Server

HTML = {"Accept": "text/html"}
BEHIND_FACTS = """SELECT ?q ?r ?c {
  VALUES ?kind { dg:Tenure dg:Participation dg:Event dg:Statement dg:ProposedCooperation }
  ?fact a ?kind ; dg:evidence ?e . ?e dg:quote ?q ; dg:rule ?r ; dg:confidence ?c }"""


class Page(HTMLParser):
    """What a page says: numbers that link to lists, sentences with what is told of them, headings, the text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.numbers: list[tuple[str, int]] = []
        self.quotes: list[str] = []
        self.sources: list[str] = []
        self.headings: list[str] = []
        self.text = ""
        self._open: list[tuple[str, dict[str, str]]] = []
        self._held = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"a", "blockquote", "figcaption", "h1", "h2", "h3"}:
            self._open.append((tag, {name: value or "" for name, value in attrs}))
            self._held = "" if tag != "a" or not self._in("figcaption") else self._held

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            return
        _, attributes = self._open.pop()
        words = " ".join(self._held.split())
        if tag == "a" and attributes.get("href", "").startswith("/list/") and re.fullmatch(r"[\d,]+", words):
            self.numbers.append((attributes["href"], int(words.replace(",", ""))))
        elif tag == "blockquote":
            self.quotes.append(self._held)
        elif tag == "figcaption":
            self.sources.append(words)
        elif tag.startswith("h"):
            self.headings.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data
        self._held += data

    def _in(self, tag: str) -> bool:
        return any(name == tag for name, _ in self._open)


def get(client: httpx.Client, address: str) -> str:
    response = client.get(address, headers=HTML)
    assert response.status_code == 200, (address, response.text)
    return response.text


def total(client: httpx.Client, address: str) -> int:
    """The number of a list, which its rows and the query that it shows must have too."""
    page = get(client, address)
    found = re.search(r"<strong>([\d,]+)</strong>", page)
    assert found
    number = int(found[1].replace(",", ""))
    query = re.search(r'<textarea id="query"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert query
    rows = client.post("/sparql", data={"query": html.unescape(query[1])}, headers={"Accept": "text/csv"})
    assert len(list(csv.reader(io.StringIO(rows.text)))) - 1 == number, address
    name, _, parameters = address.removeprefix("/list/").partition("?")
    listed = client.get(f"/list/{name}.json?{parameters}").json()
    assert len({row["iri"] for row in listed}) == len(listed) == number, address
    return number


@pytest.fixture(scope="module")
def evidence(store: Path) -> set[tuple[str, str, str]]:
    """Quote, rule and confidence of every evidence in the store."""
    with Store.open(store, read_only=True) as opened:
        rows = opened.query("SELECT ?q ?r ?c { ?e dg:quote ?q ; dg:rule ?r ; dg:confidence ?c }").rows
        return {(str(quote), str(rule), str(confidence)) for quote, rule, confidence in rows}


@pytest.fixture(scope="module")
def things(server: Server) -> list[str]:
    """Addresses of pages of every kind that the samples have."""
    found = server.query(
        "SELECT DISTINCT ?s { { ?s dg:evidence ?e } UNION { ?s a dg:Release } UNION { ?s a dg:Post } }"
    )
    base = "https://w3id.org/diplograph/id/"
    iris = [row["s"]["value"] for row in found.json()["results"]["bindings"]]
    return [*sorted("/id/" + iri.removeprefix(base) for iri in iris), "/area/terrorism", "/area/economic"]


def test_the_samples_have_pages_of_every_kind(things: list[str]) -> None:
    kinds = {address.split("/")[2] for address in things if address.startswith("/id/")}
    assert kinds >= {"person", "state", "organization", "group", "event", "statement", "release", "post", "tenure"}
    assert {"participation", "area-mention", "place"} <= kinds
    assert len(things) > 40


def test_every_number_on_a_page_is_that_of_its_list(client: httpx.Client, things: list[str]) -> None:
    met: dict[str, int] = {}
    for address in things:
        for target, number in Page(get(client, address)).numbers:
            assert met.setdefault(target, number) == number
    assert len(met) > 60
    for target, number in met.items():
        assert total(client, target) == number, target


def test_every_sentence_on_a_page_is_one_of_the_store(
    client: httpx.Client, things: list[str], evidence: set[tuple[str, str, str]]
) -> None:
    seen = set()
    for address in [*things, *(f"/list/{name}" for name in LISTINGS)]:
        page = Page(get(client, address))
        assert len(page.quotes) == len(page.sources)
        for quote, source in zip(page.quotes, page.sources, strict=True):
            found = re.search(r"rule (\S+) · confidence ([\d.]+)$", source)
            assert found, source
            seen.add((quote, found[1], found[2]))
    behind = client.post("/sparql", data={"query": BEHIND_FACTS, "format": "json"}).json()["results"]["bindings"]
    assert seen == {(row["q"]["value"], row["r"]["value"], row["c"]["value"]) for row in behind} < evidence
    listed = client.get("/list/sentences.json").json()
    assert {(row["quote"][0], row["rule"][0], row["confidence"][0]) for row in listed} == evidence


@pytest.mark.parametrize("name", LISTINGS)
def test_a_list_is_the_same_as_page_csv_and_json(client: httpx.Client, name: str) -> None:
    number = total(client, f"/list/{name}")
    assert number > 0
    records = client.get(f"/list/{name}.json").json()
    rows = list(csv.DictReader(io.StringIO(client.get(f"/list/{name}.csv").text)))
    listing = LISTINGS[name]
    columns = ["iri", *(column.name for column in listing.columns)]
    columns += ["sentence", "rule", "confidence"] if listing.facts else []
    assert [list(row) for row in rows] == [list(record) for record in records] == [columns] * number
    for row, record in zip(rows, records, strict=True):
        told = {k: "; ".join(v) if isinstance(v, list) else v or "" for k, v in record.items()}
        assert row == told
    page = Page(get(client, f"/list/{name}"))
    for row in rows[:50]:
        for column in listing.columns:
            words = row[column.name]
            assert column.form in {"count", "kind"} or column.name == "release" or words in page.text, (
                column.name,
                words,
            )


@pytest.mark.parametrize("name", LISTINGS)
def test_each_order_sorts_and_loses_nothing(client: httpx.Client, name: str) -> None:
    listing = LISTINGS[name]
    every = {row["iri"] for row in client.get(f"/list/{name}.json").json()}
    for order in listing.orders:
        rows = client.get(f"/list/{name}.json", params={"sort": order}).json()
        assert {row["iri"] for row in rows} == every
        if order in {"newest", "oldest"}:
            dates = [row[listing.columns[0].name] for row in rows]
            known = [date[0] for date in dates if date]
            assert known == sorted(known, reverse=order == "newest")
            assert dates[: len(known)] == [[date] for date in known], "undated last"


def test_filters_narrow_a_list(client: httpx.Client) -> None:
    def found(address: str) -> set[str]:
        return {row["iri"].rpartition("/id/")[2] for row in client.get(address).json()}

    assert found("/list/people.json?q=NURL%C3%81N") == {"person/aida-nurlan"}
    assert found("/list/people.json?q=nobody") == set()
    assert "event/first/meeting-1" in found("/list/events.json?type=Meeting&since=2020-10-12&until=2020-10-12")
    assert "event/first/meeting-1" not in found("/list/events.json?type=Meeting&since=2020-10-13")
    assert "event/first/conference-1" in found("/list/events.json?since=2020-10-13"), "it ends then"
    assert found("/list/events.json?actor=person/aida-nurlan&with=person/pavol-kovac&type=Meeting") == {
        "event/first/meeting-1"
    }
    by = found("/list/commitments.json?speaker=state/SVK")
    assert by
    assert by == found("/list/statements.json?speaker=state/SVK") - found(
        "/list/statements.json?speaker=state/SVK&other=left+out"
    )
    assert by == found("/list/commitments.json?area=area:terrorism&speaker=state/SVK")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/list/events?speling=1", "events cannot be narrowed by"),
        ("/list/events?type=Party", "is none of Meeting"),
        ("/list/events?since=soon", "write a day, month or year"),
        ("/list/events?sort=size", "cannot be sorted by"),
        ("/list/events?page=0", "page is a number"),
        ("/list/events?actor=%3Ca%3E", "is no IRI"),
    ],
)
def test_what_a_list_cannot_do_is_said(client: httpx.Client, address: str, words: str) -> None:
    response = client.get(address, headers={"Accept": "text/plain"})
    assert (response.status_code, words in response.text) == (406, False) or response.status_code == 400
    response = client.get(address, headers=HTML)
    assert response.status_code == 400
    assert words in html.unescape(response.text)
    assert client.get("/list/nothing", headers=HTML).status_code == 404
    assert client.get("/list/events?page=9", headers=HTML).status_code == 404


def test_the_start_page_counts_what_the_lists_hold(client: httpx.Client, store: Path) -> None:
    page = get(client, "/")
    shown = re.findall(r'<dt>(?:<a href="(/list/\w+)">)?([\w ]+)(?:</a>)?</dt><dd>([\d,]+)</dd>', page)
    assert len(shown) == 13
    for address, name, number in shown:
        if address:
            assert total(client, address) == int(number.replace(",", "")), name
    with Store.open(store, read_only=True) as opened:
        assert {name: int(number.replace(",", "")) for _, name, number in shown} == opened.settings.counts
    for target, number in Page(page).numbers:
        assert total(client, target) == number


def test_a_search_puts_first_what_is_meant(client: httpx.Client) -> None:
    def suggested(text: str) -> list[str]:
        return [entry["label"] for entry in client.get("/suggest", params={"q": text}).json()]

    assert suggested("kova") == ["Pavol Kováč"]
    assert suggested("slovak")[0] == "Slovakia"
    assert suggested("cica")[0] == "Conference on Interaction and Confidence Building Measures in Asia"
    assert suggested("") == suggested("no such name") == []
    assert suggested("KAZ") == ["Kazakhstan"]


def test_the_text_of_a_release_is_its_sentences_in_order(client: httpx.Client, store: Path) -> None:
    with Store.open(store, read_only=True) as opened:
        rows = opened.query(
            "SELECT DISTINCT ?start ?quote { ?e dg:release <https://w3id.org/diplograph/id/release/first> ;"
            " dg:quote ?quote ; dg:start ?start } ORDER BY ?start"
        ).values()
    page = get(client, "/id/release/first")
    passages = re.findall(r'<p id="c(\d+)" class="passage">(.*?)<span class="marks">', page, re.DOTALL)
    shown = [
        (int(at), html.unescape(re.sub(r'<span class="tip".*?</span>|<[^>]*>', "", text)).strip())
        for at, text in passages
    ]
    assert shown == [(start, quote) for start, quote in rows]
    assert '<a class="found found-person" href="/id/person/pavol-kovac">Pavol Kováč<span class="tip"' in page


def test_every_page_is_rdf_too(client: httpx.Client) -> None:
    for address in ("/", "/list/events", "/id/person/jan-novak", "/area/economic", "/area/economic.ttl", "/sparql"):
        response = client.get(address, headers={"Accept": "text/turtle"})
        assert response.status_code == 200, address
        assert response.headers["content-type"].startswith("text/turtle")
        assert len(response.text) > 100


def test_the_network_around_a_thing_is_drawn_from_its_facts(client: httpx.Client) -> None:
    response = client.get("/network", params={"of": "person/aida-nurlan"}, headers=HTML)
    assert response.status_code == 200
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy.partition("style-src")[0]
    data = response.text
    for name in ("Aida Nurlan", "Pavol Kov", "Asian Conference"):
        assert name in data
    assert client.get("/network", params={"of": "person/nobody"}).status_code == 404
    assert client.get("/network", params={"of": "<"}).status_code == 400


def test_headings_are_in_order(client: httpx.Client, things: list[str]) -> None:
    for address in ["/", "/sparql", *things[::5], "/list/events", "/ontology", "/graphs"]:
        page = Page(get(client, address))
        levels = [int(tag[1]) for tag in page.headings]
        assert levels.count(1) == 1, address
        assert levels[0] == 1, address
        assert all(after <= before + 1 for before, after in pairwise(levels)), address


def pages_of(client: httpx.Client, address: str) -> Iterator[str]:
    number = 1
    while True:
        response = client.get(f"{address}&page={number}", headers=HTML)
        if response.status_code == 404:
            return
        yield response.text
        number += 1


def test_the_pages_of_a_list_are_all_of_it(client: httpx.Client) -> None:
    listing = LISTINGS["sentences"]
    for order in listing.orders:
        shown = [iri for page in pages_of(client, f"/list/sentences?sort={order}") for iri in rows_of(page)]
        assert len(shown) == len(set(shown)) == total(client, "/list/sentences")
    assert "LIMIT" not in queries.things(listing, {}, "any", None)


def rows_of(page: str) -> list[str]:
    return re.findall(r'<td class="page"><a href="([^"]+)"', page)
