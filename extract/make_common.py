"""What all makers of names share: groups of a match, words of bodies and portfolios, and the units that they return."""

from __future__ import annotations

import functools
import re
from collections import Counter

from diplograph.extract import gazetteer, lexicon
from diplograph.extract.line import Line, OrganizationName
from diplograph.extract.rules import listed
from diplograph.extract.symbols import Unit
from diplograph.extract.text import key

Made = tuple[int, int, list[Unit]] | None  # the units that are replaced, first and last (excluded), and by what

LONGEST = 12  # units of a name


def group(match: re.Match[str], name: str) -> tuple[int, int] | None:
    """Return where a named group of a match lies, or None where it matched nothing."""
    if name not in match.re.groupindex or match.start(name) < 0:
        return None
    return match.start(name), match.end(name)


def wording(line: Line, first: int, last: int) -> str:
    """Return the text of units ``first`` to ``last``, last excluded."""
    return line.text[line.span(line.units[first])[0] : line.span(line.units[last - 1])[1]]


@functools.cache
def topic_words() -> frozenset[str]:
    """Return the words of names of bodies and posts, which are no names of people: Security, Trade, Rights."""
    known = gazetteer.load()
    counted = Counter(
        word
        for body in known.organizations
        if body.kind in ("igo", "organ", "ministry", "parliament")
        for name in (body.name, *body.aliases)
        for word in set(re.findall(r"[^\W\d_]+", name))
        if word[0].isupper() and not word.isupper()
    )
    states = {word for state in known.states for form in state.forms for word in form.split()}
    places = {place.name for place in known.places if place.population == 0}
    common = {word for word, times in counted.items() if times > 1} - states - places
    posts = {word for post in known.posts for form in (post.title, *post.forms) for word in form.split()}
    capital = {word for word in posts if word[0].isupper()}
    topics = common | capital | listed("portfolios") | listed("organization_heads") | listed("not_names")
    return frozenset(topics - listed("also_names"))


@functools.cache
def given_names() -> frozenset[str]:
    """Return the words that begin names of people: Aigerim, José, Mohamed."""
    return gazetteer.load().given_names


def known_organization(name: str) -> OrganizationName:
    """Return an organization by its name, with its entry where a strong form of the gazetteer is worded so."""
    form = lexicon.load().forms.get(key(name))
    entry = form.entry if form is not None and form.kind == "organization" and form.strong else None
    return OrganizationName(name, entry)


def told_of(line: Line, first: int) -> bool:
    """Tell whether a post stands behind a verb that somebody is told or assured of something by."""
    before = [line.wording(u) for u in line.units[max(0, first - 2) : first] if u.kind != "the"]
    return bool(before) and before[-1] in ("assure", "assured", "assures", "reassured", "informed", "reminded")
