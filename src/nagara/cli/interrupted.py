"""Ctrl-C as a wish: what runs is asked to end and keeps what it has; pressed again it ends at once."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import suppress
from types import FrameType, TracebackType

__all__ = ["STOPPED_BY_HAND", "Interrupted"]

STOPPED_BY_HAND = 130
"""Exit code of what Ctrl-C ended, as shells count it."""
HEARD = "\nStopping: what was found until now is kept. Press Ctrl-C again to stop at once.\n"


class Interrupted:
    """Hears Ctrl-C while something runs that can end early.

    A shell that starts a command in the background tells it to pass over Ctrl-C; so it stays. Outside the main
    thread nothing is heard.
    """

    def __init__(self) -> None:
        self.is_asked_for = False
        self._before: object = None
        self._listens = False

    def __enter__(self) -> Interrupted:
        self._before = signal.getsignal(signal.SIGINT)
        is_main = threading.current_thread() is threading.main_thread()
        if is_main and self._before is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, self._heard)
            self._listens = True
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._listens:
            signal.signal(signal.SIGINT, signal.default_int_handler if self._before is None else self._before)  # type: ignore[arg-type]  # getsignal gives what signal takes
            self._listens = False

    def should_stop(self) -> bool:
        """Whether Ctrl-C was pressed."""
        return self.is_asked_for

    def _heard(self, _number: int, _frame: FrameType | None) -> None:
        self.is_asked_for = True
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with suppress(OSError, ValueError):  # a buffered stream may not be written to from here
            os.write(sys.stderr.fileno(), HEARD.encode())
