"""Focal points, indicators, groups and the work plan of a network, and their history."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from nagara_web.networks.models import (
    Change,
    ChosenIndicator,
    FocalPoint,
    Founding,
    Group,
    GroupCity,
    Spanned,
    WorkItem,
    WorkNote,
)
from nagara_web.networks.words import FIELDS, KINDS
from nagara_web.places.queries import members_on

__all__ = [
    "OfficeLine",
    "Step",
    "WorkCounts",
    "change",
    "chosen_indicators",
    "cities_of_group",
    "fact",
    "focal_points",
    "founding_of",
    "group",
    "groups",
    "history",
    "indicator_set",
    "offices",
    "work_counts",
    "work_item",
    "work_items",
]

T = TypeVar("T")
MOST_STEPS: Final = 200
ENDABLE: Final[dict[str, type[Spanned]]] = {each.KIND: each for each in (FocalPoint, ChosenIndicator, GroupCity, Group)}
"""What is ended on a day; an item of the work plan is done or dropped instead."""


def _held(day: date) -> Q:
    return (Q(since__isnull=True) | Q(since__lte=day)) & (Q(until__isnull=True) | Q(until__gte=day))


def _of_group(group_id: int | None) -> Q:
    return Q(group__isnull=True) if group_id is None else Q(group_id=group_id)


def _one(found: T | None) -> T:
    if found is None:
        raise Http404
    return found


def founding_of(network_id: int) -> Founding | None:
    """Who founded a network on this site, and when."""
    return Founding.objects.filter(network_id=network_id).select_related("by_network").first()


# ---------------------------------------------------------------------------- focal points


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeLine:
    """A focal point as everybody reads it: the office and the city, never the person."""

    city: str
    city_name: str
    office: str
    since: date | None


def focal_points(network_id: int) -> QuerySet[FocalPoint]:
    """All focal points with their accounts, also past ones; for those who keep the network only."""
    found = FocalPoint.objects.filter(network_id=network_id, is_withdrawn=False)
    return found.select_related("city", "person").order_by("city__name", "-until", "since", "pk")


def offices(network_id: int, day: date | None = None) -> list[OfficeLine]:
    """Focal points of the cities that are members on a day, as everybody reads them."""
    today = day or timezone.localdate()
    found = FocalPoint.objects.filter(_held(today), network_id=network_id, is_withdrawn=False)
    columns = found.filter(city_id__in=members_on(network_id, today).values("pk")).order_by(
        "city__name", "office", "pk"
    )
    return [
        OfficeLine(city=slug, city_name=name, office=office, since=since)
        for slug, name, office, since in columns.values_list("city__slug", "city__name", "office", "since")
    ]


# ---------------------------------------------------------------------------- indicators


def chosen_indicators(network_id: int, group_id: int | None = None) -> QuerySet[ChosenIndicator]:
    """All choices of a network, or of one of its groups, also past ones."""
    found = ChosenIndicator.objects.filter(_of_group(group_id), network_id=network_id, is_withdrawn=False)
    return found.select_related("indicator")


def indicator_set(network_id: int, day: date | None = None, group_id: int | None = None) -> list[ChosenIndicator]:
    """Choices that hold on a day, today if none is given."""
    return list(chosen_indicators(network_id, group_id).filter(_held(day or timezone.localdate())))


# ---------------------------------------------------------------------------- groups


def groups(network_id: int) -> QuerySet[Group]:
    """Thematic groups and groups of cities, with the cities that belong to them today."""
    today = timezone.localdate()
    now = GroupCity.objects.filter(_held(today), is_withdrawn=False).select_related("city")
    found = Group.objects.filter(network_id=network_id, is_withdrawn=False)
    return found.prefetch_related(Prefetch("cities", now, to_attr="cities_now")).order_by("-kind", "name")


def group(network_id: int, slug: str) -> Group:
    """One group; 404 if there is none."""
    return _one(groups(network_id).filter(slug=slug).first())


def cities_of_group(group_id: int) -> QuerySet[GroupCity]:
    """Cities of a group with their days, also those that left; the lead first."""
    found = GroupCity.objects.filter(group_id=group_id, is_withdrawn=False)
    return found.select_related("city__country", "group").order_by("-is_lead", "city__name", "since")


# ---------------------------------------------------------------------------- work plan


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCounts:
    """How far a work plan is on a day."""

    planned: int
    under_way: int
    done: int
    overdue: int
    """Planned or under way, and past their last day."""

    @property
    def every(self) -> int:
        """All items that were not dropped."""
        return self.planned + self.under_way + self.done


def work_items(network_id: int, group_id: int | None = None) -> QuerySet[WorkItem]:
    """Items of a work plan with their notes, the next one first; of one group, or those of no group."""
    notes = WorkNote.objects.filter(is_withdrawn=False)
    found = WorkItem.objects.filter(_of_group(group_id), network_id=network_id, is_withdrawn=False)
    return (
        found.select_related("owner", "group")
        .prefetch_related(Prefetch("notes", notes, to_attr="progress"))
        .order_by("until", "since", "pk")
    )


def work_item(network_id: int, pk: int) -> WorkItem:
    """One item, of the network or of one of its groups; 404 if there is none."""
    found = WorkItem.objects.filter(network_id=network_id, pk=pk, is_withdrawn=False)
    return _one(found.select_related("owner", "group").first())


def work_counts(items: Collection[WorkItem], day: date | None = None) -> WorkCounts:
    """Count items by state, and those that are past their last day."""
    today, state = day or timezone.localdate(), WorkItem.State
    open_ones = [each for each in items if each.state in (state.PLANNED, state.UNDER_WAY)]
    return WorkCounts(
        planned=sum(each.state == state.PLANNED for each in items),
        under_way=sum(each.state == state.UNDER_WAY for each in items),
        done=sum(each.state == state.DONE for each in items),
        overdue=sum(each.until is not None and each.until < today for each in open_ones),
    )


# ---------------------------------------------------------------------------- what is ended, and the history


def fact(network_id: int, kind: str, pk: int) -> Spanned:
    """One thing that can be ended; 404 otherwise."""
    model = _one(ENDABLE.get(kind))
    return _one(model._default_manager.filter(network_id=network_id, pk=pk, is_withdrawn=False).first())


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the history with what it changed, and whether it can be undone."""

    change: Change
    kind: str
    lines: tuple[tuple[str, str, str], ...]
    """Name of a column, what it said, what it says."""
    can_undo: bool


def history(network_id: int) -> list[Step]:
    """The last steps of a network's history, the newest first."""
    found = list(Change.objects.filter(network_id=network_id).select_related("by").order_by("-pk")[:MOST_STEPS])
    seen: set[tuple[str, int]] = set()
    steps = []
    for each in found:
        key = (each.kind, each.row)
        closed = each.kind == "charter" and each.after.get("state") == "published"
        steps.append(
            Step(
                change=each,
                kind=str(KINDS.get(each.kind, each.kind)),
                lines=tuple(_lines(each)),
                can_undo=key not in seen and not closed,
            )
        )
        seen.add(key)
    return steps


def change(network_id: int, pk: int) -> Change:
    """One step of the history; 404 if there is none."""
    return _one(Change.objects.filter(network_id=network_id, pk=pk).first())


def _lines(change: Change) -> list[tuple[str, str, str]]:
    if not change.before or change.before.get("is_withdrawn") != change.after.get("is_withdrawn"):
        return []
    return [
        (str(FIELDS[name]), _said(change.before.get(name)), _said(value))
        for name, value in change.after.items()
        if name in FIELDS and change.before.get(name) != value
    ]


def _said(value: Any) -> str:  # noqa: ANN401  (whatever JSON holds)
    return "" if value is None else str(value)
