"""Addresses of this app: they never change, because papers cite them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from nagara_web.figures import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("figures/<int:pk>/", views.figure, name="figure"),
    path("figures/<int:pk>/versions/<int:number>/", views.figure_version, name="figure_version"),
    path("figures/<int:pk>/versions/<int:number>/prov.json", views.prov, name="figure_prov"),
]
