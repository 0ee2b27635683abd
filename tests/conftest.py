"""What several folders of tests share: the hand-made samples of tests/graph and the graph of them."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from types import ModuleType

import pytest
import samples as hand_made
from browser import browser

from diplograph.extract import gazetteer
from diplograph.graph.graph import Graph

__all__ = ["browser"]  # a fixture of all tests that open a page

# A shell has Ctrl-C ignored by what it runs in the background, and so by all that the tests would start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def samples() -> ModuleType:
    return hand_made


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
