"""Questions that the seed releases answer, each with its whole table; DIPLOGRAPH_REGENERATE=1 writes them anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import diplograph
from diplograph.graph.graph import Graph

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "seed-questions.yaml"
QUESTIONS: dict[str, dict[str, Any]] = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))
ROLES = """
SELECT ?label ?date ?place ?theme ?role ?actor WHERE {
  ?event a dg:Conference ; rdfs:label ?label ; dg:date ?date ; dg:placeName ?place ; dg:topic ?theme ;
    dg:participation [ dg:role ?role ; dg:actor/rdfs:label ?actor ] .
} ORDER BY ?role ?actor
"""


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    with diplograph.build(ROOT / "seeds" / "releases") as made:
        yield made


def rows(graph: Graph, question: dict[str, Any]) -> list[list[Any]]:
    """Return the columns of a question's table that it asks for, as plain values; numbers and dates as text."""
    query = ROLES if question["query"] == "roles" else question["query"]
    table = graph.query(query, **question.get("parameters", {}))
    wanted = [table.columns.index(name) for name in question["columns"]]
    return [["" if row[i] is None else str(row[i]) for i in wanted] for row in table.values()]


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_the_seeds_answer(question: str, graph: Graph) -> None:
    asked = QUESTIONS[question]
    found = rows(graph, asked)
    if os.environ.get("DIPLOGRAPH_REGENERATE"):
        asked["rows"] = found
        GOLDEN.write_text(yaml.safe_dump(QUESTIONS, allow_unicode=True, width=140, sort_keys=False), encoding="utf-8")
    missing = [row for row in asked["rows"] if row not in found]
    extra = [row for row in found if row not in asked["rows"]]
    assert (missing, extra) == ([], [])
    assert len(found) == len(asked["rows"]) > 0


def test_everything_about_a_state_comes_with_its_sentence(graph: Graph) -> None:
    explanation = graph.explain("Kazakhstan")
    texts = [(ROOT / "seeds" / "releases" / f"{p}.txt").read_text(encoding="utf-8") for p in graph_releases(graph)]
    facts = list(explanation.facts)
    assert len(facts) >= 8
    assert all(any(fact.quote in text for text in texts) for fact in facts)
    said = " ".join(fact.text for fact in facts)
    for words in ("Minister of Foreign Affairs", "terrorist attacks", "Appointment", "President"):
        assert words in said


def graph_releases(graph: Graph) -> list[str]:
    return [
        str(row[0]).rsplit("/", 1)[-1] for row in graph.query("SELECT DISTINCT ?r WHERE { ?r a dg:Release }").values()
    ]
