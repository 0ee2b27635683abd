"""Batches of releases and what a worker of a cluster does with one; whoever sends them sees that all have one version.

Nothing here knows Dask. A worker must have diplograph and the model, and see the folder of parts.
"""

from __future__ import annotations

import functools
import os
import platform
import signal
import sys
import threading
import zlib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from diplograph import parts
from diplograph.building import extractions
from diplograph.extract.errors import ClusterError
from diplograph.graph.syntax import one_line
from diplograph.graph.validate import Validator
from diplograph.making import Settings, make
from diplograph.updating import version

if TYPE_CHECKING:
    from diplograph.extract.model import Release

Batch: TypeAlias = "tuple[Release, ...]"
Versions: TypeAlias = dict[str, str]

_MEAN, _MOST, _LONGEST = 4, 16, 500_000  # releases of a batch: about, at most, and characters after which it ends
_SHAPING = ("spacy", "thinc", "numpy", "py3langid")  # packages that have a say in what is read
_validator = functools.cache(Validator)
_alone = threading.Lock()  # a worker may have been given several threads, and spaCy is for one


def cut(due: Iterable[Release]) -> Iterator[Batch]:
    """Cut releases into batches where their own hashes say, so that a part fits though others are due before it."""
    batch: list[Release] = []
    length = 0
    for release in due:
        batch.append(release)
        length += len(release.text)
        if zlib.crc32(release.sha256.encode()) % _MEAN == 0 or len(batch) == _MOST or length > _LONGEST:
            yield tuple(batch)
            batch, length = [], 0
    if batch:
        yield tuple(batch)


def work(batch: Batch, file: Path, settings: Settings, needed: Versions) -> None:
    """Make the part of a batch; one that lies there already is left as it is. The settings name a model."""
    with _alone:
        compare(installed(str(settings.model)), needed, _me())
        if parts.is_done(file):
            return
        part = _read(batch, settings)
        if isinstance(part, str):
            raise RuntimeError(part)
        try:
            parts.write(file, part, settings.base)
        except OSError as error:
            cure = "see that it is there, may be written and has room"
            raise ClusterError(f"{_me()} cannot write to {file.parent} ({error.strerror}): {cure}") from error


def _read(batch: Batch, settings: Settings) -> parts.Part | str:
    """Return what is made of a batch, or what is wrong: not every error, nor every traceback, can be sent back."""
    failed: list[str] = []
    aside: list[str] = []
    try:
        found = extractions(iter(batch), settings.model, failed, aside, settings.min_confidence)
        made = tuple(make(extraction, _validator(settings.base), settings.version) for extraction in found)
    except Exception as error:
        return f"{type(error).__name__}: {one_line(error)}"
    return parts.Part(made, tuple(failed), tuple(aside))


def introduce(model: str, probe: Path) -> tuple[Versions, bool]:
    """Tell what is installed here, and whether a file can be seen."""
    return installed(model), probe.exists()


@functools.cache
def installed(model: str) -> Versions:
    """Return the versions of all that has a say in what is read; what a process has loaded does not change any more."""
    found = {"Python": f"{sys.version_info.major}.{sys.version_info.minor}", "diplograph": version(model, 0.0)}
    for name in (*_SHAPING, model):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "without a version"
    return found


def compare(theirs: Versions, ours: Versions, who: str) -> None:
    """See that someone has the same versions; ClusterError, in one line, about the first that differs."""
    for name, value in ours.items():
        if theirs.get(name) != value:
            cure = "install the same version on all, start what has another anew, and build again"
            raise ClusterError(f"{who} has {name} {theirs.get(name)}, not {value}: {cure}")


def _me() -> str:
    return f"the worker on {platform.node()} (process {os.getpid()})"


def dask_setup(worker: object) -> None:
    """Leave Ctrl-C to the process that started the local cluster; Dask calls this in each of its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
