"""From paths to a graph: reads what is new or changed, extracts it and stores it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.extract.errors import ReadError

if TYPE_CHECKING:
    from diplograph.extract.model import Extraction, Release
    from diplograph.graph.graph import Graph

Progress = Callable[[str], None]  # called once per release that is done, with its source


@dataclass(slots=True)
class Reading:
    """What became of the files of a run; ``failed`` holds one line for each that could not be read.

    ``aside`` holds a line for each release that is not in English.
    ``texts`` has the text of each release that was extracted, by id.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def nothing_new(self) -> bool:
        """Tell whether the graph is as it was before."""
        return not self.new and not self.changed

    def record(self) -> dict[str, list[str]]:
        """Return the ids by what became of them, and the lines about what failed or was set aside."""
        found = {"new": self.new, "changed": self.changed, "unchanged": self.unchanged}
        return {**found, "failed": self.failed, "set aside": self.aside}

    def __str__(self) -> str:
        parts = [f"{len(ids)} {what}" for what, ids in self.record().items() if ids]
        return f"Releases: {', '.join(parts)}{'; nothing changed' if self.nothing_new else ''}"


def sources(paths: Sequence[str]) -> list[Path | None]:
    """Return the files that ``paths`` name, None standing for stdin ("-"); raises ReadError if one is not there."""
    from diplograph.extract import read

    named = [path for path in paths if path != "-"]
    found: list[Path | None] = list(read.find(named)) if named else []
    return [None, *found] if "-" in paths else found


def releases(files: Sequence[Path | None], failed: list[str]) -> Iterator[Release]:
    """Yield the releases of each file; one that cannot be read adds a line to ``failed`` and the rest goes on.

    Two releases of the same id would replace one another in a graph, so the second one fails.
    """
    from diplograph.extract import read

    seen: dict[str, str] = {}
    for file in files:
        name = "-" if file is None else str(file)
        try:
            for found in read.each_of(sys.stdin.buffer) if file is None else read.each(file):
                if isinstance(found, ReadError):
                    failed.append(str(found))
                elif found.id in seen:
                    failed.append(f"{name}: its id {found.id} is taken by {seen[found.id]}; rename one of the files")
                else:
                    seen[found.id] = name
                    yield found
        except ReadError as error:
            failed.append(str(error))


def add(
    graph: Graph, files: Sequence[Path | None], model: str | None, progress: Progress, min_confidence: float = 0.0
) -> Reading:
    """Extract and store what is new in ``files``, or was read by another version; the graph is to be finished then.

    Nothing heavy is imported where nothing changed: a run that only looks is quick.
    """
    from diplograph.extract import pipeline

    reading = Reading()
    known = graph.releases()
    version = pipeline.version(model, min_confidence)

    def due() -> Iterator[Release]:
        for release in releases(files, reading.failed):
            before = known.get(release.id)
            if before and (before.sha256, before.version) == (release.sha256, version):
                reading.unchanged.append(release.id)
                progress(release.source)
                continue
            yield release

    for extraction in extractions(due(), model, reading.failed, reading.aside, min_confidence):
        (reading.changed if extraction.release.id in known else reading.new).append(extraction.release.id)
        graph.add(extraction)
        reading.texts[extraction.release.id] = extraction.release.text
        progress(extraction.release.source)
    return reading


def extractions(
    due: Iterator[Release], model: str | None, failed: list[str], aside: list[str], min_confidence: float = 0.0
) -> Iterator[Extraction]:
    """Yield what is found in each release; one that cannot be analysed adds a line to ``failed``.

    One that is not in English adds a line to ``aside``. spaCy is loaded with the first release that is to be analysed,
    so not at all where there is none.
    """
    english = _english(due, aside)
    first = next(english, None)
    if first is None:
        return
    from diplograph.extract.pipeline import Extractor

    yield from Extractor(model, min_confidence).pipe(chain([first], english), failed)


def _english(due: Iterator[Release], aside: list[str]) -> Iterator[Release]:
    for release in due:
        from diplograph.extract.language import foreign

        language = foreign(release.text[release.body_start :])
        if language is None:
            yield release
        else:
            name = (
                release.source
                if release.id.startswith(Path(release.source).stem)
                else f"{release.source}: {release.id}"
            )
            aside.append(f"{name}: set aside, the text is {language}; diplograph reads English: give it a translation")
