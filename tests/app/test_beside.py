"""Releases that are read in a process of their own: what comes back, and what becomes of that process."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from diplograph import beside, building
from diplograph.extract import read
from diplograph.extract.errors import ModelError, ReadError
from diplograph.extract.model import Extraction, Release
from tests.app.conftest import Run

MANY = 2 * beside._BATCH + 3
FRENCH = (
    "Le ministre des Affaires étrangères a reçu aujourd'hui son homologue. Les deux ministres ont évoqué la "
    "coopération entre les deux pays et la situation dans la région.\n"
)


def releases(count: int = MANY) -> Iterator[Release]:
    for number in range(count):
        yield read.from_text(f"On {number % 28 + 1} May 2024 the President of Mongolia visited Malta.", f"r{number}")
    yield read.from_text(FRENCH, "french")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that are started meanwhile."""
    found: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    class Kept(start):  # type: ignore[misc, valid-type]
        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, **named)
            found.append(self)

    monkeypatch.setattr(subprocess, "Popen", Kept)
    return found


Extractions = Callable[..., Iterator[Extraction]]


def told(make: Extractions, due: Iterator[Release]) -> tuple[list[Extraction], list[str], list[str]]:
    failed: list[str] = []
    aside: list[str] = []
    return list(make(due, None, failed, aside)), failed, aside


def test_what_comes_back_is_what_is_read_here(started: list[subprocess.Popen[bytes]]) -> None:
    made = told(beside.extractions, releases())
    assert made == told(building.extractions, releases())
    assert [one.release.source for one in made[0]] == [f"r{number}" for number in range(MANY)]
    assert len(made[2]) == 1, "one is French"
    assert [process.poll() for process in started] == [-signal.SIGKILL]


def test_few_releases_need_no_process(started: list[subprocess.Popen[bytes]]) -> None:
    found, _, _ = told(beside.extractions, releases(beside._BATCH - 1))
    assert len(found) == beside._BATCH - 1
    assert not started


def test_who_stops_early_leaves_no_process(started: list[subprocess.Popen[bytes]]) -> None:
    found = beside.extractions(releases(), None, [], [])
    assert len(list(islice(found, 3))) == 3
    assert started[0].poll() is None
    found.close()
    assert started[0].poll() == -signal.SIGKILL


def test_a_process_that_dies_is_told_of_in_one_line(started: list[subprocess.Popen[bytes]]) -> None:
    found = beside.extractions(releases(200), None, [], [])
    next(found)
    started[0].kill()
    with pytest.raises(ReadError, match=r"^the process that reads the releases has ended too soon: .*memory"):
        list(found)


def test_a_model_that_is_not_there_is_named(started: list[subprocess.Popen[bytes]]) -> None:
    with pytest.raises(ModelError, match="spaCy model xx_none is not installed"):
        list(beside.extractions(releases(), "xx_none", [], []))
    assert started


def test_a_build_with_a_dead_reader_keeps_what_was_read(
    run: Run, started: list[subprocess.Popen[bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "releases"
    folder.mkdir()
    for release in islice(releases(), MANY):
        (folder / f"{release.source}.txt").write_text(release.text, encoding="utf-8")
    receive = beside._receive

    def once(*arguments: object) -> Iterator[Extraction]:
        yield from receive(*arguments)  # type: ignore[arg-type]
        started[0].kill()
        started[0].wait()

    monkeypatch.setattr(beside, "_receive", once)
    result = run("build", folder, "--graph", tmp_path / "store")
    assert (result.code, len(result.err.splitlines())) == (2, 1)
    assert "has ended too soon" in result.err
    monkeypatch.setattr(beside, "_receive", receive)
    again = run("build", folder, "--graph", tmp_path / "store")
    assert again.code == 0
    counts = re.search(r"(\d+) new, (\d+) unchanged", again.out)
    assert counts, again.out
    new, unchanged = map(int, counts.groups())
    assert new + unchanged == MANY
    # The batch that came back, and what of the next one was in the pipe already.
    assert beside._BATCH <= unchanged <= 2 * beside._BATCH
