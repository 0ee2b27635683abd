"""What the place rules make: a place by the noun that says what it is, by its country, by a list, by the model."""

from __future__ import annotations

import re
from dataclasses import replace

from diplograph.extract import lexicon
from diplograph.extract.gazetteer import PlaceEntry, StateEntry
from diplograph.extract.line import Entities, Line
from diplograph.extract.make_common import LONGEST, Made, group
from diplograph.extract.rules import NameRule, Rules
from diplograph.extract.symbols import Unit
from diplograph.extract.text import fold, slug

# Nouns of two words whose place is called without them: the Harb training ground.
_TWO_WORDS = re.compile(
    r"(?:training|test|proving|firing) (?:ground|area|range|site)|border (?:crossing|checkpoint|post)"
)
_BEFORE = frozenset(("near", "outside", "around", "visit", "visited", "visiting", "leave", "left"))
_GERUND = re.compile(r"[A-Z][a-z]{3,}ing")
_LABELS = ("GPE", "LOC", "FAC")


def make_place(rule: NameRule, match: re.Match[str], line: Line, entities: Entities, rules: Rules) -> Made:
    """Return the units that a place rule replaces and the place that it makes of them, or None."""
    if "head" in match.re.groupindex:
        return _with_head(rule, match, line, rules)
    if rule.id == "place.known":
        return _known_elsewhere(rule, match, line)
    first, last = match.start("name"), match.end("name")
    chosen = line.units[first:last]
    if rule.id == "place.dateline":
        month = group(match, "month")
        if match.start() or (month and line.wording(line.units[month[0]]) not in rules.words["calendar"]):
            return None
    elif not _is_name(chosen, line, rules):
        return None
    before = line.units[match.start("before")] if "before" in match.re.groupindex else None
    if before is not None and before.kind == "low" and line.wording(before).lower() not in _BEFORE:
        return None
    entry = _known(chosen, line)
    label = entities.label(line.span(chosen[0])[0], line.span(chosen[-1])[1])
    if rule.id in ("place.of-state", "place.dateline"):
        state = line.units[match.start("state")].value
        after = line.units[match.end()] if match.end() < len(line.units) else None
        if (after is not None and after.kind == "poss") or not isinstance(state, StateEntry):
            return None
        if entry is not None and entry.country != state.code and (entry.kind != "city" or not entry.weak):
            return None  # "in Gaza, Israel …": two names
        if entry is not None and entry.country != state.code:
            entry = None
        if rule.id == "place.dateline":
            return _made(rule, first, last, line, entry, state.code)
        sure = label in _LABELS or entry is not None or before is None or before.kind != "to"
        if not sure or (label in ("PERSON", "ORG") and entry is None):
            return None
        return _made(rule, first, last, line, entry, state.code)
    if _goes_on(line, last):
        return None
    if rule.id == "place.listed":
        beside = line.units[match.start("beside")].value
        together = entry is not None and entry.country is not None and entry.country == beside.country
        return _made(rule, first, last, line, entry, None) if together or label in _LABELS else None
    if rule.id == "place.recognized" and label in _LABELS and (entry is None or entry.kind != "city"):
        return _made(rule, first, last, line, entry, None)
    return None


def _with_head(rule: NameRule, match: re.Match[str], line: Line, rules: Rules) -> Made:
    """Make a place of a proper name and the noun beside it: Osh Region, the city of Osh, Lake Sevan."""
    head = match.start("head")
    noun = line.wording(line.units[head]).lower()
    if rule.id == "place.noun-of-name":
        before = line.wording(line.units[head - 1]) if head else ""
        if noun not in rules.words["place_nouns"] and not _TWO_WORDS.fullmatch(f"{before} {noun}".lower()):
            return None
        first, last = match.start("name"), match.end("name")
        entry = _known(line.units[first:last], line)
        if not _is_name(line.units[first:last], line, rules):
            return None
        whole = line.wording(line.units[head])[0].isupper() and noun in rules.words["place_parts"]
        return _made(rule, head if whole else first, last, line, None if whole else entry, None)
    if rule.id == "place.noun-before-name":
        first, last = match.start("name"), match.end("name")
        if (
            noun not in rules.words["place_titles"]
            or _goes_on(line, last)
            or not _is_name(line.units[first:last], line, rules)
        ):
            return None
        return _made(rule, head, last, line, None, None)
    return _before_noun(rule, match, line, rules)


def _known_elsewhere(rule: NameRule, match: re.Match[str], line: Line) -> Made:
    """Make a place of a name that another sentence of the release tells to be one."""
    first, end = match.span()
    if first and line.units[first - 1].kind == "cap":
        return None
    for last in range(min(end, first + LONGEST), first, -1):
        entry = line.known.places.get(fold(line.words[line.units[first].first : line.units[last - 1].last]))
        if entry is not None and not _goes_on(line, last):
            return _made(rule, first, last, line, entry, None)
    return None


def _before_noun(rule: NameRule, match: re.Match[str], line: Line, rules: Rules) -> Made:
    """Make a place of the longest run of names that ends in a place's noun: Sverdlovsk region, Navruz Palace."""
    start, end = match.span()
    for head in range(end - 1, start, -1):
        noun = line.wording(line.units[head])
        after = line.wording(line.units[head + 1]) if head + 1 < len(line.units) else ""
        bare = _TWO_WORDS.fullmatch(f"{noun} {after}".lower()) is not None
        if noun.lower() not in rules.words["place_nouns"] and not bare:
            continue
        following = line.units[head + 1].kind if head + 1 < len(line.units) else ""
        if line.units[head].kind != "low" and following in ("cap", "orghead"):
            continue
        if line.units[head].kind == "low" and noun.lower() in rules.words["buildings"]:
            continue
        first = start
        while first < head and (
            line.units[first].kind in ("hyphen", "particle")
            or line.wording(line.units[first]) in rules.words["not_names"]
            or (first + 1 < head and _opens_with_verb(line, first))
        ):
            first += 1
        named = line.units[first:head]
        if not _is_name(named, line, rules):
            continue
        inner = named[0].value if len(named) and isinstance(named[0].value, PlaceEntry) else None
        kept = inner if inner is not None and inner.kind in ("province", "region", "sea") else None
        if bare:
            return _made(rule, first, head, line, inner, None)
        cut = first > 0 and line.units[first - 1].kind == "cap" and first == start
        if (cut or sum(u.kind == "cap" for u in named) > 2) and noun.lower() not in rules.words["buildings"]:
            continue  # Mutual Support Facility X Bay
        return _made(rule, first, head + 1, line, kept, inner.country if inner is not None else None)
    return None


def _opens_with_verb(line: Line, at: int) -> bool:
    """Tell whether a word looks like the verb that a sentence begins with: Declaring Mosul district free …"""
    starts = at == 0 or line.units[at - 1].kind == "other"
    return starts and line.units[at].kind == "cap" and _GERUND.fullmatch(line.wording(line.units[at])) is not None


def _is_name(units: list[Unit], line: Line, rules: Rules) -> bool:
    """Tell whether units hold a proper name and not only words such as Northern, Economic or Joint."""
    words = [line.wording(u) for u in units if u.kind in ("cap", "place")]
    if not words or any(w in rules.words["not_names"] or w in rules.words["no_places"] for w in words):
        return False
    if words[0].isupper() and len(words[0]) > 1 and not line.text.isupper():
        return False  # an acronym
    if len(words) > 1 and units[0].kind == "cap" and _GERUND.fullmatch(words[0]):
        return False  # "in Enhancing Nuclear Safety"
    return any(
        u.kind == "place" or w.lower() not in rules.words["directions"] for u, w in zip(units, words, strict=False)
    )


def _goes_on(line: Line, at: int) -> bool:
    """Tell whether a capitalized word follows, so that a run of units is part of a longer name."""
    if at >= len(line.units):
        return False
    after = line.units[at]
    return after.kind in ("cap", "orghead", "post", "person", "poss", "hyphen") or (
        after.kind in ("organization", "honorific", "modifier") and line.wording(after)[0].isupper()
    )


def _known(units: list[Unit], line: Line) -> PlaceEntry | None:
    """Return the gazetteer's place of that name, if it has exactly one."""
    found = fold(line.words[units[0].first : units[-1].last])
    form = lexicon.load().forms.get(found)
    if form is not None and form.kind == "place" and isinstance(form.entry, PlaceEntry):
        return form.entry
    return None


def _made(rule: NameRule, first: int, last: int, line: Line, entry: PlaceEntry | None, country: str | None) -> Made:
    chosen = line.units[first:last]
    name = line.text[line.span(chosen[0])[0] : line.span(chosen[-1])[1]]
    if name.isupper():
        name = name.title()
    made = entry or PlaceEntry(slug(name), name, (), country, "region", frozenset(), 0, rule.id)
    if entry is not None and entry.name != name and country:
        made = replace(entry, country=entry.country or country)
    return first, last, [Unit("place", chosen[0].first, chosen[-1].last, made, rule.id)]
