"""From a promise to the papers that speak of it, and from a meeting to the promises of its papers."""

from __future__ import annotations

import json
from dataclasses import dataclass

from nagara.meetings.record import tracked_from
from nagara.meetings.tracked import TrackedDataError
from nagara_web.meetings.models import Meeting, PaperVersion
from nagara_web.meetings.queries.meetings import announced_meetings

__all__ = ["PromiseInPapers", "meetings_about", "promises_in_papers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseInPapers:
    """A promise that the papers of a meeting speak of, and where it stands in its text."""

    code: str
    label: str
    says: str

    @property
    def address(self) -> str:
        """Of its clause, at the part."""
        document, clause, *part = self.code.split(".")
        return f"/declarations/{document}/{clause}/{f'#part-{part[0]}' if part else ''}"


def meetings_about(*, promise: str = "", indicator: str = "") -> list[Meeting]:
    """Announced meetings, newest first, whose distributed papers speak of a promise or of an indicator's promises.

    Parameters
    ----------
    promise
        Permanent code of a part, as in ``amf-2024-declaration.2.g``.
    indicator
        Code of an indicator, by which promises are measured.
    """
    if not (promise or indicator):
        return []
    name, value = ("id", promise) if promise else ("indicator", indicator)
    written = f"{json.dumps(name)}:{json.dumps(value)}"
    found = PaperVersion.objects.filter(distributed_on__isnull=False, record__contains=written)
    ids = set(found.values_list("paper__meeting", flat=True))
    return list(announced_meetings().filter(pk__in=ids).order_by("-starts_on"))


def promises_in_papers(meeting: Meeting) -> list[PromiseInPapers]:
    """Promises of which the distributed papers of a meeting speak, as the newest of them has them."""
    versions = PaperVersion.objects.filter(paper__meeting=meeting, distributed_on__isnull=False).exclude(record="")
    newest = versions.order_by("-made_at", "-pk").first()
    if newest is None:
        return []
    try:
        tracked = tracked_from(newest.record)
    except TrackedDataError:
        return []
    return [PromiseInPapers(code=each.id, label=each.label, says=each.says) for each in tracked.promises]
