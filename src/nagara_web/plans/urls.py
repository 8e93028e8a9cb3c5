"""Addresses of this app; the public one does not change."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from nagara_web.plans.views import around, comparison, desk, one, question

CITY = "work/cities/<slug:city>/plans/"
ONE = CITY + "<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("plans/", one.public_list, name="public_plans"),
    path("plans/<int:pk>/", one.public, name="public_plan"),
    path("plans/<int:pk>/plan.<str:kind>", one.public_data, name="public_plan_data"),
    path(CITY, desk.plans, name="plans"),
    path(CITY + "new/", question.new, name="plan_new"),
    path(CITY + "how/<slug:name>/", desk.guide, name="plan_guide"),
    path(CITY + "places.toml", desk.example, name="plan_places_example"),
    path(CITY + "compare/", comparison.compare, name="plan_compare"),
    path(ONE, one.plan, name="plan"),
    path(ONE + "plan.<str:kind>", one.data, name="plan_data"),
    path(ONE + "change/", question.change, name="plan_change"),
    path(ONE + "prove/", one.prove, name="plan_prove"),
    path(ONE + "front/", around.front, name="plan_front"),
    path(ONE + "stages/", around.stages, name="plan_stages"),
    path(ONE + "places.toml", one.places, name="plan_places"),
    path(ONE + "stop/", one.stop, name="plan_stop"),
    path(ONE + "share/", around.share, name="plan_share"),
    path(ONE + "attach/", around.attach, name="plan_attach"),
    path(ONE + "serves/", around.serves, name="plan_serves"),
    path(ONE + "delete/", around.delete, name="plan_delete"),
    path(ONE + "bring-back/", around.bring_back, name="plan_bring_back"),
]
