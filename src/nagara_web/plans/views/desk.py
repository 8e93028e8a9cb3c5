"""The plans of a city: all of them, and how to ask for what no form asks."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.answers.queries import answer_sets_of
from nagara_web.plans import access, queries
from nagara_web.plans.own_places import LARGEST_KB, example_for

__all__ = ["crumbs_of", "example", "guide", "plans"]

GUIDES = {"places-file": "plans/guide_places.html", "several-cities": "plans/guide_region.html"}


def crumbs_of(desk: access.Desk) -> list[tuple[str, str]]:
    """The way to the plans of a city."""
    words = _("Plans of %(city)s") % {"city": desk.city.name}
    return [(_("My work"), reverse("work")), (words, reverse("plans", args=[desk.city.slug]))]


@require_safe
@signed_in
def plans(request: SignedInRequest, city: str) -> HttpResponse:
    """All plans of a city that this person may see, each in its newest version."""
    desk = access.desk_for(standing(request), city)
    context = {
        "desk": desk,
        "pages": queries.pages_of(queries.current(desk.plans)),
        "deleted": desk.deleted,
        "has_records": bool(answer_sets_of(desk.city.pk)) if desk.makes else False,
        "crumbs": crumbs_of(desk),
    }
    return render(request, "plans/plans.html", context)


@require_safe
@signed_in
def guide(request: SignedInRequest, city: str, name: str) -> HttpResponse:
    """How to write a places file, or how to plan with other cities."""
    desk = access.desk_for(standing(request), city)
    if name not in GUIDES:
        raise Http404
    has_example = desk.makes and bool(answer_sets_of(desk.city.pk))
    titles = {"places-file": _("Write a places file"), "several-cities": _("Plan together with other cities")}
    context = {"desk": desk, "title": titles[name], "has_example": has_example, "largest_kb": LARGEST_KB}
    context["crumbs"] = [*crumbs_of(desk), (titles[name], "")]
    return render(request, GUIDES[name], context)


@require_safe
@signed_in
def example(request: SignedInRequest, city: str) -> HttpResponse:
    """A places file to begin with, with the facilities of the city's newest answers."""
    desk = access.desk_for(standing(request), city)
    desk.must_make()
    answers = answer_sets_of(desk.city.pk)
    if not answers:
        raise Http404
    response = HttpResponse(example_for(answers[0]), content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{desk.city.slug}-places.toml"'
    return response
