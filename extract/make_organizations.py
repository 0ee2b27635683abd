"""What the rules for organizations make of the units that they match."""

from __future__ import annotations

import re
from dataclasses import replace

from diplograph.extract import lexicon
from diplograph.extract.gazetteer import StateEntry
from diplograph.extract.line import Entities, Line, OrganizationName
from diplograph.extract.make_common import Made, group, topic_words, wording
from diplograph.extract.rules import NameRule, Rules
from diplograph.extract.symbols import Unit
from diplograph.extract.text import key

_CONNECTING = ("lparen", "rparen", "and", "comma", "of", "the", "hyphen", "for", "against", "on", "poss", "dash")


def make_organization(rule: NameRule, match: re.Match[str], line: Line, entities: Entities, rules: Rules) -> Made:
    """Return the unit of an organization, or None where the words name none."""
    if group(match, "short"):
        if rule.id == "organization.introduced":
            return _introduced(rule, match, line)
        return _abbreviated(rule, match, line)
    if rule.id == "organization.known":
        return _known(rule, match, line)
    if rule.id == "organization.nested":
        return _nested(rule, match, line, rules)
    if rule.id == "organization.on-matter":
        return _on_matter(rule, match, line, entities, rules)
    first, last = match.span()
    at = match.start("head")
    if (first_head := _first_of_two(line, first, at, rules)) is not None:
        at, last = first_head, first_head + 1
    head = line.units[at]
    first = _begin(line, first, at, rules)
    if rule.id == "organization.of-town" and line.wording(head) not in rules.words["schools"]:
        return None
    head_word = line.wording(head)
    tail = group(match, "tail") if first_head is None else None
    branch = tail is not None and line.units[tail[0]].kind == "in" and line.units[first].kind == "organization"
    more = group(match, "more")
    if more and more[0] < more[1] and line.wording(line.units[more[0]]) != "with":
        last, tail = more[0], None
    if tail and not branch and head_word not in rules.words["missions"]:
        last = tail[0]
    if tail and head_word in rules.words["missions"] and line.wording(line.units[tail[0]]).lower() == "from":
        return None  # "an Observation Mission from Japan" is sent, no standing body
    if rule.id == "organization.of-common-topic":
        ends = (k for k in range(at + 2, last) if line.wording(line.units[k]) in rules.words["topic_ends"])
        last = next(ends, at) + 1
        if last <= at + 2:
            return None
    if rule.id == "organization.head-of-topic":
        if line.units[at + 1].kind == "against" and head_word in rules.words["fighters"]:
            return None
        last = _topic_end(line, at + 1, last, entities, rules)
        if last <= at + 2:
            return None
    ahead = at - first
    named = any(line.units[k].kind in ("organization", "state", "place") for k in range(first, at))
    headed = [u.kind for u in line.units[max(0, first - 3) : first]]  # "Head of the Information Office"
    named = named or (headed[-2:] == ["of", "the"] and headed[:1] == ["post"])
    behind = [u.kind for u in line.units[last : last + 3] if u.kind != "the"]
    named = named or behind[:2] == ["of", "organization"]  # "Border Service of the State Committee"
    named = named or (
        headed[-1:] == ["the"]
        and not (last < len(line.units) and line.units[last].kind in ("on", "for"))
        and head_word in rules.words["singled_heads"]
        and key(wording(line, first, last)) not in lexicon.load().organs  # which of several, the text must say
    )
    if _is_no_body(line, first, at, last, entities, rules):
        return None
    if head_word in rules.words["weak_heads"] and _is_quoted(line, match.start(), last):
        return None  # the theme "The Role and Mission of X", the "Three Evil Forces"
    if (first == at and last == at + 1) or (
        head_word in rules.words["weak_heads"] and last == at + 1 and ahead < (1 if named else 2)
    ):
        return None
    owner = group(match, "owner")
    if owner and owner[0] >= last:
        owner = None
    entry = head.value.entry if isinstance(head.value, OrganizationName) else None
    state = line.units[owner[0]].value if owner else None
    if entry is not None and owner and not (entry.kind == "parliament" or head.strong):
        entry = None
    value = OrganizationName(wording(line, first, last), entry, None, state if isinstance(state, StateEntry) else None)
    return first, last, [Unit("organization", line.units[first].first, line.units[last - 1].last, value, rule.id)]


def _is_no_body(line: Line, first: int, at: int, last: int, entities: Entities, rules: Rules) -> bool:
    """Tell whether a head noun with these words is a government, a tie of states or a part of a longer name."""
    word = line.wording(line.units[at])
    ahead = [u.kind for u in line.units[first:at] if u.kind != "hyphen"]
    after = line.units[last] if last < len(line.units) else None
    sent = word == "Delegation" and "organization" in ahead  # the EU Delegation to Japan
    if word in rules.words["ties"] and not sent and not any(kind in ("cap", "modifier") for kind in ahead):
        return True  # the NATO Alliance, the US Administration, the Delegation of Japan
    if word == "Administration" and any(entities.label(*line.span(u)) == "PERSON" for u in line.units[first:at]):
        return True
    if word == "Delegation" and not sent:
        return True
    if last > at + 1 and all(u.kind in ("demonym", "the", "of", "for", "on") for u in line.units[at + 1 : last]):
        return True  # the Office of Saudi …
    return (
        last == at + 1
        and after is not None
        and after.kind == "cap"
        and line.wording(after) in topic_words()
        and any(u.kind == "low" and len(line.wording(u)) > 3 for u in line.units)  # no headline
    )


def _first_of_two(line: Line, first: int, head: int, rules: Rules) -> int | None:
    """Return the head of the first of two schools: "the X Academy and Y Service Academy"."""
    schools = (k for k in range(first, head - 1) if line.wording(line.units[k]) in rules.words["schools"])
    return next((k for k in schools if k > first and line.units[k + 1].kind == "and"), None)


def _is_quoted(line: Line, first: int, last: int) -> bool:
    """Tell whether units, with the capitalized words before them, are a theme or slogan in quotation marks."""
    while first and line.units[first - 1].kind != "quote":
        first -= 1
        if line.units[first].kind == "low" and line.words[line.units[first].first - 1].text != "-":
            return False  # running text, which may be spoken
    return first > 0 and last < len(line.units) and line.units[last].kind == "quote"


def _begin(line: Line, first: int, head: int, rules: Rules) -> int:
    """Return where a name begins: words before the name proper ("The", "Yesterday") are no part of it."""
    not_leading = rules.words["not_names"] - rules.words["body_words"]
    while first < head:
        unit = line.units[first]
        if unit.kind in _CONNECTING:
            first += 1
        elif unit.kind == "state" and line.units[first + 1].kind == "poss":
            first += 2
        elif unit.kind != "state" and line.wording(unit) in not_leading:
            first += 1
        else:
            break
    for at in range(head - 1, first - 1, -1):
        if line.units[at].kind not in _CONNECTING and not line.words[line.units[at].first].capital:
            return at + 1  # a modifier in small letters
    for at in range(head - 1, first, -1):
        # "Trade and Investment Council", but not "Kazakhstan and Foreign Council".
        whole = first and line.units[first - 1].kind == "the" and line.units[first].kind in ("cap", "organization")
        if line.units[at - 1].kind in ("region", "demonym") and line.units[at].kind == "and":
            continue
        if line.units[at].kind == "and" and not whole and line.wording(line.units[at - 1]) not in topic_words():
            return at + 1
    return first


def _topic_end(line: Line, start: int, last: int, entities: Entities, rules: Rules) -> int:
    """Return where the topic of a body ends: at a person's name, a date, or an "and" that begins another body."""
    known, beyond = False, 0
    for at in range(start, last):
        unit = line.units[at]
        word = line.wording(unit)
        if word == "with":
            beyond = at + 1
            continue
        if beyond and at > beyond and unit.kind == "cap" and word not in topic_words():
            last = at  # "Relations with Compatriots", and a name
            break
        if word in rules.words["calendar"] or (unit.kind not in _CONNECTING and not word[0].isupper()):
            last = at
            break
        if unit.kind == "posts" or word in topic_words():  # Cabinet of Ministers
            known = True
        elif unit.kind == "cap":
            before = line.units[at - 1]
            if entities.label(*line.span(unit)) == "PERSON" or (
                known
                and (before.kind == "posts" or (before.kind == "cap" and line.wording(before) in topic_words()))
                and at + 1 < len(line.units)
                and line.units[at + 1].kind == "cap"
            ):
                last = at
                break
    if (
        last < len(line.units)
        and line.units[last].kind in ("orghead", "post", "organization")
        and "and" in [u.kind for u in line.units[start:last]]
    ):
        last = max(k for k in range(start, last) if line.units[k].kind == "and")
    if [u.kind for u in line.units[last : last + 2]] in (["orghead", "on"], ["orghead", "for"]):
        outer = max((k for k in range(start, last) if line.units[k].kind == "of"), default=start)
        last = outer if line.units[outer + 1].kind == "the" else last  # "of the State | Committee on …"
    kinds = [u.kind for u in line.units[start:last]]
    last = _next_body(line, start, last) or last
    if kinds[1:2] == ["the"] and [u.kind for u in line.units[last : last + 2]] == ["orghead", "of"]:
        return start  # "Department of the Presidential" Administration of X
    if last < len(line.units) and line.units[last].kind == "of" and "the" in kinds[1:]:
        cut = start + max(k for k in range(len(kinds)) if kinds[k] == "the")
        if line.units[cut - 1].kind == "and":
            last = cut  # "the Academy of X and the Dialogue of Y"
    while last > start and line.units[last - 1].kind in _CONNECTING:
        last -= 1
    if all(u.kind in ("demonym", *_CONNECTING) for u in line.units[start:last]):
        return start  # "Office of Saudi" Minister
    return last


def _next_body(line: Line, start: int, last: int) -> int | None:
    """Return the "and" behind which another body begins: "the Office for X and the Government of Y"."""
    kinds = [u.kind for u in line.units[start:last]]
    for at in range(start, last - 4):
        if kinds[at - start : at - start + 4] == ["and", "the", "cap", "of"] and line.units[last - 1].kind == "state":
            return at
    return None


def _known(rule: NameRule, match: re.Match[str], line: Line) -> Made:
    """Take the abbreviation or, with an article, the head noun of a body that the release names in full."""
    first, last = match.span()
    at = match.start("name")
    value = line.known.bodies.get(line.wording(line.units[at]))
    after = line.units[last].kind if last < len(line.units) else ""
    headed = [u.kind for u in line.units[max(0, first - 2) : first]] == ["post", "of"]
    if value is None or after in ("orghead", "hyphen", "of", "for", "on") or (after == "cap" and not headed):
        return None
    if line.units[at].kind == "orghead" and line.units[first].kind != "the" and after != "post":
        return None  # but "Council President X"
    before = line.units[at - 1] if at else None
    if value.short == line.wording(line.units[at]) and before is not None and before.kind == "organization":
        at -= 1  # "the UNODC LPO", which the text has named in full
    return at, last, [Unit("organization", line.units[at].first, line.units[last - 1].last, value, rule.id, False)]


def _abbreviated(rule: NameRule, match: re.Match[str], line: Line) -> Made:
    """Give a named organization the abbreviation that stands in brackets behind it."""
    first, last = match.span()
    at = group(match, "short") or (0, 0)
    name, acronym = line.units[match.start("name")], line.wording(line.units[at[0]])
    short, entry = line.units[at[0]].value, getattr(name.value, "entry", None)
    if isinstance(short, OrganizationName):
        acronym = acronym if short.entry else short.name
        words = [w for w in line.wording(name).split() if w[0].isupper()]  # the AU's PSC is not the EU's
        if short.entry and entry and short.entry is not entry and not _spells(words, acronym):
            return None  # "the Force of the Group of Five (G5)": the bracket is another body's
    elif not any(c.isupper() for c in acronym[1:]):
        return None
    if not isinstance(name.value, OrganizationName):
        return None
    value = replace(name.value, short=acronym)
    unit = Unit("organization", line.units[first].first, line.units[last - 1].last, value, name.rule or rule.id)
    return first, last, [unit]


def _introduced(rule: NameRule, match: re.Match[str], line: Line) -> Made:
    """Take the words before an abbreviation in brackets whose initials it is, where their head is that of a body."""
    at = (group(match, "short") or (0, 0))[0]
    acronym = "".join(c for c in line.wording(line.units[at]) if c.isupper())
    end = match.start("open")
    if len(acronym) < 2 or line.wording(line.units[end - 1]) in ("Meeting", "Session", "Summit", "Talks"):
        return None  # "the Joint Commission Meeting (JCM)" is held, it does nothing
    for first in range(end - 1, match.start() - 1, -1):
        unit = line.units[first]
        if unit.kind in _CONNECTING or not line.words[unit.first].capital:
            continue
        words = [w.text for w in line.words[unit.first : line.units[end - 1].last] if w.alpha]
        if words[0][0] == acronym[0] and _spells([w for w in words if w[0].isupper()], acronym):
            if not any(line.units[k].kind == "orghead" for k in range(first, end)):
                return None
            value = OrganizationName(wording(line, first, end), None, line.wording(line.units[at]))
            made = Unit("organization", unit.first, line.units[match.end() - 1].last, value, rule.id)
            return first, match.end(), [made]
    return None


def _spells(words: list[str], acronym: str) -> bool:
    """Tell whether capitalized words begin, in their order, with the letters of an abbreviation."""
    letters = iter(acronym.upper())
    wanted = next(letters, None)
    used = 0
    for word in words:
        took = False
        for char in word if word.isupper() else word[0]:
            if char.upper() == wanted:
                wanted = next(letters, None)
                took = True
        used += took
    return wanted is None and used >= len(words) - 1


def _nested(rule: NameRule, match: re.Match[str], line: Line, rules: Rules) -> Made:
    """Join an organ and the body that it is part of: Committee on X of the Senate of Y."""
    first, last = match.span()
    inner, outer = line.units[match.start("inner")], line.units[match.start("outer")]
    name = line.text[line.span(inner)[0] : line.span(outer)[1]]
    value = inner.value
    if isinstance(value, OrganizationName) and len(key(value.name)) == 1 and value.entry is None:
        return None  # a name that was cut off
    if not isinstance(value, OrganizationName) or not isinstance(outer.value, OrganizationName):
        return None
    if value.entry is not None and not (value.entry.parent or inner.rule == "gazetteer.organ"):
        return None  # "the OSCE of the EU" is no name
    entry = value.entry
    if outer.value.entry is not None and (entry is None or entry.parent != outer.value.entry.id):
        organs = lexicon.load().organs.get(key(value.name), [])
        entry = next((organ for organ in organs if organ.parent == outer.value.entry.id), None)
    elif outer.value.entry is None and inner.rule == "gazetteer.organ":
        entry = None
    made = OrganizationName(name, entry, value.short, outer.value.owner, outer.value)
    return first, last, [Unit("organization", inner.first, outer.last, made, rule.id)]


def _on_matter(rule: NameRule, match: re.Match[str], line: Line, entities: Entities, rules: Rules) -> Made:
    """Let the name of a house's committee go on with what the committee is for."""
    first, at = match.start(), match.start() + 1
    inner = line.units[first]
    named = line.wording(inner).split()
    last = _topic_end(line, at, match.end(), entities, rules)
    if named[0] not in rules.words["committees"] or not rules.words["chambers"] & set(named) or last <= at + 1:
        return None
    value = replace(inner.value, name=wording(line, first, last), entry=None)
    return first, last, [Unit("organization", inner.first, line.units[last - 1].last, value, rule.id)]
