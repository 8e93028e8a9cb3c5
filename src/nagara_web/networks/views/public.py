"""The charter and the work plan of a network, as everybody reads them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara_web.accounts.requests import standing
from nagara_web.networks import access, queries
from nagara_web.networks.lines import work_lines
from nagara_web.places.queries import Network, network

__all__ = ["charter", "charter_version", "work_plan"]


def _crumbs(found: Network, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Home"), "/"),
        (_("Networks"), reverse("networks")),
        (found.short_name, reverse("network", args=[found.slug])),
        *more,
    ]


@require_safe
def charter(request: HttpRequest, slug: str) -> HttpResponse:
    """The version that holds today, and all others."""
    found = network(slug)
    return _charter(request, found, queries.charter_on(found.pk), _crumbs(found, (_("Charter"), request.path)))


@require_safe
def charter_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One published version; its address never changes."""
    found = network(slug)
    version = queries.charter(found.pk, number)
    above = (_("Charter"), reverse("network_charter", args=[slug]))
    words = _("Version %(number)s") % {"number": number}
    return _charter(request, found, version, _crumbs(found, above, (words, request.path)))


def _charter(
    request: HttpRequest, found: Network, shown: queries.Charter | None, crumbs: list[tuple[str, str]]
) -> HttpResponse:
    context = {
        "network": found,
        "charter": shown,
        "definition": queries.definition_of(shown) if shown else None,
        "holds": queries.charter_on(found.pk),
        "versions": queries.charters(found.pk),
        "may_keep": access.may_keep(standing(request), found.pk),
        "crumbs": crumbs,
    }
    return render(request, "networks/charter.html", context)


@require_safe
def work_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """What the network does, by whom, by when, for which promise, and what happened."""
    found, today = network(slug), timezone.localdate()
    items = list(queries.work_items(found.pk))
    context = {
        "network": found,
        "lines": work_lines(items, today),
        "counts": queries.work_counts(items, today),
        "may_keep": access.may_keep(standing(request), found.pk),
        "crumbs": _crumbs(found, (_("Work plan"), request.path)),
    }
    return render(request, "networks/work_plan.html", context)
