"""The server: its routes, and its life from the first worker to the last."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from diplograph import explorer_list, explorer_network, explorer_register, graphstore, pages, protocol, responses
from diplograph.extract.errors import StoreError
from diplograph.graph import settings as folder_settings
from diplograph.graph import snapshots
from diplograph.graph.lock import Lock
from diplograph.guard import Door, Guard
from diplograph.handle import NoAnswerError, Source
from diplograph.output import note
from diplograph.patience import PatientProtocol
from diplograph.pool import Pool
from diplograph.site import Site

_METHODS: Final = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]
_POLL = 1.0  # seconds between two looks at whether a build has published
_CONNECTIONS = 400  # open at once; one more is told so and closed
_HEADERS = 64 << 10  # bytes of a request's headers, its address among them
_LAST = 2  # seconds for what is being sent when the server ends


def application(site: Site, door: Door) -> Starlette:
    """Return the application that answers for a site."""
    routes = [
        Route("/", pages.start),
        Route("/health", pages.health),
        Route("/sparql", protocol.sparql, name="sparql", methods=_METHODS),
        Route("/graphs", graphstore.graphs, methods=_METHODS),
        Route("/id/{tail:path}", pages.minted),
        Route("/resource", pages.resource),
        Route("/area/{name}", pages.area),
        Route("/list/{name}", explorer_list.show),
        Route("/network", explorer_network.show),
        Route("/suggest", explorer_register.suggest),
        Route("/prefixes", pages.known_prefixes),
        Mount("/static", StaticFiles(packages=[("diplograph", "static")])),
        Route("/{name}", pages.vocabulary),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, door=door)],
        exception_handlers={
            HTTPException: responses.refused,
            NoAnswerError: responses.no_answer,
            Exception: responses.broken,
        },
    )
    app.state.site = site
    app.state.registers = explorer_register.Registers()
    return app


async def serve(store: Path, pool: Pool, door: Door, listener: socket.socket) -> None:
    """Answer requests at a socket from a store's newest snapshot until Ctrl-C; StoreError if there is none to open."""
    settings, database, lock = snapshots.hold(store)
    held = {Source(database, settings.base): lock}
    site = Site(pool, settings)
    try:
        await pool.start(next(iter(held)))
        config = uvicorn.Config(
            application(site, door),
            http=PatientProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_CONNECTIONS,
            h11_max_incomplete_event_size=_HEADERS,
            timeout_graceful_shutdown=_LAST,
        )
        note(f"{store} is served at {_address(listener)} until Ctrl-C")
        async with _following(store, site, held):
            await _Server(config, pool).serve([listener])
    finally:
        await pool.close()
        for lock in held.values():
            lock.release()


def _address(listener: socket.socket) -> str:
    name, port, *_ = listener.getsockname()
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


class _Server(uvicorn.Server):
    """Stops the queries that run when it is told to end, so that their clients hear of it."""

    def __init__(self, config: uvicorn.Config, pool: Pool) -> None:
        super().__init__(config)
        self._pool = pool

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End."""
        await self._pool.close()
        await super().shutdown(sockets)


@contextlib.asynccontextmanager
async def _following(store: Path, site: Site, held: dict[Source, Lock]) -> AsyncIterator[None]:
    task = asyncio.create_task(_follow(store, site, held))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _follow(store: Path, site: Site, held: dict[Source, Lock]) -> None:
    """Move to every snapshot that a build publishes, and let go of those that nobody asks any more."""
    told = ""
    while True:
        await asyncio.sleep(_POLL)
        for source in held.keys() - site.pool.sources:
            held.pop(source).release()
        try:
            if folder_settings.read(store).snapshot == site.settings.snapshot:
                continue
            settings, database, lock = snapshots.hold(store)
        except StoreError as error:  # the folder is gone or being made anew: what is open still answers
            if str(error) != told:
                told = str(error)
                note(told)
            continue
        source = Source(database, settings.base)
        held[source] = lock
        site.settings = settings
        site.pool.move(source)
        note(f"now answering from the build of {settings.built}")
