"""Filters of plans, and the way to them from pages of apps that lie below this one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import template

from nagara_web.accounts.requests import standing
from nagara_web.plans import access

__all__ = ["register"]

register = template.Library()


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
    """The cities whose plans somebody makes, for the page of their work."""
    return {"cities": access.cities_planned_by(standing(context["request"]))}
