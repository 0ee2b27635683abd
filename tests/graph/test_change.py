"""A change tells beforehand what the store will hold, and then it holds just that."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplograph.extract.errors import StoreError
from diplograph.graph import engine
from diplograph.graph.change import Change
from diplograph.graph.iris import HOUSE, release_iri
from diplograph.graph.rdf import IRI, Literal, Triple
from diplograph.graph.store import Store
from diplograph.ontology.terms import BASE

S, T, P, Q = (IRI(f"http://example.org/{name}") for name in "stpq")
ONE, TWO, INFERRED = release_iri("one"), release_iri("two"), IRI(f"{BASE}graph/inferred")
HIDDEN = IRI(f"{HOUSE}/notes")
GRAPHS = (ONE, TWO, INFERRED, HIDDEN)
SHARED = tuple(Triple(*terms) for terms in product((S, T), (P, Q), (S, Literal("x"))))


def own(graph: IRI) -> tuple[Triple, ...]:
    """Return what only this release can say, of the event and the evidence that are its own."""
    name = str(graph).rpartition("/")[2]
    minted = (IRI(f"{BASE}event/{name}/meeting-1"), IRI(f"{BASE}evidence/of-{name}"))
    return tuple(Triple(*terms) for terms in product(minted, (P,), (S, Literal("x"))))


OWN = {graph: own(graph) if graph in (ONE, TWO) else () for graph in GRAPHS}
ALL = (*SHARED, *OWN[ONE], *OWN[TWO])


@dataclass
class Model:
    """What a store should hold, as plain sets."""

    held: dict[IRI, set[Triple]] = field(default_factory=lambda: {graph: set() for graph in GRAPHS})
    again: set[Triple] = field(default_factory=set)

    def merge(self) -> set[Triple]:
        return {triple for graph, found in self.held.items() if graph != HIDDEN for triple in found}

    def add(self, graph: IRI, triples: set[Triple]) -> None:
        for triple in triples - self.held[graph]:
            if graph != HIDDEN and triple in self.merge():
                self.again.add(triple)
            self.held[graph].add(triple)


Step = tuple[str, IRI, set[Triple]]


@st.composite
def steps(draw: st.DrawFn) -> Step:
    graph = draw(st.sampled_from(GRAPHS))
    words = ("put", "put", "add", "drop") if graph == HIDDEN else ("put", "put", "add", "drop", "add_missing")
    return draw(st.sampled_from(words)), graph, draw(st.sets(st.sampled_from((*SHARED, *OWN[graph])), max_size=6))


def take(change: Change, model: Model, step: Step) -> None:
    """Do a step in a change as its methods want it done, and in the model."""
    word, graph, triples = step
    if word == "put":
        change.put(graph, sorted(triples, key=str))
        model.held[graph] &= triples
        model.add(graph, triples)
    elif word == "add":
        change.add(graph, sorted(triples - model.held[graph], key=str))
        model.add(graph, triples)
    elif word == "drop":
        change.drop(graph, sorted(triples & model.held[graph], key=str))
        model.held[graph] -= triples
    else:
        change.add_missing(graph, sorted(triples, key=str))
        model.held[graph] |= triples - model.merge()


PATTERNS = {pattern for triple in ALL for pattern in product(*((term, None) for term in triple))}


def same(change: Change, model: Model) -> None:
    """Compare all that can be asked; nothing comes twice."""
    wanted: dict[IRI | None, set[Triple]] = {None: model.merge(), **model.held}
    for graph, held in wanted.items():
        for pattern in PATTERNS:
            fits = {t for t in held if all(a in (None, b) for a, b in zip(pattern, t, strict=True))}
            assert Counter(change.match(*pattern, graph=graph)) == Counter(fits)


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(steps(), max_size=6), min_size=1, max_size=4))
def test_what_will_be_is_what_is_then(changes: list[list[Step]]) -> None:
    store, model = Store.memory(), Model()
    for taken in changes:
        before = {graph: set(held) for graph, held in model.held.items()}
        old, model.again = model.merge(), set()
        change = Change(store)
        for step in taken:
            take(change, model, step)
        same(change, model)
        merge = model.merge()
        assert set(change.new) == merge - old and set(change.lost) == old - merge
        assert set(change.again) == model.again
        for triple in ALL:
            assert change.has(triple) == (triple in merge)
            assert [graph for graph in GRAPHS if change.holds(triple, graph)] == [
                graph for graph in GRAPHS if triple in model.held[graph]
            ]
        changed = [graph for graph in GRAPHS if before[graph] != model.held[graph]]
        assert change.graphs() == sorted(graph for graph in changed if graph != HIDDEN)
        assert len(change) == sum(len(before[graph] ^ model.held[graph]) for graph in changed)
        change.commit()
        assert Counter(store.match()) == Counter(merge) and len(store) == len(merge)
        assert {graph: set(store.match(graph=graph)) for graph in GRAPHS} == model.held
        assert store.graphs() == sorted(graph for graph, held in model.held.items() if held and graph != HIDDEN)


def test_many_at_once_are_written_like_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too much for one update is loaded; both write the same."""
    triples = [*SHARED, *OWN[ONE], Triple(S, P, Literal('a "quoted"\n\tline\\ \x07 é', language=None))]
    made = []
    for bulk in (engine._BULK, 0):
        monkeypatch.setattr(engine, "_BULK", bulk)
        store = Store.memory()
        for graph in (ONE, HIDDEN):
            change = Change(store)
            change.put(graph, triples)
            change.commit()
        made.append([list(store.triples(graph)) for graph in (None, ONE, HIDDEN)])
    assert made[0] == made[1] and made[0][0] == made[0][1] == made[0][2] != []


def test_what_cannot_be_written_changes_nothing_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError("No space left on device")

    store = Store.memory()
    change = Change(store)
    change.put(ONE, SHARED)
    with monkeypatch.context() as patch:
        patch.setattr(engine.Engine, "write", fails)
        with pytest.raises(StoreError, match=r"cannot be written \(No space left on device\): see that the disk"):
            change.commit()
    assert list(store.match()) == [] and store.graphs() == []
    change.commit()
    assert sorted(store.match()) == sorted(SHARED)
