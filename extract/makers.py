"""What a name rule makes of the units that it matches: an organization, a post, a person, a person with posts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from diplograph.extract import symbols
from diplograph.extract.gazetteer import ModifierEntry, StateEntry
from diplograph.extract.line import Entities, Line, OrganizationName, PersonName, Title
from diplograph.extract.rules import NameRule, Rules
from diplograph.extract.symbols import Unit
from diplograph.extract.text import key, norm

Made = tuple[int, int, list[Unit]] | None


def _group(match: re.Match[str], name: str) -> tuple[int, int] | None:
    if name not in match.re.groupindex or match.start(name) < 0:
        return None
    return match.start(name), match.end(name)


def _make_organization(rule: NameRule, match: re.Match[str], line: Line, entities: Entities, rules: Rules) -> Made:
    first, last = match.span()
    short = _group(match, "short")
    if short:
        name = line.units[match.start("name")]
        acronym = line.wording(line.units[short[0]])
        if not isinstance(name.value, OrganizationName) or not any(c.isupper() for c in acronym[1:]):
            return None
        value = replace(name.value, short=acronym)
        return (
            first,
            last,
            [Unit("organization", line.units[first].first, line.units[last - 1].last, value, name.rule or rule.id)],
        )
    head = line.units[match.start("head")]
    # Words before the name proper ("The", "Yesterday") are no part of it; a sentence may begin with any capital.
    while first < match.start("head") and (
        line.units[first].kind == "state"
        or line.wording(line.units[first])
        in rules.words["not_names"]
        - {
            "National",
            "International",
            "State",
            "General",
            "Economic",
            "Security",
            "World",
            "Foreign",
            "Military",
            "Special",
            "Peace",
            "Regional",
            "Joint",
            "Public",
            "Supreme",
        }
    ):
        if line.units[first].kind == "state" and not _possessed(line, first):
            break
        first += 1
    head_word = line.wording(head)
    alone = first == match.start("head") and last == match.end("head")
    ahead = match.start("head") - first
    named = any(line.units[k].kind in ("organization", "state", "place") for k in range(first, match.start("head")))
    if alone or (head_word in rules.words["weak_heads"] and last == match.end("head") and ahead < (1 if named else 2)):
        return None
    if rule.id == "organization.head-of-topic":
        people = (k for k in range(match.end("head") + 1, last) if _is_person_word(line, k, entities, rules))
        last = next(people, last)
        if last <= match.end("head") + 1:
            return None
    start, end = line.words[line.units[first].first].start, line.words[line.units[last - 1].last - 1].end
    owner = _group(match, "owner")
    entry = head.value.entry if isinstance(head.value, OrganizationName) else None
    state = line.units[owner[0]].value if owner else None
    if entry is not None and owner and not (entry.kind == "parliament" or head.strong):
        entry = None
    value = OrganizationName(line.text[start:end], entry, None, state if isinstance(state, StateEntry) else None)
    return first, last, [Unit("organization", line.units[first].first, line.units[last - 1].last, value, rule.id)]


def _is_person_word(line: Line, at: int, entities: Entities, rules: Rules) -> bool:
    unit = line.units[at]
    portfolio = line.wording(unit) in rules.words["portfolios"]
    return unit.kind == "cap" and not portfolio and entities.label(*line.span(unit)) == "PERSON"


def _possessed(line: Line, at: int) -> bool:
    return at + 1 < len(line.units) and line.units[at + 1].kind == "poss"


def _make_post(rule: NameRule, match: re.Match[str], line: Line, entities: Entities, rules: Rules) -> Made:
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
        if rule.id == "post.for-matter" and head.value[0].entry.kind not in (
            "envoy",
            "official",
            "commissioner",
            "spokesperson",
            "chair",
        ):
            return None
        if name == "head":
            start, end = line.words[line.units[first].first].start, line.words[line.units[last - 1].last - 1].end
            wording = line.text[start:end]
            limits = [u.value for u in line.units[first:last] if isinstance(u.value, ModifierEntry)]
            status = next((m.kind for m in limits if m.kind in ("former", "acting", "designate")), "current")
            if (not any(c.isupper() for c in wording) and not limits) or (
                last <= match.end("head") and rule.id == "post.topic"
            ):
                return None
            wording = re.sub(r"^(?:newly[- ](?:appointed|elected)|new|appointed)\s+", "", wording, flags=re.IGNORECASE)
            if status == "former":
                wording = " ".join(
                    w.text
                    for w in line.words[line.units[first].first : line.units[last - 1].last]
                    if norm(w.text) not in _FORMER
                ).replace(" - ", "-")
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


def _make_person(rule: NameRule, match: re.Match[str], line: Line, entities: Entities, rules: Rules) -> Made:
    at = _group(match, "name")
    first, last = (at[0], match.end()) if at else match.span()
    if rule.id == "person.known":
        return _known(rule, first, last, line)
    for i in range(first, last):
        wording = line.wording(line.units[i])
        if wording in rules.words["not_names"] or (
            wording.isupper() and len(wording) > 2 and wording.capitalize() in rules.words["not_names"]
        ):
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
    wording = line.wording(chosen[-1])
    if line.wording(chosen[0]) == "St." or (
        wording.isupper()
        and len(wording) > 1
        and not line.text[:start].isupper()
        and line.words[0].text != line.words[0].text.upper()
        and not _shouted(line, chosen)
    ):
        return None
    if all(u.kind == "initials" for u in chosen) or (
        len(chosen) == 1 and line.wording(chosen[0]).isupper() and len(line.wording(chosen[0])) < 5
    ):
        return None
    if (
        rule.id.startswith("person.after")
        and entities.label(start, end) in ("ORG", "GPE", "EVENT", "LAW", "DATE")
        and len(chosen) == 1
        and not line.wording(chosen[0])[0].isupper()
    ):
        return None
    made = Unit("person", chosen[0].first, chosen[-1].last, PersonName(_spaced(line.text[start:end])), rule.id)
    return first, last, [made]


def _shouted(line: Line, chosen: list[Unit]) -> bool:
    """Tell whether a name stands in capitals as names of speakers do ("Sergey LAVROV"), not an acronym."""
    letters = [line.wording(u) for u in chosen if u.kind == "cap"]
    return len(letters) > 1 and len(letters[-1]) > 4


def _known(rule: NameRule, first: int, last: int, line: Line) -> Made:
    """Take the first, longest run of units that is a name known from elsewhere in the release."""
    for start in range(first, last):
        for end in range(last, start, -1):
            chosen = line.units[start:end]
            if chosen[0].kind == "dash" or chosen[-1].kind == "dash":
                continue
            name = line.text[line.span(chosen[0])[0] : line.span(chosen[-1])[1]]
            if tuple(form for form in key(name) if form.isalpha()) in line.known:
                return (
                    start,
                    end,
                    [Unit("person", chosen[0].first, chosen[-1].last, PersonName(_spaced(name)), rule.id)],
                )
    return None


def _recognized(rule: NameRule, first: int, last: int, line: Line, entities: Entities, rules: Rules) -> Made:
    """Take a run of capitalized words as a person where the model says so and nothing speaks against it."""
    start, end = line.words[line.units[first].first].start, line.words[line.units[last - 1].last - 1].end
    span = next(((a, b) for name, a, b in entities.spans if name == "PERSON" and a < end and start < b), None)
    if span is None:
        return None
    lo, hi = first, last
    while lo < hi and line.span(line.units[lo])[0] < span[0]:
        lo += 1
    while (
        hi < len(line.units)
        and line.span(line.units[hi])[1] <= span[1]
        and line.units[hi].kind in ("cap", "particle", "dash", "initials", "place", "low")
    ):
        hi += 1
    while hi > lo and line.span(line.units[hi - 1])[1] > span[1]:
        hi -= 1
    while hi > lo and line.units[hi - 1].kind in ("dash", "particle"):
        hi -= 1
    chosen = line.units[lo:hi]
    caps = [u for u in chosen if u.kind in ("cap", "initials")]
    if any(line.wording(u) in rules.words["portfolios"] for u in chosen):
        return None
    if len(caps) < 2 or any(
        line.wording(u) in rules.words["not_names"]
        or line.wording(u).capitalize() in rules.words["not_names"]
        or (line.wording(u).isupper() and len(line.wording(u)) > 1 and not line.text.isupper())
        for u in chosen
    ):
        return None
    made = Unit(
        "person",
        chosen[0].first,
        chosen[-1].last,
        PersonName(_spaced(line.text[line.span(chosen[0])[0] : line.span(chosen[-1])[1]])),
        rule.id,
    )
    return lo, hi, [made]


def _spaced(name: str) -> str:
    """Return a name with a space after its initials."""
    return re.sub(r"(?<=\.)(?=[^\W\d_]{2,})", " ", name)


def _make_holder(rule: NameRule, match: re.Match[str], line: Line, entities: Entities, rules: Rules) -> Made:
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
    following = line.units[match.end()] if match.end() < len(line.units) else None
    if rule.id == "holder.after-name" and following is not None and following.kind in ("person", "honorific", "lparen"):
        return None  # the post is that of the next name
    joined = any(u.kind == "and" for u in line.units[match.start() : match.end()])
    if joined and len(titles) > 1 and titles[0].entry.kind in ("head-of-state", "royal"):
        return None  # "the President and Speaker X" are two people
    if titles and not of and titles[-1].body is None and (state := _beside(line, match.end())) is not None:
        titles = [replace(t, body=state) if t.entry.kind in _OF_STATES else t for t in titles]
    with_body = next((t.body for t in reversed(titles) if t.body), None)
    if with_body is not None:
        titles = [replace(t, body=t.body or with_body) for t in titles]
    honorifics = [line.wording(u) for u in line.units[match.start() : match.end()] if u.kind == "honorific"]
    kept = tuple(t for t in titles if t.body is not None or not _is_honorific(t))
    honorifics = [t.title for t in titles if t not in kept] + honorifics
    value = replace(
        person.value,
        titles=(*person.value.titles, *kept),
        honorific=person.value.honorific or (honorifics[0] if honorifics else None),
    )
    first, last = match.span()
    return first, last, [Unit("person", line.units[first].first, line.units[last - 1].last, value, rule.id)]


_OF_STATES = ("head-of-state", "head-of-government", "royal")
_WITH_GOVERNMENT = symbols.compiled("and the? (cap | orghead | low){1,2} of the? state:of")


def _beside(line: Line, at: int) -> Unit | None:
    """Return the state that a bare head of state is named with: "President X and the people of Y"."""
    match = _WITH_GOVERNMENT.match(symbols.letters(line.units), at)
    return line.units[match.start("of")] if match else None


def _singular(title: str) -> str:
    """Return one of several posts: Ministers of Defence → Minister of Defence."""
    head, of, rest = title.partition(" of ")
    return re.sub(r"ies$", "y", head) if head.endswith("ies") else head.removesuffix("s") + of + rest


_HONORIFIC_TITLES = frozenset(
    (
        "ambassador",
        "general",
        "colonel",
        "admiral",
        "doctor",
        "professor",
        "sheikh",
        "academician",
        "major",
        "lieutenant",
    )
)


def _is_honorific(title: Title) -> bool:
    return title.title.lower() in _HONORIFIC_TITLES


MAKERS: dict[str, Callable[[NameRule, re.Match[str], Line, Entities, Rules], Made]] = {
    "organization": _make_organization, "post": _make_post, "person": _make_person, "holder": _make_holder,
}  # fmt: skip
