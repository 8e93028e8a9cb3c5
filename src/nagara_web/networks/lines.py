"""Items of a work plan with the promise that each serves, for pages and data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nagara_web.declarations.queries.asked import CommitmentPart, commitment_parts
from nagara_web.networks.models import WorkItem, WorkNote
from nagara_web.networks.words import STATE_TAGS

__all__ = ["WorkLine", "work_lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLine:
    """One item as a page says it."""

    item: WorkItem
    notes: tuple[WorkNote, ...]
    promise: CommitmentPart | None
    """What it serves; ``None`` where it serves nothing, or nothing that is published."""
    is_overdue: bool

    @property
    def promise_address(self) -> str:
        """Where the promise stands; empty without one."""
        if self.promise is None:
            return ""
        clause, _dot, key = self.promise.label.rpartition(".")
        return f"/declarations/{self.promise.document}/{clause}/#part-{key}"

    @property
    def tag(self) -> str:
        """The look of its state."""
        return STATE_TAGS[self.item.state]

    @property
    def owner(self) -> str:
        """Slug of the city that does it; ``secretariat`` where the secretariat does."""
        return self.item.owner.slug if self.item.owner else "secretariat"


def work_lines(items: Iterable[WorkItem], today: date) -> list[WorkLine]:
    """Say items as they come; their notes must have been fetched with them.

    Parameters
    ----------
    items
        As :func:`~nagara_web.networks.queries.work_items` gives them.
    today
        The day for which lateness is told.
    """
    found = list(items)
    promises = {each.code: each for each in commitment_parts()} if any(each.serves for each in found) else {}
    return [
        WorkLine(
            item=each,
            notes=tuple(each.progress),  # type: ignore[attr-defined]  # fetched by the query
            promise=promises.get(each.serves),
            is_overdue=each.state in {"planned", "under-way"} and each.until is not None and each.until < today,
        )
        for each in found
    ]
