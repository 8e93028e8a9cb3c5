"""The page of a job, and the letters of the demonstration."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nagara_web.jobs.access import job_for, letter_for_demonstration, refuse_outside_a_demonstration
from nagara_web.jobs.actions import ask_again
from nagara_web.jobs.queries import letters, newer_letter, older_letter, title_of
from nagara_web.ui.paging import kept_query

__all__ = ["again", "job", "letter", "outbox"]

REFRESH_S = 2
LETTERS_ON_A_PAGE = 20


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
    """List the letters that the demonstration would have sent, newest first; to one address if it is asked for."""
    refuse_outside_a_demonstration()
    to = request.GET.get("to", "").strip()
    page = Paginator(letters(to), LETTERS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "jobs/outbox.html", {"page": page, "to": to, "kept": kept_query(request)})


@require_safe
@never_cache
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one letter of the demonstration, with the way to the one before and the one after."""
    found = letter_for_demonstration(pk)
    crumbs = [(_("Letters of the demonstration"), reverse("outbox")), (found.subject, request.path)]
    context = {"letter": found, "newer": newer_letter(found), "older": older_letter(found), "crumbs": crumbs}
    return render(request, "jobs/letter.html", context)
