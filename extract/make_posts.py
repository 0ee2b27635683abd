"""What the rules for posts make of the units that they match."""

from __future__ import annotations

import re
from dataclasses import replace

from diplograph.extract import gazetteer
from diplograph.extract.entries import RULING_KINDS
from diplograph.extract.gazetteer import ModifierEntry, PlaceEntry
from diplograph.extract.line import Entities, Line, OrganizationName, Title
from diplograph.extract.make_common import Made, given_names, group, known_organization, told_of, topic_words, wording
from diplograph.extract.make_seats import OF_NAMED, make_member, make_office, post_unit
from diplograph.extract.rules import NameRule, Rules, listed
from diplograph.extract.symbols import Unit
from diplograph.extract.text import norm, slug

_FORMER = frozenset(("former", "ex", "late", "then", "outgoing", "previous", "past"))
_SITTINGS = ("Session", "Conference", "Meeting", "Assembly")
_HEADS = ("executive-head", "chair")
_NEW = re.compile(r"^(?:newly[- ](?:appointed|elected)|new|appointed)\s+", re.IGNORECASE)
_SHORT = re.compile(r" \([A-Za-z]{2,5}\)")  # "Minister of State (MoS) for Trade"
_WITH_MATTER = ("envoy", "official", "commissioner", "spokesperson", "chair")
_SENT = ("ambassador", "envoy", "commissioner")  # kinds of posts that are held to or in another body
_FOR_ANOTHER = ("envoy", "official", "spokesperson", "deputy", "executive-head")  # kinds that serve another post


def make_post(rule: NameRule, match: re.Match[str], line: Line, entities: Entities, rules: Rules) -> Made:
    """Return the unit of a post with its body, or None where the words name no post."""
    first, last = match.span()
    if rule.id == "post.in-charge" and line.wording(line.units[match.start("low")]) != "charge":
        return None
    if rule.id == "post.and-topic" and not _goes_on(match, line):
        return None
    if rule.id == "post.chief":
        return _chief(rule, match, line)
    if rule.id == "post.topics-before":
        return _topics_before(rule, match, line)
    if rule.id == "post.for-matter" and last < len(line.units) and line.units[last].kind == "post":
        return None  # "Spokesman for UN Secretary-General X"
    if group(match, "head"):
        made = _worded(rule, match, line, entities, rules)
        return made and (first, made[0], [post_unit(rule, line, first, made[0], (made[1],))])
    if rule.id == "post.office":
        return make_office(rule, match, line)
    if rule.id == "post.member":
        return make_member(rule, match, line)
    titles: tuple[Title, ...] = line.units[match.start("title")].value
    if rule.id == "post.of-acronym":
        return _of_acronym(rule, match, line, titles)
    if (make := OF_NAMED.get(rule.id)) is not None:
        return make(rule, match, line, titles)
    if rule.id == "post.delegation-to":
        sent = "Delegation" in line.wording(line.units[first]) and titles[-1].body is not None
        return (first, last, [post_unit(rule, line, first, last, titles)]) if sent else None
    if rule.id == "post.of-session":
        return _of_session(rule, match, line, titles)
    if rule.id == "post.of-part":
        return _of_part(rule, match, line, titles, rules)
    if rule.id == "post.serving":
        return _serving(rule, match, line)
    if rule.id == "post.of-town":
        return _of_town(rule, match, line, titles)
    if rule.id == "post.ambassador":
        if not any(t.entry.kind in _SENT for t in titles) or any(t.to for t in titles):
            return None
        several = group(match, "several")
        if several and norm(line.wording(line.units[several[0]])) != "organizations":
            return None  # only "the international organizations in Vienna" are as good as one of them
        where = line.units[match.end("to") - 1]
        named = where.value.name if where.kind == "state" else line.wording(where)
        begin, end = match.start("to"), match.end("to") - 1
        if named != line.wording(where):
            end = begin + 1  # "to the Republic of X": to X
        to = f"{wording(line, begin, end)} {named}"
        titles = tuple(replace(t, to=to, where=where, rule=rule.id) for t in titles)
    if rule.id == "post.at-body" and (titles[-1].body is not None or not _is_at(match, line)):
        return None
    if rule.id == "post.body-for":
        return _body_for(rule, match, line)
    if rule.id == "post.abbreviated":
        same = line.units[match.start("short")].value[0].entry is titles[-1].entry
        return (first, last, [post_unit(rule, line, first, last, titles)]) if same else None
    if rule.id == "post.of-state-body":
        return _of_state(rule, match, line, titles, rules)
    if rule.id == "post.of-body" and (whole_end := _delegation(line, last)) and titles[-1].entry.kind in _HEADS:
        title = f"{titles[-1].title} of the {wording(line, whole_end - 1, whole_end)}"
        whole = replace(titles[-1], title=title, body=line.units[match.start("of")], rule=rule.id)
        return first, whole_end, [post_unit(rule, line, first, whole_end, (*titles[:-1], whole))]
    if rule.id == "post.of-body" and (part_end := _part_end(line, last, rules)):
        title = f"{titles[-1].title} of the {wording(line, last + 1, part_end)}"
        whole = replace(titles[-1], title=title, body=line.units[match.start("of")], rule=rule.id)
        return first, part_end, [post_unit(rule, line, first, part_end, (*titles[:-1], whole))]
    body = group(match, "of")
    behind = line.units[last].kind if last < len(line.units) else ""
    inside = behind == "orghead" or (behind == "cap" and not _governs(titles[-1]))
    if rule.id == "post.of-body" and line.units[last - 1].kind == "place" and inside:
        return None  # "Chairman of the Geneva Airports Board"
    if rule.id == "post.of-body" and behind == "cap" and _followed(line, last + 1, "post"):
        return None  # "Head of the OSCE Project Co-ordinator's office"
    if rule.id == "post.of-body" and behind == "post" and _serves(titles[-1], line.units[last]):
        return None  # "Special Representative of the UN Secretary-General"
    if rule.id == "post.of-body" and behind == "poss" and told_of(line, first):
        return None  # "assured the Minister of the Union's support"
    if rule.id == "post.body-beside" and match["article"] and titles[-1].entry.kind != "official":
        return None  # "Associate Professor, the University of X", but "the Secretary General, the EU and others"
    if rule.id == "post.body-beside" and behind == "and" and line.units[last - 1].kind == "organization":
        return None  # "the Secretary General, ASEAN and its partners"
    if body is not None:
        titles = tuple(_with_body(t, line.units[body[0]], rule, rules) for t in titles)
    seat = line.units[first - 1] if first else None
    if (chair := group(match, "chair")) and line.wording(line.units[chair[0]]) not in listed("chairmanships"):
        return None  # of the OSCE's Chairmanship, not of its Anthem
    governs = titles[-1].entry.kind in (*RULING_KINDS, "minister", "deputy")
    in_state = rule.id == "post.body-before" and line.units[first].kind == "state" and not governs
    if in_state and seat is not None and seat.kind == "organization":
        titles = tuple(replace(t, body=seat) if t.body is line.units[first] else t for t in titles)
        return first - 1, last, [post_unit(rule, line, first - 1, last, titles)]  # "UNDP Moldova Representative"
    before = seat.value if seat is not None and seat.kind == "modifier" else None
    if rule.id == "post.body-before" and before is not None and before.kind in ("former", "acting"):
        titles = tuple(replace(t, status=before.kind) for t in titles)  # "the former Nigerian President"
    return first, last, [post_unit(rule, line, first, last, titles)]


def _of_part(rule: NameRule, match: re.Match[str], line: Line, titles: tuple[Title, ...], rules: Rules) -> Made:
    """Make a post of one in a part of a body: what follows is not the body."""
    first, last = match.span()
    behind = line.units[last].kind if last < len(line.units) else ""
    part = line.wording(line.units[match.start("part")])
    if part in line.known.bodies or part not in rules.words["departments"] | {"Secretariat", "Ministry"}:
        return None
    if titles[-1].body is not None or titles[-1].to or behind not in ("cap", "honorific", "person", "comma"):
        return None
    made = replace(titles[-1], title=wording(line, first, last), rule=rule.id)
    return first, last, [post_unit(rule, line, first, last, (*titles[:-1], made))]


def _of_acronym(rule: NameRule, match: re.Match[str], line: Line, titles: tuple[Title, ...]) -> Made:
    """Make a post of a body by an acronym that no gazetteer knows, or that means other things as well."""
    first, last = match.span()
    unit = line.units[match.start("of")]
    acronym = line.wording(unit)
    if not acronym.isupper() or not 2 < len(acronym) < 9 or titles[-1].entry.scope != "organization":
        return None
    known = (o for o in gazetteer.load().organizations if o.acronym == acronym and not match["outer"])
    name = OrganizationName(wording(line, match.start("of"), last), next(known, None))
    body = Unit("organization", unit.first, line.units[last - 1].last, name, rule.id)
    made = replace(titles[-1], body=body, rule=rule.id)
    return first, last, [post_unit(rule, line, first, last, (*titles[:-1], made))]


def _of_session(rule: NameRule, match: re.Match[str], line: Line, titles: tuple[Title, ...]) -> Made:
    """Make a post of one session of a body: President of the 78th Session of the General Assembly."""
    first, last = match.span()
    if line.wording(line.units[match.start("session")]) not in _SITTINGS:
        return None
    title = f"{titles[-1].title} {wording(line, match.end('title'), match.end('session'))}"
    whole = replace(titles[-1], title=title, body=line.units[match.start("of")], rule=rule.id)
    return first, last, [post_unit(rule, line, first, last, (*titles[:-1], whole))]


def _delegation(line: Line, start: int) -> int | None:
    """Return where words end that say what of a body somebody heads: its election observation mission."""
    for at in range(start, min(start + 6, len(line.units))):
        unit = line.units[at]
        if unit.kind not in ("low", "hyphen", "modifier"):
            return None
        if line.wording(unit) in listed("delegations"):
            return at + 1
    return None


def _part_end(line: Line, poss: int, rules: Rules) -> int | None:
    """Return where the name of a department ends behind a body: "Head of the OSCE Mission's Legal Section"."""
    if not _followed(line, poss, "poss"):
        return None
    for at in range(poss + 1, min(poss + 7, len(line.units))):
        unit = line.units[at]
        if unit.kind not in ("cap", "and", "organization", "orghead"):
            return None
        if line.wording(unit).split()[-1] in rules.words["departments"]:
            return at + 1
    return None


def _is_at(match: re.Match[str], line: Line) -> bool:
    """Tell whether a post is one at a body; what is "in" one may only be there, but for officials of a ministry."""
    word = line.wording(line.units[match.start("low")]).lower()
    head: Title = line.units[match.start("title")].value[-1]
    inside = head.entry.kind in ("official", "deputy") and line.wording(line.units[match.start("of")]).startswith("Min")
    return word == "at" or (word == "in" and inside)


def _of_state(rule: NameRule, match: re.Match[str], line: Line, titles: tuple[Title, ...], rules: Rules) -> Made:
    """Make a post of a body that is named behind its state: Speaker of the Mongolia Senate."""
    first, last = match.span()
    state, body = line.units[match.start("state")], line.units[last - 1]
    owned = state.first + 1 < body.first  # "Kyrgyzstan's State Customs Service"
    named = replace(body.value, name=body.value.name if owned else wording(line, last - 2, last), owner=state.value)
    whole = replace(body, first=state.first, value=named)
    return first, last, [post_unit(rule, line, first, last, tuple(_with_body(t, whole, rule, rules) for t in titles))]


def _worded(
    rule: NameRule, match: re.Match[str], line: Line, entities: Entities, rules: Rules
) -> tuple[int, Title] | None:
    """Return a title as it is worded, with what limits it or what it is for, and the unit behind it."""
    first, last = match.span()
    at = match.start("head")
    head: Title = line.units[at].value[0]
    if rule.id == "post.topic" and " of " in head.title and line.wording(line.units[last - 1]).isupper():
        return None  # "Minister of Health of KR"
    if rule.id == "post.topic" and _governs(head):
        return None  # of a town, not of a matter
    if rule.id == "post.for-matter" and (more := group(match, "more")) is not None:
        said = [line.wording(u) for u in line.units[more[0] : more[1]] if u.kind == "cap"]
        last = last if all(word in topic_words() for word in said) else more[0]  # "for Security and Policy", no name
    if rule.id in ("post.topic", "post.in-charge", "post.and-topic", "post.on-matter"):
        begin = at + (3 if rule.id == "post.in-charge" else 1)
        if head.entry.kind == "executive-head" and [u.kind for u in line.units[begin : begin + 2]] == ["for", "region"]:
            return (
                None  # "Representative of the Secretary-General for West Africa": who is for it is the representative
            )
        last = _portfolio_end(line, begin, last, entities, rules)
        if last <= begin:
            return None
    if (
        rule.id in ("post.for-matter", "post.on-matter")
        and head.entry.kind not in _WITH_MATTER
        and not head.title.startswith("Vice")
    ):
        return None
    title = wording(line, first, last)
    if head.body is not None and first == at:
        title = f"{head.title} {wording(line, at + 1, last)}"  # "High Representative of the EU for Foreign Affairs"
    limits = [u.value for u in line.units[first:last] if isinstance(u.value, ModifierEntry)]
    status = next((m.kind for m in limits if m.kind in ("former", "acting", "designate")), head.status)
    if not any(c.isupper() for c in title) and not limits:
        return None
    title = _SHORT.sub("", _NEW.sub("", title))
    if status == "former":
        words = line.words[line.units[first].first : line.units[last - 1].last]
        title = " ".join(w.text for w in words if norm(w.text) not in _FORMER).replace(" - ", "-")
    return last, replace(head, title=title, status=status, rule=rule.id)


def _body_for(rule: NameRule, match: re.Match[str], line: Line) -> Made:
    """Add to a post with a body what it is for, as far as the words are those of portfolios."""
    titles: tuple[Title, ...] = line.units[match.start("title")].value
    start, last = match.start("matter"), match.start("matter")
    while last < match.end("matter"):
        word = line.wording(line.units[last])
        named = word[0].isupper() and (word in topic_words() or "of" in word)
        if line.units[last].kind not in ("and", "the", "region") and not named:
            break
        last += 1
    while last > start and line.units[last - 1].kind in ("and", "the"):
        last -= 1
    if titles[-1].body is None or last == start:
        return None
    made = replace(titles[-1], title=f"{titles[-1].title} for {wording(line, start, last)}", rule=rule.id)
    return match.start(), last, [post_unit(rule, line, match.start(), last, (*titles[:-1], made))]


def _goes_on(match: re.Match[str], line: Line) -> bool:
    """Tell whether a known title is only the beginning of one: "Minister of Trade" and Integration."""
    head = line.wording(line.units[match.start("head")])
    after = [line.wording(u) for u in line.units[match.end("and") : match.end("and") + 2]]
    return (" of " in head or " for " in head) and any(word in topic_words() for word in after)


def _chief(rule: NameRule, match: re.Match[str], line: Line) -> Made:
    """Return the post of a chief, a word that is a post only with the body behind it."""
    first, last = match.span()
    if line.wording(line.units[first]) != "Chief":
        return None
    entry = next(post for post in gazetteer.load().posts if post.title == "Head")
    title = Title("Chief", entry, line.units[match.start("of")], "current", rule.id)
    return first, last, [post_unit(rule, line, first, last, (title,))]


def _topics_before(rule: NameRule, match: re.Match[str], line: Line) -> Made:
    """Return the post of several portfolios that stand before it, from the first word of a portfolio on."""
    at = match.start("head")
    head: Title = line.units[at].value[0]
    first = at
    while first > match.start() and _is_topic(line, line.units[first - 1]):
        first -= 1
    while first < at and line.units[first].kind in ("and", "comma"):
        first += 1
    if head.entry.kind not in ("minister", "deputy") or not any(u.kind == "and" for u in line.units[first:at]):
        return None
    made = replace(head, title=wording(line, first, at + 1), rule=rule.id)
    return first, at + 1, [post_unit(rule, line, first, at + 1, (made,))]


def _is_topic(line: Line, unit: Unit) -> bool:
    word = line.wording(unit)
    return unit.kind in ("and", "comma", "region") or (word[0].isupper() and word in topic_words())


def _portfolio_end(line: Line, head_end: int, last: int, entities: Entities, rules: Rules) -> int:
    """Return where a portfolio ends and a name begins: at a person's name or the first word no portfolio has."""
    start = head_end + 1
    known = False
    for i in range(start, last):
        unit = line.units[i]
        word = line.wording(unit)
        if unit.kind in ("cap", "region", "modifier", "demonym") and not word[0].isupper():
            last = i
            break
        known = known or unit.kind == "region"  # "for Africa": a name may follow
        if unit.kind != "cap":
            continue
        if word in topic_words():
            known = True
        elif known and i == last - 1 and _followed(line, last, "of") and entities.label(*line.span(unit)) != "PERSON":
            continue  # "Minister of Technical Regulation of …": a name of one word would not go on so
        elif (
            known
            or entities.label(*line.span(unit)) == "PERSON"
            or word in rules.words["calendar"]
            or (i > start and word in given_names())  # "Minister for Reintegration Oleg X"
        ):
            last = i
            break
    while last > start and line.units[last - 1].kind not in ("cap", "region"):
        last -= 1
    for_region = line.units[head_end].kind == "for" and line.units[start].kind == "region"
    if not (for_region or any(u.kind == "cap" for u in line.units[start:last])):
        return head_end
    if last < len(line.units) and line.units[last].kind == "orghead":
        return head_end  # "Head of the Information Office"
    return last if last > start else head_end


def _serves(title: Title, following: Unit) -> bool:
    """Tell whether the post behind a post's body is the one that it serves, not the rank of the name behind it."""
    served: Title = following.value[0]
    return title.entry.kind in ("envoy", "official", "spokesperson") and served.entry.kind != "ambassador"


def _followed(line: Line, at: int, kind: str) -> bool:
    return at < len(line.units) and line.units[at].kind == kind


def _governs(title: Title) -> bool:
    return title.entry.title.endswith(("Mayor", "Governor"))


def _of_town(rule: NameRule, match: re.Match[str], line: Line, titles: tuple[Title, ...]) -> Made:
    """Make a post of a mayor or governor with the town, which is the first word before the name."""
    first, last = match.start(), match.end("town")
    unit = line.units[match.start("town")]
    town = line.wording(unit)
    if not _governs(titles[-1]) or titles[-1].body is not None or town in given_names():
        return None
    place = PlaceEntry(slug(town), town, (), None, "city", frozenset(), 0, rule.id)
    made = replace(titles[-1], body=Unit("place", unit.first, unit.last, place, rule.id), rule=rule.id)
    return first, last, [post_unit(rule, line, first, last, (*titles[:-1], made))]


def _serving(rule: NameRule, match: re.Match[str], line: Line) -> Made:
    """Join a post and the post that it serves: Adviser to the President of X."""
    first, last = match.span()
    titles: tuple[Title, ...] = line.units[match.start("title")].value
    served = line.units[match.start("served")]
    head = titles[-1]
    if head.body is not None or head.to or head.entry.kind not in _FOR_ANOTHER:
        return None
    bare = not any(u.kind == "the" for u in line.units[match.end("title") : match.start("served")])
    named = _followed(line, last, "cap") or _followed(line, last, "person")
    if named and served.kind == "post" and (bare or head.entry.kind == "spokesperson"):
        return None  # "the spokesperson of Secretary-General X": X is the Secretary-General
    if _followed(line, last, "poss"):
        return None  # "Head of the President's Office"
    title = f"{head.title} {wording(line, match.end('title'), match.start('served'))} "
    if served.kind != "post":
        made = replace(head, title=title + wording(line, match.start("served"), last), rule=rule.id)
    else:
        inner: Title = served.value[-1]
        made = replace(head, title=title + inner.title, body=inner.body, rule=rule.id, serves=inner)
    return first, last, [post_unit(rule, line, first, last, (*titles[:-1], made))]


def _with_body(title: Title, body: Unit, rule: NameRule, rules: Rules) -> Title:
    """Give a title its body; of a department the post takes the name, the body is what the department belongs to."""
    if title.body is not None:
        return title
    value = body.value
    if isinstance(value, OrganizationName) and value.entry is None:
        outer = value.parent
        inner = value.name.removesuffix(outer.name).strip() if outer else value.name
        inner, _, rest = inner.partition(" of the ")
        inner = inner.removesuffix(" the").removesuffix(" of")
        outer = outer or (known_organization(rest) if rest else None)
        if outer is not None and any(word in rules.words["departments"] for word in inner.split()):
            owner = Unit("organization", body.first, body.last, outer, body.rule)
            return replace(title, title=f"{title.title} of the {inner}", body=owner, rule=rule.id)
    return replace(title, body=body, rule=rule.id)
