"""What the names of places and bodies say besides: where a body is, whose it is, and which names mean one place."""

from __future__ import annotations

import functools

from diplograph.extract import form_cues, lexicon
from diplograph.extract.gazetteer import OrganizationEntry, PlaceEntry, RegionEntry, StateEntry
from diplograph.extract.rules import listed
from diplograph.extract.text import key, words

# Bodies in whose names states and cities mean themselves; the Indian Ocean Rim Association is not of India.
_OWNED = ("ministry", "parliament", "university", "organ")


@functools.cache
def inside(name: str, entry: OrganizationEntry | None) -> tuple[StateEntry | PlaceEntry, ...]:
    """Return the states and, behind "in", the cities that an organization's name names."""
    if entry is not None and entry.kind not in _OWNED:
        return ()
    line, at = words(name), 0
    found: list[StateEntry | PlaceEntry] = []
    while at < len(line):
        hit = lexicon.load().at(line, at)
        if hit is None or not hit.form.strong or hit.form.kind == "organization":
            at += 1
            continue
        if (
            hit.form.kind == "state"
            or (hit.form.kind == "demonym" and entry is None and not form_cues.of_a_continent(line, hit.first))
            or (hit.form.kind == "place" and at and line[at - 1].norm in ("in", "at"))
        ):
            found.append(hit.form.entry)
        at = hit.last
    return tuple(found)


def bare(name: str) -> str:
    """Return a place's name without the noun that says what it is: Osh region, Osh city and Osh are one name."""
    nouns = (listed("place_nouns") | listed("place_titles") | {"the"}) - listed("place_parts")
    return " ".join(word for word in key(name) if word not in nouns)


def guessed(entry: PlaceEntry) -> bool:
    """Tell whether a place was made by a rule, of the words that name it."""
    return entry.source.startswith("place.")


def spelled(entry: PlaceEntry | RegionEntry, wording: str) -> str:
    """Return a place's name as a text writes it, but neither in capitals nor as its adjective: Transnistrian."""
    adjective = wording in entry.aliases and wording.endswith(("ian", "ean"))
    if wording.isupper():
        return next((name for name in entry.aliases if name.upper() == wording), entry.name)
    return entry.name if adjective else wording


def is_place(region: RegionEntry, text: str) -> bool:
    """Tell whether a region is named as a place, not by its people or states."""
    return (
        region.kind == "region"
        and text not in region.demonyms
        and not text.lower().endswith(("states", "countries", "nations", "world"))
    )
