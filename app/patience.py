"""Connections that do not wait for ever: for a request that does not come, or for a reader who does not read."""

from __future__ import annotations

import asyncio
from typing import Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST: Final = 10.0  # seconds from the first byte of a request, or from connecting, to the end of its headers
READER: Final = 30.0  # seconds in which a client must take what was sent


class PatientProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, with an end to patience; uvicorn itself waits for both without end."""

    _request: asyncio.TimerHandle | None = None
    _reader: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request, and know of every byte that is not taken."""
        super().connection_made(transport)
        transport.set_write_buffer_limits(high=0)
        self._request = self.loop.call_later(REQUEST, self._give_up)

    def data_received(self, data: bytes) -> None:
        """Wait for the rest of the headers, if they are not all there."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            _cancel(self._request)
            self._request = None
        elif self._request is None:
            self._request = self.loop.call_later(REQUEST, self._give_up)

    def pause_writing(self) -> None:
        """Wait for the client to read."""
        super().pause_writing()
        self._reader = self.loop.call_later(READER, self._give_up)

    def resume_writing(self) -> None:
        """Wait no longer: it has read."""
        super().resume_writing()
        _cancel(self._reader)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        super().connection_lost(exc)
        _cancel(self._request)
        _cancel(self._reader)

    def _give_up(self) -> None:
        self.transport.abort()


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer:
        timer.cancel()
