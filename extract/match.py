"""Find names and posts in a block: gazetteer forms, then the name rules; overlaps are settled here, once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from diplograph.extract import form_cues, lexicon, symbols
from diplograph.extract.gazetteer import OrganizationEntry, PlaceEntry
from diplograph.extract.line import NOTHING, Entities, Known, Line, OrganizationName, Title
from diplograph.extract.makers import MAKERS
from diplograph.extract.named_titles import is_name
from diplograph.extract.rules import NameRule, Rules, listed
from diplograph.extract.segment import Block
from diplograph.extract.signature import sign
from diplograph.extract.symbols import Unit
from diplograph.extract.text import fold, key, words

_INITIALS = re.compile(r"(?:[A-Z][a-z]?\.)+[A-Z]?")
_BEFORE_NAMES = ("New", "South", "North", "West", "East", "Del", "Della", "Di", "Da", "De")
_CURRENCIES = re.compile(r"dollars?|rubles?|roubles?|tenge|liras?|yuan|yen|won")
_PLACE_CUES = (
    "in", "at", "to", "from", "near", "outside", "around", "through", "of", "for", "via", "between", "visit", "visited",
    "visiting", "leave", "left", "reach", "reached", "and",
)  # fmt: skip
_OPEN = ("cap", "place", "orghead")  # kinds of units that what the other lines name may settle


def units(
    text: str,
    entities: Entities,
    rules: Rules,
    confirmed: Mapping[str, int] = MappingProxyType({}),
    known: Known = NOTHING,
) -> Line:
    """Return the line of a block; ``confirmed`` counts the strong forms, ``known`` is what the other lines name."""
    line = Line(text, words(text), known=known)
    line.units.extend(_units(line, entities, rules, confirmed))
    letters = symbols.letters(line.units)
    for rule in (*rules.places, *rules.names):
        letters = _apply(rule, line, letters, entities, rules)
    return line


def release_units(blocks: Sequence[Block], entities: Sequence[Entities], text: str, rules: Rules) -> list[Line]:
    """Return the lines of a release; names that one block gives with a post are found in all others too."""
    confirmed = strong_entries(text)
    lines = [units(b.text, e, rules, confirmed) for b, e in zip(blocks, entities, strict=True)]
    full = full_heads(lines, rules)
    known = Known(names(lines, rules), bodies(lines, rules, full), places(lines), full)
    heads = {form[0] for form in (*known.people, *known.places)}
    heads |= {key(name)[0] for name in (*known.bodies, *known.heads)}
    short = {name for name in known.bodies if name.isupper()}
    made = [
        units(b.text, e, rules, confirmed, known)
        if any(
            (u.kind in _OPEN or u.rule == "gazetteer.organ") and line.words[u.first].norm in heads for u in line.units
        )
        or not short.isdisjoint(word.text for word in line.words)
        else line
        for b, e, line in zip(blocks, entities, lines, strict=True)
    ]
    sign(made)
    return made


def names(lines: Sequence[Line], rules: Rules) -> frozenset[tuple[str, ...]]:
    """Return the names of people whom some line gives with a post or title, whole and by surname, in normal form."""
    out: set[tuple[str, ...]] = set()
    for line in lines:
        for unit in line.units:
            if unit.kind != "person" or not (unit.value.titles or unit.value.honorific):
                continue
            parts = tuple(form for form in key(unit.value.name) if form.isalpha())
            if len(parts) < 2:
                continue
            out.add(parts)
            surname = parts[-1]
            if len(surname) > 3 and surname.capitalize() not in rules.words["not_names"]:
                out.add((surname,))
    return frozenset(out)


def places(lines: Sequence[Line]) -> dict[tuple[str, ...], PlaceEntry]:
    """Return, by normal form, the places of a release that are named by no strong form of the gazetteer."""
    return {
        fold(line.words[unit.first : unit.last]): unit.value
        for line in lines
        for unit in line.units
        if unit.kind == "place" and not (unit.rule == "gazetteer.place" and unit.strong)
    }


def full_heads(lines: Sequence[Line], rules: Rules) -> frozenset[str]:
    """Return the head nouns of the bodies that a release names in full before it names one by the noun alone."""
    full: set[str] = set()
    alone: set[str] = set()
    for unit in (unit for line in lines for unit in line.units if unit.kind == "organization"):
        words_of = set(unit.value.name.split())
        if unit.rule == "gazetteer.organ" and len(words_of) == 1:
            alone |= words_of
        full |= words_of & rules.words["organization_heads"] - alone
    return frozenset(full)


def bodies(lines: Sequence[Line], rules: Rules, full: frozenset[str]) -> dict[str, OrganizationName]:
    """Return the bodies by the abbreviation that the text gives them, and by their head noun if it is only one's.

    ``full`` are the head nouns of those that are named in full first.
    """
    out: dict[str, OrganizationName] = {}
    by_head: dict[str, dict[tuple[str, ...], OrganizationName]] = {}
    for line in lines:
        for unit in line.units:
            if unit.kind != "organization" or not isinstance(unit.value, OrganizationName):
                continue
            value = unit.value
            if value.short and (value.entry is None or value.short != value.entry.acronym):
                out.setdefault(value.short, value)
            if unit.rule == "gazetteer.organ" and value.name in full:
                continue  # "the Council", behind another one that is named in full
            for head in {w for w in value.name.split() if w in rules.words["organization_heads"]}:
                by_head.setdefault(head, {})[(value.entry.id,) if value.entry else key(value.name)] = value
    for head, named in by_head.items():
        if len(named) == 1:
            out.setdefault(head, next(iter(named.values())))
    return out


def strong_entries(text: str) -> Counter[str]:
    """Count, by id, the entries that a text names by a strong form."""
    hits = lexicon.load().scan(words(text))
    return Counter(
        form_cues.entry_id(hit.form.entry)
        for hit in hits
        if hit.form.strong and hit.form.kind in ("state", "demonym", "organization", "place")
    )


def _units(line: Line, entities: Entities, rules: Rules, confirmed: Mapping[str, int]) -> list[Unit]:
    out: list[Unit] = []
    done = 0
    for hit in lexicon.load().scan(line.words):
        if hit.first < done:
            continue
        made = _named(hit, line, entities, confirmed) or _owner(hit, line, entities, confirmed)
        if made is None:
            continue
        out.extend(_plain(i, line, rules) for i in range(done, hit.first))
        out.append(made)
        done = made.last
    out.extend(_plain(i, line, rules) for i in range(done, len(line.words)))
    return out


def _owner(hit: lexicon.Hit, line: Line, entities: Entities, confirmed: Mapping[str, int]) -> Unit | None:
    """Return the organization with which a form begins that is none here: the UN of "UN High Commissioner"."""
    inner = lexicon.load().at(line.words[: hit.last - 1], hit.first) if hit.form.kind == "organization" else None
    if inner is None or inner.form.kind != "organization" or not inner.form.strong:
        return None
    return _named(inner, line, entities, confirmed)


def _named(hit: lexicon.Hit, line: Line, entities: Entities, confirmed: Mapping[str, int]) -> Unit | None:
    kind, entry = hit.form.kind, hit.form.entry
    start, end = line.words[hit.first].start, line.words[hit.last - 1].end
    if kind in ("organization", "organ") and form_cues.of_others(hit, line):
        return None
    if kind in ("organization", "organ") and line.text[start:end].isupper():
        meant = line.known.bodies.get(line.text[start:end])  # an abbreviation is what the release says it is
        if meant is not None:
            return Unit("organization", hit.first, hit.last, meant, "organization.known", False)
    if (
        kind in ("organization", "organ")
        and not hit.form.strong
        and (organ := _organ(hit, line, confirmed)) is not None
    ):
        return Unit(
            "organization", hit.first, hit.last, OrganizationName(line.text[start:end], organ), "gazetteer.organ", False
        )
    if kind == "organ" or (kind in ("post", "honorific") and is_name(hit, line)):
        return None
    after = line.words[hit.last].norm if hit.last < len(line.words) else ""
    if kind in ("state", "demonym") and (after == "$" or _CURRENCIES.fullmatch(after)):
        return None  # eight billion US dollars, US$ 3 million
    if kind == "state" and hit.first and line.words[hit.first - 1].text in _BEFORE_NAMES:
        return None  # New Mexico is not Mexico, nor is Vincenzo Del Monaco
    if kind == "state" and form_cues.federation(hit, line):
        return None
    if kind == "demonym" and form_cues.of_a_continent(line.words, hit.first):
        return None
    if kind == "demonym" and form_cues.language(hit, line):
        return Unit("low", hit.first, hit.last)
    if not hit.form.strong:
        # Of several owners of a weak form the one that the release names otherwise is meant; if none or two, nobody.
        owners = lexicon.load().weak.get(fold(line.words[hit.first : hit.last]), [])
        named = [f for f in owners if form_cues.entry_id(f.entry) in confirmed]
        if len(named) == 1:
            kind, entry = named[0].kind, named[0].entry
        elif len(states := [f for f in owners if f.kind == "state"]) == 1 and kind == "state":
            if not _second_cue(hit, line, entities, confirmed) and not form_cues.diplomatic(hit, line):
                return None
            entry = states[0].entry
        elif len(owners) > 1 or not _second_cue(hit, line, entities, confirmed):
            return None
    label = entities.label(start, end)
    if kind == "place" and (form_cues.inside_name(hit, line) or form_cues.names_document(hit, line)):
        return None
    if kind == "place" and label == "PERSON" and not form_cues.apart(hit, line):
        return None
    value: Any = entry
    if kind == "organization":
        value = OrganizationName(line.text[start:end], entry)
    elif kind in ("post", "posts"):
        value = (Title(line.text[start:end], entry, None, "current", ""),)
    return Unit(kind, hit.first, hit.last, value, f"gazetteer.{kind}", hit.form.strong)


def _organ(hit: lexicon.Hit, line: Line, confirmed: Mapping[str, int]) -> OrganizationEntry | None:
    """Return the organ that a short name means: that of the organization which the release names most often."""
    named = line.words[hit.first : hit.last]
    if not all(w.capital for w in named if w.alpha and w.norm not in ("of", "the", "on", "for", "and", "in")):
        return None
    after = line.words[hit.last].norm if hit.last < len(line.words) else ""
    before = line.words[hit.first - 1].norm if hit.first else ""
    if len(named) == 1 and named[0].text in line.known.heads:
        return None  # "the Council" is the one that the release names
    if len(named) == 1 and (
        before != "the" or after in ("of", "for", "on") or (hit.last < len(line.words) and line.words[hit.last].capital)
    ):
        return None
    candidates = lexicon.load().organs.get(fold(named), [])
    counted = sorted(
        ((confirmed.get(organ.parent, 0), organ.id, organ) for organ in candidates if confirmed.get(organ.parent, 0)),
        reverse=True,
    )
    if not counted or (len(counted) > 1 and counted[0][0] == counted[1][0]):
        return None
    chosen: OrganizationEntry = counted[0][2]
    return chosen


def _second_cue(hit: lexicon.Hit, line: Line, entities: Entities, confirmed: Mapping[str, int]) -> bool:
    kind, entry = hit.form.kind, hit.form.entry
    start, end = line.words[hit.first].start, line.words[hit.last - 1].end
    label = entities.label(start, end)
    before = line.words[hit.first - 1].norm if hit.first else ""
    if kind == "state" and form_cues.behind_city(hit, line, entry):
        return False
    if kind in ("state", "demonym"):
        return form_cues.entry_id(entry) in confirmed or label in ("GPE", "NORP")
    if kind == "organization":
        named = form_cues.entry_id(entry) in confirmed or entry.parent in confirmed
        if entry.kind in ("parliament", "ministry") and not hit.form.acronym:
            return named  # many states have a Senate
        inside = line.text.rfind("(", 0, start) > line.text.rfind(")", 0, start)  # "A. Gross (Switzerland, SOC)"
        return named or (label == "ORG" and not inside) or (hit.form.acronym and before == "the")
    if kind == "place" and (stated := _followed_by_state(hit, line)):
        return bool(stated == entry.country)
    if before == "of" and hit.first > 1 and line.words[hit.first - 2].norm in listed("remembered"):
        return False  # "the anniversary of Independence"
    if label in ("GPE", "LOC", "FAC"):
        return before in _PLACE_CUES or hit.first == 0
    after = line.words[hit.last] if hit.last < len(line.words) else None
    return (
        label in (None, "PERSON")
        and before in ("in", "near")
        and entry.country in confirmed
        and not (after is not None and (after.capital or after.text in "-'"))
    )


def _followed_by_state(hit: lexicon.Hit, line: Line) -> str | None:
    """Return the code of the state that stands behind a name and a comma or bracket: Osh, Kyrgyzstan."""
    at = hit.last + 1
    if at >= len(line.words) or line.words[hit.last].text not in (",", "("):
        return None
    at += line.words[at].norm == "the"
    found = lexicon.load().at(line.words, at)
    return found.form.entry.code if found is not None and found.form.kind == "state" else None


def _plain(i: int, line: Line, rules: Rules) -> Unit:
    word = line.words[i]
    fixed = symbols.FIXED.get(word.norm if word.alpha else word.text.lower())
    if word.text == "A" and i + 1 < len(line.words) and re.fullmatch(r"[A-Z]", line.words[i + 1].text):
        fixed = None  # an initial: A H Ali
    if _INITIALS.fullmatch(word.text) and len(word.text) <= 9:
        kind = "initials"
    elif fixed == "dash" and word.joined and word.text != "—" and i + 1 < len(line.words) and line.words[i + 1].joined:
        kind = "hyphen"
    elif fixed:
        kind = fixed
    elif word.text[0].isdigit():
        kind = "number"
    elif not word.alpha:
        kind = "other"
    elif word.text in rules.words["organization_heads"] and not _in_office(line, i):
        kind = "orghead"
    elif word.text in rules.words["particles"]:
        kind = "particle"
    else:
        kind = "cap" if word.capital else "low"
    return Unit(kind, i, i + 1)


def _in_office(line: Line, i: int) -> bool:
    """Tell whether a word only ends a longer one: Chairmanship-in-Office."""
    return line.words[i].joined and [word.text for word in line.words[max(0, i - 3) : i]] == ["-", "in", "-"]


def _apply(rule: NameRule, line: Line, letters: str, entities: Entities, rules: Rules) -> str:
    """Replace what a rule matches by the unit that it makes, left to right; take and return the line's letters."""
    make, pattern = MAKERS[rule.makes], symbols.compiled(rule.pattern)
    position = 0
    while position <= len(line.units) and (match := pattern.search(letters, position)) is not None:
        made = make(rule, match, line, entities, rules) if match.end() > match.start() else None
        if made is None:
            position = match.start() + 1
            continue
        first, last = made[0], made[1]
        line.units[first:last] = made[2]
        letters = symbols.letters(line.units)
        position = first + len(made[2])
    return letters
