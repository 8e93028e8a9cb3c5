"""Comments, seen, more time, a coordinator."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nagara.rounds.workflow import Move, Refusal
from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.rounds import actions
from nagara_web.rounds.access import extension_for, report_for, seat_at, seat_of
from nagara_web.rounds.contexts import crumbs_of, report_page
from nagara_web.rounds.forms import AnswerExtensionForm, CommentForm, ExtensionForm
from nagara_web.rounds.refusals import NotReadyError, RefusedError
from nagara_web.rounds.refused_pages import says_why

__all__ = ["answer_extension", "comment", "coordinator", "extension", "seen"]


@require_POST
@signed_in
@says_why
def comment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say something about the report."""
    seat = seat_at(standing(request), pk)
    form = CommentForm(request.POST, auto_id="comment_%s")
    if not form.is_valid():
        context = {"page": report_page(seat), "crumbs": crumbs_of(seat.report), "form": form}
        return render(request, "rounds/report.html", context, status=400)
    given = form.cleaned_data
    actions.comment(pk, given["body"], person_id=request.user.pk, indicator=given["indicator"])
    return redirect(reverse("report", args=[pk]) + "#comments")


@require_POST
@signed_in
@says_why
def seen(request: SignedInRequest, pk: int) -> HttpResponse:
    """The focal point has seen it."""
    report_for(standing(request), pk)
    actions.mark_seen(pk, person_id=request.user.pk)
    messages.success(request, _("Marked as seen."))
    return redirect("report", pk=pk)


@require_POST
@signed_in
@says_why
def coordinator(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask the coordinator to report, or take the report back."""
    report_for(standing(request), pk)
    actions.ask_coordinator(pk, person_id=request.user.pk, asked=request.POST.get("asked") == "yes")
    return redirect("report", pk=pk)


@signed_in
@says_why
def extension(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for more time."""
    seat = seat_at(standing(request), pk)
    refusal = seat.may(Move.ASK_EXTENSION)
    if isinstance(refusal, Refusal):
        raise RefusedError(refusal)
    form = ExtensionForm(
        request.POST if request.method == "POST" else None, initial={"until": seat.window.last_day + timedelta(days=14)}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.ask_extension(pk, person_id=request.user.pk, until=given["until"], reason=given["reason"])
        except NotReadyError as refused:
            form.add_error("until" if refused.because == "until-too-early" else None, refused.sentence)
        else:
            messages.success(request, _("The secretariat has your request and answers it."))
            return redirect("report", pk=pk)
    context = {
        "report": seat.report,
        "form": form,
        "title": _("Ask for more time"),
        "last_day": seat.window.last_day,
        "time_zone": seat.window.time_zone,
        "button": _("Ask the secretariat"),
        "crumbs": crumbs_of(seat.report, (_("Ask for more time"), request.path)),
    }
    return render(request, "rounds/form.html", context, status=400 if form.errors else 200)


@signed_in
@says_why
def answer_extension(request: SignedInRequest, pk: int) -> HttpResponse:
    """The secretariat answers a request for more time."""
    found = extension_for(standing(request), pk)
    seat = seat_of(standing(request), found.report)
    refusal = seat.may(Move.ANSWER_EXTENSION)
    if isinstance(refusal, Refusal):
        raise RefusedError(refusal)
    form = AnswerExtensionForm(
        request.POST if request.method == "POST" else None, initial={"granted_until": found.asked_until}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.answer_extension(
                pk, person_id=request.user.pk, granted_until=given["granted_until"], answer=given["answer"]
            )
        except NotReadyError as refused:
            form.add_error("granted_until" if refused.because == "until-too-early" else None, refused.sentence)
        else:
            messages.success(request, _("The city has your answer."))
            return redirect("console", slug=found.report.round.slug)
    console = (found.report.round.title, reverse("console", args=[found.report.round.slug]))
    crumbs = [
        (_("My work"), reverse("work")),
        console,
        (_("More time for %(city)s") % {"city": found.report.city.name}, ""),
    ]
    context = {"extension": found, "form": form, "last_day": seat.window.last_day, "crumbs": crumbs}
    return render(request, "rounds/answer_extension.html", context, status=400 if form.errors else 200)
