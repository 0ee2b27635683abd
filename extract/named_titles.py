"""Titles that are parts of names: Abdulla bin Sultan, Amir Khan, Hossein Amir-Abdollahian."""

from __future__ import annotations

from diplograph.extract import lexicon
from diplograph.extract.line import Line
from diplograph.extract.rules import listed

_STYLES = ("highness", "excellency", "majesty", "the")
_NAMED_SO = ("amir", "emir", "sultan", "sheikh", "shaikh", "haji", "shah", "mir")


def is_name(hit: lexicon.Hit, line: Line) -> bool:
    """Tell whether a form of a title or rank is a part of the name of a person or body where it stands."""
    return any(test(hit, line) for test in (_beside_father, _given, _initial, _of_experts))


def _initial(hit: lexicon.Hit, line: Line) -> bool:
    """Tell whether a letter that may stand for a form of address is an initial beside another: M. J. Akbar."""
    letters = [w.text.rstrip(".") for w in line.words[max(0, hit.first - 1) : hit.last + 1]]
    return len(line.words[hit.first].text.rstrip(".")) == 1 and sum(len(x) == 1 and x.isupper() for x in letters) > 1


def _of_experts(hit: lexicon.Hit, line: Line) -> bool:
    """Tell whether a post says of whom a body is made: the Expert Group."""
    behind = line.words[hit.last].text if hit.last < len(line.words) else ""
    return line.words[hit.last - 1].text == "Expert" and behind in listed("organization_heads")


def _beside_father(hit: lexicon.Hit, line: Line) -> bool:
    """Tell whether a title is a name of a person: Abdulla bin Sultan, Sultan bin Saad."""
    beside = (*line.words[max(0, hit.first - 1) : hit.first], *line.words[hit.last : hit.last + 1])
    return hit.last == hit.first + 1 and any(word.norm in ("bin", "ibn", "bint") for word in beside)


def _behind_post(hit: lexicon.Hit, line: Line) -> bool:
    """Tell whether another post stands right before a title: "Secretary General Sultan X"."""
    found = (lexicon.load().at(line.words[: hit.first], start) for start in range(max(0, hit.first - 4), hit.first))
    return any(other is not None and other.last == hit.first and other.form.kind == "post" for other in found)


def _given(hit: lexicon.Hit, line: Line) -> bool:
    """Tell whether a title is a given name: "Minister Amir Khan", "Hussein Amir Abdollahian"; not "Qatari Amir X"."""
    if line.words[hit.first].norm not in _NAMED_SO or not hit.first or hit.last >= len(line.words):
        return False
    before, after = line.words[hit.first - 1], line.words[hit.last]
    if after.text == "-" and after.joined:
        return True  # Amir-Abdollahian
    owner = lexicon.load().forms.get((before.norm,))
    known = owner.kind if owner is not None else ""
    if line.words[hit.first].norm in ("sheikh", "shaikh"):
        return (
            before.alpha and before.capital and after.capital and known in ("", "place") and before.norm not in _STYLES
        )
    if line.words[hit.first].norm == "sultan":
        return after.capital and _behind_post(hit, line)
    if line.words[hit.first].norm not in ("amir", "emir"):
        return False
    titled = lexicon.load().at(line.words, hit.last)
    return (
        before.alpha and before.capital and after.alpha and after.capital and before.norm not in _STYLES
        and (owner is None or owner.kind not in ("state", "demonym"))
        and (titled is None or titled.form.kind not in ("honorific", "post"))
    )  # fmt: skip
