"""W3C SPARQL 1.1 query tests through graph.query, against pyoxigraph called directly.

Usage: python bench/w3c_query.py W3C_FOLDER

W3C_FOLDER holds sparql11/ of https://github.com/w3c/rdf-tests. Every test of query evaluation, result formats and query
syntax is run twice over the same data in memory. Prints for each folder of tests how many were collected and how many
pass on each side, then what is answered wrongly, and by whom. The tests of SERVICE are not run: an endpoint must refuse
them, and none of the others. Entailment is left out: queries see what is in the graph. Exit 1 if a test that pyoxigraph
passes fails through graph.query, if a query is refused or not refused wrongly, or if other tests were collected than
there are.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox
from w3c_answers import Answer, Term, answer, expected, is_ordered
from w3c_manifest import FEDERATED, NEGATIVE, POSITIVE, QUERY, Case, cases

from diplograph.extract.errors import QueryError
from diplograph.graph import rdf
from diplograph.graph.builder import state
from diplograph.graph.graph import Graph
from diplograph.graph.refusals import RefusedError, refuse
from diplograph.graph.store import Store
from diplograph.output import print_table

Ask: TypeAlias = Callable[[Case], Answer]


class Malformed(Exception):
    """The query was refused because it does not parse."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A test, with what went wrong through pyoxigraph and through graph.query: empty texts where it passes."""

    case: Case
    direct: str
    ours: str


def directly(case: Case) -> Answer:
    """Answer a test's query with pyoxigraph."""
    store = ox.Store()
    for file in case.data:
        store.load(path=str(file), base_iri=file.as_uri())
    for file in case.graphs:
        store.load(path=str(file), base_iri=file.as_uri(), to_graph=ox.NamedNode(file.as_uri()))
    try:
        return answer(store.query(case.text()))
    except SyntaxError as error:
        raise Malformed(str(error)) from error


def through_graph(case: Case) -> Answer:
    """Answer a test's query with graph.query.

    The tests keep default graph and named graphs apart and have no vocabulary: so the data goes into the store as it
    is, not merged, and the store is told that it has what every other begins with.
    """
    store = Store.memory()
    data: dict[rdf.IRI | None, list[str]] = {rdf.IRI(file.as_uri()): lines([file]) for file in case.graphs}
    store.write({}, data | {None: lines(case.data)})
    store.stamp(state=state())
    with Graph(store) as graph:
        try:
            table = graph.query(case.text())
        except QueryError as error:
            if isinstance(error.__cause__, SyntaxError):
                raise Malformed(str(error)) from error
            raise
        return Answer(table.form, table.columns, tuple(tuple(map(engine_term, row)) for row in table))


def lines(files: Iterable[Path]) -> list[str]:
    """Return the triples of files as the store takes them; files share no blank node."""
    read = (ox.parse(path=str(file), base_iri=file.as_uri(), rename_blank_nodes=True) for file in files)
    return [str(quad.triple) for quads in read for quad in quads]


def engine_term(cell: rdf.Term | None) -> Term | None:
    """Return a cell of a table as the engine's term, to be compared with what result files hold."""
    if isinstance(cell, rdf.IRI):
        return ox.NamedNode(cell.value)
    if isinstance(cell, rdf.Blank):
        return ox.BlankNode(cell.label)
    if isinstance(cell, rdf.Literal) and cell.language:
        return ox.Literal(cell.value, language=cell.language)
    return ox.Literal(cell.value, datatype=ox.NamedNode(cell.datatype)) if cell else None


def fault(case: Case, ask: Ask) -> str:
    """Return in one line what is wrong with the answer to a test; an empty text if it passes."""
    try:
        found = ask(case)
    except Malformed as error:
        return "" if case.kind == NEGATIVE else f"refused: {error}"
    except (QueryError, OSError, RuntimeError, ValueError) as error:  # a query that parses may still have no answer
        return "" if case.kind == POSITIVE else f"not answered: {error}"
    if case.kind == NEGATIVE:
        return "answered, though it is malformed"
    if case.result is None:
        return ""
    wanted = expected(case.result)
    shown = found.lossy() if case.result.suffix == ".csv" else found
    if shown.same(wanted, ordered=is_ordered(case.text())):
        return ""
    return f"another answer: {len(found.rows)} rows where {len(wanted.rows)} are expected"


def run(tests: Iterable[Case]) -> list[Outcome]:
    """Run tests on both sides."""
    return [Outcome(case, fault(case, directly), fault(case, through_graph)) for case in tests]


def is_refused(case: Case) -> bool:
    """Tell if an endpoint refuses a test's query because it asks another one."""
    try:
        refuse(case.text())
    except RefusedError:
        return True
    return False


def show(outcomes: list[Outcome]) -> None:
    """Print how many tests pass on each side, and which do not."""
    collected = Counter(outcome.case.group for outcome in outcomes)
    direct = Counter(outcome.case.group for outcome in outcomes if not outcome.direct)
    ours = Counter(outcome.case.group for outcome in outcomes if not outcome.ours)
    rows: list[list[object]] = [[group, count, direct[group], ours[group]] for group, count in collected.items()]
    print_table(["tests", "collected", "pyoxigraph", "graph.query"], rows)
    print(f"all: {len(outcomes)} collected, pyoxigraph passes {direct.total()}, graph.query {ours.total()}")
    for outcome in outcomes:
        if outcome.direct == outcome.ours != "":
            print(f"{outcome.case.name} fails on both sides: {outcome.ours}")
        elif outcome.direct or outcome.ours:
            told = (outcome.direct or "passes", outcome.ours or "passes")
            print(f"{outcome.case.name}: pyoxigraph {told[0]}; graph.query {told[1]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    suite = parser.parse_args().folder / "sparql11"
    listed = {name: cases(suite / name) for name in QUERY | FEDERATED}
    outcomes = run(case for name in QUERY for case in listed[name])
    show(outcomes)
    federated = [case for name in FEDERATED for case in listed[name]]
    refused = [is_refused(case) for case in federated]
    others = [outcome.case.name for outcome in outcomes if is_refused(outcome.case)]
    print(f"SERVICE: {len(federated)} collected, {sum(refused)} refused; refused of the others: {others or 'none'}")
    known = QUERY | FEDERATED
    short = [name for name, cases_of in listed.items() if len(cases_of) != known[name]]
    for name in short:
        print(f"{name} has {len(listed[name])} tests where {known[name]} are known", file=sys.stderr)
    lost = any(outcome.ours and not outcome.direct for outcome in outcomes)
    return int(lost or bool(short) or bool(others) or not all(refused))


if __name__ == "__main__":
    sys.exit(main())
