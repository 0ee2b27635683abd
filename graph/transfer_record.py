"""What a server was sent from a store: a small file in the store's folder that grows by a line for each graph.

Lines are JSON, [graph, digest]: the digest of what was sent whole, "" from when it is begun until then, null once it
is taken away. A line that a killed process left torn is the last, and what it would have told is done again.
"""

from __future__ import annotations

import json
import os
import re
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import urlsplit

from diplograph.extract.errors import StoreError, TransferError
from diplograph.graph.lock import Lock
from diplograph.graph.rdf import IRI

_FOLDER = "sent"
_FILE = "graphs.jsonl"
_FORMAT = "diplograph sent 1"


class Sent:
    """Graph → digest of what a server was sent; with no folder it is forgotten. One load at a time may have it open.

    With ``look`` it is only looked at, whoever has it open. Close it or use ``with``.
    """

    def __init__(self, store: Path | None, url: str, *, look: bool = False) -> None:
        self.digests: dict[IRI, str] = {}
        self._lock: Lock | None = None
        self._file: IO[str] | None = None
        if store is None:
            return
        folder = store / _FOLDER / _name(url)
        try:
            if not look:
                folder.mkdir(parents=True, exist_ok=True)
                self._lock = Lock(folder / "lock", exclusive=True)
            self.digests = _read(folder / _FILE)
            if not look:
                self._file = _written(folder / _FILE, url, self.digests)
        except StoreError as error:
            raise TransferError(f"{url} cannot be loaded now: {error}") from error
        except OSError as error:
            self.close()
            raise TransferError(f"{folder} cannot be written ({error.strerror}): free it, then load again") from error
        except TransferError:
            self.close()
            raise

    def begin(self, graph: IRI) -> None:
        """Note that a graph is about to be sent or taken away: from now on the server may have some of it."""
        self._note(graph, "")

    def finish(self, graph: IRI, digest: str | None) -> None:
        """Note that the server has a graph whole, or (None) no more."""
        self._note(graph, digest)

    def _note(self, graph: IRI, digest: str | None) -> None:
        if digest is None:
            self.digests.pop(graph, None)
        else:
            self.digests[graph] = digest
        if self._file:
            try:
                self._file.write(_line(graph.value, digest))
                self._file.flush()
            except OSError as error:
                raise TransferError(
                    f"what is sent cannot be noted ({error.strerror}): make room, then load again"
                ) from error

    def close(self) -> None:
        """Let others load; twice does no harm."""
        if self._file:
            self._file.close()
        if self._lock:
            self._lock.release()
        self._file = self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _name(url: str) -> str:
    """Name the folder of an address so that it can be told, and no two share one."""
    parts = urlsplit(url)
    plain = re.sub(r"[^a-z0-9.]+", "-", f"{parts.netloc}{parts.path}".lower()).strip("-.")
    return f"{plain[:60]}-{blake2b(url.encode(), digest_size=4).hexdigest()}"


def _line(*values: str | None) -> str:
    return json.dumps(values) + "\n"


def _read(file: Path) -> dict[IRI, str]:
    """Read a record; none is an empty one. TransferError if it is damaged other than by being cut off."""
    if not file.exists():
        return {}
    *lines, _torn = file.read_text(encoding="utf-8", errors="replace").split("\n")
    found: dict[IRI, str] = {}
    try:
        if lines and json.loads(lines[0])[0] != _FORMAT:
            raise ValueError("another format")
        for line in lines[1:]:
            graph, digest = json.loads(line)
            if digest is None:
                found.pop(IRI(graph), None)
            else:
                found[IRI(graph)] = digest
    except (ValueError, TypeError, LookupError) as error:
        raise TransferError(f"{file} is damaged: remove it, then load again: all graphs are sent once more") from error
    return found


def _written(file: Path, url: str, digests: dict[IRI, str]) -> IO[str]:
    """Write a record without what is out of date, whole or not at all, and return it open for more."""
    new = file.with_suffix(".new")
    with new.open("w", encoding="utf-8") as out:
        out.write(_line(_FORMAT, url))
        out.writelines(_line(graph.value, digest) for graph, digest in digests.items())
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)
    return file.open("a", encoding="utf-8")
