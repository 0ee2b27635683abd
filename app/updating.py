"""Bringing a graph up to date: what is new or changed in files comes in, what is gone from them goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph import building
from diplograph.extract import formats, pipeline
from diplograph.graph import triples
from diplograph.making import Settings

if TYPE_CHECKING:
    from diplograph.extract.model import Release
    from diplograph.graph.graph import Graph
    from diplograph.graph.store import ReleaseInfo
    from diplograph.making import Maker

Progress = Callable[[str], None]  # called once per release that is done, with its source


@dataclass(slots=True)
class Update:
    """What became of the files of a run: ids of releases, and a line for each fault.

    ``failed`` holds a line for each file or release that could not be read, ``aside`` for each that is not in English,
    ``violations`` for each that validation found.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)

    @property
    def nothing_new(self) -> bool:
        """Tell whether the graph is as it was before."""
        return not (self.new or self.changed or self.removed)

    def record(self) -> dict[str, list[str]]:
        """Return the ids by what became of them, and the lines about what failed or was set aside."""
        found = {"new": self.new, "changed": self.changed, "unchanged": self.unchanged, "removed": self.removed}
        return {**found, "failed": self.failed, "set aside": self.aside}

    def __str__(self) -> str:
        parts = [f"{len(ids)} {what}" for what, ids in self.record().items() if ids]
        return f"Releases: {', '.join(parts)}{'; nothing changed' if self.nothing_new else ''}"


def version(model: str | None, min_confidence: float) -> str:
    """Return what releases are made by: model, rules, gazetteers and code; what others made is out of date."""
    return f"{pipeline.version(model, min_confidence)}-{triples.version()}"


def update(
    graph: Graph,
    paths: Sequence[str],
    files: Sequence[Path | None],
    maker: Maker,
    progress: Progress,
    *,
    model: str | None = None,
    min_confidence: float = 0.0,
    rebuild: bool = False,
) -> Update:
    """Read and store what is new or changed in files, or all of it, and remove what is gone from them.

    ``files`` are what ``paths`` name, as :func:`building.sources` finds them. A release is gone if it came from one of
    these files or folders and is not there any more; one whose file cannot be read stays as it is. The graph is to be
    finished then. Where nothing changed, nothing heavy is imported.
    """
    made, done = version(model, min_confidence), Update()
    known: dict[str, ReleaseInfo] = {}
    seen: dict[str, str] = {}
    broken: set[str] = set()

    def due() -> Iterator[Release]:
        for release in building.releases(files, done.failed, seen, broken):
            before = graph.release(release.id)
            if before:
                known[release.id] = before
                if not rebuild and (before.sha256, before.version) == (release.sha256, made):
                    done.unchanged.append(release.id)
                    progress(release.source)
                    continue
            yield release

    with closing(maker(due(), Settings(graph.base, made, model, min_confidence), done.failed, done.aside)) as items:
        for item in items:
            (done.changed if item.release_id in known else done.new).append(item.release_id)
            done.violations += map(str, item.violations)
            graph.put(item.release_id, item.triples, replace(item.info, path=_place(seen[item.release_id])))
            progress(item.source)
    for release_id in _gone(graph, paths, seen, {_place(name) for name in broken}):
        graph.remove(release_id)
        done.removed.append(release_id)
    return done


def _gone(graph: Graph, paths: Sequence[str], seen: Mapping[str, str], broken: set[str]) -> list[str]:
    """Return the releases that came from these paths and are there no more; a feed lets go of what is still true."""
    folders = [Path(name).resolve() for name in paths if Path(name).is_dir()]
    tables = {_place(name) for name in paths if name.lower().endswith(formats.ROWS)}
    if not folders and not tables:
        return []
    return [
        release_id
        for release_id, info in graph.releases().items()
        if release_id not in seen
        and info.path
        and info.path not in broken
        and (info.path in tables or any(Path(info.path).is_relative_to(folder) for folder in folders))
        and not (info.path.lower().endswith(formats.FEEDS) and Path(info.path).exists())
    ]


def _place(name: str) -> str:
    return "" if name == "-" else str(Path(name).resolve())
