"""Which function does which kind of job; apps name theirs in ``job_handlers.py``, which is found when a job is met.

A short job is one function; whatever it writes is committed together with the job being done::

    @handles("count-cities")
    def count(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
        return {"url": f"/cities/{record_the_count(arguments['city'])}/"}

A long job has two steps. The first reads and works things out, outside any transaction and for as long as it
takes, and writes nothing; while it runs, what ``progress`` says is seen by whoever waits. The second writes
what the first one found, in one short transaction::

    def work_out(arguments: Mapping[str, Any], progress: Progress) -> Result: ...

    @handles_in_two("calculate", first=work_out)
    def keep(arguments: Mapping[str, Any], found: Result) -> Mapping[str, Any]: ...

A worker may die at any moment: then the first step is done again, and the second has either happened with the
job being done, or not at all. A kind whose name begins with ``daily-`` is asked for once on every day (UTC) by
itself, with ``arguments == {"day": "2026-11-22"}``, and one whose name begins with ``hourly-`` in every hour, with
``arguments == {"hour": "2026-11-22T14"}``. The result's ``url``, if it has one, is where the page of
the job leads to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = ["DAILY", "HOURLY", "CannotBeDone", "Handler", "JobKind", "Progress", "handles", "handles_in_two", "kinds"]

Found = TypeVar("Found")
Arguments: TypeAlias = Mapping[str, Any]
Progress: TypeAlias = Callable[[float, str], None]
"""Called with the share that is done and what is being done, in a sentence."""
Handler: TypeAlias = Callable[[Arguments, Progress], Mapping[str, Any]]
"""Takes the arguments of a job, returns its result."""
DAILY: Final = "daily-"
HOURLY: Final = "hourly-"
USUAL_ATTEMPTS: Final = 5
UNTITLED: Final = _("Work on what you asked for")


class CannotBeDone(Exception):  # noqa: N818  (a sentence for people: it is not the program's fault)
    """A job cannot be done, and trying again would not help; its words are shown to whoever waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobKind:
    """How one kind of job is done.

    Parameters
    ----------
    name
        The kind.
    first
        The long step: reads, works out, writes nothing; ``None`` for a job of one step.
    then
        The short step in one transaction: takes the arguments and what the first step found; in a job of
        one step, takes the arguments and a progress that nobody sees before the end.
    attempts
        How often it is tried before it counts as failed.
    title
        What its page is headed with, in words that the person who waits would use.
    failed
        Told the arguments and why, when the job is given up; whatever it writes is committed with that.
    """

    name: str
    first: Callable[[Arguments, Progress], Any] | None
    then: Callable[[Arguments, Any], Mapping[str, Any]]
    attempts: int = USUAL_ATTEMPTS
    title: StrOrPromise = UNTITLED
    failed: Callable[[Arguments, str], None] | None = None


HANDLERS: Final[dict[str, JobKind]] = {}


@cache
def kinds() -> dict[str, JobKind]:
    """Every kind of job by its name.

    What does the work is imported with the first question: most commands never meet a job, and to import all that
    jobs stand on takes longer than what these commands do.
    """
    autodiscover_modules("job_handlers")
    return HANDLERS


def handles(
    kind: str, *, attempts: int = USUAL_ATTEMPTS, title: StrOrPromise = UNTITLED
) -> Callable[[Handler], Handler]:
    """Name the kind of job that a function does in one short transaction."""

    def named(handler: Handler) -> Handler:
        HANDLERS[kind] = JobKind(name=kind, first=None, then=handler, attempts=attempts, title=title)
        return handler

    return named


def handles_in_two(
    kind: str,
    *,
    first: Callable[[Arguments, Progress], Found],
    attempts: int = USUAL_ATTEMPTS,
    title: StrOrPromise = UNTITLED,
    failed: Callable[[Arguments, str], None] | None = None,
) -> Callable[[Callable[[Arguments, Found], Mapping[str, Any]]], Callable[[Arguments, Found], Mapping[str, Any]]]:
    """Name the kind of job whose long first step writes nothing, and whose second writes what was found."""

    def named(then: Callable[[Arguments, Found], Mapping[str, Any]]) -> Callable[[Arguments, Found], Mapping[str, Any]]:
        HANDLERS[kind] = JobKind(name=kind, first=first, then=then, attempts=attempts, title=title, failed=failed)
        return then

    return named
