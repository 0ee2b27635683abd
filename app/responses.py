"""Responses: answers with their length, errors as one line of text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from diplograph.handle import NoAnswerError, Whole
from diplograph.negotiation import HTML, Offer, choose
from diplograph.output import note, plain
from diplograph.site import site_of

_CHUNK = 1 << 16
_NOTHING: Final = HTTPException(404).detail  # what the framework says where no route fits
_TEXT: Final = Offer("text/plain", "text")
_STATUS: Final[Mapping[str, int]] = {
    "busy": 503,
    "late": 408,
    "large": 413,
    "refused": 403,
    "malformed": 400,
    "unfit": 406,
    "absent": 404,
    "failed": 500,
    "ended": 500,
}
_HEADERS: Final[Mapping[str, Mapping[str, str]]] = {
    "busy": {"Retry-After": "2"},
    "late": {"Connection": "close"},
}


class _Answer(Response):
    """Sends the bytes of an answer from where they wait, with their number, and closes that."""

    def __init__(self, found: Whole, content_type: str) -> None:
        super().__init__(headers={"Content-Length": str(found.size), "Content-Type": content_type, "Vary": "Accept"})
        self._found = found

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        with self._found.body as body:
            while chunk := body.read(_CHUNK) if scope["method"] != "HEAD" else b"":
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body"})


def answer(found: Whole, offer: Offer) -> Response:
    """Return the response that sends an answer under a media type."""
    return _Answer(found, offer.content_type)


async def no_answer(request: Request, error: Exception) -> Response:
    """Say in one line why a question has no answer."""
    assert isinstance(error, NoAnswerError)
    return _line(request, str(error), _STATUS[error.kind], _HEADERS.get(error.kind))


async def refused(request: Request, error: Exception) -> Response:
    """Say in one line what is wrong with a request."""
    assert isinstance(error, HTTPException)
    text = f"there is nothing at {request.url.path}" if error.detail == _NOTHING else error.detail
    return _line(request, text, error.status_code, error.headers)


async def broken(request: Request, error: Exception) -> Response:
    """Say that the server is at fault; to its terminal how."""
    note(f"unexpected {type(error).__name__} at {request.url.path}: {error}")
    return _line(request, "the server met an error that nobody thought of; its terminal tells more", 500)


def _line(request: Request, text: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """Return one line of text to a program, a page to a browser."""
    if choose(request.headers.get("accept"), (_TEXT, HTML)) == HTML:
        response = site_of(request).page("error.html", status, text=plain(text))
    else:
        response = PlainTextResponse(f"{plain(text)}\n", status)
    response.headers.update(headers or {})
    return response
