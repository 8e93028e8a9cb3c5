"""Ask for work, do it once, and send letters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ
from django_q.tasks import async_task

from nagara_web.jobs.models import Job, Mail

__all__ = ["ask_again", "ask_for", "find_lost_jobs", "write_letter"]

DOES_A_JOB = "nagara_web.jobs.work.do"


@transaction.atomic
def ask_for(
    kind: str,
    *,
    key: str,
    arguments: Mapping[str, Any],
    person_id: int | None = None,
    at: datetime | None = None,
) -> Job:
    """Ask for a job; asked for again under the same key, it is the same job.

    The job and its place in the queue are written in one transaction, the caller's if there is one:
    no crash comes between them.

    Parameters
    ----------
    kind
        Which function does it, by its name in :mod:`nagara_web.jobs.registry`.
    key
        What makes it one piece of work, for example ``calculate:17:42``.
    arguments
        What the function is called with; only what JSON can hold.
    person_id
        Who waits for it.
    at
        When it was asked for; now if not given.
    """
    job, is_new = Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "arguments": dict(arguments),
            "person_id": person_id,
            "asked_at": at or timezone.now(),
        },
    )
    if is_new:
        _enqueue(job)
    return job


@transaction.atomic
def ask_again(job_id: int) -> None:
    """Let a job that failed be tried anew; any other is left as it is."""
    job = Job.objects.select_for_update().get(pk=job_id)
    if job.state != Job.State.FAILED:
        return
    job.state, job.attempts, job.says, job.progress_frac = Job.State.QUEUED, 0, "", 0.0
    job.save(update_fields=["state", "attempts", "says", "progress_frac"])
    _enqueue(job)


@transaction.atomic
def find_lost_jobs() -> int:
    """Put unfinished jobs that stand in no queue back into it, as after a backup was restored."""
    unfinished = Job.objects.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING)).select_for_update()
    packages = [row.task for row in OrmQ.objects.all()]
    waiting = {package["args"][0] for package in packages if package.get("func") == DOES_A_JOB}
    lost = [job for job in unfinished if job.pk not in waiting]
    for job in lost:
        _enqueue(job)
    return len(lost)


def write_letter(
    key: str, *, to: str, subject: str, body: str, language: str = "en", headers: Mapping[str, str] | None = None
) -> Mail:
    """Put one letter into the outbox and ask for it to be sent; a second call with the same key does nothing.

    Parameters
    ----------
    key
        What makes it one letter.
    to, subject, body, language
        The letter.
    headers
        What its envelope says besides, for example ``List-Unsubscribe``.
    """
    with transaction.atomic():
        mail, is_new = Mail.objects.get_or_create(
            key=key,
            defaults={
                "to": to,
                "subject": subject,
                "body": body,
                "language": language,
                "headers": dict(headers or {}),
                "asked_at": timezone.now(),
            },
        )
        if is_new:
            ask_for("send-mail", key=f"send-mail:{mail.pk}", arguments={"mail": mail.pk})
    return mail


def _enqueue(job: Job) -> None:
    async_task(DOES_A_JOB, job.pk, task_name=job.key[:100])
