"""Addresses of this app; the data of a page stands beside it, and none of them changes."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from nagara_web.opendata import calendars, plan_sheets, views
from nagara_web.opendata.api.api import api, in_one_shape, no_such_address, no_such_version
from nagara_web.opendata.feeds import Happenings
from nagara_web.opendata.round_data import round_data

urlpatterns: list[URLPattern | URLResolver] = [
    path("cities/data.<str:kind>", views.cities, name="cities_data"),
    path("cities/<slug:slug>/data.<str:kind>", views.city, name="city_data"),
    path("countries/<str:iso3>/data.<str:kind>", views.country, name="country_data"),
    path("networks/data.<str:kind>", views.networks, name="networks_data"),
    path("networks/<slug:slug>/data.<str:kind>", views.network, name="network_data"),
    path("networks/<slug:slug>/charter/data.<str:kind>", views.network_charter, name="network_charter_data"),
    path("networks/<slug:slug>/zero-waste/data.<str:kind>", views.network_zero_waste, name="network_zero_waste_data"),
    path("networks/<slug:slug>/work-plan/data.<str:kind>", views.network_work_plan, name="network_work_plan_data"),
    path(
        "networks/<slug:slug>/groups/<slug:group_slug>/data.<str:kind>",
        views.network_group,
        name="network_group_data",
    ),
    path("indicators/data.<str:kind>", views.indicators, name="indicators_data"),
    path("indicators/<slug:code>/data.<str:kind>", views.indicator, name="indicator_data"),
    path("rounds/data.<str:kind>", views.rounds, name="rounds_data"),
    path("rounds/<slug:slug>/data.<str:kind>", round_data, name="round_data"),
    path("compare/data.<str:kind>", views.compare, name="compare_data"),
    path("figures/<int:pk>/data.<str:kind>", views.figure, name="figure_data"),
    path("figures/<int:pk>/versions/<int:number>/data.<str:kind>", views.version, name="figure_version_data"),
    path("commitments/data.<str:kind>", views.commitments, name="commitments_data"),
    path("agreements/data.<str:kind>", views.agreements, name="agreements_data"),
    path("agreements/<slug:slug>/data.<str:kind>", views.agreement, name="agreement_data"),
    path("plans/data.<str:kind>", plan_sheets.plans_data, name="plans_data"),
    path("plans/<int:pk>/data.<str:kind>", plan_sheets.plan_data, name="public_plan_sheet"),
    path("declarations/data.<str:kind>", views.declarations, name="declarations_data"),
    path("declarations/<slug:slug>/data.<str:kind>", views.document, name="document_data"),
    path("principles/data.<str:kind>", views.principles, name="principles_data"),
    path("threads/<str:name>/data.<str:kind>", views.thread, name="thread_data"),
    path("feeds/<slug:topic>/<slug:slug>.atom", Happenings(), name="feed"),
    path("data/", views.data, name="data"),
    path("api/v1/", no_such_address),
    path("api/v1/", in_one_shape(api)),
    path("api/v1/<path:rest>", no_such_address),
    path("api/", no_such_version),
    path("api/<path:rest>", no_such_version),
    path("calendars/<slug:slug>.ics", calendars.round_calendar, name="calendar"),
]
