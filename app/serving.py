"""The command that serves a graph over HTTP."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from diplograph.extract.errors import DiplographError
from diplograph.limits import Limits
from diplograph.options import DEFAULT_GRAPH, GraphDir
from diplograph.output import note

_DEFAULT = Limits()


class ServeError(DiplographError):
    """A server cannot listen where it was told to."""


def serve(
    graph: GraphDir = DEFAULT_GRAPH,
    host: Annotated[str, typer.Option("--host", help="Address to listen at; the default is this computer alone.")] = (
        "127.0.0.1"
    ),
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port to listen at; 0: any that is free.")
    ] = 7878,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="A query that takes longer is stopped.")
    ] = _DEFAULT.seconds,
    max_bytes: Annotated[
        int, typer.Option("--max-bytes", metavar="BYTES", min=1, help="An answer that is larger is not sent.")
    ] = _DEFAULT.bytes,
    max_memory: Annotated[
        int, typer.Option("--max-memory", metavar="BYTES", min=256 << 20, help="A query that needs more is stopped.")
    ] = _DEFAULT.memory,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", min=1, max=64, help="Queries that run at once; others wait.")
    ] = _DEFAULT.workers,
    allow_origin: Annotated[
        str | None,
        typer.Option(
            "--allow-origin", metavar="ORIGIN", help="Web pages of this origin may read the answers; * for any."
        ),
    ] = None,
) -> None:
    """Serve the graph over HTTP, read-only.

    An explorer at / with search, lists and a page (or RDF) for everything at its own address, a SPARQL 1.1 endpoint at
    /sparql with a page to write queries, the graphs at /graphs, and /health. A build that ends meanwhile is answered
    from without a restart. Ctrl-C ends it.
    """
    import asyncio

    from diplograph import server
    from diplograph.guard import Door
    from diplograph.pool import Pool

    limits = Limits(seconds=timeout, bytes=max_bytes, memory=max_memory, workers=workers)
    with _listen(host, port) as listener:
        try:
            asyncio.run(server.serve(graph, Pool(limits, note), Door.of(host, allow_origin), listener))
        except KeyboardInterrupt:
            note("ended")


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; ServeError if the address is none of this computer's, or in use."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(1024)
        except OSError:
            listener.close()
            raise
    except OSError as error:
        cure = "end what uses it, or choose another with --port" if port else "choose another with --host"
        raise ServeError(f"cannot listen at {host}:{port} ({error.strerror}): {cure}") from error
    return listener
