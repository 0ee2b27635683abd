"""The command that sends a graph to another server: load."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlsplit

import typer

from diplograph.extract.errors import TransferError
from diplograph.options import DEFAULT_GRAPH, GraphDir
from diplograph.output import note, print_json, print_table
from diplograph.progress import bar

if TYPE_CHECKING:
    from diplograph.graph.transfer import Transfer
    from diplograph.graph.transfer_server import Server

USER, PASSWORD, TOKEN = "DIPLOGRAPH_LOAD_USER", "DIPLOGRAPH_LOAD_PASSWORD", "DIPLOGRAPH_LOAD_TOKEN"
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_MEGABYTE = 1_000_000


def load(
    url: Annotated[
        str,
        typer.Argument(
            metavar="URL", help="The server's Graph Store address, as in docs/servers.md.", show_default=False
        ),
    ],
    graph: GraphDir = DEFAULT_GRAPH,
    everything: Annotated[bool, typer.Option("--all", help="Send unchanged graphs too.")] = False,
    user: Annotated[str | None, typer.Option("--user", metavar="NAME", help=f"Who writes; else {USER}.")] = None,
    password_file: Annotated[
        Path | None,
        typer.Option("--password-file", metavar="FILE", help=f"Its first line is the password; else {PASSWORD}."),
    ] = None,
    token_file: Annotated[
        Path | None,
        typer.Option("--token-file", metavar="FILE", help=f"Its first line is a bearer token; else {TOKEN}."),
    ] = None,
    parameter: Annotated[
        str, typer.Option("--parameter", metavar="NAME", help="What the server calls the parameter that names a graph.")
    ] = "graph",
    retries: Annotated[
        int, typer.Option("--retries", metavar="N", min=0, help="How often to send again what failed.")
    ] = 5,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="S", min=0.1, help="How many seconds the server may be silent.")
    ] = 300,
    chunk: Annotated[
        float, typer.Option("--chunk", metavar="MB", min=0.001, help="Send a longer graph in parts of this size.")
    ] = 8,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List what would be sent and removed, and send nothing.")
    ] = False,
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="How to print the result.")] = "table",
) -> None:
    """Send the graph to a SPARQL server, or what changed since the last time.

    Any server will do that has the SPARQL 1.1 Graph Store HTTP Protocol: each release becomes a named graph there,
    beside inferences, background and vocabulary. What was sent is noted in the store's folder, so that a load that was
    broken off goes on from there. Digest, basic and bearer authentication are known.
    """
    from diplograph.graph import transfer
    from diplograph.graph.store import Store
    from diplograph.graph.transfer_server import Server

    options = {"parameter": parameter, "retries": retries, "timeout": timeout}
    server = Server.at(url, **_credentials(url, user, password_file, token_file), **options)  # type: ignore[arg-type]
    _warn(server)
    try:
        with Store.open(graph, read_only=True) as store:
            done = transfer.load(
                store,
                server,
                everything=everything,
                dry_run=dry_run,
                chunk=int(chunk * _MEGABYTE),
                watch=partial(bar, "loading"),
                tell=note,
            )
    except KeyboardInterrupt:
        note("broken off; run the same command again: what was sent is not sent twice")
        raise typer.Exit(1) from None
    if dry_run:
        _print_plan(done, form)
    else:
        _print_counts(done, form)


def _print_plan(plan: Transfer, form: Literal["table", "json"]) -> None:
    rows = [("send", str(graph)) for graph in plan.sent] + [("remove", str(graph)) for graph in plan.removed]
    if rows or form == "json":
        print_table(("would", "graph"), rows, form)
    note(f"{len(plan.sent)} to send, {len(plan.removed)} to remove, {plan.unchanged} unchanged; nothing was sent")


def _print_counts(done: Transfer, form: Literal["table", "json"]) -> None:
    counts = {"sent": len(done.sent), "unchanged": done.unchanged, "removed": len(done.removed)}
    if form == "json":
        print_json({"url": done.url, **counts, "triples": done.triples})
    else:
        print_table(("graphs", "count"), list(counts.items()))
        print(f"\n{done.triples} triples sent to {done.url}")


def _credentials(
    url: str, user: str | None, password_file: Path | None, token_file: Path | None
) -> dict[str, str | None]:
    """Take them from the options, else from the address, else from the environment; a password is never an option."""
    token = None
    if user or password_file or token_file:
        token = _first_line(token_file) if token_file else None
        user = user or (os.environ.get(USER) if password_file else None)
        password = _first_line(password_file) if password_file else os.environ.get(PASSWORD) if user else None
    elif "@" in url.partition("://")[2].partition("/")[0]:
        password = None
    else:
        token = os.environ.get(TOKEN) or None
        user, password = (None, None) if token else (os.environ.get(USER) or None, os.environ.get(PASSWORD) or None)
    return {"user": user, "password": password, "token": token}


def _first_line(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise TransferError(f"{file} cannot be read: {reason}") from error


def _warn(server: Server) -> None:
    secret = server.user is not None or server.token is not None
    if secret and server.url.startswith("http:") and urlsplit(server.url).hostname not in _LOOPBACK:
        note(f"{server.url} is not encrypted: who listens on the way may read the credentials; use https")
