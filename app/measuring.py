"""Reads releases and scores what is found against a folder of gold records."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from diplograph.building import extractions, releases
from diplograph.extract.errors import ReadError
from diplograph.score import Scores, score
from diplograph.updating import Progress


def load_gold(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the gold records of a folder by file stem; ReadError if there is none or one is malformed."""
    files = sorted(folder.glob("*.json"))
    if not files:
        raise ReadError(f"{folder}: no gold records here; it needs a folder of <release id>.json files")
    return {file.stem: _gold_record(file) for file in files}


def measure(
    gold: dict[str, dict[str, Any]],
    files: Sequence[Path | None],
    model: str | None,
    progress: Progress,
    min_confidence: float = 0.0,
) -> tuple[Scores, list[str]]:
    """Extract the releases and score them; also return one line for each file that could not be read."""
    from diplograph.extract.record import record

    failed: list[str] = []
    predictions: dict[str, dict[str, Any]] = {}
    texts: dict[str, str] = {}
    for extraction in extractions(releases(files, failed), model, failed, failed, min_confidence):
        release = extraction.release
        predictions[release.id] = record(extraction)
        texts[release.id] = release.text
        progress(release.source)
    return score(gold, predictions, texts), failed


def _gold_record(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReadError(
            f"{file}: no gold record ({' '.join(str(error).split())}); mend the file or remove it"
        ) from error
    if not isinstance(found, dict):
        raise ReadError(f"{file}: a gold record is a JSON object; mend the file or remove it")
    return found
