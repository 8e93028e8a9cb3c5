"""Add, change and end focal points, groups, indicators and items of the work plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from nagara_web.networks.actions.changes import By, keep
from nagara_web.networks.models import (
    ChosenIndicator,
    FocalPoint,
    Group,
    GroupCity,
    Spanned,
    WorkItem,
    WorkNote,
)
from nagara_web.networks.refusals import NetworkRefusedError

__all__ = [
    "Days",
    "WorkFields",
    "add_focal_point",
    "add_group",
    "add_note",
    "add_to_group",
    "add_work",
    "change_group",
    "change_work",
    "choose_indicator",
    "end_fact",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """From when, until when, who says so.

    Parameters
    ----------
    since, until
        First and last day; ``None`` where unknown, or while it holds.
    source, source_url
        Who says so, and where.
    """

    since: date | None = None
    until: date | None = None
    source: str = ""
    source_url: str = ""

    def put_into(self, row: Spanned) -> None:
        """Write them into a fact."""
        row.since, row.until = self.since, self.until
        row.source, row.source_url = self.source.strip(), self.source_url


class WorkFields(TypedDict):
    """What an item of the work plan says."""

    title: str
    what: str
    owner_id: int | None
    state: str
    serves: str


def add_focal_point(
    network_id: int, city_id: int, *, office: str, days: Days, by: By, person_id: int | None = None
) -> FocalPoint:
    """Name who speaks for a member city: an office, and an account if there is one. Only the office is public."""
    row = FocalPoint(network_id=network_id, city_id=city_id, office=office.strip(), person_id=person_id)
    days.put_into(row)
    return keep(row, by)


def add_group(
    network_id: int,
    *,
    slug: str,
    name: str,
    kind: str,
    days: Days,
    by: By,
    theme: str = "",
    mandate: str = "",
) -> Group:
    """Add a thematic group (``theme``), or a corridor or group of cities (``cities``)."""
    row = Group(network_id=network_id, slug=slug, kind=kind)
    row.name, row.theme, row.mandate = name.strip(), theme.strip(), mandate.strip()
    days.put_into(row)
    return keep(row, by)


@transaction.atomic
def change_group(group_id: int, *, name: str, theme: str, mandate: str, days: Days, by: By) -> Group:
    """Change what a group says; its address and its kind stay."""
    row = Group.objects.select_for_update().get(pk=group_id)
    row.name, row.theme, row.mandate = name.strip(), theme.strip(), mandate.strip()
    days.put_into(row)
    return keep(row, by)


def add_to_group(group: Group, city_id: int, *, days: Days, by: By, is_lead: bool = False) -> GroupCity:
    """Let a city join a group, or lead it, from a day on."""
    row = GroupCity(network_id=group.network_id, group=group, city_id=city_id, is_lead=is_lead)
    days.put_into(row)
    return keep(row, by)


def choose_indicator(
    network_id: int, code: str, *, reason: str, days: Days, by: By, group_id: int | None = None
) -> ChosenIndicator:
    """Take an indicator into the set of the network, or among those that a group shares, and say why."""
    row = ChosenIndicator(network_id=network_id, indicator_id=code, reason=reason.strip(), group_id=group_id)
    days.put_into(row)
    return keep(row, by)


def add_work(
    network_id: int, *, days: Days, by: By, group_id: int | None = None, **fields: Unpack[WorkFields]
) -> WorkItem:
    """Add an item to the work plan, or a joint action of a group."""
    row = WorkItem(network_id=network_id, group_id=group_id, **fields)
    days.put_into(row)
    return keep(row, by)


@transaction.atomic
def change_work(item_id: int, *, days: Days, by: By, **fields: Unpack[WorkFields]) -> WorkItem:
    """Change an item: its state, its days, who does it."""
    row = WorkItem.objects.select_for_update().get(pk=item_id)
    for name, value in fields.items():
        setattr(row, name, value)
    days.put_into(row)
    return keep(row, by)


def add_note(item: WorkItem, *, on: date, words: str, by: By) -> WorkNote:
    """Write down what happened to an item on a day."""
    return keep(WorkNote(network_id=item.network_id, item=item, on=on, words=words.strip()), by)


@transaction.atomic
def end_fact(row: Spanned, *, until: date, by: By, source: str = "") -> Spanned:
    """Say on which day something ended; what was before stays.

    Raises
    ------
    NetworkRefusedError
        If it has ended before, or ends before it begins.
    """
    found = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if found.until is not None and found.until <= until:
        raise NetworkRefusedError(_("This has ended already."), "until")
    found.until = until
    if source.strip():
        found.source = f"{found.source}; {source.strip()}".strip("; ")[:300]
    return keep(found, by)
