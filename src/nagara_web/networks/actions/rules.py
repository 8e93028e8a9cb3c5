"""What cannot stand together: days the wrong way round, the same thing twice at one time, two leads of a group."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from nagara_web.declarations.queries import part
from nagara_web.networks.actions.changes import checks
from nagara_web.networks.models import (
    Charter,
    ChosenIndicator,
    Fate,
    FocalPoint,
    Group,
    GroupCity,
    Spanned,
    WorkItem,
    WorkNote,
)
from nagara_web.networks.refusals import NetworkRefusedError
from nagara_web.places.queries import member_ids_on

__all__: list[str] = []

YEARS: Final = (2000, 2200)


def _days(row: Spanned) -> None:
    if row.since and row.until and row.until < row.since:
        raise NetworkRefusedError(_("The last day is before the first day. Change one of them."), "until")


def _at_one_time(row: Spanned, other: Spanned) -> bool:
    begins = max(row.since or date.min, other.since or date.min)
    return begins <= min(row.until or date.max, other.until or date.max)


def _twice(row: Spanned, **same: object) -> bool:
    """Whether another thing that says the same holds on one of its days."""
    others = type(row)._default_manager.filter(network_id=row.network_id, is_withdrawn=False, **same)
    return any(_at_one_time(row, each) for each in others.exclude(pk=row.pk))


def _is_member(row: Spanned, city_id: int) -> bool:
    """Whether a city is a member on the first day of a fact; on its last day, or today, where the first is unknown."""
    return city_id in member_ids_on(row.network_id, row.since or row.until)


@checks("charter")
def _charter(row: Charter) -> None:
    if not row.source.strip():
        raise NetworkRefusedError(_("Say where this is known from."), "source")
    if set(row.not_zero_waste) - set(Fate.values):
        raise NetworkRefusedError(_("Choose among the fates of the list."), "not_zero_waste")
    if row.target_frac is not None and not 0 <= row.target_frac <= 1:
        raise NetworkRefusedError(_("The target is a share: enter it from 0 to 100 %."), "target")
    if row.target_year is not None and row.target_frac is None:
        raise NetworkRefusedError(_("Enter the target that is to be met in this year."), "target")
    if row.target_frac is not None and not row.not_zero_waste:
        raise NetworkRefusedError(
            _("Say first what does not count as zero waste; a target means nothing without it."), "not_zero_waste"
        )
    before = Charter.objects.filter(network_id=row.network_id, number__lt=row.number, is_withdrawn=False)
    latest = before.filter(state=Charter.State.PUBLISHED).order_by("-agreed_on").first()
    if latest is not None and row.agreed_on < latest.agreed_on:
        raise NetworkRefusedError(
            _("The version before was agreed on %(day)s. A new version cannot be older.")
            % {"day": latest.agreed_on.isoformat()},
            "agreed_on",
        )


@checks("focal-point")
def _focal_point(row: FocalPoint) -> None:
    _days(row)
    if not _is_member(row, row.city_id):
        raise NetworkRefusedError(_("The city is not a member of the network on the first day."), "since")
    if _twice(row, city_id=row.city_id, office__iexact=row.office):
        raise NetworkRefusedError(
            _("This office is a focal point in these days already. End that first, then add the new one."), "since"
        )


@checks("group")
def _group(row: Group) -> None:
    _days(row)
    others = Group.objects.filter(network_id=row.network_id, slug=row.slug).exclude(pk=row.pk)
    if others.exists():
        raise NetworkRefusedError(_("Another group of this network has this address."), "slug")


@checks("group-city")
def _group_city(row: GroupCity) -> None:
    _days(row)
    if row.group.kind == Group.Kind.THEME and not _is_member(row, row.city_id):
        raise NetworkRefusedError(_("The city is not a member of the network on the first day."), "since")
    if _twice(row, group_id=row.group_id, city_id=row.city_id):
        raise NetworkRefusedError(_("The city belongs to this group in these days already. End that first."), "since")
    if row.is_lead and _twice(row, group_id=row.group_id, is_lead=True):
        raise NetworkRefusedError(_("Another city leads this group in these days. End that first."), "is_lead")


@checks("indicator")
def _indicator(row: ChosenIndicator) -> None:
    _days(row)
    if not row.reason.strip():
        raise NetworkRefusedError(_("Say why the network has chosen it."), "reason")
    own = row.indicator.network_id
    if own is not None and own != row.network_id:
        raise NetworkRefusedError(_("This is an own indicator of another network."), "indicator")
    if _twice(row, group_id=row.group_id, indicator_id=row.indicator_id):
        raise NetworkRefusedError(_("This indicator is chosen in these days already."), "indicator")


@checks("work-item")
def _work_item(row: WorkItem) -> None:
    _days(row)
    if row.serves and part(row.serves) is None:
        raise NetworkRefusedError(
            _("The register has no part %(code)s of a commitment.") % {"code": row.serves}, "serves"
        )


@checks("work-note")
def _work_note(row: WorkNote) -> None:
    if row.item.network_id != row.network_id:
        raise NetworkRefusedError(_("This item belongs to another network."))
