"""What the rules for holders make of the units that they match: people with the posts that the words give them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from diplograph.extract import lexicon, symbols
from diplograph.extract.entries import RULING_KINDS
from diplograph.extract.line import Entities, Line, Title
from diplograph.extract.make_common import Made, group, told_of
from diplograph.extract.make_lists import listed_titles, make_run, make_several
from diplograph.extract.rules import NameRule, Rules, listed
from diplograph.extract.symbols import Unit
from diplograph.extract.text import key

_WITH_GOVERNMENT = symbols.compiled("and the? (cap | orghead | low){1,2} of the? state:of")
_TO_NAME = symbols.compiled(
    "of the? (cap | demonym | state | place | organization | orghead | modifier | of | the){1,8} person"
)
_RELATIVE = ("who", "whom", "whose", "which", "where", "when", "while", "after", "before", "during", "including")
_NO_MINISTERS = ("USA", "GBR")  # their members of government are Secretaries
_ENDS_APPOSITION = (
    "comma",
    "other",
    "lparen",
    "rparen",
    "and",
    "dash",
    "quote",
    "as",
    "in",
    "on",
    "at",
    "by",
    "to",
    "for",
)


def make_holder(rule: NameRule, match: re.Match[str], line: Line, entities: Entities, rules: Rules) -> Made:
    """Return the people of a match with their posts, or None where the posts are somebody else's."""
    if rule.id == "holder.several":
        return make_several(rule, match, line)
    if rule.id == "holder.before-brackets":
        post, at = match.start("title"), match.start("person")
        made = _holder(rule, line, at, at + 1, line.units[at], list(line.units[post].value), [])
        return post, match.end(), [*line.units[post + 1 : at], made]
    if rule.id == "holder.run":
        return make_run(rule, match, line)
    if rule.id == "holder.deputy":
        return _deputy(rule, match, line)
    if rule.id == "holder.side":
        return _side(rule, match, line)
    if rule.id == "holder.counterpart":
        return _counterpart(rule, match, line)
    first, last = match.span()
    person = line.units[match.start("person")]
    titles = _titles(line, range(first, last))
    of = group(match, "of")
    if of and last < len(line.units) and line.units[last].kind == "poss" and told_of(line, first):
        return None  # "assured Minister X of the Union's support"
    if rule.id in ("holder.listed", "holder.listed-of"):
        shared = listed_titles(rule, match, line)
        if shared is None:
            return None
        titles = shared
    if of:
        titles = [replace(t, body=t.body or line.units[of[0]]) for t in titles]
    if rule.id == "holder.is":
        return _is(rule, match, line, person)
    if rule.id == "holder.after-name":
        last = _own_end(line, match)
        titles = _titles(line, range(first, last))
        if not _apposition(line, match, last, person, titles):
            return None
    if rule.id in ("holder.before-name", "holder.before-comma"):
        skipped = _others(line, match)
        if skipped is None:
            return None
        if _in_office_of(line, skipped):
            return None
        first, titles = skipped, _titles(line, range(skipped, last))
        if not titles:
            return None
    if rule.id == "holder.before-comma" and _opens_clause(line, first, last):
        return None
    if rule.id == "holder.before-comma" and _closes(line, last):
        last += 1
    if titles and not of and titles[-1].body is None and (state := _beside(line, last)) is not None:
        titles = [replace(t, body=state) if t.entry.kind in RULING_KINDS else t for t in titles]
    honorifics = [line.wording(u) for u in line.units[first:last] if u.kind == "honorific"]
    unit = _holder(rule, line, first, last, person, titles, honorifics)
    return first, last, [unit]


def _in_office_of(line: Line, first: int) -> bool:
    """Tell whether a post only says whom another one serves: "Minister at the Office of the President", "Staff of"."""
    units = [u for u in line.units[max(0, first - 6) : first] if u.kind != "the"]
    before = [u.kind for u in units]
    if before[-1:] in (["of"], ["to"]) and len(units) > 1 and line.wording(units[-2]).split()[-1] in listed("serving"):
        return True
    return before[-2:] == ["orghead", "of"] and before[-4:-2] in (["post", "in"], ["post", "of"])


def _opens_clause(line: Line, first: int, last: int) -> bool:
    """Tell whether a name begins what an opening phrase leads to: "In her meeting with the President, Ms. X noted"."""
    begin = first
    while begin and line.units[begin - 1].kind not in ("other", "comma"):
        begin -= 1
    leads = begin < first and _LEADING.fullmatch(line.wording(line.units[begin])) is not None
    return leads and last < len(line.units) and line.units[last].kind == "low"


# Prepositions and participles that open a sentence: "With the President, …", "Thanking the Minister, …".
_LEADING = re.compile(
    "Accompanied|After|Ahead|Alongside|At|Before|Beside|During|Following|In|Invited|Joined|On|Received|Together|With"
    "|(?!United)[A-Z][a-z]{2,}(?:ing|ed)"
)


def _governed(line: Line, at: int) -> bool:
    """Tell whether what stands at a unit is governed by the word before it, not the subject behind a date."""
    if at == 0 or line.units[at - 1].kind in ("number", "comma", "other"):
        return False
    return line.units[at - 1].kind != "cap" or _LEADING.fullmatch(line.wording(line.units[at - 1])) is not None


def _closes(line: Line, at: int) -> bool:
    """Tell whether a comma closes an apposition before its predicate: "the Minister, A, held talks"."""
    after = line.units[at + 1] if at + 1 < len(line.units) else None
    closing = line.units[at].kind == "comma" if at < len(line.units) else False
    return closing and after is not None and after.kind == "low" and line.wording(after) not in _RELATIVE


def _titles(line: Line, units: Iterable[int]) -> list[Title]:
    return [t for k in units if line.units[k].kind == "post" for t in line.units[k].value]


def _holder(
    rule: NameRule, line: Line, first: int, last: int, person: Unit, titles: list[Title], honorifics: list[str]
) -> Unit:
    """Return a person's unit with more titles; a body that one of them names is that of the others that it suits."""
    named = [
        t for t in titles if t.body is not None or t.to or "-".join(key(t.title)) not in listed("honorific_titles")
    ]
    honorifics = [t.title for t in titles if t not in named] + honorifics
    titles = named
    with_body = next((t.body for t in reversed(titles) if t.body), None)
    if with_body is not None:
        suited = [t for t in titles if t.body is not None]
        titles = [replace(t, body=t.body or _shared(t, suited[-1])) for t in titles]
    value = replace(
        person.value,
        titles=(*person.value.titles, *titles),
        honorific=person.value.honorific or (honorifics[0] if honorifics else None),
    )
    return Unit("person", line.units[first].first, line.units[last - 1].last, value, rule.id)


def _shared(title: Title, other: Title) -> Unit | None:
    """Return the body that a title without one has from the title beside it."""
    if _suits(title, other):
        return other.body
    owner = getattr(other.body.value, "owner", None) if other.body is not None else None
    if owner is not None and other.body is not None and title.serves is None:
        return Unit("state", other.body.first, other.body.last, owner, other.rule)  # of the state of the Armed Forces
    return None


def _suits(title: Title, other: Title) -> bool:
    """Tell whether a title may share another's body: no minister is one of an organization."""
    if other.body is None or other.body.kind == "place" or _serves_another(other) or _serves_another(title):
        return False
    if title.entry.title == "Expert" or other.title == "Member":
        return False  # "Cyber-Security Expert and Director of X": an expert in the field, wherever
    if title.entry.kind == "chair" and other.body.kind in ("state", "demonym"):
        return False  # "the Chair, Armenian Foreign Minister X": of the body that meets
    minister = title.entry.kind in ("minister", "head-of-state", "head-of-government") or "Minister" in title.title
    return not minister or other.body.kind != "organization"


def _serves_another(title: Title) -> bool:
    """Tell whether a title names the post that it serves: Assistant to the President."""
    served = re.search(r" (?:of|to) (?:the )?(.+)", title.title)
    form = lexicon.load().forms.get(key(served[1])) if served else None
    return title.serves is not None or (form is not None and form.kind == "post")


_BEING = frozenset(("is", "was", "served", "serves", "became", "appointed", "elected", "named", "nominated"))
_BESIDE = frozenset(("who", "has", "been", "as", "currently", "now", "also", "recently", "previously", "newly", "then"))
_PAST = frozenset(("was", "served"))
_CHOSEN = frozenset(("appointed", "elected", "named", "nominated", "became"))


def _is(rule: NameRule, match: re.Match[str], line: Line, person: Unit) -> Made:
    """Give somebody the post that a verb says; it was held before where the verb tells of the past only."""
    first, last = match.span()
    at = match.start("title")
    words = {line.wording(u).lower() for u in line.units[match.end("person") : at] if u.kind in ("low", "as")}
    following = line.units[last].kind if last < len(line.units) else ""
    if not words & _BEING or not words <= _BEING | _BESIDE or following in ("person", "honorific"):
        return None
    titles: tuple[Title, ...] = line.units[at].value
    past = bool(words & _PAST) and not words & _CHOSEN
    own = [replace(t, status="former" if past else t.status, rule=rule.id) for t in titles]
    value = replace(person.value, titles=(*person.value.titles, *own))
    made = Unit("person", person.first, person.last, value, person.rule or rule.id)
    return first, last, [made, *line.units[match.end("person") : last]]


def _own_end(line: Line, match: re.Match[str]) -> int:
    """Return where the posts behind a name end: one behind a comma and an article may be the next subject."""
    posts = [k for k in range(match.start("title"), match.end()) if line.units[k].kind == "post"]
    following = line.units[match.end()].kind if match.end() < len(line.units) else ""
    between = [u.kind for u in line.units[posts[-2] + 1 : posts[-1]]] if len(posts) > 1 else []
    if between == ["comma", "the"] and line.units[match.end() - 1].kind == "post" and following == "low":
        return posts[-2] + 2  # "with A, Minister of X, the President of Y thanked"
    return match.end()


def _apposition(line: Line, match: re.Match[str], last: int, person: Unit, titles: list[Title]) -> bool:
    """Tell whether the post behind a name and a comma is that person's, not that of the next name."""
    following = line.units[last] if last < len(line.units) else None
    at = match.start("title")
    if [u.kind for u in line.units[at - 2 : at]] == ["low", "the"]:
        doing = line.wording(line.units[at - 2])
        if doing not in _BESIDE | {"formerly"}:
            return False  # "X, thanked the Minister"
    if following is None:
        return True
    if following.kind == "of" and _led_to_name(line, last):
        return False  # "A, representative of the Chairmanship Ambassador B": the post is B's
    if following.kind in ("person", "honorific", "lparen") and line.units[last - 1].kind != "comma":
        return following.kind == "lparen"
    if following.kind in ("person", "honorific"):
        before = [u.kind for u in line.units[max(0, match.start() - 5) : match.start()] if u.kind != "honorific"]
        if person.value.titles or before[-2:] == ["post", "comma"]:
            return False  # "Minister A, Minister of X, B", "the Minister, A, the President, B": A has a post already
    bare = line.units[at - 1].kind == "the" and titles[0].body is None and not titles[0].to
    return not (bare and line.units[last - 1].kind != "comma" and following.kind not in _ENDS_APPOSITION)


def _led_to_name(line: Line, start: int) -> bool:
    """Tell whether the words of a body, without a comma, lead from a post to the name of somebody."""
    named = _TO_NAME.match(symbols.letters(line.units), start)
    return named is not None and bool(line.units[named.end() - 1].value.titles)


_ALONE = ("head-of-state", "executive-head")  # who holds such a post has no other one beside it


def _others(line: Line, match: re.Match[str]) -> int | None:
    """Return where the posts of a name begin, among those before it: some may be those of somebody else."""
    posts = [k for k in range(*match.span()) if line.units[k].kind == "post"]
    begin = match.start()
    for before, after in pairwise(posts):
        between = [u.kind for u in line.units[before + 1 : after]]
        one, two = line.units[before].value[-1], line.units[after].value[0]
        if "comma" in between and "the" in between and "and" not in between:
            begin = after  # "at the invitation of the Minister of X, the President of Y …"
        elif "comma" in between and _governed(line, match.start()) and _opens_clause(line, match.start(), match.end()):
            begin = after  # "Thanking the Minister, Ambassador X said"
        elif "and" in between and one.entry.kind in _ALONE and one.entry.kind != two.entry.kind:
            begin = after  # "the President and Speaker X", "the Secretary-General and Minister X" are two people
        elif (
            "comma" in between
            and before >= 2
            and [u.kind for u in line.units[before - 2 : before]]
            == [
                "person",
                "comma",
            ]
        ):
            begin = after  # "A, Minister of X, President B"
    return begin


def _deputy(rule: NameRule, match: re.Match[str], line: Line) -> Made:
    """Give a deputy, or staff that each body has, the organization of the one named before.

    Of two states' ministers one may be the host.
    """
    chief, deputy = line.units[match.start("of")], line.units[match.start("person")]
    named = [t for t in chief.value.titles if t.body is not None and t.body.kind == "organization"]
    bodies = {f"Deputy {t.title}".lower(): t.body for t in named}
    bodies |= {title.replace("-", " "): t.body for t in named for title in listed("own_staff")}
    own = [t if t.body else replace(t, body=bodies.get(t.title.lower()), rule=rule.id) for t in deputy.value.titles]
    if not any(t.body for t in own) or own == list(deputy.value.titles):
        return None
    made = replace(deputy, value=replace(deputy.value, titles=tuple(own)))
    return match.start("person"), match.end("person"), [made]


def _side(rule: NameRule, match: re.Match[str], line: Line) -> Made:
    """Give the posts of those who lead a state's side the state, where they are posts of a state without one."""
    side, first = line.units[match.start("side") : match.end("side")], match.start("person")
    body = next(u for u in side if u.kind in ("state", "demonym", "organization"))
    noun = next((line.wording(u) for u in side if u.kind in ("low", "cap", "orghead")), "")
    led = {line.wording(u) for u in line.units[match.end("side") : first]} & listed("side_leads")
    of_ministry = body.kind == "organization" and "Ministry" in line.wording(body)
    if not (of_ministry or noun.lower() in listed("state_sides")) or not led:
        return None
    more = group(match, "more")
    several = "including" in led if more is None else line.wording(line.units[more[0]]) in ("included", "includes")
    last = match.end() if several else first + 1  # "the delegation led by A and President B met": not his
    made = [
        replace(u, value=replace(u.value, titles=tuple(_of(t, body, rule) for t in u.value.titles)))
        if u.kind == "person"
        else u
        for u in line.units[first:last]
    ]
    return (first, last, made) if made != line.units[first:last] else None


def _of(title: Title, body: Unit, rule: NameRule) -> Title:
    """Return a post of a state with the state, unless it has a body."""
    bare = title.body is None and not title.to and title.entry.scope == "state"
    bare = bare and (body.kind != "organization" or title.title in ("Deputy Minister", "Vice Minister"))
    return replace(title, body=body, rule=rule.id) if bare else title


def _counterpart(rule: NameRule, match: re.Match[str], line: Line) -> Made:
    """Give a minister's counterpart the same post of the other state, where one post alone stands before it.

    Heads of state are left out, whose counterparts may be heads of government, and the states without ministers.
    """
    first, last = match.span()
    person, of = line.units[match.start("person")], group(match, "of")
    body = line.units[of[0] if of else first]
    if line.wording(line.units[match.start("who")]) != "counterpart" or body.kind not in ("state", "demonym"):
        return None
    before = [u for u in line.units[:first] if u.kind == "post" or (u.kind == "person" and u.value.titles)]
    titles: list[Title] = [(u.value if u.kind == "post" else u.value.titles)[-1] for u in before]
    held = titles[0] if len({title.title for title in titles}) == 1 else None
    if held is None or body.value.code in _NO_MINISTERS or person.value.titles:
        return None
    if held.entry.kind not in ("minister", "deputy") or len(held.title.split()) < 2:
        return None
    own = replace(held, body=body, status="current", rule=rule.id)
    return first, last, [_holder(rule, line, first, last, person, [own], [])]


def _beside(line: Line, at: int) -> Unit | None:
    """Return the state that a bare head of state is named with: "President X and the people of Y"."""
    match = _WITH_GOVERNMENT.match(symbols.letters(line.units), at)
    return line.units[match.start("of")] if match else None
