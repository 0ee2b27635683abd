from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

import pytest
from browser import seeds, show

from diplograph.extract import gazetteer

__all__ = ["seeds", "show"]  # fixtures for the tests that open the network page


@pytest.fixture(scope="module")
def sample_gazetteer(samples: ModuleType) -> Iterator[None]:
    """The background of the samples comes from a gazetteer of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gazetteer, "load", samples.gazetteer)
        yield
