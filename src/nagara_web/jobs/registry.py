"""Which function does which kind of job; apps name theirs in ``job_handlers.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

__all__ = ["HANDLERS", "Handler", "Progress", "handles"]

Progress: TypeAlias = Callable[[float, str], None]
"""Called with the share that is done and what is being done, in a sentence."""
Handler: TypeAlias = Callable[[Mapping[str, Any], Progress], Mapping[str, Any]]
"""Takes the arguments of a job, returns its result. Whatever it writes to the database is
committed together with the job being done, so that its effect happens once."""

HANDLERS: Final[dict[str, Handler]] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Name the kind of job that a function does."""

    def named(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return named
