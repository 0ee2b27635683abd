"""What a store says of itself, in a small file beside the database: format, schema version, base, last build."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from diplograph.extract.errors import StoreError
from diplograph.ontology.terms import BASE

SCHEMA = 1
FILE = "diplograph.json"
LOCK = "lock"
_FORMAT = "diplograph store"


@dataclass(frozen=True, slots=True)
class Settings:
    """Schema version, base of the minted IRIs, when the last build ended (ISO, UTC), and for what its inferences hold.

    ``finished`` is a hash that names vocabulary and gazetteers; None while inferences are out of date.
    """

    schema: int = SCHEMA
    base: str = BASE
    built: str | None = None
    finished: str | None = None


def read(folder: Path) -> Settings:
    """Read a folder's settings; StoreError if it is missing, no store, or of another schema version."""
    if not folder.exists():
        raise StoreError(f"{folder} does not exist: make a store there with 'diplograph build PATH… --graph {folder}'")
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if found.pop("format") != _FORMAT:
            raise ValueError("another format")
        settings = Settings(**found)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        cure = "name a store's folder, or a new or empty one to build into"
        raise StoreError(f"{folder} is no diplograph store: {cure}") from error
    if settings.schema != SCHEMA:
        cure = "update diplograph" if settings.schema > SCHEMA else "remove the folder and build again"
        raise StoreError(f"{folder} has store schema {settings.schema}, this diplograph reads {SCHEMA}: {cure}")
    return settings


def write(folder: Path, settings: Settings) -> None:
    """Write a folder's settings, whole or not at all."""
    new = folder / f"{FILE}.new"
    new.write_text(json.dumps({"format": _FORMAT, **asdict(settings)}, indent=1) + "\n", encoding="utf-8")
    new.replace(folder / FILE)


def is_empty(folder: Path) -> bool:
    """Tell whether a store may be made here: the folder is missing or holds nothing but a lock file left behind."""
    if not folder.exists():
        return True
    return folder.is_dir() and all(item.name == LOCK for item in folder.iterdir())
