"""Who publishes a release that is told by no metadata: what it prints says so, or who speaks in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplograph.extract import lexicon
from diplograph.extract.cast import Cast
from diplograph.extract.entries import OrganizationEntry, StateEntry
from diplograph.extract.home import GOVERNING
from diplograph.extract.inside import inside
from diplograph.extract.model import ActorRef, Release
from diplograph.extract.parse import Parsed
from diplograph.extract.text import key

_ANNOUNCED = re.compile(
    r"(?:the )?(?:official |press |media )?(?:statement|communiqu[eé]|comment|commentary|press release|announcement)s?"
    r" (?:of|by|from) (?:the )?",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"source:\s*(?:the )?(\S.{2,120}?)\.?\s*", re.IGNORECASE)
_GOVERNMENT = re.compile(r"(?:Ministry|Government|Embassy|Permanent Mission|Office of the President)\b")
_LAST = 3  # lines at the end of a release that may name its source


def printed(release: Release, cast: Cast, blocks: Sequence[Parsed]) -> str | None:
    """Return the body whose statement the headline announces, or that a last line names as the source."""
    for parsed in blocks[:1]:
        cue = _ANNOUNCED.match(parsed.block.text)
        units = [u for u in parsed.line.units if u.kind == "organization" and cue]
        named = next((u for u in units if cue and parsed.line.span(u)[0] == cue.end()), None)
        if named is not None and parsed.block.kind == "title":
            ref = cast.ref(parsed.number, named) if named.value.entry is None else None
            return ref.name if ref is not None else str(named.value.name)
    lines = [line.strip() for line in release.text[release.body_start :].splitlines() if line.strip()]
    named_last = (match[1] for line in lines[-_LAST:] if (match := _SOURCE.fullmatch(line)))
    return next((name for name in named_last if _is_body(name)), None)


def _is_body(name: str) -> bool:
    form = lexicon.load().forms.get(key(name))
    return _GOVERNMENT.match(name) is not None or (form is not None and form.kind == "organization")


def spoken(cast: Cast, speaker: ActorRef | None, blocks: Sequence[Parsed]) -> str | None:
    """Return the organization that speaks: that of the speaker's post, else of the first person's."""
    people = cast.found_people()
    told = [person for person in people if speaker is not None and person.id == speaker.id]
    first = people[:1] if not told and not _meets_government(cast, blocks) else ()
    bodies = (p.body for person in (*told, *first) for p in person.posts if p.body is not None)
    houses = (body for body in bodies if body.kind == "organization")
    return next((body.name for body in houses if told or not _is_of_state(cast, body)), None)


def _meets_government(cast: Cast, blocks: Sequence[Parsed]) -> bool:
    """Tell whether a headline names somebody with one of a government: either's body may publish that they met."""
    heads = [parsed for parsed in blocks[:1] if parsed.block.kind == "title"]
    named = {cast.ref(parsed.number, u) for parsed in heads for u in parsed.line.units if u.kind == "person"} - {None}
    rulers = [a for a in cast.people.values() if any(t.entry.kind in GOVERNING for t, _ in a.titles)]
    return len(named) > 1 and any(actor.ref in named for actor in rulers)


def _is_of_state(cast: Cast, body: ActorRef) -> bool:
    """Tell whether a body is one of a state that its name tells, or its parliament: guests in releases of others."""
    entry = next((a.entry for a in cast.organizations.values() if a.ref.id == body.id), None)
    if isinstance(entry, OrganizationEntry):
        return entry.parent is None and entry.kind in ("parliament", "ministry")
    return any(isinstance(named, StateEntry) for named in inside(body.name, None))
