from __future__ import annotations

import re

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from diplograph.graph.iris import iri, slug
from diplograph.graph.rdf import IRI, Literal, sparql
from diplograph.graph.store import Store

NT = pyoxigraph.RdfFormat.N_TRIPLES
ODD = [
    '"quoted"',
    "<script>",
    "a b",
    "İstanbul",
    "Қазақстан",
    "東京",
    "🙂",
    "",
    "a%20b",
    "{x}",
    "a\\b",
    "a\nb",
    "a\U000e0100",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Executive Director", "executive-director"),
        ("Pavol Kováč", "pavol-kovac"),
        ("Қасым-Жомарт", "қасым-жомарт"),
        ("东京 / Tokyo", "东京-tokyo"),
        ("O'Brien, Jr.", "o-brien-jr"),
        ("straße", "strasse"),
    ],
)
def test_slugs_are_readable(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_slugs_of_names_without_letters_differ() -> None:
    made = [slug(text) for text in ("", "🙂", "🙃", "!?")]
    assert len(set(made)) == 4
    assert all(re.fullmatch(r"x-[0-9a-f]{8}", name) for name in made)


def test_long_slugs_are_cut_but_differ() -> None:
    one, other = slug("minister " * 30), slug("minister " * 31)
    assert one != other
    assert max(len(one), len(other)) <= 80 + 9


@pytest.mark.parametrize("text", ODD)
def test_iris_of_odd_text_are_valid(text: str) -> None:
    made = iri(f"person/{text}")
    assert pyoxigraph.NamedNode(made.value).value == made.value
    assert rdflib.URIRef(made.value).n3() == f"<{made.value}>"
    line = f"<{made.value}> <{made.value}> <{made.value}> ."
    assert [triple.object.value for triple in pyoxigraph.parse(line, format=NT)] == [made.value]


@given(st.text(), st.text())
def test_iris_are_valid_and_differ_where_ids_differ(one: str, other: str) -> None:
    first, second = iri(one), iri(other)
    assert (first == second) == (one == other)
    pyoxigraph.NamedNode(first.value)
    assert sparql(first) == f"<{first.value}>"


@given(st.text())
def test_slugs_are_safe_and_stable(text: str) -> None:
    made = slug(text)
    assert made and made == slug(text)
    assert "/" not in made and iri(made).value.startswith("https://w3id.org/diplograph/id/")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_the_store_and_a_query(text: str) -> None:
    literal = Literal(text)
    row = Store.memory().query(f"SELECT ({sparql(literal)} AS ?x) {{}}").rows[0]
    assert row == (literal,)


@given(st.text())
def test_no_text_leaves_an_iri_in_a_query(text: str) -> None:
    try:
        made = sparql(IRI(text))
    except ValueError:
        return
    assert not re.search(r'[<>"{}|^`\\\x00-\x20]', made[1:-1])
