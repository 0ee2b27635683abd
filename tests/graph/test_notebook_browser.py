"""A notebook's outputs in Chromium: hostile names run nothing there, and a report is a page that all can use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser import serious
from payloads import PAYLOADS

from diplograph.extract.model import ActorRef, Evidence, Extraction, Organization, PartialDate, Release, Statement
from diplograph.graph.graph import Graph

NOTEBOOK = "<!doctype html><html lang=en><title>notebook</title><main>{}</main></html>"


@pytest.fixture(scope="module")
def hostile() -> Graph:
    """A graph in which each payload is the name of a body, its alias, what it says, the title and URL of a release.

    What they say, they say to one body, whose report has it all.
    """
    graph = Graph.memory()
    hub = ActorRef("Hub", "organization", "organization/hub")
    for number, payload in enumerate(PAYLOADS):
        text = payload.encode("utf-8", "replace").decode("utf-8")
        evidence = Evidence(text, 0, len(text), text, 0.5)
        body = Organization(f"organization/odd-{number}", text, text, (text + "2",), evidence)
        by, due = (ActorRef(text, "organization", body.id),), PartialDate("2030")
        named = f"statement/odd-{number}"
        said = Statement(named, "Pledge", by, None, (hub,), text, text, (), due, hub, "reported", evidence)
        release = Release(f"odd-{number}", text, text, f"{number:064x}", title=text, url=text)
        graph.add(Extraction(release, organizations=(body,), statements=(said,)))
    graph.finish()
    return graph


def opened(browser: Any, file: Path, html: str) -> tuple[Any, list[str]]:
    """Open a page with the network off; the list holds what it asked for, ran or complained of."""
    file.write_bytes(html.encode("utf-8"))
    page = browser.new_context(viewport={"width": 1000, "height": 800}, offline=True).new_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url) if request.url.startswith("http") else None)
    page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("popup", lambda popup: seen.append(popup.url))
    page.goto(file.as_uri())
    return page, seen


def test_hostile_names_run_nothing_in_a_notebook(browser: Any, hostile: Graph, tmp_path: Path) -> None:
    assert len(PAYLOADS) >= 40
    reports = [hostile.report("organization/hub"), hostile.report("organization/odd-3")]
    outputs = [hostile, hostile.query("organizations"), hostile.query("commitments"), hostile.network(), *reports]
    page, seen = opened(browser, tmp_path / "notebook.html", NOTEBOOK.format("".join(o._repr_html_() for o in outputs)))
    assert page.locator("iframe").count() == 1 + len(reports)
    page.locator("iframe").first.scroll_into_view_if_needed()  # browsers do not draw what nobody can see
    network = page.locator("iframe").first.content_frame
    network.locator("html[data-ready]").wait_for(state="attached")
    assert network.locator("body").evaluate("diplograph.nodes().length") == 2 * len(PAYLOADS) + 1
    for frame in page.frames:
        if frame is page.main_frame:
            assert frame.evaluate("window.hit") is None
            assert frame.locator("script, img, svg, object, embed, base, form, style, link").count() == 0
    for framed in page.locator("iframe").all():
        assert "same-origin" not in str(framed.get_attribute("sandbox"))
    assert network.locator("body").evaluate("[window.hit, window.origin]") == [None, "null"]
    assert seen == []
    page.context.close()


def test_hostile_names_run_nothing_in_a_report(browser: Any, hostile: Graph, tmp_path: Path) -> None:
    report = hostile.report("organization/hub")
    assert dict(report.dossier.summary)["Commitments received"] == len(PAYLOADS)
    for html in (report.html, *(hostile.report(f"organization/odd-{number}").html for number in (1, 3, 18, 28, 35))):
        page, seen = opened(browser, tmp_path / "report.html", html)
        assert page.evaluate("window.hit") is None
        assert page.locator("script, img, svg, object, embed, iframe, base, form, input, link").count() == 0
        links = page.locator("a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
        assert all(link.startswith(("#", "http://", "https://")) for link in links)
        assert seen == []
        page.context.close()


def test_a_report_is_for_everybody(browser: Any, graph: Graph, tmp_path: Path) -> None:
    for scheme in ("light", "dark"):
        page, seen = opened(browser, tmp_path / "report.html", graph.report("Slovakia").html)
        page.emulate_media(color_scheme=scheme)
        assert serious(page) == []
        assert page.evaluate("document.documentElement.lang") == "en"
        levels = page.locator("h1, h2, h3").evaluate_all("heads => heads.map((head) => Number(head.tagName[1]))")
        assert levels[0] == 1 and set(levels[1:]) == {2}
        assert seen == []
        page.context.close()


def test_footnotes_lead_there_and_back(browser: Any, graph: Graph, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path / "report.html", graph.report("Slovakia").html)
    targets = page.locator("a[href^='#']").evaluate_all("links => links.map((link) => link.hash.slice(1))")
    ids = page.locator("[id]").evaluate_all("items => items.map((item) => item.id)")
    assert len(ids) == len(set(ids))
    assert set(targets) <= set(ids)
    page.locator("a[href='#note-2']").first.click()
    assert page.evaluate("document.querySelector(':target').id") == "note-2"
    page.locator("#note-2 .back a").first.click()
    assert page.evaluate("document.querySelector(':target').textContent") == "[2]"
    page.context.close()
