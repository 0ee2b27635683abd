"""When, where, about what and whether: the details that the words around an event give."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from diplograph.extract import dates as calendar
from diplograph.extract import event_status, paths
from diplograph.extract.clauses import lemma, preps
from diplograph.extract.event_dates import Dates
from diplograph.extract.event_scope import belongs, governor, is_aside, outer, token_at
from diplograph.extract.gazetteer import PlaceEntry, StateEntry
from diplograph.extract.inside import spelled
from diplograph.extract.model import PartialDate, Status
from diplograph.extract.parse import Parsed
from diplograph.extract.rules import EventRule, listed
from diplograph.extract.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_AT_ONCE = re.compile(r"\s*(?:this coming|on|in|of|from|scheduled for|to be held (?:on|in)|held (?:on|in))?\s*")
_IN = re.compile(r",? ?\b(?:in|at) (?:the city of )?$")
_BEHIND = re.compile(r",? (?:in|at) (?:the city of )?")
_ON = re.compile(r",? (?:on )?(?:the )?")
_BEFORE_TERM = re.compile(r"\b(?:for|by|since|until)\s(?:the (?:end|start|beginning|middle) of )?$")
_BEFORE_DAY = re.compile(r"\b(?:scheduled|planned|set|slated|due|announced|foreseen|fixed|convened) for $")
_PLACING = {
    "Visit": ("to", "in", "at", "for"),
    "meeting.welcome": ("to", "in", "at"),
    "mission.deploy": ("to", "in", "at"),
    "mission.deployment": ("to", "in", "at"),
    "Assistance": ("to", "in", "at"),
    "Crisis": ("in", "at", "on", "against", "across", "near", "of"),
}
_BRACKETS = re.compile(r"\([^()]{4,80}\)")
_HOUSE = ("building", "headquarter", "headquarters", "premise", "premises")
_LAND = ("soil", "territory", "lands", "waters", "airspace")
_NEAR = 90  # characters between an event and the quoted title that is its own


def from_noun(token: Token, path: str) -> tuple[Token, ...]:
    """Return what a path leads to from an event's noun: its owner, or what a preposition on it or its verb governs."""
    if path == "owner":
        owners = (t for t in token.children if t.dep_ in ("poss", "compound", "nmod", "amod"))
        return tuple(c for t in owners for c in (t, *(x for x in t.conjuncts if x.i > t.i)))
    first, _, rest = path.partition(".")
    if rest:  # "an exchange of views with X"
        return tuple(c for t in from_noun(token, first) for c in preps(t).get(rest, ()))
    token = token if path in preps(token) else outer(token)
    found = preps(token).get(path, ())
    if not found and path in ("under", "with", "between", "by", "for", "to", "on", "about", "in"):
        # "held a meeting with X": the preposition often hangs on the verb
        if token.head.pos_ == "VERB" and (token.dep_ in ("dobj", "nsubjpass", "pobj") or _happens(token)):
            found = _beside(token.head, path)
        telling = (c for c in token.children if c.dep_ == "acl" or (c.dep_ == "relcl" and path in ("between", "in")))
        found = found or tuple(t for c in telling for t in _beside(c, path))
    return found


def _beside(verb: Token, path: str) -> tuple[Token, ...]:
    """Return what a preposition on a verb governs, but not those by whom an event is only funded or attended."""
    supported = path == "by" and verb.lemma_.lower() in listed("supporting")
    return () if supported else preps(verb).get(path, ())


def _happens(token: Token) -> bool:
    """Tell whether an event is what takes place or breaks out."""
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in ("take", "occur", "break", "erupt")


def event_noun(token: Token) -> str:
    """Return the noun that an event word is: "Meeting with X" is no form of "meet"."""
    return token.lower_ if token.tag_ == "VBG" else lemma(token)


def is_proper(token: Token) -> bool:
    """Tell whether a noun is the head of a name: "SCO Day", "the 4th Cyber Dialogue"."""
    if not token.text[0].isupper() or token.i == 0:
        return False
    before = token.nbor(-1)
    alone = before.lower_ == "the" and any(t.dep_ == "prep" and t.lower_ == "of" for t in token.children)
    return before.text[0].isupper() or alone  # "the Dialogue of Women"


def _complement_end(parsed: Parsed, token: Token) -> int:
    """Return where a noun and the name behind its "of" end: "the Summit of the SCO", "… of the Office in Osh"."""
    heads = listed("organization_heads")
    inner = [t for t in preps(token).get("of", ()) if parsed.unit(t) is not None or t.text in heads]
    inner += [t for t in preps(inner[-1]).get("in", ()) if parsed.unit(t) is not None] if inner else []
    return parsed.ends[inner[-1].i] if inner else parsed.ends[token.i]


def _heads_title(token: Token) -> bool:
    """Tell whether a gerund is the noun that opens a headline: "Meeting with the Ambassador"."""
    return token.tag_ == "VBG" and token.i == token.sent.start and not any(t.dep_ == "dobj" for t in token.children)


class Details:
    """Reads dates, places, topics and status of the events of one release."""

    def __init__(self, scene: Scene, nouns: frozenset[str], names: Mapping[str, frozenset[str]]) -> None:
        self.scene = scene
        self.names = names  # event nouns only as heads of a name, or behind one of these words
        self.nouns = nouns
        self.lands: dict[str, str] = {}  # the state of each place that was named
        self.dates = Dates(scene.release)

    def date(self, parsed: Parsed, token: Token, sentence: Span) -> PartialDate | None:
        """Return an event's date: inside its own phrase, else in its clause where no other event claims it."""
        found = self._mention(parsed, token, sentence)
        if found is None:
            return None
        weekday = calendar.is_weekday(parsed.block.text[found.start : found.end])
        if weekday and found.date and self._is_to_come(token, found.date):
            return calendar.coming(found.date)
        return found.date

    def _mention(self, parsed: Parsed, token: Token, sentence: Span) -> calendar.DateMention | None:
        start, end = parsed.starts[sentence.start], parsed.ends[sentence.end - 1]
        start = max(start, calendar.dateline(parsed.block.text))
        mentions = [m for m in self.dates.of(parsed) if start <= m.start < end and not _term(parsed, m)]
        if not mentions:
            return None
        own = [m for m in mentions if self._tells_of(parsed, m.start, token, sentence)]
        after = parsed.ends[token.i]
        for end in (after, _complement_end(parsed, token)):  # "the Summit of the SCO on 16 September"
            own = own or [m for m in mentions if end < m.start and _AT_ONCE.fullmatch(parsed.block.text[end : m.start])]
        if bounds := self._brackets(parsed, token, sentence):
            own = own or [m for m in mentions if bounds[0] <= m.start < bounds[1]]
        return min(own, key=lambda m: abs(m.start - parsed.starts[token.i])) if own else None

    def _tells_of(self, parsed: Parsed, start: int, token: Token, sentence: Span) -> bool:
        detail = token_at(parsed, start)
        return belongs(detail, token, sentence, parsed, lambda t: self.is_event_noun(parsed, t))

    def is_event_noun(self, parsed: Parsed, token: Token) -> bool:
        """Tell whether a token may name an event."""
        noun = event_noun(token)
        if parsed.unit(token) is not None or noun not in self.nouns:
            return False
        if (
            noun in self.names
            and not is_proper(token)
            and self.names[noun].isdisjoint(t.lower_ for t in token.children)
        ):
            return False
        if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ in ("war", "acts"):
            return False  # "a war of aggression", "acts of violence"
        return token.pos_ in ("NOUN", "PROPN") or _heads_title(token)

    def _is_to_come(self, token: Token, day: PartialDate) -> bool:
        """Tell whether an event of a weekday is still to come: "to hold a press conference on Monday"."""
        release = self.scene.release.date
        return release is not None and day.start <= release.start and self.status(token, None) == "planned"

    def place(self, parsed: Parsed, token: Token, rule: EventRule, sentence: Span) -> str | None:
        """Return the name of the place or state where an event is said to be, or "online"."""
        verb = governor(token)
        told = token if is_aside(token) else verb
        if any(t.lower_ in listed("online") for t in (*token.children, *told.children)):
            return "online"
        names = _PLACING.get(rule.id) or _PLACING.get(rule.type, ("in", "at"))
        found = [t for t in sentence if t.dep_ == "pobj" and t.head.lower_ in names]
        if rule.type == "Crisis":  # "the Government of X condemned the war" tells of no war in X
            found = [t for t in found if t.head.lower_ != "of" or t.head.head.i == token.i]
        if rule.type == "Visit":
            found.sort(key=lambda t: t.head.lower_ != "to")
        found = [t for t in found if self._tells_of(parsed, parsed.starts[t.i], token, sentence)]
        if name := self._best(parsed, found):
            return name
        hosts = [t for t in verb.children if t.dep_ == "nsubj" and verb.lemma_.lower() == "host"]
        if outer(token).dep_ == "dobj" and (
            name := next((n for t in hosts if (n := self.place_name(parsed, t))), None)
        ):
            return name  # "Astana is to host the forum"
        if name := self._in_brackets(parsed, token, sentence) or self._beside_date(parsed, token, sentence):
            return name
        if rule.type in ("Summit", "Conference"):  # "the Osh Summit"
            named = (
                t
                for t in token.children
                if t.dep_ in ("compound", "nmod") and (u := parsed.unit(t)) and u.kind == "place"
            )
            return next((n for t in named if (n := self.place_name(parsed, t))), None)
        if rule.type != "Crisis":
            return None
        done_by = rule.id == "crisis.attack"  # "Russia's attack" is not one on Russia
        waged = rule.id == "crisis.war"  # "Russia's war" is not one in Russia
        sides = [
            t for t in token.children if t.dep_ in ("compound", "amod", "nmod") or (t.dep_ == "poss" and not waged)
        ]
        if done_by:
            sides = [t for t in sides if t.dep_ == "compound" and (u := parsed.unit(t)) and u.kind == "place"]
        for striking in (verb, *(t for t in token.children if t.dep_ in ("relcl", "acl"))):
            if striking.lemma_.lower() in listed("striking"):
                sides = [t for t in striking.children if t.dep_ in ("dobj", "nsubj")] + sides
        return next((p for t in sides if (p := self.place_name(parsed, t))), None)

    def _best(self, parsed: Parsed, found: list[Token]) -> str | None:
        """Return the most exact place of several: a city, else a house or village, else a state."""
        inner = (t for t in found if _unknown_name(parsed, t) and any(o in found for o in preps(t).get("in", ())))
        if name := next((self.site(parsed, t) for t in inner), None):
            return name  # "at Orlino in the Parish of Varlo"
        for is_exact in (True, False):
            for token in found:
                unit = parsed.unit(token)
                state = unit is not None and isinstance(unit.value, StateEntry)
                if not (is_exact and state) and (name := self.place_name(parsed, token)):
                    return name
            if is_exact and (name := next((n for t in found if (n := self.site(parsed, t))), None)):
                return name
        return None

    def _beside_date(self, parsed: Parsed, token: Token, sentence: Span) -> str | None:
        """Return the place that is named right beside an event's date: "in Osh on 5 May", "on 5 May in Osh"."""
        date, text = self._mention(parsed, token, sentence), parsed.block.text
        if date is None:
            return None
        for unit in parsed.line.units:
            if unit.kind not in ("place", "state"):
                continue
            start, end = parsed.line.span(unit)
            before = _ON.fullmatch(text, end, date.start) and _IN.search(text, max(0, start - _NEAR), start)
            if before or _BEHIND.fullmatch(text, date.end, start):
                return self.place_name(parsed, token_at(parsed, start))
        return None

    def _brackets(self, parsed: Parsed, token: Token, sentence: Span) -> tuple[int, int] | None:
        """Return where the brackets are that tell of an event: the next behind its noun, before another's."""
        start = parsed.ends[token.i]
        later = (parsed.starts[t.i] for t in sentence if t.i > token.i and self.is_event_noun(parsed, t))
        match = _BRACKETS.search(parsed.block.text, start, next(later, parsed.ends[sentence.end - 1] + 120))
        return match.span() if match else None

    def _in_brackets(self, parsed: Parsed, token: Token, sentence: Span) -> str | None:
        """Return the place that stands in brackets behind an event: "seminar (Osh, 5 May)"."""
        bounds = self._brackets(parsed, token, sentence) if token.pos_ in ("NOUN", "PROPN") else None
        if bounds is None or not any(bounds[0] <= m.start < bounds[1] for m in self.dates.of(parsed)):
            return None
        inside = [u for u in parsed.line.units if bounds[0] <= parsed.line.span(u)[0] < bounds[1]]
        if any(w in listed("online") for w in parsed.block.text[slice(*bounds)].lower().split()):
            return "online"
        return next((parsed.line.wording(u) for u in inside if u.kind in ("place", "state")), None)

    def site(self, parsed: Parsed, token: Token) -> str | None:
        """Return the place that a house, side or part is in or named after, or the body whose house it is."""
        unit = parsed.unit(token)
        if unit is not None:
            housed = unit.kind == "organization" and token.head.lower_ == "at"
            named = set(parsed.line.wording(unit).split()) if housed else set()
            return unit.value.name if named & listed("houses") else None
        if (words := _unknown_name(parsed, token)) is not None:
            return parsed.text(*words)
        if token.lower_ in _LAND:  # "on Afghan soil"
            owned = (t for t in token.children if t.dep_ in ("amod", "poss", "compound", "nmod"))
            return next((u.value.name for t in owned if (u := parsed.unit(t)) and u.kind in ("state", "demonym")), None)
        if token.lemma_.lower() not in listed("venues"):
            return None
        inner = [t for name in ("of", "in") for t in preps(token).get(name, ())]
        inner += [t for t in token.children if t.dep_ in ("compound", "appos", "poss", "nmod")]
        if place := next((p for t in inner if (p := self.place_name(parsed, t))), None):
            return place
        if token.lemma_.lower() in _HOUSE and (house := _housed(parsed, token, inner)):
            return house
        unknown = next((w for t in preps(token).get("of", ()) if (w := _unknown_name(parsed, t))), None)
        return parsed.text(*unknown) if unknown else None

    def place_name(self, parsed: Parsed, token: Token) -> str | None:
        """Return the place that a token names or points back to ("the city")."""
        unit = parsed.unit(token)
        if unit is None:
            lemma = token.lemma_.lower()
            if lemma in listed("generic_places") and any(t.lower_ in ("the", "this") for t in token.children):
                if named := next((n for t in preps(token).get("of", ()) if (n := self.place_name(parsed, t))), None):
                    return named  # "in the capital of Kyrgyzstan"
                inner = lemma in ("city", "town", "capital", "district")
                return self.scene.last_place if inner else self.scene.last_state
            return None
        if isinstance(unit.value, PlaceEntry):
            name = spelled(unit.value, parsed.line.wording(unit))
            self.lands[name] = unit.value.country or ""
            return name
        if isinstance(unit.value, StateEntry):
            self.lands[unit.value.name] = unit.value.code
            return unit.value.name
        if unit.kind == "organization" and unit.value.entry is not None:
            entry = unit.value.entry
            return entry.name if entry.kind in ("parliament", "university") else None
        return None

    def visited(self, parsed: Parsed, token: Token) -> str | None:
        """Return the place that is visited: a place, a body's house, or where what is visited stands."""
        unit = parsed.unit(token)
        if (named := self.place_name(parsed, token) or self.site(parsed, token)) is not None:
            return named
        if unit is not None:
            return parsed.line.wording(unit) if unit.kind == "organization" else None
        inner = (t for t in token.subtree if t.dep_ == "pobj" and t.head.lower_ in ("in", "at", "of", "near"))
        return next(filter(None, (self.place_name(parsed, t) for t in inner if parsed.unit(t) is not None)), None)

    def topics(self, rule: EventRule, parsed: Parsed, token: Token, sentence: Span) -> list[str]:
        """Return the quoted title of an event, else what it is said to be on."""
        found = self.title_after(parsed, token, sentence)
        for path in () if found else rule.topic:
            bounds = paths.extent(parsed, from_noun(token, path), sentence)
            wording = paths.wording(parsed, *bounds) if bounds is not None and bounds[0].i > token.i else ""
            if len(wording) > 5 and calendar.parse(wording) is None and not calendar.find(wording[:20]):
                return [wording]
        return found

    def title_after(self, parsed: Parsed, token: Token, sentence: Span) -> list[str]:
        """Return the quoted title that follows a token closely."""
        at = parsed.ends[token.i]
        following = [(a, b) for a, b in parsed.titles if at <= a <= at + _NEAR]
        return [parsed.block.text[following[0][0] : following[0][1]].strip(' "')] if following else []

    def status(self, token: Token, date: PartialDate | None) -> Status:
        """Return whether an event occurred, is planned, is only spoken of, or is denied."""
        return event_status.status(token, date, self.scene.release.date)

    def label(self, parsed: Parsed, token: Token) -> str:
        """Return an event's noun with its modifiers and first complement, without article."""
        left, right = token, token
        for child in token.children:
            if child.dep_ in ("compound", "amod", "nummod", "nmod", "poss") and child.i < left.i:
                left = min(child.subtree, key=lambda t: t.i)
            if child.dep_ == "prep" and child.lower_ in ("of", "on", "with", "in") and 0 < child.i - right.i < 3:
                inner = next((t for t in child.children if t.dep_ in ("pobj", "pcomp")), None)
                if inner is not None and inner.i - token.i < 9:
                    right = inner
        text = paths.wording(parsed, left, right)
        if text.count('"') % 2:
            text = text.replace('"', "")  # half of a quoted name: "Peace Mission" joint exercise
        return re.sub(r"^(?:the|a|an|this|our|its|their)\s+", "", text, flags=re.IGNORECASE)


def _unknown_name(parsed: Parsed, token: Token) -> tuple[Token, Token] | None:
    """Return the words of a capitalized name that no list knows, as a place behind "in" or "to" may have."""
    parts = [t for t in token.children if t.dep_ in ("compound", "nmod")]
    plain = all(t.tag_ == "NNP" and t.text.isalpha() and parsed.unit(t) is None for t in (token, *parts))
    others = any(t.dep_ in ("det", "poss", "amod", "nummod", "appos") for t in token.children)
    others |= any(t.dep_ == "punct" and (t.text != "-" or not parts) for t in token.children)
    if not plain or others or len(parts) > 2 or calendar.find(f"in {token.text}"):
        return None
    return (min((*parts, token), key=lambda t: t.i), token)


def _housed(parsed: Parsed, house: Token, inner: list[Token]) -> str | None:
    """Return the words for the house of a body: "the UN building", "the headquarters of the OSCE"."""
    body = next((t for t in inner if (u := parsed.unit(t)) is not None and u.kind == "organization"), None)
    return paths.wording(parsed, *sorted((house, body), key=lambda t: t.i)) if body is not None else None


def _term(parsed: Parsed, mention: calendar.DateMention) -> bool:
    """Tell whether a date is a term ("for 2022-2024", "by 2030", "since 1992"), not the day of an event."""
    before = parsed.block.text[max(0, mention.start - 24) : mention.start].lower()
    own = parsed.block.text[mention.start : mention.end].lower()
    if _BEFORE_DAY.search(before):
        return False  # "scheduled for 5 May"
    return bool(_BEFORE_TERM.search(before) or re.match(r"(?:for|by|since|until)\b", own))
