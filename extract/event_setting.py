"""What an event has from the one in whose setting it is told: "following the talks, a plan was signed"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from diplograph.extract.event_drafts import Draft, cities
from diplograph.extract.event_scope import governor, is_aside
from diplograph.extract.rules import listed

if TYPE_CHECKING:
    from spacy.tokens import Token

_AT = ("at", "during", "in", "on", "within", "upon", "inside")
SETTINGS = {"Meeting", "Conference", "Summit", "Briefing", "Ceremony", "Training"}


def inherit(draft: Draft, verb: Token, here: dict[int, Draft], told: set[int]) -> None:
    """Give what was done at or after a meeting the meeting's day, and its place where it was done there.

    What was signed then was signed by those who met, where nobody else is named.
    """
    if draft.status != "occurred" or is_aside(draft.token):
        return
    noun = draft.token.i != verb.i
    if noun and (draft.token.head.i != verb.i or verb.lemma_.lower() not in listed("holding")):
        return  # what is only spoken of at a meeting was not there
    for i, other in here.items():
        token = verb.doc[i]
        setting = i in told or (is_aside(token) and governor(token).i == verb.i)
        if not setting or other is draft:
            continue
        if other.type == "Visit" and draft.type in SETTINGS and token.head.lower_ in _AT and other.place in cities():
            draft.place = draft.place or other.place  # "during the visit to Osh, X met Y"
        if other.type not in SETTINGS:
            continue
        if not (other.date and other.date.end):
            draft.date = draft.date or other.date
        if draft.type != "Visit" and token.head.lower_ in ("at", "during", "in", "on"):
            draft.place = draft.place or other.place
        if draft.type == "Signing" and not draft.participants:
            draft.join((p.actor for p in other.participants.values()), "participant", draft.evidence)


def stay(draft: Draft, verb: Token, told: Mapping[int, Draft]) -> None:
    """Give what was done on a visit its time and place: "visited Osh, where he was received by X", "and met X"."""
    where = verb.dep_ == "relcl" and any(t.lower_ == "where" and t.dep_ == "advmod" for t in verb.children)
    visit = told.get(governor(verb.head).i) if where or (verb.dep_ == "conj" and draft.type in SETTINGS) else None
    if visit is not None and visit.type == "Visit" and visit.status == draft.status:
        draft.date = draft.date or (visit.date if visit.date and not visit.date.end else None)
        draft.place = draft.place or visit.place
