"""Addresses of this app; the page of a network itself, and of a group, are among the public pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from nagara_web.networks.views import charter, desk, facts, groups, public, work

DESK = "work/networks/<slug:slug>/"
GROUP = f"{DESK}groups/<slug:group_slug>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("networks/<slug:slug>/charter/", public.charter, name="network_charter"),
    path("networks/<slug:slug>/charter/<int:number>/", public.charter_version, name="network_charter_version"),
    path("networks/<slug:slug>/work-plan/", public.work_plan, name="network_work_plan"),
    path("work/networks/", desk.kept, name="networks_kept"),
    path("work/found-a-network/", desk.found, name="network_found"),
    path(DESK, desk.desk, name="network_desk"),
    path(f"{DESK}history/", desk.history, name="network_history"),
    path(f"{DESK}history/<int:pk>/undo/", desk.undo, name="network_undo"),
    path(f"{DESK}charter/", charter.charter_desk, name="network_charter_desk"),
    path(f"{DESK}charter/write/", charter.write, name="network_charter_write"),
    path(f"{DESK}charter/publish/", charter.publish, name="network_charter_publish"),
    path(f"{DESK}members/", facts.members_desk, name="network_members_desk"),
    path(f"{DESK}members/add/", facts.add_member, name="network_member_add"),
    path(f"{DESK}members/<int:pk>/end/", facts.end_member, name="network_member_end"),
    path(f"{DESK}focal-points/<slug:city_slug>/add/", facts.add_focal_point, name="network_focal_point_add"),
    path(f"{DESK}facts/<slug:kind>/<int:pk>/end/", facts.end_fact, name="network_fact_end"),
    path(f"{DESK}indicators/", facts.indicators_desk, name="network_indicators_desk"),
    path(f"{DESK}indicators/add/", facts.choose_indicator, name="network_indicator_add"),
    path(f"{DESK}work-plan/", work.work_desk, name="network_work_desk"),
    path(f"{DESK}work-plan/add/", work.add_work, name="network_work_add"),
    path(f"{DESK}work-plan/<int:pk>/", work.change_work, name="network_work_change"),
    path(f"{DESK}work-plan/<int:pk>/note/", work.add_note, name="network_note_add"),
    path(f"{DESK}groups/", groups.groups_desk, name="network_groups_desk"),
    path(f"{DESK}add-group/", groups.add_group, name="network_group_add"),
    path(GROUP, groups.group_desk, name="network_group_desk"),
    path(f"{GROUP}change/", groups.change_group, name="network_group_change"),
    path(f"{GROUP}cities/add/", groups.add_city, name="network_group_city_add"),
    path(f"{GROUP}actions/add/", work.add_work, name="network_group_action_add"),
    path(f"{GROUP}indicators/add/", facts.choose_indicator, name="network_group_indicator_add"),
]
