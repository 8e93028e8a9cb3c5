"""Addresses of this app; the public one does not change."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from nagara_web.plans.views import desk, one

CITY = "work/cities/<slug:city>/plans/"
ONE = CITY + "<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("plans/<int:pk>/", one.public, name="public_plan"),
    path(CITY, desk.plans, name="plans"),
    path(CITY + "new/", desk.new, name="plan_new"),
    path(CITY + "compare/", desk.compare, name="plan_compare"),
    path(ONE, one.plan, name="plan"),
    path(ONE + "plan.json", one.data, name="plan_data"),
    path(ONE + "prove/", one.prove, name="plan_prove"),
    path(ONE + "stop/", one.stop, name="plan_stop"),
    path(ONE + "share/", one.share, name="plan_share"),
    path(ONE + "serves/", one.serves, name="plan_serves"),
    path(ONE + "delete/", one.delete, name="plan_delete"),
]
