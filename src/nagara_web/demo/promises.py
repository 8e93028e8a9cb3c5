"""What the invented cities answer to five commitments: every answer once at least, and some silence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nagara_web.declarations.queries.asked import commitment_parts
from nagara_web.figures.commitments import commitment_code

__all__ = ["asked_parts", "promises_of"]

OWN: Final = ("1.a", "2.a", "3.a")
"""Places in the declaration of the invented network."""
OTHERS: Final = ("amf-2024-declaration.2.d", "amf-2024-declaration.2.g")
DONE: Final = {"answer": "done", "evidence": "Decree 12 of the city council (invented)", "day": "2025-05-14"}
BEFORE: Final = {"answer": "done-before", "evidence": "https://example.org/decree-4", "day": "2019-03-01"}
UNDER_WAY: Final = {"answer": "under-way", "because": "Two of five districts follow it so far"}
PLANNED: Final = {"answer": "planned", "evidence": "Plan of the city until 2030 (invented)", "day": "2028-06-30"}
NOT_HERE: Final = {"answer": "not-applicable", "because": "The city has no open dump"}
NATION: Final = {"answer": "national-competence", "because": "The weather service of the country warns"}
NOTHING: Final = {"because": "", "evidence": "", "day": ""}
"""In place of what was carried from the year before."""
SILENT: Final[Mapping[str, str]] = {}
FIRST: Final = (
    (UNDER_WAY, DONE, UNDER_WAY, PLANNED, NATION),
    (PLANNED, UNDER_WAY, DONE, SILENT, UNDER_WAY),
    (DONE, NOT_HERE, BEFORE, UNDER_WAY, NATION),
    (PLANNED, SILENT, UNDER_WAY, SILENT, PLANNED),
    (UNDER_WAY, PLANNED, SILENT, PLANNED, UNDER_WAY),
)
"""Answers of the first year by city and part."""
SECOND: Final = (
    (DONE, BEFORE, UNDER_WAY, UNDER_WAY, NATION),
    (UNDER_WAY, DONE, BEFORE, PLANNED, DONE),
    (BEFORE, NOT_HERE, BEFORE, DONE, NATION),
    (UNDER_WAY, PLANNED, DONE, PLANNED, UNDER_WAY),
    (DONE, UNDER_WAY, PLANNED, UNDER_WAY, UNDER_WAY),
)
"""Answers of the year after it."""


def asked_parts() -> list[str]:
    """Codes of the parts that the rounds ask: three of the network's own declaration, two of the register."""
    found = [each for each in commitment_parts() if each.is_invented and each.label in OWN]
    return [*sorted(each.code for each in found), *OTHERS]


def promises_of(place: int, *, is_first: bool) -> dict[str, Mapping[str, str]]:
    """What a city answers, by the code of the indicator.

    Parameters
    ----------
    place
        Its place in the list of cities.
    is_first
        Whether it is the first of the two years.
    """
    rows = FIRST if is_first else SECOND
    answers = zip(asked_parts(), rows[place % len(rows)], strict=False)
    return {commitment_code(part): {**NOTHING, **cells} for part, cells in answers if cells}
