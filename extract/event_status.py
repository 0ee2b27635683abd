"""Whether an event occurred, is still to come, is only spoken of or is denied, by the words around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diplograph.extract.event_scope import governor
from diplograph.extract.model import PartialDate, Status
from diplograph.extract.rules import listed

if TYPE_CHECKING:
    from spacy.tokens import Token

_TO_BE_HELD = re.compile(r"[^.;:!?]{0,60}?\b(?:to be (?:held|convened|organi[sz]ed)|to take place)\b")


def status(token: Token, date: PartialDate | None, reference: PartialDate | None) -> Status:
    """Return whether an event occurred, is planned after the date of its text, is only spoken of, or is denied."""
    verb = governor(token)
    if any(t.dep_ == "neg" for t in verb.children) and verb.i != token.head.head.i:
        return "negated"
    if verb.lemma_.lower() in listed("cancelling") and token.dep_ in ("nsubjpass", "dobj"):
        return "negated"
    first = verb
    while first.dep_ in ("conj", "advcl") and first.tag_ == "VB" and first.head.tag_ == "VB":
        first = first.head  # "will visit X and meet Y", "will travel to X to meet Y"
    auxiliaries = {t.lower_ for v in (verb, first) for t in v.children if t.dep_ in ("aux", "auxpass")}
    above = [verb, *list(verb.ancestors)[:2]]
    lemmas = {t.lemma_.lower() for t in above}
    if any(t.dep_ == "advcl" and any(m.lower_ == "if" for m in t.children) for t in verb.children):
        return "hypothetical"
    ahead = date is not None and reference is not None and date.start > reference.start
    modifiers = {t.text for t in token.children}  # not those of a name: "Future Forum"
    to_come = verb.tag_ == "VB" and lemmas & listed("committing")
    named = {a.lemma_.lower() for a in list(token.ancestors)[:2] if a.pos_ == "NOUN"}
    if (
        ahead
        or to_come
        or modifiers & listed("planned")
        or auxiliaries & {"will", "shall"}
        or lemmas & {"plan", "schedule", "expect", "look", "suppose", "due"}
        or named & {"plan", "preparation", "initiative"}
        or _is_to_be(token)
        or _TO_BE_HELD.match(token.whitespace_ + token.doc[token.i + 1 : token.i + 40].text) is not None
        or _is_destined(verb)
    ):
        return "planned"
    if "would" in auxiliaries and _is_announced(verb):
        return "planned"
    unreal = lemmas & listed("hypothetical") and verb.tag_ in ("VB", "VBG")
    if unreal or auxiliaries & {"would", "could", "may", "might", "should"}:
        return "hypothetical"
    return "occurred"


def _is_destined(verb: Token) -> bool:
    """Tell whether something "is to" be done, or a headline says so: "Astana to host meeting"."""
    if verb.tag_ != "VB" or not any(t.dep_ == "aux" and t.lower_ == "to" for t in verb.children):
        return False
    while verb.dep_ == "conj" and verb.head.tag_ == "VB":
        verb = verb.head
    return verb.dep_ == "ROOT" or (
        verb.dep_ == "xcomp" and verb.head.lemma_ == "be" and verb.head.pos_ in ("AUX", "VERB")
    )


def _is_announced(verb: Token) -> bool:
    """Tell whether "would" stands for "will" behind a verb of the past: "said that he would host the forum"."""
    announced = verb.dep_ == "ccomp" and verb.head.tag_ == "VBD" and verb.head.lemma_.lower() in listed("reporting")
    return announced and verb.lemma_.lower() in (*listed("holding"), *listed("travelling"), "sign", "meet", "send")


def _is_to_be(token: Token) -> bool:
    """Tell whether an event is "to be held" or "will be" by a clause of its own."""
    clauses = (t for t in token.children if t.dep_ in ("acl", "relcl"))
    return any(a.lower_ in ("to", "will", "shall") for clause in clauses for a in clause.children if a.dep_ == "aux")
