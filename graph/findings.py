"""What a fact node says, in words and as relations between nodes: common to the network and to explanations."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from diplograph.graph.facts import Fact
from diplograph.graph.rdf import IRI, TYPE, Term
from diplograph.graph.store import Store
from diplograph.graph.triples import prop
from diplograph.ontology.terms import DG, EVENT_TYPES, STATEMENT_GROUPS, STATEMENT_KINDS, Class, local

_ROLES = {
    "host": "hosted",
    "organizer": "organized",
    "chair": "chaired",
    "co-chair": "co-chaired",
    "speaker": "spoke at",
    "signatory": "signed",
    "sender": "sent",
    "recipient": "received",
    "participant": "took part in",
}
_PLANNED = {
    "host": "is to host",
    "organizer": "is to organize",
    "chair": "is to chair",
    "co-chair": "is to co-chair",
    "speaker": "is to speak at",
    "signatory": "is to sign",
    "sender": "is to send",
    "recipient": "is to receive",
    "participant": "is to take part in",
}
_TENURES = {
    "current": "holds post in",
    "former": "held post in",
    "acting": "acts in post in",
    "designate": "is to hold post in",
}
# kind of statement → the verb before a target, before an area, and before the content alone
_KINDS = {
    "Pledge": ("pledged", "pledged", "pledged"),
    "Readiness": ("is ready for", "is ready for", "is ready for"),
    "Agreement": ("agreed on", "agreed on", "agreed on"),
    "Proposal": ("proposed to", "proposed", "proposed"),
    "Call": ("called on", "called for", "called for"),
    "Invitation": ("invited", "invited to", "invited to"),
    "Support": ("supported", "supported", "supported"),
    "Appreciation": ("thanked", "appreciated", "gave thanks"),
    "Condolence": ("condoled with", "condoled on", "condoled"),
    "Congratulation": ("congratulated", "congratulated on", "congratulated"),
    "Condemnation": ("condemned", "condemned", "condemned"),
    "Concern": ("is concerned about", "is concerned about", "is concerned"),
    "Welcome": ("welcomed", "welcomed", "welcomed"),
    "Hope": ("hopes of", "hopes for", "hopes"),
    "Assertion": ("spoke of", "spoke of", "said"),
}
_COOPERATION = {
    "Pledge": "pledged",
    "Readiness": "offered",
    "Agreement": "agreed on",
    "Proposal": "proposed",
    "Call": "called for",
    "Invitation": "invited to",
}
_COMMITMENTS = frozenset(local(kind) for kind in STATEMENT_GROUPS[Class.COMMITMENT])
_SHOWN = frozenset({"occurred", "planned"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One relation that a fact node states: ``target`` and ``relation`` are None for what concerns one node alone.

    ``shown`` is False for what did not happen or was denied: it is explained, but no link in the network.
    """

    group: str
    source: IRI
    relation: str | None
    target: IRI | None
    facts: tuple[Fact, ...]
    shown: bool = True


class View:
    """Looks things up in a store, node by node, with short memory."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.label = functools.cache(self._label)
        self._release = functools.cache(self._describe_release)

    def all(self, node: IRI, name: str) -> list[Term]:
        """Return the values of a property, sorted."""
        return sorted((triple.object for triple in self.store.match(node, prop(name))), key=str)

    def one(self, node: IRI, name: str) -> str | None:
        """Return the first value of a property as text; None if there is none."""
        found = self.all(node, name)
        return str(found[0]) if found else None

    def nodes(self, node: IRI, name: str) -> list[IRI]:
        """Return the IRIs among the values of a property, sorted."""
        return [value for value in self.all(node, name) if isinstance(value, IRI)]

    def date(self, node: IRI) -> str | None:
        """Return a node's date as ISO prefix or range "start/end"."""
        start, end = self.one(node, "date"), self.one(node, "endDate")
        return f"{start}/{end}" if start and end else start

    def kinds(self, node: IRI) -> set[str]:
        """Return the local names of the vocabulary's classes that a node belongs to."""
        types = (str(triple.object) for triple in self.store.match(node, TYPE))
        return {local(name) for name in types if name.startswith(DG)}

    def _label(self, node: IRI) -> str:
        """Return the short name by which readers know a node: "CICA" rather than what it stands for."""
        return self.one(node, "acronym") or self.one(node, "label") or local(node.value)

    def _describe_release(self, release: IRI) -> tuple[str, str, str | None, str | None]:
        return self.one(release, "label") or release.value, release.value, self.one(release, "url"), self.date(release)

    def facts(self, node: IRI, text: str, date: str | None, *, dated_by_release: bool = False) -> tuple[Fact, ...]:
        """Return one Fact for each sentence that is evidence for a node, by release and place in the text."""
        found = []
        for evidence in self.nodes(node, "evidence"):
            release = next(iter(self.nodes(evidence, "release")), IRI(""))
            label, iri, url, day = self._release(release)
            fact = Fact(
                text,
                self.one(evidence, "quote") or "",
                label,
                iri,
                url,
                day if dated_by_release else date,
                self.one(evidence, "rule") or "",
                float(self.one(evidence, "confidence") or 0),
            )
            found.append((iri, int(self.one(evidence, "start") or 0), evidence.value, fact))
        return tuple(fact for *_, fact in sorted(found, key=lambda item: item[:3]))

    def names(self, node: IRI, name: str) -> str:
        """Return the labels of a property's values, joined."""
        return "; ".join(self.label(value) for value in self.nodes(node, name))


def findings(view: View, node: IRI) -> Iterator[Finding]:
    """Yield what a tenure, participation, event, statement or proposed cooperation says; nothing for others."""
    kinds = view.kinds(node)
    if "Tenure" in kinds:
        yield from _tenure(view, node)
    elif "Participation" in kinds:
        yield from _participation(view, node)
    elif found := kinds & EVENT_TYPES.keys():
        yield from _event(view, node, min(found))
    elif found := kinds & STATEMENT_KINDS.keys():
        yield from _statement(view, node, min(found))
    elif "Statement" in kinds:
        yield from _denied(view, node)
    elif "ProposedCooperation" in kinds:
        yield from _cooperation(view, node)


def statement_type(kinds: set[str]) -> str | None:
    """Return the kind of a commitment among a node's classes; None if it is no commitment."""
    return min(kinds & _COMMITMENTS, default=None)


def _tenure(view: View, node: IRI) -> Iterator[Finding]:
    status = view.one(node, "tenureStatus") or "current"
    relation = _TENURES[status]
    for holder in view.nodes(node, "holder"):
        for post in view.nodes(node, "post"):
            bodies = view.nodes(post, "postOf")
            verb = relation.removesuffix(" in")
            facts = view.facts(node, f"{view.label(holder)} {verb}: {view.label(post)}", view.one(node, "seenOn"))
            for body in bodies:
                yield Finding("Posts", holder, relation, body, facts)
            if not bodies:
                yield Finding("Posts", holder, None, None, facts)


def _participation(view: View, node: IRI) -> Iterator[Finding]:
    role = view.one(node, "role") or "participant"
    for event in view.nodes(node, "event"):
        status = view.one(event, "status") or "occurred"
        relation = (_PLANNED if status == "planned" else _ROLES)[role]
        for actor in view.nodes(node, "actor"):
            text = f"{view.label(actor)} {relation}: {view.label(event)}"
            text += "" if status in _SHOWN else f" ({status})"
            facts = view.facts(node, text, view.date(event))
            yield Finding("Events", actor, relation, event, facts, status in _SHOWN)


def _event(view: View, node: IRI, kind: str) -> Iterator[Finding]:
    status, date, place = view.one(node, "status") or "occurred", view.date(node), view.one(node, "placeName")
    topics = "; ".join(map(str, view.all(node, "topic")))
    details = [date, place, f"on {topics}" if topics else None, status if status != "occurred" else None]
    extra = ", ".join(detail for detail in details if detail)
    label = view.label(node)
    named = label if label.startswith(f"{kind}:") else f"{kind}: {label}"
    facts = view.facts(node, named + (f" ({extra})" if extra else ""), date)
    yield Finding("Events", node, None, None, facts, status in _SHOWN)
    for where in view.nodes(node, "place"):
        relation = "is to take place in" if status == "planned" else "took place in"
        yield Finding("Events", node, relation, where, facts, status in _SHOWN)


def _said(view: View, node: IRI, kind: str) -> str:
    whom = view.names(node, "target") or view.one(node, "targetName") or ""
    speakers, behalf = view.names(node, "speaker") or "somebody", view.names(node, "onBehalfOf")
    start = f"{speakers} (for {behalf})" if behalf else speakers
    verb = f"{_KINDS[kind][0]} {whom}" if whom else _KINDS[kind][2]
    return f"{start} {verb}: {view.one(node, 'content') or ''}" + _conditions(view, node)


def _conditions(view: View, node: IRI) -> str:
    framework, deadline = view.names(node, "framework"), view.one(node, "deadline")
    modality = view.one(node, "modality")
    parts = [f"within {framework}" if framework else "", f"until {deadline}" if deadline else ""]
    parts.append(modality if modality and modality != "asserted" else "")
    found = ", ".join(part for part in parts if part)
    return f" ({found})" if found else ""


def _statement(view: View, node: IRI, kind: str) -> Iterator[Finding]:
    speakers, areas = view.nodes(node, "speaker"), view.nodes(node, "area")
    targets = view.nodes(node, "target")
    if kind in _COMMITMENTS:
        yield from _commitment(view, node, _KINDS[kind][0])
        return
    facts = view.facts(node, _said(view, node, kind), None, dated_by_release=True)
    verb = _KINDS[kind][0 if targets else 1]
    for speaker in speakers:
        for target in targets or areas:
            yield Finding("Statements", speaker, verb, target, facts)
    if not (speakers and (targets or areas)):
        for actor in speakers or targets:
            yield Finding("Statements", actor, None, None, facts)


def _commitment(view: View, node: IRI, verb: str) -> Iterator[Finding]:
    whom = view.names(node, "target") or view.one(node, "targetName")
    text = f"{view.names(node, 'speaker') or 'somebody'} {verb}: {view.one(node, 'content') or ''}"
    text += (f" (to {whom})" if whom else "") + _conditions(view, node)
    facts = view.facts(node, text, None, dated_by_release=True)
    yield Finding("Commitments", node, None, None, facts)
    for speaker in view.nodes(node, "speaker"):
        yield Finding("Commitments", speaker, verb, node, facts)
    for name, relation in (("target", "towards"), ("area", "in area"), ("framework", "within")):
        for other in view.nodes(node, name):
            yield Finding("Commitments", node, relation, other, facts)


def _denied(view: View, node: IRI) -> Iterator[Finding]:
    text = f"{view.names(node, 'speaker') or 'somebody'}, not said or denied: {view.one(node, 'content') or ''}"
    facts = view.facts(node, text, None, dated_by_release=True)
    for speaker in view.nodes(node, "speaker"):
        yield Finding("Statements", speaker, None, None, facts, False)


def _cooperation(view: View, node: IRI) -> Iterator[Finding]:
    proposers, parties, frames = (view.nodes(node, name) for name in ("proposer", "party", "framework"))
    text = f"cooperation in: {view.one(node, 'phrase') or ''}"
    parts = [
        f"within {view.names(node, 'framework')}" if frames else "",
        f"of {view.names(node, 'party')}" if parties else "",
    ]
    extra = ", ".join(part for part in parts if part)
    said = set().union(*(view.kinds(statement) for statement in view.nodes(node, "statement")))
    verb = next((verb for kind, verb in _COOPERATION.items() if kind in said), "spoke of")
    text = f"{view.names(node, 'proposer') or 'somebody'} {verb} {text}" + (f" ({extra})" if extra else "")
    facts = view.facts(node, text, None, dated_by_release=True)
    areas = view.nodes(node, "area")
    promised = statement_type(said) is not None  # the commitment is then the link
    roles = [(proposers, verb), (parties, "is to cooperate in"), (frames, "is framework for")]
    for actors, relation in roles:
        for actor in actors:
            for area in areas:
                yield Finding("Areas of cooperation", actor, relation, area, facts, not promised)
            if not areas:
                yield Finding("Areas of cooperation", actor, None, None, facts, not promised)
