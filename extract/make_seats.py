"""Posts told by their bodies: the name of an office that is one person's, a seat in a body, a committee's chair."""

from __future__ import annotations

import re
from dataclasses import replace

from diplograph.extract import gazetteer, lexicon
from diplograph.extract.line import Line, OrganizationName, Title
from diplograph.extract.make_common import Made, given_names, wording
from diplograph.extract.rules import NameRule, listed
from diplograph.extract.symbols import Unit
from diplograph.extract.text import key


def post_unit(rule: NameRule, line: Line, first: int, last: int, titles: tuple[Title, ...]) -> Unit:
    """Return the unit of a post that covers units of a line."""
    return Unit("post", line.units[first].first, line.units[last - 1].last, titles, rule.id)


def make_office(rule: NameRule, match: re.Match[str], line: Line) -> Made:
    """Make a post of a body that is an office of one person, where that person is named beside it."""
    first, last = match.span()
    unit = line.units[first]
    entry = unit.value.entry
    parent = gazetteer.load().organization_by_id.get(entry.parent or "") if entry is not None else None
    if parent is None:
        return None
    said = line.wording(unit)
    owners = [name for name in (parent.acronym, parent.name, *parent.aliases) if name and said.startswith(f"{name} ")]
    form = lexicon.load().forms.get(key(said.removeprefix(f"{owners[0]} "))) if owners else None
    if form is None or form.kind != "post" or not _beside_name(line, first, last):
        return None
    body = Unit("organization", unit.first, unit.last, OrganizationName(owners[0], parent), unit.rule)
    title = Title(said.removeprefix(f"{owners[0]} "), form.entry, body, "current", rule.id)
    return first, last, [post_unit(rule, line, first, last, (title,))]


def make_member(rule: NameRule, match: re.Match[str], line: Line) -> Made:
    """Make a post of the membership of somebody who is named beside it."""
    first, last = match.span()
    if line.wording(line.units[first]) != "Member" or not _beside_name(line, first, last):
        return None
    entry = next(post for post in gazetteer.load().posts if post.title == "Member of Parliament")
    title = Title("Member", entry, line.units[match.start("of")], "current", rule.id)
    return first, last, [post_unit(rule, line, first, last, (title,))]


def make_committee(rule: NameRule, match: re.Match[str], line: Line, titles: tuple[Title, ...]) -> Made:
    """Make a post of the committee that is named before its chair: Defence Committee Chair."""
    first, last = match.span()
    committee, _, title = titles[-1].title.partition(" ")
    if committee != "Committee" or titles[-1].body is not None:
        return None
    name = OrganizationName(f"{wording(line, first, last - 1)} {committee}")
    body = Unit("organization", line.units[first].first, line.units[last - 1].first + 1, name, rule.id)
    made = replace(titles[-1], title=title, body=body, rule=rule.id)
    return first, last, [post_unit(rule, line, first, last, (*titles[:-1], made))]


def make_division(rule: NameRule, match: re.Match[str], line: Line, titles: tuple[Title, ...]) -> Made:
    """Make a post of a division that is told by what it is for: Director of the Division of Operations of a body."""
    first, last = match.span()
    if line.wording(line.units[match.start("part")]) not in listed("departments") or titles[-1].body is not None:
        return None
    body = line.units[match.start("of")]
    end = next(k for k in range(match.start("of"), 0, -1) if line.units[k].kind == "of")
    title = f"{titles[-1].title} {wording(line, match.end('title'), end)}"
    made = replace(titles[-1], title=title, body=body, rule=rule.id)
    return first, last, [post_unit(rule, line, first, last, (*titles[:-1], made))]


def make_chair_of_talks(rule: NameRule, match: re.Match[str], line: Line, titles: tuple[Title, ...]) -> Made:
    """Make a post of who chairs talks that have a name and are no body."""
    first, last = match.span()
    if titles[-1].entry.kind != "chair" or line.wording(line.units[match.start("talks")]) not in listed("talks"):
        return None
    named = next(u for u in line.units[first:last] if u.kind == "place")
    made = replace(titles[-1], title=wording(line, first, last), where=named, rule=rule.id)
    return first, last, [post_unit(rule, line, first, last, (*titles[:-1], made))]


def make_expert(rule: NameRule, match: re.Match[str], line: Line, titles: tuple[Title, ...]) -> Made:
    """Make a post of an expert with the field that stands before it, which no acronym is."""
    first, last = match.span()
    fields = [line.wording(u) for u in line.units[first : last - 1] if u.kind != "hyphen"]
    expert = titles[-1].title == "Expert" and titles[-1].body is None
    if not expert or any(word.isupper() or word in given_names() for word in fields):
        return None
    made = replace(titles[-1], title=wording(line, first, last), rule=rule.id)
    return first, last, [post_unit(rule, line, first, last, (*titles[:-1], made))]


def _beside_name(line: Line, first: int, last: int) -> bool:
    """Tell whether a name stands right before units and a comma, or right behind them."""
    after = [u.kind for u in line.units[last : last + 4]]
    after = after[1:] if after[:1] == ["comma"] else after
    before = [u.kind for u in line.units[max(0, first - 4) : first] if u.kind != "the"]
    named = after[:1] == ["honorific"] or after[:1] == ["person"] or after[:2] == ["cap", "cap"]
    return named or before[-2:] in (["person", "comma"], ["cap", "comma"])


# What the rules make of a post by what stands beside it.
OF_NAMED = {
    "post.field-before": make_expert,
    "post.of-committee": make_committee,
    "post.of-division": make_division,
    "post.of-talks": make_chair_of_talks,
}
