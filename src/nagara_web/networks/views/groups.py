"""Rooms of thematic groups and groups of cities."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara_web.accounts.requests import SignedInRequest, signed_in
from nagara_web.figures.words import indicator_words
from nagara_web.networks import actions, queries
from nagara_web.networks.forms import GroupCityForm, GroupForm, NewGroupForm
from nagara_web.networks.lines import work_lines
from nagara_web.networks.queries import Group
from nagara_web.networks.views.asking import ask, by, crumbs_of, mine, room
from nagara_web.networks.views.facts import crumbs_of_group
from nagara_web.places import queries as places

__all__ = ["add_city", "add_group", "change_group", "group_desk", "groups_desk"]


@require_safe
@signed_in
def groups_desk(request: SignedInRequest, slug: str) -> HttpResponse:
    """Thematic groups and groups of cities."""
    network = mine(request, slug)
    return room(request, network, "groups_desk", _("Groups"), {"groups": queries.groups(network.pk)})


@signed_in
def add_group(request: SignedInRequest, slug: str) -> HttpResponse:
    """Add a thematic group, or a corridor or group of cities."""
    network = mine(request, slug)
    form = NewGroupForm(request.POST or None)
    back = reverse("network_groups_desk", args=[slug])

    def act() -> object:
        given = form.cleaned_data
        said = {name: given[name] for name in ("slug", "name", "kind", "theme", "mandate")}
        return actions.add_group(network.pk, **said, days=form.days(), by=by(request))

    return ask(
        request,
        form,
        act,
        title=_("Add a group"),
        button=_("Add this group"),
        done=_("The group is added. Now add its cities."),
        back=back,
        crumbs=[*crumbs_of(network), (_("Groups"), back)],
        network=network,
        lead=_("A thematic group has a lead among the members. A corridor may hold cities that are no members."),
    )


@require_safe
@signed_in
def group_desk(request: SignedInRequest, slug: str, group_slug: str) -> HttpResponse:
    """One group: its cities, what they do together, which indicators they share."""
    network = mine(request, slug)
    group = queries.group(network.pk, group_slug)
    context = {
        "group": group,
        "cities": queries.cities_of_group(group.pk),
        "lines": work_lines(queries.work_items(network.pk, group.pk), timezone.localdate()),
        "indicators": [
            (each, indicator_words(each.indicator.name)) for each in queries.chosen_indicators(network.pk, group.pk)
        ],
        "crumbs": crumbs_of_group(network, group),
    }
    return room(request, network, "group_desk", group.name, context)


@signed_in
def change_group(request: SignedInRequest, slug: str, group_slug: str) -> HttpResponse:
    """Change what a group says of itself."""
    network = mine(request, slug)
    group = queries.group(network.pk, group_slug)
    names = ("name", "theme", "mandate")
    initial = {name: getattr(group, name) for name in (*names, *GroupForm.days_last)}
    form = GroupForm(request.POST or None, initial=initial)
    crumbs = crumbs_of_group(network, group)
    return ask(
        request,
        form,
        lambda: actions.change_group(
            group.pk, **{name: form.cleaned_data[name] for name in names}, days=form.days(), by=by(request)
        ),
        title=_("Change the group"),
        button=_("Save the changes"),
        done=_("The changes are saved."),
        back=crumbs[-1][1],
        crumbs=crumbs,
        network=network,
    )


@signed_in
def add_city(request: SignedInRequest, slug: str, group_slug: str) -> HttpResponse:
    """Let a city join a group."""
    network = mine(request, slug)
    group = queries.group(network.pk, group_slug)
    choices = places.members_on(network.pk) if group.kind == Group.Kind.THEME else places.cities()
    form = GroupCityForm(request.POST or None, cities=[(str(each.pk), each.name) for each in choices])
    crumbs = crumbs_of_group(network, group)
    return ask(
        request,
        form,
        lambda: actions.add_to_group(
            group,
            int(form.cleaned_data["city"]),
            is_lead=form.cleaned_data["is_lead"],
            days=form.days(),
            by=by(request),
        ),
        title=_("Add a city to %(group)s") % {"group": group.name},
        button=_("Add this city"),
        done=_("The city belongs to the group."),
        back=crumbs[-1][1],
        crumbs=crumbs,
        network=network,
    )
