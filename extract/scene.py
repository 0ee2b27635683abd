"""Who is meant: actors behind nouns and pronouns, as the text has them in view sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from diplograph.extract import pronouns, view
from diplograph.extract.cast import Cast
from diplograph.extract.clauses import conjuncts, is_bare, lemma, preps
from diplograph.extract.groups import named_group, owners_behind
from diplograph.extract.line import Title
from diplograph.extract.model import ActorRef, Evidence, Release, Unresolved
from diplograph.extract.opening import opening
from diplograph.extract.parse import Parsed
from diplograph.extract.quotations import Quotations
from diplograph.extract.rules import confidence, listed
from diplograph.extract.symbols import Unit

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECT = ("nsubj", "nsubjpass")
_OTHERS = ("to", "in", "of", "on", "within")
_RULING = ("head", "leader", "minister", "premier", "president")
_SENT = ("delegation", "counterpart")  # of a state, which stands for them
_DOCUMENTS = ("statement", "communiqué", "communique", "declaration", "resolution", "message", "announcement")
_OF_TWO = ("side", "party", "delegation")
_LANDS = ("country", "state", "nation", "government")
_SPEAK_FOR = ("executive-head", "chair", "spokesperson")  # kinds of posts whose holders speak for their bodies


class Scene:
    """What a reader has in mind at one place of a release: speaker, last person, last organization, last parties."""

    def __init__(self, release: Release, cast: Cast, blocks: Sequence[Parsed], own: ActorRef | None = None) -> None:
        self.release = release
        self.cast = cast
        self.last_person: ActorRef | None = None
        self.last_body: ActorRef | None = None
        self.last_place: str | None = None
        self.last_state: str | None = None
        self.unresolved: list[Unresolved] = []
        self.seen: tuple[view.Person, ...] = ()
        self._bodies: list[ActorRef] = []
        self.council: tuple[ActorRef, ...] = ()  # the organization whose ministers or heads met last
        self.gathered: tuple[ActorRef, ...] = ()  # the organization that met last
        self.quotations = Quotations()
        start = opening(release, cast, blocks, own)
        self.first_person = start.first_person
        self._single = start.single
        self.speaker = start.speaker
        self.joint = start.joint
        self.house = start.house
        self._main = start.main
        # For whom the unnamed holder of a post speaks who was the last subject, "he" of the next; nobody may be.
        self._role: tuple[ActorRef, ...] | None = None
        self.parties = start.joint
        self.listing: tuple[ActorRef, ...] = ()  # who speaks in the items of the list at hand
        self._several = start.joint  # those whom "they" means: the latest parties or subjects in the plural

    # -- resolving --------------------------------------------------------------------------------------------

    def actors(self, parsed: Parsed, token: Token, evidence: Evidence | None = None) -> tuple[ActorRef, ...]:
        """Return the actors that a noun or pronoun stands for, none where it is no actor or cannot be told."""
        unit = parsed.unit(token)
        if unit is not None:
            if unit.kind in ("person", "state", "organization"):
                found = self.cast.ref(parsed.number, unit)
                return (found,) if found else ()
            if unit.kind == "post":
                return self._post(parsed, token, unit.value[-1], evidence)
            if unit.kind == "posts":
                return self._plural_posts(parsed, unit, token)
            if unit.kind == "demonym" and token.pos_ in ("NOUN", "PROPN"):
                found = self.cast.ref(parsed.number, unit)
                return (found,) if found else ()
            return ()
        if token.pos_ == "PRON" or token.tag_ in ("PRP", "PRP$"):
            return self._pronoun(parsed, token, evidence)
        return self._noun(parsed, token)

    def met(self, actors: tuple[ActorRef, ...]) -> None:
        """Keep in view who "the sides" are: those who took part in the latest event, people before bodies."""
        people = tuple(a for a in actors if a.kind == "person")
        bodies = tuple(a for a in actors if a.kind != "person")
        actors = people if len(people) > 1 else bodies if len(bodies) > 1 else actors
        if actors != self.parties:
            told = len(self._several) > 1 and set(self._several) < set(actors)
            self.parties, self.gathered = actors, ()
            self._several = self._several if told else actors  # "they were received by X" does not make X one of them

    def _pronoun(self, parsed: Parsed, token: Token, evidence: Evidence | None) -> tuple[ActorRef, ...]:
        word = token.lower_
        if word in listed("first_person") and (quoted := self.quotations.speaker(parsed, token)) is not None:
            return (quoted,)
        if word in ("i", "me", "my", "myself"):
            return (self.speaker,) if self.speaker else ()
        if word in ("we", "us", "our", "ourselves"):
            above = None if self.joint else pronouns.subject_above(self, parsed, token)
            return above or (
                (self.speaker,)
                if self.speaker and not self.joint
                else self.joint or (self.parties or self._several if self.first_person and not self._single else ())
            )
        if word in ("his", "her") and token.tag_ == "PRP$":
            nearest = pronouns.named_before(self, parsed, token)
            return self._one(token, None) if nearest is None else nearest
        if word in ("he", "she", "him", "her", "his"):
            above = pronouns.subject_above(self, parsed, token) if word in ("he", "she") else None
            if above is not None:
                return above
            role = self._role if word not in ("him", "her") else None
            return self._one(token, evidence) if role is None else role
        if word in ("they", "them", "their", "both"):
            return self._several or self.parties
        if word == "its":
            subjects = (t for t in token.sent.root.children if t.dep_ in _SUBJECT and t.i < token.i)
            found = tuple(a for t in subjects if t.pos_ != "PRON" for a in self.actors(parsed, t) if a.kind != "person")
            return found or ((self.last_body,) if self.last_body else ())
        if word == "it" and evidence is not None:
            before = [t for t in token.doc[token.sent.start : token.i] if t.dep_ in _SUBJECT and t.pos_ != "PRON"]
            before = before[:1] if token.text == "It" else before  # "the Council stressed that A grows; It calls on B"
            if before:  # "the Council welcomed A; it calls on B"
                return tuple(a for a in self.actors(parsed, before[-1]) if a.kind != "person")
            if pronouns.told_of_thing(parsed, token):
                return ()
            if above := pronouns.body_above(self, parsed, token):
                return above
            return (self.last_body,) if self.last_body else ()
        return ()

    def _one(self, token: Token, evidence: Evidence | None) -> tuple[ActorRef, ...]:
        """Return the one person in view whom "he" or "she" means; several are left open and recorded."""
        candidates = view.meant(token.lower_, self.seen)
        if len(candidates) > 1:
            self.leave_open(token.text, candidates, evidence, "reference.pronoun")
            return ()
        return candidates

    def leave_open(self, words: str, candidates: tuple[ActorRef, ...], evidence: Evidence | None, rule: str) -> None:
        """Record that nobody, or more than one, remained for a reference; once a sentence."""
        if evidence is None:
            return
        made = Unresolved(words, tuple(c.name for c in candidates), evidence.by(rule, confidence(rule)))
        if made not in self.unresolved:
            self.unresolved.append(made)

    def _named_beside(self, parsed: Parsed, token: Token) -> tuple[ActorRef, ...]:
        """Return the person in apposition to a noun: "His Excellency, Mr. X", "his counterpart, Y"."""
        for child in token.children:
            unit = parsed.unit(child) if child.dep_ == "appos" else None
            if unit is not None and unit.kind == "person" and (found := self.cast.ref(parsed.number, unit)):
                return (found,)
        return ()

    def _holder(self, title: Title, evidence: Evidence | None) -> tuple[ActorRef, ...]:
        """Return the one who holds a post: named in this release, else the body that the post belongs to."""
        holders = self.cast.holders(title)
        if not holders and title.body is None:
            # "the Minister" may be one of Foreign Affairs, "the Prime Minister" not
            name = title.entry.title if title.title in title.entry.forms else title.title
            plain = len(name.split()) == 1
            holders = self.cast.titled(name) if plain else self.cast.heads_of_state(title)
            if not holders and not view.is_deputy(title):  # "the Minister of State" may be one for Foreign Affairs
                longer = self.cast.titled(name)
                deputies = {a.ref for a in self.cast.people.values() if any(view.is_deputy(t) for t, _ in a.titles)}
                holders = [a for a in longer if a not in deputies]
        elif (body := self.cast.body(title)) and (exact := pronouns.of_rank(self, title, body)):
            holders = exact
        elif not holders:
            holders = self.cast.heads_of_state(title)
        if len(holders) > 1:
            seen = [p.ref for p in self.seen if p.ref in holders]
            if len(seen) == 1:  # of two ministers the one who is spoken of
                return (seen[0],)
            self.leave_open(title.title, tuple(holders), evidence, "reference.post")
        if holders:
            return (holders[0],) if len(holders) == 1 else ()
        body = self.cast.body(title)
        return (body,) if body else ()

    def _post(self, parsed: Parsed, token: Token, title: Title, evidence: Evidence | None) -> tuple[ActorRef, ...]:
        """Return whom a post means; the organization speaks by "the Secretary General" of whom no name is given."""
        held = self._holder(title, evidence)
        if held and title.body is None and pronouns.named_after(self, parsed, token).intersection(held):
            return ()  # "the Secretary-General met X, the Secretary-General of Y": he is not X
        if found := held or self._named_beside(parsed, token):
            return found
        speaks = title.entry.kind in _SPEAK_FOR and title.status == "current" and not view.is_deputy(title)
        elsewhere = title.body is not None or preps(token).get("of")  # "the Head of Serbian diplomacy"
        return (self._main,) if self._main is not None and speaks and not elsewhere else ()

    def _plural_posts(self, parsed: Parsed, unit: Unit, token: Token) -> tuple[ActorRef, ...]:
        owners = [u for t in owners_behind(parsed, token) if (u := parsed.unit(t)) is not None]
        beside = [t for t in token.children if t.dep_ == "conj" and parsed.unit(t) is not None]
        if len(owners) > 1 or (owners and beside):  # "the Ministers of X, Y and Z": each by name, or the body itself
            title = replace(unit.value[-1], title=unit.value[-1].entry.title)
            return tuple(dict.fromkeys(a for o in owners for a in self._holder(replace(title, body=o), None)))
        if any(
            t.dep_ in ("prep", "compound", "amod", "poss") and t.lower_ not in ("two", "both", "foreign", "prime")
            for t in token.children
        ):
            group = named_group(parsed, token)
            return (group,) if group else ()
        return self.joint or pronouns.colleagues(self, unit.value[-1]) or self.parties or self.council or self._host()

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
        if beside := self._named_beside(parsed, token):
            return beside
        if noun in listed("courtesies") and noun not in _SENT and token.tag_ not in ("NNS", "NNPS"):
            # "His Highness stressed"
            owner = next((t for t in children if t.lower_ in ("his", "her")), None)
            if owner is None:
                return ()
            known = pronouns.addressed(self, noun)
            return self._one(owner, None) if known is None else known
        named = [t for t in children if t.dep_ == "appos" and parsed.unit(t) is not None]
        if named and noun in ("state", "country", "side", "party", "chair", "host", "presidency", "chairmanship"):
            return tuple(a for t in conjuncts(named[0]) for a in self.actors(parsed, t))
        if noun in ("side", "party") and owners and token.tag_ not in ("NNS", "NNPS"):
            unit = parsed.unit(owners[0])
            found = self.cast.ref(parsed.number, unit) if unit else None
            return (found,) if found else ()
        if noun in listed("own_bodies") and any(
            t.dep_ == "poss" and t.lower_ in ("his", "her", "my") for t in children
        ):
            # "his Ministry": he speaks for it
            return self._pronoun(parsed, next(t for t in children if t.dep_ == "poss"), None)
        behind = owners_behind(parsed, token)
        if noun in _DOCUMENTS:  # "a statement released by X"
            issued = (
                *preps(token).get("by", ()),
                *(c for a in children if a.dep_ == "acl" for c in preps(a).get("by", ())),
            )
            behind += [t for t in issued if parsed.unit(t) is not None]
        if noun in _DOCUMENTS and token.dep_ == "nsubj" and (said := self._owners(parsed, [*owners, *behind])):
            return said  # "the statement of X says"
        ruler = noun in _RULING and owners and token.tag_ in ("NN", "NNP")
        if ruler and len(held := pronouns.rulers(self, self._owners(parsed, owners[:1]))) == 1:
            return held  # "the Belarusian leader"
        if noun in _RULING and len(behind) > 1:
            return self._owners(parsed, behind)  # "the leaders of X and Y"
        if noun in _SENT and (sent := self._owners(parsed, [*owners, *behind])):
            return sent
        if noun in listed("groups") and (owners or behind) and noun not in ("family", "friend", "victim"):
            if len(behind) > 1 and noun in ("government", "ministry", "authority"):  # "the Governments of X and Y"
                return self._owners(parsed, behind)
            group = named_group(parsed, token)
            return (group,) if group else ()
        if noun in listed("single_people") and owners and token.tag_ in ("NN", "NNP"):
            return self._of_body(self._owners(parsed, owners)[:1])
        if noun in listed("gatherings") and owners:
            # "the SCO meeting emphasized": the organization that met
            return tuple(a for a in self._owners(parsed, owners) if a.kind == "organization")[:1]
        plural = noun in listed("parties") and token.tag_ in ("NNS", "NNPS")
        others = ("from", *(_OTHERS if noun == "party" else ()))
        if plural and any(t.dep_ == "prep" and t.lower_ in others for t in children):
            return ()  # "the parties to the conflict", "the two officials from X": others than those who met
        if plural and any(t.tag_ == "NNS" and is_bare(t) for t in preps(token).get("of", ())):
            return ()  # "the heads of departments": others than those in view
        if owners or (
            not plural and any(t.dep_ == "prep" and t.lower_ in ("of", "from", "to", "on") for t in children)
        ):
            return ()
        described = any(
            t.dep_ in ("amod", "compound", "nmod") and t.lower_ not in listed("pointing_back") for t in children
        )
        if described and noun.capitalize() in listed("organization_heads"):
            return ()  # "the intergovernmental commission" is not the Commission
        return self._in_view(token, noun, {t.lower_ for t in children if t.dep_ in ("det", "poss", "nummod")})

    def _in_view(self, token: Token, noun: str, before: set[str]) -> tuple[ActorRef, ...]:
        """Return who a noun without complements points back to: the sides, the Organization, the Minister."""
        definite = bool(before & {"the", "both", "two", "our", "this"}) or view.is_bare(token)
        if noun in listed("parties") and before & {"two", "both"}:
            pair = self.joint or self.parties
            if len(pair) > 2:
                return self.cast.two_states()  # "both sides" of a visit on which several were met
            if len({a.kind for a in pair}) > 1 and (two := self.cast.two_states()):
                return two  # of a meeting of X with "his Malian counterpart"
        if noun in listed("parties") and token.tag_ in ("NNS", "NNPS") and definite:
            same = self._several if len(self._several) == 1 and noun in self._several[0].id else ()
            return (
                same
                or self.joint
                or self.parties
                or (self.gathered if noun == "party" and not before & {"two", "both"} else ())
                or (self._several if len(self._several) == 2 and before & {"two", "both"} else ())
                or (self.cast.two_states() if noun in _OF_TWO or (noun in _LANDS and before & {"two", "both"}) else ())
                or (self._host() if noun not in ("side", "party", "interlocutor") else ())
            )
        if noun in ("two", "three", "four") and "the" in before:
            return self.joint or self.parties
        if noun in listed("gatherings") and "the" in before and (token.text[0].isupper() or token.dep_ == "nsubj"):
            return self.joint or self.gathered or self.parties or self._host()
        if noun in _DOCUMENTS and definite and token.dep_ == "nsubj" and not self.first_person:
            return self.joint or self.parties or self._host()  # "the statement said"
        if definite and (named := pronouns.body_called(self, self._bodies, noun)) is not None:
            return (named,)
        if noun in view.BODIES and definite and self.last_body is not None:
            return (self.last_body,) if self.last_body.kind == view.BODIES[noun] else ()
        if noun in listed("single_people") and token.tag_ in ("NN", "NNP"):
            holders = self.cast.titled(token.text)
            if len(holders) == 1:
                return (holders[0],)
            if self.last_person and (not holders or self.last_person in holders):
                return (self.last_person,)
        return ()

    def _of_body(self, bodies: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
        """Return whom "the SCO chief" or "the Kazakh diplomat" means: the one who holds a post there, else the body."""
        for body in bodies:
            people = [a.ref for a in self.cast.people.values() if any(self.cast.body(t) == body for t, _ in a.titles)]
            if len(people) == 1:
                return (people[0],)
            if self.last_person is not None and self.last_person in people:
                return (self.last_person,)
        return bodies

    def _host(self) -> tuple[ActorRef, ...]:
        """Return the organization in which those meet who are not named: "the Ministers agreed"."""
        return (self.house,) if self.house is not None else ()

    def could_speak(self, parsed: Parsed, token: Token) -> bool:
        """Tell whether a noun or pronoun means people or a body, though it is not told which."""
        unit = parsed.unit(token)
        if unit is not None:
            return unit.kind in ("person", "organization", "post", "posts", "state")
        if any((u := parsed.unit(t)) is not None and u.kind == "post" for t in token.children if t.i < token.i):
            return True  # a name behind a post
        if token.tag_ == "PRP":
            return token.lower_ not in ("it", "you", "them", "me", "us", "him", "her")
        noun = lemma(token)
        definite = any(t.lower_ in ("the", "both", "our", "his", "her", "their", "this") for t in token.children)
        definite = definite or view.is_bare(token)
        return definite and (noun in listed("single_people") or noun in listed("groups") or noun in listed("parties"))

    def _owners(self, parsed: Parsed, tokens: Sequence[Token]) -> tuple[ActorRef, ...]:
        """Return the actors that names stand for, each once: those whose delegations these are."""
        units = (u for t in tokens if (u := parsed.unit(t)) is not None)
        return tuple(dict.fromkeys(a for u in units if (a := self.cast.ref(parsed.number, u)) is not None))

    # -- moving on --------------------------------------------------------------------------------------------

    def saw(self, parsed: Parsed, tokens: Sequence[Token]) -> None:
        """Remember a sentence's actors: a person in subject position stays in view, then the first one named."""
        people: dict[ActorRef, bool] = {}  # each with whether the sentence is about this person
        role: tuple[ActorRef, ...] | None = None
        for token in tokens:
            unit = parsed.unit(token)
            if unit is None:
                continue
            if unit.kind == "place" and unit.value.kind == "city":
                self.last_place = parsed.line.wording(unit)
            elif unit.kind == "state":
                self.last_state = unit.value.name
            if unit.kind == "person" and (found := self.cast.ref(parsed.number, unit)) is not None:
                people[found] = people.get(found, False) or view.is_topic(token)
            elif unit.kind == "post" and token.dep_ in _SUBJECT:
                resolved = self._post(parsed, token, unit.value[-1], None)
                if resolved and resolved[0].kind == "person":
                    people[resolved[0]] = True
                elif view.is_topic(token):
                    role = resolved
            elif (
                unit.kind in ("organization", "state")
                and (found := self.cast.ref(parsed.number, unit)) is not None
                and (unit.kind == "organization" or token.dep_ in ("nsubj", "nsubjpass"))
            ):
                self.last_body = found
                if found.kind == "organization":
                    self._bodies = [*(b for b in self._bodies if b != found), found]
        self._saw_several(parsed, tokens)
        if people or role is not None:
            self._role = None if any(people.values()) else role
        if people:
            self.seen = tuple(view.Person(ref, self.cast.gender(ref), topic) for ref, topic in people.items())
            self.last_person = next((p.ref for p in self.seen if p.subject), self.seen[0].ref)

    def _saw_several(self, parsed: Parsed, tokens: Sequence[Token]) -> None:
        """Remember the subject of a sentence where it is several or a group: "they" of the next one."""
        for token in tokens:
            if token.dep_ in _SUBJECT and token.pos_ != "PRON" and token.head.dep_ in ("ROOT", "conj"):
                actors = tuple(dict.fromkeys(a for t in conjuncts(token) for a in self.actors(parsed, t)))
                if len(actors) > 1 or any(a.kind == "group" for a in actors):
                    self._several = actors
