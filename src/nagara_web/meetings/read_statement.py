"""Read the words of one uploaded statement in a process of its own: ``python -m … FILE NAME``.

Whatever a hostile file does to a reader, it does to this process, which may use so much memory and time and no more.
It knows nothing of the site: a file goes in, its words come out.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import nagara

__all__ = ["main", "words_of_file"]

MEMORY_BYTES: Final = 2 * 2**30
TIME_S: Final = 60
MOST_LETTERS: Final = 400_000
"""What the search keeps of a file: some hundred pages."""


def words_of_file(path: Path, name: str) -> str:
    """Read the words of a file in a process of its own; empty where it cannot be read, as a scan cannot.

    Parameters
    ----------
    path
        The file: PDF, Word or text.
    name
        What it is called.
    """
    root = str(Path(nagara.__file__).parents[1])
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", __name__, str(path), name]
    try:
        done = subprocess.run(  # noqa: S603  (our own program; the name is an argument, never a command)
            command, capture_output=True, timeout=TIME_S + 30, check=False, env=environment, cwd=root
        )
    except subprocess.TimeoutExpired:
        return ""
    words = done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
    return words.replace("\x00", "")[:MOST_LETTERS]


def _limit() -> None:
    """Take no more memory and time than a statement ever needs, where the system can hold us to it."""
    try:
        import resource
    except ImportError:  # not on Windows; there only the time is kept
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (TIME_S, TIME_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read the file that is named and write its words."""
    from nagara.errors import UnreadableFileError
    from nagara.exchange.declaration_text.file import declaration_from_bytes

    _limit()
    try:
        found = declaration_from_bytes(Path(sys.argv[1]).read_bytes(), sys.argv[2])
    except UnreadableFileError:
        return
    sys.stdout.write(found.text)


if __name__ == "__main__":
    main()
