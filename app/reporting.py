"""The command that writes a report on something."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from diplograph.options import DEFAULT_GRAPH, Entity, GraphDir


def report(
    entity: Entity,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write it here, .md or .html, and print the path."),
    ] = None,
    graph: GraphDir = DEFAULT_GRAPH,
    form: Annotated[Literal["md", "html"], typer.Option("--format", help="How to print it without -o.")] = "md",
) -> None:
    """Write a report on something, with a footnote for every line.

    A dossier with summary, timeline, posts, meetings, commitments, statements and areas; each line has footnotes with
    the sentence, its release and date, and the rules that found it with their confidence. An HTML report is one file
    that opens offline and can be printed.
    """
    from diplograph.graph.graph import Graph

    with Graph.open(graph) as store:
        made = store.report(entity)
    if output:
        print(made.write(output))
    else:
        print(made.html if form == "html" else made.markdown, end="")
