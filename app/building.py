"""From paths to releases, and from releases to what is found in them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.extract.errors import ReadError

if TYPE_CHECKING:
    from diplograph.extract.model import Extraction, Release


def sources(paths: Sequence[str]) -> list[Path | None]:
    """Return the files that ``paths`` name, None standing for stdin ("-"); raises ReadError if one is not there."""
    from diplograph.extract import read

    named = [path for path in paths if path != "-"]
    found: list[Path | None] = list(read.find(named)) if named else []
    return [None, *found] if "-" in paths else found


def releases(
    files: Sequence[Path | None],
    failed: list[str],
    seen: dict[str, str] | None = None,
    broken: set[str] | None = None,
) -> Iterator[Release]:
    """Yield the releases of each file; one that cannot be read adds a line to ``failed`` and the rest goes on.

    Two releases of the same id would replace one another in a graph, so the second one fails. ``seen`` is filled with
    ids and the files that have them, ``broken`` with the files in which something could not be read.
    """
    from diplograph.extract import read

    seen = {} if seen is None else seen
    broken = set() if broken is None else broken
    for file in files:
        name = "-" if file is None else str(file)
        try:
            for found in read.each_of(sys.stdin.buffer) if file is None else read.each(file):
                if isinstance(found, ReadError):
                    failed.append(str(found))
                    broken.add(name)
                elif found.id in seen:
                    failed.append(f"{name}: its id {found.id} is taken by {seen[found.id]}; rename one of the files")
                else:
                    seen[found.id] = name
                    yield found
        except ReadError as error:
            failed.append(str(error))
            broken.add(name)


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
