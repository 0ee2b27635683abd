"""Pages for people and RDF for programs at every address; the parts that work without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import httpx
import pyoxigraph as ox
import pytest

from diplograph.graph.iris import iri
from diplograph.graph.rdf import IRI
from diplograph.graph.store import Store

if TYPE_CHECKING:
    from tests.app.serve.conftest import Serve, Server

HTML = {"Accept": "text/html"}
BASE = "https://w3id.org/diplograph/id/"
PERSON = BASE + "person/jan-novak"


class Seen(HTMLParser):
    """The text of a page, its links, and the names of its elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.links, self.tags, self.attributes = "", dict[str, str](), set[str](), set[str]()
        self._link = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._link = dict(attrs).get("href") or "" if tag == "a" else self._link

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._link:
            self.links[data.strip()] = self._link
            self._link = ""


def see(client: httpx.Client, path: str, **arguments: Any) -> Seen:
    response = client.get(path, headers=HTML, **arguments)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    seen = Seen(response.text)
    assert not {"style", "iframe"} & seen.tags
    assert not [name for name in seen.attributes if name.startswith("on") or name == "style"]
    return seen


def test_the_start_page_counts_and_finds(client: httpx.Client) -> None:
    start = see(client, "/")
    assert re.search(r"releases\s*2", start.text)
    found = see(client, "/", params={"q": "jan  NOVAK"})
    assert found.links["Ján Novák"] == "/id/person/jan-novak"
    assert see(client, "/", params={"q": "cica"}).links["CICA Secretariat"] == "/id/organization/cica-secretariat"
    assert "Nothing goes by a name with “<b>\"'}” in it" in see(client, "/", params={"q": "<b>\"'}"}).text


def test_health_tells_what_is_served(client: httpx.Client) -> None:
    health = client.get("/health").json()
    assert (health["status"], health["releases"], health["snapshot"]) == ("ok", 2, 1)
    assert health["triples"] > 1000
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", health["built"])


def test_a_thing_has_a_page_with_what_it_says_and_what_points_at_it(client: httpx.Client) -> None:
    page = see(client, "/id/person/jan-novak?view=triples")
    assert "Ján Novák" in page.text
    assert page.links[PERSON] == PERSON
    assert page.links["dg:Person"] == "/ontology#Person"
    assert page.links["foaf:Person"] == "/resource?iri=http%3A%2F%2Fxmlns.com%2Ffoaf%2F0.1%2FPerson"
    assert page.links["Ján Novák, President (former)"] == "/id/tenure/first/380bb19d"  # points at it
    for link in page.links.values():
        if link.startswith("/"):
            assert client.get(link, headers=HTML).status_code == 200, link


def test_texts_of_releases_are_text(client: httpx.Client) -> None:
    page = see(client, "/id/area-mention/first/a2?view=triples")
    assert "smart <villages>" in page.text
    assert "villages" not in page.tags


@pytest.mark.parametrize(
    ("suffix", "accept", "media"),
    [
        ("", "text/turtle", "text/turtle"),
        ("", "*/*", "text/turtle"),
        ("", "application/n-triples", "application/n-triples"),
        ("", "application/ld+json", "application/ld+json"),
        ("", "application/rdf+xml", "application/rdf+xml"),
        (".ttl", "text/html", "text/turtle"),
        (".nt", "text/html", "application/n-triples"),
        (".jsonld", "text/html", "application/ld+json"),
        (".rdf", "text/html", "application/rdf+xml"),
        (".trig", "text/html", "application/trig"),
        (".nq", "text/html", "application/n-quads"),
        ("?format=nt", "text/html", "application/n-triples"),
    ],
)
def test_a_thing_is_rdf_too(client: httpx.Client, suffix: str, accept: str, media: str) -> None:
    response = client.get(f"/id/person/jan-novak{suffix}", headers={"Accept": accept})
    assert response.headers["content-type"].partition(";")[0] == media
    assert "Accept" in response.headers["vary"]
    found = list(ox.parse(response.content, format=ox.RdfFormat.from_media_type(media)))
    assert {quad.subject for quad in found} == {ox.NamedNode(PERSON)}
    labels = [quad.object for quad in found if quad.predicate.value.endswith("#label")]
    assert labels == [ox.Literal("Ján Novák")]


@pytest.mark.parametrize("name", ["ontology", "areas", "alignments"])
def test_the_vocabularies_are_at_their_addresses(client: httpx.Client, name: str) -> None:
    see(client, f"/{name}")
    for path, accept in ((f"/{name}", "application/n-triples"), (f"/{name}.nt", "text/html")):
        whole = client.get(path, headers={"Accept": accept}).text
        graph = client.get("/graphs", params={"graph": f"https://w3id.org/diplograph/{name}", "format": "nt"}).text
        assert set(whole.splitlines()) == set(graph.splitlines()) != set()


def test_a_term_is_explained_where_its_iri_points(client: httpx.Client) -> None:
    page = client.get("/ontology", headers=HTML).text
    assert page.count('id="Meeting"') == 1
    term = see(client, "/resource", params={"iri": "https://w3id.org/diplograph/ontology#Meeting"})
    assert term.links["Meeting of Aida Nurlan and Pavol Kováč"] == "/id/event/first/meeting-1"


@pytest.mark.parametrize(
    ("status", "words", "path"),
    [
        (404, "the graph knows nothing of https://w3id.org/diplograph/id/person/nobody", "/id/person/nobody"),
        (404, "nothing of https://w3id.org/diplograph/id/person/nobody", "/id/person/nobody.ttl"),
        (404, "nothing of https://w3id.org/diplograph/id/", "/id/"),
        (404, "there is nothing at /a/b", "/a/b"),
        (404, "there is nothing at /nothing", "/nothing"),
        (404, "there is nothing at /ontology.pdf", "/ontology.pdf"),
        (404, "there is nothing at /static/none.js", "/static/none.js"),
        (400, "page is a number", "/id/person/jan-novak?page=-1"),
        (400, "page is a number", "/id/person/jan-novak?page=x"),
        (400, "is no IRI", "/resource?iri=%3Ca%3E"),
        (405, "Method Not Allowed", "POST /id/person/jan-novak"),
    ],
)
def test_what_is_not_there_is_said(client: httpx.Client, status: int, words: str, path: str) -> None:
    method, _, address = path.rpartition(" ")
    for accept in ("text/html", "text/turtle"):
        response = client.request(method or "GET", address, headers={"Accept": accept})
        assert (response.status_code, words in response.text) == (status, True), response.text
        assert ("<html" in response.text) == (accept == "text/html")
    if not method:
        assert client.get(address, headers={"Accept": "image/png"}).status_code in {status, 406}


ODD = ("place/Šaľa nad Váhom", 'place/100% "sure" <b>\'&?#;', "release/a.ttl", "release/a", "place/東京", "place/a+b")


@pytest.fixture(scope="module")
def odd(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of things with odd names, under another base, one with more triples than a page shows."""
    base = "https://example.org/böse/"
    folder = tmp_path_factory.mktemp("odd") / "store"
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    lines = [f'<{iri(name, base)}> {label} "no. {number}"' for number, name in enumerate(ODD)]
    many = [f"<{iri(f'place/{n}', base)}> <http://example.org/in> <{iri(ODD[0], base)}>" for n in range(250)]
    evil = f"<{iri(ODD[0], base)}> <http://example.org/see> <javascript:alert(1)>"
    with Store.open(folder, create=True, base=base) as store:
        store.write({}, {None: [*lines, *many, evil], IRI("http://example.org/g"): lines})
    with serve(folder) as running:
        yield running


def test_every_minted_iri_has_an_address(odd: Server) -> None:
    listed = odd.query("SELECT ?s ?l { ?s rdfs:label ?l } ORDER BY ?l").json()["results"]["bindings"]
    assert len(listed) == len(ODD)
    for row in listed:
        found = see(odd.client, "/resource", params={"iri": row["s"]["value"]})
        assert row["l"]["value"] in found.text
    start = see(odd.client, "/id/" + "place/Šaľa nad Váhom")
    assert "no. 0" in start.text
    for number, name in enumerate(ODD):
        address = "/id/" + str(iri(name, ""))
        assert f"no. {number}" in see(odd.client, address).text
        turtle = odd.client.get(address + ".ttl").text
        assert (f'"no. {number}"' in turtle) is (name != "release/a")  # whose address is that of another thing then


def test_pages_have_an_end(odd: Server) -> None:
    seen: set[str] = set()
    address = "/id/place/Šaľa nad Váhom"
    for number in (1, 2, 3):
        page = see(odd.client, address, params={"view": "triples", "page": number})
        seen |= {text for text in page.links if re.fullmatch(r"place/\d+", text)}
        assert (f"Page {number + 1} →" in page.links) is (number < 3)
    assert len(seen) == 250
    assert odd.client.get(address, params={"view": "triples", "page": 4}, headers=HTML).status_code == 404


def test_links_lead_nowhere_else(odd: Server) -> None:
    page = see(odd.client, "/id/place/Šaľa nad Váhom?view=triples")
    assert page.links["javascript:alert(1)"] == "/resource?iri=javascript%3Aalert%281%29"
    there = odd.client.get("/resource", params={"iri": "javascript:alert(1)"}, headers=HTML).text
    assert 'href="javascript' not in there
