"""How far the invented cities say they are with the twelve principles: every level, a reason, and some silence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nagara.commitments.principles import LEVELS, principles

__all__ = ["principles_said"]

FIRST: Final = ("112101?12101", "0110?0n21100", "211??1122210", "01?100012?00", "122111n12211")
"""Levels of the first year by city, one sign a principle; ``?`` is silence, ``n`` is not estimated."""
SECOND: Final = ("223211?23222", "1221?1n22211", "322?12233321", "12?210123?11", "233221n23322")
"""Levels of the year after it."""
SHOWN: Final = (
    "Survey of 2024, report 3 (invented)",
    "https://example.org/collection-map",
    "Licence 12 of the landfill (invented)",
    "Programme of the city council (invented)",
)


def principles_said(place: int, *, is_first: bool) -> dict[str, Mapping[str, str]]:
    """What a city answers, by the code of the question.

    Parameters
    ----------
    place
        Its place in the list of cities.
    is_first
        Whether it is the first of the two years.
    """
    rows = FIRST if is_first else SECOND
    signs = rows[place % len(rows)]
    return {each.code: _cells(sign, each.number) for each, sign in zip(principles(), signs, strict=True) if sign != "?"}


def _cells(sign: str, number: int) -> dict[str, str]:
    if sign == "n":
        return {"notation": "NE"}
    level = int(sign)
    shown = SHOWN[number % len(SHOWN)] if level else ""
    return {"answer": LEVELS[level], "evidence": shown}
