"""Who speaks in a release: the person or body of a first-person text, the parties of a joint one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from diplograph.extract.cast import Cast
from diplograph.extract.model import ActorRef, Release
from diplograph.extract.parse import Parsed
from diplograph.extract.text import key

_JOINT = re.compile(r"\bjoint\b|communiqu|declaration", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:I|my|My|We|we|our|Our)\b")
_ANNOUNCED = re.compile(
    r"\b(?:statement|remarks?|address|speech|message|declaration|appeal|comment|intervention|press release|greetings?"
    r"|congratulations?|condolences?|communiqu[eé])\b[^.:]{0,60}?\b(?:by|of|from)\b",
    re.IGNORECASE,
)
_HEADED = re.compile(r"\s*(?:press |media |joint )?(?:statement|remarks|communiqu[eé]|declaration)\b", re.IGNORECASE)
_OWN_COUNTRY = re.compile(r"\b(?:my|our) (?:country|government|delegation|nation|people|region|homeland|state)\b", re.I)


@dataclass(frozen=True, slots=True)
class Opening:
    """``speaker`` stands behind "I" and "we"; ``joint`` are the parties of a joint text; both may be open.

    ``house`` is the organization that the release is of: the only one in its headline, or its publisher.
    """

    first_person: bool
    speaker: ActorRef | None = None
    joint: tuple[ActorRef, ...] = ()
    house: ActorRef | None = None


def opening(release: Release, cast: Cast, blocks: Sequence[Parsed]) -> Opening:
    """Tell who speaks: named in the headline, in the signature, or the state that says "our country"."""
    first_person = _first_person(blocks)
    if not blocks:
        return Opening(first_person)
    start = _opening(release, cast, blocks, first_person)
    return replace(start, house=_house(release, cast, blocks[0]))


def _house(release: Release, cast: Cast, head: Parsed) -> ActorRef | None:
    """Return the one organization that the headline names, else the publisher."""
    units = head.line.units if head.block.kind == "title" else ()
    named = [cast.ref(head.number, u) for u in units if u.kind == "organization"]
    titles = [
        t for u in units if u.kind in ("post", "person") for t in (u.value if u.kind == "post" else u.value.titles)
    ]
    named += [cast.body(t) for t in titles]
    found = tuple(dict.fromkeys(a for a in named if a is not None and a.kind == "organization"))
    if len(found) == 1:
        return found[0]
    wanted = key(release.publisher or "")
    known = (o for o in cast.found_organizations() if wanted in [key(n) for n in (o.name, o.acronym, *o.aliases) if n])
    publisher = next(known, None)
    return next((a.ref for a in cast.organizations.values() if publisher and a.ref.id == publisher.id), None)


def _opening(release: Release, cast: Cast, blocks: Sequence[Parsed], first_person: bool) -> Opening:
    head = blocks[0]
    actors = tuple(dict.fromkeys(a for u in head.line.units if (a := cast.ref(head.number, u)) is not None))
    people = tuple(a for a in actors if a.kind == "person")
    bodies = tuple(a for a in actors if a.kind == "organization")
    title = release.title or head.block.text
    if _JOINT.search(title) or head.block.text.startswith("We, "):
        joint = tuple(a for a in actors if a.kind == "state") or people or bodies
        if len(joint) > 1 or not first_person:
            return Opening(first_person, None, joint)
    if not first_person:
        return Opening(first_person)
    if selves := _ourselves(cast, blocks):
        return Opening(first_person, None, selves)
    announced = _announced(head, cast) if head.block.kind == "title" else None
    announced = next((a for b in blocks[:3] if b.block.text.endswith(":") and (a := _announced(b, cast))), announced)
    named = announced if announced is not None and announced.kind == "person" else None
    speaker = named or _signature(blocks, cast) or announced
    return Opening(first_person, speaker or _own_country(cast, blocks))


def _announced(head: Parsed, cast: Cast) -> ActorRef | None:
    """Return whose statement a headline announces: "Statement by …", "BODY Press Statement on …", "NAME: …"."""
    cue = _ANNOUNCED.search(head.block.text)
    named = [(head.line.span(u), u.kind, cast.ref(head.number, u)) for u in head.line.units]
    found = [(span[0], kind, ref) for span, kind, ref in named if ref is not None]
    if cue:
        found = [one for one in found if one[0] >= cue.end()]
        people = [ref for start, kind, ref in found if kind == "person"]
        return people[0] if people else next((ref for _, _, ref in found), None)
    headed = (ref for span, _, ref in named if ref is not None and _HEADED.match(head.block.text, span[1]))
    return next((ref for start, kind, ref in found if kind == "person" and start == 0), next(headed, None))


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


def _first_person(blocks: Sequence[Parsed]) -> bool:
    """Tell whether a text speaks in the first person outside quotation marks."""
    return sum(len(_FIRST.findall(re.sub(r'"[^"]*"', "", parsed.block.text))) for parsed in blocks) >= 2


def _signature(blocks: Sequence[Parsed], cast: Cast) -> ActorRef | None:
    """Return the person who signs at the end of a text, on a line without a verb."""
    for parsed in reversed(blocks[-4:]):
        people = [u for u in parsed.line.units if u.kind == "person" and cast.ref(parsed.number, u) is not None]
        verbless = not any(t.pos_ in ("VERB", "AUX") for t in parsed.doc)
        if len(people) == 1 and len(parsed.block.text) < 120 and verbless:
            return cast.ref(parsed.number, people[0])
    return None


def _own_country(cast: Cast, blocks: Sequence[Parsed]) -> ActorRef | None:
    """Return the state of a speech that says "our country" or "my delegation": the one it names by far most often."""
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
