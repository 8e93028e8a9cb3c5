"""The work plan's room: items, their state, and what happened to them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara_web.accounts.requests import SignedInRequest, signed_in
from nagara_web.networks import actions, queries
from nagara_web.networks.forms import NoteForm, WorkForm
from nagara_web.networks.lines import work_lines
from nagara_web.networks.queries import Group
from nagara_web.networks.views.asking import Crumbs, ask, by, crumbs_of, mine, room
from nagara_web.networks.views.facts import crumbs_of_group
from nagara_web.places import queries as places
from nagara_web.places.queries import Network

__all__ = ["add_note", "add_work", "change_work", "work_desk"]


@require_safe
@signed_in
def work_desk(request: SignedInRequest, slug: str) -> HttpResponse:
    """The work plan of the network."""
    network, today = mine(request, slug), timezone.localdate()
    items = list(queries.work_items(network.pk))
    context = {"lines": work_lines(items, today), "counts": queries.work_counts(items, today)}
    return room(request, network, "work_desk", _("Work plan"), context)


def _crumbs(network: Network, group: Group | None) -> Crumbs:
    if group is not None:
        return crumbs_of_group(network, group)
    return [*crumbs_of(network), (_("Work plan"), reverse("network_work_desk", args=[network.slug]))]


def _form(request: SignedInRequest, network: Network, group: Group | None, **more: Any) -> WorkForm:  # noqa: ANN401
    cities = [each.city for each in group.cities_now] if group else places.members_on(network.pk)  # type: ignore[attr-defined]  # fetched with it
    return WorkForm(request.POST or None, cities=[(str(each.pk), each.name) for each in cities], **more)


@signed_in
def add_work(request: SignedInRequest, slug: str, group_slug: str = "") -> HttpResponse:
    """Add an item to the work plan, or a joint action of a group."""
    network = mine(request, slug)
    group = queries.group(network.pk, group_slug) if group_slug else None
    form, crumbs = _form(request, network, group), _crumbs(network, group)
    return ask(
        request,
        form,
        lambda: actions.add_work(
            network.pk, days=form.days(), by=by(request), group_id=group.pk if group else None, **form.item()
        ),
        title=_("Add a joint action") if group else _("Add to the work plan"),
        button=_("Add this action") if group else _("Add this item"),
        done=_("It is in the plan."),
        back=crumbs[-1][1],
        crumbs=crumbs,
        network=network,
    )


@signed_in
def change_work(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Change an item: its state, its days, who does it."""
    network = mine(request, slug)
    item = queries.work_item(network.pk, pk)
    group = queries.group(network.pk, item.group.slug) if item.group else None
    names = ("title", "what", "state", "serves", *WorkForm.days_last)
    initial = {**{name: getattr(item, name) for name in names}, "owner": str(item.owner_id or "")}
    form, crumbs = _form(request, network, group, initial=initial), _crumbs(network, group)
    if item.owner is not None:  # who left meanwhile stays a choice
        form.keep_owner(item.owner_id, item.owner.name)
    return ask(
        request,
        form,
        lambda: actions.change_work(item.pk, days=form.days(), by=by(request), **form.item()),
        title=_("Change: %(title)s") % {"title": item.title},
        button=_("Save the changes"),
        done=_("The changes are saved."),
        back=crumbs[-1][1],
        crumbs=crumbs,
        network=network,
    )


@signed_in
def add_note(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Write down what happened to an item."""
    network = mine(request, slug)
    item = queries.work_item(network.pk, pk)
    form = NoteForm(request.POST or None, initial={"on": timezone.localdate()})
    crumbs = _crumbs(network, queries.group(network.pk, item.group.slug) if item.group else None)
    return ask(
        request,
        form,
        lambda: actions.add_note(item, **form.cleaned_data, by=by(request)),
        title=_("Progress: %(title)s") % {"title": item.title},
        button=_("Save the note"),
        done=_("The note is saved. Everybody reads it in the work plan."),
        back=crumbs[-1][1],
        crumbs=crumbs,
        network=network,
    )
