"""Inference step by step: what follows from the triples that come, and what no longer does when others go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Protocol

from diplograph.graph.axioms import Path, Rules
from diplograph.graph.change import Change
from diplograph.graph.iris import graph_iri
from diplograph.graph.rdf import IRI, SAME_AS, TYPE, Blank, Literal, Term, Triple


class View(Protocol):
    """Something that can be asked for the triples that match."""

    def match(
        self, subject: IRI | Blank | None = None, predicate: IRI | None = None, value: Term | None = None
    ) -> Iterator[Triple]:
        """Walk over the triples that match; None stands for anything."""


def follow(change: Change, rules: Rules) -> None:
    """Add to a change what follows from it, and take away what only what goes gave ground for.

    The graph of inferences holds what follows and no release says. Looks at what the change touches and no further.
    """
    name = graph_iri("inferred", change.store.base)
    change.drop(name, [triple for triple in change.again if change.holds(triple, name)])  # said from now on
    if change.lost:
        _retract(change, rules, name, [triple for triple in change.lost if triple.predicate != SAME_AS])
    change.add_missing(name, local(rules, change.new))
    change.add_missing(name, meeting(rules, change, tuple(change.new)))


def local(rules: Rules, triples: Iterable[Triple]) -> dict[Triple, None]:
    """Return what follows from each of the triples alone."""
    return {fact: None for triple in triples for fact in rules.consequences(triple)}


def meeting(rules: Rules, view: View, triples: Iterable[Triple]) -> dict[Triple, None]:
    """Return what follows where the triples meet others of a view, along transitive properties and chains."""
    steps = {step for path in rules.paths for step in path.steps}
    made = {fact: None for triple in triples if triple.predicate in steps for fact in _paths(rules, view, triple)}
    return made | local(rules, made)


def _paths(rules: Rules, view: View, triple: Triple) -> Iterator[Triple]:
    subject, predicate, value = triple
    for path in rules.paths:
        for place, step in enumerate(path.steps):
            if step == predicate:
                before = path.steps if path.transitive else path.steps[:place]
                after = path.steps if path.transitive else path.steps[place + 1 :]
                starts = _walk(subject, before[::-1], _backwards(view), path.transitive)
                ends = _walk(value, after, _forwards(view), path.transitive)
                yield from (
                    Triple(a, path.made, b)
                    for a in starts
                    for b in ends
                    if not isinstance(a, Literal) and a not in rules.terms
                )


_Steps = Callable[[Term, IRI], Iterable[Term]]


def _walk(start: Term, steps: tuple[IRI, ...], step: _Steps, repeated: bool) -> list[Term]:
    """Return where steps lead from a node, one after the other; repeated: where any number of them leads, none too."""
    if repeated:
        seen: dict[Term, None] = {start: None}
        open_ = [start]
        while open_:
            for node in step(open_.pop(), steps[0]):
                if node not in seen:
                    seen[node] = None
                    open_.append(node)
        return list(seen)
    reached = [start]
    for name in steps:
        reached = [node for one in reached for node in step(one, name)]
    return reached


def _forwards(view: View) -> _Steps:
    return lambda node, name: [] if isinstance(node, Literal) else [triple.object for triple in view.match(node, name)]


def _backwards(view: View) -> _Steps:
    return lambda node, name: [triple.subject for triple in view.match(None, name, node)]


def _retract(change: Change, rules: Rules, name: IRI, lost: list[Triple]) -> None:
    """Take away all that may have rested on what goes, then put back what still has ground (delete and rederive)."""
    touched = local(rules, lost)
    touched |= meeting(rules, change.store, [*lost, *touched])
    doubtful = [fact for fact in touched if change.holds(fact, name)]
    change.drop(name, doubtful)
    doubtful += lost  # what is no longer said may follow all the same
    while grounded := [fact for fact in doubtful if _follows(fact, rules, change)]:
        change.add_missing(name, grounded)
        doubtful = [fact for fact in doubtful if not change.has(fact)]


def _follows(fact: Triple, rules: Rules, view: Change) -> bool:
    """Tell whether something in a view lets a fact follow."""
    subject, predicate, value = fact
    if predicate == TYPE:
        near = chain(view.match(subject, TYPE), view.match(subject), view.match(None, None, subject))
    else:
        near = chain(
            view.match(subject, None, value), () if isinstance(value, Literal) else view.match(value, None, subject)
        )
    if any(fact in rules.consequences(triple) for triple in near):
        return True
    return any(_leads(path, fact, view) for path in rules.paths if path.made == predicate)


def _leads(path: Path, fact: Triple, view: View) -> bool:
    first = _forwards(view)(fact.subject, path.steps[0])
    rest = path.steps if path.transitive else path.steps[1:]
    return any(fact.object in _walk(node, rest, _forwards(view), path.transitive) for node in first)
