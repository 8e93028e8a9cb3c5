"""Plans that cities show to everybody, as data: one row a plan, and one row a project of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from nagara_web.opendata.answering import Sheet, answer
from nagara_web.plans.queries import PlanPage, public_page, public_pages

__all__ = ["plan_data", "plan_sheet", "plans_data", "plans_sheet"]

PLAN: Final = (
    "plan",
    "version",
    "title",
    "city",
    "city_name",
    "promises",
    "promises_kept",
    "first_year",
    "last_year",
    "discounted_usd",
    "discounted_usd_low",
    "discounted_usd_high",
    "price_year",
    "gap_frac",
    "is_proven",
    "investment_usd",
    "serves",
    "attached_to_year",
    "made_on",
    "is_invented",
    "permalink",
)
PROJECT: Final = (
    "title",
    "facility",
    "site_class",
    "decided",
    "needed_by",
    "size",
    "size_unit",
    "investment_usd",
    "debt_service_usd_per_year",
    "running_usd_per_t",
    "jobs",
    "serves",
)
SOURCE: Final = "The plans that cities made on this site; what is planned is no figure of the city"


def plans_sheet(asked: Mapping[str, str]) -> Sheet:
    """Plans that everybody may read, each in its newest version.

    Parameters
    ----------
    asked
        ``city``, which may be left out.
    """
    city = asked.get("city", "")
    pages = [each for each in public_pages() if city in ("", each.plan.city.slug)]
    return Sheet(
        title="Plans",
        page=f"{settings.SITE_URL}/plans/",
        source=SOURCE,
        rows=tuple(map(_plan, pages)),
        fields=PLAN,
        changed_at=max((each.answer.at for each in pages), default=None),
    )


def plan_sheet(pk: int) -> Sheet:
    """What one public plan builds, a row a project, with the whole plan in the JSON.

    Raises
    ------
    Http404
        If there is none, or it is not for everybody.
    """
    page = public_page(pk)
    return Sheet(
        title=page.plan.title,
        page=f"{settings.SITE_URL}/plans/{pk}/",
        source=SOURCE,
        rows=tuple({name: _cell(each.get(name)) for name in PROJECT} for each in page.data["projects"]),
        fields=PROJECT,
        changed_at=page.answer.at,
        more={"plan": _plan(page), "file": f"{settings.SITE_URL}/plans/{pk}/plan.json"},
    )


@require_safe
def plans_data(request: HttpRequest, kind: str) -> HttpResponseBase:
    """All public plans."""
    return answer(request, plans_sheet(request.GET), kind)


@require_safe
def plan_data(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """What one public plan builds."""
    return answer(request, plan_sheet(pk), kind)


def _plan(page: PlanPage) -> dict[str, Any]:
    plan, data = page.plan, page.data
    drawn = (data.get("in_draws") or {}).get("discounted_usd") or {}
    return {
        "plan": plan.pk,
        "version": plan.number,
        "title": plan.title,
        "city": plan.city.slug,
        "city_name": plan.city.name,
        "promises": "; ".join(plan.promises),
        "promises_kept": page.kept,
        "first_year": data["years"][0],
        "last_year": data["years"][-1],
        "discounted_usd": data["discounted_usd"],
        "discounted_usd_low": drawn.get("low"),
        "discounted_usd_high": drawn.get("high"),
        "price_year": data["price_year"],
        "gap_frac": data["gap_frac"],
        "is_proven": plan.proof == plan.Proof.PROVEN,
        "investment_usd": sum(each["investment_usd"] for each in data["projects"]),
        "serves": "; ".join(plan.serves),
        "attached_to_year": plan.attached_to.year if plan.attached_to else None,
        "made_on": plan.made_at.date(),
        "is_invented": plan.city.is_invented,
        "permalink": f"{settings.SITE_URL}/plans/{plan.pk}/",
    }


def _cell(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, list) else value
