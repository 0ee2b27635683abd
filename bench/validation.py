"""What validating costs: the screen with pySHACL behind it, against pySHACL alone, and pyrudof where it is installed.

Usage: python bench/validation.py PATH... [--limit N] [--runs N]

Reads the releases once, then lets every engine check the graph of each release, one engine after the other and in turns
which first. Prints for each the median and mean over releases, what a triple costs, the share that validating has
beside reading the same releases, and the ratio of its median to the screen's.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import statistics
import time
from collections.abc import Callable

from diplograph import building
from diplograph.extract.pipeline import Extractor
from diplograph.graph.engine import parse
from diplograph.graph.rdf import IRI, RDFS, Triple, sparql
from diplograph.graph.shacl import Reference
from diplograph.graph.triples import triples
from diplograph.graph.validate import Validator
from diplograph.graph.vocabulary import vocabulary
from diplograph.ontology.terms import ONTOLOGY, SHAPES, turtle

Engine = Callable[[str, list[Triple], str], object]  # true in a condition if it finds something wrong


def screened() -> Engine:
    return Validator().release


def pyshacl() -> Engine:
    reference = Reference(parse(turtle(SHAPES).encode(), "shapes"), vocabulary()[IRI(ONTOLOGY)])
    return lambda name, graph, text: list(reference.findings(graph))


def pyrudof() -> Engine:
    """Make one that keeps a session: what loading data costs each time is then paid once."""
    from pyrudof import RDFFormat, ReaderMode, Rudof, RudofConfig

    def written(graph: list[Triple]) -> str:
        return "".join(f"{' '.join(map(sparql, triple))} .\n" for triple in graph)

    session = Rudof(RudofConfig())
    session.read_shacl(turtle(SHAPES))
    schema = [t for t in vocabulary()[IRI(ONTOLOGY)] if t.predicate.value == RDFS + "subClassOf"]
    session.read_data(written(schema), RDFFormat.NTriples)

    def check(name: str, graph: list[Triple], text: str) -> object:
        session.begin_staging()
        session.read_data(written(graph), RDFFormat.NTriples, reader_mode=ReaderMode.Strict, merge=True)
        report = session.validate_shacl()
        session.rollback_staging()
        return not report.conforms

    return check


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", nargs="+")
    parser.add_argument("--limit", type=int, default=100, help="releases at most")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    releases = list(building.releases(building.sources(options.path), []))[: options.limit]
    extractor = Extractor()
    list(extractor.pipe(releases[:4]))  # warm
    begun = time.perf_counter()
    found = list(extractor.pipe(releases))
    reading = (time.perf_counter() - begun) / len(releases) * 1e3
    graphs = [(one.release.id, triples(one), one.release.text) for one in found]
    engines = {"screened": screened(), "pySHACL": pyshacl()}
    if importlib.util.find_spec("pyrudof"):
        engines["pyrudof"] = pyrudof()
    wrong = {name: [graph[0] for graph in graphs if engine(*graph)] for name, engine in engines.items()}  # warm, too
    spent: dict[str, list[float]] = {name: [] for name in engines}
    for number in range(options.runs):
        for graph in graphs:
            for name in list(engines)[:: 1 if number % 2 else -1]:
                begun = time.perf_counter()
                engines[name](*graph)
                spent[name].append((time.perf_counter() - begun) * 1e3)
    size = sum(len(graph[1]) for graph in graphs)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores; {len(graphs)} releases, {size / len(graphs):.0f} triples each"
    )
    print(f"reading a release: {reading:.1f} ms")
    base = statistics.median(spent["screened"])
    for name, times in spent.items():
        mean, middle = statistics.mean(times), statistics.median(times)
        triple = sum(times) / options.runs / size * 1e3
        print(
            f"{name:9s} median {middle:7.2f} ms, mean {mean:7.2f} ms a release, {triple:6.1f} µs a triple, "
            f"{mean / (reading + mean):6.1%} beside reading, {middle / base:6.1f} times, {len(wrong[name])} found wrong"
        )


if __name__ == "__main__":
    main()
