"""Metadata beside a file: ``release.txt`` may have a ``release.meta.yaml`` or ``release.txt.meta.json`` at its side."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from diplograph.extract import documents
from diplograph.extract.documents import Document
from diplograph.extract.errors import ReadError

ENDINGS = (".meta.yaml", ".meta.yml", ".meta.json")
KEYS = frozenset({*documents.TITLE, *documents.PUBLISHER, *documents.DATE, *documents.URL})


class Loader(yaml.SafeLoader):
    """YAML (and so JSON) whose values are all text: a date that no calendar has or a number as title stops nobody."""


Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in found if tag == "tag:yaml.org,2002:null"]
    for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a file beside a release says of it, and the hash of that file."""

    told: Document
    sha256: str

    def over(self, found: Document) -> Document:
        """Return a document with what the side-car says in place of what the file says."""
        told = {name: getattr(self.told, name) for name in ("title", "publisher", "date", "url")}
        return replace(found, **{name: value for name, value in told.items() if value})


def read(path: Path) -> Sidecar | None:
    """Return the side-car of a file, None if it has none; raises ReadError for one that says nothing readable."""
    beside = [path.with_name(name + ending) for name in (path.name, path.stem) for ending in ENDINGS]
    file = next((candidate for candidate in beside if candidate.is_file()), None)
    if file is None:
        return None
    data = file.read_bytes()
    try:
        meta = yaml.load(data, Loader=Loader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 1}: " if mark else ""
        raise ReadError(f"{file}: {line}neither YAML nor JSON; mend it or remove it") from error
    if not isinstance(meta, dict) or not {str(key).casefold() for key in meta} & KEYS:
        raise ReadError(f"{file}: none of the keys title, date, publisher, url; write them as key: value")
    return Sidecar(documents.of_mapping(meta, ""), hashlib.sha256(data).hexdigest())
