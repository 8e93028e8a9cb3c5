"""The folder that results go to: looked at before the work, so that no work is lost to it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path

__all__ = ["require_folder"]


def require_folder(out: Path, names: Iterable[str] = ()) -> None:
    """Refuse a folder that cannot be written to, or that holds a folder where a file should go; nothing is made yet.

    Parameters
    ----------
    out
        The folder, or where it will be made.
    names
        Names of the files that are written into it.

    Raises
    ------
    OSError
        As writing would raise it, with the path that is wrong.
    """
    nearest = next(each for each in (out, *out.absolute().parents) if each.exists())
    if not nearest.is_dir():
        raise _refused(errno.ENOTDIR, nearest)
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise _refused(errno.EACCES, nearest)
    for name in names:
        if (out / name).is_dir():
            raise _refused(errno.EISDIR, out / name)


def _refused(number: int, path: Path) -> OSError:
    return OSError(number, os.strerror(number), str(path))
