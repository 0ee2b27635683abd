"""Speaks the SPARQL 1.1 Graph Store HTTP Protocol: one request for a graph, sent again where that may help."""

from __future__ import annotations

import html
import itertools
import random
import re
from collections.abc import Callable, Container, Generator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import sleep
from types import TracebackType
from typing import Self
from urllib.parse import quote

import httpx

from diplograph.extract.errors import TransferError
from diplograph.graph.rdf import IRI
from diplograph.graph.syntax import one_line
from diplograph.graph.transfer_server import Server

Tell = Callable[[str], None]  # called with one line about what is waited for

_PASSING = {408, 425, 429, 500, 502, 503, 504}
_ANSWERS = set(range(300, 600)) - _PASSING
_FIRST_PAUSE, _LONGEST_PAUSE, _LONGEST_ASKED = 0.5, 60.0, 600.0  # seconds
_CONNECT = 10.0  # seconds
_LONGEST_SAID = 160  # characters of what a server says that are repeated
_NTRIPLES, _TURTLE = "application/n-triples", "text/turtle"

_AGAIN = "run the same command again: what was sent is not sent twice"
_NO_WRITES = "nothing can be written at this address: use the Graph Store address of a server that takes writes"
_NEXT_STEP = {
    301: "the address has moved: use the new one",
    302: "the address has moved: use the new one",
    307: "the address has moved: use the new one",
    308: "the address has moved: use the new one",
    403: "let this user write there, or name one who may with --user",
    404: "no graphs are kept at this address: use the server's Graph Store address (docs/servers.md names them)",
    405: _NO_WRITES,
    413: "send smaller parts with --chunk, or raise the server's limit for the size of a request",
    501: _NO_WRITES,
    507: f"make room on the server, then {_AGAIN}",
}
_NO_CREDENTIALS = "say who you are with --user and --password-file, or with --token-file"
_BAD_CREDENTIALS = "these credentials are not accepted: check them, and that they are for this server"


class Client:
    """Sends graphs to a server and takes them away again; close it or use ``with``."""

    def __init__(self, server: Server, tell: Tell) -> None:
        self._server = server
        self._tell = tell
        self._type = _NTRIPLES
        self._http = httpx.Client(
            auth=_Password(server.user, server.password or "") if server.user is not None else None,
            headers={"User-Agent": "diplograph"}
            | ({"Authorization": f"Bearer {server.token}"} if server.token else {}),
            timeout=httpx.Timeout(server.timeout, connect=min(_CONNECT, server.timeout)),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def put(self, graph: IRI, triples: bytes) -> None:
        """Put N-Triples in place of what the server has of a graph. TransferError if it does not take them."""
        self._exchange("PUT", graph, triples)

    def post(self, graph: IRI, triples: bytes) -> None:
        """Add N-Triples to a graph, without blank nodes: twice does no harm. TransferError as for :meth:`put`."""
        self._exchange("POST", graph, triples)

    def delete(self, graph: IRI) -> None:
        """Take a graph away, if the server has it. TransferError if it does not let it go."""
        self._exchange("DELETE", graph, also={404})

    def holds(self, graph: IRI) -> bool:
        """Tell whether the server has a graph, as far as it says so: only 404 means no."""
        return self._exchange("GET", graph, also=_ANSWERS).status_code != 404

    def _exchange(
        self, method: str, graph: IRI, content: bytes | None = None, also: Container[int] = ()
    ) -> httpx.Response:
        """Send a request, over again while it fails for reasons that may pass; statuses in ``also`` are fine too."""
        url = self._server.url
        for tries in itertools.count(1):
            try:
                response = self._request(method, graph, content)
            except httpx.RequestError as error:
                cause, asked = f"{url} does not answer ({one_line(error) or type(error).__name__})", None
            else:
                code = response.status_code
                if response.is_success or code in also:
                    return response
                if code not in _PASSING:
                    raise TransferError(f"{url} does not take {graph} ({_said(response)}): {self._next_step(code)}")
                cause, asked = f"{url} fails ({_said(response)})", _asked(response.headers.get("retry-after", ""))
            if asked is not None and asked > _LONGEST_ASKED:
                raise TransferError(f"{cause} and asks to be left alone for {asked:.0f} s: after that {_AGAIN}")
            if tries > self._server.retries:
                often = "once" if tries == 1 else f"{tries} times"
                raise TransferError(f"{cause}, tried {often}: see to the server, then {_AGAIN}")
            pause = _pause(tries) if asked is None else asked
            self._tell(f"{cause}: again in {pause:.1f} s")
            sleep(pause)
        raise AssertionError("counting has no end")

    def _request(self, method: str, graph: IRI, content: bytes | None) -> httpx.Response:
        # Quoted here, so that a percent sign in a graph's name becomes %25.
        url = f"{self._server.url}?{self._server.parameter}={quote(graph.value, safe='')}"
        headers = {} if content is None else {"Content-Type": self._type}
        request = self._http.build_request(method, url, content=content, headers=headers)
        response = self._http.send(request, stream=method == "GET")
        if method == "GET" and not response.is_error:
            response.close()  # that there is a graph is enough
        elif response.is_error:
            response.read()
        if response.status_code == 415 and content is not None and self._type != _TURTLE:
            self._type = _TURTLE  # which N-Triples are, too
            return self._request(method, graph, content)
        return response

    def _next_step(self, code: int) -> str:
        if code == 401:
            known = self._server.user is not None or self._server.token is not None
            return _BAD_CREDENTIALS if known else _NO_CREDENTIALS
        return _NEXT_STEP.get(code, "the server's log may tell why")


class _Password(httpx.Auth):
    """Shows a password only to a server that asks for one, in the way that it asks for: digest before basic."""

    def __init__(self, user: str, password: str) -> None:
        self._user, self._password = user, password
        self._way: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._way:
            yield from self._way.auth_flow(request)
            return
        response = yield request
        if response.status_code not in {401, 403}:
            return
        asked = ", ".join(response.headers.get_list("www-authenticate"))
        digest = re.search(r"(?:^|,)\s*(digest\s.*)", asked, re.IGNORECASE)
        if response.status_code != 401 or not digest:
            self._way = httpx.BasicAuth(self._user, self._password)
            yield from self._way.auth_flow(request)
            return
        self._way = httpx.DigestAuth(self._user, self._password)
        flow = self._way.auth_flow(request)
        next(flow)  # the request that was just answered
        response.headers["WWW-Authenticate"] = digest[1]  # of several ways that stand in one line, httpx sees the first
        yield flow.send(response)


def _pause(tries: int) -> float:
    """Return how many seconds to wait: twice as long each time, somewhat at random so that clients spread."""
    return float(min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** (tries - 1)) * random.uniform(0.5, 1))


def _asked(header: str) -> float | None:
    """Read Retry-After, seconds or a date, as seconds from now; None for anything else."""
    if header.isascii() and header.isdigit():
        return float(header)
    try:
        return max(0.0, (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):  # TypeError: a date without a time zone
        return None


def _said(response: httpx.Response) -> str:
    """Return the status and the beginning of what the server says, without tags, on one line."""
    status = f"HTTP {response.status_code} {response.reason_phrase}".rstrip()
    if response.is_redirect:
        return f"{status}: {response.headers['location'][:_LONGEST_SAID]}"
    text = html.unescape(re.sub(r"<[^>]*>", " ", response.text[:10_000]))
    plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return f"{status}: {plain[:_LONGEST_SAID]}" if plain else status
