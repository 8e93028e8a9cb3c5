"""Read what was asked for and what was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Min, Q, QuerySet
from django.utils import timezone
from django_q.models import OrmQ

from nagara_web.jobs.models import Job, Mail
from nagara_web.jobs.registry import UNTITLED, kinds

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = ["Job", "QueueState", "job_under", "letters", "newer_letter", "older_letter", "queue_state", "title_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueState:
    """How the queue stands; ``oldest_asked_at`` is of a job that nobody has begun."""

    waiting: int
    running: int
    failed: int
    oldest_asked_at: datetime | None


def job_under(key: str) -> Job | None:
    """Return the job that was asked for under a key."""
    return Job.objects.filter(key=key).first()


def title_of(job: Job) -> StrOrPromise:
    """What a job is, in words."""
    kind = kinds().get(job.kind)
    return kind.title if kind else UNTITLED


def letters(to: str = "") -> QuerySet[Mail]:
    """Letters that the site wrote, newest first; only those to one address if it is given."""
    found = Mail.objects.order_by("-asked_at", "-pk")
    return found.filter(to__iexact=to) if to else found


def newer_letter(letter: Mail) -> Mail | None:
    """The letter that was written after one."""
    after = Q(asked_at__gt=letter.asked_at) | Q(asked_at=letter.asked_at, pk__gt=letter.pk)
    return Mail.objects.filter(after).order_by("asked_at", "pk").first()


def older_letter(letter: Mail) -> Mail | None:
    """The letter that was written before one."""
    before = Q(asked_at__lt=letter.asked_at) | Q(asked_at=letter.asked_at, pk__lt=letter.pk)
    return letters().filter(before).first()


def queue_state() -> QueueState:
    """Count what waits, runs and failed."""
    ready = OrmQ.objects.filter(lock__lte=timezone.now()).exists()
    waiting = Job.objects.filter(state=Job.State.QUEUED)
    oldest = waiting.filter(attempts=0).aggregate(oldest=Min("asked_at"))["oldest"] if ready else None
    return QueueState(
        waiting=waiting.count(),
        running=Job.objects.filter(state=Job.State.RUNNING).count(),
        failed=Job.objects.filter(state=Job.State.FAILED).count(),
        oldest_asked_at=oldest,
    )
