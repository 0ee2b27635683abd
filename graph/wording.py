"""The lines of a dossier: posts, events, statements and areas in words, as its subject sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from diplograph.graph.facts import Fact
from diplograph.graph.findings import View
from diplograph.graph.rdf import IRI
from diplograph.ontology.terms import EVENT_TYPES, STATEMENT_KINDS

_TOWARDS = {"Support": "for", "Condemnation": "of", "Concern": "about", "Welcome": "of", "Assertion": "about"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: the nodes of the graph that say it, their date (ISO prefix or range), the words, the evidence."""

    nodes: tuple[IRI, ...]
    date: str | None
    text: str
    facts: tuple[Fact, ...]


def evidence(view: View, nodes: Iterable[IRI]) -> tuple[Fact, ...]:
    """Return the sentences behind nodes, each dated by its release."""
    found = (fact for node in nodes for fact in view.facts(node, "", None, dated_by_release=True))
    return tuple(dict.fromkeys(found))


def tenure(view: View, about: IRI, node: IRI) -> Entry:
    """Say who holds which post, dated by the release that says so."""
    posts = ", ".join(view.label(post) for post in view.nodes(node, "post"))
    holders = [holder for holder in view.nodes(node, "holder") if holder != about]
    status = view.one(node, "tenureStatus") or "current"
    text = f"{_names(view, holders)}: {posts}" if holders else posts
    text += f" ({status})" if status != "current" else ""
    return Entry((node,), view.one(node, "seenOn"), text, evidence(view, [node]))


def together(entries: Iterable[Entry]) -> list[Entry]:
    """Make one line of those that say the same at several times, dated from the first to the last of them."""
    alike: dict[str, list[Entry]] = {}
    for entry in entries:
        alike.setdefault(entry.text, []).append(entry)
    made = []
    for text, same in alike.items():
        dates = sorted({part for entry in same for part in (entry.date or "").split("/") if part})
        span = "/".join(dict.fromkeys((dates[0], dates[-1]))) if dates else None
        nodes = tuple(node for entry in same for node in entry.nodes)
        made.append(Entry(nodes, span, text, tuple(dict.fromkeys(fact for entry in same for fact in entry.facts))))
    return made


def event(view: View, about: IRI, node: IRI) -> Entry:
    """Say what happened, where and on what, in which role the one took part, and who else did."""
    kind = min(view.kinds(node) & EVENT_TYPES.keys())
    parts = view.nodes(node, "participation")
    roles: dict[IRI, list[str]] = {}
    for part in parts:
        for actor in view.nodes(part, "actor"):
            roles.setdefault(actor, []).append(view.one(part, "role") or "participant")
    own = [role for role in roles.pop(about, ()) if role != "participant"]
    status, topics = view.one(node, "status") or "occurred", "; ".join(map(str, view.all(node, "topic")))
    details = (
        view.one(node, "placeName"),
        f"as {' and '.join(own)}" if own else None,
        f"with {_list(_in_role(view, actor, told) for actor, told in roles.items())}" if roles else None,
        f"on {topics}" if topics else None,
    )
    text = ", ".join((_headed(kind, view.label(node)), *(detail for detail in details if detail)))
    text += f" ({status})" if status != "occurred" else ""
    return Entry((node,), view.date(node), text, evidence(view, [node, *parts]))


def participation(view: View, about: IRI, node: IRI) -> Entry:
    """Say who took part, and in which role, in the event that the dossier is about."""
    role = view.one(node, "role") or "participant"
    text = f"{_names(view, view.nodes(node, 'actor'))}, {role}"
    return Entry((node,), None, text, evidence(view, [node]))


def statement(view: View, about: IRI, node: IRI) -> Entry:
    """Say what was stated: by whom and to whom, if that is not the one itself, on which conditions, in which areas."""
    kind = min(view.kinds(node) & STATEMENT_KINDS.keys(), default="Not said or denied")
    by, behalf, to = (
        [actor for actor in view.nodes(node, name) if actor != about] for name in ("speaker", "onBehalfOf", "target")
    )
    whom = _names(view, to) or (None if view.nodes(node, "target") else view.one(node, "targetName"))
    head = (kind, f"by {_names(view, by)}" if by else "", f"for {_names(view, behalf)}" if behalf else "")
    deadline, modality = view.one(node, "deadline"), view.one(node, "modality") or "asserted"
    frames = [frame for frame in view.nodes(node, "framework") if frame != about]
    areas = [area for area in view.nodes(node, "area") if area != about]
    conditions = (
        f"until {deadline}" if deadline else "",
        f"within {_names(view, frames)}" if frames else "",
        f"area: {_names(view, areas)}" if areas else "",
        modality if modality not in ("asserted", "negated") else "",
    )
    told = "; ".join(condition for condition in conditions if condition)
    start = " ".join(part for part in (*head, f"{_TOWARDS.get(kind, 'to')} {whom}" if whom else "") if part)
    text = f"{start}: {view.one(node, 'content') or ''}" + (f" ({told})" if told else "")
    day = next((view.date(release) for release in view.nodes(node, "release")), None)
    return Entry((node,), day, text, evidence(view, [node]))


def cooperation(view: View, about: IRI, node: IRI) -> Entry:
    """Say in which area cooperation is proposed, in which words, by whom, within what and of whom."""
    areas = [_area(view, area) for area in view.nodes(node, "area") if area != about]
    said = (view.kinds(statement) for statement in view.nodes(node, "statement"))
    kinds = sorted({kind for kinds in said for kind in kinds & STATEMENT_KINDS.keys()})
    proposers, frames, parties = (
        [actor for actor in view.nodes(node, name) if actor != about] for name in ("proposer", "framework", "party")
    )
    details = (
        f"{' and '.join(kinds).lower() or 'named'}{f' by {_names(view, proposers)}' if proposers else ''}",
        f"within {_names(view, frames)}" if frames else "",
        f"of {_names(view, parties)}" if parties else "",
    )
    phrase = f"“{view.one(node, 'phrase') or ''}”, {', '.join(detail for detail in details if detail)}"
    day = next((view.date(release) for release in view.nodes(node, "release")), None)
    return Entry((node,), day, f"{'; '.join(areas)}: {phrase}" if areas else phrase, evidence(view, [node]))


def met(view: View, about: IRI, events: Iterable[IRI]) -> list[Entry]:
    """Say whom the one met, how often and when, those met most often first."""
    meetings: dict[IRI, dict[IRI, list[IRI]]] = {}
    for node in events:
        parts = view.nodes(node, "participation")
        own = [part for part in parts if about in view.nodes(part, "actor")]
        for part in parts:
            for actor in view.nodes(part, "actor"):
                if actor != about:
                    meetings.setdefault(actor, {}).setdefault(node, [*own]).append(part)
    made = []
    for actor, found in meetings.items():
        dates = sorted(date for node in found if (date := view.date(node)))
        times = f", {len(found)} times" if len(found) > 1 else ""
        span = "/".join(dict.fromkeys((dates[0].split("/")[0], dates[-1].split("/")[-1]))) if dates else None
        parts = [part for node, told in found.items() for part in (node, *told)]
        made.append(Entry((actor, *found), span, f"{view.label(actor)}{times}", evidence(view, parts)))
    return sorted(made, key=lambda entry: (-len(entry.nodes), entry.text))


def _headed(kind: str, label: str) -> str:
    """Put the type of an event before its label, unless the label says it: "Meeting", "Phone call: talks on trade"."""
    kind = re.sub(r"(?<=[a-z])[A-Z]", lambda found: f" {found[0].lower()}", kind)
    return f"{label[:1].upper()}{label[1:]}" if label.casefold().startswith(kind.casefold()) else f"{kind}: {label}"


def _in_role(view: View, actor: IRI, roles: list[str]) -> str:
    told = [role for role in roles if role != "participant"]
    return view.label(actor) + (f" ({', '.join(told)})" if told else "")


def _area(view: View, area: IRI) -> str:
    dimensions = [view.label(wider) for wider in view.nodes(area, "dimension") if wider != area]
    return view.label(area) + (f" ({dimensions[0].lower()})" if dimensions else "")


def _names(view: View, nodes: Iterable[IRI]) -> str:
    return _list(map(view.label, nodes))


def _list(names: Iterable[str]) -> str:
    *first, last = [*names] or [""]
    return f"{', '.join(first)} and {last}" if first else last
