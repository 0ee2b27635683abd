"""Builds are killed, and what is left of them and what becomes of it is compared with builds that were not disturbed.

Usage: python bench/kill.py [--kills 100] [--seed 0] [--only library|command]

First the library: builds of synthetic releases that begin, update or renew a store are killed (kill -9) at random
moments, and once at each of their steps. Then the command: `diplograph build` on a folder of short texts, whose files
come, change and go, is killed at random moments and begun again until it ends. After each kill, what readers see must
be an undisturbed build of some set of releases, quad by quad, and after the last one, of all of them. Prints at which
steps builds were when they were killed. Both write in small batches, so that they write often.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from signal import SIGKILL

from disturbed import STAGES, Builds, Course, Held, last, readable, see
from killing import Job, Works, undisturbed
from synthetic import World

from diplograph.graph import identity
from diplograph.graph.iris import release_iri
from diplograph.graph.rdf import Triple
from diplograph.graph.store import ReleaseInfo, Store

WRITING = ("Engine.write begins", "Engine.extend begins", "Engine.backup begins")
NAMES = ("a store is begun", "a store is brought up to date", "a store is made anew")
COMMAND = """
import sys
sys.path.insert(0, sys.argv[1])
from killing import Job, watch
watch(Job(marks=sys.argv[2], batch=2000))
from diplograph.cli import main
main(sys.argv[3:])
"""
TEXT = """{place}, {day} May {year}. Foreign Minister of {one} {first} met President of {other} {second} in {place}.

The sides agreed to expand cooperation in {area}. {first} thanked {second} for the invitation.
{other} pledged to support {one} in {area} until {due}. Minister {short} will visit {other} next month.
"""


def library(kills: int, seed: int, folder: Path) -> None:
    """Kill builds of the library at random moments, within what writes, and at every step."""
    rng, store = Random(seed), folder / "killed"
    with Works() as works:
        builds = Builds(folder, works, 60, batch=8000)
        for stage, course in enumerate(builds.courses):
            found: Counter[str] = Counter()
            for number in range(len(range(stage, kills, len(STAGES)))):
                while builds.again(store, stage, at_random(rng, course) if number % 2 else within(rng, course)) == 0:
                    pass  # it had ended before
                found[last(builds.marks())] += 1
                builds.check(store, stage)
            told(f"library, {NAMES[stage]}, killed at random", found)
            steps = [at for at, mark in enumerate(course.marks) if not mark.startswith("put ")]
            for at in steps:
                see(builds.again(store, stage, Job(at=at)) == -SIGKILL, f"{store}: it was not killed at mark {at}")
                builds.check(store, stage)
            print(f"library, {NAMES[stage]}, killed at each of {len(steps)} steps: equal, quad by quad", flush=True)


def at_random(rng: Random, course: Course) -> Job:
    """Kill at a moment of the whole build; half of them write so much at once that it is loaded in bulk."""
    return Job(after=rng.uniform(0, course.seconds), batch=rng.choice((0, 1500)))


def within(rng: Random, course: Course) -> Job:
    """Kill in the first tenth of a second of a step that writes."""
    at = rng.choice([at for at, mark in enumerate(course.marks) if mark in WRITING])
    return Job(at=at, delay=rng.uniform(0.0001, 0.1))


def told(what: str, found: Counter[str]) -> None:
    print(f"{what}: {found.total()} times: equal, quad by quad")
    for step, times in found.most_common():
        print(f"  {times:4d} at {step}", flush=True)


def texts(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """Yield the names of files and what is in them; one in eight changes with the seed, and others come and go."""
    world = World(0)
    for number in range(count):
        rng = Random(f"{number} {seed if number % 8 == 0 else 0}")
        if number % 10 == 3 + seed % 2:
            continue
        first, second = (world.holder(rng.randrange(30), rng.randrange(3)) for _ in range(2))
        words = {"place": world.places.draw(rng).name, "area": world.areas.draw(rng).label.lower()}
        words |= {"one": world.state(rng).name, "other": world.state(rng).name, "first": first, "second": second}
        words |= {"short": f"{first[0]}. {first.split()[1]}", "year": f"{rng.randrange(2010, 2024)}"}
        yield (
            f"release-{number:02d}.txt",
            TEXT.format(**words, day=rng.randrange(1, 29), due=rng.randrange(2025, 2035)),
        )


class Command:
    """`diplograph build` on a folder of texts."""

    def __init__(self, folder: Path) -> None:
        self.texts, self.marks = folder / "texts", folder / "marks"
        self.texts.mkdir()
        self._known: dict[tuple[str, ReleaseInfo], list[Triple]] = {}
        self.wanted: list[set[str]] = []
        self.seconds = 0.0
        for version in range(2):
            self.put(version)
            store = folder / f"version-{version}"
            see(self.run(store, None), f"an undisturbed build failed: {store}")
            self._read(store)

    def put(self, version: int) -> None:
        """Put the texts of a version into the folder."""
        for file in self.texts.iterdir():
            file.unlink()
        for name, text in texts(version, 60):
            (self.texts / name).write_text(text, encoding="utf-8")

    def _read(self, store: Path) -> None:
        with Store.open(store, read_only=True) as read:
            for name, info in read.releases().items():
                self._known[name, info] = identity.as_read(read, release_iri(name, read.base))
            self.wanted.append(set(read.releases()))
        see(self.sound(store) == self.wanted[-1], f"{store} is not what the library makes of it")

    def run(self, store: Path, moment: float | None) -> bool:
        """Build, killed after so many seconds; tell whether it ended before."""
        self.marks.write_text("")
        command = [sys.executable, "-c", COMMAND, str(Path(__file__).parent), str(self.marks)]
        begun = time.monotonic()
        process = subprocess.Popen(
            [*command, "build", str(self.texts), "--graph", str(store)],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            _, error = process.communicate(timeout=moment)
            see(process.returncode == 0, f"diplograph build failed: {error}")
            self.seconds = self.seconds or time.monotonic() - begun
            return True
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return False

    def sound(self, store: Path) -> set[str] | None:
        """Return the releases that are readable, having seen that all is whole; None if no build has ended."""
        return readable(store, self._expected)

    def _expected(self, held: Held) -> set[bytes]:
        return undisturbed({name: (self._known[name, info], info) for name, info in held})


def command(kills: int, seed: int, folder: Path) -> None:
    """Kill the command until it ends, over and over, while the folder changes between two versions."""
    rng, found, rounds = Random(seed), Counter[str](), 0
    built = Command(folder)
    store = folder / "killed"
    while found.total() < kills:
        built.put(rounds % 2)
        while not built.run(store, rng.uniform(0, built.seconds)):
            found[last(built.marks.read_text().splitlines())] += 1
            see(built.sound(store) in (None, *built.wanted), f"{store}: some of the releases are readable")
        see(built.sound(store) == built.wanted[rounds % 2], f"{store}: not all of the releases are readable")
        rounds += 1
    told(f"diplograph build, which ended {rounds} times, killed at random", found)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=100, help="of the library, and of the command")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=["library", "command"])
    options = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores")
    for part in (library, command):
        if options.only in (None, part.__name__):
            with tempfile.TemporaryDirectory() as made:
                part(options.kills, options.seed, Path(made))


if __name__ == "__main__":
    main()
