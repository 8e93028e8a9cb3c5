"""The reminder ladder: on which days before the end the silent cities hear from the network.

A rung is a number of days before the last day; a negative rung comes after it. Each rung is climbed
once by each city. If the site was down on the day of a rung, the rung is caught up on the next day,
and only the latest rung is, so that no city gets three letters at once. A rung before the end is
never climbed after it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from nagara.rounds.workflow import State

__all__ = ["REMINDED", "next_rung", "rung_due"]

REMINDED = frozenset({State.DRAFT, State.AWAITING_SIGNATURE, State.RETURNED})
"""States in which the next step is the city's."""


def rung_due(ladder: Collection[int], last_day: date, today: date, sent: Collection[int]) -> int | None:
    """Find the rung that is due on a day, if one is.

    Parameters
    ----------
    ladder
        Days before the last day.
    last_day
        The city's own last day.
    today
        The day, where the city is.
    sent
        Rungs that were sent already.

    Returns
    -------
    int or None
        The latest rung that has come and was not sent, unless a later one was.

    Examples
    --------
    >>> rung_due([30, 7, 1], date(2026, 9, 30), date(2026, 9, 24), sent=[30])
    7
    >>> rung_due([30, 7, 1], date(2026, 9, 30), date(2026, 9, 24), sent=[30, 7]) is None
    True
    """
    days_left = (last_day - today).days
    come = [rung for rung in ladder if days_left <= rung and (rung < 0 or days_left >= 0)]
    if not come:
        return None
    latest = min(come)
    return None if any(rung <= latest for rung in sent) else latest


def next_rung(ladder: Sequence[int], last_day: date, today: date) -> tuple[int, date] | None:
    """Find the next rung after a day and the day it falls on.

    Parameters
    ----------
    ladder
        Days before the last day.
    last_day
        The city's own last day.
    today
        The day, where the city is.

    Returns
    -------
    tuple or None
        Place on the ladder, counted from 1, and the day; ``None`` past the last rung.
    """
    rungs = sorted(set(ladder), reverse=True)
    days = ((place, last_day - timedelta(days=rung)) for place, rung in enumerate(rungs, start=1))
    return next((each for each in days if each[1] > today), None)
