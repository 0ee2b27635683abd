"""Each file of queries runs as it stands in other tools: rdflib finds the same as the library."""

from __future__ import annotations

import pytest
import rdflib

from diplograph.graph import ask
from diplograph.graph.graph import Graph


@pytest.fixture(scope="module")
def copy(graph: Graph) -> rdflib.Graph:
    return graph.rdf(merged=True)


def plain(cells: tuple[object, ...], lists: list[int]) -> tuple[str, ...]:
    """Return a row as texts, the values of list cells in order, since SPARQL joins them in any."""
    texts = ["" if cell is None else str(cell) for cell in cells]
    return tuple("; ".join(sorted(text.split("; "))) if at in lists else text for at, text in enumerate(texts))


@pytest.mark.parametrize("name", sorted(ask.load()))
def test_rdflib_finds_the_same(graph: Graph, copy: rdflib.Graph, name: str) -> None:
    query = graph.queries()[name]
    lists = [query.columns.index(column) for column in query.lists]
    found = [plain(tuple(row), lists) for row in copy.query(query.text)]  # type: ignore[arg-type]
    assert found == [plain(row, lists) for row in graph.query(name)] and found
