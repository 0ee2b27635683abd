"""Who is in view for "he" and "she": the people that the latest sentence with names told of, by agreement of gender."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from diplograph.extract.model import ActorRef
from diplograph.extract.rules import listed
from diplograph.extract.text import key

_MALE = frozenset(("he", "him", "his"))


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
