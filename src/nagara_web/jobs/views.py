"""The page of a job, and the letters of the demonstration."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nagara_web.jobs.access import job_for, refuse_outside_a_demonstration
from nagara_web.jobs.actions import ask_again
from nagara_web.jobs.queries import letters, title_of

__all__ = ["again", "job", "outbox"]

REFRESH_S = 2


@require_safe
@never_cache
@login_required
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a job is; the page asks anew by itself while it runs."""
    shown = job_for(request, pk)
    runs = shown.state in (shown.State.QUEUED, shown.State.RUNNING)
    return render(
        request,
        "jobs/job.html",
        {
            "job": shown,
            "title": title_of(shown),
            "runs": runs,
            "refresh_s": REFRESH_S,
            "percent": round(100 * shown.progress_frac),
            "leads_to": shown.result.get("url", ""),
        },
    )


@require_POST
@login_required
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a failed job anew."""
    ask_again(job_for(request, pk).pk)
    return redirect("job", pk=pk)


@require_safe
@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    """Show the letters that the demonstration would have sent."""
    refuse_outside_a_demonstration()
    return render(request, "jobs/outbox.html", {"letters": letters()})
