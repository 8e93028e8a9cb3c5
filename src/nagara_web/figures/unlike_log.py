"""Compare published figures with what the log says of them: a row that was changed outside nagara shows itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from nagara_web.audit.chain import canonical
from nagara_web.audit.queries import events
from nagara_web.figures.models import FigureVersion

__all__ = ["LOGGED", "figures_unlike_log", "logged"]

LOGGED: Final = ("value", "low", "high", "notation_key", "answer", "method", "reason")
"""What the log keeps of each version."""
WRITTEN: Final = frozenset({"figure.published", "figure.corrected"})
BLOCK: Final = 500
"""Figures that are compared at once: what the log says of a large network does not fit into a small machine."""
Place = tuple[str, int]
"""Figure, as ``figure:12``, and number of the version."""


def logged(version: FigureVersion) -> dict[str, Any]:
    """What the log keeps of a version."""
    return {name: getattr(version, name) for name in LOGGED}


def figures_unlike_log() -> Iterator[str]:
    """Say of each published version that is not as the log has it where it stands, and what is wrong with it.

    An event from before the log kept an end of an interval says nothing of it, and nothing is compared.

    Yields
    ------
    str
        One sentence for a version that was altered, added or taken away without an event.
    """
    ids = set(FigureVersion.objects.order_by().values_list("figure_id", flat=True).distinct())
    written = events().filter(action__in=WRITTEN).order_by()
    ids |= {_number_of(subject) for subject in written.values_list("subject", flat=True).distinct()}
    ordered = sorted(ids)
    for first in range(0, len(ordered), BLOCK):
        yield from _unlike(ordered[first : first + BLOCK])


def _unlike(figures: Sequence[int]) -> Iterator[str]:
    """The same of some figures."""
    said, withdrawn = _said(figures)
    newest: dict[str, int] = {}
    for figure, number in said:
        newest[figure] = max(number, newest.get(figure, 0))
    fields = ("figure_id", "number", "status", *LOGGED)
    versions = FigureVersion.objects.filter(figure__in=figures).order_by("figure_id", "number")
    for row in versions.values(*fields):
        place = (_subject_of(row["figure_id"]), row["number"])
        where = f"Figure {row['figure_id']}, version {row['number']}"
        event = said.pop(place, None)
        if event is None:
            yield f"{where}: the log has no event of it."
        elif unlike := [name for name in LOGGED if name in event and canonical(row[name]) != event[name]]:
            yield f"{where}: {', '.join(unlike)} is not what the log says was published."
        elif row["status"] != _status(place, newest[place[0]], withdrawn):
            yield f"{where}: it is {row['status']}, and the log says otherwise."
    for figure, number in said:
        where = f"Figure {_number_of(figure)}, version {number}"
        yield f"{where}: it is missing, and the log says that it was published."


def _subject_of(figure: int) -> str:
    return f"figure:{figure}"


def _number_of(subject: str) -> int:
    return int(subject.partition(":")[2])


def _said(figures: Sequence[int]) -> tuple[dict[Place, Mapping[str, Any]], set[Place]]:
    """What was published by place, and the places that were withdrawn."""
    said: dict[Place, Mapping[str, Any]] = {}
    withdrawn: set[Place] = set()
    found = events().filter(subject__in=map(_subject_of, figures)).order_by("number")
    for action, subject, data in found.values_list("action", "subject", "data"):
        if action in WRITTEN:
            said[subject, data["version"]] = data
        elif action == "figure.withdrawn":
            withdrawn.add((subject, data["version"]))
    return said, withdrawn


def _status(place: Place, newest: int, withdrawn: set[Place]) -> str:
    if place in withdrawn:
        return FigureVersion.Status.WITHDRAWN
    return FigureVersion.Status.PUBLISHED if place[1] == newest else FigureVersion.Status.REPLACED
