"""What a store holds depends on the releases in it, and on nothing that happened on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import chain
from types import ModuleType

import pytest
import synthetic
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from killing import every

from diplograph.extract.errors import StoreError
from diplograph.extract.model import (
    ActorRef,
    Evidence,
    Extraction,
    Organization,
    Person,
    Place,
    Post,
    Release,
    State,
    Statement,
)
from diplograph.extract.short_names import apart
from diplograph.graph import builder
from diplograph.graph.builder import count
from diplograph.graph.graph import Graph
from diplograph.graph.infer import infer
from diplograph.graph.iris import graph_iri, release_iri
from diplograph.graph.rdf import IRI, LABEL
from diplograph.graph.store import Store
from diplograph.graph.triples import triples
from diplograph.graph.vocabulary import vocabulary
from diplograph.ontology.terms import BASE, Prop

RUS, CHN = ActorRef("Russia", "state", "state/RUS"), ActorRef("China", "state", "state/CHN")
CICA = "Conference on Interaction and Confidence Building Measures in Asia"


def small(
    name: str,
    *people: tuple[str, ActorRef | None],
    states: Iterable[ActorRef] = (),
    bodies: Iterable[tuple[str, str, str | None]] = (),
    places: Iterable[tuple[str, str]] = (),
) -> Extraction:
    """An extraction of a release that names people with posts, each of whom hopes for peace, states, bodies, places."""
    text = f"Release {name}: {', '.join(person for person, _ in people)} hoped for peace."
    said = Evidence(text, 0, len(text), "test.rule", 0.9)
    people_made = tuple(
        Person(
            f"person/{person.lower().replace('.', '').replace(' ', '-')}",
            person,
            (),
            (Post("Minister", body.name, body, said),) if body else (),
            said,
        )
        for person, body in people
    )
    refs = [ActorRef(one.name, "person", one.id) for one in people_made]
    statements = tuple(
        Statement(
            f"statement/{name}/hope-{n}", "Hope", (ref,), None, (), None, "peace", (), None, None, "asserted", said
        )
        for n, ref in enumerate(refs)
    )
    return apart(
        Extraction(
            Release(name, f"{name}.txt", text, f"{len(text):064x}"),
            people_made,
            tuple(State(ref.id, ref.id[-3:], ref.name, (), said) for ref in states),
            tuple(Organization(f"organization/{key}", full, short, (), said) for key, full, short in bodies),
            tuple(Place(f"place/{place.lower()}", place, country, said) for place, country in places),
            statements=statements,
        )
    )  # fmt: skip


SCHEMA = [triple for graph in vocabulary().values() for triple in graph]
INFERRED = graph_iri("inferred")
V4 = ("v4", "Visegrad Group", None)  # another release writes it otherwise, and both names are one when folded
FULL = small("full", ("Sergey Orlov", RUS), states=[RUS])
SHORT = small("short", ("S. Orlov", RUS), ("Xi", CHN), bodies=[("cica-secretariat", "CICA Secretariat", None), V4])
BOTH = small("both", ("S. Orlov", RUS), ("Orlov", RUS), ("Xi Jinping", CHN), places=[("Almaty", "KAZ")])
OTHER = small("other", ("Stepan Orlov", RUS), states=[CHN], bodies=[("cica", CICA, "CICA")])
ODD = small(
    "odd",
    ("Orlov", RUS),
    states=[RUS, CHN],
    bodies=[("cica", CICA, "CICBMA"), ("v4", "VISEGRAD GROUP", "V4")],
    places=[("Omsk", "RUS")],
)
FIVE = (FULL, SHORT, BOTH, OTHER, ODD)


def bare() -> Graph:
    """A graph without the vocabulary, which takes longest to write; what follows is drawn by its rules all the same."""
    store = Store.memory()
    store.stamp(state=builder.state())
    return Graph(store)


def quads(store: Store) -> set[bytes]:
    """Return every quad that the engine holds, of hidden graphs and of the merge too, and the name of every graph."""
    return every(store._open()._engine)


def build(found: Iterable[Extraction]) -> Graph:
    graph = bare()
    for extraction in found:
        graph.add(extraction)
    graph.finish()
    return graph


def test_every_order_in_which_releases_come_and_go_leads_to_the_same() -> None:
    """Walk through all 120 orders of five, release by release, and back; each set of them has one graph."""

    @cache
    def expected(ids: frozenset[str]) -> tuple[set[bytes], dict[str, int]]:
        with build(extraction for extraction in FIVE if extraction.release.id in ids) as graph:
            assert graph.counts() == count(graph.store)
            return quads(graph.store), graph.counts()

    seen = 0

    def walk(here: frozenset[str]) -> None:
        nonlocal seen
        for extraction in FIVE:
            name = extraction.release.id
            if name not in here:
                graph.add(extraction)
                graph.finish()
                assert (quads(graph.store), graph.counts()) == expected(here | {name})
                walk(here | {name})
                graph.remove(name)
                graph.finish()
                assert (quads(graph.store), graph.counts()) == expected(here)
                seen += 1

    with bare() as graph:
        walk(frozenset())
    assert seen == 325 and len({frozenset(found) for found, _ in map(expected, subsets())}) == 32


def subsets() -> Iterator[frozenset[str]]:
    for number in range(2 ** len(FIVE)):
        yield frozenset(one.release.id for place, one in enumerate(FIVE) if number >> place & 1)


@pytest.fixture(scope="module")
def pool(samples: ModuleType) -> dict[str, list[Extraction]]:
    """Versions of releases: handmade ones, the samples, and synthetic ones, whole, in part, and under other names."""
    drawn = sorted(synthetic.extractions(40, seed=3), key=lambda one: len(one.statements))[:4]
    versions = {one.release.id: [one, part(one)] for one in (*FIVE, samples.first(), samples.second(), *drawn)}
    versions["full"].append(small("full", ("Sergei Orlov", RUS), states=[CHN]))
    versions["short"].append(small("short", ("S. Orlov", CHN), bodies=[("cica", CICA, None)]))
    versions["other"].append(small("other", ("S. Orlov", RUS), ("Sergey Orlov", RUS)))
    return versions


def part(one: Extraction) -> Extraction:
    """A release of which only half is found."""
    return replace(one, people=one.people[1:], states=one.states[1:], events=one.events[1:], places=one.places[1:],
                   organizations=one.organizations[:1], statements=one.statements[::2], areas=())  # fmt: skip


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_coming_going_and_replacing_leads_to_what_a_fresh_build_gives(
    pool: dict[str, list[Extraction]], data: st.DataObject
) -> None:
    names, inside = sorted(pool), dict[str, Extraction]()
    with bare() as graph:
        for _ in range(data.draw(st.integers(1, 4))):  # batches, each written at once
            for name in data.draw(st.lists(st.sampled_from(names), max_size=6)):
                if name in inside and data.draw(st.booleans()):
                    graph.remove(name)
                    del inside[name]
                else:
                    inside[name] = data.draw(st.sampled_from(pool[name]))
                    graph.add(inside[name])
            graph.finish()
            with build(inside.values()) as fresh:
                assert quads(graph.store) == quads(fresh.store)
                assert graph.counts() == fresh.counts() == count(graph.store)
                assert graph.releases() == fresh.releases()
                assert graph.store.digests() == fresh.store.digests()
        said = (graph.store.match(graph=name) for name in graph.store.graphs() if name != INFERRED)
        assert set(graph.store.match(graph=INFERRED)) == infer(chain.from_iterable(said), SCHEMA)


def test_a_batch_may_be_of_any_size(pool: dict[str, list[Extraction]], monkeypatch: pytest.MonkeyPatch) -> None:
    found = [versions[0] for versions in pool.values()]
    made = []
    for size in (1, 500, 10**9):
        monkeypatch.setattr(builder, "_BATCH", size)
        with Graph.memory() as graph:  # with the vocabulary
            for extraction in found:
                graph.add(extraction)
            graph.finish()
            made.append((quads(graph.store), graph.counts(), count(graph.store)))
    assert made[0] == made[1] == made[2] and made[0][1] == made[0][2]


def holders(graph: Graph) -> dict[str, str]:
    """Return release → the one who hopes in it, by number."""
    rows = graph.query("SELECT ?s ?p WHERE { ?s a dg:Hope ; dg:speaker ?p }").rows
    return {str(s).rpartition("statement/")[2]: str(p).rpartition("/")[2] for s, p in rows}


def test_short_names_join_and_part_with_what_comes_and_goes() -> None:
    with build([SHORT]) as graph:
        assert holders(graph) == {"short/hope-0": "s-orlov-rus", "short/hope-1": "xi-chn"}
        graph.add(FULL)
        assert holders(graph)["short/hope-0"] == "sergey-orlov"
        graph.add(small("full", ("Sergey Orlov", CHN)))  # another body: no ground any more
        assert holders(graph)["short/hope-0"] == "s-orlov-rus"
        graph.add(FULL)
        graph.add(OTHER)  # a second one who fits
        assert holders(graph)["short/hope-0"] == "s-orlov-rus"
        graph.remove("full")
        assert holders(graph)["short/hope-0"] == "stepan-orlov"
        graph.remove("other")
        assert holders(graph) == {"short/hope-0": "s-orlov-rus", "short/hope-1": "xi-chn"}
        with build([SHORT]) as fresh:
            graph.finish()
            assert quads(graph.store) == quads(fresh.store)


def test_two_short_names_of_one_release_that_would_be_one_stay_two() -> None:
    with build([FULL, BOTH]) as graph:
        assert holders(graph) == {
            "full/hope-0": "sergey-orlov",
            "both/hope-0": "s-orlov-rus",
            "both/hope-1": "orlov-rus",
            "both/hope-2": "xi-jinping",
        }
        graph.add(small("both", ("Orlov", RUS)))
        assert holders(graph) == {"full/hope-0": "sergey-orlov", "both/hope-0": "sergey-orlov"}


def test_a_full_name_stays_while_any_release_gives_it() -> None:
    again = small("again", ("Sergey Orlov", RUS))
    with build([FULL, SHORT, again]) as graph:
        graph.remove("full")
        assert holders(graph)["short/hope-0"] == "sergey-orlov"
        labels = [str(t.object) for t in graph.store.match(IRI(f"{BASE}person/sergey-orlov"), LABEL)]
        assert labels == ["Sergey Orlov"]
        graph.remove("again")
        assert holders(graph)["short/hope-0"] == "s-orlov-rus"


def test_when_all_goes_nothing_stays_but_what_every_store_holds() -> None:
    with Graph.memory() as graph:
        empty, counts = quads(graph.store), graph.counts()
        for extraction in FIVE:
            graph.add(extraction)
        graph.finish()
        assert quads(graph.store) > empty
        for extraction in FIVE:
            graph.remove(extraction.release.id)
        graph.finish()
        assert quads(graph.store) == empty and graph.counts() == counts == count(graph.store)


def test_background_follows_the_names_and_acronyms_that_releases_give() -> None:
    cica, secretariat = IRI(f"{BASE}organization/cica"), IRI(f"{BASE}organization/cica-secretariat")
    acronym, member = IRI(Prop.ACRONYM), IRI(Prop.MEMBER_OF)

    def known(predicate: IRI) -> set[str]:
        return {str(t.object) for t in graph.store.match(cica, predicate, graph=graph_iri("background"))}

    with build([SHORT]) as graph:
        assert known(acronym) == {"CICA"} and known(IRI(Prop.PART_OF)) == set()
        assert not list(graph.store.match(None, member, cica))
        graph.add(ODD)  # names CICA by another acronym, and China
        graph.finish()
        assert known(acronym) == set()
        assert IRI(f"{BASE}state/CHN") in [t.subject for t in graph.store.match(None, member, cica)]
        graph.remove("odd")
        graph.finish()
        assert known(acronym) == {"CICA"}
        graph.remove("short")
        graph.finish()
        assert not list(graph.store.match(cica)) and not list(graph.store.match(secretariat))


def test_making_a_store_anew_under_the_same_rules_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with Graph.memory() as graph:
        for extraction in (FULL, SHORT, ODD, small("xi", ("Xi Jinping", CHN))):
            graph.add(extraction)
        assert holders(graph)["short/hope-1"] == "xi-jinping"  # as read it was another
        graph.finish()
        before, counts = quads(graph.store), graph.counts()
        monkeypatch.setattr(builder, "state", lambda: "other rules, as far as anybody knows")
        again = Graph(graph.store)
        again.finish()
        assert quads(again.store) == before and again.counts() == counts == count(again.store)


def test_what_waits_can_be_taken_back() -> None:
    with bare() as graph:
        empty = quads(graph.store)
        graph.add(FULL)
        graph.remove("full")
        with pytest.raises(StoreError, match="release full is not in the store"):
            graph.remove("full")
        graph.finish()
        assert quads(graph.store) == empty and graph.counts()["releases"] == 0
        graph.add(FULL)
        graph.add(small("full", ("Sergei Orlov", RUS)))  # the last one counts
        graph.finish()
        assert labels(graph, "Orlov") == ["Sergei Orlov"]
        with pytest.raises(StoreError, match="release short is not in the store"):
            graph.remove("short")


def labels(graph: Graph, part: str) -> list[str]:
    found = graph.query(f"SELECT DISTINCT ?l {{ ?p a dg:Person ; rdfs:label ?l FILTER(CONTAINS(?l, '{part}')) }}").rows
    return sorted(str(row[0]) for row in found)


def test_each_release_is_a_graph_of_what_it_says_with_people_under_the_names_they_have() -> None:
    with build([SHORT, FULL, OTHER]) as graph:
        for extraction in (SHORT, FULL, OTHER):  # two Orlovs fit: nobody joins
            name = extraction.release.id
            assert set(graph.store.match(graph=release_iri(name))) == set(triples(extraction))
