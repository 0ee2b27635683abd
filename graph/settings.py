"""What a store says of itself, in a small file beside the databases: format, schema version, base, last build."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from diplograph.extract.errors import StoreError
from diplograph.ontology.terms import BASE

SCHEMA = 2
FILE = "diplograph.json"
LOCK = "lock"
_FORMAT = "diplograph store"


@dataclass(frozen=True, slots=True)
class Settings:
    """Schema version, base of the minted IRIs, and where the store stands.

    ``state`` is a hash that names vocabulary, gazetteers and rules that background and inferences hold for, None
    before the first build. ``database`` is the folder that builds write to, ``snapshot`` the number of the one that is
    read, 0 before the first; ``clean`` tells whether both hold the same. ``built`` (ISO, UTC) and ``counts`` are the
    snapshot's. ``loose`` is how many triples were written since the database was last put in order.
    """

    schema: int = SCHEMA
    base: str = BASE
    state: str | None = None
    database: str = "database"
    snapshot: int = 0
    clean: bool = True
    built: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    loose: int = 0


def read(folder: Path) -> Settings:
    """Read a folder's settings; StoreError if it is missing, no store, or of another schema version."""
    if not folder.exists():
        raise StoreError(f"{folder} does not exist: make a store there with 'diplograph build PATH… --graph {folder}'")
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if found.pop("format") != _FORMAT:
            raise ValueError("another format")
        schema = int(found["schema"])
        settings = Settings(**found) if schema == SCHEMA else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        cure = "name a store's folder, or a new or empty one to build into"
        raise StoreError(f"{folder} is no diplograph store: {cure}") from error
    if settings is None:
        cure = "update diplograph" if schema > SCHEMA else "remove the folder and build again"
        raise StoreError(f"{folder} has store schema {schema}, this diplograph reads {SCHEMA}: {cure}")
    return settings


def write(folder: Path, settings: Settings) -> None:
    """Write a folder's settings, whole or not at all, and so that they are there after a loss of power."""
    new = folder / f"{FILE}.new"
    with new.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"format": _FORMAT, **asdict(settings)}, indent=1) + "\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / FILE)


def is_empty(folder: Path) -> bool:
    """Tell whether a store may be made here: the folder is missing or holds nothing but what a broken start left."""
    if not folder.exists():
        return True
    return folder.is_dir() and all(item.name in {LOCK, f"{FILE}.new"} for item in folder.iterdir())
