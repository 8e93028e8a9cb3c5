"""The page of one report, and the log of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.rounds import queries
from nagara_web.rounds.access import report_for, report_for_answers, seat_at
from nagara_web.rounds.contexts import crumbs_of, report_page
from nagara_web.rounds.forms import CommentForm

__all__ = ["events", "report", "report_of_answers"]


@require_safe
@signed_in
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where the report stands, what is left, what was said, what comes next."""
    seat = seat_at(standing(request), pk)
    context = {"page": report_page(seat), "crumbs": crumbs_of(seat.report), "form": CommentForm(auto_id="comment_%s")}
    return render(request, "rounds/report.html", context)


@require_safe
@signed_in
def report_of_answers(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lead from answers to the report that they are for."""
    return redirect("report", pk=report_for_answers(standing(request), pk).pk)


@require_safe
@signed_in
def events(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who did what, from the log."""
    found = report_for(standing(request), pk)
    context = {
        "report": found,
        "events": queries.event_lines(pk),
        "crumbs": crumbs_of(found, (_("Who did what"), request.path)),
    }
    return render(request, "rounds/events.html", context)
