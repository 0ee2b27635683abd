"""What the named queries cost in a store, beside the engine asked directly, rdflib and a server.

Usage: python bench/queries.py FOLDER [--runs 5] [--only NAME...] [--given] [--rdflib] [--limit SECONDS]
       [--endpoint URL]

Each query is asked without parameters, with an actor and with a time, by turns through Graph.query ("library"),
through pyoxigraph with the same text over the same snapshot ("direct"), and, with --endpoint, through a SPARQL server
that holds the same graph and answers in CSV; --given leaves out the questions without parameters. Prints rows, medians
in milliseconds, and the ratio of each way to pyoxigraph. "cells" is the library with the whole answer turned into plain
Python values.

The actors are the one named most often; a known one: half of all mentions are of less known ones; a rare one: half of
all actors are named less often. The times are the day, the month and the year in the middle of all releases; a due
date is the median deadline. With --rdflib the graph is copied into rdflib's memory, where each question gets a process
of its own that is stopped after --limit seconds (60): it counts as taking that long, and its ratio is a lower bound.
"""

from __future__ import annotations

import argparse
import csv
import io
import multiprocessing
import os
import platform
import statistics
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import cast

import pyoxigraph as ox
import rdflib

from diplograph.graph import ask
from diplograph.graph.graph import Graph
from diplograph.graph.names import Names
from diplograph.graph.parameters import terms
from diplograph.ontology.terms import ACTOR_KINDS

WHO = {"people": "person", "organizations": "organization", "states": "state", "evidence": "fact"}
SECOND = {"people": "of"}  # asked for as well as the first
TIMED = ("events", "who-met-whom", "timeline", "statements", "commitments")
MENTIONS = "SELECT ?actor (COUNT(?e) AS ?n) WHERE { ?actor a <%s> ; dg:evidence ?e } GROUP BY ?actor"
DAYS = "SELECT ?day WHERE { ?thing a dg:Release ; dg:date ?date BIND(STR(?date) AS ?day) } ORDER BY ?day"
DUE = "SELECT ?day WHERE { ?thing dg:deadline ?date BIND(STR(?date) AS ?day) } ORDER BY ?day"
LIMIT = 50.0  # milliseconds, for a question with an actor or a time

Question = tuple[str, str, Mapping[str, str]]  # name, what it is asked for in words, parameters


@dataclass(slots=True)
class Measured:
    """Milliseconds in each way of asking, and how many rows came."""

    rows: int
    took: dict[str, list[float]]

    def median(self, way: str) -> float:
        return statistics.median(self.took[way])

    def ratio(self, way: str) -> float:
        return self.median(way) / self.median("direct")


def actors(graph: Graph, kinds: tuple[str, ...]) -> dict[str, str]:
    """Return in words → IRI: the actor named most often, a known and a rare one."""
    rows = [row for kind in kinds for row in graph.query(MENTIONS % ACTOR_KINDS[kind]).values()]
    counted = sorted((int(str(number)), str(actor)) for actor, number in rows)
    sums = list(accumulate(number for number, _ in counted))
    known = next(at for at, total in enumerate(sums) if total * 2 >= sums[-1])
    return {"most named": counted[-1][1], "known": counted[known][1], "rare": counted[len(counted) // 2][1]}


def questions(graph: Graph) -> Iterator[Question]:
    """Yield what is asked of each query."""
    kinds = ("person", "state", "organization")
    anybody, days = actors(graph, kinds), [str(row[0]) for row in graph.query(DAYS).values()]
    due = [str(row[0]) for row in graph.query(DUE).values()]
    day = days[len(days) // 2]
    month = day[:7]
    for name in graph.queries():
        yield name, "", {}
        kind = WHO.get(name, "actor")
        for words, actor in (actors(graph, (kind,)) if kind in kinds else anybody).items():
            yield name, f"{kind}: {words}", {kind: actor}
        if name in SECOND:
            for words, actor in actors(graph, ("state", "organization")).items():
                yield name, f"{SECOND[name]}: {words}", {SECOND[name]: actor}
        if name in TIMED:
            for words, time_given in (("day", day), ("month", month), ("year", day[:4])):
                yield name, f"{words} {time_given}", {"since": time_given, "until": time_given}
        if name == "commitments" and due:
            yield name, f"due {due[len(due) // 2]}", {"due": due[len(due) // 2]}


def text(graph: Graph, name: str, given: Mapping[str, str]) -> str:
    """Return the SPARQL that the library makes of a question."""
    names = Names(graph.store)
    found = {key: terms(key, value, names, graph.store) for key, value in given.items()}
    return ask.fill(graph.queries()[name].text, found)


def over_http(url: str, query: str) -> list[list[str]]:
    data = urllib.parse.urlencode({"query": query}).encode()
    request = urllib.request.Request(url, data, {"Accept": "text/csv"})
    with urllib.request.urlopen(request) as answer:
        return list(csv.reader(io.TextIOWrapper(answer, encoding="utf-8")))[1:]


def measure(ways: Mapping[str, Callable[[], int]], runs: int) -> Measured:
    """Ask in every way by turns; refuse ways that do not find the same number of rows."""
    rows = {way: call() for way, call in ways.items()}  # warms up
    if len(set(rows.values())) > 1:
        raise SystemExit(f"not the same answer: {rows}")
    measured = Measured(rows["direct"], {way: [] for way in ways})
    for _ in range(runs):
        for way, call in ways.items():
            start = time.perf_counter()
            call()
            measured.took[way].append((time.perf_counter() - start) * 1000)
    return measured


def in_rdflib(graph: rdflib.Graph, query: str, limit: float) -> float:
    """Return the milliseconds that rdflib takes, or the limit if it takes longer."""

    def run() -> None:
        list(graph.query(query))

    start = time.perf_counter()
    process = multiprocessing.get_context("fork").Process(target=run)  # the graph is shared, not copied
    process.start()
    process.join(limit)
    took = time.perf_counter() - start
    if process.is_alive():
        process.kill()
        process.join()
        return limit * 1000
    if process.exitcode:
        raise SystemExit(f"rdflib failed on:\n{query}")
    return took * 1000


def report(asked: Question, measured: Measured) -> None:
    name, words, _ = asked
    print(f"{name:18s} {words:26s} {measured.rows:7d} {measured.median('direct'):9.1f}", end="")
    for way in measured.took:
        if way != "direct":
            print(f" {measured.median(way):9.1f} {measured.ratio(way):7.2f}", end="")
    print(flush=True)


def summary(found: list[tuple[Question, Measured]]) -> None:
    for way in found[0][1].took:
        if way != "direct":
            ratios = [measured.ratio(way) for _, measured in found]
            print(f"{way}: {statistics.median(ratios):.2f} times pyoxigraph in the median, {max(ratios):.2f} at most")
    for name in dict.fromkeys(asked[0] for asked, _ in found):
        took = [measured.median("library") for asked, measured in found if asked[0] == name and asked[2]]
        slow = sum(one > LIMIT for one in took)
        print(
            f"{name}: {statistics.median(took):.1f} ms with an actor or a time; {slow} of {len(took)} above {LIMIT:.0f}"
        )


def ways(graph: Graph, engine: ox.Store, asked: Question, query: str, url: str | None) -> dict[str, Callable[[], int]]:
    """Return the ways of asking a question; each tells how many rows it found."""
    name, _, given = asked
    found: dict[str, Callable[[], int]] = {
        "direct": lambda: len([tuple(row) for row in cast(ox.QuerySolutions, engine.query(query))]),
        "library": lambda: len(graph.query(name, **given)),
        "cells": lambda: len(graph.query(name, **given).values()),
    }
    if url:
        found["endpoint"] = lambda: len(over_http(url, query))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--given", action="store_true")
    parser.add_argument("--rdflib", action="store_true")
    parser.add_argument("--limit", type=float, default=60.0)
    parser.add_argument("--endpoint", metavar="URL")
    options = parser.parse_args()
    with Graph.open(options.folder) as graph:
        engine = ox.Store.read_only(str(graph.store.snapshot))
        copy = graph.rdf(merged=True) if options.rdflib else None
        machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
        print(f"{machine}; {len(graph.releases())} releases; pyoxigraph {ox.__version__}")
        others = ["library", "cells"] + ["endpoint"] * bool(options.endpoint) + ["rdflib"] * options.rdflib
        heads = "".join(f" {way:>9} {'ratio':>7}" for way in others)
        print(f"{'query':18s} {'asked for':26s} {'rows':>7} {'direct':>9}{heads}")
        found = []
        for asked in questions(graph):
            if (options.only and asked[0] not in options.only) or (options.given and not asked[2]):
                continue
            query = text(graph, asked[0], asked[2])
            measured = measure(ways(graph, engine, asked, query, options.endpoint), options.runs)
            if copy is not None:
                measured.took["rdflib"] = [in_rdflib(copy, query, options.limit)]
            report(asked, measured)
            found.append((asked, measured))
        summary(found)


if __name__ == "__main__":
    main()
