"""What is new, on few lines: figures that were corrected together stand on one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from typing import Final

from nagara_web.notices.queries import HappeningLine, newest_happenings

__all__ = ["NewestLine", "newest_lines"]

LOOKED_AT: Final = 200
"""Happenings that are looked through for a few lines; a correction of a whole report has some forty figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewestLine:
    """One line: what happened, and how many more of its kind at the same time."""

    sentence: str
    url: str
    at: datetime
    more: int


def newest_lines(count: int) -> list[NewestLine]:
    """The newest happenings, those of one kind and one moment taken together.

    Parameters
    ----------
    count
        How many lines at most.
    """
    together = groupby(newest_happenings(LOOKED_AT), key=_moment)
    return [_line(list(same)) for _, same in islice(together, count)]


def _moment(happening: HappeningLine) -> tuple[str, datetime]:
    """Kind and minute: a report is corrected figure by figure in one go."""
    is_figure = happening.kind == "figure-corrected"
    return happening.kind, happening.at.replace(second=0, microsecond=0) if is_figure else happening.at


def _line(same: list[HappeningLine]) -> NewestLine:
    return NewestLine(sentence=same[0].sentence, url=same[0].url, at=same[0].at, more=len(same) - 1)
