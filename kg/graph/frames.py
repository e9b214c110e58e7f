"""What a query worker writes: pieces of an answer, each in a frame that says what it is.

A frame is one byte of kind, four bytes of length, then the payload: ``R`` the store is open,
``H`` the media type of the answer, ``D`` a piece of it, ``Z`` its end, ``E`` an error as JSON
with ``kind`` and ``message``.
"""

from __future__ import annotations

import json
import signal
import struct
from typing import Any, BinaryIO

LENGTH = struct.Struct("!I")
_PIECE = 1 << 16
_HAS_ALARM = hasattr(signal, "setitimer")


class Frames:
    """Binary file that cuts what is written to it into frames.

    The alarm stands only while the worker computes: a reader may be slow, but a worker whose
    reader has ended would otherwise compute on for nobody.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._pending = bytearray()
        self._seconds = 0.0

    def begin(self, seconds: float) -> None:
        """Allow the worker ``seconds`` of silence from now on; 0 is for ever."""
        self._seconds = seconds
        _alarm(seconds)

    def write(self, data: bytes) -> int:
        """Take a piece of the answer, and send on what has filled a frame."""
        self._pending += data
        if len(self._pending) >= _PIECE:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Send on everything taken so far."""
        if self._pending:
            self.send(b"D", bytes(self._pending))
            self._pending.clear()

    def send(self, kind: bytes, payload: bytes = b"") -> None:
        """Send one frame at once."""
        _alarm(0)
        self._out.write(kind + LENGTH.pack(len(payload)) + payload)
        self._out.flush()
        _alarm(self._seconds)

    def fail(self, kind: str, message: str, **more: Any) -> None:
        """Send an error in place of the answer, or of the rest of it."""
        self._pending.clear()
        self.send(b"E", json.dumps({"kind": kind, "message": message, **more}).encode())


def _alarm(seconds: float) -> None:
    """Let the system end this process after that time; the signal's default is to do so."""
    if _HAS_ALARM:
        signal.setitimer(signal.ITIMER_REAL, seconds)
