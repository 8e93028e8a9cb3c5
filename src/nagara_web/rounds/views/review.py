"""The review: look at each figure, return some, accept all."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nagara.rounds.workflow import Move, Refusal
from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.rounds import actions, queries
from nagara_web.rounds.access import Seat, report_for, seat_at
from nagara_web.rounds.contexts import crumbs_of
from nagara_web.rounds.forms import AcceptForm, ReturnForm
from nagara_web.rounds.refusals import NotReadyError, RefusedError
from nagara_web.rounds.refused_pages import says_why
from nagara_web.rounds.verdicts import signed_result

__all__ = ["accept", "begin", "give_back", "review"]


def _allowed(seat: Seat, move: Move) -> None:
    refusal = seat.may(move)
    if isinstance(refusal, Refusal):
        raise RefusedError(refusal)


@require_POST
@signed_in
@says_why
def begin(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the report into review."""
    report_for(standing(request), pk)
    actions.begin_review(pk, person_id=request.user.pk)
    return redirect("report_review", pk=pk)


@signed_in
@says_why
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every figure with last year beside it; POST keeps what was decided, by half if need be."""
    seat = seat_at(standing(request), pk)
    if seat.report.revision_signed is None:
        _allowed(seat, Move.JUDGE)
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _judge(request, pk)
        if not errors:
            messages.success(request, _("Kept what you decided."))
            return redirect("report_review", pk=pk)
    context = _context(seat) | {"errors": errors, "typed": request.POST}
    return render(request, "rounds/review.html", context, status=400 if errors else 200)


def _judge(request: SignedInRequest, pk: int) -> dict[str, str]:
    """Keep each decision that was made; what cannot be kept says why at its figure."""
    errors: dict[str, str] = {}
    chosen = {name[8:]: value for name, value in request.POST.items() if name.startswith("verdict-")}
    for code, verdict in chosen.items():
        comment = str(request.POST.get(f"comment-{code}", ""))
        try:
            with transaction.atomic():
                actions.judge_figure(pk, code, str(verdict), person_id=request.user.pk, comment=comment)
        except NotReadyError as refused:
            errors[code] = refused.sentence
        except ValueError:
            errors[code] = _("Choose accept or return.")
    return errors


def _context(seat: Seat, *words: str) -> dict[str, object]:
    report = seat.report
    result = signed_result(report)
    lines = queries.figure_lines(report, result)
    return {
        "report": report,
        "result": result,
        "asked": [each for each in lines if each.is_asked],
        "others": [each for each in lines if not each.is_asked],
        "progress": queries.progress_of_review(report, result),
        "doubts": queries.doubts_of(report.answer_set_id, result),
        "signature": queries.signature_of(report.pk),
        "may_begin": seat.may(Move.BEGIN_REVIEW).is_allowed,
        "may_judge": seat.may(Move.JUDGE).is_allowed,
        "crumbs": crumbs_of(
            report, (_("Review"), reverse("report_review", args=[report.pk])), *((each, "") for each in words)
        ),
    }


@signed_in
@says_why
def give_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Return the report: a page of its own that counts what goes back."""
    seat = seat_at(standing(request), pk)
    _allowed(seat, Move.RETURN)
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.return_report(pk, person_id=request.user.pk, comment=form.cleaned_data["comment"])
        except NotReadyError as refused:
            form.add_error("comment", refused.sentence)
        else:
            messages.success(request, _("The report is with the city again."))
            return redirect("report", pk=pk)
    context = _context(seat, _("Return")) | {"form": form}
    return render(request, "rounds/return.html", context, status=400 if form.errors else 200)


@signed_in
@says_why
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Accept the report; a second person publishes it."""
    seat = seat_at(standing(request), pk)
    _allowed(seat, Move.ACCEPT)
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.accept_report(pk, person_id=request.user.pk)
        except NotReadyError as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Accepted. A second person of the secretariat can publish it now."))
            return redirect("report", pk=pk)
    context = _context(seat, _("Accept")) | {"form": form}
    return render(request, "rounds/accept.html", context, status=400 if form.errors else 200)
