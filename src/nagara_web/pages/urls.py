"""Addresses that everybody may read; they are short and do not change."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from nagara_web.pages.views import cities, commitments, home, indicators, networks, principles, rounds

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("about/", home.about, name="about"),
    path("cities/", cities.cities, name="cities"),
    path("cities/<slug:slug>/", cities.city, name="city"),
    path("countries/<str:iso3>/", cities.country, name="country"),
    path("networks/", networks.networks, name="networks"),
    path("networks/<slug:slug>/", networks.network, name="network"),
    path("networks/<slug:slug>/zero-waste/", networks.network_zero_waste, name="network_zero_waste"),
    path("networks/<slug:slug>/groups/<slug:group_slug>/", networks.network_group, name="network_group"),
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/<slug:code>/", indicators.indicator, name="indicator"),
    path("commitments/", commitments.commitments, name="commitments"),
    path("commitments/cells/", commitments.commitment_cells, name="commitment_cells"),
    path("commitments/years/", commitments.commitment_years, name="commitment_years"),
    path("principles/", principles.principles, name="principles"),
    path("compare/", indicators.compare, name="compare"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/<slug:slug>/", rounds.round_page, name="round"),
]
