"""Addresses of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from nagara_web.ui import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("languages/", views.languages, name="languages"),
    path("account/components/", views.components, name="components"),
]
