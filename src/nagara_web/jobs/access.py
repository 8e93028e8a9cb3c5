"""Who sees a job: whoever waits for it, and who runs the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.utils.module_loading import import_string

from nagara_web.jobs.models import Job, Mail

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["job_for", "letter_for_demonstration", "refuse_outside_a_demonstration"]


def job_for(request: HttpRequest, pk: int) -> Job:
    """Return the job, or 404 to whom it does not concern."""
    job = Job.objects.filter(pk=pk).first()
    if job is None or not (job.person_id == request.user.pk or _runs_the_site(request)):
        raise Http404
    return job


def refuse_outside_a_demonstration() -> None:
    """Letters lie open in the demonstration only."""
    if not settings.IS_DEMO:
        raise Http404


def _runs_the_site(request: HttpRequest) -> bool:
    return bool(import_string(settings.STANDING_OF)(request.user).is_administrator)


def letter_for_demonstration(pk: int) -> Mail:
    """Find one letter of the demonstration; 404 on any other site, and if there is none."""
    refuse_outside_a_demonstration()
    found = Mail.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
