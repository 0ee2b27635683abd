"""Events: what happened or is planned, from nouns and predicates; mentions of one event are merged."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from diplograph.extract import paths
from diplograph.extract.clauses import Clause, lemma, preps
from diplograph.extract.event_cast import Participants
from diplograph.extract.event_details import Details, event_noun, from_noun
from diplograph.extract.event_drafts import Draft, determiner, points_back, same_event, says_again
from diplograph.extract.event_fits import Conditions, names_one_event
from diplograph.extract.event_links import Links
from diplograph.extract.event_scope import governor, is_aside, outer
from diplograph.extract.event_setting import SETTINGS, inherit, stay
from diplograph.extract.event_standing import is_anothers, is_held, is_recorded, is_weighed, mourned
from diplograph.extract.model import ActorRef, Event, Evidence, Role
from diplograph.extract.parse import Parsed
from diplograph.extract.rules import EventRule, Rules, confidence, listed
from diplograph.extract.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_HELD = {"Meeting", "Conference", "Summit", "Training", "Exercise"}
_ASKED_FOR = ("Appointment", "Assistance", "Launch", "Signing")  # an event only if it came about or has a date
_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDINAL = re.compile(
    r"\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|\w+ieth"
)


class Finder:
    """Collects the events of one release, sentence by sentence."""

    def __init__(self, rules: Rules, scene: Scene) -> None:
        self.scene = scene
        self.drafts: list[Draft] = []
        self.by_noun: dict[str, list[EventRule]] = defaultdict(list)
        self.by_verb: dict[str, list[EventRule]] = defaultdict(list)
        for rule in sorted(rules.events, key=lambda r: not r.modifiers):  # the narrower rule goes first
            for noun in rule.nouns:
                self.by_noun[noun].append(rule)
            for verb in rule.verbs:
                self.by_verb[verb].append(rule)
        self.cast = Participants(scene)
        self.links = Links(rules.links, self.cast, self.drafts)
        proper = {noun for rule in rules.events if rule.proper for noun in rule.nouns}
        told = {n: frozenset(m for r in self.by_noun[n] if not r.proper for m in r.modifiers) for n in proper}
        self.details = Details(scene, frozenset(self.by_noun), told)
        self.fits = Conditions(self.cast, self.details, self.by_noun)

    def read(self, parsed: Parsed, clauses: list[Clause], sentence: Span, evidence: Evidence) -> None:
        """Find the events of a sentence and the actors that its predicates put into them."""
        fresh: dict[int, Draft] = {}
        here: dict[int, Draft] = {}
        for token in sentence:
            if self.details.is_event_noun(parsed, token) and not self._is_told(token):
                draft = self._noun(parsed, token, sentence, evidence)
                if draft is None:
                    continue
                again = points_back(token, parsed)
                if again and any(one.token.lemma_ == token.lemma_ for one in fresh.values()):
                    continue  # "will go to the B Summit for the success of the summit": that one
                if again:
                    # "the meeting" is found first: who attended it joins those who are known
                    if self._stands(draft, clauses, sentence):
                        here[token.i] = self._settle(draft)
                else:
                    fresh[token.i] = draft
        outside = {outer(d.token).i: d for d in (*fresh.values(), *here.values()) if d.token.doc is parsed.doc}
        self.links.read(parsed, clauses, sentence, {**outside, **fresh, **here}, evidence)
        standing = {i: draft for i, draft in fresh.items() if self._stands(draft, clauses, sentence)}
        for i, draft in standing.items():
            inherit(draft, governor(sentence.doc[i]), {**here, **standing}, set())
        here |= {i: self._settle(draft) for i, draft in standing.items()}
        told: dict[int, Draft] = {}
        for clause in clauses:
            for rule in self.by_verb.get(clause.lemma, ()):
                draft = self._verb(rule, parsed, clause, here, sentence, evidence)
                if draft is not None:
                    paid = {governor(d.token).i: d for i, d in here.items() if d.token.i == i and not is_aside(d.token)}
                    stay(draft, clause.verb, {**paid, **told})
                    told[clause.verb.i] = draft
                    named = (d for i, d in here.items() if d.type == draft.type and d.token.i == i)
                    named = (d for d in named if d.token.head.lower_ == "for" or not is_aside(d.token))
                    twice = next((d for d in named if governor(d.token).i == clause.verb.i), None)
                    if twice is not None and not twice.mentions:
                        twice.fold(draft)  # "met for talks with": the noun says again what the verb says
                    else:
                        self._settle(draft)
                    break

        self._read_again(parsed, clauses, here, sentence, evidence)

    def _is_told(self, token: Token) -> bool:
        """Tell whether a noun only says what kind of event was told of before."""
        kinds = {rule.type for rule in self.by_noun[event_noun(token)]}
        return says_again(token, any(draft.type in kinds for draft in self.drafts))

    def _read_again(
        self, parsed: Parsed, clauses: list[Clause], here: dict[int, Draft], sentence: Span, evidence: Evidence
    ) -> None:
        """Find what is only called "the next one" or "the seventh round": an event like the one named last."""
        for clause in clauses:
            told = clause.finite or clause.verb.dep_ == "xcomp"
            if clause.lemma not in (*listed("scheduling"), "take", "be") or not told:
                continue
            for token in (*clause.objects, *clause.subjects):
                if token.lemma_.lower() not in listed("again") or preps(token).get("for"):
                    continue
                if outer(token).i in here or any(outer(token.doc[i]).i == token.i for i in here):
                    continue
                last = self._like(parsed, token, sentence)
                if last is None:
                    return
                draft = Draft(last.type, last.rule, parsed, token, last.label, _by(evidence, last.rule))
                draft.date = self.details.date(parsed, token, sentence)
                draft.place = self.details.place(parsed, token, last.rule, sentence)
                draft.status = self.details.status(token, draft.date)
                if (draft.date and draft.date != last.date) or (draft.place and draft.place != last.place):
                    self._settle(draft)
                    return

    def _like(self, parsed: Parsed, token: Token, sentence: Span) -> Draft | None:
        """Return the event that "the second" of its kind is like: one of the noun before it, else the last held."""
        for draft in reversed(self.drafts):  # "the 8th round of consultations … The next round"
            if token.lemma_ in (outer(draft.token).lemma_, draft.token.lemma_):
                return draft
        before = [t for t in sentence if t.i < token.i and self.details.is_event_noun(parsed, t)]
        kinds = {rule.type for t in before[-1:] for rule in self.by_noun[event_noun(t)]}
        kinds = kinds or _HELD - ({"Training", "Exercise"} if token.lemma_.lower() == "round" else set())
        return next((d for d in reversed(self.drafts) if d.type in kinds), None)

    def _settle(self, draft: Draft) -> Draft:
        """Fold a mention into the event that it means, or keep it as a new one."""
        same = same_event(draft, self.drafts)
        if same is None:
            self.drafts.append(draft)
            return draft
        same.fold(draft)
        return same

    # -- nouns ------------------------------------------------------------------------------------------------

    def _noun(self, parsed: Parsed, token: Token, sentence: Span, evidence: Evidence) -> Draft | None:
        rules = self.by_noun[event_noun(token)]
        rule = next((r for r in rules if self.fits.noun(r, parsed, token)), None)
        if rule is None or not names_one_event(rule, parsed, token):
            return None
        if rule.type == "Launch" and any(self.details.is_event_noun(parsed, t) for t in from_noun(token, "of")):
            return None  # "at the opening of the forum"
        draft = Draft(rule.type, rule, parsed, token, self.details.label(parsed, token), _by(evidence, rule))
        draft.date = self.details.date(parsed, token, sentence)
        draft.place = self.details.place(parsed, token, rule, sentence)
        draft.land = self.details.lands.get(draft.place or "", "")
        for role, found in self._roles(rule, parsed, token, evidence):
            draft.join(found, role, draft.evidence)
        struck = (
            self.scene.cast.states.get(draft.land) if rule.type == "Crisis" or rule.id == "appointment.vote" else None
        )
        if struck is not None:
            draft.join((struck.ref,), "participant", draft.evidence)
        self._wage(draft)
        if rule.type == "Visit" and not draft.participants and is_aside(token) and not preps(token).get("of"):
            verb = governor(token)  # "X spoke with Y in a visit to Z", "X, who is on a visit to Z"
            goers = [t if t.tag_ != "WP" else verb.head for t in verb.children if t.dep_ == "nsubj"]
            draft.join((a for t in goers for a in self.cast.of(parsed, t, evidence)), "participant", draft.evidence)
        if parsed.block.kind == "title" and self.scene.speaker and token.head.lower_ == "at":
            draft.join((self.scene.speaker,), "speaker", draft.evidence)  # "Statement of X at the briefing"
        draft.topics = self.details.topics(rule, parsed, token, sentence)
        status = self.details.status(token, draft.date)
        if rule.type in _ASKED_FOR and status == "occurred" and is_weighed(token):
            status = "hypothetical"
        draft.status = "occurred" if (rule.type, status) == ("Crisis", "planned") else status
        return draft

    def _stands(self, draft: Draft, clauses: list[Clause], sentence: Span) -> bool:
        """Tell whether a noun means an event of its own or one named before; ``distinct`` is set on the way."""
        token, rule = draft.token, draft.rule
        top = outer(token)
        named = _written(draft.parsed, token)[0].isupper() and token.i > sentence.start
        ordinal = any(_ORDINAL.fullmatch(t.lower_) or _YEAR.fullmatch(t.text) for t in (*token.children, *top.children))
        proper = named and token.nbor(-1).dep_ != "det" and _written(draft.parsed, token.nbor(-1))[:1].isupper()
        pointing = points_back(token, draft.parsed)
        coming = any(t.lower_ in listed("planned") for t in (*token.children, *top.children))
        draft.numbered = ordinal
        draft.distinct = bool(ordinal or proper or draft.date or coming or (draft.actors() and not pointing))
        told = draft.date or draft.place or draft.actors()
        held = token.dep_ == "dobj" and token.head.lemma_.lower() in ("hold", "have", "conduct")
        fresh = held and determiner(token) in ("", "a", "an") and not draft.actors()
        draft.distinct = draft.distinct or draft.parsed.block.kind == "item" or fresh
        setting = rule.type in ("Visit", "Meeting", "Conference") and is_aside(token)
        if setting and not (draft.date or draft.place) and is_anothers(token):
            draft.distinct = False  # "during his visit" tells of a visit named before, if of any
            return same_event(draft, self.drafts) is not None
        given = draft.date or draft.place or (rule.type == "Appointment" and draft.actors())
        if rule.type in _ASKED_FOR and draft.status == "hypothetical" and not given:
            return False
        if not rule.anchored:
            return True
        if rule.type == "Appointment":
            return draft.date is not None  # elections without a day are only spoken of
        if rule.type == "Crisis" or told:
            return bool(told) or mourned(token)
        if ordinal or named or determiner(token) in listed("pointing"):
            return True
        return same_event(draft, self.drafts) is not None or is_held(top, clauses)

    def _roles(
        self, rule: EventRule, parsed: Parsed, token: Token, evidence: Evidence
    ) -> Iterator[tuple[Role, tuple[ActorRef, ...]]]:
        for role, wanted in rule.roles.items():
            for path in wanted:
                # whose "its war" is, nobody can tell
                found = (t for t in from_noun(token, path) if rule.type != "Crisis" or t.tag_ != "PRP$")
                yield role, tuple(a for t in found for a in self.cast.of(parsed, t, evidence))
        yield "chair", self._chairs(parsed, from_noun(token, "under"), evidence)
        made = (t for t in token.children if t.dep_ == "amod" and t.lemma_.lower() in listed("organizing"))
        leads = (c for t in made for c in t.children if parsed.unit(c) is not None)  # "an OSCE-organized course"
        yield "organizer", tuple(a for t in leads for a in self.cast.of(parsed, t, evidence))
        if any(t.dep_ == "poss" and t.lower_ == "our" for t in token.children) and self.scene.speaker:
            # "thank X for our meeting": the one who is thanked took part
            verb = governor(token)
            partners = [t for name in ("to", "with") for t in preps(verb).get(name, ())]
            partners += [t for t in verb.children if t.dep_ == "dobj"]
            yield "participant", tuple(a for t in partners for a in self.scene.actors(parsed, t) if a.kind == "person")

    def _wage(self, draft: Draft) -> None:
        """Let the states whose adjectives stand before a crisis take part: X-ian aggression, the X-Y conflict."""
        if draft.type != "Crisis":
            return
        before = [t for t in draft.token.children if t.dep_ == "amod"]
        joined = [t.nbor(-2) for t in before if t.i > 1 and t.nbor(-1).text == "-" and t.nbor(-2).head.i == t.i]
        units = [u for t in (*joined, *before) if (u := draft.parsed.unit(t)) is not None and u.kind == "demonym"]
        if len(units) > 1:
            draft.place = None  # of two states neither is where it is
        elif draft.token.lemma_.lower() not in listed("aggressions"):
            return
        waging = (self.scene.cast.ref(draft.parsed.number, u) for u in units)
        draft.join((ref for ref in waging if ref is not None), "participant", draft.evidence)

    def _host_visit(self, draft: Draft) -> None:
        """Let the state that is visited be the host, where it is named itself and not only one of its cities."""
        host = self.scene.cast.states.get(draft.land) if draft.type == "Visit" else None
        if host is not None and draft.place == host.ref.name and host.ref.id not in draft.actors():
            draft.join((host.ref,), "host", draft.evidence)

    def _chairs(self, parsed: Parsed, under: Sequence[Token], evidence: Evidence) -> tuple[ActorRef, ...]:
        """Return those under whose chairmanship something is held, of what stands behind "under"."""
        leads = [t for t in under if t.lemma_.lower() in (*listed("terms"), "leadership", "chair")]
        chairs = (t for lead in leads for path in ("of", "owner") for t in from_noun(lead, path))
        return tuple(a for t in chairs for a in self.cast.of(parsed, t, evidence))

    # -- predicates -------------------------------------------------------------------------------------------

    def _verb(
        self,
        rule: EventRule,
        parsed: Parsed,
        clause: Clause,
        here: dict[int, Draft],
        sentence: Span,
        evidence: Evidence,
    ) -> Draft | None:
        if clause.verb.i in here or clause.conditional or not self.fits.verb(rule, parsed, clause):
            return None
        verb = clause.verb
        if rule.type in ("Launch", "Meeting", "PhoneCall") and any(t.i in here for t in paths.tokens(clause, "object")):
            return None  # "opens a mission", "hosted a session": told by the noun
        draft = Draft(rule.type, rule, parsed, verb, "", _by(evidence, rule))
        for role, wanted in rule.roles.items():
            for token in (t for path in wanted for t in paths.tokens(clause, path)):
                draft.join(self.cast.of(parsed, token, evidence), role, draft.evidence)
        if rule.type in _HELD:
            draft.join(self._chairs(parsed, clause.prep("under"), evidence), "chair", draft.evidence)
        draft.date = self.details.date(parsed, verb, sentence)
        draft.place = self.details.place(parsed, verb, rule, sentence)
        if not draft.participants and not is_recorded(draft, clause):
            return None
        alone = len(draft.participants) < 2 and not (clause.prep("with") or clause.objects or clause.passive)
        several = rule.type == "Meeting" and any(t.tag_ in ("NNS", "NNPS") for t in clause.subjects)
        told = (draft.date and (draft.place or clause.finite)) or (draft.place and several)
        if rule.type in ("Meeting", "PhoneCall") and alone and not told:
            return None
        if "visit" in rule.verbs:
            draft.place = next(filter(None, (self.details.visited(parsed, t) for t in clause.objects)), draft.place)
            people = [t for t in clause.objects if self.fits.is_person(parsed, t)]
            if draft.place is None and not people and not any(lemma(t) in listed("sights") for t in clause.objects):
                return None
            draft.join((a for t in people for a in self.cast.of(parsed, t, evidence)), "host", draft.evidence)
        draft.land = self.details.lands.get(draft.place or "", "")
        topics = (paths.extent(parsed, paths.tokens(clause, path), sentence) for path in rule.topic)
        draft.topics = [paths.wording(parsed, *bounds) for bounds in topics if bounds][:1]
        if not draft.topics and rule.type == "Speech":
            draft.topics = self.details.title_after(parsed, verb, sentence)
        draft.status = "negated" if clause.negated else self.details.status(verb, draft.date)
        if draft.status == "occurred" and clause.modal in ("will", "shall"):
            draft.status = "planned"  # "is going to visit"
        if clause.dependent:
            draft.status = "hypothetical"
        told_of = verb.dep_ in ("acl", "relcl") and (clause.passive or not draft.participants)
        if rule.type in ("Signing", "Launch") and told_of and not draft.date:
            return None  # "resolutions adopted by the Council" tells of resolutions
        if draft.status == "hypothetical" and not draft.date and rule.type in _ASKED_FOR:
            return None  # what somebody is asked to send, what it is proposed to found
        appointed = rule.type == "Appointment" and clause.passive and verb.dep_ == "acl"
        if appointed and not any(self.cast.of(parsed, t, None) for t in clause.subjects):
            return None  # "the panel appointed by X"
        names = dict.fromkeys(p.actor.name for p in draft.participants.values())
        draft.label = f"{rule.type}: {', '.join(names)}" if names else rule.type
        inherit(draft, verb, here, {t.i for path in ("at", "object", "during") for t in paths.tokens(clause, path)})
        return draft

    # -- results ----------------------------------------------------------------------------------------------

    def events(self) -> tuple[Event, ...]:
        """Return the events in the order of first mention."""
        for one in self.drafts:
            self._date_of_speech(one)
            self._host_visit(one)
            if one.type == "Meeting" and not one.participants:
                # "the next round of political consultations", in a text about two states
                mutual = any(t.lower_ in listed("mutual") for t in one.token.children)
                one.join(self.scene.cast.two_states() if mutual else (), "participant", one.evidence)
        return tuple(self._event(draft) for draft in self.drafts)

    def _date_of_speech(self, draft: Draft) -> None:
        """Give a speech that a headline announces, and where it is held, the day of the text: it is that speech."""
        speaker = self.scene.speaker
        if speaker is None or speaker.kind != "person" or not self.scene.first_person:
            return
        spoken = draft.type == "Speech" or draft.token.head.lower_ in ("at", "of")
        headed = draft.parsed.block.kind == "title" and draft.type in (*SETTINGS, "Speech")
        if headed and spoken and draft.status == "occurred" and speaker.id in draft.actors():
            draft.date = draft.date or self.scene.release.date

    def _event(self, draft: Draft) -> Event:
        at = draft.parsed.starts[draft.token.i]
        mark = hashlib.sha256(f"{draft.type}|{draft.evidence.start}|{draft.label}|{at}".encode()).hexdigest()[:8]
        return Event(
            id=f"event/{self.scene.release.id}/{draft.type.lower()}-{mark}",
            type=draft.type,
            label=draft.label or draft.type,
            date=draft.date,
            place=draft.place,
            participants=tuple(draft.participants.values()),
            topics=tuple(t for t in draft.topics if t),
            status=draft.status,
            evidence=draft.evidence,
            mentions=tuple(draft.mentions),
        )


def _by(evidence: Evidence, rule: EventRule) -> Evidence:
    return evidence.by(rule.id, confidence(rule.id))


def _written(parsed: Parsed, token: Token) -> str:
    """Return a word as the release writes it; a capitalized headline is parsed in small letters."""
    return parsed.text(token, token)
