"""Bodies whose names stand in quotation marks beside the noun that says what they are."""

from __future__ import annotations

import re

from diplograph.extract.line import Entities, Line
from diplograph.extract.make_common import Made, known_organization, topic_words, wording
from diplograph.extract.rules import NameRule, Rules, listed
from diplograph.extract.symbols import Unit


def make_body(rule: NameRule, match: re.Match[str], line: Line, entities: Entities, rules: Rules) -> Made:
    """Return the unit of a body in quotation marks, or None."""
    if rule.id == "organization.implementing":
        return _implementing(rule, match, line)
    noun = line.wording(line.units[match.start("noun")])
    if rule.id == "organization.news":
        return _news(rule, match, line, noun)
    opening, closing = (line.wording(line.units[match.start(name)]) for name in ("open", "close"))
    if noun.lower() not in rules.words["company_nouns"] or opening + closing not in ('""', "«»", "“”", "''"):
        return None
    first, last = match.start("name"), match.end("name")
    name = wording(line, first, last)
    start, end = match.span()
    made = Unit("organization", line.units[start].first, line.units[end - 1].last, known_organization(name), rule.id)
    return start, end, [made]


def _news(rule: NameRule, match: re.Match[str], line: Line, noun: str) -> Made:
    """Take the name behind "news agency", which is written in capitals or stands before no other name."""
    first, last = match.start("name"), match.end("name")
    name, behind = wording(line, first, last), line.units[last].kind if last < len(line.units) else ""
    if line.wording(line.units[match.start()]) != "news" or noun not in ("agency", "portal", "service"):
        return None
    if behind in ("cap", "orghead", "post"):
        return None
    made = Unit("organization", line.units[first].first, line.units[last - 1].last, known_organization(name), rule.id)
    return first, last, [made]


def _implementing(rule: NameRule, match: re.Match[str], line: Line) -> Made:
    """Take the acronyms, and the names with a word of bodies, in a list of those who implement or fund something."""
    if line.wording(line.units[match.start()]) not in listed("implementing"):
        return None
    first, last = match.start("names"), match.end("names")
    made: list[Unit] = []
    start = first
    for at in range(first, last + 1):
        if at < last and line.units[at].kind == "cap":
            continue
        made += _item(rule, line, start, at)
        made += line.units[at : at + 1] if at < last else []
        start = at + 1
    return (first, last, made) if made != line.units[first:last] else None


def _item(rule: NameRule, line: Line, first: int, last: int) -> list[Unit]:
    """Return the unit of a body that a run of capitalized words names, else the words as they are."""
    run = line.units[first:last]
    said = [line.wording(u) for u in run]
    named = len(run) > 1 and any(word in topic_words() for word in said)
    if not named and not (len(run) == 1 and said[0].isupper() and len(said[0]) > 2):
        return run
    name = known_organization(wording(line, first, last))
    return [Unit("organization", run[0].first, run[-1].last, name, rule.id)]
