"""The two engines agree, and what follows step by step is what follows from all at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplograph.extract import read
from diplograph.extract.errors import InferenceError
from diplograph.extract.pipeline import Extractor
from diplograph.graph import derive
from diplograph.graph.axioms import compile_rules
from diplograph.graph.change import Change
from diplograph.graph.infer import infer
from diplograph.graph.iris import graph_iri, release_iri
from diplograph.graph.rdf import IRI, LABEL, OWL, RDF, RDFS, TYPE, Blank, Literal, Term, Triple
from diplograph.graph.store import Store
from diplograph.graph.triples import triples
from diplograph.graph.vocabulary import vocabulary

SEEDS = Path(__file__).parents[2] / "seeds" / "releases"
INFERRED = graph_iri("inferred")
SMALL = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def names(text: str) -> list[IRI]:
    return [IRI(f"http://example.org/{name}") for name in text.split()]


LINKS, VALUES, CLASSES, THINGS = names("p q r s t"), names("u v"), names("A B C D"), names("a b c d")
NIL, FIRST, REST = (IRI(RDF + name) for name in ("nil", "first", "rest"))


def axioms(links: list[IRI]) -> st.SearchStrategy[Triple]:
    """Return a strategy for what speaks of one triple at a time."""
    link, value, kind = map(st.sampled_from, (links, VALUES, CLASSES))

    def between(one: st.SearchStrategy[IRI], word: str, other: st.SearchStrategy[IRI]) -> st.SearchStrategy[Triple]:
        return st.builds(Triple, one, st.just(IRI(word)), other)

    return st.one_of(
        between(kind, RDFS + "subClassOf", kind),
        between(link, RDFS + "subPropertyOf", link),
        between(value, RDFS + "subPropertyOf", st.sampled_from([*VALUES, LABEL])),
        between(st.one_of(link, value), RDFS + "domain", kind),
        between(link, RDFS + "range", kind),
        between(link, OWL + "inverseOf", link),
    )


@st.composite
def schemas(draw: st.DrawFn, links: list[IRI]) -> list[Triple]:
    """Draw axioms of all kinds that are covered; paths over other paths, which are refused, are left out."""
    made = draw(st.lists(axioms(links), max_size=8))
    link = st.sampled_from(links)
    for number, steps in enumerate(draw(st.lists(st.lists(link, min_size=1, max_size=3), max_size=3))):
        more = made + path(draw(link), steps, f"l{number}")
        try:
            compile_rules(more)
        except InferenceError:
            continue
        made = more
    return made


def path(made: IRI, steps: list[IRI], label: str) -> list[Triple]:
    """Say that a property is a chain of others, or, of one step, that the step is transitive."""
    if len(steps) == 1:
        return [Triple(steps[0], TYPE, IRI(OWL + "TransitiveProperty"))]
    cells = [Blank(f"{label}-{number}") for number in range(len(steps))]
    firsts = [Triple(cell, FIRST, step) for cell, step in zip(cells, steps, strict=True)]
    rests = [Triple(cell, REST, rest) for cell, rest in zip(cells, [*cells[1:], NIL], strict=True)]
    return [Triple(made, IRI(OWL + "propertyChainAxiom"), cells[0]), *firsts, *rests]


def facts(links: list[IRI], things: list[IRI]) -> st.SearchStrategy[Triple]:
    thing = st.sampled_from(things)
    texts: list[Term] = [Literal("1"), Literal("x", RDF + "langString", "en")]
    link = st.builds(Triple, thing, st.sampled_from(links), thing)
    value = st.builds(Triple, thing, st.sampled_from(VALUES), st.sampled_from(texts))
    return st.one_of(link, link, link, value, st.builds(Triple, thing, st.just(TYPE), st.sampled_from(CLASSES)))


@SMALL
@given(schemas(LINKS), st.sets(facts(LINKS, THINGS), max_size=9))
def test_both_engines_draw_the_same_from_any_graph(schema: list[Triple], data: set[Triple]) -> None:
    assert infer(data, schema) == infer(data, schema, "owlrl")


def test_both_engines_draw_the_same_from_the_seeds_and_the_samples(samples: ModuleType) -> None:
    extractor = Extractor()
    found = [extractor.extract(read.load(file)) for file in sorted(SEEDS.glob("*.txt"))]
    data = [triple for item in (*found, samples.first(), samples.second()) for triple in triples(item)]
    schema = [triple for graph in vocabulary().values() for triple in graph]
    drawn = infer(data, schema)
    assert drawn == infer(data, schema, "owlrl")
    assert len(found) == 2 and len(drawn) > 900


# step by step

FEW = LINKS[:3]
STEPS = st.lists(
    st.dictionaries(
        st.sampled_from(["one", "two", "three"]), st.sets(facts(FEW, THINGS[:3]), max_size=5), min_size=1, max_size=2
    ),
    min_size=1,
    max_size=6,
)


@settings(SMALL, max_examples=200)
@given(schemas(FEW), STEPS)
def test_step_by_step_follows_what_follows_at_once(schema: list[Triple], steps: list[dict[str, set[Triple]]]) -> None:
    follow(schema, steps)


def test_ground_may_go_in_a_circle() -> None:
    """Two that follow from each other, or a circle of steps, do not hold each other up when their ground goes."""
    (p, q, _), (a, b, c, d) = FEW, THINGS
    circle = [Triple(p, IRI(OWL + "inverseOf"), q), *path(p, [p], "")]
    ring = {Triple(a, p, b), Triple(b, p, c), Triple(c, p, a)}
    follow(circle, [{"one": ring}, {"two": {Triple(c, p, d)}}, {"one": {Triple(a, p, b)}}, {"one": set()}])
    follow(circle, [{"one": {Triple(a, p, b)}, "two": {Triple(b, q, a)}}, {"one": set()}, {"two": set()}])
    follow(path(p, [p], ""), [{"one": {Triple(a, p, b), Triple(b, p, c), Triple(c, p, d)}}, {"one": set()}])


def test_a_path_goes_with_any_of_its_steps_or_all_at_once() -> None:
    (p, q, r), (a, b, c, _) = FEW, THINGS
    first, second, made = Triple(a, p, b), Triple(b, q, c), Triple(a, r, c)
    chain = path(r, [p, q], "l")
    follow(chain, [{"one": {first}}, {"two": {second}}, {"three": {made}}, {"one": set()}, {"three": set()}])
    follow(chain, [{"one": {first, second}}, {"one": set()}])
    follow(chain, [{"one": {first}, "two": {second}}, {"one": {second}, "two": {first}}, {"one": set(), "two": set()}])


def test_a_fact_that_follows_is_said_and_no_longer_said() -> None:
    (p, q, _), (a, b, *_) = FEW, THINGS
    said, follows = Triple(a, p, b), Triple(a, q, b)
    store = Store.memory()
    schema = [Triple(p, IRI(RDFS + "subPropertyOf"), q)]
    for wanted, inferred in (({said}, {follows}), ({said, follows}, set()), ({said}, {follows}), (set(), set())):
        step(store, schema, {"one": wanted})
        assert set(store.match(graph=INFERRED)) == inferred
        assert set(store.match()) == wanted | inferred


def follow(schema: list[Triple], steps: Iterable[dict[str, set[Triple]]]) -> None:
    """Put releases in place of what the store has of them, and compare what follows with what would at once."""
    store = Store.memory()
    releases: dict[str, set[Triple]] = {}
    for puts in steps:
        step(store, schema, puts)
        releases |= puts
        said = {triple for found in releases.values() for triple in found}
        inferred = set(store.match(graph=INFERRED))
        assert inferred == infer(said, schema)
        assert sorted(store.match(), key=str) == sorted(said | inferred, key=str)


def step(store: Store, schema: list[Triple], puts: dict[str, set[Triple]]) -> None:
    change = Change(store)
    for name, found in sorted(puts.items()):
        change.put(release_iri(name), found)
    derive.follow(change, compile_rules(schema))
    change.commit()
