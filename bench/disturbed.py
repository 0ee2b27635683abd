"""Builds that are disturbed, stage by stage, and what is to be seen after each of them: kill.py and the tests use it.

A store is built, brought up to date, and made anew under other rules. Whatever ends a build on the way, what readers
see is an undisturbed build of some set of releases, quad by quad; so is what the next build goes on from; and when that
has ended, everything is as if nothing had happened.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeAlias

import synthetic
from killing import Job, Releases, Works, every, quads, save, undisturbed

from diplograph.extract.errors import StoreError
from diplograph.graph.builder import count
from diplograph.graph.store import ReleaseInfo, Store
from diplograph.graph.triples import triples

# The version of the releases that a stage is to end with, and the name of its rules.
Held: TypeAlias = frozenset[tuple[str, ReleaseInfo]]
STAGES: tuple[tuple[int, str | None], ...] = ((0, None), (1, None), (1, "other rules"))


@dataclass(frozen=True, slots=True)
class Course:
    """How a stage goes undisturbed: the folder that it starts from, its seconds, and the marks of its steps."""

    before: Path
    seconds: float
    marks: list[str]


def readable(store: Path, expected: Callable[[Held], set[bytes]]) -> set[str] | None:
    """Return the ids of the releases that readers of a store see; None: no build has ended.

    See on the way that they see what an undisturbed build of these releases would have left, as ``expected`` tells.
    """
    try:
        read = Store.open(store, read_only=True)
    except StoreError as error:
        see("holds no finished build" in str(error) or not (store / "diplograph.json").exists(), str(error))
        return None
    with read:
        assert read.snapshot
        see(quads(read.snapshot) == expected(held(read)), f"{store}: what is readable is not whole")
        see(read.settings.counts == count(read), f"{store}: what is readable was miscounted")
        return set(read.releases())


class Builds:
    """Two versions of a folder of synthetic releases, and builds of them in a folder of their own."""

    def __init__(self, folder: Path, works: Works, count: int, batch: int = 1000) -> None:
        self._folder, self._works, self._batch = folder, works, batch
        drawn = sorted(synthetic.extractions(5 * count, seed=5), key=lambda one: len(one.statements))[:count]
        info = [ReleaseInfo(one.release.sha256, "1", one.release.source) for one in drawn]
        made = {one.release.id: (triples(one), told) for one, told in zip(drawn, info, strict=True)}
        old, new = dict(list(made.items())[: count * 5 // 6]), dict(list(made.items())[1:])
        for name in list(new)[4::8]:  # besides those that come and one that goes, some are others
            new[name] = (new[name][0][:-20], replace(new[name][1], sha256="other"))
        self.versions: tuple[Releases, ...] = (old, new)
        self._files = [save(one, folder / f"{number}.pickle") for number, one in enumerate(self.versions)]
        self._expected = cache(self._undisturbed)
        self.courses = [self._course(stage) for stage in range(len(STAGES))]

    def _course(self, stage: int) -> Course:
        before, store = self._folder / f"before-{stage}", self._folder / "course"
        if store.exists():
            shutil.copytree(store, before)
        begun = time.monotonic()
        if self.run(store, stage):
            raise SystemExit(f"an undisturbed build failed: {self.marks()[-1]}")
        return Course(before, time.monotonic() - begun, self.marks())

    def begin(self, store: Path, stage: int) -> None:
        """Put a store where a stage begins."""
        if self.courses[stage].before.exists():
            shutil.copytree(self.courses[stage].before, store)

    def again(self, store: Path, stage: int, job: Job) -> int:
        """Do a build where its stage begins, whatever the store is now, and return what ended it."""
        shutil.rmtree(store, ignore_errors=True)
        self.begin(store, stage)
        return self.run(store, stage, job)

    def start(self, store: Path, stage: int, job: Job | None = None) -> int:
        """Begin a build, disturbed as a job has it, and return the id of its process."""
        version, state = STAGES[stage]
        filled = replace(job or Job(), folder=str(store), releases=self._files[version], state=state)
        batch = filled.batch or self._batch
        return self._works.start(replace(filled, marks=str(self._folder / "marks"), batch=batch))

    def wait(self) -> int:
        """Wait for the build, and return its exit code, or minus the signal that ended it."""
        return self._works.wait()

    def run(self, store: Path, stage: int, job: Job | None = None) -> int:
        """Do a build, and return its exit code, or minus the signal that ended it."""
        self.start(store, stage, job)
        return self.wait()

    def marks(self) -> list[str]:
        """Return the marks of the last build."""
        return (self._folder / "marks").read_text().splitlines()

    def ids(self, stage: int) -> set[str] | None:
        """Return the ids of the releases that are readable when a stage has ended; -1: before the first one."""
        return set(self.versions[STAGES[stage][0]]) if stage >= 0 else None

    def _undisturbed(self, releases: Held) -> set[bytes]:
        known = {(name, info): found for one in self.versions for name, (found, info) in one.items()}
        return undisturbed({name: (known[name, info], info) for name, info in releases})

    def readable(self, store: Path) -> set[str] | None:
        """Return the ids of the releases that readers see, having seen that all is whole; None: no build has ended."""
        return readable(store, self._expected)

    def see_written(self, store: Path) -> None:
        """See that what the next build will go on from is whole as well, in a copy: opening a database changes it."""
        file = store / "diplograph.json"
        if not file.exists() or not json.loads(file.read_text())["state"]:
            return  # nothing but the vocabulary can have been written
        copy = self._folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(store, copy)
        written = Store.open(copy)
        see(every(written._open()._engine) == self._expected(held(written)), f"{store}: what is written is not whole")
        written.close(publish=False)

    def check(self, store: Path, stage: int) -> None:
        """See all that must hold after a build of a stage was killed, and after the next one."""
        see(self.readable(store) in (self.ids(stage - 1), self.ids(stage)), f"{store}: some releases are readable")
        self.see_written(store)
        self.end(store, stage)

    def end(self, store: Path, stage: int) -> None:
        """Build once more, and see that it is as if nothing had happened, and that nothing lies about."""
        see(self.run(store, stage) == 0, f"{store}: the next build failed")
        see(self.readable(store) == self.ids(stage), f"{store}: the next build did not end")
        left = sorted(item.name for item in store.iterdir() if item.is_dir())
        see(len(left) == 2 and left[1] == "snapshots", f"{store}: {left} were left")
        see(len(directories(store / "snapshots")) == 1, f"{store}: {directories(store / 'snapshots')} were left")


def held(store: Store) -> Held:
    """Return id and version of each release in a store."""
    return frozenset(store.releases().items())


def directories(folder: Path) -> list[str]:
    """Return the names of the folders in one."""
    return sorted(item.name for item in folder.iterdir() if item.is_dir())


def see(holds: bool, otherwise: str) -> None:
    """Raise AssertionError where something does not hold, under ``python -O`` too."""
    if not holds:
        raise AssertionError(otherwise)


def last(marks: Iterable[str]) -> str:
    """Tell in a few words where a build was when it ended."""
    mark = next(reversed(list(marks)), "nothing")
    return "reading releases" if mark.startswith(("put ", "Builder.__init__ ends")) else mark
