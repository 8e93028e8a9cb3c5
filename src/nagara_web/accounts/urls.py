"""Addresses of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from nagara_web.accounts.views import me

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", me.language, name="language"),
    path("account/me/", me.my_account, name="my_account"),
]
