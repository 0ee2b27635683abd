"""Who speaks in a release: the person or body of a first-person text, the parties of a joint one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from diplograph.extract.cast import Cast
from diplograph.extract.entries import OrganizationEntry
from diplograph.extract.model import ActorRef, Release
from diplograph.extract.parse import Parsed
from diplograph.extract.symbols import Unit
from diplograph.extract.text import key

_JOINT = re.compile(
    r"\bjoint\b(?=[^.]{0,60}\b(?:statement|communiqu|declaration|press|release|remarks|message|appeal|readout|note))"
    r"|communiqu|declaration",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(?:I|my|My|We|we|our|Our)\b")
_SINGLE = re.compile(r"\bI (?=[a-z])|\b[Mm]y\b")
_ANNOUNCED = re.compile(
    r"\b(?:statement|remarks?|address|speech|message|declaration|appeal|comment(?:ary)?|intervention|press release"
    r"|greetings?|congratulations?|condolences?|communiqu[eé])\b[^.:]{0,60}?\b(?:by|of|from)\b",
    re.IGNORECASE,
)
_HEADED = re.compile(r"\s*(?:press |media |joint )?(?:statement|remarks|communiqu[eé]|declaration)\b", re.IGNORECASE)
_TOPIC = re.compile(r"\b(?:on|about|regarding|concerning|following|after)\b")
_OWN_COUNTRY = re.compile(r"\b(?:my|our) (?:country|government|delegation|nation|people|region|homeland|state)\b", re.I)
# What names the state of a speech right behind it: "my country, X", "on behalf of the Government and people of X".
_MINE = re.compile(
    r"\b(?:my|our) (?:own )?(?:country|nation|homeland|state), (?:the )?"
    r"|\bon behalf of (?:the |my )?(?:(?:government|people|delegation)(?: and (?:the )?)?)+ of (?:the )?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """``speaker`` stands behind "I" and "we"; ``joint`` are the parties of a joint text; both may be open.

    ``house`` is the organization that the release is of: the one whose resolution it is, the only one in its headline,
    or its publisher; ``main`` the one that it names most, organs and missions counted with the organization that they
    are of. ``single`` tells that one person speaks: "we" is then the speaker, or nobody.
    """

    first_person: bool
    speaker: ActorRef | None = None
    joint: tuple[ActorRef, ...] = ()
    house: ActorRef | None = None
    main: ActorRef | None = None
    single: bool = False


def opening(release: Release, cast: Cast, blocks: Sequence[Parsed], own: ActorRef | None = None) -> Opening:
    """Tell who speaks: named in the headline, in the signature, or the state that says "our country".

    ``own`` is the organization that the release is of, where that is known already.
    """
    spoken = "\n".join(re.sub(r'"[^"]*"', "", parsed.block.text) for parsed in blocks)  # outside quotation marks
    first_person = _says(_FIRST, spoken)
    if not blocks:
        return Opening(first_person)
    start = _opening(release, cast, blocks, first_person)
    house = own or _enacting(cast, blocks) or _house(release, cast, _heads(blocks))
    return replace(start, house=house, main=house or _main(cast), single=_says(_SINGLE, spoken))


def _main(cast: Cast) -> ActorRef | None:
    counted: Counter[str] = Counter()
    for actor in cast.organizations.values():
        entry = actor.entry if isinstance(actor.entry, OrganizationEntry) else None
        while entry is not None and entry.parent is not None:
            entry = cast.gazetteer.organization_by_id.get(entry.parent)
        if entry is not None:
            counted[entry.id] += len(actor.mentions)
    ranked = counted.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    found = cast.organizations.get(ranked[0][0])
    return found.ref if found else None


def _heads(blocks: Sequence[Parsed]) -> Sequence[Parsed]:
    """Return the headline, with the rubric, dateline or second line that may stand above or below it."""
    end = next((i for i, b in enumerate(blocks[:4]) if not _heads_text(b)), min(len(blocks), 4))
    return blocks[:end] if blocks[0].block.kind == "title" else ()


def _heads_text(parsed: Parsed) -> bool:
    text = parsed.block.text
    return parsed.block.kind == "title" or (len(text) < 250 and not re.search(r"[.:;]\W*$", text))


def _actors(cast: Cast, blocks: Sequence[Parsed]) -> tuple[ActorRef, ...]:
    """Return the actors of blocks in order of the text, the bodies of their posts included."""
    found: list[ActorRef | None] = []
    for parsed in blocks:
        for unit in parsed.line.units:
            titles = unit.value if unit.kind == "post" else unit.value.titles if unit.kind == "person" else ()
            found += [cast.ref(parsed.number, unit), *(cast.body(title) for title in titles)]
    return tuple(dict.fromkeys(a for a in found if a is not None))


def _house(release: Release, cast: Cast, heads: Sequence[Parsed]) -> ActorRef | None:
    """Return the one organization that the headline names, else the publisher."""
    found = tuple(a for a in _actors(cast, heads) if a.kind == "organization")
    if len(found) == 1:
        return found[0]
    wanted = key(release.publisher or "")
    known = (o for o in cast.found_organizations() if wanted in [key(n) for n in (o.name, o.acronym, *o.aliases) if n])
    publisher = next(known, None)
    return next((a.ref for a in cast.organizations.values() if publisher and a.ref.id == publisher.id), None)


def _enacting(cast: Cast, blocks: Sequence[Parsed]) -> ActorRef | None:
    """Return the body that a resolution names on a line of its own before what it says: "The Council,"."""
    for parsed in blocks:
        bodies = [u for u in parsed.line.units if u.kind == "organization"]
        if len(bodies) == 1 and parsed.block.text.endswith((",", ":")):
            start, end = parsed.line.span(bodies[0])
            if parsed.block.text[:start].strip() in ("", "The") and end == len(parsed.block.text) - 1:
                return cast.ref(parsed.number, bodies[0])
    return None


def _opening(release: Release, cast: Cast, blocks: Sequence[Parsed], first_person: bool) -> Opening:
    heads = _heads(blocks) or blocks[:1]
    actors = _actors(cast, heads)
    people = tuple(a for a in actors if a.kind == "person")
    bodies = tuple(a for a in actors if a.kind == "organization")
    if any(_JOINT.search(b.block.text) for b in heads if _heads_text(b)) or heads[0].block.text.startswith("We, "):
        states = _issuing(cast, heads) or tuple(a for a in actors if a.kind == "state")
        joint = states if len(states) > 1 else bodies if len(bodies) > 1 else states or people or bodies
        if len(joint) > 1 or not first_person:
            return Opening(first_person, None, joint)
    if not first_person:
        return Opening(first_person)
    if selves := _ourselves(cast, blocks):
        return Opening(first_person, None, selves)
    announced = next((a for b in heads if b.block.kind == "title" and (a := _announced(b, cast))), None)
    announced = next((a for b in blocks[:3] if b.block.text.endswith(":") and (a := _announced(b, cast))), announced)
    named = announced if announced is not None and announced.kind == "person" else None
    speaker = named or _signature(blocks, cast) or announced or _letterhead(heads, cast)
    return Opening(first_person, speaker or _own_country(cast, blocks) or _first_subject(cast, blocks))


def _issuing(cast: Cast, heads: Sequence[Parsed]) -> tuple[ActorRef, ...]:
    """Return the states whose joint text a headline announces, not what it is about: "Statement on X by A and B"."""
    for head in heads:
        if (cue := _ANNOUNCED.search(head.block.text)) is None:
            continue
        topic = _TOPIC.search(head.block.text, cue.end())
        inside = range(cue.end(), topic.start() if topic else len(head.block.text))
        named = (cast.ref(head.number, u) for u in head.line.units if head.line.span(u)[0] in inside)
        states = tuple(dict.fromkeys(a for a in named if a is not None and a.kind == "state"))
        if len(states) > 1:
            return states
    return ()


def _letterhead(heads: Sequence[Parsed], cast: Cast) -> ActorRef | None:
    """Return the body whose name is a line of its own in the head of a release, above or below the headline."""
    for head in heads:
        bodies = [u for u in head.line.units if u.kind == "organization" and cast.ref(head.number, u) is not None]
        if len(bodies) == 1 and len(head.line.wording(bodies[0])) > 0.6 * len(head.block.text):
            return cast.ref(head.number, bodies[0])
    return None


def _first_subject(cast: Cast, blocks: Sequence[Parsed]) -> ActorRef | None:
    """Return the state or body that the first sentence speaks of: "X condemns the attack. We urge …"."""
    body = next((b for b in blocks if not _heads_text(b)), None)
    if body is None:
        return None
    root = next(iter(body.doc.sents)).root
    alone = (t for t in root.children if t.dep_ == "nsubj" and all(c.dep_ != "conj" for c in t.children))
    subjects = [u for t in alone if (u := body.unit(t)) is not None]
    found = [cast.ref(body.number, u) for u in subjects if u.kind in ("state", "organization")]
    return found[0] if len(found) == 1 else None


def _announced(head: Parsed, cast: Cast) -> ActorRef | None:
    """Return whose statement a headline announces: "Statement by …", "BODY Press Statement on …", "NAME: …"."""
    cue = _ANNOUNCED.search(head.block.text)
    named = [(head.line.span(u), u.kind, cast.ref(head.number, u) or _spoken_for(cast, u)) for u in head.line.units]
    found = [(span[0], kind, ref) for span, kind, ref in named if ref is not None]
    if cue:
        found = [one for one in found if one[0] >= cue.end()]
        people = [ref for start, kind, ref in found if kind == "person"]
        return people[0] if people else next((ref for _, _, ref in found), None)
    headed = (ref for span, _, ref in named if ref is not None and _HEADED.match(head.block.text, span[1]))
    return next((ref for start, kind, ref in found if kind == "person" and start == 0), next(headed, None))


def _spoken_for(cast: Cast, unit: Unit) -> ActorRef | None:
    """Return who speaks by an unnamed head: whoever holds the post in the release, else the organization."""
    if unit.kind != "post" or unit.value[-1].body is None:
        return None
    holders = cast.holders(unit.value[-1])
    body = cast.body(unit.value[-1])
    return holders[0] if len(holders) == 1 else body if body and body.kind == "organization" else None


def _ourselves(cast: Cast, blocks: Sequence[Parsed]) -> tuple[ActorRef, ...]:
    """Return whom "We, the Foreign Ministers of X," names: the bodies and states up to the next comma and verb."""
    for parsed in blocks[:4]:
        cue = _WE.search(parsed.block.text)
        if cue is None:
            continue
        end = next((parsed.starts[t.i] for t in parsed.doc if parsed.starts[t.i] > cue.end() and t.tag_ in _VERBS), 0)
        units = [u for u in parsed.line.units if cue.end() <= parsed.line.span(u)[0] < end]
        found = tuple(dict.fromkeys(a for u in units if (a := cast.ref(parsed.number, u)) is not None))
        states = tuple(a for a in found if a.kind == "state")
        people = tuple(a for a in found if a.kind == "person")
        return people or states or found[:1]
    return ()


_WE = re.compile(r"(?:^|\d\. )We, ")
_VERBS = ("VBD", "VBP", "VBZ", "MD")


def _says(words: re.Pattern[str], text: str) -> bool:
    """Tell whether a text has words of the first person more than once."""
    return len(words.findall(text)) >= 2


def _signature(blocks: Sequence[Parsed], cast: Cast) -> ActorRef | None:
    """Return the person who signs at the end of a text, on a line without a verb."""
    signed = []
    for parsed in blocks[-4:]:
        people = [u for u in parsed.line.units if u.kind == "person" and cast.ref(parsed.number, u) is not None]
        verbless = not any(t.pos_ in ("VERB", "AUX") for t in parsed.doc)
        if len(people) == 1 and len(parsed.block.text) < 120 and verbless:
            signed.append(cast.ref(parsed.number, people[0]))
    return signed[0] if len(signed) == 1 else None  # several lines of the kind are a list of those who took part


def _own_country(cast: Cast, blocks: Sequence[Parsed]) -> ActorRef | None:
    """Return the state of a speech that says "our country" or "my delegation".

    It is the one that the speech names as its own, else the one that it names by far most often.
    """
    if named := _named_own(cast, blocks):
        return named
    if not any(_OWN_COUNTRY.search(parsed.block.text) for parsed in blocks):
        return None
    counted: Counter[ActorRef] = Counter()
    for parsed in blocks:
        counted.update(
            a for u in parsed.line.units if u.kind in ("state", "demonym") and (a := cast.ref(parsed.number, u))
        )
    ranked = counted.most_common(2)
    if ranked and ranked[0][1] >= 4 and (len(ranked) < 2 or ranked[0][1] >= 2 * ranked[1][1]):
        return ranked[0][0]
    return None


def _named_own(cast: Cast, blocks: Sequence[Parsed]) -> ActorRef | None:
    found: set[ActorRef | None] = set()
    for parsed in blocks:
        ends = {cue.end() for cue in _MINE.finditer(parsed.block.text)}
        states = (u for u in parsed.line.units if u.kind == "state" and parsed.line.span(u)[0] in ends)
        found.update(cast.ref(parsed.number, u) for u in states)
    return found.pop() if len(found) == 1 else None
