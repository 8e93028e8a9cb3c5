"""One plan: its page, its file, its proof, who reads it, what it serves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.declarations.queries.asked import commitment_parts
from nagara_web.plans import access, actions, queries
from nagara_web.plans.forms import ServesForm, ShareForm
from nagara_web.plans.refusals import PlanRefusedError
from nagara_web.plans.views.desk import crumbs_of

__all__ = ["data", "delete", "plan", "prove", "public", "serves", "share", "stop"]

REFRESH_S = 5


def _crumbs(hand: access.Hand, last: str = "") -> list[tuple[str, str]]:
    found = hand.plan
    to_plan = (found.title, reverse("plan", args=[found.city.slug, found.pk]))
    return [*crumbs_of(hand.desk), to_plan, *([(last, "")] if last else [])]


@require_safe
@never_cache
@signed_in
def plan(request: SignedInRequest, city: str, pk: int) -> HttpResponse:
    """What the plan says; while the proof is under way the page looks again by itself."""
    hand = access.plan_for(standing(request), city, pk)
    page = queries.page_of(hand.plan)
    context = {"hand": hand, "page": page, "served": queries.served_by(hand.plan.serves), "refresh_s": REFRESH_S}
    return render(request, "plans/plan.html", {**context, "crumbs": _crumbs(hand)})


@require_safe
@signed_in
def data(request: SignedInRequest, city: str, pk: int) -> HttpResponse:
    """The plan as a file for programs."""
    page = queries.page_of(access.plan_for(standing(request), city, pk).plan)
    response = HttpResponse(page.answer.data, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{city}-plan-{pk}.json"'
    return response


@require_safe
def public(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan that the head of a city shows to everybody, marked as a plan."""
    found = access.public_plan(pk)
    crumbs = [(_("Cities"), reverse("cities")), (found.city.name, reverse("city", args=[found.city.slug]))]
    context: dict[str, Any] = {"page": queries.page_of(found), "served": queries.served_by(found.serves)}
    return render(request, "plans/public.html", {**context, "crumbs": [*crumbs, (found.title, "")]})


@require_POST
@signed_in
def prove(request: SignedInRequest, city: str, pk: int) -> HttpResponse:
    """Ask for the proof anew."""
    hand = access.plan_for(standing(request), city, pk)
    hand.must_make()
    actions.prove(pk, person_id=request.user.pk, role=hand.desk.role)
    messages.success(request, _("The proof is under way."))
    return redirect("plan", city, pk)


@require_POST
@signed_in
def stop(request: SignedInRequest, city: str, pk: int) -> HttpResponse:
    """Stop the proof; the best plan so far is kept."""
    hand = access.plan_for(standing(request), city, pk)
    hand.must_make()
    actions.stop(pk, person_id=request.user.pk, role=hand.desk.role)
    messages.success(request, _("The proof stops. The best plan that it has found is kept."))
    return redirect("plan", city, pk)


@signed_in
def share(request: SignedInRequest, city: str, pk: int) -> HttpResponse:
    """Choose who reads the plan."""
    hand = access.plan_for(standing(request), city, pk)
    hand.must_make()
    is_head = hand.desk.is_head
    form = ShareForm(request.POST or None, is_head=is_head, initial={"state": hand.plan.state})
    title = _("Choose who reads this plan")
    if request.method == "POST" and form.is_valid():
        try:
            chosen, role = form.cleaned_data["state"], hand.desk.role
            actions.share(pk, chosen, is_head=is_head, person_id=request.user.pk, role=role)
        except PlanRefusedError as refused:
            form.add_error("state", refused.sentence)
        else:
            messages.success(request, _("It is kept who reads this plan."))
            return redirect("plan", city, pk)
    context = {"form": form, "title": title, "button": _("Keep who reads it"), "crumbs": _crumbs(hand, title)}
    return render(request, "plans/form.html", context, status=400 if form.errors else 200)


@signed_in
def serves(request: SignedInRequest, city: str, pk: int) -> HttpResponse:
    """Choose the commitments that the plan serves."""
    hand = access.plan_for(standing(request), city, pk)
    hand.must_make()
    parts = commitment_parts()
    given = request.POST if request.method == "POST" else None
    form = ServesForm(parts, given, initial={"serves": hand.plan.serves})
    title = _("Choose what this plan serves")
    if form.is_valid():
        actions.serve(pk, form.cleaned_data["serves"], person_id=request.user.pk, role=hand.desk.role)
        messages.success(request, _("It is kept what this plan serves."))
        return redirect("plan", city, pk)
    lead = "" if parts else _("No commitment is published on this site yet.")
    context = {"form": form, "title": title, "lead": lead, "is_empty": not parts, "button": _("Keep what it serves")}
    context["crumbs"] = _crumbs(hand, title)
    return render(request, "plans/form.html", context, status=400 if form.errors else 200)


@signed_in
def delete(request: SignedInRequest, city: str, pk: int) -> HttpResponse:
    """Ask whether a draft is to be deleted, and delete it."""
    hand = access.plan_for(standing(request), city, pk)
    hand.must_make()
    if request.method == "POST":
        try:
            actions.delete_plan(pk, person_id=request.user.pk, role=hand.desk.role)
        except PlanRefusedError as refused:
            messages.warning(request, refused.sentence)
            return redirect("plan", city, pk)
        messages.success(request, _("The plan is deleted."))
        return redirect("plans", city)
    return render(request, "plans/delete.html", {"hand": hand, "crumbs": _crumbs(hand, _("Delete the plan"))})
