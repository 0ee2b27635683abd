"""Who is in view for "he" and "she": the people that the latest sentence with names told of, by agreement of gender."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diplograph.extract.clauses import lemma
from diplograph.extract.line import Title
from diplograph.extract.model import ActorRef
from diplograph.extract.rules import listed
from diplograph.extract.text import key

if TYPE_CHECKING:
    from spacy.tokens import Token

_MALE = frozenset(("he", "him", "his"))

# What kind of body a noun means that points back to one: "the Organization".
BODIES = {
    "organization": "organization",
    "organisation": "organization",
    "secretariat": "organization",
    "alliance": "organization",
    "union": "organization",
    "bloc": "organization",
    "republic": "state",
    "kingdom": "state",
}


def gender(words: Iterable[str]) -> str:
    """Return "m" or "f" where a person's forms of address and titles tell it ("Mr.", "Queen"), else ""."""
    forms = {form for text in words for form in key(text)}
    man, woman = bool(forms & listed("men")), bool(forms & listed("women"))
    return "" if man == woman else "m" if man else "f"


@dataclass(frozen=True, slots=True)
class Person:
    """A person in view: gender, and whether the sentence is about this person (its subject or one of its subjects)."""

    ref: ActorRef
    gender: str
    subject: bool


def meant(pronoun: str, people: Iterable[Person]) -> tuple[ActorRef, ...]:
    """Return whom "he" or "she" can mean, the surest first: one where subject and gender tell, several where not."""
    wanted = "m" if pronoun in _MALE else "f"
    fitting = [person for person in people if person.gender in ("", wanted)]
    subjects = [person for person in fitting if person.subject]
    if sure := [person for person in subjects if person.gender]:
        return tuple(person.ref for person in sure)
    if subjects:
        return tuple(person.ref for person in subjects)
    sure = [person for person in fitting if person.gender]
    # beside the subject the first one named is what the sentence is about
    return tuple(person.ref for person in (sure or fitting)[:1])


def agrees(pronoun: str, known: str) -> bool:
    """Tell whether "he" or "she" can mean a person of a gender, which may be unknown."""
    return known in ("", "m" if pronoun in _MALE else "f")


def is_bare(token: Token) -> bool:
    """Tell whether a plural that begins a sentence means those in view: "Parties stressed", "Participants agreed"."""
    first = token.doc[token.sent.start]
    return (
        token.tag_ == "NNS"
        and lemma(token) in listed("parties")
        and token.dep_ == "nsubj"
        and token.head.tag_ == "VBD"
        and (
            first.i == token.i
            or (first.i == token.i - 1 and first.lower_ == "participating")
            or token.doc[max(token.i - 1, first.i)].text == ","
        )
    )


def is_topic(token: Token) -> bool:
    """Tell whether a name is a subject of its sentence, or joined to one: "A and B met"."""
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ in ("ROOT", "conj")


def is_deputy(title: Title) -> bool:
    """Tell whether a title is that of a deputy, an assistant or the like."""
    return re.search(r"\b(?:deputy|assistant|associate|under|vice)\b", title.title, re.IGNORECASE) is not None
