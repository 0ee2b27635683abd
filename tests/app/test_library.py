"""The library's verbs."""

from __future__ import annotations

from pathlib import Path

import pytest

import diplograph
from diplograph.extract.errors import ReadError

TEXT = "On 5 May 2021, Foreign Minister of Kazakhstan Mukhtar Tileuberdi met President Kassym-Jomart Tokayev in Almaty."


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("releases")
    (folder / "a.txt").write_text(TEXT)
    (folder / "bad.txt").write_bytes(b"\0")
    return folder


def test_build_query_view_and_read(releases: Path, tmp_path: Path) -> None:
    seen: list[str] = []
    with pytest.warns(UserWarning, match="is NUL: a binary file"):
        graph = diplograph.build(releases, progress=seen.append)
    assert seen == ["a.txt"]
    assert isinstance(graph, diplograph.Graph)
    table = graph.query("states", state="Kazakhstan")
    assert isinstance(table, diplograph.Table)
    assert [row["code"] for row in table.records()] == ["KAZ"]
    assert "<td>KAZ</td>" in table._repr_html_()
    assert graph.view(tmp_path / "network.html").stat().st_size > 100_000
    assert len(graph.rdf(merged=True)) > 100


def test_build_into_a_folder_goes_on_where_it_was(releases: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    diplograph.build([releases / "a.txt"], graph=store).close()
    seen: list[str] = []
    with diplograph.build(str(releases / "*.txt").replace("*", "a"), graph=store, progress=seen.append) as graph:
        assert list(graph.releases()) == ["a"]
    with diplograph.Graph.open(store) as again:
        assert again.counts()["releases"] == 1


def test_read_takes_a_path_or_a_text(releases: Path) -> None:
    from_path = diplograph.read(releases / "a.txt")
    assert from_path == diplograph.read(str(releases / "a.txt"))
    from_text = diplograph.read(TEXT)
    assert from_text["people"] == from_path["people"]
    assert from_text["id"] == "stdin"


def test_a_notebook_shows_a_record_as_a_table(releases: Path) -> None:
    shown = diplograph.read(releases / "a.txt")._repr_html_()  # type: ignore[attr-defined]
    assert shown.startswith("<table><caption>a: what was found</caption>")
    assert "<tr><td>people</td><td>Mukhtar Tileuberdi</td><td>Foreign Minister of Kazakhstan</td>" in shown


def test_read_of_what_is_not_there() -> None:
    with pytest.raises(ReadError, match=r"nowhere\.txt: No such file"):
        diplograph.read("nowhere.txt")
    with pytest.raises(ReadError, match=r"no such folder/a release\.txt: No such file"):
        diplograph.read("no such folder/a release.txt")


def test_the_package_has_nothing_else_to_offer() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = diplograph.nothing
    assert set(diplograph.__all__) <= set(dir(diplograph)) | {
        "DiplographError",
        "Extraction",
        "Graph",
        "Release",
        "Table",
    }
    assert issubclass(ReadError, diplograph.DiplographError)
