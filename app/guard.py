"""What every request must pass, and every response carries: a host and an origin that are let in, strict headers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
_EVERY: Final = frozenset({"0.0.0.0", "::", "[::]", ""})  # every address of this computer
_EDITOR: Final = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"  # a style that YASGUI's tables bring along
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    f"style-src 'self' {_EDITOR}; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d*)?")
_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "600",
}


@dataclass(frozen=True, slots=True)
class Door:
    """Whom a server lets in: the names that it may be called by (None: any), and the origin whose pages may read it.

    A page elsewhere could otherwise have its visitor's browser ask a server that only that browser can reach.
    """

    hosts: frozenset[str] | None
    origin: str | None = None

    @classmethod
    def of(cls, host: str, origin: str | None = None) -> Door:
        """Return the door of a server that listens on a host: loopback names, and that one; any if it means all."""
        if host in _EVERY:
            return cls(None, origin)
        return cls(LOOPBACK | {f"[{host}]" if ":" in host else host.casefold()}, origin)

    def refusal(self, headers: Headers) -> str | None:
        """Return why a request is not let in; None if it is."""
        host = headers.get("host", "")
        name = _name(host)
        if not name or (self.hosts is not None and name not in self.hosts):
            known = ", ".join(sorted(self.hosts or LOOPBACK))
            return f"this server is not called {host[:80]!r}: use {known}, or start it with --host"
        origin = headers.get("origin")
        if origin is None or self.origin in {"*", origin} or origin.partition("://")[2] == host:
            return None
        return f"pages of {origin[:80]!r} may not read this: start the server with --allow-origin"


class Guard:
    """The outermost layer of the server."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        headers = Headers(scope=scope)
        allowed = self._door.origin is not None and headers.get("origin")

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    sent.setdefault(name, value)
                if allowed:
                    sent["Access-Control-Allow-Origin"] = self._door.origin or ""
                    sent.add_vary_header("Origin")
            await send(message)

        await (self._early(scope, headers) or self._app)(scope, receive, guarded)

    def _early(self, scope: Scope, headers: Headers) -> Response | None:
        """Return the response to what goes no further: a refusal, or a preflight."""
        if refusal := self._door.refusal(headers):
            return PlainTextResponse(f"{refusal}\n", 403)
        if scope["method"] == "OPTIONS" and self._door.origin and "access-control-request-method" in headers:
            return Response(status_code=204, headers=_PREFLIGHT)
        return None


def _name(host: str) -> str:
    """Return the name in a Host header, without the port; nothing if it is none."""
    found = _HOST.fullmatch(host)
    return found["name"].casefold() if found else ""
