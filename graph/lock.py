"""One writer or many readers: the engine's own lock lets a reader in beside a writer, where it may read nonsense."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import IO, Any

from diplograph.extract.errors import StoreError

try:
    import fcntl as _fcntl
except ImportError:  # Windows has none; there the engine's own lock still keeps a second writer out
    _fcntl = None  # type: ignore[assignment]


class Lock:
    """A lock on a folder, held from construction to :meth:`release` or the end of the process.

    Readers share it, a writer holds it alone and leaves its process id in the file. StoreError if it is held.
    """

    def __init__(self, file: Path, *, exclusive: bool) -> None:
        self._handle: IO[Any] | None = None
        try:
            self._handle = file.open("a+" if exclusive else "r", encoding="ascii")
        except FileNotFoundError:
            return  # a reader of a store that was copied without the file
        except PermissionError as error:
            raise StoreError(f"{file.parent} cannot be written: check its permissions") from error
        except OSError as error:
            cure = "see that the disk has room"
            raise StoreError(f"{file.parent} cannot be written ({error.strerror}): {cure}") from error
        if _fcntl is None:
            return
        try:
            _fcntl.flock(self._handle, (_fcntl.LOCK_EX if exclusive else _fcntl.LOCK_SH) | _fcntl.LOCK_NB)
        except OSError as error:
            holder = self._holder()
            self.release()
            raise StoreError(f"{file.parent} is in use by {holder}: wait for it, or use another folder") from error
        if exclusive:
            with contextlib.suppress(OSError):  # a full disk: the lock is held all the same
                self._handle.truncate(0)
                self._handle.write(str(os.getpid()))
                self._handle.flush()

    def _holder(self) -> str:
        if self._handle is None:
            return "another process"
        self._handle.seek(0)
        pid = self._handle.read(20).strip()
        if pid == str(os.getpid()):
            return "this process (close the graph that holds it)"
        return f"process {pid}" if pid.isdigit() else "another process"

    def release(self) -> None:
        """Give the lock back; twice does no harm."""
        if self._handle is not None:
            with contextlib.suppress(OSError):
                self._handle.close()
            self._handle = None
