"""Who is meant: actors behind nouns and pronouns, as the text has them in view sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from diplograph.extract.cast import Cast
from diplograph.extract.clauses import Clause, conjuncts, lemma
from diplograph.extract.line import Title
from diplograph.extract.model import ActorRef, Evidence, Release, Unresolved
from diplograph.extract.parse import Parsed
from diplograph.extract.rules import listed
from diplograph.extract.text import slug

if TYPE_CHECKING:
    from spacy.tokens import Token

_BODIES = {
    "organization": "organization",
    "organisation": "organization",
    "secretariat": "organization",
    "alliance": "organization",
    "union": "organization",
    "bloc": "organization",
    "conference": "organization",
    "commission": "organization",
    "council": "organization",
    "ministry": "organization",
    "republic": "state",
    "kingdom": "state",
}


def _in_quotes(parsed: Parsed, token: Token) -> bool:
    return parsed.block.text.count('"', 0, parsed.starts[token.i]) % 2 == 1


class Scene:
    """What a reader has in mind at one place of a release: speaker, last person, last organization, last parties."""

    def __init__(self, release: Release, cast: Cast, blocks: Sequence[Parsed], evidence: Evidence | None) -> None:
        self.release = release
        self.cast = cast
        self.last_person: ActorRef | None = None
        self.last_body: ActorRef | None = None
        self.parties: tuple[ActorRef, ...] = ()
        self.joint: tuple[ActorRef, ...] = ()
        self.speaker: ActorRef | None = None
        self.last_place: str | None = None
        self.last_state: str | None = None
        self.unresolved: list[Unresolved] = []
        self._quoted: tuple[int, ActorRef] | None = None
        self._evidence = evidence
        self.first_person = _first_person(blocks)
        self._open(blocks)

    def _open(self, blocks: Sequence[Parsed]) -> None:
        """Take the speaker of a first-person text from its headline, the parties of a joint one from its opening."""
        if not blocks:
            return
        head = blocks[0]
        named = [self.cast.ref(b.number, u) for b in (self._title(blocks) or [head]) for u in b.line.units]
        actors = tuple(dict.fromkeys(a for a in named if a is not None))
        people = [a for a in actors if a.kind == "person"]
        title = (self.release.title or head.block.text).lower()
        is_joint = bool(re.search(r"\bjoint\b|communiqu|declaration", title)) or (
            bool(re.match(r"We, ", head.block.text))
        )
        if is_joint:
            self.joint = (
                tuple(a for a in actors if a.kind == "state")
                or tuple(people)
                or tuple(a for a in actors if a.kind == "organization")
            )
            self.parties = self.joint
        if self.first_person and not (is_joint and len(self.joint) > 1):
            in_title = head.block.kind == "title" or bool(self.release.title)
            if in_title and people:
                self.speaker = people[0]
            elif signed := self._signature(blocks):
                self.speaker = signed
            elif in_title and (bodies := [a for a in actors if a.kind in ("organization", "state")]):
                self.speaker = bodies[0]

    def _title(self, blocks: Sequence[Parsed]) -> list[Parsed]:
        return [b for b in blocks[:1] if b.block.kind == "title"]

    def _signature(self, blocks: Sequence[Parsed]) -> ActorRef | None:
        """Return the person who signs at the end of a text, on a line without a verb."""
        for parsed in reversed(blocks[-4:]):
            people = [
                a
                for u in parsed.line.units
                if u.kind == "person" and (a := self.cast.ref(parsed.number, u)) is not None
            ]
            if (
                len(people) == 1
                and len(parsed.block.text) < 120
                and not any(t.pos_ in ("VERB", "AUX") for t in parsed.doc)
            ):
                return people[0]
        return None

    # -- resolving --------------------------------------------------------------------------------------------

    def actors(self, parsed: Parsed, token: Token, evidence: Evidence | None = None) -> tuple[ActorRef, ...]:
        """Return the actors that a noun or pronoun stands for, none where it is no actor or cannot be told."""
        unit = parsed.unit(token)
        if unit is not None:
            if unit.kind in ("person", "state", "organization"):
                found = self.cast.ref(parsed.number, unit)
                return (found,) if found else ()
            if unit.kind == "post":
                return self._holder(unit.value[-1], evidence)
            if unit.kind == "posts":
                return self._plural_posts(parsed, token)
            if unit.kind == "demonym" and token.pos_ in ("NOUN", "PROPN"):
                found = self.cast.ref(parsed.number, unit)
                return (found,) if found else ()
            return ()
        if token.pos_ == "PRON" or token.tag_ in ("PRP", "PRP$"):
            return self._pronoun(parsed, token, evidence)
        return self._noun(parsed, token)

    def quote(self, parsed: Parsed, clauses: Sequence[Clause]) -> None:
        """Remember who speaks inside the quotation marks of a block: the one of whom "said" or the like is told."""
        if '"' not in parsed.block.text:
            return
        for clause in clauses:
            if clause.lemma in listed("speaking") and not _in_quotes(parsed, clause.verb):
                found = [a for t in clause.subjects for a in self.actors(parsed, t)]
                if found:
                    self._quoted = (parsed.number, found[0])

    @property
    def quoted_speaker(self) -> ActorRef | None:
        """The one who speaks inside the quotation marks of the current block."""
        return self._quoted[1] if self._quoted else None

    def in_quote(self, parsed: Parsed, token: Token) -> bool:
        """Tell whether a token stands inside quotation marks whose speaker is known."""
        return self._quoted is not None and self._quoted[0] == parsed.number and _in_quotes(parsed, token)

    def _pronoun(self, parsed: Parsed, token: Token, evidence: Evidence | None) -> tuple[ActorRef, ...]:
        word = token.lower_
        if word in listed("first_person") and self._quoted is not None and self.in_quote(parsed, token):
            return (self._quoted[1],)
        if word in ("i", "me", "my", "myself"):
            return (self.speaker,) if self.speaker else ()
        if word in ("we", "us", "our", "ourselves"):
            return (
                (self.speaker,)
                if self.speaker and not self.joint
                else self.joint or (self.parties if self.first_person else ())
            )
        if word in ("he", "she", "him", "her", "his"):
            return (self.last_person,) if self.last_person else ()
        if word in ("they", "them", "their", "both"):
            return self.parties
        if word in ("it", "its") and self.last_body and evidence is not None:
            return (self.last_body,)
        return ()

    def _holder(self, title: Title, evidence: Evidence | None) -> tuple[ActorRef, ...]:
        holders = self.cast.holders(title)
        if not holders and title.body is None and len(title.title.split()) == 1:
            holders = self.cast.titled(
                title.title
            )  # "the Minister" may be one of Foreign Affairs, "the Prime Minister" not
        body = self.cast.body(title)
        if title.body is not None and body is not None:
            holders = self.cast.holders(title)
        if len(holders) == 1:
            return (holders[0],)
        if len(holders) > 1:
            if self.last_person in holders and self.last_person is not None:
                return (self.last_person,)
            if evidence is not None:
                self.unresolved.append(Unresolved(title.title, tuple(h.name for h in holders), evidence))
            return ()
        return (body,) if body else ()

    def _plural_posts(self, parsed: Parsed, token: Token) -> tuple[ActorRef, ...]:
        if any(
            t.dep_ in ("prep", "compound", "amod", "poss") and t.lower_ not in ("two", "both", "foreign", "prime")
            for t in token.children
        ):
            group = self._group(parsed, token)
            return (group,) if group else ()
        return self.joint or self.parties or ((self.last_body,) if self.last_body else ())

    def _noun(self, parsed: Parsed, token: Token) -> tuple[ActorRef, ...]:
        noun = lemma(token)
        children = list(token.children)
        owners = [
            t
            for child in children
            if child.dep_ in ("amod", "compound", "poss", "nmod")
            for t in child.subtree
            if (u := parsed.unit(t)) is not None and u.kind in ("demonym", "state", "organization")
        ]
        named = [t for t in children if t.dep_ == "appos" and parsed.unit(t) is not None]
        if named and noun in ("state", "country", "side", "party", "chair", "host", "presidency", "chairmanship"):
            return tuple(a for t in conjuncts(named[0]) for a in self.actors(parsed, t))
        if noun == "side" and owners and token.tag_ != "NNS":
            unit = parsed.unit(owners[0])
            found = self.cast.ref(parsed.number, unit) if unit else None
            return (found,) if found else ()
        if noun in listed("own_bodies") and any(
            t.dep_ == "poss" and t.lower_ in ("his", "her", "my") for t in children
        ):
            # "his Ministry": he speaks for it
            return self._pronoun(parsed, next(t for t in children if t.dep_ == "poss"), None)
        if noun == "delegation" and (owner := self._owner(parsed, token, owners)):
            return (owner,)
        if noun in listed("groups") and (owners or _of(parsed, token)) and noun not in ("family", "friend", "victim"):
            group = self._group(parsed, token)
            return (group,) if group else ()
        plain = not any(t.dep_ in ("prep", "relcl", "acl") and t.lower_ in ("of", "from", "to", "on") for t in children)
        if (
            noun in listed("parties")
            and token.tag_ in ("NNS", "NNPS")
            and plain
            and any(t.lower_ in ("the", "both", "two", "our") for t in children)
        ):
            return self.joint or self.parties
        if (
            noun in _BODIES
            and self.last_body is not None
            and any(t.lower_ in ("the", "our", "this") for t in children)
            and plain
            and not owners
        ):
            return (self.last_body,) if _head_of(self.last_body, noun) else ()
        if (
            token.lower_
            in (
                "ambassador",
                "minister",
                "president",
                "secretary",
                "director",
                "chairman",
                "premier",
                "diplomat",
                "chair",
            )
            and plain
        ):
            holders = self.cast.titled(token.text)
            if len(holders) == 1:
                return (holders[0],)
            if self.last_person and (not holders or self.last_person in holders):
                return (self.last_person,)
        return ()

    def _owner(self, parsed: Parsed, token: Token, owners: list[Token]) -> ActorRef | None:
        for candidate in [*owners, *_of(parsed, token)]:
            unit = parsed.unit(candidate)
            if unit is not None and (found := self.cast.ref(parsed.number, unit)) is not None:
                return found
        return None

    def _group(self, parsed: Parsed, token: Token) -> ActorRef | None:
        """Return a group named by a noun phrase ("CICA Member States", "citizens of Kazakhstan")."""
        left, right = token, token
        for child in token.children:
            if child.dep_ in ("compound", "amod", "poss", "nmod", "nummod") and child.i < left.i:
                left = min((child, *child.subtree), key=lambda t: t.i)
            if child.dep_ == "prep" and child.lower_ == "of" and child.i > token.i:
                inner = next((t for t in child.children if t.dep_ == "pobj"), None)
                if inner is not None:
                    right = (
                        inner
                        if not any(t.dep_ == "prep" for t in inner.children)
                        else max((t for t in inner.subtree if t.i < inner.i + 6), key=lambda t: t.i)
                    )
                    if parsed.unit(inner) is not None:
                        right = inner
        name = re.sub(
            r"^(?:the|all|individual|other|our|its|their|both)\s+", "", parsed.text(left, right), flags=re.IGNORECASE
        )
        name = re.sub(r"'s$", "", name).strip(' ,"')
        return ActorRef(name, "group", f"group/{slug(name)}") if 2 < len(name) < 90 else None

    # -- moving on --------------------------------------------------------------------------------------------

    def saw(self, parsed: Parsed, tokens: Sequence[Token]) -> None:
        """Remember a sentence's actors: a person in subject position stays in view, then the first one named."""
        people: list[tuple[int, ActorRef]] = []
        for token in tokens:
            unit = parsed.unit(token)
            if unit is None:
                continue
            if unit.kind == "place" and unit.value.kind == "city":
                self.last_place = parsed.line.wording(unit)
            elif unit.kind == "state":
                self.last_state = unit.value.name
            if unit.kind == "person" and (found := self.cast.ref(parsed.number, unit)) is not None:
                people.append(
                    (0 if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ in ("ROOT", "conj") else 1, found)
                )
            elif (
                unit.kind == "post"
                and token.dep_ in ("nsubj", "nsubjpass")
                and (resolved := self._holder(unit.value[-1], None))
                and resolved[0].kind == "person"
            ):
                people.append((0, resolved[0]))
            elif (
                unit.kind in ("organization", "state")
                and (found := self.cast.ref(parsed.number, unit)) is not None
                and (unit.kind == "organization" or token.dep_ in ("nsubj", "nsubjpass"))
            ):
                self.last_body = found
        if people:
            self.last_person = min(people, key=lambda p: p[0])[1]


def _of(parsed: Parsed, token: Token) -> list[Token]:
    """Return the named objects of "of" behind a noun."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "from"):
            found.extend(c for t in child.children if t.dep_ == "pobj" for c in conjuncts(t))
    return [t for t in found if any(parsed.unit(x) is not None for x in (t, *t.children))]


def _head_of(ref: ActorRef, lemma: str) -> bool:
    return _BODIES[lemma] == ref.kind


def _first_person(blocks: Sequence[Parsed]) -> bool:
    """Tell whether a text speaks in the first person outside quotation marks."""
    count = 0
    for parsed in blocks:
        text = re.sub(r'"[^"]*"', "", parsed.block.text)
        count += len(re.findall(r"\b(?:I|my|My|We|we|our|Our)\b", text))
    return count >= 2
