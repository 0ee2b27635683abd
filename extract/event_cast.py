"""Who takes part in an event: the actors that the phrases of its sentence bring to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from diplograph.extract import pronouns
from diplograph.extract.clauses import conjuncts, lemma, preps
from diplograph.extract.event_drafts import determiner
from diplograph.extract.model import ActorRef, Evidence
from diplograph.extract.parse import Parsed
from diplograph.extract.rules import listed
from diplograph.extract.scene import Scene
from diplograph.extract.symbols import Unit

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMED = ("person", "state", "organization", "post", "posts", "demonym")


class Participants:
    """Finds the actors behind the phrases of one release."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def of(self, parsed: Parsed, token: Token, evidence: Evidence | None) -> tuple[ActorRef, ...]:
        """Return the actors that a phrase brings to an event; of "the Ministers of X and Y" the states X and Y."""
        unit = parsed.unit(token)
        if unit is not None and unit.kind == "posts" and determiner(token) not in _DEFINITE:
            # "a meeting of Security Council secretaries" is not one of those in view
            return _once((*self._owners(parsed, unit), *self._members(parsed, token)))
        if unit is not None and unit.kind == "posts" and len(self.scene.joint) > 1:
            each = pronouns.each_of(self.scene, unit.value[-1], self.scene.joint)
            if each and not any(t.dep_ in ("prep", "amod", "compound") for t in token.children):
                return each  # "the Ministers held talks", in a joint text of their states
        if token.tag_ == "NNS" and any(t.dep_ == "prep" and t.lower_ == "including" for t in token.children):
            return self._members(parsed, token)  # "with senior officials, including X and Y"
        if token.tag_ == "PRP$" and (told := self._told_of(parsed, token)):
            return told
        found = self.scene.actors(parsed, token, evidence)
        led = _once(self._leaders(parsed, token, evidence))
        if lemma(token) in _LANDS and found and all(actor.kind == "person" for actor in found):
            # a treaty is signed by "our countries", not by those who speak of it
            states = [pronouns.states_of(self.scene, actor) for actor in found]
            return _once(s.pop() for s in states) if all(len(s) == 1 for s in states) else self.scene.cast.two_states()
        if found and not all(actor.kind == "group" for actor in found):
            return _once((*found, *led, *self._listed_on(parsed, token), *self._appended(parsed, token)))
        word = lemma(token)
        if not found and parsed.unit(token) is None and token.pos_ == "PRON":
            return ()
        if word in listed("participation"):
            # "with the participation of X", "in the presence of X"
            inner = (t for t in preps(token).get("of", ()))
            return _once(a for t in inner for a in self.of(parsed, t, evidence))
        if word in listed("courtesies"):
            # "with His Highness, X", "with their Excellencies: X and Y"
            named = [t for t in (*token.children, *_after(token)) if t.dep_ == "appos" and parsed.unit(t) is not None]
            return _once(a for t in named for c in conjuncts(t) for a in self.of(parsed, c, evidence))
        several = any(word in listed(name) for name in ("groups", "forces", "professionals"))
        if not found and not several and parsed.unit(token) is None:
            appositions = [t for t in token.children if t.dep_ == "appos" and _is_person(parsed, t)]
            return _once((*(a for t in appositions for a in self.of(parsed, t, evidence)), *led))
        if unit is not None and unit.kind not in ("post", "posts"):
            return led
        return _once((*(self._members(parsed, token) or self._owners(parsed, unit)), *led))

    def _told_of(self, parsed: Parsed, token: Token) -> tuple[ActorRef, ...]:
        """Return whom "his" means by the sentence: "In his remarks, X said", "informed Y of his visit"."""
        if token.lower_ not in ("his", "her"):
            return ()
        root = token.sent.root
        after = [t for t in root.children if t.dep_ == "nsubj" and t.i > token.i and t.i < root.i]
        verb = next((a for a in token.ancestors if a.pos_ == "VERB"), root)
        for list_name, relation in (("congratulating", "dobj"), ("informing", "nsubj")):
            if verb.lemma_.lower() in listed(list_name):
                after += [t for t in verb.children if t.dep_ == relation and t.i < token.i]
        after = after or _reporters(token)
        found = (a for t in after if t.pos_ != "PRON" for a in self.scene.actors(parsed, t) if a.kind == "person")
        return _once(found)

    def _members(self, parsed: Parsed, token: Token) -> tuple[ActorRef, ...]:
        """Return those whom a phrase names: of "representatives of X and Y" X and Y."""
        # "Kazakhstan's partners" are others than Kazakhstan
        others = token.lemma_.lower() in listed("others")
        inside = (t for t in token.subtree if t.i != token.i and self._counts(parsed, t, token))
        inside = (t for t in inside if not (others and t.dep_ == "poss"))
        return _once(a for t in inside for a in self._named(parsed, t) if a.kind != "group")

    def _named(self, parsed: Parsed, token: Token) -> tuple[ActorRef, ...]:
        unit = parsed.unit(token)
        if unit is not None and unit.kind == "demonym":
            found = self.scene.cast.ref(parsed.number, unit)
            return (found,) if found is not None else ()
        return self.scene.actors(parsed, token)

    def _counts(self, parsed: Parsed, token: Token, top: Token) -> bool:
        """Tell whether a name inside a phrase is one of those whom it stands for, not one that tells where or when."""
        unit = parsed.unit(token)
        if unit is None or unit.kind not in _NAMED:
            return False
        at = token
        while at.i != top.i and at.head.i != at.i:
            inside = _MEMBERSHIP if unit.kind != "organization" else (*_MEMBERSHIP, "in")  # "partners in the OSCE"
            if at.dep_ in ("relcl", "acl", "advcl") or (at.dep_ == "prep" and at.lower_ not in inside):
                return False
            at = at.head
        return True

    def _leaders(self, parsed: Parsed, token: Token, evidence: Evidence | None) -> Iterator[ActorRef]:
        """Yield those by whom somebody is led or accompanied: "the delegation of X, headed by Y"."""
        inner = (t for found in preps(token).get("of", ()) for t in found.children)  # "of the mission headed by Y"
        for child in (*token.children, *inner):
            if child.dep_ in ("acl", "relcl") and child.lemma_.lower() in (*listed("leading"), "accompany"):
                for t in preps(child).get("by", ()):
                    yield from self.of(parsed, t, evidence)

    def _listed_on(self, parsed: Parsed, token: Token) -> Iterator[ActorRef]:
        """Yield the persons whom a list goes on to name, however the parser hangs them: "with A, B of C and D"."""
        if not _is_person(parsed, token) or token.dep_ not in ("pobj", "dobj", "conj", "appos"):
            return
        joined = False
        for after in token.doc[token.i + 1 : token.sent.end]:
            unit = parsed.unit(after)
            if unit is not None and unit.kind == "person":
                if joined:
                    yield from self.scene.actors(parsed, after)
                joined = False
            elif after.lower_ in (",", ";", "and"):
                joined = True
            elif unit is None and not _keeps_listing(after):
                return

    def _appended(self, parsed: Parsed, token: Token) -> Iterator[ActorRef]:
        """Yield those whom the parser takes for an apposition of one person: "X, representatives of A, and B"."""
        if token.dep_ != "nsubj" or not _is_person(parsed, token) or any(t.dep_ == "conj" for t in token.children):
            return
        for child in token.children:
            if child.dep_ == "appos" and child.tag_ == "NNS" and parsed.unit(child) is None:
                for each in conjuncts(child):
                    yield from self.of(parsed, each, None)

    def _owners(self, parsed: Parsed, unit: Unit | None) -> tuple[ActorRef, ...]:
        body = unit.value[-1].body if unit is not None and unit.kind in ("post", "posts") else None
        found = self.scene.cast.ref(parsed.number, body) if body is not None else None
        return (found,) if found is not None else ()


_LANDS = ("country", "nation", "state")
_DEFINITE = ("the", "both", "two", "their", "these")
_MEMBERSHIP = ("of", "from", "for", "by", "and", "including")


def _once(actors: Iterable[ActorRef]) -> tuple[ActorRef, ...]:
    return tuple(dict.fromkeys(actors))


def _is_person(parsed: Parsed, token: Token) -> bool:
    unit = parsed.unit(token)
    return unit is not None and unit.kind == "person"


def _keeps_listing(token: Token) -> bool:
    """Tell whether a word may stand between the names of a list: parts of posts, articles, "as well as"."""
    if token.lower_ in ("the", "of", "for", "to", "-", "as", "well"):
        return True
    return token.pos_ in ("PROPN", "ADJ") or (token.pos_ == "NOUN" and token.text[0].isupper())


def _reporters(token: Token) -> list[Token]:
    """Return the subject of the nearest report to nobody in particular: "X added that the aim of his visit"."""
    report = next((a for a in token.ancestors if a.dep_ == "ccomp"), token)
    verb = report.head
    told = verb.lemma_.lower() in (*listed("reporting"), *listed("speaking"))
    if not told or any(t.dep_ in ("dobj", "dative") for t in verb.children):
        return []
    if any(t.pos_ == "PROPN" for t in report.subtree if t.i < token.i):
        return []
    while verb.dep_ == "conj" and not any(t.dep_ == "nsubj" for t in verb.children):
        verb = verb.head
    return [t for t in verb.children if t.dep_ == "nsubj" and t.i < token.i]


def _after(token: Token) -> Iterator[Token]:
    """Yield what the parser hangs on the verb though a colon or comma ties it to the noun before it."""
    verb = token.head.head if token.dep_ == "pobj" else token.head
    yield from (t for t in verb.children if t.dep_ == "appos" and t.i > token.i)
