"""From a release to what a graph takes of it: its triples, what tells whether it is up to date, what is wrong in it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from diplograph.beside import extractions
from diplograph.graph.store import ReleaseInfo
from diplograph.graph.triples import triples

if TYPE_CHECKING:
    from diplograph.extract.model import Extraction, Release
    from diplograph.graph.rdf import Triple
    from diplograph.graph.validate import Validator, Violation


@dataclass(frozen=True, slots=True)
class Made:
    """A release as a graph takes it: id, file name, its own triples, and the violations found in them."""

    release_id: str
    source: str
    info: ReleaseInfo
    triples: tuple[Triple, ...]
    violations: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """How releases are read: base of the IRIs, what is noted as what they were made by, model, least confidence."""

    base: str
    version: str
    model: str | None = None
    min_confidence: float = 0.0


Maker: TypeAlias = "Callable[[Iterator[Release], Settings, list[str], list[str]], Generator[Made]]"
"""Something that reads the releases that are due, in any order: on this machine (:func:`make_all`), or on a cluster.

What cannot be read adds a line to the first list, what is not in English to the second.
"""


def make(extraction: Extraction, validator: Validator, version: str) -> Made:
    """Turn an extraction into triples and validate them; ``version`` is noted as what it was made by."""
    release = extraction.release
    found = tuple(triples(extraction, validator.base))
    violations = validator.release(release.id, found, release.text)
    return Made(release.id, release.source, ReleaseInfo(release.sha256, version, release.source), found, violations)


def make_all(due: Iterator[Release], settings: Settings, failed: list[str], aside: list[str]) -> Generator[Made]:
    """Read releases on this machine, as :data:`Maker` says."""
    validator = None
    for extraction in extractions(due, settings.model, failed, aside, settings.min_confidence):
        if validator is None:  # the validator takes a while to load
            from diplograph.graph.validate import Validator

            validator = Validator(settings.base)
            gc.freeze()  # what is loaded stays: no need to go through it each time garbage is looked for
        yield make(extraction, validator, settings.version)
