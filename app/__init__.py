"""Diplomatic releases as a knowledge graph of actors, events and commitments.

import diplograph

graph = diplograph.build("releases/")
graph.query("commitments", actor="CICA")
graph.report("CICA").write("cica.html")
graph.view("network.html")
record = diplograph.read("a.txt")
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from diplograph.extract.errors import DiplographError
    from diplograph.extract.model import Extraction, Release
    from diplograph.graph.graph import Graph
    from diplograph.graph.table import Table

__all__ = ["DiplographError", "Extraction", "Graph", "Release", "Table", "build", "read"]

# What the package shows of its parts; each is imported when it is first used, so that the package itself is quick.
_HOMES = {
    "DiplographError": "diplograph.extract.errors",
    "Extraction": "diplograph.extract.model",
    "Release": "diplograph.extract.model",
    "Graph": "diplograph.graph.graph",
    "Table": "diplograph.graph.table",
}


def build(
    paths: str | Path | Iterable[str | Path],
    graph: str | Path | None = None,
    model: str | None = None,
    progress: Callable[[str], None] | None = None,
    rebuild: bool = False,
    *,
    engine: Literal["local", "dask"] = "local",
    scheduler: str | None = None,
    workers: int | None = None,
    parts: str | Path | None = None,
) -> Graph:
    """Read releases (files, folders, globs) into a graph, infer, and return it open.

    The graph lies in the folder ``graph``, made if need be, or in memory if none is given; a folder that has some of
    the releases already gets what changed only, or, with ``rebuild``, all of it. ``progress`` is called with each
    release's file name. A release that cannot be read is left out with a warning; a path that is not there raises
    ReadError.
    The engine "dask" reads on the cluster of a ``scheduler``, else on one of ``workers`` processes that is started for
    it, and keeps what they write in the folder ``parts``, if given; ClusterError where that cannot be.
    """
    from diplograph import building
    from diplograph.cluster import maker
    from diplograph.graph.graph import Graph
    from diplograph.updating import update

    names = [os.fspath(name) for name in ([paths] if isinstance(paths, str | Path) else paths)]
    files = building.sources(names)  # before the store is made: a path that is not there makes none
    home, folder = (Path(path) if path is not None else None for path in (graph, parts))
    made = Graph.open(home, create=True) if home else Graph.memory()
    try:
        with maker(engine, home, scheduler=scheduler, workers=workers, folder=folder) as make:
            done = update(made, names, files, make, progress or (lambda name: None), model=model, rebuild=rebuild)
            made.finish()
    except BaseException:
        made.close()
        raise
    for line in (*done.failed, *done.aside, *done.violations):
        warnings.warn(line, stacklevel=2)
    return made


def read(source: str | Path, model: str | None = None) -> dict[str, Any]:
    """Return the record of one release, given as a path or as its text.

    A string of one line is a path if there is such a file, if it has no space, or if it ends as releases' files do;
    else it is text. Raises ReadError for what cannot be read.
    """
    from diplograph.extract import read as reader
    from diplograph.extract.pipeline import Extractor
    from diplograph.extract.record import record
    from diplograph.records import Record

    release = reader.load(Path(source)) if _is_path(source) else reader.from_text(str(source), "-")
    return Record(record(Extractor(model).extract(release)))


def _is_path(source: str | Path) -> bool:
    if isinstance(source, Path):
        return True
    if "\n" in source or len(source) > 1000:
        return False
    return Path(source).exists() or not any(character.isspace() for character in source) or _ends_as_file(source)


def _ends_as_file(source: str) -> bool:
    from diplograph.extract.formats import SUFFIXES

    return source.lower().endswith(SUFFIXES)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'diplograph' has no attribute {name!r}")
