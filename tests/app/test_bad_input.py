"""What is wrong is said in one line, with the right exit code, and the rest goes on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from diplograph.extract import read

if TYPE_CHECKING:
    from tests.app.conftest import Run

GOOD = (
    "On 5 May 2021, Foreign Minister of Kazakhstan Mukhtar Tileuberdi met President Kassym-Jomart Tokayev in Almaty.\n"
)
UMLAUTS = "The Minister met Jürgen Müller in Köln. Kazakhstan thanked Germany.\n"


def only_line(err: str) -> str:
    lines = err.splitlines()
    assert len(lines) == 1, err
    assert lines[0].startswith("diplograph: ")
    return lines[0].removeprefix("diplograph: ")


@pytest.mark.parametrize("command", ["build", "read"])
def test_missing_path(run: Run, tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(command, "nowhere.txt")
    assert (result.code, result.out) == (2, "")
    assert only_line(result.err) == "nowhere.txt: no such file or folder; check the path"
    assert list(tmp_path.iterdir()) == [], "a wrong path makes no store"


@pytest.mark.parametrize("command", ["build", "read"])
def test_folder_without_releases(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "photo.jpg").write_bytes(b"\xff\xd8")
    extra = ["--graph", tmp_path / "store"] if command == "build" else []
    result = run(command, tmp_path / "empty", *extra)
    assert (result.code, result.out) == (2, "")
    assert only_line(result.err).startswith(f"{tmp_path / 'empty'}: no release in this folder; it needs files that end")


BAD_FILES = {
    "empty": (b"", "the file is empty; give it the text of a release or leave it out"),
    "blank": (b" \n\t\n", "the file is empty; give it the text of a release or leave it out"),
    "binary": (b"MZ\x90\0\x03\0\0", "byte 3 is NUL: a binary file, no text; convert it to .txt first"),
    "latin-1": (
        UMLAUTS.encode("latin-1"),
        "line 1, byte 18 is not UTF-8; convert the file first, for example: iconv -f WINDOWS-1252 -t UTF-8",
    ),
    "huge": (b"word " * 4_000_000, "20 MB is too large for a release (limit 4 MB); split it into its releases"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_unreadable_file(run: Run, tmp_path: Path, kind: str) -> None:
    data, words = BAD_FILES[kind]
    file = tmp_path / "bad.txt"
    file.write_bytes(data)
    result = run("read", file)
    assert (result.code, result.out) == (1, "")
    assert only_line(result.err) == f"{file}: {words}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_text_is_decoded(tmp_path: Path, encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    file = tmp_path / "good.txt"
    file.write_bytes(mark + UMLAUTS.encode(encoding))
    assert read.load(file).text == UMLAUTS


def test_a_batch_with_bad_releases_keeps_the_rest(run: Run, tmp_path: Path) -> None:
    batch = tmp_path / "batch"
    (batch / "more").mkdir(parents=True)
    (batch / "a.txt").write_text(GOOD)
    (batch / "b.txt").write_bytes(b"\0\1\2")
    (batch / "c.txt").write_bytes(UMLAUTS.encode("latin-1"))
    (batch / "more" / "a.txt").write_text(GOOD)
    result = run("build", batch, "--graph", tmp_path / "store", "--format", "json")
    assert result.code == 1
    assert len(result.err.splitlines()) == 3
    assert f"{batch / 'more' / 'a.txt'}: its id a is taken by {batch / 'a.txt'}; rename one of the files" in result.err
    built = json.loads(result.out)
    assert (built["new"], len(built["failed"]), built["conforms"]) == (["a"], 3, True)
    people = run("query", "people", "--graph", tmp_path / "store", "--format", "csv")
    assert "Mukhtar Tileuberdi" in people.out
    result = run("read", batch, "--format", "json")
    assert result.code == 1
    assert [record["id"] for record in json.loads(result.out)] == ["a"]


@pytest.mark.parametrize("command", [["query", "people"], ["export", "x.ttl"], ["check"], ["explain", "CICA"]])
def test_a_store_that_is_none(run: Run, tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"\xff\xd8")
    result = run(*command, "--graph", "photos")
    assert (result.code, result.out) == (2, "")
    line = "photos is no diplograph store: name a store's folder, or a new or empty one to build into"
    assert only_line(result.err) == line
    result = run(*command)
    assert (result.code, result.out) == (2, "")
    assert only_line(result.err).startswith(
        "diplograph-store does not exist: make a store there with 'diplograph build"
    )
    assert not (tmp_path / "x.ttl").exists()


def test_building_into_a_folder_that_is_no_store_leaves_it_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    result = run("build", tmp_path / "a.txt", "--graph", tmp_path)
    assert (result.code, result.out) == (2, "")
    assert "is no diplograph store" in only_line(result.err)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_query_with_a_syntax_error(run: Run, graph: Path) -> None:
    result = run("query", "-", "--graph", graph, stdin=b"SELECT ?x WHERE {\n  ?x a }")
    assert (result.code, result.out) == (2, "")
    assert only_line(result.err).startswith("the query has a syntax error at line 2, column ")


def test_an_unknown_query_is_answered_with_the_nearest(run: Run, graph: Path) -> None:
    result = run("query", "comitments", "--graph", graph)
    assert (result.code, result.out) == (2, "")
    assert only_line(result.err) == "there is no query 'comitments'; did you mean commitments?"


def test_an_unknown_parameter_and_value(run: Run, graph: Path) -> None:
    result = run("query", "states", "-p", "colour=red", "--graph", graph)
    assert (result.code, result.out) == (2, "")
    assert only_line(result.err).startswith("query states has no parameter 'colour': it has state, release")
    result = run("query", "people", "-p", "person=Sarybai", "--graph", graph)
    assert result.code == 2
    assert "did you mean Kairat Sarybay" in only_line(result.err)


def test_a_query_file_that_is_not_there(run: Run, graph: Path) -> None:
    result = run("query", "nowhere.rq", "--graph", graph)
    assert (result.code, result.out) == (2, "")
    assert only_line(result.err) == "nowhere.rq cannot be read: No such file or directory"


def test_turtle_of_a_table(run: Run, graph: Path) -> None:
    result = run("query", "people", "--format", "ttl", "--graph", graph)
    assert (result.code, result.out) == (2, "")
    assert only_line(result.err) == "only CONSTRUCT and DESCRIBE queries give Turtle; choose another --format"


def test_an_unknown_entity_is_answered_with_the_nearest(run: Run, graph: Path) -> None:
    result = run("explain", "Kazakstan", "--graph", graph)
    assert (result.code, result.out) == (2, "")
    assert "did you mean Kazakhstan" in only_line(result.err)


def test_an_unknown_export_format(run: Run, graph: Path, tmp_path: Path) -> None:
    result = run("export", tmp_path / "graph.xlsx", "--graph", graph)
    assert (result.code, result.out) == (2, "")
    assert ".xlsx" in only_line(result.err)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written(run: Run, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = run("export", tmp_path / "file" / "graph.ttl", "--graph", graph)
    assert (result.code, result.out) == (2, "")
    assert f"{tmp_path / 'file'}" in only_line(result.err)


def test_a_model_that_is_not_installed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    result = run("read", tmp_path / "a.txt", "--model", "xx_no_such_model")
    assert (result.code, result.out) == (2, "")
    assert only_line(result.err).startswith("spaCy model xx_no_such_model is not installed; install it with pip")


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "no gold records here"), ("{", "no gold record (Expecting"), ("[]", "a gold record is a JSON object")],
)
def test_bad_gold(run: Run, tmp_path: Path, content: str | None, words: str) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    if content is not None:
        (gold / "a.json").write_text(content)
    (tmp_path / "a.txt").write_text(GOOD)
    result = run("score", gold, tmp_path / "a.txt")
    assert (result.code, result.out) == (2, "")
    assert words in only_line(result.err)
