"""Validation: every release's graph against the shapes, for integrity and, with its text, quote by quote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from diplograph.graph import integrity
from diplograph.graph.index import Index
from diplograph.graph.integrity import Across, Finding
from diplograph.graph.iris import release_iri
from diplograph.graph.rdf import IRI, Blank, Triple
from diplograph.graph.shapes import Shapes
from diplograph.ontology.terms import BASE

Labels: TypeAlias = Callable[[IRI], Iterable[Triple]]


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


class Validator:
    """What checks graphs of releases; shapes and ontology are loaded once, when the first graph comes."""

    def __init__(self, base: str = BASE) -> None:
        self.base = base
        self._shapes = Shapes()

    def release(self, release_id: str, triples: Sequence[Triple], text: str | None = None) -> tuple[Violation, ...]:
        """Return what is wrong with one release's own graph, sorted; with its text, each quote is compared with it."""
        return self._release(release_id, triples, self._shapes.take(triples), text)

    def stream(
        self,
        graphs: Iterable[tuple[str, Sequence[Triple]]],
        texts: Mapping[str, str] | None = None,
        background: Iterable[Triple] = (),
        labels: Labels | None = None,
    ) -> Iterator[Violation]:
        """Walk over a whole store, release id and graph, and tell what is wrong in each graph and between them.

        One graph is held at a time, together with the background facts on what it describes; what must agree between
        graphs takes a line for each state, place and release. ``labels`` gives those that the whole store has of a
        node, for the person whom a release knows by a short name only and who has the full one from another release.
        """
        known: dict[IRI | Blank, list[Triple]] = {}
        for triple in background:
            known.setdefault(triple.subject, []).append(triple)
        facts = [triple for found in known.values() for triple in found]
        yield from _violations("", self._shapes.findings(self._shapes.take(facts), facts))
        across = Across()
        for release_id, triples in graphs:
            described = dict.fromkeys(triple.subject for triple in triples)
            whole = [*triples, *(fact for node in described for fact in known.get(node, ()))]
            taken = self._shapes.take(whole)
            if labels and (more := [triple for node in integrity.unnamed(taken) for triple in labels(node)]):
                whole += more
                taken = self._shapes.take(whole)
            yield from self._release(release_id, whole, taken, (texts or {}).get(release_id))
            yield from _violations(release_id, across.look(taken, release_iri(release_id, self.base)))
        yield from _violations("", across.rest())

    def _release(
        self, release_id: str, triples: Sequence[Triple], taken: Index, text: str | None
    ) -> tuple[Violation, ...]:
        own = release_iri(release_id, self.base)
        found = [
            *self._shapes.findings(taken, triples),
            *integrity.facts(taken, {own}),
            *integrity.ownership(taken, own),
        ]
        if text is not None:
            found += integrity.quotes(taken, text)
        return _violations(release_id, found, own.value)


def stream(
    graphs: Iterable[tuple[str, Sequence[Triple]]],
    base: str = BASE,
    texts: Mapping[str, str] | None = None,
    background: Iterable[Triple] = (),
    labels: Labels | None = None,
) -> Iterator[Violation]:
    """Check a whole store, one graph at a time, as :meth:`Validator.stream` does."""
    return Validator(base).stream(graphs, texts, background, labels)


def _violations(release_id: str, found: Iterable[Finding], whole: str = "") -> tuple[Violation, ...]:
    """Sort findings; ``whole`` names the graph in those that are about all of it."""
    return tuple(sorted({Violation(release_id, focus or whole, message) for focus, message in found}, key=str))
