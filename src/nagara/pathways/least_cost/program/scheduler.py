"""HiGHS where it is installed, and its one pool of threads per calling thread.

Each Python thread that calls HiGHS gets one pool of helpers, made for the number of threads that the first solve
asked for. Another number is refused without a word: ``run`` fails and the status stays as it was before. So the
number that was last asked for is kept here, and the pool is given back before another number is used.
"""

from __future__ import annotations

import threading
from types import ModuleType
from typing import ClassVar

from nagara.errors import NagaraError

__all__ = ["MissingSolverError", "highspy", "threads_set"]


class MissingSolverError(NagaraError, ImportError):
    """The optional package that solves programs is not installed."""

    code: ClassVar[str] = "solver-missing"

    def __str__(self) -> str:
        return 'Planning needs the solver HiGHS, which is not installed. Install it with: pip install "nagara[plan]"'


_pool = threading.local()


def highspy() -> ModuleType:
    """Load the solver.

    Raises
    ------
    MissingSolverError
        If it is not installed.
    """
    try:
        import highspy as module
    except ImportError as error:
        raise MissingSolverError from error
    return module


def threads_set(threads: int, *, anew: bool = False) -> None:
    """Make this Python thread's pool ready for a number of threads.

    Parameters
    ----------
    threads
        How many threads the next solve has.
    anew
        Whether the pool is given back even if the number is the same as the last one that was asked for here: another
        library may have used HiGHS in between.
    """
    if anew or getattr(_pool, "threads", threads) != threads:
        highspy().Highs.resetGlobalScheduler(True)
    _pool.threads = threads
