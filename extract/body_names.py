"""Which names of a release mean one body: shorter and longer ones, and the many names of a state's ministry."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from itertools import pairwise

from diplograph.extract import gazetteer, lexicon
from diplograph.extract.entries import OrganizationEntry, StateEntry
from diplograph.extract.line import OrganizationName
from diplograph.extract.text import key, norm, slug, words

Ministry = tuple[StateEntry, tuple[str, ...]]  # whose it is and what it is for

_TAILS = (("to",), ("in",), ("of",), ("for",))
_JOINING = frozenset(("of", "the", "for", "and", "on", "in", "to"))
_LETTERS = {
    "MFA": ("ministry", "foreign", "affairs"),
    "MIA": ("ministry", "internal", "affairs"),
    "MoD": ("ministry", "defense"),
}
_FOREIGN = ("foreign", "affairs")
_SAME: dict[tuple[str, ...], tuple[str, ...]] = {
    ("foreign",): _FOREIGN,
    ("interior",): ("internal", "affairs"),
}
_LONGEST = 6  # words of a state's name: the Democratic People's Republic of Korea


def fuller(value: OrganizationName, named: Iterable[OrganizationName]) -> OrganizationName:
    """Return the one body that the release names at greater length or spelled out, else the name itself."""
    others = tuple(named)
    short, one = key(value.name), ministry(value.name)
    if one is not None:
        if entry := _known_ministries().get(_identity(one)):
            return OrganizationName(value.name, entry, value.short)
        spelled = (o for o in (value, *others) if ministry(o.name) == one and not set(o.name.split()) & set(_LETTERS))
        return next(spelled, value)
    longer = {key(o.name): o for o in others if len(short) > 1 and _lengthens(key(o.name), short)}
    if not longer and value.entry is None:
        longer = {key(o.name): o for o in others if o.entry is None and len(short) > 1 and _heads(key(o.name), short)}
    return next(iter(longer.values())) if len(longer) == 1 else value


def identity(name: str) -> str:
    """Return the id of a body that no gazetteer has: one for all names of a ministry."""
    one = ministry(name)
    return slug(name) if one is None else _identity(one)


@functools.lru_cache(maxsize=4096)
def ministry(name: str) -> Ministry | None:
    """Return the state and the portfolio of a ministry: Polish Foreign Ministry, MFA of Poland."""
    states: dict[str, StateEntry] = {}
    rest: list[str] = []
    for part in _parts(name):
        if isinstance(part, StateEntry):
            states[part.code] = part
        else:
            rest.extend(_LETTERS.get(part, (norm(part),)))
    rest = [word for word in rest if word not in ("of", "the", "for", "'s", "s")]
    if len(states) != 1 or "ministry" not in (rest[:1] + rest[-1:]) or rest.count("ministry") != 1 or len(rest) < 2:
        return None
    matter = tuple(word for word in rest if word != "ministry")
    if _FOREIGN in pairwise(matter):
        matter = _FOREIGN  # and Trade, and European Integration: a state has one
    return next(iter(states.values())), _SAME.get(matter, matter)


def _parts(name: str) -> Iterator[str | StateEntry]:
    """Yield the words of a name, and states instead of the words that name them."""
    line, at, forms = words(name), 0, lexicon.load().forms
    while at < len(line):
        for end in range(min(len(line), at + _LONGEST), at, -1):
            form = forms.get(key(name[line[at].start : line[end - 1].end]))
            if form is not None and form.kind in ("state", "demonym"):
                yield form.entry
                at = end
                break
        else:
            yield line[at].text
            at += 1


def _identity(one: Ministry) -> str:
    state, matter = one
    return slug(f"ministry of {' '.join(matter)} of {state.name}")


@functools.cache
def _known_ministries() -> dict[str, OrganizationEntry]:
    entries = (entry for entry in gazetteer.load().organizations if entry.kind == "ministry")
    named = ((ministry(name), entry) for entry in entries for name in (entry.name, *entry.aliases))
    return {_identity(one): entry for one, entry in named if one is not None}


def _lengthens(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Tell whether a name goes on with what the body is to, in or of: OSCE Mission → OSCE Mission to Moldova."""
    return long[: len(short)] == short and long[len(short) :][:1] in _TAILS


def _heads(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Tell whether a name says before another one which body that is: Gori Action Group → Action Group."""
    before = long[: -len(short)]
    return long[-len(short) :] == short and bool(before) and not _JOINING & set(before)
