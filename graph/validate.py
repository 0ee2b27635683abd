"""Validation: SHACL shapes over the graph in memory, and what shapes cannot say. Only this file knows pySHACL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyshacl
import rdflib
from rdflib.namespace import SH
from rdflib.term import Node

from diplograph.graph.edge import from_edge, to_graph
from diplograph.graph.rdf import IRI, TYPE, Literal, Term, Triple
from diplograph.ontology.terms import EVENT_TYPES as EVENTS
from diplograph.ontology.terms import SHAPES, STATEMENT_GROUPS, Class, Prop, local, turtle

FACTS = frozenset(
    {Class.TENURE, Class.PARTICIPATION, Class.PROPOSED_COOPERATION, Class.STATEMENT, Class.EVENT, *EVENTS.values()}
    | {kind for group, kinds in STATEMENT_GROUPS.items() for kind in (group, *kinds)}
)
"""The classes whose members are facts, which need evidence."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong: in which release (its id, or "" if none is to blame), about which node, and what."""

    release: str
    focus: str
    message: str

    def __str__(self) -> str:
        return f"{self.release or '-'}: {self.focus}: {self.message}"


@dataclass(frozen=True, slots=True)
class Report:
    """Whether the graph conforms, and each violation, sorted."""

    conforms: bool
    violations: tuple[Violation, ...] = ()


def validate(
    data: Iterable[Triple], schema: Iterable[Triple], base: str, texts: Mapping[str, str] | None = None
) -> Report:
    """Check data against the shapes and for integrity; with ``texts`` (release id → text) every quote against its text.

    ``schema`` is the ontology, from which the shapes' targets learn the subclasses.
    """
    given = list(data)
    releases = _Releases(given, base)
    found = {*_shapes(given, schema, releases), *_integrity(given, releases), *_quotes(given, releases, texts or {})}
    return Report(not found, tuple(sorted(found, key=str)))


class _Releases:
    """Which release to blame for a node: the one it says it is from."""

    def __init__(self, data: Iterable[Triple], base: str) -> None:
        self._prefix = f"{base}release/"
        self._of = {triple.subject: triple.object for triple in data if triple.predicate.value == Prop.RELEASE}

    def id(self, node: Term) -> str:
        """Return the id of the release that a node is from, or is; "" for none."""
        name = str(node if isinstance(node, Literal) else self._of.get(node, node))
        return name.removeprefix(self._prefix) if name.startswith(self._prefix) else ""


def _shapes(data: list[Triple], schema: Iterable[Triple], releases: _Releases) -> Iterator[Violation]:
    shapes = rdflib.Graph().parse(data=turtle(SHAPES), format="turtle")
    _, report, _ = pyshacl.validate(
        to_graph(data), shacl_graph=shapes, ont_graph=to_graph(schema), inference="none", advanced=True
    )
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"the validator gave no report graph: {report}")
    for result in report.objects(None, SH.result):
        focus = from_edge(report.value(result, SH.focusNode) or rdflib.BNode())
        parts = [_words(report, result, SH.resultPath), _words(report, result, SH.resultMessage)]
        value = _words(report, result, SH.value)
        message = ": ".join(part for part in parts if part) + (f" (value {value})" if value else "")
        yield Violation(releases.id(focus), str(focus), " ".join(message.split()))


def _words(report: rdflib.Graph, result: Node, key: rdflib.URIRef) -> str:
    found = sorted(str(value) for value in report.objects(result, key) if not isinstance(value, rdflib.BNode))
    return "; ".join(local(value) if key == SH.resultPath else value for value in found)


def _integrity(data: list[Triple], releases: _Releases) -> Iterator[Violation]:
    typed: dict[str, set[Term]] = {}
    for triple in data:
        if triple.predicate == TYPE:
            typed.setdefault(str(triple.object), set()).add(triple.subject)
    known, evidence = typed.get(Class.RELEASE, set()), typed.get(Class.EVIDENCE, set())
    backed = {triple.subject for triple in data if triple.predicate.value == Prop.EVIDENCE}
    for kind in FACTS:
        for node in typed.get(kind, set()) - backed:
            yield Violation(releases.id(node), str(node), "a fact without evidence")
    for triple in data:
        if triple.predicate.value == Prop.RELEASE and triple.object not in known:
            yield Violation("", str(triple.subject), f"names a release that is not in the graph: {triple.object}")
        if triple.predicate.value == Prop.EVIDENCE and triple.object not in evidence:
            yield Violation(releases.id(triple.subject), str(triple.subject), f"names no evidence: {triple.object}")


def _quotes(data: list[Triple], releases: _Releases, texts: Mapping[str, str]) -> Iterator[Violation]:
    parts: dict[Term, dict[str, str]] = {}
    wanted = {Prop.QUOTE.value, Prop.START.value, Prop.END.value}
    for triple in data:
        if triple.predicate.value in wanted:
            parts.setdefault(triple.subject, {})[triple.predicate.value] = str(triple.object)
    for node, found in parts.items():
        text = texts.get(releases.id(node))
        if text is None or len(found) < len(wanted) or not isinstance(node, IRI):
            continue
        start, end = found[Prop.START], found[Prop.END]
        if not (start.isdigit() and end.isdigit()) or text[int(start) : int(end)] != found[Prop.QUOTE]:
            message = f"the quote is not what the text has from {start} to {end}"
            yield Violation(releases.id(node), str(node), message)
