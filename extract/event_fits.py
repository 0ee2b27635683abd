"""Whether the words around a noun or verb are what an event rule asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from diplograph.extract import paths
from diplograph.extract.clauses import Clause, conjuncts, is_bare, preps
from diplograph.extract.event_cast import Participants
from diplograph.extract.event_details import Details, event_noun, from_noun, is_proper
from diplograph.extract.event_scope import outer
from diplograph.extract.parse import Parsed
from diplograph.extract.rules import EventRule, listed
from diplograph.extract.verbs import modal_of

if TYPE_CHECKING:
    from spacy.tokens import Token


_PART_OF = ("of", "within", "under", "between", "through", "on")
_OWN = ("his", "her")
_GENERIC = ("Training", "Mission", "Exercise", "Speech", "Assistance", "Launch")


class Conditions:
    """Tests nouns and clauses of one release against event rules."""

    def __init__(self, cast: Participants, details: Details, by_noun: Mapping[str, Sequence[EventRule]]) -> None:
        self.cast = cast
        self.details = details
        self.by_noun = by_noun

    def noun(self, rule: EventRule, parsed: Parsed, token: Token) -> bool:
        """Tell whether a noun is what a rule asks for."""
        modifiers = {t.lower_ for t in token.children if t.dep_ in ("amod", "compound", "nmod", "nummod")}
        if rule.modifiers and not modifiers & set(rule.modifiers):
            return False
        part = token.dep_ == "pobj" and token.head.lower_ in _PART_OF and outer(token).i == token.i
        if rule.proper and (part or not is_proper(token)):
            return False
        if rule.objects and not any(_is_object(rule, parsed, t) for p in ("of", "owner") for t in from_noun(token, p)):
            return False
        return all(self._needed(need, parsed, token) for need in rule.needs)

    def _needed(self, need: str, parsed: Parsed, token: Token) -> bool:
        for single in need.split("|"):
            path, _, kind = single.partition(":")
            found = from_noun(token, path)
            if kind == "date":
                after = parsed.ends[token.i]
                if found and any(0 <= m.start - after < 14 for m in self.details.dates.of(parsed)):
                    return True
            elif any(self._is(kind, parsed, t) for t in found):
                return True
        return False

    def verb(self, rule: EventRule, parsed: Parsed, clause: Clause) -> bool:
        """Tell whether a clause is what a rule asks for."""
        verb = clause.verb
        told = clause.finite or verb.dep_ in ("xcomp", "acl", "relcl") or _is_purpose_of_travel(verb)
        if not told and not (rule.type == "Assistance" and _is_how(verb)):
            return False
        if rule.passive and (not clause.passive or verb.dep_ == "advcl" or verb.head.dep_ == "advcl"):
            return False
        if (
            rule.type == "Meeting"
            and clause.passive
            and not any(self._is("person", parsed, t) for t in clause.subjects)
        ):
            return False  # "the cargo was met by X"
        if any(not self._is_day(parsed, t) for path in rule.lacks for t in paths.tokens(clause, path)):
            return False
        if rule.type == "Meeting" and any(t.lemma_.lower() in listed("fulfilled") for t in clause.objects):
            return False  # "meeting these challenges"
        if rule.type == "Launch" and any(
            c.tag_ == "PRP$" and c.lower_ in _OWN for t in clause.objects for c in t.children
        ):
            return False  # "began his mission"
        if any(t.lower_ in listed("often") for t in verb.children):
            return False  # "meet regularly"
        if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in listed("lacking"):
            return False  # "recommendations that need to be adopted"
        objects = paths.tokens(clause, "object")
        if rule.type == "Signing" and verb.dep_ == "acl":  # "the Treaty on the Prevention of X, signed in 1993"
            objects = (*objects, *(t for t in verb.ancestors if t.pos_ in ("NOUN", "PROPN")))
        if rule.objects and not any(_is_object(rule, parsed, t) for t in objects):
            return False
        for need in rule.needs:
            names, _, kinds = need.partition(":")
            found = [t for name in names.split("|") for t in paths.tokens(clause, name)]
            if not any(self._is(kind, parsed, t) for kind in kinds.split("|") for t in found):
                return False
        return True

    def _is_day(self, parsed: Parsed, token: Token) -> bool:
        at = parsed.starts[token.i]
        return any(m.start <= at < m.end for m in self.details.dates.of(parsed))

    def is_person(self, parsed: Parsed, token: Token) -> bool:
        """Tell whether a token names a person or a post."""
        return self._is("person", parsed, token)

    def _is(self, kind: str, parsed: Parsed, token: Token) -> bool:
        """Tell whether a token is of a kind that rules ask for: person, body, people, actor, place, event …"""
        unit = parsed.unit(token)
        lemma = token.lemma_.lower()
        if kind == "place":
            return unit is not None and unit.kind in ("place", "state")
        if kind == "site":
            return (lemma in listed("venues") and lemma != "airport") or (
                unit is not None and unit.kind in ("place", "organization")
            )
        if kind == "name":  # of a place that no list knows
            return self.details.site(parsed, token) is not None and unit is None and lemma not in listed("venues")
        if kind == "recording":
            return lemma in ("video", "recorded", "record")
        if kind == "office":
            return lemma in ("helm", "head", "chair", "post") or (unit is not None and unit.kind == "post")
        if kind == "margin":
            gathering = lemma in ("margin", "sideline") or self.details.is_event_noun(parsed, token)
            return gathering or (unit is not None and unit.kind == "organization")
        if kind == "credentials":
            return lemma in ("credential", "credentials", "credence", "accreditation")
        if kind == "mission":  # by its name: "the SCO Observer Mission"
            return _is_mission(parsed, token)
        if kind == "guest":
            return lemma in listed("guests")
        if kind == "event":
            return any(rule.type != "Crisis" for rule in self.by_noun.get(lemma, ()))
        found = self.cast.of(parsed, token, None)
        if kind == "person":
            return any(a.kind == "person" for a in found) or (unit is not None and unit.kind in ("person", "post"))
        if kind == "body":
            return not self.details.is_event_noun(parsed, token) and any(a.kind == "organization" for a in found)
        if kind == "organ":  # a body's session called by its name, not one of those whose meeting is named
            first = token.head if token.dep_ == "conj" else token
            above = first.head.head if first.dep_ == "pobj" and first.head.lower_ == "of" else first
            named = any(self.details.is_event_noun(parsed, t) for t in (first, above))
            return not named and any(a.kind == "organization" for a in found)
        if kind == "joined":
            joined = [t for t in conjuncts(token) if self.cast.of(parsed, t, None) or parsed.unit(t) is not None]
            return len(joined) > 1
        if kind == "people":
            return bool(found) or lemma in listed("audience")
        return kind == "" or bool(found) or (unit is not None and unit.kind == "post")


def _is_mission(parsed: Parsed, token: Token) -> bool:
    unit = parsed.unit(token)
    words = parsed.line.wording(unit).split() if unit is not None and unit.kind == "organization" else []
    return "Mission" in words and bool({w.lower() for w in words} & listed("observing"))


def _is_object(rule: EventRule, parsed: Parsed, token: Token) -> bool:
    """Tell whether a noun is one that a rule asks for; what is launched may be a body by its name."""
    unit = parsed.unit(token)
    if rule.type == "Launch" and unit is not None and unit.kind == "organization":
        return True
    if rule.type == "Mission" and "mission" in rule.objects and _is_mission(parsed, token):
        return True
    amount = (t for p in token.children if p.dep_ == "prep" and p.lower_ in ("of", "in") for t in p.children)
    return token.lemma_.lower() in rule.objects or (
        rule.type in ("Assistance", "Mission", "Signing") and any(t.lemma_.lower() in rule.objects for t in amount)
    )


def _is_purpose_of_travel(verb: Token) -> bool:
    """Tell whether an infinitive says what somebody travels for: "will travel to Osh to meet with X"."""
    if verb.tag_ != "VB" or verb.dep_ not in ("advcl", "conj"):
        return False
    while verb.dep_ in ("conj", "advcl", "xcomp") and verb.head.i != verb.i:
        verb = verb.head
        if verb.lemma_.lower() in listed("travelling"):
            return True
    return False


def _is_how(verb: Token) -> bool:
    """Tell whether a gerund says how something was done: "responded by sending helicopters"."""
    return verb.dep_ == "pcomp" and verb.head.lower_ == "by" and verb.head.head.tag_ in ("VBD", "VBN")


def names_one_event(rule: EventRule, parsed: Parsed, token: Token) -> bool:
    """Tell whether a noun names one event rather than a kind of events or a part of another name."""
    inside = token.dep_ in ("compound", "nmod", "amod") and token.head.pos_ in ("NOUN", "PROPN")
    if (inside and not token.text[0].isupper()) or (token.dep_ == "compound" and parsed.unit(token.head) is None):
        return False
    if any(t.dep_ in ("det", "neg") and t.lower_ in listed("indefinite") for t in token.children):
        return False
    above = token.head.head if token.dep_ == "pobj" else token.head
    if token.dep_ == "pobj" and token.head.lower_ == "of" and above.lemma_.lower() in listed("schemes"):
        return False  # "the Plan of consultations"
    if token.dep_ == "pobj" and ((_is_means(token) and rule.type not in ("Briefing", "Crisis")) or _is_form(token)):
        return False  # "held via video conference", "in the format of a conference"
    if token.dep_ == "pobj" and token.head.lower_ in ("on", "about") and rule.type == "Launch" and above.pos_ == "NOUN":
        return False  # "consultations on the launch of a committee"
    if (
        rule.type == "Crisis"
        and token.lower_ == "fire"
        and (token.head.lemma_ == "open" or token.head.lower_ == "under")
    ):
        return False  # that of weapons
    if rule.type == "Crisis" and token.lower_ == "act" and token.text.istitle():
        return False  # a law
    if rule.type in _GENERIC and token.dep_ == "pobj" and token.head.head.pos_ == "NOUN" and is_bare(token):
        return False  # "the head of training", "areas of assistance"
    if token.tag_ == "NNP" and not any(t.dep_ not in ("punct", "prep") for t in token.children) and not _opens(token):
        return False  # "working with Congress"
    if _is_body(parsed, token):
        return False
    plural = token.tag_ in ("NNS", "NNPS")
    verb = token.head
    held = (
        token.dep_ == "dobj"
        and verb.lemma_.lower() in ("hold", "have")
        and (verb.tag_ != "VB" or modal_of(verb) == "will")
    )
    called = token.dep_ == "dobj" and token.head.lemma_ == "make"  # "made phone calls to X and Y"
    held |= token.dep_ == "nsubjpass" and token.head.lemma_.lower() in ("hold", "conduct", "convene")
    if plural and not held and any(t.lower_ in listed("serial") for t in token.children):
        return False
    if plural and token.dep_ == "pobj" and token.head.lower_ == "for" and above.pos_ == "NOUN" and is_bare(token):
        return False  # "a platform for discussions"
    series = above.lemma_ == "series" and above.dep_ in ("dobj", "nsubj", "nsubjpass") and token.head.lower_ == "of"
    plural = plural and not (series or _took_place(parsed, token)) and event_noun(token) not in listed("event_plurals")
    several = any(
        parsed.unit(t) or (held and t.lemma_.lower() in listed("guests"))
        for path in ("with", *(("of", "between") if held else ()), *(("to",) if called else ()))
        for t in from_noun(token, path)
    )
    if plural and rule.type != "Crisis" and not several:
        return False
    if rule.type != "Crisis":
        return True
    return parsed.block.kind != "item" and not any(
        a.lemma_.lower() in listed("against") for a in list(token.ancestors)[:2]
    )


def _took_place(parsed: Parsed, token: Token) -> bool:
    """Tell whether events of one kind were held in a named place, or are "the talks held then"."""
    if any(t.dep_ == "acl" and t.lemma_ in ("hold", "convene") for t in token.children):
        return True
    verb = token.head
    past = verb.tag_ == "VBD" or any(t.lower_ in ("was", "were", "been") for t in verb.children)
    held = token.dep_ in ("nsubj", "nsubjpass") and verb.lemma_.lower() in ("take", "hold", "organize", "conduct")
    places = (t for name in ("in", "at", "for") for at in (verb, *verb.children) for t in preps(at).get(name, ()))
    return past and held and any((u := parsed.unit(t)) is not None and u.kind in ("place", "state") for t in places)


def _opens(token: Token) -> bool:
    return token.i == token.sent.start


def _is_body(parsed: Parsed, token: Token) -> bool:
    """Tell whether a forum is a body that meets: "the 11th meeting of the X Forum"."""
    above = token.head.head
    of_meeting = token.dep_ == "pobj" and token.head.lower_ == "of" and above.lemma_.lower() == "meeting"
    row = any(t.dep_ == "amod" and (t.text[0].isdigit() or t.lower_ in listed("again")) for t in above.children)
    return of_meeting and row and parsed.text(token, token)[0].isupper()


def _is_means(token: Token) -> bool:
    """Tell whether an event is a means ("via a conference"), not what acts or what came before or after."""
    if token.head.lower_ not in ("via", "through", "by", "as"):
        return False
    verb = token.head.head
    ordinal = any(t.dep_ in ("amod", "nummod") and t.lower_[:1].isdigit() for t in token.children)
    return token.head.lower_ != "by" or not (ordinal or verb.lemma_.lower() in listed("neighbouring"))


def _is_form(token: Token) -> bool:
    session = token.head.lower_ == "in" and token.lemma_.lower() == "session" and is_bare(token)
    return session or (token.head.lower_ == "of" and token.head.head.lemma_.lower() in ("format", "form", "mode"))
