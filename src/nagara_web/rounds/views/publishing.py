"""Publish, reopen for a correction, propose a correction."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nagara.rounds.workflow import Move, Refusal
from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.figures.queries import figures_of_report
from nagara_web.rounds import actions, queries
from nagara_web.rounds.access import Seat, seat_at
from nagara_web.rounds.contexts import crumbs_of
from nagara_web.rounds.forms import CorrectionForm, ReasonForm
from nagara_web.rounds.refusals import RefusedError
from nagara_web.rounds.refused_pages import says_why
from nagara_web.rounds.verdicts import signed_result

__all__ = ["correct", "publish", "reopen"]


def _seat(request: SignedInRequest, pk: int, move: Move) -> Seat:
    seat = seat_at(standing(request), pk)
    refusal = seat.may(move)
    if isinstance(refusal, Refusal):
        raise RefusedError(refusal)
    return seat


@signed_in
@says_why
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish the figures: a page of its own that counts what will happen."""
    seat = _seat(request, pk, Move.PUBLISH)
    if request.method == "POST":
        actions.publish_report(pk, person_id=request.user.pk)
        messages.success(request, _("The figures are public."))
        return redirect("report", pk=pk)
    result = signed_result(seat.report)
    lines = queries.figure_lines(seat.report, result)
    context = {
        "report": seat.report,
        "count": len(result.figures),
        "without": sum(each.value is None and not each.answer for each in result.figures.values()),
        "headline": [each for each in lines if each.is_asked],
        "published": len(figures_of_report(pk)),
        "button": ngettext("Publish %(count)s figure", "Publish %(count)s figures", len(result.figures))
        % {"count": len(result.figures)},
        "crumbs": crumbs_of(seat.report, (_("Publish"), request.path)),
    }
    return render(request, "rounds/publish.html", context)


@signed_in
@says_why
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open an accepted or published report for a correction."""
    seat = _seat(request, pk, Move.REOPEN)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.reopen_report(pk, person_id=request.user.pk, reason=form.cleaned_data["reason"])
        messages.success(request, _("The city can correct it now. What is published stays readable."))
        return redirect("report", pk=pk)
    context = {
        "report": seat.report,
        "form": form,
        "title": _("Reopen for correction"),
        "lead": _("The answers of %(city)s open again. What is published stays until a new version replaces it.")
        % {"city": seat.report.city.name},
        "button": _("Reopen the report"),
        "crumbs": crumbs_of(seat.report, (_("Reopen for correction"), request.path)),
    }
    return render(request, "rounds/form.html", context, status=400 if form.errors else 200)


@signed_in
@says_why
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """The city proposes a correction of one figure."""
    seat = _seat(request, pk, Move.ASK_CORRECTION)
    lines = queries.figure_lines(seat.report, signed_result(seat.report))
    form = CorrectionForm(
        [(each.code, each.name) for each in lines], request.POST if request.method == "POST" else None
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.correct_figure(pk, given["indicator"], person_id=request.user.pk, reason=given["reason"])
        messages.success(request, _("The secretariat has your proposal and can open the report for it."))
        return redirect("report", pk=pk)
    context = {
        "report": seat.report,
        "form": form,
        "title": _("Propose a correction"),
        "lead": _("The secretariat opens the report, you change the answer, and it takes the same way again."),
        "button": _("Propose the correction"),
        "crumbs": crumbs_of(seat.report, (_("Propose a correction"), request.path)),
    }
    return render(request, "rounds/form.html", context, status=400 if form.errors else 200)
