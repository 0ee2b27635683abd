"""Who is put into an event by predicates around it: "X hosted the meeting", "present at the Summit were X and Y"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from diplograph.extract import paths
from diplograph.extract.clauses import Clause, conjuncts, lemma, preps
from diplograph.extract.event_cast import Participants
from diplograph.extract.event_drafts import Draft
from diplograph.extract.event_setting import SETTINGS
from diplograph.extract.model import ActorRef, Evidence
from diplograph.extract.parse import Parsed
from diplograph.extract.rules import LinkRule, confidence, listed
from diplograph.extract.verbs import SUBJECT

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_PRESENT = "link.present"
_AT = ("at", "during", "in")


class Links:
    """Puts the actors of predicates into the events of one release, which ``drafts`` holds as they are found."""

    def __init__(self, links: Sequence[LinkRule], cast: Participants, drafts: list[Draft]) -> None:
        self.links = links
        self.cast = cast
        self.drafts = drafts
        self._list: tuple[int, Draft, Evidence] | None = None  # block, event and rule of "was attended by:"

    def read(
        self, parsed: Parsed, clauses: list[Clause], sentence: Span, here: dict[int, Draft], evidence: Evidence
    ) -> None:
        """Join the actors of a sentence to its events, ``here`` by the index of the noun, or to the one before it."""
        if parsed.block.kind == "item" and self._list is not None and self._list[0] == parsed.block.intro:
            _, draft, quoted = self._list
            people = (t for t in sentence if (u := parsed.unit(t)) is not None and u.kind == "person")
            first = next((self.cast.of(parsed, t, evidence) for t in people), ())
            draft.join(first, "participant", evidence.by(quoted.rule, quoted.confidence))
            return
        for clause in clauses:
            for link in self.links:
                if clause.lemma in link.verbs and not clause.negated:
                    self._link(link, parsed, clause, here, evidence)
            if clause.adjective is not None and clause.adjective.lower_ == "present":
                self._were_present(parsed, clause, here, evidence)
        self._present(parsed, sentence, here, evidence)

    def _link(self, link: LinkRule, parsed: Parsed, clause: Clause, here: dict[int, Draft], evidence: Evidence) -> None:
        """Put the actors of a predicate into the event that its argument names."""
        anchors = [t for path in link.event for t in paths.tokens(clause, path)]
        if link.objects:
            if not any(lemma(t) in link.objects for t in paths.tokens(clause, "object")):
                return
            drafts = list(here.values())[:1] or self._latest((*SETTINGS, "Visit"))  # "X led the delegation of Y"
        else:
            if "object" in link.event and not any(t.i in here for t in anchors):
                anchors += _told_of(clause, here)
            drafts = [here[t.i] for t in anchors if t.i in here and here[t.i].type != "Crisis"]  # "address violence"
        if not drafts and clause.passive and any(_points_back(t) for t in anchors):
            drafts = self._latest(SETTINGS)  # "It was attended by X and Y"
        quoted = evidence.by(link.id, confidence(link.id))
        if drafts and link.id == "link.take-part" and parsed.block.text.endswith(":"):
            self._list = parsed.number, drafts[0], quoted
        for role, wanted in link.roles.items():
            found = [t for path in wanted for t in paths.tokens(clause, path)]
            if not found and clause.passive and "subject" in wanted:
                found = list(_behind_colon(parsed, clause.verb))
            for token in found:
                actors = self.cast.of(parsed, token, evidence)
                hosts = any(t.dep_ in ("compound", "amod", "nmod") and t.lower_ == "host" for t in token.children)
                for draft in drafts:
                    draft.join(actors, role, quoted)
                    if hosts:
                        draft.join(actors[:1], "host", quoted)

    def _latest(self, kinds: Sequence[str] | set[str]) -> list[Draft]:
        return [draft for draft in self.drafts[-1:] if draft.type in kinds]

    def _were_present(self, parsed: Parsed, clause: Clause, here: dict[int, Draft], evidence: Evidence) -> None:
        """Join those of whom it is told that they were present, at the event named or at the one before."""
        places = [t for top in (clause.verb, clause.adjective) if top for name in _AT for t in preps(top).get(name, ())]
        quoted = evidence.by(_PRESENT, confidence(_PRESENT))
        for draft in [here[t.i] for t in places if t.i in here][:1] or self._latest(SETTINGS):
            for token in clause.subjects:
                draft.join(self.cast.of(parsed, token, evidence), "participant", quoted)

    def _present(self, parsed: Parsed, sentence: Span, here: dict[int, Draft], evidence: Evidence) -> None:
        """Join those who are told behind the verb: "Present at the Summit were X and Y", "Also present were X"."""
        at = next((t for t in sentence[:3] if t.lower_ == "present" or _is_among(t)), None)
        verb = next((t for t in sentence if t.lower_ in ("were", "was") and at is not None and t.i > at.i), None)
        if at is None or verb is None or any(t.pos_ == "VERB" for t in sentence[: verb.i - sentence.start]):
            return
        before = [draft for i, draft in here.items() if at.i < i < verb.i]
        quoted = evidence.by(_PRESENT, confidence(_PRESENT))
        for draft in before[:1] or self._latest(SETTINGS):
            draft.join(self._told_behind(parsed, verb, evidence), "participant", quoted)

    def _told_behind(self, parsed: Parsed, verb: Token, evidence: Evidence) -> Iterator[ActorRef]:
        places = (verb, verb.head)
        told = (t for place in places for t in place.children if t.dep_ in (*SUBJECT, "attr") and t.i > verb.i)
        for first in told:
            for token in conjuncts(first):
                yield from self.cast.of(parsed, token, evidence)


def _points_back(token: Token) -> bool:
    """Tell whether a word means the event before it: "it", "the event"."""
    definite = any(t.dep_ == "det" and t.lower_ in ("the", "this") for t in token.children)
    return token.lower_ == "it" or (definite and token.lower_ in ("event", "gathering", "occasion"))


def _is_among(token: Token) -> bool:
    """Tell whether a word begins "Among the participants"."""
    return token.lower_ == "among" and any(lemma(t) in listed("attendants") for t in token.children)


def _told_of(clause: Clause, here: dict[int, Draft]) -> list[Token]:
    """Return the event of which a participle behind a comma tells: "a course on documents, organized by X, …"."""
    verb = clause.verb
    loose = clause.passive and verb.dep_ in ("acl", "advcl") and verb.i > 0 and verb.nbor(-1).text == ","
    before = [i for i in here if i < verb.i] if loose else []
    return [verb.doc[max(before)]] if before else []


def _behind_colon(parsed: Parsed, verb: Token) -> Iterator[Token]:
    """Yield the people whom a list behind a colon names, to the end of its paragraph: "was attended by: X; Y"."""
    by = next((t for t in verb.children if t.dep_ == "agent"), None)
    if by is None or by.i + 1 >= len(verb.doc) or by.nbor().text != ":":
        return
    for token in verb.doc[by.i + 2 :]:
        unit = parsed.unit(token)
        if unit is not None and unit.kind == "person":
            yield token
        elif token.pos_ in ("VERB", "AUX") and unit is None:
            return
