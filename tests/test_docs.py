"""The documentation is true: answers are fresh, code runs, the site builds, links and anchors lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import generate
import pytest
import typer
from browser import serious
from making import areas, reference, sessions

from diplograph.cli import COMMANDS, app
from diplograph.extract import rules
from diplograph.graph import ask
from diplograph.graph.graph import Graph
from diplograph.ontology.terms import Class, Prop, local

ROOT = Path(__file__).parents[1]
WRITTEN = generate.pages()
DOCUMENTS = sorted({*WRITTEN, *ROOT.glob("*.md")})
FENCED = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
PREFIXES = re.compile(r"(?:^|\$ |&& |\| |; do |`)diplograph ([a-z-]+)((?: [^\n`|]*)?)", re.MULTILINE)


def blocks(page: Path, language: str) -> list[str]:
    return [body for name, body in FENCED.findall(page.read_text("utf-8")) if name == language]


def having(language: str) -> list[Path]:
    return [page for page in WRITTEN if blocks(page, language)]


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("docs") / sessions.STORE
    sessions.build(made)
    return made


@pytest.fixture(scope="module")
def graph(store: Path) -> Iterator[Graph]:
    with Graph.open(store) as opened:
        yield opened


@pytest.mark.parametrize("page", WRITTEN, ids=name)
def test_code_runs_and_answers_are_fresh(page: Path, store: Path) -> None:
    assert sessions.renew(page, store) == page.read_text("utf-8"), "run make docs"


def test_a_block_that_fails_is_told(store: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    for block, said in {
        "```console\n$ diplograph query nobody\n```": "page.md: diplograph query nobody ends with 2: ",
        "```console\n$ cat nothing | wc -l && false\n```": "page.md: cat nothing | wc -l && false ends with 1: ",
        "```python\nassert False\n```": "page.md: AssertionError",
        '```sparql\nSELECT ?x {\n```\n\n```text title="Answer"\n```': "page.md: the query has a syntax error",
    }.items():
        page.write_text(f"# Page\n\n{block}\n")
        with pytest.raises(RuntimeError, match=f"^{re.escape(said)}"):
            sessions.renew(page, store)


def test_every_sparql_runs_and_answers(graph: Graph) -> None:
    found = [(page, body) for page in having("sparql") for body in blocks(page, "sparql")]
    assert len(found) >= 18
    silent = [(name(page), body) for page, body in found if not len(graph.query(body))]
    assert silent == []


def test_the_recipes_are_many_and_each_shows_its_answer() -> None:
    text = (ROOT / "docs" / "howto" / "sparql.md").read_text("utf-8")
    assert text.count("```sparql\n") == len(re.findall(r'```text title="Answer"\n\S', text)) >= 16


@pytest.mark.parametrize("page", DOCUMENTS, ids=name)
def test_commands_and_options_exist(page: Path) -> None:
    known = {command.__name__: options(command.__name__) for command in COMMANDS}
    code = "\n".join(
        block or inline
        for block, inline in re.findall(r"```\w*\n(.*?)```|`([^`\n]+)`", page.read_text("utf-8"), re.DOTALL)
    )
    for command, rest in PREFIXES.findall(code):
        if command.startswith("-"):  # an option of the program itself
            continue
        assert command in known, f"{name(page)} names diplograph {command}"
        for option in re.findall(r"(?<!\S)(--?[a-z][a-z-]*)", rest.split(" || ")[0].split(" > ")[0]):
            assert option in known[command], f"{name(page)}: diplograph {command} has no {option}"


def options(command: str) -> set[str]:
    found = typer.main.get_command(app).commands[command]  # type: ignore[attr-defined]
    return {"-h", "--help"} | {
        option for parameter in found.params for option in (*parameter.opts, *parameter.secondary_opts)
    }


def test_every_command_has_an_example_in_its_help() -> None:
    for command, example in COMMANDS.items():
        assert example.startswith(f"diplograph {command.__name__}")


@pytest.mark.parametrize("page", DOCUMENTS, ids=name)
def test_links_to_files_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text("utf-8")):
        made = (page.parent / target).resolve().relative_to(ROOT).as_posix().removeprefix("docs/")
        assert (page.parent / target).exists() or made in reference.PAGES, f"{name(page)} links to {target}"


def test_the_reference_has_everything() -> None:
    made = {address: write() for address, write in reference.PAGES.items() if address != "reference/record.md"}
    assert anchors(made["reference/commands.md"]) >= {command.__name__ for command in COMMANDS}
    assert anchors(made["reference/queries.md"]) == set(ask.load())
    assert anchors(made["reference/ontology.md"]) >= {local(term) for term in (*Class, *Prop)}
    assert len(anchors(made["reference/areas.md"])) == areas.count() + 5 == 109
    assert {found for address in made if "/rules/" in address for found in anchors(made[address])} == {
        rule.id for rule in rules.load()
    }
    assert {"diplograph.build", "diplograph.read", "Graph.query", "Table.records"} <= anchors(
        made["reference/python.md"]
    )


def anchors(text: str) -> set[str]:
    return set(re.findall(r"^#+ .* \{ #(\S+) \}$", text, re.MULTILINE))


def test_a_record_key_without_meaning_is_told() -> None:
    from making import record

    with pytest.raises(KeyError, match=r"meanings\.yaml: posts: explain \['since'\]"):
        record._compare("posts", {"title"}, {"title", "since"})


class Page(HTMLParser):
    """What a built page refers to, the anchors it has, its headings, and pictures without a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.levels: list[int] = []
        self.mute: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self.ids.add(given.get("id", ""))
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("script", "img", "iframe") and "src" in given:
            self.loads.append(given["src"])
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preconnect"):
            self.loads.append(given["href"])
        if tag == "img" and not given.get("alt"):
            self.mute.append(given["src"])
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly: a link, an anchor or a page of the navigation that is not there fails."""
    pytest.importorskip("material")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    folder = tmp_path_factory.mktemp("site")
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), strict=True))
    return folder


@pytest.fixture(scope="module")
def built(site: Path) -> dict[str, Page]:
    return {file.relative_to(site).as_posix(): Page(file.read_text("utf-8")) for file in sorted(site.rglob("*.html"))}


def test_the_site_has_its_pages_and_nothing_else(built: dict[str, Page], site: Path) -> None:
    written = {
        page.relative_to(ROOT / "docs").with_suffix(".html").as_posix() for page in WRITTEN if page.name != "README.md"
    }
    made = {address.replace(".md", ".html") for address in reference.PAGES}
    assert set(built) == written | made | {"404.html"}
    assert not list(site.rglob("*.py"))
    assert (site / "search" / "search_index.js").stat().st_size > 100_000


def test_every_link_and_anchor_of_the_site_resolves(built: dict[str, Page], site: Path) -> None:
    dead = []
    for address, page in built.items():
        if address == "404.html":  # its links begin at the root, since it stands in for any page
            continue
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or not (parts.path or parts.fragment):
                continue
            target = ((site / address).parent / unquote(parts.path)).resolve() if parts.path else site / address
            there = target.relative_to(site.resolve() if parts.path else site).as_posix()
            if not target.is_file() or (parts.fragment and unquote(parts.fragment) not in built[there].ids):
                dead.append(f"{address}: {link}")
    assert dead == []


def test_pages_load_nothing_from_elsewhere(built: dict[str, Page]) -> None:
    assert [(a, load) for a, page in built.items() for load in page.loads if urlsplit(load).netloc] == []


def test_pictures_have_texts_and_headings_are_in_order(built: dict[str, Page]) -> None:
    assert [a for a, page in built.items() if page.mute] == []
    for address, page in built.items():
        assert page.levels.count(1) == 1, address
        steps = zip(page.levels, page.levels[1:], strict=False)
        assert all(after <= before + 1 for before, after in steps), f"{address}: {page.levels}"


def test_an_automatic_reader_finds_no_barrier(site: Path, browser: Any) -> None:
    """Axe finds nothing serious on a written and a made page, in light and dark, opened from files, network off."""
    found = []
    for scheme in ("light", "dark"):
        page = browser.new_context(color_scheme=scheme, offline=True).new_page()
        for address in ("tutorial", "reference/rules/links"):
            page.goto((site / f"{address}.html").as_uri())
            found += [(scheme, address, wrong) for wrong in serious(page)]
        page.context.close()
    assert found == []
