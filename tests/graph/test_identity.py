"""The same person across releases is one node, and two persons never are."""

from __future__ import annotations

from itertools import permutations

import pytest

from diplograph.extract.model import ActorRef, Evidence, Extraction, Person, Post, Release, Statement
from diplograph.extract.short_names import apart, is_short
from diplograph.graph.graph import Graph
from diplograph.graph.identity import agree

RUS = ActorRef("Ruritania", "state", "state/RUS")
KAZ = ActorRef("Gondal", "state", "state/KAZ")


def release(name: str, *people: tuple[str, str, ActorRef | None]) -> Extraction:
    """An extraction of a release that names persons with a post, each of whom says something."""
    text = ". ".join(f"{title} {person}" for person, title, _ in people)
    said = Evidence(text, 0, len(text), "test.rule", 0.9)
    made = tuple(
        Person(
            f"person/{person.lower().replace('.', '').replace(' ', '-')}",
            person,
            (),
            (Post(title, body.name if body else None, body, said),),
            said,
        )
        for person, title, body in people
    )
    statements = tuple(
        Statement(
            f"statement/{name}/{i}",
            "Hope",
            (ActorRef(p.name, "person", p.id),),
            None,
            (),
            None,
            "peace",
            (),
            None,
            None,
            "asserted",
            said,
        )
        for i, p in enumerate(made)
    )
    return apart(Extraction(Release(name, f"{name}.txt", text, name), people=made, statements=statements))


def speakers(*extractions: Extraction) -> dict[str, str]:
    """Return statement → id of its speaker in the finished graph."""
    with Graph.memory() as graph:
        for extraction in extractions:
            graph.add(extraction)
        graph.finish()
        rows = graph.query("SELECT ?s ?p WHERE { ?s a dg:Hope ; dg:speaker ?p }").rows
        return {str(s).split("statement/")[1]: str(p).split("person/")[1] for s, p in rows}


FULL = release("full", ("Sergey Orlov", "Foreign Minister", RUS))


@pytest.mark.parametrize("name", ["S. Orlov", "Orlov", "S. V. Orlov".replace(" V.", "")])
def test_a_short_name_joins_the_full_one_of_the_same_body(name: str) -> None:
    found = speakers(FULL, release("a", (name, "Minister", RUS)))
    assert set(found.values()) == {"sergey-orlov"}


@pytest.mark.parametrize(
    ("name", "body"), [("S. Orlov", KAZ), ("Orlov", None), ("A. Orlov", RUS), ("S. Orlova", RUS), ("S. I. Orlov", RUS)]
)
def test_what_does_not_agree_stays_apart(name: str, body: ActorRef | None) -> None:
    found = speakers(FULL, release("a", (name, "Minister", body)))
    assert len(set(found.values())) == 2


def test_two_that_fit_leave_it_open() -> None:
    other = release("other", ("Stepan Orlov", "Deputy Minister", RUS))
    assert len(set(speakers(FULL, other, release("a", ("S. Orlov", "Minister", RUS))).values())) == 3


def test_two_apart_in_one_release_stay_two() -> None:
    both = release("both", ("Sergey Orlov", "Foreign Minister", RUS), ("Orlov", "Deputy Minister", RUS))
    assert len(set(speakers(both).values())) == 2


def test_surnames_of_different_bodies_are_two_men() -> None:
    found = speakers(release("a", ("Karimov", "Minister", RUS)), release("b", ("Karimov", "Minister", KAZ)))
    assert set(found.values()) == {"karimov-rus", "karimov-kaz"}
    found = speakers(release("a", ("Karimov", "Minister", None)), release("b", ("Karimov", "Minister", None)))
    assert set(found.values()) == {"karimov-a", "karimov-b"}


def test_the_order_of_releases_changes_nothing() -> None:
    releases = (
        FULL,
        release("a", ("S. Orlov", "Minister", RUS)),
        release("b", ("Orlov", "Minister", RUS), ("Xi Jinping", "President", KAZ)),
        release("c", ("Xi", "President", KAZ)),
    )
    found = []
    for order in permutations(releases):
        with Graph.memory() as graph:
            for extraction in order:
                graph.add(extraction)
                graph.finish()  # settled in between too
            found.append(sorted(map(str, graph.store.triples())))
    assert all(one == found[0] for one in found)


def test_a_join_is_taken_back_when_its_ground_goes() -> None:
    short = release("a", ("S. Orlov", "Minister", RUS))
    with Graph.memory() as graph, Graph.memory() as alone:
        for extraction in (short, FULL):
            graph.add(extraction)
        graph.finish()
        labels = graph.query("SELECT ?l WHERE { ?p a dg:Person ; rdfs:label ?l }").rows
        assert [str(row[0]) for row in labels] == ["Sergey Orlov"]
        graph.remove("full")
        graph.finish()
        alone.add(short)
        alone.finish()
        assert graph.store.triples() == alone.store.triples()


def test_what_a_short_name_is() -> None:
    assert all(map(is_short, ("Orlov", "S. Orlov", "S.V. Orlov", "Sh. Mirzoyev")))
    assert not any(map(is_short, ("Xi Jinping", "Ban Ki-moon", "J. K. Lee Smith")))
    assert agree("Xi", "Xi Jinping")
    assert not agree("Ban", "Ann Bank")
