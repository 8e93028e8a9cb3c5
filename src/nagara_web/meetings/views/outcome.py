"""Amendments by delegations, and the adoption by two people."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.meetings import actions, queries
from nagara_web.meetings.access import seat_at
from nagara_web.meetings.forms import AmendmentForm, RecommendForm
from nagara_web.meetings.refusals import NotYoursError, says_why
from nagara_web.meetings.views.rooms import room

__all__ = ["adopt", "amend", "amendment", "decide", "propose"]


@signed_in
@says_why
def amend(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Propose an amendment to one clause for a delegation."""
    seat = seat_at(standing(request), slug)
    found = seat.clause(pk)
    if not seat.cities:
        raise NotYoursError(_("Only the delegations of member cities propose amendments."))
    initial = {"act": "replace", "text": found.text}
    form = AmendmentForm(seat, found, request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.propose_amendment(
            found,
            act=given["act"],
            text=given["text"],
            reason=given["reason"],
            city_id=int(given["city"]),
            person_id=request.user.pk,
            role=seat.role,
        )
        messages.success(request, _("The amendment is proposed. The secretariat gives its recommendation."))
        return redirect("meeting_outcome", slug=slug)
    context = {"form": form, "clause": found, "title": _("Propose an amendment")}
    status = 400 if form.errors else 200
    return room(request, seat, "outcome_amend", "meetings/amend.html", context, status=status)


@signed_in
@says_why
def amendment(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """One amendment: its words against the clause, the recommendation, and what was decided."""
    seat = seat_at(standing(request), slug)
    found = seat.amendment(pk)
    form = RecommendForm(request.POST if request.method == "POST" else None, initial={"words": found.recommendation})
    if request.method == "POST":
        seat.must_decide()
        if form.is_valid():
            words = form.cleaned_data["words"]
            actions.recommend_amendment(found, words, person_id=request.user.pk, role=seat.role)
            return redirect("outcome_amendment", slug=slug, pk=pk)
    page = queries.outcome_page(found.outcome)
    line = next(each for clause in page.lines for each in clause.amendments if each.row.pk == pk)
    title = _("Amendment %(number)s of %(city)s") % {"number": found.number, "city": found.city.name}
    is_own = found.city_id in seat.cities
    context = {"line": line, "form": form, "title": title, "is_own": is_own, "text": page}
    status = 400 if form.errors else 200
    return room(request, seat, "outcome_amendment", "meetings/amendment.html", context, status=status)


@require_POST
@signed_in
@says_why
def decide(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Write down what the floor decided; or the delegation withdraws."""
    seat = seat_at(standing(request), slug)
    found, asked = seat.amendment(pk), request.POST.get("act")
    if asked == "withdraw":
        if found.city_id not in seat.cities:
            raise NotYoursError(_("Only the delegation that proposed it can withdraw it."))
        actions.withdraw_amendment(found, person_id=request.user.pk, role=seat.role)
    else:
        seat.must_decide()
        if asked in {"accept", "reject"}:
            is_accepted = asked == "accept"
            actions.decide_amendment(found, is_accepted=is_accepted, person_id=request.user.pk, role=seat.role)
    return redirect("meeting_outcome", slug=slug)


@require_POST
@signed_in
@says_why
def propose(request: SignedInRequest, slug: str) -> HttpResponse:
    """Propose the text for adoption, or take it back."""
    seat = seat_at(standing(request), slug)
    seat.must_decide()
    act = actions.take_back_outcome if request.POST.get("act") == "back" else actions.propose_outcome
    act(seat.outcome(), person_id=request.user.pk, role=seat.role)
    return redirect("meeting_outcome", slug=slug)


@signed_in
@says_why
def adopt(request: SignedInRequest, slug: str) -> HttpResponse:
    """Adopt the text as the second person, after a page that counts what will happen."""
    seat = seat_at(standing(request), slug)
    seat.must_decide()
    found = seat.outcome()
    if request.method == "POST":
        day = min(seat.meeting.ends_on, timezone.localdate())
        whole = request.POST.getlist("whole")
        actions.adopt_outcome(found, adopted_on=day, person_id=request.user.pk, role=seat.role, whole=whole)
        messages.success(request, _("The text is adopted. Its clauses and decisions are tracked from now on."))
        return redirect("meeting_outcome", slug=slug)
    page = queries.outcome_page(found)
    context = {
        "text": page,
        "clauses": (clauses := queries.clauses_to_adopt(found)),
        "compound": sum(len(each.parts) > 1 for each in clauses),
        "commitments": sum(each.kind == "C" for _label, each in page.clean),
        "requests": sum(each.kind == "Q" for _label, each in page.clean),
        "links": sum(bool(each.continues) for _label, each in page.clean),
        "decisions": [each for each in queries.decisions_of(seat.meeting) if each.state == "draft"],
        "is_proposer": found.proposed_by_id == request.user.pk,
        "title": _("Adopt the text"),
    }
    return room(request, seat, "outcome_adopt", "meetings/adopt.html", context)
