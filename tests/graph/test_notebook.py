"""What notebooks show: escaped tables, pages in frames that reach nothing else; tables and networks for others."""

from __future__ import annotations

import builtins
import html
import re
from types import ModuleType

import networkx as nx
import pytest
from payloads import PAYLOADS

from diplograph.extract.errors import ExportError
from diplograph.graph.facts import Fact
from diplograph.graph.framed import Page
from diplograph.graph.graph import Graph
from diplograph.graph.links import network_data
from diplograph.graph.notebook import ROWS, frame, table
from diplograph.graph.rdf import IRI, XSD, Literal
from diplograph.graph.report import EntityReport
from diplograph.graph.table import Table

SANDBOX = re.compile(r'sandbox="([^"]*)"')


def test_a_table_has_caption_heads_and_its_first_rows() -> None:
    shown = Table(
        ("who", "n"), [(IRI("https://a.example/x/one"), Literal("2", XSD + "integer")), (None, Literal("<b>"))]
    )
    assert shown._repr_html_() == (
        '<table><caption>2 rows</caption><thead><tr><th scope="col">who</th><th scope="col">n</th></tr></thead><tbody>'
        '<tr><td title="https://a.example/x/one">one</td><td style="text-align:right">2</td></tr>'
        "<tr><td></td><td>&lt;b&gt;</td></tr></tbody></table>"
    )
    assert "<caption>1 row</caption>" in Table(("a",), [(None,)])._repr_html_()


def test_a_long_table_says_what_is_left_out() -> None:
    long = Table(("n",), [(Literal(str(n)),) for n in range(ROWS + 1234)])._repr_html_()
    assert long.count("<tr>") == ROWS + 1
    assert long.endswith("<p>and 1,234 more: table.records() or table.to_pandas() has them all</p>")
    assert "more:" not in Table(("n",), [(Literal("1"),)] * ROWS)._repr_html_()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_leaves_its_place(payload: str) -> None:
    cell = table(payload, [payload], [[payload], [IRI(f"x:{payload}")]], 900, payload)
    assert re.findall(r"<(?!/)\w+", cell) == re.findall(
        r"<(?!/)\w+", table("x", ["x"], [["x"], [IRI("x:x")]], 900, "x")
    )
    framed = frame(payload, payload, 100, scripts=True)
    assert framed.count("<") == 2
    assert html.unescape(framed.partition('srcdoc="')[2].removesuffix('"></iframe>')) == payload


def test_a_page_lies_in_a_frame_of_another_origin(graph: Graph) -> None:
    page = graph.network(focus="CICA")
    assert isinstance(page, Page)
    (may,) = SANDBOX.findall(page._repr_html_())
    assert "allow-scripts" in may
    assert not {"allow-same-origin", "allow-top-navigation", "allow-forms", "allow-modals"} & set(may.split())
    assert "<title>" in page.html
    (may,) = SANDBOX.findall(graph.report("CICA")._repr_html_())
    assert "scripts" not in may and "same-origin" not in may


def test_a_graph_shows_its_counts(graph: Graph) -> None:
    assert repr(graph) == "<Graph in memory>"
    shown = graph._repr_html_()
    for name, number in graph.counts().items():
        assert f'<tr><td>{name}</td><td style="text-align:right">{number}</td></tr>' in shown


def test_a_table_becomes_a_data_frame(graph: Graph) -> None:
    pytest.importorskip("pandas")
    found = graph.query("evidence")
    frame_ = found.to_pandas()
    assert list(frame_.columns) == list(found.columns)
    assert frame_.to_dict("records") == found.records()
    assert frame_["confidence"].dtype == float and frame_["start"].dtype == int


def test_without_pandas_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def none(name: str, *rest: object) -> ModuleType:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", none)
    with pytest.raises(
        ExportError, match=r'pandas is not installed: install it with pip install "diplograph\[pandas\]"'
    ):
        Table(("a",)).to_pandas()


def test_networkx_holds_what_graphml_does_and_the_facts(graph: Graph, tmp_path: object) -> None:
    found = graph.to_networkx()
    (written,) = graph.export(f"{tmp_path}/network.graphml")
    read = nx.read_graphml(written)
    assert found.is_directed() and found.is_multigraph()

    def bare(data: dict[str, object]) -> dict[str, object]:
        return {name: value for name, value in data.items() if name not in ("facts", "id")}

    assert {name: bare(data) for name, data in found.nodes(data=True)} == {n: bare(d) for n, d in read.nodes(data=True)}
    edges = [(a, b, bare(data)) for a, b, data in found.edges(data=True)]
    assert sorted(edges, key=str) == sorted(((a, b, bare(data)) for a, b, data in read.edges(data=True)), key=str)
    nodes, links = network_data(graph.store)
    assert {name: data["facts"] for name, data in found.nodes(data=True)} == {node.id: node.facts for node in nodes}
    assert [data["facts"] for *_, data in found.edges(data=True)] != []
    facts = [fact for *_, data in found.edges(data=True) for fact in data["facts"]]
    assert sorted(map(str, facts)) == sorted(str(fact) for link in links for fact in link.facts)
    assert all(isinstance(fact, Fact) for fact in facts)


def test_a_report_tells_what_it_is(graph: Graph) -> None:
    found = graph.report("Pavol Kováč")
    assert isinstance(found, EntityReport)
    assert repr(found) == f"<Report on Pavol Kováč: {len(found.dossier.notes)} notes>"
