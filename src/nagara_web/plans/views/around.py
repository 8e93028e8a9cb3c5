"""What is done with one plan beside working it out: who reads it, its round, what it serves, deleting it."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.answers.queries import answer_sets_of
from nagara_web.plans import access, actions
from nagara_web.plans.forms.around import AttachForm, FrontForm, ServesForm, ShareForm, StagesForm
from nagara_web.plans.refusals import PlanRefusedError
from nagara_web.plans.serving import offer
from nagara_web.plans.views.desk import crumbs_of

FEW_DRAWS: Final = 5
__all__ = ["attach", "bring_back", "delete", "front", "serves", "share", "stages"]


def _hand(request: SignedInRequest, city: str, pk: int) -> access.Hand:
    """Put somebody who makes plans of the city before one of them; 404 for others."""
    hand = access.plan_for(standing(request), city, pk)
    hand.must_make()
    return hand


def _crumbs(hand: access.Hand, last: str) -> list[tuple[str, str]]:
    found = hand.plan
    return [*crumbs_of(hand.desk), (found.title, reverse("plan", args=[found.city.slug, found.pk])), (last, "")]


@signed_in
def share(request: SignedInRequest, city: str, pk: int) -> HttpResponse:
    """Choose who reads the plan."""
    hand = _hand(request, city, pk)
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
def attach(request: SignedInRequest, city: str, pk: int) -> HttpResponse:
    """Choose the round to whose report the plan is attached."""
    hand = _hand(request, city, pk)
    rounds = answer_sets_of(hand.desk.city.pk)
    begun = str(hand.plan.attached_to_id or rounds[0].pk)
    form = AttachForm(rounds, request.POST or None, initial={"attached_to": begun})
    title = _("Attach this plan to a round")
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["attached_to"]
        actions.attach(pk, chosen, person_id=request.user.pk, role=hand.desk.role)
        kept = _("The plan is attached to no round.") if chosen is None else _("The plan is attached to the round.")
        messages.success(request, kept)
        return redirect("plan", city, pk)
    context = {"form": form, "title": title, "button": _("Keep the round"), "crumbs": _crumbs(hand, title)}
    return render(request, "plans/form.html", context, status=400 if form.errors else 200)


@signed_in
def serves(request: SignedInRequest, city: str, pk: int) -> HttpResponse:
    """Choose the commitments that the plan serves; looking for one keeps what is ticked."""
    hand = _hand(request, city, pk)
    form, is_looking = _serves_form(request, hand)
    if request.method == "POST" and not is_looking and form.is_valid():
        actions.serve(pk, form.cleaned_data["serves"], person_id=request.user.pk, role=hand.desk.role)
        messages.success(request, _("It is kept what this plan serves."))
        return redirect("plan", city, pk)
    is_wrong = form.is_bound and not is_looking and not form.is_valid()
    context = {"form": form, "hand": hand, "is_looking": is_looking}
    context["crumbs"] = _crumbs(hand, _("Choose what this plan serves"))
    return render(request, "plans/serves.html", context, status=400 if is_wrong else 200)


def _serves_form(request: HttpRequest, hand: access.Hand) -> tuple[ServesForm, bool]:
    """The form with what is offered, and whether something is looked for rather than kept."""
    given = request.POST if request.method == "POST" else None
    chosen = hand.plan.serves if given is None else given.getlist("serves")
    theme, sought = ("", "") if given is None else (given.get("theme", ""), given.get("q", "").strip())
    is_looking = given is not None and "look" in given
    offered = offer(hand.plan, chosen, theme=theme, sought=sought, is_asked=is_looking)
    if given is None:
        return ServesForm(offered, initial={"serves": chosen}), False
    if is_looking:
        return ServesForm(offered, initial={"serves": chosen, "theme": theme, "q": sought}), True
    return ServesForm(offered, given), False


@signed_in
def front(request: SignedInRequest, city: str, pk: int) -> HttpResponse:
    """Ask what other targets of a figure would cost."""
    hand = _hand(request, city, pk)
    form = FrontForm(hand.plan, request.POST or None)
    title = _("Ask what other targets would cost")
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_front(pk, form.cleaned_data["figure"], person_id=request.user.pk, role=hand.desk.role)
        except PlanRefusedError as refused:
            form.add_error("figure", refused.sentence)
        else:
            messages.success(request, _("It is being worked out beside a new proof."))
            return redirect("plan", city, pk)
    lead = _("The plan is made again for several targets of one figure, from the easiest to the strictest.")
    context = {"form": form, "title": title, "lead": lead, "button": _("Work it out"), "crumbs": _crumbs(hand, title)}
    return render(request, "plans/form.html", context, status=400 if form.errors else 200)


@signed_in
def stages(request: SignedInRequest, city: str, pk: int) -> HttpResponse:
    """Ask what should be built in any case, whichever draw the city turns out to be."""
    hand = _hand(request, city, pk)
    begun = {"draws": hand.plan.stages or FEW_DRAWS, "aim": hand.plan.aim}
    form = StagesForm(request.POST or None, initial=begun)
    title = _("Ask what to build in any case")
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            actions.ask_stages(pk, given["draws"], given["aim"], person_id=request.user.pk, role=hand.desk.role)
        except PlanRefusedError as refused:
            form.add_error("draws", refused.sentence)
        else:
            messages.success(request, _("It is being worked out beside a new proof."))
            return redirect("plan", city, pk)
    lead = _(
        "Nobody knows the city's waste, its prices and its people to the digit. One programme of building is sought "
        "that serves in several draws of them, and is held against building for the best values, and against waiting "
        "until all is known."
    )
    context = {"form": form, "title": title, "lead": lead, "button": _("Work it out"), "crumbs": _crumbs(hand, title)}
    return render(request, "plans/form.html", context, status=400 if form.errors else 200)


@signed_in
def delete(request: SignedInRequest, city: str, pk: int) -> HttpResponse:
    """Ask whether a draft is to be deleted, and delete it; it can be brought back."""
    hand = _hand(request, city, pk)
    if request.method == "POST":
        try:
            actions.delete_plan(pk, person_id=request.user.pk, role=hand.desk.role)
        except PlanRefusedError as refused:
            messages.warning(request, refused.sentence)
            return redirect("plan", city, pk)
        messages.success(request, _("The plan is deleted. It can be brought back for a while: see below."))
        return redirect("plans", city)
    context = {"hand": hand, "days": actions.KEPT_DAYS, "crumbs": _crumbs(hand, _("Delete the plan"))}
    return render(request, "plans/delete.html", context)


@require_POST
@signed_in
def bring_back(request: SignedInRequest, city: str, pk: int) -> HttpResponse:
    """Bring a deleted plan back."""
    desk = access.desk_for(standing(request), city)
    desk.must_find_deleted(pk)
    actions.bring_back(pk, person_id=request.user.pk, role=desk.role)
    messages.success(request, _("The plan is back."))
    return redirect("plan", city, pk)
