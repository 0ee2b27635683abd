"""Events while a release is read: drafts, and which mentions mean the same event."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diplograph.extract import gazetteer
from diplograph.extract.event_scope import is_aside
from diplograph.extract.model import ActorRef, Evidence, PartialDate, Participant, Role, Status
from diplograph.extract.parse import Parsed
from diplograph.extract.rules import EventRule, listed

if TYPE_CHECKING:
    from spacy.tokens import Token

_COMPLEMENTS = ("of", "between", "among", "with", "for", "on")
_LEAD = 2  # paragraphs behind the headline that tell what it says
_PRONOUNS = ("this", "it", "that")
_HELD = {"Meeting", "Conference", "Summit"}
_GATHERINGS = {"Meeting", "Conference", "Summit", "Briefing", "PhoneCall"}


@dataclass(slots=True)
class Draft:
    """An event while the release is read: mentions are folded in as they come.

    ``distinct`` tells that the words set the event apart from one named before (an ordinal, a name, a date of its own),
    ``numbered`` that it is one of a row ("the 4th meeting").
    """

    type: str
    rule: EventRule
    parsed: Parsed
    token: Token
    label: str
    evidence: Evidence
    date: PartialDate | None = None
    place: str | None = None
    land: str = ""  # the state that the place is or is in
    status: Status = "occurred"
    distinct: bool = True
    numbered: bool = False
    participants: dict[tuple[str, Role], Participant] = field(default_factory=dict)
    topics: list[str] = field(default_factory=list)
    mentions: list[Evidence] = field(default_factory=list)

    def actors(self) -> set[str]:
        """Return the ids of the actors that take part."""
        return {actor for actor, _ in self.participants}

    def join(self, actors: Iterable[ActorRef], role: Role, evidence: Evidence) -> None:
        """Add actors in a role; a mere participant gives way to a named role."""
        for actor in actors:
            if actor.kind == "group" or (role == "participant" and actor.id in self.actors()):
                continue
            if role != "participant":
                self.participants.pop((actor.id, "participant"), None)
            self.participants.setdefault((actor.id, role), Participant(actor, role, evidence))

    def fold(self, other: Draft) -> None:
        """Take in another mention of this event; a sentence of the body is better evidence than the headline."""
        told = other.date or other.place or other.participants
        headline = self.parsed.block.kind == "title" != other.parsed.block.kind
        again = points_back(other.token, other.parsed)
        dated = other.date and not self.date and not self.mentions and other.distinct and not again
        if (headline and (told or not again)) or dated:
            self.mentions.append(self.evidence)
            self.parsed, self.token, self.label = other.parsed, other.token, other.label or self.label
            self.type, self.rule, self.evidence = other.type, other.rule, other.evidence
            self.date, self.place = other.date or self.date, other.place or self.place
            self.status = other.status
        else:
            self.mentions.append(other.evidence)
        self.date = self.date or other.date
        self.place = self.place or other.place
        for participant in other.participants.values():
            self.join((participant.actor,), participant.role, participant.evidence)
        self.topics.extend(t for t in other.topics if t not in self.topics)


@functools.cache
def cities() -> frozenset[str]:
    """Return the names of the cities that are known, as texts may write them."""
    known = (place for place in gazetteer.load().places if place.kind == "city")
    return frozenset(name for place in known for name in (place.name, *place.aliases))


def determiner(token: Token) -> str:
    """Return the article, demonstrative or possessive of a noun, or nothing."""
    return next((t.lower_ for t in token.children if t.dep_ in ("det", "poss")), "")


def says_again(token: Token, is_known: bool) -> bool:
    """Tell whether a noun says what was just told: ", which was their first meeting", "This is" if known."""
    subjects = {t.lower_ for t in token.head.children if t.dep_ == "nsubj"} if token.dep_ == "attr" else set()
    return "which" in subjects or (is_known and not subjects.isdisjoint(_PRONOUNS))


def points_back(token: Token, parsed: Parsed) -> bool:
    """Tell whether a noun means an event named before: "the meeting", not "the meeting of the Council"."""
    if any(t.dep_ == "prep" and t.lower_ in _COMPLEMENTS for t in token.children):
        return False
    if any(t.dep_ in ("compound", "nmod") and (u := parsed.unit(t)) and u.kind == "place" for t in token.children):
        return False  # "the Osh summit"
    owners = any(t.dep_ == "poss" and parsed.unit(t) is not None for t in token.children)
    return determiner(token) in listed("anaphoric") or (owners and parsed.block.kind != "title")


def same_event(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """Return the event that a mention means, the latest first, or None where it is a new one."""
    found = [other for other in reversed(drafts) if _may_be(draft, other) and _is(draft, other)]
    if points_back(draft.token, draft.parsed):  # "the consultations" are those called so, not the talks after them
        found.sort(key=lambda other: other.token.lemma_ != draft.token.lemma_)
    return found[0] if found else None


def _may_be(draft: Draft, other: Draft) -> bool:
    """Tell whether type, date and status of two mentions allow them to be one event."""
    if other.type != draft.type:
        gathering = {draft.type, other.type} <= _GATHERINGS and not draft.rule.verbs
        if {draft.type, other.type} <= _HELD and draft.actors() & other.actors() and _tells_headline(draft, other):
            return draft.place is None or other.place is None or draft.place == other.place
        if not gathering or draft.distinct or not points_back(draft.token, draft.parsed):
            return False
    if draft.date and other.date:
        a, b = draft.date.start, other.date.start
        if a[: len(b)] != b[: len(a)]:
            return False
    if draft.place and not other.place and draft.rule.nouns and _is_talked_of(draft.token):
        return False  # what is spoken of is not the talk
    if draft.place and other.place and draft.place != other.place and (not draft.land or draft.land != other.land):
        return False  # but "visits Spain" and "travels to Madrid" are one
    if draft.place != other.place and {draft.place, other.place} <= cities():
        return False  # "the meeting in Moscow", "the meeting in St. Petersburg"
    if "title" in (draft.parsed.block.kind, other.parsed.block.kind):
        return True  # a headline has no tense
    return draft.status == other.status or "planned" not in (draft.status, other.status)


def _is_talked_of(event: Token) -> bool:
    """Tell whether an event is what somebody speaks of: "noted that the talks in Osh went on"."""
    above = list(event.ancestors)
    if is_aside(event):
        return False  # "during the meeting in Osh, they discussed trade"
    reported = any(t.dep_ == "ccomp" and t.head.lemma_.lower() in listed("speaking") for t in above)
    return reported or any(t.lemma_.lower() in ("discuss", "mention", "touch") for t in above[:3])


def _is(draft: Draft, other: Draft) -> bool:
    mine, theirs = draft.actors(), other.actors()
    if draft.type == "Crisis":
        if not draft.place and determiner(draft.token) in listed("pointing") and draft.rule is other.rule:
            return True  # "these criminal acts"
        headed = other.parsed.block.kind == "title" and draft.rule is other.rule
        alike = draft.token.lemma_ == other.token.lemma_ or headed
        if draft.date is not None and draft.date == other.date and not (draft.place and other.place):
            return alike
        return bool(draft.place) and draft.place == other.place and alike
    if _tells_headline(draft, other):
        return True
    others = draft.type == "Visit" and mine and theirs and not mine & theirs  # "during the visit, X": not that of Y
    if not draft.distinct and draft.type == other.type and points_back(draft.token, draft.parsed) and not others:
        return True  # "The training was organized by X"
    if not draft.distinct and (not mine or not theirs or mine & theirs):
        return not mine or bool(theirs) or draft.type == other.type
    if draft.type == "Meeting" == other.type and (mine <= theirs or theirs <= mine) and _tells_of(draft, other):
        return True  # "received X, who paid a courtesy call on him"
    again = determiner(draft.token) in listed("anaphoric") and not draft.numbered
    if again and draft.rule.nouns and mine & theirs and not draft.date:
        return True  # "the talks with the Minister"
    of_size = 2 * min(len(mine), len(theirs)) >= max(len(mine), len(theirs))
    headline = "title" in (draft.parsed.block.kind, other.parsed.block.kind)
    if mine and theirs and (mine <= theirs or theirs <= mine) and (of_size or headline):
        aside = bool(draft.rule.nouns) and is_aside(draft.token) and not draft.date  # "during the talks with X"
        enough = 1 if aside or draft.type in ("Visit", "Speech") else 2
        if len(mine & theirs) >= enough and not (draft.type == "Speech" and draft.rule.verbs):
            return True
    if headline and draft.place and draft.place == other.place and not (mine and theirs):
        return True
    if (
        points_back(draft.token, draft.parsed)
        and not draft.numbered
        and draft.date
        and not other.date
        and not (mine and theirs)
    ):
        return True  # "The visit, which took place on 5 May"
    if draft.type == "Visit" and {a for a in mine & theirs if a.startswith("person/")}:
        alike = draft.place == other.place or draft.land == other.land
        return alike or draft.place is None or other.place is None
    named = draft.type in ("Conference", "Summit", "Ceremony") or (draft.label[:1].isupper() and bool(draft.rule.nouns))
    name, known = _core(draft.label), _core(other.label)
    ending = determiner(draft.token) == "the" and not draft.date and known.endswith(" " + name)
    return named and bool(name) and (name == known or ending)  # "The Expert Forum serves as a platform"


def _tells_of(draft: Draft, other: Draft) -> bool:
    """Tell whether a relative clause tells again what its sentence does."""
    lower, upper = sorted((draft, other), key=lambda one: one.token.i, reverse=True)
    same = draft.evidence.start == other.evidence.start
    return same and any(t.dep_ == "relcl" and upper.token in t.ancestors for t in (lower.token, *lower.token.ancestors))


def _tells_headline(draft: Draft, other: Draft) -> bool:
    """Tell whether the first paragraph tells what the headline says of bodies and posts without their people."""
    lead = other.parsed.block.kind == "title" and 0 < draft.parsed.number - other.parsed.number <= _LEAD
    if not lead or other.mentions or draft.type == "Speech" or (draft.rule.anchored and not draft.distinct):
        return False
    ordinals = {t.lower_ for t in draft.token.children} & listed("again")
    if ordinals and not ordinals & set(other.label.lower().split()):
        return False  # "followed by the second meeting"
    mine, theirs = _people(draft), _people(other)
    named = draft.label[:1].isupper() and draft.rule.nouns and other.rule.verbs  # "X receives Y" before a Summit
    return (not theirs and not named) or bool(mine & theirs)


def _people(draft: Draft) -> set[str]:
    return {a for a in draft.actors() if a.startswith("person/")}


def _core(label: str) -> str:
    return re.sub(r"[^a-z]+", " ", label.lower()).strip()
