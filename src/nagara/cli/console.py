"""What the terminal shows: plain lines for a file, a moving line for a person."""

from __future__ import annotations

import sys

__all__ = ["errors", "out"]


class Console:
    """Standard output; progress goes to standard error so that a pipe stays clean."""

    def write(self, text: str) -> None:
        """Write lines; in UTF-8 where the code page of the terminal has no sign for a letter."""
        lines = f"{text}\n"
        try:
            sys.stdout.write(lines)
        except UnicodeEncodeError:
            sys.stdout.flush()
            sys.stdout.buffer.write(lines.encode())

    def progress(self, at: int, of: int, what: str) -> None:
        """Say which of many is being worked on, on one moving line of a terminal."""
        if of > 1 and sys.stderr.isatty():
            end = "\n" if at == of else ""
            sys.stderr.write(f"\r\x1b[K{at} of {of}: {what}{end}")
            sys.stderr.flush()


out = Console()


def errors(text: str) -> None:
    """Write lines to standard error."""
    sys.stderr.write(f"{text}\n")
