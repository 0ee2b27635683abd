"""What the rules for holders make of lists: several names behind one post, names each with its post behind it."""

from __future__ import annotations

import re
from dataclasses import replace

from diplograph.extract import symbols
from diplograph.extract.line import Line, Title
from diplograph.extract.make_common import Made
from diplograph.extract.rules import NameRule
from diplograph.extract.symbols import Unit

_LISTED = symbols.compiled("(dash | of | the | state | person | comma | and | honorific)*")


def listed_titles(rule: NameRule, match: re.Match[str], line: Line) -> list[Title] | None:
    """Return the post in the plural before a list of names, for one of them; without a dash nothing else parts them."""
    first = match.start()
    at = next((k for k in range(first - 1, -1, -1) if line.units[k].kind == "posts"), None)
    if at is None:
        return None
    apart = rule.id == "holder.listed-of" or any(u.kind == "dash" for u in line.units[first : match.end()])
    if not apart and not _LISTED.fullmatch(symbols.letters(line.units), at + 1, first):
        return None
    shared = _body_behind(line, line.units[at])
    return [replace(t, title=_singular(t.title), body=t.body or shared, rule=rule.id) for t in line.units[at].value]


def make_several(rule: NameRule, match: re.Match[str], line: Line) -> Made:
    """Give each of several people the post in the plural, and their states in order where there are as many."""
    first, last = match.span()
    units = line.units[first:last]
    titles: tuple[Title, ...] = units[0].value
    people = [k for k, u in enumerate(units) if u.kind == "person"]
    bodies = [u for u in units[: people[0]] if u.kind in ("state", "organization", "place", "demonym")]
    if len(bodies) not in (0, 1, len(people)):
        return None
    made = list(units)
    before = line.units[first - 1].value if first and line.units[first - 1].kind == "modifier" else None
    status = before.kind if before is not None and before.kind in ("former", "acting", "designate") else "current"
    for n, k in enumerate(people):
        body = None if not bodies else bodies[n if len(bodies) > 1 else 0]
        own = [replace(t, title=_singular(t.title), body=t.body or body, status=status, rule=rule.id) for t in titles]
        made[k] = replace(units[k], value=replace(units[k].value, titles=(*units[k].value.titles, *own)), rule=rule.id)
    return first, last, made


def make_run(rule: NameRule, match: re.Match[str], line: Line) -> Made:
    """Settle a list of names and posts, all between commas: each post is that of the name before it."""
    first, last = match.span()
    units = line.units[first:last]
    following = [u.kind for u in line.units[last : last + 3] if u.kind != "honorific"]
    leads = units[0].kind == "post" or [u.kind for u in units[:2]] == ["the", "post"]
    if following[:1] == ["person"] or (leads and following[:2] == ["comma", "person"]):
        return None  # the list goes on with the name of the last post: each post is that of the name behind it
    made: list[Unit] = []
    owner: int | None = None
    leading: list[Title] = []
    for unit in units:
        if unit.kind == "post" and owner is None:
            leading.extend(unit.value)
        elif unit.kind == "post" and owner is not None:
            person = made[owner]
            value = replace(person.value, titles=(*person.value.titles, *unit.value))
            made[owner] = Unit("person", person.first, unit.last, value, rule.id)
            del made[owner + 1 :]
        else:
            if unit.kind == "person":
                value = replace(unit.value, titles=(*leading, *unit.value.titles))
                unit = replace(unit, value=value, rule=rule.id) if leading else unit
                leading = []
                owner = len(made)
            made.append(unit)
    return first, last, made


def _body_behind(line: Line, listed: Unit) -> Unit | None:
    """Return the organization that stands behind posts in the plural: the Co-Chairs of the Minsk Group."""
    after = line.units[line.units.index(listed) + 1 :][:3]
    kinds = [u.kind for u in after if u.kind != "the"]
    return next((u for u in after if u.kind == "organization"), None) if kinds[:2] == ["of", "organization"] else None


def _singular(title: str) -> str:
    """Return one of several posts: Ministers of Defence → Minister of Defence."""
    head, of, rest = title.partition(" of ")
    noun, behind, adjective = head.partition(" Extraordinary")
    return (
        (re.sub(r"ies$", "y", noun) if noun.endswith("ies") else noun.removesuffix("s"))
        + behind
        + adjective
        + of
        + rest
    )
