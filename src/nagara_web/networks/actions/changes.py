"""Keep a thing, remember what it said before, and undo that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara_web.audit.actions import record
from nagara_web.networks.models import (
    Change,
    Charter,
    ChosenIndicator,
    FocalPoint,
    Group,
    GroupCity,
    Kept,
    WorkItem,
    WorkNote,
)
from nagara_web.networks.refusals import NetworkRefusedError

__all__ = ["SITE", "By", "checks", "is_newest", "keep", "log", "undo"]

K = TypeVar("K", bound=Kept)
MODELS: Final[dict[str, type[Kept]]] = {
    each.KIND: each for each in (Charter, ChosenIndicator, FocalPoint, Group, GroupCity, WorkItem, WorkNote)
}
CHECKS: Final[dict[str, Callable[[Any], None]]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who acts, and in which role."""

    person_id: int | None
    role: str = ""


SITE: Final = By(person_id=None)
"""The site itself."""


def checks(kind: str) -> Callable[[Callable[[K], None]], Callable[[K], None]]:
    """Name the function that refuses what cannot stand of a kind; it is asked before every change and undoing."""

    def name(check: Callable[[K], None]) -> Callable[[K], None]:
        CHECKS[kind] = check
        return check

    return name


@transaction.atomic
def keep(row: K, by: By) -> K:
    """Write a new thing, or the new state of one; nothing happens where it says the same as before.

    Raises
    ------
    NetworkRefusedError
        If it cannot stand.
    """
    model = type(row)
    before = model._default_manager.select_for_update().get(pk=row.pk).fields() if row.pk else {}
    if row.fields() == before:
        return row
    if not row.is_withdrawn:
        CHECKS[row.KIND](row)
    row.clean_fields(exclude=["person", "made_by", "published_by"])
    row.save()
    _remember(row, Change.Act.CHANGED if before else Change.Act.ADDED, before, by)
    return row


@transaction.atomic
def undo(change: Change, by: By) -> Kept:
    """Put a thing back to what it said before one step; what was added is taken out and stays in the history.

    Raises
    ------
    NetworkRefusedError
        If the thing has changed since, or cannot stand as it was.
    """
    model = MODELS[change.kind]
    row = model._default_manager.select_for_update().get(pk=change.row, network_id=change.network_id)
    if isinstance(row, Charter) and row.is_published:
        raise NetworkRefusedError(_("A published charter stays as it is. Write a new version."))
    if not is_newest(change) or row.fields() != change.after:
        raise NetworkRefusedError(_("This has changed since. Undo the later change first."))
    now = row.fields()
    if change.before:
        for field in model._meta.concrete_fields:
            if field.name in change.before:
                setattr(row, field.attname, field.to_python(change.before[field.name]))
    else:
        row.is_withdrawn = True
    if not row.is_withdrawn:
        CHECKS[row.KIND](row)
    row.save()
    _remember(row, Change.Act.UNDONE, now, by)
    return row


def is_newest(change: Change) -> bool:
    """Whether nothing has happened to the thing after this step."""
    later = Change.objects.filter(network_id=change.network_id, kind=change.kind, row=change.row, pk__gt=change.pk)
    return not later.exists()


def log(network_id: int, what: str, by: By, **data: object) -> None:
    """Enter an act into the log of the site, under its network."""
    record(
        f"network.{what}", actor_id=by.person_id, role=by.role, subject=f"network:{network_id}", data=data
    )  # no names of people: the log is read by more of them than the history is


def _remember(row: Kept, act: str, before: dict[str, Any], by: By) -> None:
    Change.objects.create(
        network_id=row.network_id,
        kind=row.KIND,
        row=row.pk,
        act=act,
        what=str(row)[:300],
        before=before,
        after=row.fields(),
        by_id=by.person_id,
        at=timezone.now(),
    )
    log(row.network_id, f"fact-{act}", by, kind=row.KIND, number=row.pk)
