"""Who is who beyond one release: a name that many may bear names nobody alone."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

from diplograph.extract.model import Extraction, Person
from diplograph.extract.text import slug

Value = TypeVar("Value")


def apart(extraction: Extraction) -> Extraction:
    """Return the extraction with persons known by surname or initials under ids that hold for their body only.

    "Minister Karimov" of two releases may be two men: the id says which body's, or else which release's, and the graph
    joins it with a full name where a post agrees (:mod:`diplograph.graph.identity`).
    """
    ids = {person.id: _id(person, extraction.release.id) for person in extraction.people if is_short(person.name)}
    return _renamed(extraction, ids) if ids else extraction


def is_short(name: str) -> bool:
    """Tell whether a name is a surname alone or has no more than initials before or after it."""
    return len([part for part in name.replace(".", ". ").split() if not is_initial(part)]) < 2


def is_initial(part: str) -> bool:
    """Tell whether a part of a name is an initial ("S.", "Sh.", "J")."""
    return len(part.rstrip(".")) == 1 or (part.endswith(".") and len(part) <= 3)


def _id(person: Person, release: str) -> str:
    body = next((post.body.id for post in person.posts if post.body is not None), None)
    return f"{person.id}-{slug(body.partition('/')[2] if body else release)}"


def _renamed(value: Value, ids: dict[str, str]) -> Value:
    """Return a value with these ids of persons changed wherever it holds them."""
    found: Any = value
    if isinstance(found, tuple):
        return tuple(_renamed(item, ids) for item in found)  # type: ignore[return-value]
    if not dataclasses.is_dataclass(found) or isinstance(found, type):
        return value
    fields = {field.name: getattr(found, field.name) for field in dataclasses.fields(found)}
    changed = {name: _renamed(old, ids) for name, old in fields.items() if isinstance(old, tuple) or _holds(old)}
    if fields.get("id") in ids:
        changed["id"] = ids[fields["id"]]
    made: Any = dataclasses.replace(found, **changed)
    return made  # type: ignore[no-any-return]


def _holds(value: object) -> bool:
    """Tell whether a value may hold actors."""
    return dataclasses.is_dataclass(value) and "id" in {field.name for field in dataclasses.fields(value)}
