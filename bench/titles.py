"""How often the body of a readout, read alone, says what its title names: the type of the event and the counterpart.

Usage: python bench/titles.py FOLDER [--detail] [--skip FILE...]

FOLDER holds readouts in Markdown whose titles read "Readout of A's Meeting with B of C" (the White House corpus). Where
a title names type and counterpart, the body alone is read; right is a record with an event of that type in which every
person of the title takes part. A state of the title is right where it takes part or a post of somebody who does is its;
where the body leaves a counterpart's state open ("President Duda"), it is right if the record names it at all. How many
are right without that last allowance is printed beside. ``--detail`` prints what was not right.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from diplograph.extract import lexicon, read
from diplograph.extract.cast import name_parts
from diplograph.extract.model import Event, Extraction
from diplograph.extract.pipeline import Extractor
from diplograph.extract.text import words

# What a title calls an event, and the types that are right for it; of a virtual meeting both are.
_TYPES = {
    "call": {"PhoneCall"},
    "meeting": {"Meeting"},
    "virtual meeting": {"Meeting", "PhoneCall"},
    "video call": {"PhoneCall", "Meeting"},
    "videoconference": {"PhoneCall", "Meeting", "Conference"},
}
_TITLE = re.compile(
    r"\b(?P<type>(?:virtual |bilateral |video |phone |telephone |secure video )?(?:call|meeting|videoconference))s?"
    r" (?:with|and .{3,30}? with|between .{3,40}? and) (?P<with>.+)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\s+(?:on|at|in|to discuss|regarding|about|following|during|ahead)\s.*$")
# Words before a name that are no part of it.
_POSTS = frozenset(
    word
    for word in re.findall(
        r"[\w.-]+",
        """
    acting activist adviser advisor alternate amir ambassador and apnsa business caretaker chair chairman chancellor
    commander-in-chief commission council crown defence defense deputy director dr emir envoy european executives first
    for foreign former general governor governors h.e high his her interim king leader leaders majesty minister
    ministers national nato nsa of official officials opposition pope premier president president-elect presidents
    prime prince principal queen representative secretary secretary-general security senior sheikh speaker special state
    sultan taoiseach the uk un united nations vice""",
    )
)
_NOBODY = re.compile(r"\b(?:leaders|executives|ceos|members|counterparts|allies|families|officials|governors)\b", re.I)


@dataclass(frozen=True)
class Named:
    """What a title names: acceptable types, surnames of persons, codes of states."""

    types: frozenset[str]
    people: tuple[tuple[str, ...], ...]
    states: frozenset[str]


def states(text: str) -> frozenset[str]:
    """Return the codes of the states that a text names, by name or adjective."""
    hits = lexicon.load().scan(words(text))
    return frozenset(h.form.entry.code for h in hits if h.form.kind in ("state", "demonym"))


def people(counterpart: str) -> tuple[tuple[str, ...], ...]:
    """Return the names of the persons in a title's "with …", each as its parts."""
    found = []
    for piece in re.split(r",\s*| and (?!the )", counterpart):
        if _NOBODY.search(piece):
            continue
        name = re.split(r" (?:of|from) ", piece)[0].replace("’s", "").split()
        whole = len(name)
        while name and (name[0].lower().strip(".") in _POSTS or not name[0][0].isupper() or states(name[0])):
            name = name[1:]
        plain = all(w[0].isupper() or w in ("al", "bin", "van", "da", "de", "der") for w in name)
        if name and plain and not states(" ".join(name)) and (len(name) < whole or not found):
            found.append(name_parts(" ".join(name)))
    return tuple(found)


def named(title: str) -> Named | None:
    """Return what a title names, or None where it names no event with a counterpart."""
    match = _TITLE.search(" ".join(title.replace("\xa0", " ").split()))
    if match is None:
        return None
    kind = match["type"].lower().removeprefix("bilateral ").removeprefix("secure ")
    types = _TYPES.get(kind) or _TYPES["call" if "call" in kind else "meeting"]
    counterpart = _ABOUT.sub("", match["with"])
    found = Named(frozenset(types), people(counterpart), states(counterpart))
    return found if found.people or (found.states and not _NOBODY.search(counterpart)) else None


def _same(wanted: tuple[str, ...], name: str) -> bool:
    parts = name_parts(name)
    return set(wanted) <= set(parts) or set(parts) <= set(wanted) or wanted[-1] in parts


def judge(wanted: Named, found: Extraction, tied: bool = False) -> str:
    """Return an empty string where the record says what the title names, else what is wrong.

    With ``tied``, a state counts only as a participant or by a participant's post.
    """
    of_type = [event for event in found.events if event.type in wanted.types]
    if not of_type:
        return "no event of type " + "/".join(sorted(wanted.types))
    return min((_wrong(wanted, event, found, tied) for event in of_type), key=len)


def _wrong(wanted: Named, event: Event, found: Extraction, tied: bool) -> str:
    names = [p.actor.name for p in event.participants]
    missing = [" ".join(w) for w in wanted.people if not any(_same(w, n) for n in names)]
    own = {p.actor.id for p in event.participants}
    people = [person for person in found.people if person.id in own]
    posts = [post for person in people for post in person.posts]
    there = {a.removeprefix("state/") for a in (*own, *(p.body.id for p in posts if p.body is not None))}
    there |= states(" ".join(post.of or "" for post in posts))  # "Ministry of Foreign Affairs of C"
    counterparts = [p for p in people if any(_same(w, p.name) for w in wanted.people)]
    if not tied and any(post.of is None for p in counterparts for post in p.posts):
        there |= {state.code for state in found.states}
    missing += sorted(wanted.states - there)
    return "" if not missing else f"missing {', '.join(missing)} (there: {', '.join(names)})"


def main() -> None:
    """Print the share of readouts whose body says what the title names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--detail", action="store_true", help="print the readouts that are not right")
    parser.add_argument("--skip", nargs="*", default=[], help="names of files that are left out")
    options = parser.parse_args()
    chosen = []
    for path in sorted(options.folder.glob("*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        title = str(yaml.safe_load(front).get("title") or "")
        if path.name not in options.skip and (wanted := named(title)) is not None:
            chosen.append((path, title, wanted, body.strip()))
    extractor = Extractor()
    right = tied = 0
    found = extractor.pipe([read.from_text(body, f"{path.stem}.txt") for path, _, _, body in chosen])
    for (_path, title, wanted, body), extraction in zip(chosen, found, strict=True):
        wrong = judge(wanted, extraction)
        right += not wrong
        tied += not judge(wanted, extraction, tied=True)
        if wrong and options.detail:
            print(f"{' '.join(title.split())}\n    {wrong}\n    {' '.join(body.split())[:240]}")
    share = right / max(1, len(chosen))
    print(f"{right} of {len(chosen)} readouts right: {share:.3f} (with the state tied to its counterpart: {tied})")


if __name__ == "__main__":
    main()
