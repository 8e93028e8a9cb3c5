"""``nagara <verb>`` for the main job, else ``nagara <noun> <verb>``; one module per noun.

A command module is imported when its command runs, so that ``nagara --help`` and a small command
stay quick, and a broken installation of one format cannot break another command.
"""

from __future__ import annotations

import os
import sys

from nagara.cli.commands import app
from nagara.errors import NagaraError

__all__ = ["app", "main"]


_THREAD_POOLS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def main() -> None:
    """Run the command line; errors that nagara raises on purpose are printed without a traceback."""
    # Products of small matrices gain nothing from threads, and their sums must not depend on how
    # many there are: the same input gives the same bytes on two cores and on sixty.
    for pool in _THREAD_POOLS:
        os.environ.setdefault(pool, "1")
    try:
        app()
    except NagaraError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    except OSError as error:
        sys.stderr.write(f"{_said_plainly(error)}\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. Nothing was half-written.\n")
        sys.exit(130)


def _said_plainly(error: OSError) -> str:
    """Say in one sentence what the machine refused, at which path, and how to mend it."""
    where = str(error.filename or "A file")
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{where}: there is a file of this name where a folder is needed. Name another folder."
    if isinstance(error, FileNotFoundError):
        return f"{where}: there is no such file or folder. Check the name."
    if isinstance(error, PermissionError):
        return f"{where}: it may not be read or written. Ask for the right to, or name another place."
    return f"{where}: {error.strerror or error}. Check the path and the room that is left there."


if __name__ == "__main__":
    main()
