"""The explorer in Chromium: hostile texts run nothing, everybody can read it, the scripts do their work."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx
import pytest
from browser import serious
from payloads import PAYLOADS

from diplograph.explorer_listings import LISTINGS
from diplograph.extract.model import (
    ActorRef,
    Area,
    Event,
    Evidence,
    Extraction,
    Organization,
    PartialDate,
    Participant,
    Person,
    Place,
    Post,
    Release,
    Statement,
)
from diplograph.graph.graph import Graph

if TYPE_CHECKING:
    from tests.app.serve.conftest import Serve, Server

KINDS = (
    "/",
    "/?q=a",
    "/id/person/aida-nurlan",
    "/id/state/SVK",
    "/id/organization/cica",
    "/id/group/cica-member-states",
    "/id/event/first/conference-1",
    "/id/statement/first/s3",
    "/id/release/first",
    "/area/tourism",
    "/id/person/aida-nurlan?view=triples",
    "/list/people",
    "/list/statements?speaker=person/aida-nurlan",
    "/list/events?q=nothing-like-it",
    "/graphs",
    "/ontology",
    "/id/person/nobody",
)


class Visit:
    """A tab that notes what it should not do: run, complain, ask elsewhere."""

    def __init__(self, browser: Any, url: str, **options: Any) -> None:
        self.page = browser.new_context(**options).new_page()
        self.url = url.rstrip("/")
        self.complaints: list[str] = []
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        self.page.on("popup", lambda popup: self.complaints.append(popup.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("request", self._asked)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.url, "data:")):
            self.complaints.append(f"asked for {request.url}")

    def open(self, address: str) -> None:
        self.page.goto(self.url + address)
        assert self.page.evaluate("window.hit") is None, address


# hostile texts


def hostile(number: int, bad: str) -> Extraction:
    """A release that holds a text in every field that a release or a rule can fill."""
    release = Release(
        f"r{number}",
        bad,
        f"{bad} said so.",
        "0" * 64,
        title=bad,
        publisher=bad,
        url=bad,
        date=PartialDate("2020-01-01"),
    )
    said = Evidence(release.text, 0, len(release.text), bad, 0.5)
    person = ActorRef(bad, "person", f"person/p{number}")
    group = ActorRef(bad, "group", f"group/g{number}")
    body = ActorRef(bad, "organization", f"organization/o{number}")
    parts = (Participant(person, "host", said), Participant(group, "participant", said))
    event = Event(f"event/r{number}/e", "Meeting", bad, None, bad, parts, (bad,), "occurred", said)
    promised = Statement(
        f"statement/r{number}/s", "Pledge", (person,), body, (group,), bad, bad, (), None, body, "asserted", said
    )
    area = Area(f"area-mention/r{number}/a", bad, None, None, None, (person,), body, (group,), said)
    return Extraction(
        release,
        (
            Person(
                person.id,
                bad,
                (bad + " alias",),
                (Post(bad, bad, body, said), Post(bad, bad, None, said, "former")),
                said,
            ),
        ),
        (),
        (Organization(body.id, bad, bad, (bad + " alias",), said),),
        (Place(f"place/l{number}", bad, None, said),),
        (event,),
        (promised,),
        (area,),
        groups=(group,),
        model=bad,
        version="1",
    )


@pytest.fixture(scope="module")
def spoilt(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of a release for each hostile text."""
    folder = tmp_path_factory.mktemp("hostile") / "store"
    with Graph.open(folder, create=True) as made:
        for number, bad in enumerate(PAYLOADS):
            made.add(hostile(number, bad))
        made.finish()
    with serve(folder) as running:
        yield running


def addresses(number: int) -> list[str]:
    things = ("person/p{}", "organization/o{}", "group/g{}", "place/l{}", "event/r{}/e", "statement/r{}/s")
    more = ("area-mention/r{}/a", "release/r{}")
    return ["/id/" + thing.format(number) for thing in (*things, *more)]


def squeezed(text: str) -> str:
    """A text as far as HTML keeps it: no blanks, no control characters, no half pairs."""
    return "".join(
        letter for letter in text.encode("utf-8", "replace").decode("utf-8") if letter.isprintable()
    ).replace(" ", "")


def test_hostile_texts_run_nothing_on_any_page(browser: Any, spoilt: Server) -> None:
    visit = Visit(browser, spoilt.url)
    assert len(PAYLOADS) >= 40
    for number, bad in enumerate(PAYLOADS):
        for address in addresses(number)[number % 2 :: 2]:
            visit.open(address)
            if squeezed(bad):
                assert squeezed(bad) in squeezed(visit.page.evaluate("document.body.textContent")), address
    assert visit.complaints == []


def test_hostile_texts_run_nothing_in_lists_and_as_what_is_asked(browser: Any, spoilt: Server) -> None:
    visit = Visit(browser, spoilt.url)
    for name in LISTINGS:
        visit.open(f"/list/{name}")
    for number, bad in enumerate(PAYLOADS):
        asked = quote(bad.encode("utf-8", "replace")[:190].decode("utf-8", "ignore"))
        visit.open(f"/?q={asked}")
        visit.open(f"/list/people?q={asked}")
        if number % 10 == 0:
            visit.open(f"/id/release/r{number}?view=triples")
            visit.open(f"/network?of=person/p{number}")
    assert visit.complaints == []


def test_hostile_texts_run_nothing_as_suggestions(browser: Any, spoilt: Server) -> None:
    visit = Visit(browser, spoilt.url)
    visit.open("/")
    for text in ("script", "img", "svg", "java", "alert"):
        visit.page.fill("#q", text)
        visit.page.wait_for_selector("#q-suggestions li", timeout=5000)
        assert visit.page.locator("#q-suggestions img, #q-suggestions script").count() == 0
        assert visit.page.evaluate("window.hit") is None
    assert visit.complaints == []


def test_links_to_elsewhere_are_web_addresses(spoilt: Server) -> None:
    for number in range(len(PAYLOADS)):
        for address in addresses(number):
            page = spoilt.client.get(address, headers={"Accept": "text/html"}).text
            for found in re.findall(r'(?:href|src|action|cite)="([^"]*)"', page):
                target = html.unescape(found)
                assert target.startswith(("/", "#", "http://", "https://")) and not target.startswith("//"), target


# what everybody can use


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", KINDS)
def test_axe_finds_nothing_serious(browser: Any, server: Server, address: str, scheme: str) -> None:
    visit = Visit(browser, server.url, color_scheme=scheme)
    visit.open(address)
    assert serious(visit.page) == []


@pytest.mark.parametrize("address", [address for address in KINDS if address != "/ontology"])
def test_nothing_is_wider_than_a_telephone(browser: Any, server: Server, address: str) -> None:
    visit = Visit(browser, server.url, viewport={"width": 390, "height": 800})
    visit.open(address)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_pages_work_without_a_script(browser: Any, server: Server) -> None:
    visit = Visit(browser, server.url, java_script_enabled=False)
    page = visit.page
    page.goto(visit.url + "/")
    page.fill("#q", "kova")
    page.keyboard.press("Enter")
    page.click("table.found a")
    assert page.inner_text("h1") == "Pavol Kováč"
    page.goto(visit.url + "/list/events")
    page.select_option("#f-type", "Meeting")
    page.click("form.filters button")
    assert "type=Meeting" in page.url
    page.goto(visit.url + "/sparql")
    page.click("details.named summary")
    # a form that is posted bears "Origin: null" under a strict referrer policy, and would not be let in
    with page.expect_response("**/sparql?*") as answered:
        page.locator("details.named button:visible").first.click()
    assert answered.value.headers["content-type"].startswith("text/csv")


def test_suggestions_by_keyboard(browser: Any, server: Server) -> None:
    visit = Visit(browser, server.url)
    visit.open("/list/people")
    visit.page.fill("#find", "kova")
    visit.page.wait_for_selector("#find-suggestions li")
    visit.page.keyboard.press("ArrowDown")
    assert visit.page.get_attribute("#find", "aria-activedescendant") == "find-suggestions-0"
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/id/person/pavol-kovac")
    assert visit.complaints == []


def test_a_finding_tells_its_rule_to_the_keyboard(browser: Any, server: Server) -> None:
    visit = Visit(browser, server.url)
    visit.open("/id/release/first")
    mark = visit.page.locator(".chip").first
    tip = mark.locator(".tip")
    assert not tip.is_visible()
    mark.focus()
    visit.page.keyboard.press("Shift+Tab")
    visit.page.keyboard.press("Tab")
    assert tip.is_visible()
    assert re.search(r" · [\w.-]+ · confidence [\d.]+$", tip.inner_text())


def test_a_named_query_fills_the_editor(browser: Any, server: Server) -> None:
    visit = Visit(browser, server.url)
    visit.open("/sparql")
    visit.page.click("details.named:has(strong:text-is('states')) summary")
    visit.page.click("button.open[data-name=states]")
    visit.page.wait_for_selector(".yasr a.iri", timeout=10000)
    assert "# title: States" in visit.page.inner_text("#yasgui")


def test_the_client_may_use_http_alone(server: Server) -> None:
    response = httpx.get(server.url, headers={"Accept": "text/html"})
    assert "unsafe-inline" not in response.headers["content-security-policy"]
