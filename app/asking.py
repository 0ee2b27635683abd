"""The commands that ask a graph: query, queries, export, view, explain, check."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from diplograph import completion
from diplograph.answers import QueryFormat, print_answer
from diplograph.dossier import DossierFormat, print_explanation
from diplograph.extract.errors import QueryError
from diplograph.options import DEFAULT_GRAPH, Entity, GraphDir, date_prefix
from diplograph.output import TableFormat, note, print_table


class NodeKind(StrEnum):
    """Kinds of nodes of the network."""

    PERSON = "person"
    STATE = "state"
    ORGANIZATION = "organization"
    GROUP = "group"
    EVENT = "event"
    COMMITMENT = "commitment"
    AREA = "area"
    PLACE = "place"


_KINDS = ", ".join(NodeKind)


class Preset(StrEnum):
    """Views with a question behind them."""

    WHO_MET_WHOM = "who-met-whom"
    COMMITMENTS = "commitments"
    POSTS = "posts"
    AREAS = "areas"


def query(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME|FILE.rq|-",
            help="A named query, a file, or - for SPARQL on stdin.",
            show_default=False,
            autocompletion=completion.queries,
        ),
    ],
    parameters: Annotated[
        list[str] | None,
        typer.Option(
            "-p",
            "--param",
            metavar="KEY=VALUE",
            help="Parameter of a named query; may be repeated.",
            autocompletion=completion.parameters,
        ),
    ] = None,
    graph: GraphDir = DEFAULT_GRAPH,
    form: Annotated[
        QueryFormat, typer.Option("--format", help="How to print the answer; ttl for CONSTRUCT only.")
    ] = "table",
) -> None:
    """Answer a named query, or any SPARQL query, over the whole graph."""
    text = _text(name)
    given = dict(_pair(parameter) for parameter in parameters or [])
    from diplograph.graph.graph import Graph

    with Graph.open(graph) as store:
        print_answer(store.query(text, **given), form, store.base)


def queries(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", help="Show this one in full.", show_default=False, autocompletion=completion.queries
        ),
    ] = None,
    form: Annotated[TableFormat, typer.Option("--format", help="How to print the list.")] = "table",
) -> None:
    """List the named queries with their parameters and columns."""
    from diplograph.catalogue import print_queries, print_query
    from diplograph.graph import ask

    known = ask.load()
    if name is None:
        print_queries(known.values(), form)
    else:
        print_query(ask.choose(known, name), form)


def export(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="By suffix: .ttl .trig .nt .nq .jsonld .rdf .graphml .gexf .csv (nodes and edges) .html",
            show_default=False,
        ),
    ],
    graph: GraphDir = DEFAULT_GRAPH,
) -> None:
    """Write the graph to a file, in the format of its suffix.

    Prints the path of what was written; .csv gives two files, one of nodes and one of edges.
    """
    from diplograph.graph.graph import Graph

    with Graph.open(graph) as store:
        for written in store.export(file):
            print(written)


def view(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE.html", help="Where to write the page.", show_default=False)
    ],
    focus: Annotated[
        str | None,
        typer.Option(
            "--focus",
            metavar="ENTITY",
            help="Only what is near this one: a name, code, acronym or IRI.",
            autocompletion=completion.entities,
        ),
    ] = None,
    hops: Annotated[
        int, typer.Option("--hops", metavar="N", min=1, max=6, help="How near, in steps from the focus.")
    ] = 1,
    kinds: Annotated[
        list[NodeKind] | None,
        typer.Option("--kind", metavar="KIND", help=f"Only nodes of this kind ({_KINDS}); may be repeated."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            callback=date_prefix,
            help="Only what is dated from then on: 2020, 2020-10 or 2020-10-12.",
        ),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", callback=date_prefix, help="Only what is dated up to then.")
    ] = None,
    preset: Annotated[
        Preset | None,
        typer.Option("--preset", metavar="NAME", help=f"One question instead of all: {', '.join(Preset)}."),
    ] = None,
    sparql: Annotated[
        Path | None,
        typer.Option("--query", metavar="FILE.rq", help="Only what the answer to this SPARQL query names by IRI."),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            metavar="N",
            min=1,
            help="Draw at most so many nodes, the most connected; else 300, or as many as can be told apart.",
        ),
    ] = None,
    graph: GraphDir = DEFAULT_GRAPH,
) -> None:
    """Draw the network as one HTML page that opens offline.

    A click shows the facts about a node or between two nodes, each with its sentence. Prints the path of the page.
    """
    from diplograph.graph.graph import Graph

    with Graph.open(graph) as store:
        page = store.view(
            output,
            focus=focus,
            hops=hops,
            kinds=kinds,
            since=since,
            until=until,
            preset=preset,
            query=sparql,
            limit=limit,
        )
        print(page)


def explain(
    entity: Entity,
    graph: GraphDir = DEFAULT_GRAPH,
    form: Annotated[DossierFormat, typer.Option("--format", help="How to print the facts.")] = "text",
) -> None:
    """Print what is known about something, with the sentences.

    Who or what it is, posts, meetings, commitments, statements and areas, in sections; numbers in brackets lead to the
    sentence below, with its release, date, rule and confidence.
    """
    from diplograph.graph.graph import Graph

    with Graph.open(graph) as store:
        print_explanation(store, entity, form)


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Releases of the graph, to compare every quote with.", show_default=False),
    ] = None,
    graph: GraphDir = DEFAULT_GRAPH,
    form: Annotated[TableFormat, typer.Option("--format", help="How to print what is wrong.")] = "table",
) -> None:
    """Validate the graph: shapes, and evidence for every fact.

    With PATH, every quote is compared with the text of its release too. The exit code is 1 if something is wrong.
    """
    from diplograph import building
    from diplograph.graph.graph import Graph

    failed: list[str] = []
    texts = {release.id: release.text for release in building.releases(building.sources(paths or []), failed)}
    with Graph.open(graph) as store:
        report = store.check(texts)
    rows = [(found.release, found.focus, found.message) for found in report.violations]
    if rows or form != "table":
        print_table(("release", "focus", "message"), rows, form)
    for line in failed:
        note(line)
    note(f"{graph} {'conforms' if report.conforms else f'has {len(rows)} faults'}")
    if failed or not report.conforms:
        raise typer.Exit(1)


def _text(name: str) -> str:
    """Return what to ask: the text of a file or of stdin, else the name itself."""
    if name == "-":
        return sys.stdin.read()
    if not name.endswith(".rq"):
        return name
    try:
        return Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise QueryError(f"{name} cannot be read: {reason}") from error


def _pair(parameter: str) -> tuple[str, str]:
    key, equals, value = parameter.partition("=")
    if not equals or not key.isidentifier():
        raise typer.BadParameter(f"{parameter!r} is no KEY=VALUE, for example -p actor=CICA")
    return key, value
