"""One plan: its page, its files, its proof, its page for everybody."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.audit.queries import events_about
from nagara_web.plans import access, actions, queries
from nagara_web.plans.files import file_of
from nagara_web.plans.history import newest_of, versions_of
from nagara_web.plans.views.desk import crumbs_of

__all__ = ["data", "places", "plan", "prove", "public", "public_data", "public_list", "stop"]

REFRESH_S = 5


@require_safe
@never_cache
@signed_in
def plan(request: SignedInRequest, city: str, pk: int) -> HttpResponse:
    """What the plan says; while the proof is under way the page looks again by itself."""
    hand = access.plan_for(standing(request), city, pk)
    found, page = hand.plan, queries.page_of(hand.plan)
    context = {
        "hand": hand,
        "page": page,
        "served": queries.served_by(found.serves),
        "versions": versions_of(found, hand.desk.plans),
        "newest": newest_of(found, hand.desk.plans),
        "events": events_about(f"plan:{found.pk}") if hand.desk.reads_all else [],
        "refresh_s": REFRESH_S,
        "address": f"{settings.SITE_URL}{_address_of(found)}",
        "crumbs": [*crumbs_of(hand.desk), (found.title, request.path)],
    }
    return render(request, "plans/plan.html", context)


def _address_of(plan: queries.Plan) -> str:
    """Where others read a plan: everybody at an address that does not change, people of the network at this one."""
    if plan.state == plan.State.PUBLIC:
        return reverse("public_plan", args=[plan.pk])
    return reverse("plan", args=[plan.city.slug, plan.pk])


@require_safe
@signed_in
def data(request: SignedInRequest, city: str, pk: int, kind: str) -> HttpResponse:
    """The plan as a file: for programs, for a spreadsheet, to read, to print."""
    return file_of(queries.page_of(access.plan_for(standing(request), city, pk).plan), kind)


@require_safe
@signed_in
def places(request: SignedInRequest, city: str, pk: int) -> HttpResponse:
    """The places file that was sent along with the plan, as it came; for those who work for the city."""
    hand = access.plan_for(standing(request), city, pk)
    file = queries.places_file_of(hand.plan)
    if file is None or not hand.desk.reads_all:
        raise Http404
    response = HttpResponse(file.content, content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{hand.plan.city.slug}-plan-{pk}-places.toml"'
    return response


@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    """All plans that cities show to everybody."""
    crumbs = [(_("Home"), "/"), (_("Plans"), request.path)]
    return render(request, "plans/public_list.html", {"pages": queries.public_pages(), "crumbs": crumbs})


@require_safe
def public(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan that the head of a city shows to everybody, marked as a plan."""
    found = access.public_plan(pk)
    crumbs = [(_("Cities"), reverse("cities")), (found.city.name, reverse("city", args=[found.city.slug]))]
    context: dict[str, Any] = {
        "page": queries.page_of(found),
        "served": queries.served_by(found.serves),
        "newest": newest_of(found, access.public_plans().filter(city=found.city_id)),
        "crumbs": [*crumbs, (found.title, "")],
    }
    return render(request, "plans/public.html", context)


@require_safe
def public_data(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A plan that everybody may read as a file."""
    return file_of(queries.page_of(access.public_plan(pk)), kind)


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
