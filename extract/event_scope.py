"""Which event a date or place of a sentence belongs to: the one that the words around it hang on."""

from __future__ import annotations

import bisect
from collections.abc import Callable
from typing import TYPE_CHECKING

from diplograph.extract.dates import MONTHS
from diplograph.extract.parse import Parsed
from diplograph.extract.rules import listed

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_TENSED = ("VBD", "VBN", "VBZ", "VBP", "VBG", "VB")
_ARGUMENTS = ("dobj", "nsubj", "nsubjpass", "attr", "conj", "appos", "ROOT", "dep")
_CHAIN = ("xcomp", "acl", "relcl", "conj", "advcl")
_AT = ("at", "in", "on", "to", "for")
_SUBJECT = ("nsubj", "nsubjpass")
_FRONT = 3  # words that may stand before a date that opens a sentence: "Also, on 5 May"


def governor(token: Token) -> Token:
    """Return the verb that a noun is an argument of, or the token itself."""
    if token.pos_ in ("VERB", "AUX"):
        return token
    verbs = (a for a in token.ancestors if a.pos_ in ("VERB", "AUX") and a.tag_ in _TENSED)
    return next((a for a in verbs if a.dep_ != "prep"), token)  # "following the talks"


def owner(token: Token, is_event: Callable[[Token], bool], parsed: Parsed) -> Token:
    """Return what a word of time or place hangs on: an event's noun, a verb, or a noun that keeps it for itself."""
    at = last = token
    while at.head.i != at.i:
        at = at.head
        if at.pos_ in ("VERB", "AUX") and at.tag_ in _TENSED and at.dep_ not in ("amod", "prep"):
            return at
        if is_event(at):
            return at
        if at.i < token.i and parsed.unit(at) is None and _keeps(at, last, token, parsed):
            return at
        if at.dep_ in ("prep", "agent"):
            last = at
    return at


def _keeps(noun: Token, preposition: Token, detail: Token, parsed: Parsed) -> bool:
    """Tell whether a plain noun has a date or place of its own: "chairmanship in 2026", "the situation in Syria"."""
    if noun.pos_ not in ("NOUN", "PROPN") or preposition.head.i != noun.i:
        return False
    word = noun.lemma_.lower()
    if word == "aggression":
        return False  # "a war of aggression against X"
    unit = parsed.unit(detail)
    if unit is None and (detail.pos_ != "PROPN" or detail.lower_ in MONTHS):
        if word in listed("times"):
            return False  # "in the early hours of 6 May"
        return word in listed("terms") or preposition.lower_ in ("of", "for", "from", "until", "since")
    city = unit is None or getattr(unit.value, "kind", "") == "city"
    # "a seminar on trade in Osh" is in Osh, one on the situation in Osh is not
    return word not in listed("venues") and (not city or noun.head.pos_ == "VERB" or word in listed("affairs"))


def outer(token: Token) -> Token:
    """Return the noun that stands for an event in its clause: "a round of talks", "the closing of the forum"."""
    while token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_.lower() in listed("wrappers"):
        token = token.head.head
    return token


def is_aside(token: Token) -> bool:
    """Tell whether an event is only the setting of what its sentence tells ("during the meeting, the sides …")."""
    while token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ in ("NOUN", "PROPN"):
        token = token.head.head
    head = token.head
    while token.dep_ == "conj" and head.i != token.i:
        token, head = head, head.head
    if token.dep_ == "pobj" and token.lemma_.lower() in ("sideline", "margin"):
        return True
    if token.dep_ != "pobj" or head.dep_ not in ("prep", "pcomp", "advcl"):
        return False
    if head.lower_ in listed("settings"):
        return head.lower_ not in _AT or head.head.lemma_.lower() not in listed("attending")
    return False


def belongs(detail: Token, token: Token, sentence: Span, parsed: Parsed, is_event: Callable[[Token], bool]) -> bool:
    """Tell whether a word of time or place tells of an event, a noun or a verb."""
    holder = owner(detail, is_event, parsed)
    if holder.i == token.i:
        return True
    if _opens(detail, sentence) and not is_event(holder) and detail.i < sentence.root.i:
        holder = sentence.root
    if holder.pos_ not in ("VERB", "AUX"):
        return False
    if token.pos_ in ("VERB", "AUX"):
        return _shares(holder, token, detail) or _is_there_to(holder, token)
    scheduled = _scheduled(holder, sentence, is_event)
    if scheduled is not None:
        return scheduled.i == token.i
    if _below(holder, token, is_event):
        # "a meeting to be held in Baku", "the summit that took place on 5 May"
        founded = holder.lemma_.lower() in ("initiate", "establish", "create", "found")
        # "the ratification of the treaty signed in 2014"
        founded |= holder.lemma_.lower() in ("sign", "adopt", "conclude") and holder.head.i != token.i
        return (
            holder.dep_ in _CHAIN
            and holder.tag_ != "VBG"
            and not founded
            and not _tells_of_another(holder, token, is_event)
        )
    verb = governor(token)
    if is_aside(token) and not _tells_of_stay(token, verb, detail):
        # "On 5 May, at the meeting in Osh, the ministers agreed": what is done there and then
        return token.head.lower_ == "at" and _opens(detail, sentence) and detail.i < token.i < holder.i == verb.i
    if not _is_argument(token, verb) or _only_tells(token, verb, detail):
        return False
    if holder.i == verb.i or _shares(holder, verb, detail) or _intends(holder, verb) or _is_there_to(holder, verb):
        return True
    if verb.lemma_.lower() in ("bring", "gather", "unite"):
        return False  # "brought together ambassadors accredited in Osh"
    lower = holder.dep_ in ("xcomp", "ccomp") and _below(holder, verb, is_event)
    return lower and not _tells_of_another(holder, token, is_event)


def _tells_of_stay(token: Token, verb: Token, detail: Token) -> bool:
    """Tell whether a verb's words of place count for its aside: "is on a visit to X", "gathered in X for the forum"."""
    if token.head.lower_ == "for" and verb.lemma_.lower() in ("be", "gather", "assemble", "convene", "meet"):
        return detail.i < token.i
    return token.head.lower_ == "on" and verb.lemma_ == "be"


def _only_tells(token: Token, verb: Token, detail: Token) -> bool:
    """Tell whether a word stands behind what a meeting discusses or a summit adopts: it tells of that."""
    subject = token.dep_ == "nsubj" and token.head.i == verb.i and verb.lemma_.lower() in listed("treating")
    return subject and any(t.dep_ == "dobj" and verb.i < t.i < detail.i for t in verb.children)


def _scheduled(verb: Token, sentence: Span, is_event: Callable[[Token], bool]) -> Token | None:
    """Return the event that a participle tells of: the one named last before ", scheduled to be held", ", due in"."""
    while verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    loose = verb.dep_ in ("acl", "advcl", "relcl") and verb.tag_ in ("VBN", "VBD")
    if not loose or verb.lemma_.lower() not in listed("scheduling") or any(t.dep_ in _SUBJECT for t in verb.children):
        return None
    before = sentence.doc[sentence.start : verb.i]
    found = next((t for t in reversed(before) if is_event(t)), None)
    while found is not None and found.dep_ == "pobj" and found.head.lower_ == "of" and is_event(found.head.head):
        found = found.head.head  # "the opening ceremony of the Forum, scheduled for 5 May"
    return found


def _below(token: Token, top: Token, is_event: Callable[[Token], bool]) -> bool:
    """Tell whether a verb tells of what stands above it: "the summit of the Council that is to take place"."""
    while token.dep_ in ("xcomp", "ccomp", "aux", "auxpass", "acomp") and token.head.pos_ in ("VERB", "AUX", "ADJ"):
        token = token.head  # "is due to be held in Baku"
        if token.i == top.i:
            return True
    if token.dep_ not in ("acl", "relcl"):
        return False
    while token.head.i != token.i:
        token = token.head
        if token.i == top.i:
            return True
        if is_event(token) or token.pos_ in ("VERB", "AUX"):
            return False
    return False


def _tells_of_another(verb: Token, token: Token, is_event: Callable[[Token], bool]) -> bool:
    if verb.lemma_.lower() in listed("striking"):
        return False  # "the attack that targeted a gathering on Friday"
    return any(t.i != token.i and t.dep_ in ("dobj", "nsubj", "nsubjpass") and is_event(t) for t in verb.children)


def _shares(holder: Token, verb: Token, detail: Token) -> bool:
    """Tell whether a word before the first of several joined verbs counts for a later one too."""
    while verb.dep_ == "conj" and verb.head.i != verb.i:
        verb = verb.head
        if verb.i == holder.i:
            return detail.i < holder.i
    return False


def _is_there_to(holder: Token, verb: Token) -> bool:
    """Tell whether a verb is what somebody is somewhere for: "was present in X from A to B to observe the vote"."""
    upper = verb.head if verb.head.i == holder.i else verb.head.head
    purpose = verb.tag_ == "VB" and verb.dep_ in ("advcl", "xcomp") and verb.head.dep_ in ("acomp", upper.dep_)
    return purpose and upper.i == holder.i and holder.lemma_ == "be" and verb.i > holder.i


def _intends(holder: Token, verb: Token) -> bool:
    """Tell whether a verb says that another is to be done, at the time beside it: "in May X plans to hold Y"."""
    return verb.dep_ == "xcomp" and verb.head.i == holder.i and holder.lemma_.lower() in ("plan", "intend", "expect")


def _is_argument(token: Token, verb: Token) -> bool:
    """Tell whether an event is what its verb tells of, rather than part of something else that it tells of."""
    at = token
    while at.head.i != at.i and at.head.i != verb.i:
        at = at.head
        if at.dep_ not in (*_ARGUMENTS, "prep", "pobj", "nmod", "compound", "agent", "poss"):
            return False
        if (
            at.i < token.i
            and at.pos_ in ("NOUN", "PROPN")
            and at.lemma_.lower() not in listed("wrappers")
            and (token.dep_ != "conj" or at.i != token.head.i)
        ):
            return False
    return True


def token_at(parsed: Parsed, start: int) -> Token:
    """Return the token that stands at a character of a block."""
    return parsed.doc[max(bisect.bisect_right(parsed.starts, start) - 1, 0)]


def _opens(detail: Token, sentence: Span) -> bool:
    """Tell whether a word stands at the very front of its sentence."""
    return detail.i - sentence.start <= _FRONT
