"""Where a server keeps graphs, and how to speak with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import unquote, urlsplit, urlunsplit

from diplograph.extract.errors import TransferError

RETRIES = 5
TIMEOUT = 300.0  # seconds
PARAMETER = "graph"


@dataclass(frozen=True, slots=True)
class Server:
    """A Graph Store address without credentials, and those beside it; make one with :meth:`at`.

    ``parameter`` names the graph in the address, ``retries`` tells how often a request that failed is sent again,
    ``timeout`` how many seconds the server may be silent.
    """

    url: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    parameter: str = PARAMETER
    retries: int = RETRIES
    timeout: float = TIMEOUT

    @classmethod
    def at(
        cls,
        url: str,
        *,
        user: str | None = None,
        password: str | None = None,
        token: str | None = None,
        parameter: str = PARAMETER,
        retries: int = RETRIES,
        timeout: float = TIMEOUT,
    ) -> Self:
        """Make one of an address; the user and password in it are taken out, and used if no others are given.

        TransferError for an address that is none, and for credentials that are not whole.
        """
        bare, own = _split(url.strip())
        if user is None and password is None and token is None and own:
            user, password = own
        if token is not None and user is not None:
            raise TransferError("a server is told a user or a token, not both: leave one of them out")
        if (user is None) != (password is None):
            raise TransferError("a user needs a password, and a password a user: give --user and --password-file")
        if token is not None and not re.fullmatch(r"[\x21-\x7e]+", token):
            raise TransferError("the token is empty or holds spaces or letters that no token has: check its file")
        if not re.fullmatch(r"[\w.~-]+", parameter, re.ASCII):
            raise TransferError(
                f"{parameter!r} cannot be the parameter that names a graph: with most servers it is graph"
            )
        return cls(bare, user, password, token, parameter, retries, timeout)


def _split(url: str) -> tuple[str, tuple[str, str] | None]:
    """Take user and password out of an address."""
    example = "write it as in http://localhost:7878/store"
    shown = re.sub(r"//[^/]*@", "//", url)  # no password in a message
    try:
        parts = urlsplit(url)
        fits = parts.scheme in {"http", "https"} and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that is no number, brackets that do not close
        fits = False
    if not fits or re.search(r"[\x00-\x20\x7f]", url):
        raise TransferError(f"{shown!r} is no address of a server: {example}")
    if parts.query or parts.fragment:
        cure = "give it alone, a token by --token-file"
        raise TransferError(f"{shown.split('?')[0]} is followed by ? or #, as no Graph Store address is: {cure}")
    bare = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2].lower(), parts.path or "/", "", ""))
    own = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return bare, own
