"""Do one job: its effect once, however often it is begun."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from typing import Any, Final

from django.db import DatabaseError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from nagara.errors import NagaraError
from nagara_web.jobs.models import Job
from nagara_web.jobs.registry import CannotBeDone, JobKind, Progress, kinds

__all__ = ["Later", "do", "do_waiting"]

log = logging.getLogger(__name__)
SAYS_AT_MOST: Final = 300
PROGRESS_EVERY_S: Final = 0.5
FIRST_PAUSE_S: Final = 10
LONGEST_PAUSE_S: Final = 3600


class Later(Exception):  # noqa: N818  (not a fault: the queue is asked to come back)
    """A job is to be tried again; ``seconds`` is how long to wait before that."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"to be tried again in {seconds:g} s")
        self.seconds = seconds


def do(job_id: int) -> None:
    """Do a job unless it is done or has failed for good.

    Parameters
    ----------
    job_id
        Which.

    Raises
    ------
    Later
        If it did not work and is to be tried again.
    """
    job = _begun(job_id)
    if job is None:
        return
    with translation.override(getattr(job.person, "language", "en")):
        kind = kinds().get(job.kind)
        if kind is None:
            _give_up(job, _("This site does not know how to do this: %(kind)s.") % {"kind": job.kind})
        elif job.attempts > kind.attempts:
            _give_up(job, _("It was begun %(times)s times and never came to an end.") % {"times": kind.attempts})
        else:
            _try(job, kind)


def do_waiting() -> int:
    """Do every job that waits, here and now, and return how many there were; for tests and the demonstration."""
    count = 0
    while job := Job.objects.filter(state=Job.State.QUEUED, attempts=0).order_by("pk").first():
        try:
            do(job.pk)
        except Later:
            log.warning("%s is to be tried again", job)
        count += 1
    return count


@transaction.atomic
def _begun(job_id: int) -> Job | None:
    job = Job.objects.select_for_update().filter(pk=job_id).first()
    if job is None or job.state in (Job.State.DONE, Job.State.FAILED):
        return None
    job.state, job.started_at, job.attempts = Job.State.RUNNING, timezone.now(), job.attempts + 1
    job.save(update_fields=["state", "started_at", "attempts"])
    return job


def _try(job: Job, kind: JobKind) -> None:
    try:
        found = kind.first(job.arguments, _progress_of(job)) if kind.first else None
        _finish(job.pk, kind, found)
    except (CannotBeDone, NagaraError) as error:
        _give_up(job, str(error))
    except Exception as error:
        log.exception("%s did not work", job)
        says = _("The site could not do this (%(error)s).") % {"error": type(error).__name__}
        if job.attempts >= kind.attempts:
            _give_up(job, says)
            return
        _set(job, state=Job.State.QUEUED, says=says + " " + _("It will be tried again."))
        raise Later(min(FIRST_PAUSE_S * 2 ** (job.attempts - 1), LONGEST_PAUSE_S)) from error


@transaction.atomic
def _finish(job_id: int, kind: JobKind, found: object) -> None:
    """Write what the job writes and that it is done: both, or neither."""
    job = Job.objects.select_for_update().get(pk=job_id)
    if job.state == Job.State.DONE:
        return  # its lease was lost to another worker, which was quicker
    job.result = dict(kind.then(job.arguments, found if kind.first else _unseen))
    job.state, job.progress_frac, job.says, job.ended_at = Job.State.DONE, 1.0, "", timezone.now()
    job.save(update_fields=["result", "state", "progress_frac", "says", "ended_at"])


@transaction.atomic
def _give_up(job: Job, says: str) -> None:
    _set(job, state=Job.State.FAILED, says=says, ended_at=timezone.now())
    kind = kinds().get(job.kind)
    if kind is not None and kind.failed is not None:
        kind.failed(job.arguments, says)


def _set(job: Job, **fields: Any) -> None:  # noqa: ANN401  (fields of a job)
    fields["says"] = fields["says"][:SAYS_AT_MOST]
    Job.objects.filter(pk=job.pk).exclude(state=Job.State.DONE).update(**fields)


def _unseen(done_frac: float, says: str) -> None:
    """Progress inside a transaction, which nobody could see."""


def _progress_of(job: Job) -> Progress:
    """What the first step calls; it writes at most twice a second, each time by itself."""
    last: dict[str, float] = {}

    def progress(done_frac: float, says: str) -> None:
        now = time.monotonic()
        if now - last.get("at", -PROGRESS_EVERY_S) < PROGRESS_EVERY_S:
            return
        last["at"] = now
        seen: Mapping[str, Any] = {"progress_frac": min(max(done_frac, 0.0), 1.0), "says": says[:SAYS_AT_MOST]}
        try:
            Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(**seen)
        except DatabaseError:
            log.info("The progress of %s could not be written", job)  # somebody else is writing: no harm

    return progress
