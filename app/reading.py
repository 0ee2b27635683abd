"""The commands that read releases: build, read, score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from diplograph import building
from diplograph.extract.errors import StoreError
from diplograph.options import DEFAULT_GRAPH, Base, GraphDir, MinConfidence, Model, Paths
from diplograph.output import TableFormat, note, print_json, print_table
from diplograph.progress import Advance, bar, status
from diplograph.records import RecordFormat, print_extractions

if TYPE_CHECKING:
    from diplograph.extract.model import Extraction


def build(
    paths: Paths,
    graph: GraphDir = DEFAULT_GRAPH,
    model: Model = None,
    min_confidence: MinConfidence = 0.0,
    base: Base = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read everything again, changed or not.")] = False,
    engine: Annotated[
        Literal["local", "dask"], typer.Option("--engine", help="Read in this process, or on a Dask cluster.")
    ] = "local",
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="ADDRESS",
            help="With dask: the cluster to read on (tcp://host:8786), if not one on this machine.",
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            metavar="N",
            min=1,
            help="With dask: how many processes to start here, if not one for each core; or to wait for at ADDRESS.",
        ),
    ] = None,
    parts: Annotated[
        Path | None,
        typer.Option(
            "--parts",
            metavar="DIR",
            help="With dask: keep what workers write here and use it again, if not in the store's folder until it is "
            "read. Workers and this process must share it.",
        ),
    ] = None,
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="How to print the result.")] = "table",
) -> None:
    """Read releases and make a graph of them.

    Extracts, stores, infers and validates, and prints what the graph holds and where it lies. Running it again does
    only what changed: what is new or changed comes in, and what has gone from a folder goes out. A release that cannot
    be read is reported in one line, stays as it was, and the rest goes on; the exit code is 1 then, and when
    validation finds something. Those who ask meanwhile are answered from what the last build left.
    """
    from diplograph.cluster import maker
    from diplograph.graph.graph import Graph
    from diplograph.updating import update

    files = building.sources(paths)
    try:
        with (
            Graph.open(graph, create=True, base=base) as store,
            maker(engine, graph, scheduler=scheduler, workers=workers, folder=parts) as make,
        ):
            with bar("reading", len(files)) as advance:
                done = update(
                    store, paths, files, make, advance, model=model, min_confidence=min_confidence, rebuild=rebuild
                )
            with status("writing"):
                store.finish()
            counts = store.counts()
    except KeyboardInterrupt:
        _tell_what_is_kept(graph)
        raise
    conforms = None if done.nothing_new else not done.violations
    _complain([*done.failed, *done.aside, *done.violations])
    if form == "json":
        print_json({"graph": str(graph), **done.record(), "counts": counts, "conforms": conforms})
    else:
        print_table(("in the graph", "count"), list(counts.items()))
        print(f"\n{done}. The graph lies in {graph}.")
    if done.failed or done.violations:
        raise typer.Exit(1)


def read(
    paths: Paths,
    form: Annotated[RecordFormat, typer.Option("--format", help="How to print the records.")] = "jsonl",
    model: Model = None,
    min_confidence: MinConfidence = 0.0,
    base: Base = None,
) -> None:
    """Print the record of each release, without a store.

    A record lists people with posts, states, organizations, places, events, statements and areas, each with its
    sentence.
    """
    failed: list[str] = []
    aside: list[str] = []
    files = building.sources(paths)
    with bar("reading", len(files), results_meanwhile=True) as advance:
        found = building.extractions(building.releases(files, failed), model, failed, aside, min_confidence)
        print_extractions(_ticked(found, advance), form, base)
    _complain([*failed, *aside])
    if failed:
        raise typer.Exit(1)


def score(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="Folder of gold records, <release id>.json each.", show_default=False)
    ],
    paths: Paths,
    form: Annotated[TableFormat, typer.Option("--format", help="How to print the scores.")] = "table",
    detail: Annotated[bool, typer.Option("--detail", help="List what was missed and what is too much.")] = False,
    model: Model = None,
    min_confidence: MinConfidence = 0.0,
) -> None:
    """Measure what is read against gold records.

    Prints precision, recall and F1 per field over the releases of the gold, then how right the details of the
    matched items are. A gold record whose release is not among PATH counts as one where nothing was found.
    """
    from diplograph import measuring
    from diplograph.scoreboard import print_scores

    records = measuring.load_gold(gold)
    files = building.sources(paths)
    with bar("reading", len(files)) as advance:
        scores, failed = measuring.measure(records, files, model, advance, min_confidence)
    _complain(failed)
    if scores.missing:
        note(f"gold without a release: {', '.join(scores.missing)}")
    print_scores(scores, form, detail)
    if failed:
        raise typer.Exit(1)


def _ticked(found: Iterable[Extraction], advance: Advance) -> Iterator[Extraction]:
    for extraction in found:
        advance(extraction.release.source)
        yield extraction


def _tell_what_is_kept(graph: Path) -> None:
    """Say after an interruption what the store has; closing it has written what was read by then."""
    from diplograph.graph.graph import Graph

    try:
        with Graph.open(graph) as store:
            kept = len(store.releases())
    except StoreError:
        kept = 0
    left = f"{graph} keeps {kept:,} release{'s' if kept > 1 else ''}" if kept else "nothing was kept"
    note(f"interrupted: {left}; the same command goes on from there")


def _complain(failed: Iterable[str]) -> None:
    for line in failed:
        note(line)
