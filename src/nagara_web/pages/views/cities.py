"""Cities and countries."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara_web.accounts.requests import standing
from nagara_web.agreements.queries import agreements_of_city
from nagara_web.figures.queries import cities_with_figures
from nagara_web.notices.queries import is_following
from nagara_web.pages.contexts.city import city_figures
from nagara_web.pages.contexts.one_commitment import city_commitments
from nagara_web.pages.contexts.places import city_facts, known_words, map_of
from nagara_web.pages.contexts.principles import city_principles
from nagara_web.places import queries as places
from nagara_web.rounds.queries import papers_of, published_reports_of_city
from nagara_web.ui.paging import kept_query, one_page

__all__ = ["city", "cities", "country"]


@require_safe
def cities(request: HttpRequest) -> HttpResponse:
    """All cities, or those whose name in any language holds what was typed."""
    sought = request.GET.get("q", "").strip()
    found = one_page(request, places.search(sought) if sought else places.cities())
    with_figures = cities_with_figures()
    title = _("Cities")
    count = found.paginator.count
    context = {
        "answer": known_words(len(with_figures), count) if not sought else "",
        "rows": _rows(found, with_figures),
        "page": found,
        "kept": kept_query(request),
        "sought": sought,
        "map": None
        if sought
        else map_of(
            places.city_points(), with_figures, id="map-of-cities", title=title, known=len(with_figures), count=count
        ),
        "crumbs": [(_("Home"), "/"), (title, request.path)],
    }
    return render(request, "pages/cities.html", context)


@require_safe
def city(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that is public of one city."""
    found = places.city(slug)
    context = {
        "city": found,
        "own": places.own_name(found),
        "names": [each for each in places.names_of(found.pk) if each.name != found.name],
        "facts": city_facts(found),
        "figures": city_figures(found.pk, found.name),
        "commitments": city_commitments(found.pk, timezone.localdate()),
        "agreements": [
            (each, each.duties_of_city(found.pk)) for each in agreements_of_city(found.pk, timezone.localdate())
        ],
        "assessed": city_principles(found.pk),
        "reports": papers_of(published_reports_of_city(found.pk)),
        "memberships": places.memberships_of(found.pk),
        "statuses": places.statuses_of(found.pk),
        "endorsements": places.endorsements_of(found),
        "is_following": is_following(standing(request).person_id, "city", slug),
        "feed_address": reverse("feed", args=["city", slug]),
        "crumbs": [
            (_("Home"), "/"),
            (found.country.name, reverse("country", args=[found.country_id])),
            (found.name, request.path),
        ],
    }
    return render(request, "pages/city.html", context)


@require_safe
def country(request: HttpRequest, iso3: str) -> HttpResponse:
    """Cities of one country and what the country has endorsed."""
    found = places.country(iso3)
    members = one_page(request, places.cities_of_country(found.iso3))
    context = {
        "country": found,
        "rows": _rows(members, cities_with_figures()),
        "page": members,
        "endorsements": places.endorsements_of_country(found.iso3),
        "crumbs": [(_("Home"), "/"), (_("Cities"), reverse("cities")), (found.name, request.path)],
    }
    return render(request, "pages/country.html", context)


def _rows(cities: Iterable[places.City], with_figures: Set[int]) -> list[dict[str, Any]]:
    return [{"city": each, "own": places.own_name(each), "has_figures": each.pk in with_figures} for each in cities]
