"""All addresses of the site. What is public stands at short, stable addresses; work stands under ``/work/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("nagara_web.opendata.urls")),  # the API is asked most: no other address is tried before it
    path("", include("nagara_web.accounts.urls")),
    path("", include("nagara_web.ui.urls")),
    path("account/", include("allauth.urls")),
    path("", include("nagara_web.jobs.urls")),
    path("", include("nagara_web.places.urls")),
    path("", include("nagara_web.notices.urls")),
    path("", include("nagara_web.figures.urls")),
    path("", include("nagara_web.declarations.urls")),
    path("", include("nagara_web.answers.urls")),
    path("", include("nagara_web.rounds.urls")),
    path("", include("nagara_web.networks.urls")),
    path("", include("nagara_web.agreements.urls")),
    path("", include("nagara_web.plans.urls")),
    path("", include("nagara_web.meetings.urls")),
    path("", include("nagara_web.pages.urls")),
]
