"""Rooms of the lists: members and focal points, the indicator set, and the end of what is in them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara_web.accounts.queries import holders
from nagara_web.accounts.requests import SignedInRequest, signed_in
from nagara_web.accounts.standing import Role
from nagara_web.figures.commitments import COMMITMENT
from nagara_web.figures.queries import indicators
from nagara_web.figures.words import indicator_words
from nagara_web.networks import actions, queries
from nagara_web.networks.forms import EndFactForm, FocalPointForm, IndicatorForm, MemberForm
from nagara_web.networks.queries import Group
from nagara_web.networks.views.asking import Crumbs, ask, by, crumbs_of, mine, room
from nagara_web.networks.words import KINDS
from nagara_web.places import queries as places
from nagara_web.places.forms import EndForm
from nagara_web.places.queries import Network

__all__ = [
    "add_focal_point",
    "add_member",
    "choose_indicator",
    "crumbs_of_group",
    "end_fact",
    "end_member",
    "indicators_desk",
    "members_desk",
]


@require_safe
@signed_in
def members_desk(request: SignedInRequest, slug: str) -> HttpResponse:
    """Members with their days, and who speaks for each."""
    network = mine(request, slug)
    points = list(queries.focal_points(network.pk))
    now = set(places.member_ids_on(network.pk))
    context = {
        "rows": [
            (each, each.city_id in now, [point for point in points if point.city_id == each.city_id])
            for each in places.memberships_in(network.pk)
        ]
    }
    return room(request, network, "members_desk", _("Members and focal points"), context)


def _to_members(network: Network) -> tuple[str, Crumbs]:
    back = reverse("network_members_desk", args=[network.slug])
    return back, [*crumbs_of(network), (_("Members and focal points"), back)]


@signed_in
def add_member(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let a city join."""
    network = mine(request, slug)
    now = set(places.member_ids_on(network.pk))
    others = [(str(each.pk), each.name) for each in places.cities() if each.pk not in now]
    form = MemberForm(request.POST or None, cities=others)
    back, crumbs = _to_members(network)
    return ask(
        request,
        form,
        lambda: actions.add_member(
            network.pk, int(form.cleaned_data["city"]), kind=form.cleaned_data["kind"], fact=form.fact(), by=by(request)
        ),
        title=_("Let a city join"),
        button=_("Add this member"),
        done=_("The city is in the list of members."),
        back=back,
        crumbs=crumbs,
        network=network,
    )


@signed_in
def end_member(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Say that a membership ended."""
    network = mine(request, slug)
    held = places.membership(pk)
    if held.network_id != network.pk:
        raise Http404
    form = EndForm(request.POST or None)
    back, crumbs = _to_members(network)
    return ask(
        request,
        form,
        lambda: actions.end_member(held.pk, **form.cleaned_data, by=by(request)),
        title=_("End the membership of %(city)s") % {"city": held.city.name},
        button=_("End the membership"),
        done=_("The membership has its last day."),
        back=back,
        crumbs=crumbs,
        network=network,
    )


@signed_in
def add_focal_point(request: SignedInRequest, slug: str, city_slug: str) -> HttpResponse:
    """Name who speaks for a member city."""
    network = mine(request, slug)
    city = places.city(city_slug)
    if city.pk not in places.member_ids_on(network.pk):
        raise Http404
    people = holders(Role.CITY_OFFICER, Role.HEAD_OF_CITY, Role.COORDINATOR, city_id=city.pk)
    form = FocalPointForm(request.POST or None, people=[(str(each.pk), each.name) for each in people])
    back, crumbs = _to_members(network)

    def act() -> object:
        given = form.cleaned_data
        return actions.add_focal_point(
            network.pk,
            city.pk,
            office=given["office"],
            person_id=int(given["person"]) if given["person"] else None,
            days=form.days(),
            by=by(request),
        )

    return ask(
        request,
        form,
        act,
        title=_("Focal point of %(city)s") % {"city": city.name},
        button=_("Name this focal point"),
        done=_("The focal point is named."),
        back=back,
        crumbs=crumbs,
        network=network,
        lead=_("The public page says the office and the city, and nothing of the person."),
    )


@require_safe
@signed_in
def indicators_desk(request: SignedInRequest, slug: str) -> HttpResponse:
    """The indicators that the network has chosen."""
    network = mine(request, slug)
    rows = [(each, indicator_words(each.indicator.name)) for each in queries.chosen_indicators(network.pk)]
    return room(request, network, "indicators_desk", _("Indicator set"), {"rows": rows})


@signed_in
def choose_indicator(request: SignedInRequest, slug: str, group_slug: str = "") -> HttpResponse:
    """Choose an indicator for the network, or for one of its groups to share."""
    network = mine(request, slug)
    group = queries.group(network.pk, group_slug) if group_slug else None
    known = [
        (each.code, indicator_words(each.name))
        for each in indicators()
        if each.answer_type != COMMITMENT and each.network_id in (None, network.pk)
    ]
    form = IndicatorForm(request.POST or None, indicators=known)
    room_of = crumbs_of_group(network, group) if group else _to_indicators(network)
    return ask(
        request,
        form,
        lambda: actions.choose_indicator(
            network.pk,
            form.cleaned_data["indicator"],
            reason=form.cleaned_data["reason"],
            days=form.days(),
            by=by(request),
            group_id=group.pk if group else None,
        ),
        title=_("Choose an indicator"),
        button=_("Choose this indicator"),
        done=_("The indicator is chosen."),
        back=room_of[-1][1],
        crumbs=room_of,
        network=network,
        lead=_("Choose few, and say why. An indicator that nobody needs costs every city a day each year."),
    )


def _to_indicators(network: Network) -> Crumbs:
    return [*crumbs_of(network), (_("Indicator set"), reverse("network_indicators_desk", args=[network.slug]))]


def crumbs_of_group(network: Network, group: Group) -> Crumbs:
    """The way to the room of one group."""
    return [
        *crumbs_of(network),
        (_("Groups"), reverse("network_groups_desk", args=[network.slug])),
        (group.name, reverse("network_group_desk", args=[network.slug, group.slug])),
    ]


@signed_in
def end_fact(request: SignedInRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    """Say that something ended."""
    network = mine(request, slug)
    held = queries.fact(network.pk, kind, pk)
    form = EndFactForm(request.POST or None)
    group = getattr(held, "group", None)
    if group is not None:
        crumbs = crumbs_of_group(network, group)
    elif kind == "indicator":
        crumbs = _to_indicators(network)
    elif kind == "group":
        crumbs = [*crumbs_of(network), (_("Groups"), reverse("network_groups_desk", args=[network.slug]))]
    else:
        crumbs = _to_members(network)[1]
    return ask(
        request,
        form,
        lambda: actions.end_fact(held, **form.cleaned_data, by=by(request)),
        title=_("%(kind)s: %(name)s ends") % {"kind": KINDS[kind], "name": held},
        button=_("Save the last day"),
        done=_("The last day is saved. What was before stays."),
        back=crumbs[-1][1],
        crumbs=crumbs,
        network=network,
    )
