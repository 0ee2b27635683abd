"""What several folders of tests share: the hand-made samples of tests/graph and the graph of them."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from diplograph.extract import gazetteer
from diplograph.graph.graph import Graph

SAMPLES = Path(__file__).parent / "graph" / "samples.py"


@pytest.fixture(scope="session")
def samples() -> ModuleType:
    spec = importlib.util.spec_from_file_location("graph_samples", SAMPLES)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["graph_samples"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def graph(samples: ModuleType) -> Iterator[Graph]:
    """Both samples, finished, in memory; tests only read it."""
    with Graph.memory() as made:
        with pytest.MonkeyPatch.context() as patch:  # while it is made: what is read later has the real gazetteer
            patch.setattr(gazetteer, "load", samples.gazetteer)
            made.add(samples.first())
            made.add(samples.second())
            made.finish()
        yield made
