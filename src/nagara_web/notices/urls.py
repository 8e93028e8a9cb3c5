"""Addresses of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from nagara_web.notices import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read, name="notices_read"),
    path("notices/follow/", views.follow_or_not, name="follow"),
    path("notices/no-daily-letter/<str:word>/", views.no_daily_letter, name="no_daily_letter"),
]
