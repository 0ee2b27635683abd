"""What the rules for names of people make of the units that they match."""

from __future__ import annotations

import re

from diplograph.extract import lexicon
from diplograph.extract.line import Entities, Line, PersonName
from diplograph.extract.make_common import LONGEST, Made, given_names, group, topic_words, wording
from diplograph.extract.rules import NameRule, Rules, listed
from diplograph.extract.symbols import Unit
from diplograph.extract.text import key, norm

_ROMAN = re.compile(r"[IVX]{1,5}")
_PATRONYMIC = re.compile(
    r"\w{3,}(?:ovich|evich|ovna|evna|ivna|yevich|yevna|ovych|evych)|uulu|ogly|oglu|kyzy|qizi|o'g'li"
)
# Styles and ranks that are also a part of names where they stand behind one.
_NAMED_SO = frozenset(
    ("Sheikh", "Shaikh", "Haji", "Count", "Baron", "Major", "Bishop", "Prince", "Don", "Imam", "Begum")
)


def make_person(rule: NameRule, match: re.Match[str], line: Line, entities: Entities, rules: Rules) -> Made:
    """Return the unit of a person's name, or None where the words are none."""
    at = group(match, "name")
    first, last = at or match.span()
    if rule.id == "person.known":
        return _known(rule, first, last, line)
    if rule.id == "person.recognized":
        return _recognized(rule, first, last, line, entities, rules)
    if rule.id == "person.counterpart" and not _is_counterpart(match, line):
        return None
    if rule.id == "person.initials" and _is_particle(line, last - 1, rules) and _continues(line, last):
        last += 1  # B. De Boeck
    last = _end(line, first, last, rules)
    if last <= first or _called_after(line, last, rules) or _honoured(line, first):
        return None
    chosen = line.units[first:last]
    name = wording(line, first, last)
    if chosen[0].kind == "place" and len(chosen) == 1:
        return None
    if rule.id == "person.initials" and chosen[-1].kind == "initials" and name.count(".") < 2:
        return None
    if rule.id in ("person.initials", "person.middle-initial") and _inside_longer(line, first, last):
        return None
    if rule.id == "person.initials" and first == 0 and _ROMAN.fullmatch(name[:1]) and line.is_capitalized():
        return None  # "I. Further Developing Relations"
    if rule.id == "person.initials" and first == 0 and any(_heads(line.wording(u)) for u in chosen):
        return None  # "A. Digital Trade", "B. Promoting Investment"
    if rule.id in ("person.before-post", "person.after-comma", "person.beside", "person.counterpart") and not _free(
        line, first, last, entities, rules
    ):
        return None
    if rule.id == "person.given-name" and not (
        line.wording(chosen[0]) in given_names()
        and _free(line, first, last, entities, rules)
        and entities.label(*_span(line, first, last)) in (None, "PERSON")
    ):
        return None
    if rule.id == "person.patronymic" and not any(_PATRONYMIC.fullmatch(line.wording(u)) for u in chosen[1:]):
        return None
    if rule.id == "person.given-name" and _in_address(line, first):
        return None
    if line.wording(chosen[0]) == "St." or _acronym(line, chosen):
        return None
    if all(u.kind == "initials" for u in chosen) or (
        len(chosen) == 1 and line.wording(chosen[0]).isupper() and len(line.wording(chosen[0])) < 5
    ):
        return None
    if (
        rule.id.startswith("person.after")
        and len(chosen) == 1
        and (not name[0].isupper() or (norm(name) in topic_words() or name in topic_words()))
    ):
        return None
    if last < len(line.units) and line.units[last].kind == "honorific" and line.wording(line.units[last]) in _NAMED_SO:
        following = line.units[last + 1].kind if last + 1 < len(line.units) else ""
        if following not in ("cap", "initials", "place", "particle", "honorific") and len(chosen) > 1:
            last += 1
    return first, last, [_unit(rule, line, first, last)]


def _is_particle(line: Line, at: int, rules: Rules) -> bool:
    return line.wording(line.units[at]).lower() in rules.words["particles"]


def _continues(line: Line, at: int) -> bool:
    return at < len(line.units) and line.units[at].kind == "cap"


def _in_address(line: Line, first: int) -> bool:
    """Tell whether a street and a comma stand before a name: "12 Field Street, Hai Dian"."""
    before = line.units[max(0, first - 2) : first]
    return len(before) == 2 and before[1].kind == "comma" and line.wording(before[0]) in listed("streets")


def _unit(rule: NameRule, line: Line, first: int, last: int) -> Unit:
    return Unit(
        "person",
        line.units[first].first,
        line.units[last - 1].last,
        PersonName(_tidy(wording(line, first, last))),
        rule.id,
    )


def _end(line: Line, first: int, last: int, rules: Rules) -> int:
    """Return where a name ends: before the first word that no name has."""
    headline = line.is_capitalized()
    for i in range(first, last):
        word = line.wording(line.units[i])
        if (
            (i > first and word in rules.words["named_buildings"])
            or word in rules.words["not_names"]
            or (word.isupper() and len(word) > 2 and word.capitalize() in rules.words["not_names"])
            or (headline and word.capitalize() in rules.words["headline_verbs"])
        ):
            last = i
            break
    while last > first and line.units[last - 1].kind in ("dash", "hyphen", "particle"):
        last -= 1
    return last


def _called_after(line: Line, at: int, rules: Rules) -> bool:
    """Tell whether a building, street, body or newspaper follows that is only called after somebody."""
    unit = line.units[at] if at < len(line.units) else None
    return unit is not None and (
        line.wording(unit) in rules.words["named_buildings"]
        or line.wording(unit) in rules.words["media_nouns"]
        or (unit.kind == "orghead" and line.units[at - 1].kind != "initials")
    )


def _honoured(line: Line, first: int) -> bool:
    """Tell whether a monument before a name is only put up for somebody: "the Monument to Marshal X"."""
    before = [line.wording(u) for u in line.units[max(0, first - 4) : first] if u.kind not in ("the", "honorific")]
    return len(before) > 1 and before[-1] in ("to", "of", "for") and before[-2] in listed("monuments")


def _inside_longer(line: Line, first: int, last: int) -> bool:
    """Tell whether initials stand inside a longer name: those of Amjad Hussain B. Sial."""
    before = [u.kind for u in line.units[max(0, first - 2) : first]]
    named = before[-1:] == ["cap"] and before[0] in ("cap", "honorific", "post") and len(before) == 2
    titled = before[-1:] == ["cap"] and line.wording(line.units[first - 1]) in given_names()
    goes_on = line.units[last - 1].kind == "initials" and last < len(line.units) and line.units[last].kind == "cap"
    return named or titled or goes_on


def _is_counterpart(match: re.Match[str], line: Line) -> bool:
    """Tell whether a name is that of a counterpart: behind a comma it ends at one, else the next clause begins."""
    apart = any(u.kind == "comma" for u in line.units[match.start() : match.start("name")])
    behind = line.units[match.end()].kind if match.end() < len(line.units) else "other"
    closed = behind in ("comma", "other", "and", "rparen")
    return line.wording(line.units[match.start("who")]) == "counterpart" and (closed or not apart)


def _free(line: Line, first: int, last: int, entities: Entities, rules: Rules) -> bool:
    """Tell whether two words or more may be a name: none is a word of bodies, posts or portfolios."""
    chosen = line.units[first:last]
    caps = [line.wording(u) for u in chosen if u.kind in ("cap", "place")]
    before = line.units[first - 1].kind if first else ""
    return (
        len(caps) + sum(u.kind == "initials" for u in chosen) > 1
        and chosen[0].kind != "place"
        and not _elsewhere(wording(line, first, last))
        and before not in ("hyphen", "cap", "orghead", "organization", "in")
        and not any(word in topic_words() or (word.isupper() and 1 < len(word) < 4) for word in caps)
        and caps[-1] not in rules.words["named_buildings"] | rules.words["divisions"]
        and entities.label(*_span(line, first, last)) not in ("EVENT", "LAW", "DATE", "FAC", "PRODUCT", "WORK_OF_ART")
    )


def _heads(word: str) -> bool:
    """Tell whether a word is one of those that headings are made of and names are not."""
    return word in topic_words() or (len(word) > 6 and word.endswith("ing"))


def _elsewhere(name: str) -> bool:
    """Tell whether a name is that of a state, place or body for certain."""
    form = lexicon.load().forms.get(key(name))
    return form is not None and form.strong and form.kind in ("state", "place", "region", "organization")


def _span(line: Line, first: int, last: int) -> tuple[int, int]:
    return line.span(line.units[first])[0], line.span(line.units[last - 1])[1]


def _acronym(line: Line, chosen: list[Unit]) -> bool:
    """Tell whether a run ends in an acronym, not in a numeral or a surname that is written in capitals."""
    word = line.wording(chosen[-1])
    if not word.isupper() or len(word) < 2 or (_ROMAN.fullmatch(word) and len(chosen) > 1):
        return False
    start = line.span(chosen[0])[0]
    return not line.text[:start].isupper() and not line.words[0].text.isupper() and not _shouted(line, chosen)


def _shouted(line: Line, chosen: list[Unit]) -> bool:
    """Tell whether a name stands in capitals as names of speakers do ("Sergey LAVROV"), not an acronym."""
    letters = [line.wording(u) for u in chosen if u.kind == "cap"]
    return len(letters) > 1 and (len(letters[-1]) > 4 or letters[0] in given_names())


def _known(rule: NameRule, first: int, last: int, line: Line) -> Made:
    """Take the longest run of units from the first on that is a name known from elsewhere in the release."""
    if line.units[first].kind in ("dash", "hyphen"):
        return None
    for end in range(min(last, first + LONGEST), first, -1):
        if line.units[end - 1].kind in ("dash", "hyphen"):
            continue
        if tuple(form for form in key(wording(line, first, end)) if form.isalpha()) in line.known.people:
            return first, end, [_unit(rule, line, first, end)]
    return None


def _recognized(rule: NameRule, first: int, last: int, line: Line, entities: Entities, rules: Rules) -> Made:
    """Take a run of capitalized words as a person where the model says so and nothing speaks against it."""
    start, end = _span(line, first, last)
    span = next(((a, b) for name, a, b in entities.spans if name == "PERSON" and a < end and start < b), None)
    if span is None:
        return None
    # The model often leaves out the first or last part of a name; the run of capitals does not.
    lo = first
    begins = first == 0 or line.units[first - 1].kind in ("other", "quote")
    while lo < last and line.span(line.units[lo])[0] < span[0] and (begins or not _part(line, lo)):
        lo += 1
    hi = lo
    while hi < last and (line.span(line.units[hi])[1] <= span[1] or line.units[hi].kind != "place"):
        hi += 1
    if line.units[first - 1].kind == "in" and first and line.wording(line.units[first - 1]).lower() in ("in", "at"):
        return None
    hi = _end(line, lo, hi, rules)
    chosen = line.units[lo:hi]
    if _in_address(line, lo):
        return None
    caps = [line.wording(u) for u in chosen if u.kind in ("cap", "initials")]
    if len(caps) < 2 or _called_after(line, hi, rules) or _elsewhere(wording(line, lo, hi)):
        return None
    if any(
        word in topic_words()
        or word.capitalize() in rules.words["not_names"]
        or (word.isupper() and len(word) > 1 and "." not in word and not line.text.isupper())
        for word in caps
    ):
        return None
    return lo, hi, [_unit(rule, line, lo, hi)]


def _part(line: Line, at: int) -> bool:
    word = line.wording(line.units[at])
    return word not in topic_words() and not (word.isupper() and len(word) > 1 and "." not in word)


def _tidy(name: str) -> str:
    """Return a name as most releases write it: J. Smith Jr., Hassan bin Said, Kishida Fumio."""
    name = re.sub(r"(?<=\.)(?=[^\W\d_]{2,})", " ", name)
    name = re.sub(r",? (?=[JS]r\b)", " ", name).replace(" Bin ", " bin ").replace(" Bint ", " bint ")
    shouted = r"[^\W\d_]{2,}" if name.isupper() else r"[^\W\d_]{4,}"  # "KP Sharma" has initials
    return re.sub(shouted, lambda word: word[0].capitalize() if word[0].isupper() else word[0], name)
