"""Find names and posts in a block: gazetteer forms, then the name rules; overlaps are settled here, once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from diplograph.extract import lexicon, symbols
from diplograph.extract.gazetteer import HonorificEntry, ModifierEntry, OrganizationEntry, PlaceEntry, PostEntry, StateEntry
from diplograph.extract.rules import NameRule, Rules
from diplograph.extract.symbols import Unit
from diplograph.extract.text import Word, fold, norm, words

_FIXED = {
    "of": "of", "for": "for", "the": "the", "a": "the", "an": "the", "and": "and", "&": "and", ",": "comma", "-": "dash", "–": "dash",
    "—": "dash", "'s": "poss", "'": "poss", "to": "to", "on": "on", "in": "in", "at": "in", "from": "in", "by": "by", "as": "as", "(": "lparen", ")": "rparen", '"': "quote", "/": "slash",
}  # fmt: skip
_INITIALS = re.compile(r"(?:[A-Z][a-z]?\.)+")
_DATELINE_PLACES = ("in", "at", "to", "from", "near", "outside", "around", "through", "of")


@dataclass(frozen=True, slots=True)
class OrganizationName:
    """An organization as named in the text; ``entry`` where the gazetteer has it, ``owner`` the state that it belongs to."""

    name: str
    entry: OrganizationEntry | None = None
    short: str | None = None
    owner: StateEntry | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """A post by title and the unit of the body that it belongs to."""

    title: str
    entry: PostEntry
    body: Unit | None
    status: str
    rule: str


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person as named in the text, without titles, and the posts that the same words give."""

    name: str
    titles: tuple[Title, ...] = ()
    honorific: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a block and the units that they form."""

    text: str
    words: tuple[Word, ...]
    units: list[Unit] = field(default_factory=list)

    def wording(self, unit: Unit) -> str:
        """Return the text of a unit."""
        return self.text[self.words[unit.first].start : self.words[unit.last - 1].end]

    def span(self, unit: Unit) -> tuple[int, int]:
        """Return the character offsets of a unit in the block."""
        return self.words[unit.first].start, self.words[unit.last - 1].end


@dataclass(frozen=True, slots=True)
class Entities:
    """What the model's named entity recognizer found in a block: (label, start, end)."""

    spans: tuple[tuple[str, int, int], ...] = ()

    def label(self, start: int, end: int) -> str | None:
        """Return the label of an entity that overlaps a span."""
        return next((name for name, a, b in self.spans if a < end and start < b), None)


def units(text: str, entities: Entities, rules: Rules, confirmed: Mapping[str, int] = MappingProxyType({})) -> Line:
    """Return the line of a block; ``confirmed`` counts the strong forms of each entry in the release."""
    found = words(text)
    line = Line(text, found)
    line.units.extend(_units(line, entities, rules, confirmed))
    for rule in rules.names:
        _apply(rule, line, entities, rules)
    return line


def strong_entries(text: str) -> Counter[str]:
    """Count, by id, the entries that a text names by a strong form."""
    hits = lexicon.load().scan(words(text))
    return Counter(_id(hit.form.entry) for hit in hits if hit.form.strong and hit.form.kind in ("state", "demonym", "organization", "place"))


def _id(entry: Any) -> str:
    return entry.code if isinstance(entry, StateEntry) else getattr(entry, "id", "")


def _units(line: Line, entities: Entities, rules: Rules, confirmed: Mapping[str, int]) -> list[Unit]:
    out: list[Unit] = []
    done = 0
    for hit in lexicon.load().scan(line.words):
        if hit.first < done:
            continue
        made = _named(hit, line, entities, confirmed)
        if made is None:
            continue
        out.extend(_plain(i, line, rules) for i in range(done, hit.first))
        out.append(made)
        done = hit.last
    out.extend(_plain(i, line, rules) for i in range(done, len(line.words)))
    return out


def _named(hit: lexicon.Hit, line: Line, entities: Entities, confirmed: Mapping[str, int]) -> Unit | None:
    kind, entry = hit.form.kind, hit.form.entry
    start, end = line.words[hit.first].start, line.words[hit.last - 1].end
    if kind in ("organization", "organ") and not hit.form.strong and (organ := _organ(hit, line, confirmed)) is not None:
        return Unit("organization", hit.first, hit.last, OrganizationName(line.text[start:end], organ), "gazetteer.organ", False)
    if kind == "organ":
        return None
    if not hit.form.strong:
        # Of several owners of a weak form the one that the release names otherwise is meant; if none or two, nobody.
        owners = lexicon.load().weak.get(fold(line.words[hit.first : hit.last]), [])
        named = [f for f in owners if _id(f.entry) in confirmed]
        if len(named) == 1:
            kind, entry = named[0].kind, named[0].entry
        elif len(owners) > 1 or not _second_cue(hit, line, entities, confirmed):
            return None
    label = entities.label(start, end)
    if kind == "place" and (_inside_name(hit, line) or (label == "PERSON" and not _after_preposition(hit, line))):
        return None
    value: Any = entry
    if kind == "organization":
        value = OrganizationName(line.text[start:end], entry)
    elif kind in ("post", "posts"):
        value = (Title(line.text[start:end], entry, None, "current", ""),)
    return Unit(kind, hit.first, hit.last, value, f"gazetteer.{kind}", hit.form.strong)


def _after_preposition(hit: lexicon.Hit, line: Line) -> bool:
    before = line.words[hit.first - 1].norm if hit.first else ""
    after = line.words[hit.last] if hit.last < len(line.words) else None
    return before in _DATELINE_PLACES and not (after is not None and after.alpha and after.capital)


def _inside_name(hit: lexicon.Hit, line: Line) -> bool:
    """Tell whether a place's name is a part of a longer capitalized name (Wang Paris, Almaty Declaration is not)."""
    before = line.words[hit.first - 1] if hit.first else None
    return before is not None and before.alpha and before.capital and hit.first > 1 and not norm(before.text) in ("in", "at", "on") and before.text.lower() not in _FIXED and line.words[hit.first - 2].text not in ".:" and not before.text.isupper()


def _organ(hit: lexicon.Hit, line: Line, confirmed: Mapping[str, int]) -> OrganizationEntry | None:
    """Return the organ that a short name means: that of the organization which the release names most often."""
    named = line.words[hit.first : hit.last]
    if not all(w.capital for w in named if w.alpha and w.norm not in ("of", "the", "on", "for", "and", "in")):
        return None
    after = line.words[hit.last].norm if hit.last < len(line.words) else ""
    before = line.words[hit.first - 1].norm if hit.first else ""
    if len(named) == 1 and (before != "the" or after in ("of", "for", "on") or (hit.last < len(line.words) and line.words[hit.last].capital)):
        return None
    candidates = lexicon.load().organs.get(fold(named), [])
    counted = sorted(((confirmed.get(organ.parent, 0), organ.id, organ) for organ in candidates if confirmed.get(organ.parent, 0)), reverse=True)
    if not counted or (len(counted) > 1 and counted[0][0] == counted[1][0]):
        return None
    chosen: OrganizationEntry = counted[0][2]
    return chosen


def _second_cue(hit: lexicon.Hit, line: Line, entities: Entities, confirmed: Mapping[str, int]) -> bool:
    kind, entry = hit.form.kind, hit.form.entry
    start, end = line.words[hit.first].start, line.words[hit.last - 1].end
    label = entities.label(start, end)
    before = line.words[hit.first - 1].norm if hit.first else ""
    if kind in ("state", "demonym"):
        return _id(entry) in confirmed or label in ("GPE", "NORP")
    if kind == "organization":
        return _id(entry) in confirmed or label == "ORG" or (hit.form.acronym and before == "the")
    return label in ("GPE", "LOC", "FAC") and (before in _DATELINE_PLACES or hit.first == 0)


def _plain(i: int, line: Line, rules: Rules) -> Unit:
    word = line.words[i]
    fixed = _FIXED.get(word.norm if word.alpha else word.text)
    if _INITIALS.fullmatch(word.text) and len(word.text) <= 9:
        kind = "initials"
    elif fixed == "dash" and not (word.joined or (i + 1 < len(line.words) and line.words[i + 1].joined)):
        kind = "dash"
    elif fixed:
        kind = fixed
    elif word.text[0].isdigit():
        kind = "number"
    elif not word.alpha:
        kind = "other"
    elif word.text in rules.words["organization_heads"]:
        kind = "orghead"
    elif word.text in rules.words["particles"]:
        kind = "particle"
    else:
        kind = "cap" if word.capital else "low"
    return Unit(kind, i, i + 1)


def _apply(rule: NameRule, line: Line, entities: Entities, rules: Rules) -> None:
    """Replace what a rule matches by the unit that it makes, left to right."""
    make = _MAKERS[rule.makes]
    position = 0
    while position <= len(line.units):
        match = symbols.compiled(rule.pattern).search(symbols.letters(line.units), position)
        if match is None:
            return
        made = make(rule, match, line, entities, rules) if match.end() > match.start() else None
        if made is None:
            position = match.start() + 1
            continue
        first, last = made[0], made[1]
        line.units[first:last] = made[2]
        position = first + len(made[2])


_Made = tuple[int, int, list[Unit]] | None


def _group(match: re.Match[str], name: str) -> tuple[int, int] | None:
    if name not in match.re.groupindex or match.start(name) < 0:
        return None
    return match.start(name), match.end(name)


def _make_organization(rule: NameRule, match: re.Match[str], line: Line, entities: Entities, rules: Rules) -> _Made:
    first, last = match.span()
    short = _group(match, "short")
    if short:
        name = line.units[match.start("name")]
        acronym = line.wording(line.units[short[0]])
        if not isinstance(name.value, OrganizationName) or not any(c.isupper() for c in acronym[1:]):
            return None
        value = replace(name.value, short=acronym)
        return first, last, [Unit("organization", line.units[first].first, line.units[last - 1].last, value, name.rule or rule.id)]
    head = line.units[match.start("head")]
    # Words before the name proper ("The", "Yesterday") are no part of it; a sentence may begin with any capital.
    while first < match.start("head") and (line.units[first].kind == "state" or line.wording(line.units[first]) in rules.words["not_names"] - {"National", "International", "State", "General", "Economic", "Security", "World", "Foreign", "Military", "Special", "Peace", "Regional", "Joint", "Public", "Supreme"}):
        if line.units[first].kind == "state" and not _possessed(line, first):
            break
        first += 1
    head_word = line.wording(head)
    alone = first == match.start("head") and last == match.end("head")
    if alone or (head.kind == "orghead" and head_word in rules.words["weak_heads"] and last == match.end("head") and first == match.start("head")):
        return None
    start, end = line.words[line.units[first].first].start, line.words[line.units[last - 1].last - 1].end
    owner = _group(match, "owner")
    entry = head.value.entry if isinstance(head.value, OrganizationName) else None
    state = line.units[owner[0]].value if owner else None
    if entry is not None and owner and not (entry.kind == "parliament" or head.strong):
        entry = None
    value = OrganizationName(line.text[start:end], entry, None, state if isinstance(state, StateEntry) else None)
    return first, last, [Unit("organization", line.units[first].first, line.units[last - 1].last, value, rule.id)]


def _possessed(line: Line, at: int) -> bool:
    return at + 1 < len(line.units) and line.units[at + 1].kind == "poss"


def _make_post(rule: NameRule, match: re.Match[str], line: Line, entities: Entities, rules: Rules) -> _Made:
    first, last = match.span()
    if rule.id == "post.topic":
        last = _portfolio_end(line, match.end("head"), last, entities, rules)
    titles: list[Title] = []
    for name in ("head", "title", "title2"):
        at = _group(match, name)
        if at is None:
            continue
        head = line.units[at[0]]
        body = _group(match, "of2" if name == "title2" else "of")
        if rule.id == "post.for-matter" and head.value[0].entry.kind not in ("envoy", "official", "commissioner", "spokesperson", "chair"):
            return None
        if name == "head":
            start, end = line.words[line.units[first].first].start, line.words[line.units[last - 1].last - 1].end
            wording = line.text[start:end]
            limits = [u.value for u in line.units[first:last] if isinstance(u.value, ModifierEntry)]
            status = next((m.kind for m in limits if m.kind in ("former", "acting", "designate")), "current")
            if not any(c.isupper() for c in wording) and not limits or last <= match.end("head") and rule.id == "post.topic":
                return None
            wording = re.sub(r"^(?:newly[- ](?:appointed|elected)|new|appointed)\s+", "", wording, flags=re.IGNORECASE)
            if status == "former":
                wording = " ".join(w.text for w in line.words[line.units[first].first : line.units[last - 1].last] if norm(w.text) not in _FORMER).replace(" - ", "-")
            titles.append(replace(head.value[0], title=wording, status=status, rule=rule.id))
        else:
            unit = line.units[body[0]] if body else None
            titles.extend(_with_body(t, unit, rule, line, rules) for t in head.value)
    if len(titles) > 1 and titles[-1].body and not titles[0].body:
        titles[0] = replace(titles[0], body=titles[-1].body)
    return first, last, [Unit("post", line.units[first].first, line.units[last - 1].last, tuple(titles), rule.id)]


def _portfolio_end(line: Line, head_end: int, last: int, entities: Entities, rules: Rules) -> int:
    """Return where a portfolio ends and a name begins: at a person's name or the first word no portfolio has."""
    start = head_end + 1
    for i in range(start, last):
        unit = line.units[i]
        if unit.kind != "cap":
            continue
        known = line.wording(unit) in rules.words["portfolios"]
        if entities.label(*line.span(unit)) == "PERSON" and not known:
            last = i
            break
        if not known and i > start and any(line.wording(u) in rules.words["portfolios"] for u in line.units[start:i]):
            last = i
            break
    while last > start and line.units[last - 1].kind != "cap":
        last -= 1
    return last if last > start else head_end


def _with_body(title: Title, body: Unit | None, rule: NameRule, line: Line, rules: Rules) -> Title:
    """Give a title its body; of a department the post takes the name, the body is what the department belongs to."""
    if title.body is not None or body is None:
        return title
    if isinstance(body.value, OrganizationName) and body.value.entry is None:
        name = body.value.name
        inner, _, outer = name.partition(" of the ")
        if any(word in rules.words["departments"] for word in inner.split()):
            owner = Unit("organization", body.first, body.last, OrganizationName(outer), body.rule) if outer else None
            return replace(title, title=f"{title.title} of the {inner}", body=owner, rule=rule.id)
    return replace(title, body=body, rule=rule.id)


_FORMER = frozenset(("former", "ex", "late", "then", "outgoing", "previous", "past"))


def _make_person(rule: NameRule, match: re.Match[str], line: Line, entities: Entities, rules: Rules) -> _Made:
    at = _group(match, "name")
    first, last = (at[0], match.end()) if at else match.span()
    for i in range(first, last):
        wording = line.wording(line.units[i])
        if wording in rules.words["not_names"] or (wording.isupper() and len(wording) > 2 and wording.capitalize() in rules.words["not_names"]):
            last = i
            break
    while last > first and line.units[last - 1].kind in ("dash", "particle"):
        last -= 1
    if last <= first:
        return None
    chosen = line.units[first:last]
    start, end = line.words[chosen[0].first].start, line.words[chosen[-1].last - 1].end
    if rule.id == "person.recognized":
        return _recognized(rule, first, last, line, entities, rules)
    if chosen[0].kind == "place" and len(chosen) == 1:
        return None
    if rule.id == "person.initials" and chosen[-1].kind == "initials" and line.text[start:end].count(".") < 2:
        return None
    if all(u.kind == "initials" for u in chosen) or (len(chosen) == 1 and line.wording(chosen[0]).isupper() and len(line.wording(chosen[0])) < 5):
        return None
    if rule.id.startswith("person.after") and entities.label(start, end) in ("ORG", "GPE", "EVENT", "LAW", "DATE") and len(chosen) == 1 and not line.wording(chosen[0])[0].isupper():
        return None
    made = Unit("person", chosen[0].first, chosen[-1].last, PersonName(_spaced(line.text[start:end])), rule.id)
    return first, last, [made]


def _recognized(rule: NameRule, first: int, last: int, line: Line, entities: Entities, rules: Rules) -> _Made:
    """Take a run of capitalized words as a person where the model says so and nothing speaks against it."""
    start, end = line.words[line.units[first].first].start, line.words[line.units[last - 1].last - 1].end
    span = next(((a, b) for name, a, b in entities.spans if name == "PERSON" and a < end and start < b), None)
    if span is None:
        return None
    lo, hi = first, last
    while lo < hi and line.span(line.units[lo])[0] < span[0]:
        lo += 1
    while hi < len(line.units) and line.span(line.units[hi])[1] <= span[1] and line.units[hi].kind in ("cap", "particle", "dash", "initials", "place", "low"):
        hi += 1
    while hi > lo and line.span(line.units[hi - 1])[1] > span[1]:
        hi -= 1
    while hi > lo and line.units[hi - 1].kind in ("dash", "particle"):
        hi -= 1
    chosen = line.units[lo:hi]
    caps = [u for u in chosen if u.kind in ("cap", "initials")]
    if len(caps) < 2 or any(line.wording(u) in rules.words["not_names"] or line.wording(u).capitalize() in rules.words["not_names"] or line.wording(u).isupper() and len(line.wording(u)) > 1 and not line.text.isupper() for u in chosen):
        return None
    made = Unit("person", chosen[0].first, chosen[-1].last, PersonName(_spaced(line.text[line.span(chosen[0])[0] : line.span(chosen[-1])[1]])), rule.id)
    return lo, hi, [made]


def _spaced(name: str) -> str:
    """Return a name with a space after its initials."""
    return re.sub(r"(?<=\.)(?=[^\W\d_]{2,})", " ", name)


def _make_holder(rule: NameRule, match: re.Match[str], line: Line, entities: Entities, rules: Rules) -> _Made:
    person = line.units[match.start("person")]
    titles: list[Title] = []
    for name in ("title", "title2", "title3"):
        at = _group(match, name)
        if at:
            titles.extend(line.units[at[0]].value)
    of = _group(match, "of")
    if rule.id == "holder.listed":
        listed = next((u for u in reversed(line.units[: match.start()]) if u.kind == "posts"), None)
        if listed is None:
            return None
        titles = [replace(t, title=_singular(t.title), rule=rule.id) for t in listed.value]
    if of:
        titles = [replace(t, body=t.body or line.units[of[0]]) for t in titles]
    with_body = next((t.body for t in reversed(titles) if t.body), None)
    if with_body is not None:
        titles = [replace(t, body=t.body or with_body) for t in titles]
    honorifics = [line.wording(u) for u in line.units[match.start() : match.end()] if u.kind == "honorific"]
    kept = tuple(t for t in titles if t.body is not None or not _is_honorific(t))
    value = replace(person.value, titles=(*person.value.titles, *kept), honorific=person.value.honorific or (honorifics[0] if honorifics else None))
    first, last = match.span()
    return first, last, [Unit("person", line.units[first].first, line.units[last - 1].last, value, rule.id)]


def _singular(title: str) -> str:
    """Return one of several posts: Ministers of Defence → Minister of Defence."""
    head, of, rest = title.partition(" of ")
    return re.sub(r"ies$", "y", head) if head.endswith("ies") else head.removesuffix("s") + of + rest


_HONORIFIC_TITLES = frozenset(("ambassador", "general", "colonel", "admiral", "doctor", "professor", "sheikh", "academician", "major", "lieutenant"))


def _is_honorific(title: Title) -> bool:
    return title.title.lower() in _HONORIFIC_TITLES


_MAKERS: dict[str, Callable[[NameRule, re.Match[str], Line, Entities, Rules], _Made]] = {
    "organization": _make_organization, "post": _make_post, "person": _make_person, "holder": _make_holder,
}  # fmt: skip
__all__ = ["Entities", "HonorificEntry", "Line", "OrganizationName", "PersonName", "PlaceEntry", "Title", "strong_entries", "units"]
