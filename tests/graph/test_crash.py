"""A build may end at any moment, by whatever means: what is readable is whole, and the next one ends all the same.

Here that is tried a few times, in bench/kill.py at a hundred random moments and at every step.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from signal import SIGCONT, SIGINT, SIGKILL, SIGSTOP

import pytest
from disturbed import STAGES, Builds
from killing import Job, Works

from diplograph.extract.errors import StoreError
from diplograph.graph.graph import Graph

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="builds are forked")
FIRST, UPDATE, RENEWAL = range(len(STAGES))


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builds]:
    with Works() as works:
        yield Builds(tmp_path_factory.mktemp("builds"), works, 10)


@pytest.mark.parametrize("stage", range(len(STAGES)))
def test_killed_at_random_moments(builds: Builds, tmp_path: Path, stage: int) -> None:
    """Twice in each stage, the second time while the next build goes on from there: six times in all."""
    rng, store = Random(stage), tmp_path / "store"
    builds.begin(store, stage)
    for _ in range(2):
        moment = rng.uniform(0, builds.courses[stage].seconds)
        assert builds.run(store, stage, Job(after=moment)) in (0, -SIGKILL)
        assert builds.readable(store) in (builds.ids(stage - 1), builds.ids(stage))
        builds.see_written(store)
    builds.end(store, stage)


@pytest.mark.parametrize(
    ("stage", "step", "published"),
    [
        (FIRST, "builder._begin ends", False),
        (FIRST, "os.fsync ends", False),  # the last one: all is done but the naming of what is published
        (UPDATE, "Engine.backup ends", False),
        (UPDATE, "snapshots.clear begins", True),
        (RENEWAL, "Store.replace_by ends", False),
    ],
)
def test_killed_at_a_step(builds: Builds, tmp_path: Path, stage: int, step: str, published: bool) -> None:
    store, marks = tmp_path / "store", builds.courses[stage].marks
    builds.begin(store, stage)
    assert builds.run(store, stage, Job(at=marks.count(step) - 1, step=step)) == -SIGKILL
    assert builds.marks()[-1] == step
    assert builds.readable(store) == builds.ids(stage if published else stage - 1)
    builds.see_written(store)
    builds.end(store, stage)


@pytest.mark.parametrize(("step", "number"), [("derive.follow begins", 0), ("Engine.write ends", 1)])
def test_ctrl_c_keeps_what_was_added(builds: Builds, tmp_path: Path, step: str, number: int) -> None:
    store = tmp_path / "store"
    assert builds.run(store, FIRST, Job(at=number, step=step, signal=SIGINT)) == 130
    added = {mark.removeprefix("put ") for mark in builds.marks() if mark.startswith("put ")}
    found, all_of_them = builds.readable(store), builds.ids(FIRST)
    assert found and all_of_them and added and added <= found <= all_of_them
    builds.end(store, FIRST)


@pytest.mark.parametrize("limit", [4_000, 60_000])
def test_a_full_disk_is_told_in_one_line_and_changes_nothing(builds: Builds, tmp_path: Path, limit: int) -> None:
    store = tmp_path / "store"
    builds.begin(store, UPDATE)
    assert builds.run(store, UPDATE, Job(limit=limit, batch=10**6)) == 1
    told = builds.marks()[-1]
    assert told.startswith(f"error {store} cannot be written (") and "see that the disk has room" in told
    assert builds.readable(store) == builds.ids(FIRST)
    builds.end(store, UPDATE)


def test_two_builds_at_once(builds: Builds, tmp_path: Path) -> None:
    """The second one says who holds the store; readers see what was published before."""
    store = tmp_path / "store"
    builds.begin(store, UPDATE)
    at = builds.courses[UPDATE].marks.index("Engine.write ends")
    process = builds.start(store, UPDATE, Job(at=at, signal=SIGSTOP))
    while len(builds.marks()) <= at:
        time.sleep(0.01)
    with pytest.raises(StoreError, match=f"is in use by process {process}: wait for it, or use another folder"):
        Graph.open(store, create=True)
    with Graph.open(store) as reader:
        assert set(reader.releases()) == builds.ids(FIRST) == builds.readable(store)
        os.kill(process, SIGCONT)
        assert builds.wait() == 0
        assert set(reader.releases()) == builds.ids(FIRST)
        assert builds.readable(store) == builds.ids(UPDATE)


def test_an_interruption_while_a_store_is_opened_lets_go_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("diplograph.graph.builder.count", interrupted)
        Graph.open(tmp_path / "store", create=True)
    with pytest.raises(StoreError, match="holds no finished build"):
        Graph.open(tmp_path / "store")
    Graph.open(tmp_path / "store", create=True).close()
    with Graph.open(tmp_path / "store") as graph:
        assert graph.counts()["releases"] == 0 and graph.counts()["triples"] > 1000
