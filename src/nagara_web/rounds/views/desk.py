"""My work, and the start of a report."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nagara.rounds.workflow import State
from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.rounds import actions, queries
from nagara_web.rounds.contexts import report_card
from nagara_web.rounds.refused_pages import says_why
from nagara_web.ui.asked import number_in

__all__ = ["start", "work"]


@require_safe
@signed_in
def work(request: SignedInRequest) -> HttpResponse:
    """What waits for whoever asks."""
    desk = queries.desk_of(standing(request))
    under_way = {
        place.city.pk: [report_card(seat) for seat in place.reports if seat.report.state != State.PUBLISHED]
        for place in desk.cities
    }
    context = {
        "desk": desk,
        "places": [(place, under_way[place.city.pk]) for place in desk.cities],
        "runs_site": standing(request).is_administrator,
    }
    return render(request, "rounds/work.html", context)


@require_POST
@signed_in
@says_why
def start(request: SignedInRequest, slug: str) -> HttpResponse:
    """Start the report of a city in a round."""
    found = queries.round_of(slug)
    city_id = number_in(request.POST.get("city"))
    if city_id is None or not standing(request).works_for(city_id):
        raise Http404
    report = actions.start_report(found.pk, city_id, person_id=request.user.pk)
    if report.answer_set.previous_id is not None:
        messages.success(request, _("Last year's answers are in it. Confirm or change each of them."))
    return redirect("report", pk=report.pk)
