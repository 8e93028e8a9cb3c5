"""How far a command is: what, how many of how many, and since how long."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Final

import typer

__all__ = ["Progress"]

EVERY_S: Final = {True: 0.2, False: 5.0}
"""How often a line is written: on a screen it is written over, in a file each stays [s]."""


class Progress:
    """Lines of progress on standard error, few enough for a log.

    Parameters
    ----------
    clock
        Tells seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._began, self._said_at = clock, clock(), -EVERY_S[False]
        self._what, self._width = "", 0
        self._is_screen = sys.stderr.isatty()

    def __call__(self, what: str, done: int, count: int) -> None:
        """Say how far one is, unless it was said a moment ago; the first and the last of a thing are always said.

        Parameters
        ----------
        what
            What is being done.
        done, count
            How many of how many.
        """
        now = self._clock()
        if what == self._what and done < count and now - self._said_at < EVERY_S[self._is_screen]:
            return
        if self._is_screen and self._what not in ("", what):
            typer.echo("", err=True)
            self._width = 0
        self._what, self._said_at = what, now
        line = f"{what}: {done} of {count} ({now - self._began:.0f} s)"
        typer.echo(f"\r{line:<{self._width}}" if self._is_screen else line, nl=not self._is_screen, err=True)
        self._width = len(line)

    def end(self) -> None:
        """Leave the line, so that what follows begins on its own."""
        if self._is_screen and self._what:
            typer.echo("", err=True)
        self._what = ""
