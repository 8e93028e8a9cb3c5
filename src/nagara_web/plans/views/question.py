"""The question of a plan: a new one, or another version of one that stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara.errors import NagaraError
from nagara.pathways.least_cost.city.settings import DEFAULT_SPAN
from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES, read_promise
from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.answers.queries import AnswerSet, answer_sets_of
from nagara_web.plans import access, actions, queries
from nagara_web.plans.forms.question import MORE_ROWS, PlanForm, title_of
from nagara_web.plans.history import newest_of
from nagara_web.plans.own_places import is_about, packed, sent
from nagara_web.plans.refusals import PlanRefusedError
from nagara_web.plans.views.desk import crumbs_of
from nagara_web.plans.words import PERCENT, TECHNOLOGY_WORDS
from nagara_web.plans.working import Asked
from nagara_web.ui.asked import number_in

__all__ = ["change", "new"]


P = ParamSpec("P")
TYPED: Final = "plan-typed"
"""Where the session keeps what somebody sent who was no longer signed in."""
LONGEST_TYPED: Final = 20_000
"""A form with a usual places file; more is not kept for whoever has not signed in."""


def _keeps_what_was_typed(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Keep what somebody sent whose sign-in has ended: the form shows it once they are back."""

    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            typed = _typed_until_now(request)
            if len(str(typed)) <= LONGEST_TYPED:
                request.session[TYPED] = {"path": request.path, "typed": typed}
        return view(request, *args, **kwargs)

    return inner


@_keeps_what_was_typed
@signed_in
def new(request: SignedInRequest, city: str) -> HttpResponse:
    """Ask for a plan: the first answer comes with the next page, the proof as a job."""
    desk = access.desk_for(standing(request), city)
    desk.must_make()
    return _asked_for(request, desk, before=None, newest=None)


@_keeps_what_was_typed
@signed_in
def change(request: SignedInRequest, city: str, pk: int) -> HttpResponse:
    """Ask for a plan otherwise: its next version, beside the one that stands."""
    hand = access.plan_for(standing(request), city, pk)
    hand.must_make()
    newest = newest_of(hand.plan, hand.desk.plans) or hand.plan
    return _asked_for(request, hand.desk, before=hand.plan, newest=newest)


def _asked_for(
    request: SignedInRequest, desk: access.Desk, before: queries.Plan | None, newest: queries.Plan | None
) -> HttpResponse:
    """The form of a question, and once it is sent its first answer."""
    years = answer_sets_of(desk.city.pk)
    form = _form(request, desk, years, before)
    if form.is_bound and form.is_valid():
        made = _made(request, desk, form, newest)
        if made is not None:
            return redirect("plan", desk.city.slug, made.pk)
    is_wrong = bool(form.is_bound and form.errors)
    title = _("Make a plan") if before is None else _("Change the plan")
    way = [] if before is None else [(before.title, reverse("plan", args=[desk.city.slug, before.pk]))]
    context = {"desk": desk, "form": form, "has_records": bool(years), "title": title, "before": before}
    context |= {"newest": newest, "crumbs": [*crumbs_of(desk), *way, (title, "")]}
    return render(request, "plans/new.html", context, status=400 if is_wrong else 200)


def _made(
    request: SignedInRequest, desk: access.Desk, form: PlanForm, newest: queries.Plan | None
) -> queries.Plan | None:
    """The plan that the form asks for, with its first answer; if there is none, the form says why."""
    title, person_id = form.cleaned_data["title"], request.user.pk
    asked, seen = _asked(form), number_in(request.POST.get("newest"))
    before = newest if newest is None or seen is None else desk.plans.filter(pk=seen).first() or newest
    try:
        made = actions.make_plan(asked, title=title, person_id=person_id, role=desk.role, before=before)
    except PlanRefusedError as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
    except NagaraError as error:
        form.add_error("places_file" if is_about(error, asked.places) else None, str(error))
    else:
        messages.success(request, _("The plan is kept. Its proof is under way."))
        return made
    return None


def _form(request: HttpRequest, desk: access.Desk, years: list[AnswerSet], before: queries.Plan | None) -> PlanForm:
    kept = request.session.pop(TYPED, None) if request.method != "POST" else None
    if kept is not None and kept["path"] == request.path:
        messages.warning(
            request, _("Your sign-in had ended. What you typed stands below: look at it and send it again.")
        )
        return PlanForm(years, number_in(kept["typed"].get("rows")) or 0, initial=kept["typed"])
    if request.method != "POST":
        initial = _begun(request, desk, years) if before is None else _typed_in(before)
        return PlanForm(years, int(initial.pop("rows")), initial=initial)
    rows = number_in(request.POST.get("rows")) or 0
    if "more" not in request.POST:
        return PlanForm(years, rows, request.POST, request.FILES)
    return PlanForm(years, rows + MORE_ROWS, initial=_typed_until_now(request))


def _typed_until_now(request: HttpRequest) -> dict[str, Any]:
    """What stands in the form when somebody asks for more rows; a file that was chosen goes along."""
    typed: dict[str, Any] = {name: request.POST.get(name) for name in request.POST}
    typed["technologies"] = request.POST.getlist("technologies")
    upload = request.FILES.get("places_file")
    if upload is not None:
        typed["places_kept"] = packed(sent(upload)) or typed.get("places_kept")
    return typed


def _begun(request: HttpRequest, desk: access.Desk, years: list[AnswerSet]) -> dict[str, Any]:
    """What the form holds at first: a copy of another plan, or an empty question to the newest records."""
    asked = number_in(request.GET.get("from"))
    copied = desk.plans.filter(pk=asked).first() if asked else None
    if copied is not None:
        return _copy(copied)
    begun: dict[str, Any] = {"rows": 0, "technologies": list(TECHNOLOGY_WORDS)}
    if years:
        begun |= {"records": years[0].pk, "last_year": years[0].year + DEFAULT_SPAN}
    return begun


def _copy(plan: queries.Plan) -> dict[str, Any]:
    return {**_typed_in(plan), "title": _("Copy of %(title)s") % {"title": plan.title[:100]}}


def _typed_in(plan: queries.Plan) -> dict[str, Any]:
    """What was typed to ask for a plan; a name that nobody gave is made anew."""
    is_named = plan.title != title_of(plan.promises, plan.last_year)
    begun: dict[str, Any] = {
        "rows": len(plan.promises) + 1,
        "title": plan.title if is_named else "",
        "records": plan.answer_set_id,
        "last_year": plan.last_year,
        "budget": _typed(plan.budget_usd_per_year),
        "carbon": _typed(plan.carbon_usd_per_t or None),
        "income": _typed(plan.income_usd_per_year),
        "area": _typed(plan.area_km2),
        "technologies": plan.technologies,
        "places_kept": packed(queries.places_file_of(plan)),
    }
    for row, promise in enumerate(map(read_promise, plan.promises)):
        scale = PERCENT if PROMISED_FIGURES[promise.figure].unit == "frac" else 1.0
        begun |= {f"figure_{row}": promise.figure, f"target_{row}": _typed(promise.target * scale)}
        begun[f"year_{row}"] = promise.from_year
    return begun


def _typed(value: float | None) -> str:
    """A number as everybody reads it and every form takes it: spaces between thousands."""
    return "" if value is None else f"{value:,.10g}".replace(",", " ")


def _asked(form: PlanForm) -> Asked:
    given: Mapping[str, Any] = form.cleaned_data
    records = form.years[given["records"]]
    return Asked(
        answer_set=records,
        revision=records.revision,
        at=timezone.now(),
        promises=tuple(given["promises"]),
        last_year=given["last_year"],
        budget_usd_per_year=given["budget"],
        carbon_usd_per_t=given["carbon"] or 0.0,
        income_usd_per_year=given["income"],
        area_km2=given["area"],
        technologies=tuple(given["technologies"]),
        places=given["places"],
    )
