"""The United Nations behind "the Secretary-General": its own releases speak of him without naming it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplograph.extract.cast import Cast, Mention
from diplograph.extract.entries import OrganizationEntry
from diplograph.extract.line import OrganizationName, Title
from diplograph.extract.model import ActorRef
from diplograph.extract.parse import Parsed

NAME = "United Nations"
_POST = "Secretary-General"
# Headlines of the United Nations' spokesperson.
_OWN = re.compile(
    r"(?:(?:statement|message|remarks) attributable to (?:the )?(?:[\w-]+ )*?"
    r"|statement by the (?:deputy )?spokes\w+ for )(?:the )?secretary-general\b"
    r"|readout of the secretary-general's\b|note to correspondents\b"
    r"|readout of an? [\w ]+ between the secretary-general and\b",
    re.IGNORECASE,
)


def settle(cast: Cast, mentions: Sequence[Mention], blocks: Sequence[Parsed]) -> ActorRef | None:
    """Return the United Nations where a release is its spokesperson's, and see that the cast knows it."""
    if not blocks or _OWN.match(blocks[0].block.text) is None:
        return None
    held = [(m, title) for m in mentions for title in _titles(m) if title.entry.title == _POST]
    bare = [m for m, title in held if title.body is None]
    own = cast.gazetteer.organization_by_id["un"]
    if not bare or any(_entry(title) not in (None, own) for _, title in held):
        return None
    return cast.of_entry(own, bare[:1]).ref


def _titles(mention: Mention) -> tuple[Title, ...]:
    unit = mention.unit
    own: tuple[Title, ...] = unit.value if unit.kind == "post" else unit.value.titles if unit.kind == "person" else ()
    return tuple(t.serves or t for t in own)


def _entry(title: Title) -> OrganizationEntry | None:
    value = title.body.value if title.body is not None else None
    return value.entry if isinstance(value, OrganizationName) else None
