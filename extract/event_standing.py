"""Whether a noun or predicate tells of an event that stands as one: recorded, held, mourned, not only weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diplograph.extract.clauses import Clause
from diplograph.extract.event_drafts import Draft, determiner
from diplograph.extract.rules import listed

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_recorded(draft: Draft, clause: Clause) -> bool:
    """Tell whether an event is told though nobody is named in it: a document is adopted, leaders meet in Baku."""
    if draft.type == "Signing":
        return clause.passive or any(determiner(t) in ("the", "a", "an") for t in clause.objects)
    if draft.type == "Mission":
        draft.distinct = False  # "a team will be deployed", "two groups that will observe the vote"
        return bool(clause.subjects)
    if draft.type in ("Meeting", "Launch"):
        return draft.date is not None and (clause.passive or draft.place is not None or draft.type == "Meeting")
    if draft.type == "Crisis":
        return draft.date is not None or draft.place is not None
    elected = draft.type == "Appointment" and draft.date is not None  # "the House was elected on 5 May"
    return clause.passive and (draft.type == "Ceremony" or elected)


def is_weighed(token: Token) -> bool:
    """Tell whether a noun is only what is discussed, supported or needed: "the need for the launch of a dialogue"."""
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
    head = token.head if token.dep_ in ("dobj", "nsubjpass") else token.head.head if token.dep_ == "pobj" else token
    return head.i != token.i and head.lemma_.lower() in listed("weighing")


def is_anothers(token: Token) -> bool:
    """Tell whether an event is "his", "her" or "their" own."""
    return any(t.tag_ == "PRP$" and t.lower_ in ("his", "her", "their") for t in token.children)


def mourned(token: Token) -> bool:
    """Tell whether a disaster is one that is condemned or condoled on, not one among others."""
    definite = token.tag_ in ("NNS", "NNPS") or any(t.dep_ in ("det", "poss", "amod") for t in token.children)
    return definite and any(a.lemma_.lower() in listed("mourning") for a in list(token.ancestors)[:9])


def is_held(token: Token, clauses: list[Clause]) -> bool:
    """Tell whether a predicate says that an event was held, attended or opened."""
    for clause in clauses:
        arguments = (*clause.objects, *clause.subjects, *(t for found in clause.preps.values() for t in found))
        takes = clause.lemma != "take" or any(t.lemma_.lower() in ("place", "part") for t in clause.objects)
        takes = takes and (clause.lemma != "pay" or token in clause.objects)  # "pay attention to training"
        if token in arguments and clause.finite and takes and clause.lemma in listed("holding"):
            return True
    return False
