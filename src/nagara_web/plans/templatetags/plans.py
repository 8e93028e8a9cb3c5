"""Filters of plans, and the way to them from pages of apps that lie below this one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from django import template
from django.utils import timezone

from nagara_web.accounts.requests import standing
from nagara_web.audit import words
from nagara_web.places.queries import City
from nagara_web.plans import access, queries

__all__ = ["register"]

register = template.Library()
LATELY_DAYS: Final = 7
"""How long the page of somebody's work tells that a proof is over [day]."""


@register.filter
def between(label: str, columns: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a column is a year between the first and the last that a table shows: a phone leaves it out."""
    years = [each["label"] for each in columns if each["label"].isdecimal()]
    return label in years[1:-1]


@register.filter
def beside(cells: Sequence[str], columns: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Cells of a row of a table, each with its column."""
    return zip(columns, cells, strict=True)


@register.inclusion_tag("plans/_my_plans.html", takes_context=True)
def my_plans(context: dict[str, Any]) -> dict[str, Any]:
    """The cities whose plans somebody makes, and their proofs that run or ended lately, for the page of their work."""
    cities = access.cities_planned_by(standing(context["request"]))
    since = timezone.now() - timedelta(days=LATELY_DAYS)
    return {"cities": cities, "pages": queries.ended_since([each.pk for each in cities], since) if cities else []}


@register.inclusion_tag("plans/_attached.html", takes_context=True)
def plans_attached_to(context: dict[str, Any], answer_set_id: int) -> dict[str, Any]:
    """Plans attached to the answers of a report, for those who may see them."""
    return {"pages": queries.pages_attached_to(standing(context["request"]), answer_set_id)}


@register.inclusion_tag("plans/_public.html", takes_context=True)
def public_plans_of(context: dict[str, Any], city: City) -> dict[str, Any]:
    """Plans that a city shows to everybody, for its page; and the way to all of them for whoever makes them."""
    own = standing(context["request"])
    makes = own.person_id is not None and access.Desk(own, city).makes
    return {"pages": queries.public_pages(city.pk), "city": city, "makes": makes}


@register.inclusion_tag("plans/_public_of_round.html")
def public_plans_of_round(round_: Any) -> dict[str, Any]:  # noqa: ANN401  (a round of an app that lies below)
    """Plans that everybody may read and that are attached to the reports of a round, for its page."""
    return {"pages": queries.public_pages_of_round(round_.network_id, round_.year)}


@register.filter
def event_words(action: str) -> str:
    """What an event of the log is called."""
    return words.event_words(action)
