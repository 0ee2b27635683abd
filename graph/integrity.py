"""What shapes cannot say: that a graph speaks of its own release, that quotes are in the text, that graphs agree."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TypeAlias

from diplograph.graph.index import NO_CLASS, Index
from diplograph.graph.rdf import IRI, LABEL, Term
from diplograph.graph.triples import text as as_written
from diplograph.ontology.terms import Class, Prop, local

Finding: TypeAlias = tuple[str, str]
"""The node that is wrong, and what is wrong."""

FACTS = frozenset(
    map(str, (Class.TENURE, Class.PARTICIPATION, Class.PROPOSED_COOPERATION, Class.STATEMENT, Class.EVENT))
)
"""The classes whose members, and those of classes below, are facts, which need evidence."""

ONCE = (Prop.CODE, Prop.COUNTRY)
"""What a state or place can have but one of, however many releases describe it."""

_OFFSET = re.compile(r"[0-9]{1,18}")


def facts(index: Index, releases: Collection[Term]) -> Iterator[Finding]:
    """Find facts without evidence, evidence that is none, and what is from none of the releases."""
    for node, values in index.nodes.items():
        if Prop.EVIDENCE not in values and not FACTS.isdisjoint(index.classes[node]):
            yield node, "a fact without evidence"
        for value in values.get(Prop.EVIDENCE, ()):
            if not _is(index, value, Class.EVIDENCE):
                yield node, f"names no evidence: {value}"
        for value in values.get(Prop.RELEASE, ()):
            if value not in releases:
                yield node, f"names a release that is not in the graph: {value}"


def described(index: Index) -> set[Term]:
    """Return the releases that a graph describes."""
    return {IRI(node) for node, classes in index.classes.items() if Class.RELEASE in classes}


def ownership(index: Index, own: IRI) -> Iterator[Finding]:
    """Find a graph that does not describe the release that it is named by, or describes another one."""
    releases = described(index)
    if own not in releases:
        yield own.value, "the graph of this release does not describe it"
    for other in releases - {own}:
        yield str(other), f"a release in the graph of another one: {own}"


def unnamed(index: Index) -> list[IRI]:
    """Return the persons that a graph describes without a label."""
    named = LABEL.value
    return [
        IRI(node) for node, kinds in index.classes.items() if Class.PERSON in kinds and named not in index.nodes[node]
    ]


def quotes(index: Index, text: str) -> Iterator[Finding]:
    """Find the evidence whose quote is not what the text of the release has from its start to its end."""
    for node, values in index.nodes.items():
        parts = [tuple(values.get(name, ())) for name in (Prop.QUOTE, Prop.START, Prop.END)]
        if all(len(part) == 1 for part in parts):  # the shapes say so if there are none or several
            quote, start, end = (str(part[0]) for part in parts)
            if not _says(text, start, end, quote):
                yield node, f"the quote is not what the text has from {start} to {end}"


class Across:
    """What cannot be seen in one graph: releases that are not there, and values that must be the same in all graphs."""

    def __init__(self) -> None:
        self._seen: set[Term] = set()
        self._named: list[tuple[str, Term]] = []
        self._first: dict[tuple[str, str], Term] = {}

    def look(self, index: Index, own: IRI) -> Iterator[Finding]:
        """Look at the graph of a release and find where it differs from those before."""
        self._seen.add(own)
        for node, values in index.nodes.items():
            self._named += [(node, value) for value in values.get(Prop.RELEASE, ()) if value != own]
            for name in ONCE:
                if len(values.get(name, ())) == 1:  # the shapes say so if one graph has several
                    (value,) = values[name]
                    first = self._first.setdefault((node, name), value)
                    if value != first:
                        yield node, f"has the {local(name)} {value} here and {first} in another release"

    def rest(self) -> Iterator[Finding]:
        """Find, when all graphs have been looked at, what names a release that is not among them."""
        for node, value in self._named:
            if value not in self._seen:
                yield node, f"names a release that is not in the store: {value}"


def _says(text: str, start: str, end: str, quote: str) -> bool:
    if not (_OFFSET.fullmatch(start) and _OFFSET.fullmatch(end)):
        return False
    return as_written(text[int(start) : int(end)]).value == quote


def _is(index: Index, node: Term, kind: Class) -> bool:
    return isinstance(node, IRI) and kind in index.classes.get(node.value, NO_CLASS)
