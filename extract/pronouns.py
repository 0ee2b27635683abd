"""Whom a pronoun means by the sentence that it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from diplograph.extract import view
from diplograph.extract.cast import Cast
from diplograph.extract.clauses import lemma
from diplograph.extract.entries import RULING_KINDS
from diplograph.extract.line import Title
from diplograph.extract.model import ActorRef, Evidence
from diplograph.extract.parse import Parsed
from diplograph.extract.rules import listed
from diplograph.extract.text import key

if TYPE_CHECKING:
    from spacy.tokens import Token


class InView(Protocol):
    """What a reader has in mind: the actors of a release, and the people whom the last sentence told of."""

    cast: Cast
    seen: tuple[view.Person, ...]

    def actors(self, parsed: Parsed, token: Token, evidence: Evidence | None = None) -> tuple[ActorRef, ...]:
        """Return the actors that a noun or pronoun stands for."""


def subject_above(scene: InView, parsed: Parsed, token: Token) -> tuple[ActorRef, ...] | None:
    """Return the one of whom the clauses above a pronoun tell: "Minister A told B that he would come".

    The body of a post that is nobody's here, or nobody; None where no person and no post is the subject above.
    """
    for verb in token.ancestors:
        for subject in (t for t in verb.children if t.dep_ == "nsubj" and t.i < token.i and t.pos_ != "PRON"):
            found = scene.actors(parsed, subject)
            unit = parsed.unit(subject)
            if len(found) == 1 and found[0].kind == "person":
                if token.lower_ == "we" or view.agrees(token.lower_, scene.cast.gender(found[0])):
                    return found
            elif unit is not None and unit.kind == "post":
                return found
    return None


def named_before(scene: InView, parsed: Parsed, token: Token) -> tuple[ActorRef, ...] | None:
    """Return whom the last name or post before a token in its sentence means: "congratulate X on his election".

    Nobody where a post is nobody's; None where there is neither name nor post.
    """
    for earlier in reversed(token.doc[token.sent.start : token.i]):
        unit = parsed.unit(earlier)
        if unit is not None and unit.kind == "post":
            meant = scene.actors(parsed, earlier)
            return meant if len(meant) == 1 else ()
        if unit is not None and unit.kind == "person":
            found = scene.cast.ref(parsed.number, unit)
            return (found,) if found else None
    return None


def other_person(scene: InView, parsed: Parsed, token: Token, speakers: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """Return whom "him" or "her" means: the person named last before it who is not speaking."""
    before = [a for t in token.sent if t.i < token.i and t.pos_ == "PROPN" for a in scene.actors(parsed, t)]
    people = [a for a in (*(p.ref for p in scene.seen), *before) if a.kind == "person" and a not in speakers]
    return (people[-1],) if people else ()


def named_after(scene: InView, parsed: Parsed, token: Token) -> set[ActorRef | None]:
    """Return the people whom the rest of a sentence names."""
    units = (parsed.unit(t) for t in token.sent if t.i > token.i)
    return {scene.cast.ref(parsed.number, unit) for unit in units if unit is not None and unit.kind == "person"}


_MINISTERIAL = ("minister", "deputy")  # kinds of posts whose holders are called Minister: a Secretary of State


def of_rank(scene: InView, title: Title, body: ActorRef) -> list[ActorRef]:
    """Return the people of a body whose title contains a plain one: "the Mongolian Minister" is that of Defence."""
    if len(title.title.split()) > 1 or view.is_deputy(title):
        return []
    wanted = key(title.entry.title)
    return [
        actor.ref
        for actor in scene.cast.people.values()
        if any(
            (set(wanted) <= set(key(own.title)) or (title.entry.title == "Minister" and own.entry.kind in _MINISTERIAL))
            and scene.cast.body(own) == body
            and not view.is_deputy(own)
            for own, _ in actor.titles
        )
    ]


def rulers(scene: InView, bodies: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """Return the heads of state or government of a state that are named."""
    return tuple(
        actor.ref
        for actor in scene.cast.people.values()
        if any(t.entry.kind in RULING_KINDS and scene.cast.body(t) in bodies for t, _ in actor.titles)
    )


def _subjects_before(token: Token) -> list[Token]:
    """Return the subjects of the sentence before that of a token."""
    start = token.sent.start
    above = token.doc[start - 1].sent.root if start else None
    return [t for t in above.children if t.dep_ in ("nsubj", "nsubjpass")] if above is not None else []


def told_of_thing(parsed: Parsed, token: Token) -> bool:
    """Tell whether the sentence before is about a thing, which "it" then means: "The package is new. It will help"."""
    subjects = _subjects_before(token)
    named = any(parsed.unit(t) is not None or t.pos_ in ("PRON", "PROPN") for t in subjects)
    return bool(subjects) and not named and not any(lemma(t) in view.BODIES for t in subjects)


def body_above(scene: InView, parsed: Parsed, token: Token) -> tuple[ActorRef, ...]:
    """Return the body or state that the sentence before is about: "The Council condemned X under the Charter. It"."""
    subjects = (t for t in _subjects_before(token) if t.dep_ == "nsubj")
    named = [t for t in subjects if (unit := parsed.unit(t)) is not None and unit.kind in ("organization", "state")]
    return scene.actors(parsed, named[0]) if len(named) == 1 else ()


def body_called(scene: InView, bodies: Sequence[ActorRef], noun: str) -> ActorRef | None:
    """Return the organization seen last in whose name a noun is: "the Commission", "the Bank"."""
    if noun.capitalize() not in listed("organization_heads"):
        return None
    for body in reversed(bodies):
        actor = next((a for a in scene.cast.organizations.values() if a.ref == body), None)
        full = getattr(actor.entry, "name", "") if actor is not None else ""
        if noun in key(" ".join((full, *(actor.names if actor is not None else ())))):
            return body
    return None


def states_of(scene: InView, ref: ActorRef) -> set[ActorRef]:
    """Return the states whose posts a person holds."""
    titles = (title for actor in scene.cast.people.values() if actor.ref == ref for title, _ in actor.titles)
    bodies = (scene.cast.body(title) for title in titles)
    return {body for body in bodies if body is not None and body.kind == "state"}


_OF_MANY = ("minister", *RULING_KINDS)


def colleagues(scene: InView, title: Title) -> tuple[ActorRef, ...]:
    """Return those who hold a post of few, "the Co-Chairs"; of ministers and presidents those in view are meant."""
    if title.entry.kind in _OF_MANY:
        return ()
    wanted = key(title.entry.title)
    people = [a.ref for a in scene.cast.people.values() if any(key(own.title) == wanted for own, _ in a.titles)]
    return tuple(people) if len(people) > 1 else ()


def each_of(scene: InView, title: Title, bodies: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """Return "the Ministers" of several states by name, where there is one of each."""
    found = [of_rank(scene, replace(title, title=title.entry.title), body) for body in bodies]
    return tuple(people[0] for people in found) if found and all(len(people) == 1 for people in found) else ()


# Forms of address by the noun that a text goes on with: "His Highness stressed".
_STYLES = {
    "highness": {"highness", "hh", "sheikh", "sheikha", "prince", "princess", "shaikh"},
    "majesty": {"majesty", "hm", "king", "queen", "emperor", "sultan"},
}


def addressed(scene: InView, noun: str) -> tuple[ActorRef, ...] | None:
    """Return whom "His Highness" means: the one who is addressed so, of several the one in view; None where none is."""
    forms = _STYLES.get(noun, set())
    people = [
        actor.ref
        for actor in scene.cast.people.values()
        if any(forms & set(key(mention.unit.value.honorific or "")) for mention in actor.mentions)
        or any(forms & set(key(title.title)) for title, _ in actor.titles)
    ]
    if len(people) < 2:
        return tuple(people) or None
    seen = [person.ref for person in scene.seen if person.ref in people]
    return (seen[0],) if len(seen) == 1 else ()
