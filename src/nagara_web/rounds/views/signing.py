"""Check, send to the head, take back, sign, withdraw."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nagara.rounds.workflow import Move, Refusal
from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.answers import actions as answers
from nagara_web.answers.queries import result_of
from nagara_web.rounds import actions, queries
from nagara_web.rounds.access import Seat, report_for, seat_at
from nagara_web.rounds.actions.reporting import statement_of
from nagara_web.rounds.contexts import crumbs_of
from nagara_web.rounds.forms import SignForm
from nagara_web.rounds.refusals import RefusedError
from nagara_web.rounds.refused_pages import says_why

__all__ = ["check", "send", "sign", "take_back", "withdraw"]


def _summary(seat: Seat) -> dict[str, object]:
    """Every figure with its interval, and every doubt with what was said to it."""
    report = seat.report
    result = result_of(report.answer_set_id, report.revision_signed)
    lines = queries.figure_lines(report, result) if result else []
    return {
        "report": report,
        "result": result,
        "headline": [each for each in lines if each.is_asked],
        "others": [each for each in lines if not each.is_asked],
        "doubts": queries.doubts_of(report.answer_set_id, result),
    }


@signed_in
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """The summary before sending: every figure, every doubt. POST works the figures out anew."""
    seat = seat_at(standing(request), pk)
    if request.method == "POST":
        answers.calculate(seat.report.answer_set_id)
        return redirect("report_check", pk=pk)
    may_send = seat.may(Move.SEND_TO_HEAD).is_allowed and seat.lock is None
    context = _summary(seat) | {
        "may_send": may_send,
        "crumbs": crumbs_of(seat.report, (_("Check before sending"), request.path)),
    }
    return render(request, "rounds/check.html", context)


@require_POST
@signed_in
@says_why
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask the head to sign."""
    report_for(standing(request), pk)
    actions.send_to_head(pk, person_id=request.user.pk)
    messages.success(request, _("The head of the city has a letter and can sign now."))
    return redirect("report", pk=pk)


@require_POST
@signed_in
@says_why
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the report back from the head."""
    report_for(standing(request), pk)
    actions.take_back(pk, person_id=request.user.pk)
    messages.success(request, _("The answers are open again."))
    return redirect("report", pk=pk)


@signed_in
@says_why
def sign(request: SignedInRequest, pk: int) -> HttpResponse:
    """The head reads every figure and signs the statement."""
    seat = seat_at(standing(request), pk)
    refusal = seat.may(Move.SIGN)
    if isinstance(refusal, Refusal):
        raise RefusedError(refusal)
    summary = _summary(seat)
    revision = seat.report.answer_set.revision
    form = SignForm(request.POST if request.method == "POST" else None, initial={"revision": revision})
    if request.method == "POST" and form.is_valid():
        actions.sign_and_submit(pk, person_id=request.user.pk, revision=form.cleaned_data["revision"])
        messages.success(request, _("Signed and submitted. You can withdraw the signature until the review begins."))
        return redirect("report", pk=pk)
    context = summary | {
        "form": form,
        "statement": statement_of(seat.report, revision),
        "crumbs": crumbs_of(seat.report, (_("Read and sign"), request.path)),
    }
    return render(request, "rounds/sign.html", context, status=400 if form.errors else 200)


@signed_in
@says_why
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """The head takes the signature back; a page of its own that says what happens."""
    seat = seat_at(standing(request), pk)
    refusal = seat.may(Move.WITHDRAW_SIGNATURE)
    if isinstance(refusal, Refusal):
        raise RefusedError(refusal)
    if request.method == "POST":
        actions.withdraw_signature(pk, person_id=request.user.pk)
        messages.success(request, _("The signature is withdrawn."))
        return redirect("report", pk=pk)
    context = {"report": seat.report, "crumbs": crumbs_of(seat.report, (_("Withdraw my signature"), request.path))}
    return render(request, "rounds/withdraw.html", context)
