from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.extract import read
from diplograph.extract.model import Extraction
from diplograph.extract.pipeline import Extractor

SEEDS = Path(__file__).parents[2] / "seeds" / "releases"


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """One model and one set of rules for all tests; it keeps nothing between releases."""
    return Extractor()


@pytest.fixture(scope="session")
def seeds(extractor: Extractor) -> dict[str, Extraction]:
    """The extractions of the two seed releases, by release id."""
    releases = [read.load(path) for path in sorted(SEEDS.glob("*.txt"))]
    return {found.release.id: found for found in extractor.pipe(releases)}
