"""Ask for work, do it once, and send letters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from nagara_web.jobs.models import Job, Mail

__all__ = ["ask_for", "write_letter"]


def ask_for(
    kind: str,
    *,
    key: str,
    arguments: Mapping[str, Any],
    person_id: int | None = None,
    at: datetime | None = None,
) -> Job:
    """Ask for a job; asked for again under the same key, it is the same job.

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
        transaction.on_commit(lambda: async_task("nagara_web.jobs.work.do", job.pk, task_name=key[:100]))
    return job


def write_letter(key: str, *, to: str, subject: str, body: str, language: str = "en") -> Mail:
    """Put one letter into the outbox and ask for it to be sent; a second call with the same key does nothing."""
    mail, is_new = Mail.objects.get_or_create(
        key=key,
        defaults={"to": to, "subject": subject, "body": body, "language": language, "asked_at": timezone.now()},
    )
    if is_new:
        ask_for("send-mail", key=f"send-mail:{key}", arguments={"mail": mail.pk})
    return mail
