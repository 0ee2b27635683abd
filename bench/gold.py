"""The gold releases of tests/gold with their texts, by half, for the scripts beside this one.

Records that annotate a corpus name it (``"corpus": "whitehouse/<file>"`` or ``"re3d/<folder>#<id>"``); their texts are
not in the project and are read from the folder that DIPLOGRAPH_CORPORA names. Without it these records are left out.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from diplograph.comparison import Comparer, evidence_of
from diplograph.extract import read
from diplograph.extract.model import Release

GOLD = Path(__file__).parents[1] / "tests" / "gold"
SEEDS = Path(__file__).parents[1] / "seeds" / "releases"
HALVES = ("seeds", "look", "held")


def releases(half: str) -> Iterator[tuple[dict[str, Any], Release]]:
    """Yield gold record and release of a half, in order of file names; without their corpus, records are left out."""
    records, texts = (GOLD / "seeds", SEEDS) if half == "seeds" else (GOLD / half / "records", GOLD / half / "texts")
    for file in sorted(records.glob("*.json")):
        record = json.loads(file.read_text("utf-8"))
        if "corpus" not in record:
            yield record, read.load(texts / f"{file.stem}.txt")
        elif corpora := os.environ.get("DIPLOGRAPH_CORPORA"):
            # Only the body was annotated: front matter would tell title and date.
            yield record, read.from_text(_corpus_text(Path(corpora), record["corpus"]), f"{file.stem}.txt")


def judged(gold: dict[str, Any], found: dict[str, Any], text: str) -> Iterator[tuple[str, Mapping[str, Any], bool]]:
    """Yield for every finding that has evidence its field, the evidence, and whether the gold has it too.

    What the gold marks as doubtful counts as right: a reader would let it stand.
    """
    for field, comparison in Comparer(gold, found, text).compare().items():
        hits = {j for _, j in comparison.pairs}
        for j, item in enumerate(comparison.found):
            if evidence := evidence_of(item.value):
                yield field, evidence, j in hits


def _corpus_text(corpora: Path, name: str) -> str:
    folder, _, document = name.partition("#")
    if not document:
        return (corpora / folder).read_text("utf-8").split("\n---\n", 1)[1].strip()
    lines = (corpora / folder / "documents.json").read_text("utf-8").splitlines()
    return next(str(d["text"]) for d in map(json.loads, lines) if d["_id"] == document).strip()
