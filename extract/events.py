"""Events: what happened or is planned, from nouns and predicates; mentions of one event are merged."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from diplograph.extract import dates, paths
from diplograph.extract.clauses import Clause, conjuncts, preps
from diplograph.extract.gazetteer import PlaceEntry, StateEntry
from diplograph.extract.model import ActorRef, Event, Evidence, PartialDate, Participant, Role, Status
from diplograph.extract.parse import Parsed
from diplograph.extract.rules import EventRule, Rules
from diplograph.extract.scene import Scene

_PLURALS = frozenset(("talk", "talks", "consultation", "negotiation", "remark", "remarks", "exercise", "manoeuvre"))
_PLANNED = frozenset(("next", "upcoming", "forthcoming", "future", "planned", "scheduled", "coming"))
_HYPOTHETICAL = frozenset(("propose", "suggest", "recommend", "invite", "ready", "readiness", "proposal", "invitation", "offer", "possibility", "intend", "discuss", "consider", "prepare", "preparation"))
_GENERIC_PLACES = frozenset(("city", "country", "capital", "region", "town", "republic", "district"))
_ONLINE = frozenset(("online", "virtual", "videoconference", "video-conference", "hybrid", "virtually"))
_AGAINST = frozenset(("fight", "combat", "prevent", "counter", "prevention", "threat", "risk", "combating", "countering", "response", "struggle", "potential"))
_PAST = ("VBD", "VBN", "VBZ", "VBP", "VBG")
_POINTING = frozenset(("this", "these", "our"))
_ANAPHORIC = frozenset(("the", "this", "that", "these", "our", "their", "said"))


@dataclass(slots=True)
class Draft:
    """An event while the release is read: mentions are folded in as they come."""

    type: str
    rule: EventRule
    parsed: Parsed
    token: Token
    label: str
    evidence: Evidence
    date: PartialDate | None
    place: str | None
    status: Status
    distinct: bool
    participants: dict[tuple[str, Role], Participant] = field(default_factory=dict)
    topics: list[str] = field(default_factory=list)
    mentions: list[Evidence] = field(default_factory=list)
    tokens: list[tuple[int, int]] = field(default_factory=list)

    def actors(self) -> set[str]:
        """Return the ids of the actors that take part."""
        return {actor for actor, _ in self.participants}

    def join(self, actors: tuple[ActorRef, ...], role: Role, evidence: Evidence) -> None:
        """Add actors in a role; a mere participant gives way to a named role."""
        for actor in actors:
            if actor.kind == "group":
                continue
            if role == "participant" and actor.id in self.actors():
                continue
            if role != "participant":
                self.participants.pop((actor.id, "participant"), None)
            self.participants.setdefault((actor.id, role), Participant(actor, role, evidence))


class Finder:
    """Collects the events of one release, sentence by sentence."""

    def __init__(self, rules: Rules, scene: Scene) -> None:
        self.scene = scene
        self.drafts: list[Draft] = []
        self.by_noun: dict[str, list[EventRule]] = defaultdict(list)
        self.by_verb: dict[str, list[EventRule]] = defaultdict(list)
        for rule in sorted(rules.events, key=lambda r: not r.modifiers):
            for noun in rule.nouns:
                self.by_noun[noun].append(rule)
            for verb in rule.verbs:
                self.by_verb[verb].append(rule)
        self.links = rules.links
        self.year: int | None = None
        self._dates: dict[int, list[dates.DateMention]] = {}

    # -- one sentence -----------------------------------------------------------------------------------------

    def read(self, parsed: Parsed, clauses: list[Clause], sentence: Span, evidence: Evidence) -> None:
        """Find the events of a sentence and the actors that its predicates put into them."""
        here: dict[int, Draft] = {}
        nouns = [t for t in sentence if parsed.unit(t) is None and t.pos_ in ("NOUN", "PROPN") and t.lemma_.lower() in self.by_noun]
        for token in nouns:
            draft = self._noun(parsed, token, clauses, sentence, evidence)
            if draft is not None:
                here[token.i] = self._settle(draft, token)
        for clause in clauses:
            self._link(parsed, clause, here, evidence)
        for clause in clauses:
            for rule in self.by_verb.get(clause.lemma, ()):
                draft = self._verb(rule, parsed, clause, here, sentence, evidence)
                if draft is not None:
                    self._settle(draft, clause.verb)
                    break

    def _noun(self, parsed: Parsed, token: Token, clauses: list[Clause], sentence: Span, evidence: Evidence) -> Draft | None:
        lemma = token.lemma_.lower()
        modifiers = {t.lower_ for t in token.children if t.dep_ in ("amod", "compound", "nmod", "nummod")}
        rule = next((r for r in self.by_noun[lemma] if self._noun_fits(r, parsed, token, modifiers)), None)
        if rule is None or token.dep_ in ("compound", "nmod", "amod") and token.head.pos_ in ("NOUN", "PROPN") and not token.text[0].isupper():
            return None
        if token.dep_ == "compound" and parsed.unit(token.head) is None:
            return None
        if any(t.dep_ in ("det", "neg") and t.lower_ in ("no", "any", "every", "each", "such", "all") for t in token.children):
            return None
        plural = token.tag_ in ("NNS", "NNPS")
        if plural and lemma not in _PLURALS and rule.type != "Crisis":
            return None
        if rule.type == "Crisis" and (parsed.block.kind == "item" or any(a.lemma_.lower() in _AGAINST for a in list(token.ancestors)[:2])):
            return None
        draft = Draft(rule.type, rule, parsed, token, self._label(parsed, token), _by(evidence, rule), None, None, "occurred", False)
        draft.date = self._date(parsed, token, clauses, sentence)
        draft.place = self._place(parsed, token, clauses, rule)
        for role, found in self._roles(rule, parsed, token, evidence):
            draft.join(found, role, draft.evidence)
        draft.topics = self._topics(rule, parsed, token, sentence)
        draft.status = self._status(token, draft)
        named = token.text[0].isupper() and token.i > sentence.start
        ordinal = any(t.ent_type_ == "ORDINAL" or re.fullmatch(r"\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|\w+ieth", t.lower_) for t in token.children)
        determiner = next((t.lower_ for t in token.children if t.dep_ in ("det", "poss")), "")
        draft.distinct = bool(ordinal or (named and token.i and token.nbor(-1).text[:1].isupper()) or draft.date or modifiers & _PLANNED or (draft.actors() and determiner not in _ANAPHORIC))
        if rule.anchored and not (draft.date or draft.place or draft.actors() or ordinal or named or determiner in _POINTING or self._same(draft) or self._held(token, clauses)):
            return None
        if rule.type == "Crisis" and rule.anchored and not (draft.date or draft.place or draft.actors()):
            return None
        return draft

    def _noun_fits(self, rule: EventRule, parsed: Parsed, token: Token, modifiers: set[str]) -> bool:
        if rule.modifiers and not modifiers & set(rule.modifiers):
            return False
        return all(self._need_of_noun(need, parsed, token) for need in rule.needs)

    def _need_of_noun(self, need: str, parsed: Parsed, token: Token) -> bool:
        for single in need.split("|"):
            path, _, kind = single.partition(":")
            found = self._from_noun(token, path)
            if kind == "date":
                start, end = parsed.chars(token, token)[1], len(parsed.block.text)
                if found and any(m.start - start < 14 and m.start >= start for m in self.dates(parsed) if m.end <= end):
                    return True
            elif any(self._is(kind, parsed, t) for t in found):
                return True
        return False

    def _is(self, kind: str, parsed: Parsed, token: Token) -> bool:
        unit = parsed.unit(token)
        if kind == "":
            return True
        if kind == "place":
            return unit is not None and unit.kind in ("place", "state")
        if kind == "credentials":
            return token.lemma_.lower() in ("credential", "credentials", "credence")
        if kind == "event":
            return token.lemma_.lower() in self.by_noun
        found = self.scene.actors(parsed, token)
        if kind == "person":
            return any(a.kind == "person" for a in found) or (unit is not None and unit.kind in ("person", "post"))
        if kind == "body":
            return any(a.kind == "organization" for a in found)
        if kind == "people":
            return bool(found) or token.lemma_.lower() in ("participant", "audience", "delegate", "guest", "student", "member", "meeting", "gathering")
        return bool(found) or (unit is not None and unit.kind == "post")

    def _from_noun(self, token: Token, path: str) -> tuple[Token, ...]:
        if path == "owner":
            return tuple(c for t in token.children if t.dep_ in ("poss", "compound", "nmod", "amod") for c in conjuncts(t))
        found = preps(token).get(path, ())
        if not found and path in ("with", "between", "by", "for", "to", "on", "about"):
            # "held a meeting with X": the preposition often hangs on the verb
            head = token.head
            if head.pos_ == "VERB" and token.dep_ in ("dobj", "nsubjpass", "pobj"):
                found = preps(head).get(path, ())
            found = found or tuple(t for child in token.children if child.dep_ == "acl" for t in preps(child).get(path, ()))
        return found

    def _roles(self, rule: EventRule, parsed: Parsed, token: Token, evidence: Evidence) -> list[tuple[Role, tuple[ActorRef, ...]]]:
        out: list[tuple[Role, tuple[ActorRef, ...]]] = []
        for role, wanted in rule.roles.items():
            for path in wanted:
                actors = tuple(a for t in self._from_noun(token, path) for a in self.scene.actors(parsed, t, evidence))
                out.append((_role(role), actors))
        if any(t.dep_ == "poss" and t.lower_ == "our" for t in token.children) and self.scene.speaker:
            # "thank X for our meeting": the one who is thanked took part
            partners = [t for name in ("to", "with") for t in preps(_governor(token)).get(name, ())] + [t for t in _governor(token).children if t.dep_ == "dobj"]
            out.append(("participant", tuple(a for t in partners for a in self.scene.actors(parsed, t) if a.kind == "person")))
        return out

    def _held(self, token: Token, clauses: list[Clause]) -> bool:
        return any(
            (c.lemma != "take" or any(t.lemma_.lower() in ("place", "part") for t in c.objects))
            and token in (*c.objects, *c.subjects, *(t for found in c.preps.values() for t in found)) and c.finite and c.lemma in ("hold", "take", "have", "attend", "participate", "host", "organize", "conduct", "pay", "make", "convene", "open", "chair", "begin", "start", "conclude")
            for c in clauses
        )

    def _link(self, parsed: Parsed, clause: Clause, here: dict[int, Draft], evidence: Evidence) -> None:
        for link in self.links:
            if clause.lemma not in link.verbs:
                continue
            anchors = [t for path in link.event for t in paths.tokens(clause, path)]
            drafts = [here[t.i] for t in anchors if t.i in here]
            if not drafts and link.id == "link.speak":
                continue
            for role, wanted in link.roles.items():
                for path in wanted:
                    for token in paths.tokens(clause, path):
                        actors = self.scene.actors(parsed, token, evidence)
                        for draft in drafts:
                            quoted = Evidence(evidence.quote, evidence.start, evidence.end, link.id, link.confidence)
                            draft.join(actors, _role(role), quoted)
                            if any(t.dep_ in ("compound", "amod", "nmod") and t.lower_ == "host" for t in token.children):
                                draft.join(actors, "host", quoted)

    def _verb(self, rule: EventRule, parsed: Parsed, clause: Clause, here: dict[int, Draft], sentence: Span, evidence: Evidence) -> Draft | None:
        if not clause.finite and clause.verb.dep_ not in ("xcomp", "acl", "relcl"):
            return None
        if rule.objects and not any(t.lemma_.lower() in rule.objects for t in paths.tokens(clause, "object")):
            return None
        for need in rule.needs:
            names, _, kind = need.partition(":")
            found = [t for name in names.split("|") for t in paths.tokens(clause, name)]
            if not any(self._is(one, parsed, t) for one in kind.split("|") for t in found):
                return None
        draft = Draft(rule.type, rule, parsed, clause.verb, "", _by(evidence, rule), None, None, "occurred", True)
        for role, wanted in rule.roles.items():
            for path in wanted:
                for token in paths.tokens(clause, path):
                    draft.join(self.scene.actors(parsed, token, evidence), _role(role), draft.evidence)
        draft.date = self._date(parsed, clause.verb, [clause], sentence)
        if not draft.participants and not (draft.date and clause.passive and rule.type in ("Signing", "Launch")):
            return None
        if rule.type in ("Meeting", "PhoneCall") and len(draft.participants) < 2 and rule.id in ("meeting.verb", "phone.speak-with") and not clause.prep("with") and not clause.objects:
            return None
        draft.place = self._place(parsed, clause.verb, [clause], rule)
        if rule.type == "Visit" and rule.verbs == ("visit",):
            draft.place = next((p for t in clause.objects if (p := self._place_name(parsed, t))), draft.place)
            if draft.place is None:
                return None
        draft.topics = [paths.wording(parsed, *b) for path in rule.topic if (b := paths.extent(parsed, paths.tokens(clause, path), sentence))][:1]
        if not draft.topics and rule.type == "Speech":
            draft.topics = self._title_after(parsed, clause.verb, sentence)
        draft.status = "negated" if clause.negated else self._status(clause.verb, draft)
        names = [p.actor.name for p in draft.participants.values()]
        draft.label = f"{rule.type}: {', '.join(dict.fromkeys(names))}"
        if rule.type == "Speech":
            event = next((here[t.i] for p in ("at", "object", "during") for t in paths.tokens(clause, p) if t.i in here), None)
            if event is not None and draft.date is None:
                draft.date = event.date
        return draft

    # -- date, place, topic, status ---------------------------------------------------------------------------

    def dates(self, parsed: Parsed) -> list[dates.DateMention]:
        """Return the dates of a block; the first full date lends its year to later dates without one."""
        if parsed.number not in self._dates:
            found = dates.find(parsed.block.text, self.scene.release.date, self.year)
            self._dates[parsed.number] = found
            if self.year is None:
                self.year = next((int(m.date.start[:4]) for m in found if m.date and len(m.date.start) == 10), None)
        return self._dates[parsed.number]

    def _date(self, parsed: Parsed, token: Token, clauses: list[Clause], sentence: Span) -> PartialDate | None:
        mentions = [m for m in self.dates(parsed) if parsed.starts[sentence.start] <= m.start < parsed.ends[sentence.end - 1]]
        if not mentions:
            return None
        own = _bounds(parsed, token.subtree, sentence)
        inside = [m for m in mentions if own[0] <= m.start and m.end <= own[1]]
        others = [t for t in sentence if t.i != token.i and parsed.unit(t) is None and t.lemma_.lower() in self.by_noun and t.pos_ in ("NOUN", "PROPN")]
        taken = [_bounds(parsed, t.subtree, sentence) for t in others if token not in t.subtree]
        inside = [m for m in inside if not any(a <= m.start and m.end <= b and token.i != t.i and t in token.subtree for t, (a, b) in zip(others, [_bounds(parsed, t.subtree, sentence) for t in others], strict=True))] or inside
        if inside:
            at = parsed.starts[token.i]
            return min(inside, key=lambda m: abs(m.start - at)).date
        verb = _governor(token)
        scope = _bounds(parsed, verb.subtree, sentence)
        free = [m for m in mentions if scope[0] <= m.start and m.end <= scope[1] and not any(a <= m.start and m.end <= b for a, b in taken)]
        if free and (verb.dep_ in ("ROOT", "conj", "relcl", "acl", "ccomp", "advcl") or verb.i == token.i):
            return min(free, key=lambda m: abs(m.start - parsed.starts[token.i])).date
        return None

    def _place(self, parsed: Parsed, token: Token, clauses: list[Clause], rule: EventRule) -> str | None:
        if any(t.lower_ in _ONLINE for t in token.children):
            return "online"
        names = ("to", "in", "at") if rule.type == "Visit" else ("in", "at")
        heads = [token, *(t for t in token.children if t.dep_ in ("acl", "relcl"))]
        governor = _governor(token)
        if governor.i != token.i and token.dep_ in ("dobj", "nsubj", "nsubjpass", "pobj", "conj", "attr"):
            heads.append(governor)
        for head in heads:
            found = preps(head)
            for name in names:
                for inner in found.get(name, ()):
                    if place := self._place_name(parsed, inner):
                        return place
            if head.i == governor.i and any(t.lower_ in _ONLINE for t in head.children):
                return "online"
        if rule.type == "Crisis":
            for child in token.children:
                unit = parsed.unit(child)
                if child.dep_ in ("compound", "poss", "amod", "nmod") and unit is not None and unit.kind in ("place", "state"):
                    return self._place_name(parsed, child)
        return None

    def _place_name(self, parsed: Parsed, token: Token) -> str | None:
        unit = parsed.unit(token)
        if unit is not None:
            if isinstance(unit.value, (PlaceEntry, StateEntry)) and unit.kind in ("place", "state"):
                return parsed.line.wording(unit) if unit.kind == "place" else unit.value.name
            if unit.kind == "organization" and unit.value.entry is not None and unit.value.entry.kind in ("parliament", "university"):
                return str(unit.value.entry.name)
            return None
        if token.lemma_.lower() in _GENERIC_PLACES and any(t.lower_ in ("the", "this") for t in token.children):
            return self.scene.last_place if token.lemma_.lower() in ("city", "town", "capital", "district") else self.scene.last_state
        return None

    def _topics(self, rule: EventRule, parsed: Parsed, token: Token, sentence: Span) -> list[str]:
        found = self._title_after(parsed, token, sentence)
        for path in rule.topic:
            bounds = paths.extent(parsed, self._from_noun(token, path), sentence)
            if bounds is not None and not found:
                found.append(paths.wording(parsed, *bounds))
        return found

    def _title_after(self, parsed: Parsed, token: Token, sentence: Span) -> list[str]:
        """Return the quoted title that follows a token in its sentence."""
        at, end = parsed.ends[token.i], parsed.ends[sentence.end - 1] + 200
        following = [(a, b) for a, b in parsed.titles if at <= a <= end]
        return [parsed.block.text[a:b].strip(' "')] if (following and (a := following[0][0]) is not None and (b := following[0][1])) and a - at < 90 else []

    def _status(self, token: Token, draft: Draft) -> Status:
        governor = _governor(token)
        near = {t.lower_ for t in token.children}
        if any(t.dep_ == "neg" for t in governor.children) and governor.i != token.head.head.i:
            return "negated"
        auxiliaries = {t.lower_ for t in governor.children if t.dep_ in ("aux", "auxpass")}
        lemmas = {governor.lemma_.lower(), *(a.lemma_.lower() for a in list(governor.ancestors)[:2])}
        if near & _PLANNED or auxiliaries & {"will", "shall"} or lemmas & {"plan", "schedule", "expect"}:
            return "planned"
        reference = self.scene.release.date
        if draft.date and reference and draft.date.start > reference.start:
            return "planned"
        if lemmas & _HYPOTHETICAL and governor.tag_ in ("VB", "VBG") or auxiliaries & {"would", "could", "may", "might", "should"}:
            return "hypothetical"
        return "occurred"

    def _label(self, parsed: Parsed, token: Token) -> str:
        left, right = token, token
        for child in token.children:
            if child.dep_ in ("compound", "amod", "nummod", "nmod", "poss") and child.i < left.i:
                left = min(child.subtree, key=lambda t: t.i)
            if child.dep_ == "prep" and child.lower_ in ("of", "on", "with", "in") and child.i > token.i:
                inner = next((t for t in child.children if t.dep_ in ("pobj", "pcomp")), None)
                if inner is not None and child.i - right.i < 3 and inner.i - token.i < 9:
                    right = inner
        text = paths.wording(parsed, left, right)
        return re.sub(r"^(?:the|a|an|this|our|its|their)\s+", "", text, flags=re.IGNORECASE)

    # -- one event, several mentions --------------------------------------------------------------------------

    def _settle(self, draft: Draft, token: Token) -> Draft:
        """Fold a mention into the event that it means, or keep it as a new one."""
        same = self._same(draft)
        if same is None:
            draft.tokens.append((draft.parsed.number, token.i))
            self.drafts.append(draft)
            return draft
        same.tokens.append((draft.parsed.number, token.i))
        same.mentions.append(draft.evidence)
        same.date = same.date or draft.date
        same.place = same.place or draft.place
        for participant in draft.participants.values():
            same.join((participant.actor,), participant.role, participant.evidence)
        same.topics.extend(t for t in draft.topics if t not in same.topics)
        return same

    def _same(self, draft: Draft) -> Draft | None:
        determiner = next((t.lower_ for t in draft.token.children if t.dep_ in ("det", "poss")), "")
        for other in reversed(self.drafts):
            family = {draft.type, other.type} <= {"Meeting", "Conference", "Summit", "Briefing", "PhoneCall"} and not (draft.rule.verbs)
            if other.type != draft.type and not (family and determiner in _ANAPHORIC and not draft.distinct):
                continue
            if draft.date and other.date and draft.date.start[: len(other.date.start)] != other.date.start[: len(draft.date.start)]:
                continue
            if draft.status != other.status and "planned" in (draft.status, other.status):
                continue
            if draft.type == "Crisis":
                if draft.place and draft.place == other.place and draft.token.lemma_ == other.token.lemma_:
                    return other
                continue
            mine, theirs = draft.actors(), other.actors()
            if not draft.distinct and (not mine or mine & theirs or not theirs):
                return other
            persons = {a for a in mine if a.startswith("person/")}, {a for a in theirs if a.startswith("person/")}
            if mine and theirs and (mine <= theirs or theirs <= mine) and len(mine & theirs) >= (1 if draft.type in ("Visit", "Speech") else 2) and not (draft.type == "Speech" and draft.rule.verbs):
                return other
            if draft.type == "Visit" and persons[0] & persons[1] and (draft.place is None or other.place is None or draft.place == other.place):
                return other
            if draft.type == other.type in ("Conference", "Summit") and _core(draft.label) and _core(draft.label) == _core(other.label):
                return other
        return None

    def events(self) -> tuple[Event, ...]:
        """Return the events in the order of first mention."""
        out = []
        for draft in self.drafts:
            mark = hashlib.sha256(f"{draft.type}|{draft.evidence.start}|{draft.label}|{draft.parsed.starts[draft.token.i]}".encode()).hexdigest()[:8]
            topics = tuple(t for t in draft.topics if t)
            out.append(
                Event(
                    id=f"event/{self.scene.release.id}/{draft.type.lower()}-{mark}",
                    type=draft.type,
                    label=draft.label or draft.type,
                    date=draft.date,
                    place=draft.place,
                    participants=tuple(draft.participants.values()),
                    topics=topics,
                    status=draft.status,
                    evidence=draft.evidence,
                    mentions=tuple(draft.mentions),
                )
            )
        return tuple(out)


def _by(evidence: Evidence, rule: EventRule) -> Evidence:
    return Evidence(evidence.quote, evidence.start, evidence.end, rule.id, rule.confidence)


_ROLES: dict[str, Role] = {
    "host": "host", "organizer": "organizer", "chair": "chair", "co-chair": "co-chair", "speaker": "speaker",
    "signatory": "signatory", "sender": "sender", "recipient": "recipient", "participant": "participant",
}  # fmt: skip


def _role(name: str) -> Role:
    return _ROLES[name]


def _governor(token: Token) -> Token:
    """Return the verb that a noun is an argument of, or the token itself."""
    if token.pos_ in ("VERB", "AUX"):
        return token
    for ancestor in token.ancestors:
        if ancestor.pos_ in ("VERB", "AUX") and ancestor.tag_ in (*_PAST, "VB"):
            return ancestor
    return token


def _bounds(parsed: Parsed, tokens: object, sentence: Span) -> tuple[int, int]:
    inside = [t.i for t in tokens if sentence.start <= t.i < sentence.end]  # type: ignore[attr-defined]
    return parsed.starts[min(inside)], parsed.ends[max(inside)]


def _core(label: str) -> str:
    return re.sub(r"[^a-z]+", " ", label.lower()).strip()
