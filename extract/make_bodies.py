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
    opening, closing = (line.wording(line.units[match.start(name)]) for name in ("open", "close"))
    if noun.lower() not in rules.words["company_nouns"] or opening + closing not in ('""', "«»", "“”", "''"):
        return None
    first, last = match.start("name"), match.end("name")
    name = wording(line, first, last)
    start, end = match.span()
    made = Unit("organization", line.units[start].first, line.units[end - 1].last, known_organization(name), rule.id)
    return start, end, [made]
