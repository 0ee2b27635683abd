"""The command ``report``, and that each number and sentence of a report is what the store has."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from diplograph.extract import read
from diplograph.graph.graph import Graph
from diplograph.graph.report import release_id

if TYPE_CHECKING:
    from tests.app.conftest import Run

SEEDS = Path(__file__).parents[2] / "seeds" / "releases"
SOMEBODY = ["Kairat Sarybay", "Mukhtar Tileuberdi", "CICA", "CICA Secretariat", "Kazakhstan", "OSCE", "KOR"]
# named query → its columns that tell one line of a section from another
KEYS = {"people": ("name", "post", "of"), "who-met-whom": ("b",)}


@pytest.fixture(scope="module")
def store(graph: Path) -> Iterator[Graph]:
    with Graph.open(graph) as made:
        yield made


@pytest.mark.parametrize("entity", SOMEBODY)
def test_each_section_has_as_many_lines_as_its_command_finds(run: Run, graph: Path, store: Graph, entity: str) -> None:
    sections = store.report(entity).dossier.sections
    compared = 0
    for section in sections:
        if section.command:
            command = shlex.split(section.command)
            assert command[0] == "diplograph"
            rows = json.loads(run(*command[1:], "--graph", graph, "--format", "json").out)
            columns = KEYS.get(command[2])
            found = {tuple(row[name] for name in columns) for row in rows} if columns else rows
            assert len(section.lines) == len(found), section.title
            compared += 1
    assert compared


@pytest.mark.parametrize("entity", SOMEBODY)
def test_every_sentence_is_evidence_in_the_store_and_in_the_release(store: Graph, entity: str) -> None:
    texts = {path.stem: read.load(path).text for path in SEEDS.iterdir()}
    evidence = {
        (row["quote"], row["rule"], row["confidence"], row["release"]) for row in store.query("evidence").records()
    }
    found = store.report(entity).dossier
    assert [note.number for note in found.notes] == list(range(1, len(found.notes) + 1))
    for note in found.notes:
        if note.quote:
            assert note.quote in texts[release_id(note)]
            for rule, confidence in note.rules:
                assert (note.quote, rule, confidence, note.release_iri) in evidence
        else:
            assert note.rules == (("background", 1.0),)
    lines = [line for section in found.sections for line in section.lines]
    assert all(line.notes for line in lines), "no line without a sentence"
    assert {number for line in lines for number in line.notes} == {note.number for note in found.notes}


@pytest.mark.parametrize("entity", SOMEBODY)
def test_nothing_that_explain_knows_is_missing(store: Graph, entity: str) -> None:
    notes = store.report(entity).dossier.notes
    told = {(note.release_iri, note.quote, rule) for note in notes for rule, _ in note.rules if note.quote}
    facts = [fact for group in store.explain(entity).groups if group.title != "Mentions" for fact in group.facts]
    assert {(fact.release_iri, fact.quote, fact.rule) for fact in facts if fact.quote} <= told


def test_releases_are_counted_as_the_query_counts_them(store: Graph) -> None:
    rows = store.query("organizations").records()
    assert rows
    for row in rows:
        assert dict(store.report(str(row["organization"])).dossier.summary)["Releases"] == row["releases"]


def test_a_report_is_printed_or_written(run: Run, graph: Path, store: Graph, tmp_path: Path) -> None:
    printed = run("report", "CICA", "--graph", graph)
    assert (printed.code, printed.err) == (0, "")
    assert printed.out == store.report("CICA").markdown == str(store.report("CICA"))
    for suffix, text in (("md", printed.out), ("html", store.report("CICA").html)):
        file = tmp_path / f"deep/cica.{suffix}"
        result = run("report", "CICA", "-o", file, "--graph", graph)
        assert (result.code, result.out, result.err) == (0, f"{file}\n", "")
        assert file.read_text("utf-8") == text
        assert run("report", "CICA", "--format", suffix, "--graph", graph).out == text


def test_every_footnote_of_markdown_is_there_once(store: Graph) -> None:
    body, _, notes = store.report("Kairat Sarybay").markdown.partition("\n## Sentences\n")
    used, given = set(re.findall(r"\[\^(\d+)\]", body)), re.findall(r"^\[\^(\d+)\]: ", notes, re.M)
    assert len(given) == len(set(given))
    assert used == set(given)
    assert all(re.search(r"\(00\d_\w+, undated\); [\w.-]+, confidence 0\.\d\d", line.replace("\\", ""))
               for line in notes.strip().splitlines())  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Kazakstan"], "diplograph: the graph knows no name 'Kazakstan'; did you mean Kazakhstan"),
        (["CICA", "-o", "x.pdf"], "diplograph: x.pdf has no suffix of a report: use one of .md .html\n"),
        (["CICA", "-o", "{folder}/file/x.md"], "x.md cannot be written: "),
    ],
)
def test_errors_are_one_line(run: Run, graph: Path, tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "file").write_text("in the way")
    result = run("report", *(part.format(folder=tmp_path) for part in arguments), "--graph", graph)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert result.err.count("\n") == 1
