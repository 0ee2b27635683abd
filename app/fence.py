"""What a process that answers strangers' questions may not do: open connections, take all memory, outlive its time."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import platform
import signal
import struct
import sys

try:
    import resource as _resource
except ImportError:  # Windows has none; a question there may take what memory there is
    _resource = None  # type: ignore[assignment]

_SOCKET = {"x86_64": 41, "aarch64": 198}  # number of the system call by machine
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 22, 38
_FILTER_MODE = 2
# Instructions of the kernel's filter: load the number of the call; is it socket()?; return an error; or allow it.
_LOAD, _EQUALS, _RETURN = 0x20, 0x15, 0x06
_ERROR, _ALLOW = 0x00050000 | errno.EACCES, 0x7FFF0000


def no_connections() -> bool:
    """Let this process open no socket from now on, if the system can (Linux); tell whether it could.

    The engine follows SERVICE over HTTP and cannot be told not to. Queries that say it are refused before; this is for
    the one that slips through.
    """
    number = _SOCKET.get(platform.machine())
    if sys.platform != "linux" or number is None:
        return False
    steps = ((_LOAD, 0, 0, 0), (_EQUALS, 0, 1, number), (_RETURN, 0, 0, _ERROR), (_RETURN, 0, 0, _ALLOW))
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HP", len(steps), ctypes.addressof(code)))
    system = ctypes.CDLL(None)
    if system.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return not system.prctl(_PR_SET_SECCOMP, _FILTER_MODE, program, 0, 0)


def at_most(memory: int) -> None:
    """Let this process take so many bytes of memory and no more; the engine ends when it wants more."""
    if _resource:
        with contextlib.suppress(ValueError, OSError):  # a lower limit holds already
            _resource.setrlimit(_resource.RLIMIT_DATA, (memory, memory))
            _resource.setrlimit(_resource.RLIMIT_CORE, (0, 0))


def end_in(seconds: float) -> None:
    """Let the system end this process after so many seconds, whatever it is doing; 0: not any more."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
