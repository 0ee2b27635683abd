"""What stands around a form of the gazetteer and tells that it means its entry there, or something else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from diplograph.extract import lexicon
from diplograph.extract.entries import StateEntry
from diplograph.extract.line import Line
from diplograph.extract.rules import listed
from diplograph.extract.symbols import FIXED
from diplograph.extract.text import Word, fold, norm

_LISTING = (",", "and", "or")
_DATELINE_PLACES = ("in", "at", "to", "from", "near", "outside", "around", "through", "of")


def entry_id(entry: Any) -> str:
    """Return what tells an entry of the gazetteers from all others of its kind."""
    return entry.code if isinstance(entry, StateEntry) else getattr(entry, "id", "")


def federation(hit: lexicon.Hit, line: Line) -> bool:
    """Tell whether a state's name is the beginning of that of a society: "Russian Federation of Chess"."""
    after = line.words[hit.last : hit.last + 2]
    return (
        line.words[hit.last - 1].text in ("Federation", "Union", "Kingdom")
        and len(after) == 2
        and after[0].norm in ("of", "for")
        and after[1].capital
    )


def of_others(hit: lexicon.Hit, line: Line) -> bool:
    """Tell whether an organ's short name is a part of a longer one: National Security Council, Czech Parliament."""
    before = line.words[hit.first - 1] if hit.first else None
    short = not hit.form.strong or fold(line.words[hit.first : hit.last]) in lexicon.load().organs
    if before is None or hit.form.acronym or not short:
        return False
    possessed = before.text == "'s" and hit.first > 1
    owner = lexicon.load().forms.get((line.words[hit.first - 2].norm if possessed else before.norm,))
    if possessed:
        return owner is not None and owner.kind == "state"  # "Kenya's Security Council"
    if before.text in listed("other_bodies"):
        return True
    if owner is None or not before.capital:
        return False
    own = (entry_id(hit.form.entry), getattr(hit.form.entry, "parent", None))
    if owner.kind == "demonym":
        return True
    return owner.acronym and owner.kind == "organization" and entry_id(owner.entry) not in own


def behind_city(hit: lexicon.Hit, line: Line, entry: StateEntry) -> bool:
    """Tell whether a name stands behind a city of another country and a comma: Atlanta, Georgia."""
    if hit.first < 2 or line.words[hit.first - 1].text != ",":
        return False
    form = lexicon.load().forms.get((line.words[hit.first - 2].norm,))
    return form is not None and form.kind == "place" and form.entry.country not in (None, entry.code)


def diplomatic(hit: lexicon.Hit, line: Line) -> bool:
    """Tell whether an ambiguous name stands where only a state can: "President of …", "between X and …"."""
    before = [w.norm for w in line.words[max(0, hit.first - 4) : hit.first]]
    cues = {
        "president",
        "minister",
        "parliament",
        "government",
        "republic",
        "ambassador",
        "affairs",
        "embassy",
        "between",
    }
    return bool(before) and before[-1] in ("of", "and", "the", "with", "to", "in") and bool(cues & set(before))


def of_a_continent(line: Sequence[Word], first: int) -> bool:
    """Tell whether an adjective is joined to a prefix that makes it one of many states: Inter-American."""
    return first > 1 and line[first].joined and line[first - 1].text == "-" and line[first - 2].norm in ("inter", "pan")


def language(hit: lexicon.Hit, line: Line) -> bool:
    """Tell whether adjectives of states name languages: "in Kyrgyz and Russian", "Georgian and English lessons"."""
    start, end = hit.first, hit.last
    while start > 1 and line.words[start - 1].text in _LISTING and _speech(line, start - 2):
        start -= 2
    while end + 1 < len(line.words) and line.words[end].text in _LISTING and _speech(line, end + 1):
        end += 2
    before = [word.norm for word in line.words[max(0, start - 1) : start]]
    after = line.words[end].norm if end < len(line.words) else ""
    follows = not after.isalpha() or after in listed("behind_languages")
    return after in listed("language_nouns") or (before[:1] in (["in"], ["into"]) and follows and after != "-")


def _speech(line: Line, at: int) -> bool:
    """Tell whether a word is an adjective that a language is called by."""
    form = lexicon.load().forms.get((line.words[at].norm,))
    return (form is not None and form.kind == "demonym") or line.words[at].text in listed("languages")


def apart(hit: lexicon.Hit, line: Line) -> bool:
    """Tell whether a place's name stands apart from other names: behind a preposition, or between small letters."""
    return _after_preposition(hit, line) or _alone(hit, line)


def _after_preposition(hit: lexicon.Hit, line: Line) -> bool:
    before = line.words[hit.first - 1].norm if hit.first else ""
    after = line.words[hit.last] if hit.last < len(line.words) else None
    return before in _DATELINE_PLACES and not (after is not None and after.alpha and after.capital)


def _alone(hit: lexicon.Hit, line: Line) -> bool:
    """Tell whether a strong name stands between words in small letters: no part of a person's name."""
    before = line.words[hit.first - 1] if hit.first else None
    after = line.words[hit.last] if hit.last < len(line.words) else None
    return (
        hit.form.strong
        and before is not None
        and before.alpha
        and not before.capital
        and not (after is not None and (after.capital or after.text in "-'"))
    )


def inside_name(hit: lexicon.Hit, line: Line) -> bool:
    """Tell whether a place's name is a part of a longer capitalized name (Wang Paris, Almaty Declaration is not)."""
    before = line.words[hit.first - 1] if hit.first else None
    return (
        before is not None
        and before.alpha
        and before.capital
        and hit.first > 1
        and norm(before.text) not in ("in", "at", "on")
        and before.text.lower() not in FIXED
        and line.words[hit.first - 2].text not in ".:"
        and not before.text.isupper()
    )


def names_document(hit: lexicon.Hit, line: Line) -> bool:
    """Tell whether a city only gives its name to what was signed there: the Istanbul Convention."""
    return hit.last < len(line.words) and line.words[hit.last].text in listed("documents")
