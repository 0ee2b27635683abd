"""Bodies whose names stand in quotation marks beside the noun that says what they are."""

from __future__ import annotations

import re

from diplograph.extract.line import Entities, Line
from diplograph.extract.make_common import Made, known_organization, wording
from diplograph.extract.rules import NameRule, Rules
from diplograph.extract.symbols import Unit


def make_body(rule: NameRule, match: re.Match[str], line: Line, entities: Entities, rules: Rules) -> Made:
    """Return the unit of a body in quotation marks, or None."""
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
