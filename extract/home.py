"""The state whose offices a release names without it: "the Foreign Minister" who meets his French counterpart.

A ministry writes of "Minister X" and of "the Minister of Y" whom he met. The one state that is told of and owns none of
the posts that are named with their state is that of the posts named without one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import islice

from diplograph.extract.cast import Actor, Cast
from diplograph.extract.entries import RULING_KINDS, OrganizationEntry, StateEntry
from diplograph.extract.inside import inside
from diplograph.extract.line import OrganizationName, Title
from diplograph.extract.symbols import Unit

RULE = "reference.home-state"
GOVERNING = ("head-of-state", "head-of-government", "minister", "deputy")
BODY_RULE = "reference.home-body"
_OF_STATES = ("igo", "bloc")
_PRESIDED = ("igo", "organ", "bloc", "parliament")  # kinds of organizations that have presidents as well
_BETWEEN = 2  # words between two names that are said together: "A and the B"
_GOVERNMENT = re.compile(r"(?:The )?(?:Ministry|Government|President|Prime Minister|Embassy|Permanent Mission)\b")


def settle(cast: Cast, publisher: str | None) -> None:
    """Give the posts that a release names without a body the state or organization that they can only be of."""
    _settle_secretaries(cast)
    bare = {id(actor): titles for actor in cast.people.values() if (titles := _bare(actor))}
    state = (_published(publisher) or _told_with(cast)) if bare else None
    if state is None:
        return
    # A post that is named beside no name may be that of somebody named without its state.
    held = {(t.entry.title, _owner(t)) for a in cast.people.values() for t, _ in a.titles}
    vacant = {(t.entry.title, _owner(t)) for t in cast.offices.vacant()}
    taken = {title for title, owner in vacant - held} | {title for title, owner in held if owner == state.code}
    entries = [organization.entry for organization in cast.organizations.values()]
    presided = any(isinstance(entry, OrganizationEntry) and entry.kind in _PRESIDED for entry in entries)
    rulers = sum(any(_rules(title) for title in titles) for titles in bare.values())
    holders = Counter(title for titles in bare.values() for title in {t.title for t in titles})
    body = Unit("state", 0, 0, state, RULE)
    for actor in cast.people.values():
        sure = [
            title
            for title in bare.get(id(actor), ())
            if title.entry.title not in taken
            and holders[title.title] == 1
            and not (presided and "President" in title.entry.title)
            and not (rulers > 1 and _rules(title))
            and not (state.code == "USA" and "Minister" in title.title)
        ]
        actor.titles = [(replace(t, body=body, rule=RULE) if t in sure else t, m) for t, m in actor.titles]


def _settle_secretaries(cast: Cast) -> None:
    """Give a Secretary General without a body the organization of states that a release alone tells of."""
    bodiless = [actor for actor in cast.people.values() if all(title.body is None for title, _ in actor.titles)]
    held = [actor for actor in bodiless if any(_is_secretary(title) for title, _ in actor.titles)]
    own = _only_organization(cast) if held else None
    if own is None or any(_is_secretary(title) for title in cast.offices.vacant()):
        return
    body = Unit("organization", 0, 0, OrganizationName(own.acronym or own.name, own), BODY_RULE)
    for actor in held:
        actor.titles = [(replace(t, body=body, rule=BODY_RULE) if _is_secretary(t) else t, m) for t, m in actor.titles]


def _only_organization(cast: Cast) -> OrganizationEntry | None:
    """Return the organization of states that all bodies of a release are organs of, if one of them names it."""
    entries = [actor.entry for actor in cast.organizations.values()]
    known = [entry for entry in entries if isinstance(entry, OrganizationEntry)]
    owners = {entry.parent or entry.id for entry in known}
    own = cast.gazetteer.organization_by_id[owners.pop()] if len(owners) == 1 else None
    if own is None or own.kind not in _OF_STATES or len(known) != len(entries):
        return None
    naming = [m for actor in cast.organizations.values() for m in actor.mentions if own.name in m.text]
    if naming:
        cast.of_entry(own, naming[:1])
    return own if own.id in cast.organizations else None


def _is_secretary(title: Title) -> bool:
    return title.entry.title in ("Secretary-General", "Deputy Secretary-General")


def _published(publisher: str | None) -> StateEntry | None:
    """Return the state that the name of a ministry or government names."""
    if publisher is None or not _GOVERNMENT.match(publisher):
        return None
    states = {entry.code: entry for entry in inside(publisher, None) if isinstance(entry, StateEntry)}
    return next(iter(states.values())) if len(states) == 1 else None


def _told_with(cast: Cast) -> StateEntry | None:
    """Return the other of the only two states that a release tells of, of one of which it names posts."""
    named = [title for actor in cast.people.values() for title, _ in actor.titles]
    owners = {_owner(title) for title in (*named, *cast.offices.vacant())}
    cities = "|".join(re.escape(name) for place in cast.places.values() for name in place.names) or "(?!)"
    told = list(islice((state for state in cast.states.values() if _is_told_of(state, cities)), 3))
    if len(told) != 2 or not _are_beside(*told):
        return None
    left = [s.entry for s in told if isinstance(s.entry, StateEntry) and s.entry.code not in owners]
    return left[0] if len(left) == 1 else None


def _is_told_of(state: Actor, cities: str) -> bool:
    """Tell whether a state is named otherwise than to say where something is; ``cities`` is a pattern of its places."""
    return any(
        mention.unit.kind in ("state", "demonym")
        and not re.search(rf"\b(?:in|(?:{cities}),) (?:the )?{re.escape(mention.text)}\b", mention.evidence.quote)
        for mention in state.mentions
    )


def _are_beside(one: Actor, other: Actor) -> bool:
    """Tell whether two states are named side by side: between A and the B, A-B relations."""
    return any(
        a.block == b.block and 0 <= max(a.unit.first - b.unit.last, b.unit.first - a.unit.last) <= _BETWEEN
        for a in one.mentions
        for b in other.mentions
    )


def _owner(title: Title) -> str | None:
    value = title.body.value if title.body is not None else None
    return value.code if isinstance(value, StateEntry) else None


def _rules(title: Title) -> bool:
    """Tell whether there is one such post in a state: of two who hold one without a state nobody knows whose it is."""
    return title.entry.kind in RULING_KINDS and not title.entry.title.startswith("Vice")


def _bare(actor: Actor) -> list[Title]:
    """Return the posts of a government that one has without a state, if none of one's posts tells of a body."""
    titles = [title for title, _ in actor.titles]
    if any(title.body is not None for title in titles):
        return []
    fuller = [t for t in titles if t.entry.kind == "minister" and t.title != "Minister"]
    return [
        title
        for title in titles
        if title.entry.scope == "state" and title.entry.kind in GOVERNING and not title.to
        and not (fuller and title.title == "Minister")
    ]  # fmt: skip
