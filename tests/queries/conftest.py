from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from diplograph.extract import gazetteer
from diplograph.graph.graph import Graph

SAMPLES = Path(__file__).parents[1] / "graph" / "samples.py"


@pytest.fixture(scope="session")
def graph() -> Iterator[Graph]:
    """Both samples of tests/graph, finished, in memory; tests only read it."""
    spec = importlib.util.spec_from_file_location("query_samples", SAMPLES)
    assert spec and spec.loader
    samples = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(samples)
    with Graph.memory() as made:
        with pytest.MonkeyPatch.context() as patch:  # while it is made: what is read later has the real gazetteer
            patch.setattr(gazetteer, "load", samples.gazetteer)
            made.add(samples.first())
            made.add(samples.second())
            made.finish()
        yield made
