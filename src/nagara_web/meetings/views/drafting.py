"""The outcome text: drafted by clause, shown with its amendments, tracked and clean."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from nagara.exchange.paper_docx import outcome_docx
from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.meetings import actions, queries
from nagara_web.meetings.access import seat_at
from nagara_web.meetings.forms import ClauseForm, OutcomeForm
from nagara_web.meetings.refusals import says_why
from nagara_web.meetings.rendering import CONTENT_TYPES
from nagara_web.meetings.views.rooms import room, simple_form
from nagara_web.rounds.queries import rounds_of_networks

__all__ = ["clause", "new_clause", "outcome", "outcome_word", "paragraphs", "remove_clause"]

VIEWS = ("amendments", "tracked", "clean")


@signed_in
@says_why
def outcome(request: SignedInRequest, slug: str) -> HttpResponse:
    """The text by clause with its amendments; or tracked; or clean. It is begun here."""
    seat = seat_at(standing(request), slug)
    begun = getattr(seat.meeting, "outcome", None)
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        seat.must_decide()
        if form.is_valid():
            actions.begin_outcome(seat.meeting.pk, person_id=request.user.pk, role=seat.role, **form.cleaned_data)
            return redirect("meeting_outcome", slug=slug)
    asked = request.GET.get("view", "")
    words = (_("By clause, with amendments"), _("Tracked changes"), _("Clean text"))
    context = {
        "text": queries.outcome_page(begun) if begun else None,
        "form": form,
        "view": asked if asked in VIEWS else VIEWS[0],
        "views": list(zip(VIEWS, words, strict=True)),
        "is_proposer": begun is not None and begun.proposed_by_id == request.user.pk,
        "next_round": rounds_of_networks([seat.meeting.network_id]).filter(is_published=False).first(),
    }
    status = 400 if form.errors else 200
    return room(request, seat, "meeting_outcome", "meetings/outcome.html", context, status=status)


@require_POST
@signed_in
@says_why
def paragraphs(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take the paragraphs that the data suggests into the draft."""
    seat = seat_at(standing(request), slug)
    seat.must_decide()
    count = actions.take_paragraphs(seat.outcome(), standing=seat.standing, role=seat.role)
    said = ngettext("%(count)s paragraph was added.", "%(count)s paragraphs were added.", count)
    nothing = _("The data suggests nothing that is not in the draft.")
    messages.success(request, said % {"count": count} if count else nothing)
    return redirect("meeting_outcome", slug=slug)


@signed_in
@says_why
def new_clause(request: SignedInRequest, slug: str) -> HttpResponse:
    """Write a clause."""
    seat = seat_at(standing(request), slug)
    seat.must_decide()
    found = seat.outcome()
    first = {"role": "operative", "kind": "C", "continues": request.GET.get("continues", "")}
    form = ClauseForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.add_clause(
            found,
            given["text"],
            clause_role=given["role"],
            kind=given["kind"],
            continues=given["continues"],
            person_id=request.user.pk,
            role=seat.role,
        )
        return redirect("meeting_outcome", slug=slug)
    return simple_form(request, seat, "outcome_clause", form, title=_("Write a clause"), button=_("Add the clause"))


@signed_in
@says_why
def clause(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Change a clause of the draft."""
    seat = seat_at(standing(request), slug)
    seat.must_decide()
    found = seat.clause(pk)
    initial = {name: getattr(found, name) for name in ("text", "role", "kind", "continues")}
    form = ClauseForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.change_clause(
            found,
            text=given["text"],
            clause_role=given["role"],
            kind=given["kind"],
            continues=given["continues"],
            person_id=request.user.pk,
            role=seat.role,
        )
        return redirect("meeting_outcome", slug=slug)
    return simple_form(request, seat, "outcome_clause", form, title=_("Change the clause"), button=_("Save the clause"))


@require_POST
@signed_in
@says_why
def remove_clause(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take a clause out of the draft."""
    seat = seat_at(standing(request), slug)
    seat.must_decide()
    actions.remove_clause(seat.clause(pk), person_id=request.user.pk, role=seat.role)
    return redirect("meeting_outcome", slug=slug)


@require_safe
@signed_in
@says_why
def outcome_word(request: SignedInRequest, slug: str) -> HttpResponse:
    """The text as a Word file, accepted changes as Word's own."""
    seat = seat_at(standing(request), slug)
    found = seat.outcome()
    page, meeting = queries.outcome_page(found), seat.meeting
    day = found.adopted_on or timezone.localdate()
    content = outcome_docx(found.title, meeting.title, page.tracked, day=day)
    response = HttpResponse(content, content_type=CONTENT_TYPES["docx"])
    response["Content-Disposition"] = f'attachment; filename="{slug}-outcome.docx"'
    return response
