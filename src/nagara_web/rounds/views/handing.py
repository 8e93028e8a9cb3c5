"""Handing on: the table, the letter, the signed page, who received what when."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nagara.rounds.workflow import Move, Refusal
from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.places.queries import own_name
from nagara_web.rounds import actions, queries
from nagara_web.rounds.access import Seat, handing_for, seat_at
from nagara_web.rounds.contexts import crumbs_of
from nagara_web.rounds.forms import HandOnForm, ReceiptForm, SignedPageForm
from nagara_web.rounds.letter_pdf import has_typst, letter_page
from nagara_web.rounds.refusals import NotReadyError, RefusedError
from nagara_web.rounds.refused_pages import says_why
from nagara_web.rounds.sentences import WHO_CAN

__all__ = ["handing_on", "letter", "letter_pdf", "received", "signed_page", "table"]


@signed_in
@says_why
def handing_on(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was handed on, and the way to hand it on."""
    seat = seat_at(standing(request), pk)
    answer = seat.may(Move.HAND_ON)
    code = own_name(seat.report.city).language or get_language() or "en"
    form = HandOnForm(request.POST if request.method == "POST" else None, initial={"letter_language": code})
    if request.method == "POST":
        if isinstance(answer, Refusal):
            raise RefusedError(answer)
        if form.is_valid():
            try:
                actions.hand_on(pk, person_id=request.user.pk, **form.cleaned_data)
            except NotReadyError as refused:
                form.add_error(None, refused.sentence)
            else:
                messages.success(request, _("Table and letter are ready. Print the letter for the head to sign."))
                return redirect("report_handing", pk=pk)
    context = {
        "report": seat.report,
        "form": form,
        "handings": queries.handings_of(pk),
        "may_hand_on": answer.is_allowed,
        "who_can": WHO_CAN[Move.HAND_ON],
        "has_pdf": has_typst(),
        "page_form": SignedPageForm(),
        "receipt_form": ReceiptForm(),
        "crumbs": crumbs_of(seat.report, (_("Handing on"), request.path)),
    }
    return render(request, "rounds/handing_on.html", context, status=400 if form.errors else 200)


@require_safe
@signed_in
def table(request: SignedInRequest, pk: int, handing_id: int) -> HttpResponse:
    """The table as it was handed on."""
    found = handing_for(seat_at(standing(request), pk), handing_id)
    return _file(found.table.encode("utf-8-sig"), "text/csv; charset=utf-8", f"table-{handing_id}.csv")


@require_safe
@signed_in
def letter(request: SignedInRequest, pk: int, handing_id: int) -> HttpResponse:
    """The letter in words."""
    found = handing_for(seat_at(standing(request), pk), handing_id)
    return _file(found.letter.encode(), "text/plain; charset=utf-8", f"letter-{handing_id}.txt")


@require_safe
@signed_in
def letter_pdf(request: SignedInRequest, pk: int, handing_id: int) -> HttpResponse:
    """The letter as a page to sign."""
    found = handing_for(seat_at(standing(request), pk), handing_id)
    if not has_typst():
        raise Http404
    return _file(letter_page(found), "application/pdf", f"letter-{handing_id}.pdf")


@signed_in
@says_why
def signed_page(request: SignedInRequest, pk: int, handing_id: int) -> HttpResponse:
    """Keep the scanned page, or show it."""
    seat = seat_at(standing(request), pk)
    found = handing_for(seat, handing_id)
    if request.method == "POST":
        _must_hand_on(seat)
        form = SignedPageForm(request.POST, request.FILES)
        if not form.is_valid():
            raise NotReadyError("no-page", _("Choose the scanned page."))
        actions.keep_signed_page(found.pk, form.cleaned_data["page"], person_id=request.user.pk)
        messages.success(request, _("The signed page is kept."))
        return redirect("report_handing", pk=pk)
    if not found.signed_page:
        raise Http404
    page: HttpResponseBase = FileResponse(found.signed_page.open("rb"), as_attachment=True)
    page.headers["X-Content-Type-Options"] = "nosniff"
    return page  # type: ignore[return-value]  # a file is streamed


@require_POST
@signed_in
@says_why
def received(request: SignedInRequest, pk: int, handing_id: int) -> HttpResponse:
    """Note when it was received."""
    seat = seat_at(standing(request), pk)
    found = handing_for(seat, handing_id)
    _must_hand_on(seat)
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        raise NotReadyError("no-day", _("Enter the day on which it was received."))
    given = form.cleaned_data
    actions.confirm_receipt(found.pk, person_id=request.user.pk, received_on=given["received_on"], text=given["text"])
    messages.success(request, _("Noted."))
    return redirect("report_handing", pk=pk)


def _must_hand_on(seat: Seat) -> None:
    """Say who can, before what was sent is read."""
    answer = seat.may(Move.HAND_ON)
    if isinstance(answer, Refusal):
        raise RefusedError(answer)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=kind, headers=headers)
