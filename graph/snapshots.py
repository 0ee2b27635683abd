"""Snapshots: what readers open, so that a build never stands in their way, nor they in its.

A build writes to one database and, when it ends, publishes a copy (hard links, so that it costs next to nothing).
Readers open the newest copy and hold a lock on it; one that nobody reads any more goes when the next is published.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from diplograph.extract.errors import StoreError
from diplograph.graph import settings as folder_settings
from diplograph.graph.lock import Lock
from diplograph.graph.settings import Settings

_FOLDER = "snapshots"
_TRIES = 5


def folder(store: Path, number: int) -> Path:
    """Return the folder of a snapshot's database."""
    return store / _FOLDER / str(number)


def publish(store: Path, number: int, backup: Callable[[Path], None]) -> None:
    """Make a snapshot with ``backup``, which copies the database into a folder that is not there yet."""
    made = folder(store, number)
    made.parent.mkdir(exist_ok=True)
    shutil.rmtree(made, ignore_errors=True)  # a build that was killed while publishing may have left it
    _lock_file(made).touch()
    backup(made)


def clear(store: Path, current: int) -> None:
    """Remove every snapshot but the current one, unless it is being read."""
    for old in (store / _FOLDER).glob("*"):
        if old.is_dir() and old.name != str(current):
            try:
                lock = Lock(_lock_file(old), exclusive=True)
            except StoreError:
                continue
            shutil.rmtree(old, ignore_errors=True)
            _lock_file(old).unlink(missing_ok=True)
            lock.release()


def hold(store: Path) -> tuple[Settings, Path, Lock]:
    """Return settings and folder of the newest snapshot, locked against removal; StoreError if there is none."""
    for _ in range(_TRIES):
        settings = folder_settings.read(store)
        if not settings.snapshot:
            cure = f"run 'diplograph build PATH… --graph {store}'"
            raise StoreError(f"{store} holds no finished build: {cure}, or wait for the one that goes on")
        held = folder(store, settings.snapshot)
        try:
            lock = Lock(_lock_file(held), exclusive=False)
        except StoreError:
            continue  # it is being removed: a newer one is there
        if held.is_dir():
            return settings, held, lock
        lock.release()
    raise StoreError(f"{store} has lost its snapshot {settings.snapshot}: run 'diplograph build' on it again")


def _lock_file(snapshot: Path) -> Path:
    return snapshot.with_name(f"{snapshot.name}.lock")
