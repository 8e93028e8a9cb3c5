"""The ladder of collection service that a household receives, from no service to full.

The ladder stands in ``evidence/codelists/collection_ladder.csv`` (SDG indicator metadata 11.6.1,
2021-12-20, Table 1). The test for littering stands only at the two upper steps, as printed there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from nagara.evidence import codelist

if TYPE_CHECKING:
    from nagara.waste.records import Household

__all__ = ["ServiceLevel", "service_level"]

NO_SERVICE: Final = "none"
POINT: Final = "point"
BASIC: Final = "basic"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLevel:
    """The step of the collection ladder, 1 to 5, as far as the answers settle it.

    Parameters
    ----------
    lowest, highest
        The steps that the unknown answers leave open; equal where nothing is open.
    """

    lowest: int
    highest: int

    @property
    def number(self) -> int | None:
        """The step, or None where the answers leave it open."""
        return self.lowest if self.lowest == self.highest else None

    @property
    def is_basic(self) -> bool | None:
        """Whether the household is served at Basic or above; None where that was not observed."""
        if self.lowest >= _basic():
            return True
        return False if self.highest < _basic() else None


@cache
def _basic() -> int:
    return int(codelist("collection_ladder")[BASIC]["number"])


def service_level(household: Household) -> ServiceLevel | None:
    """Judge the collection service of one household by the ladder.

    An answer that was not given leaves steps open; it never counts as a no.

    Parameters
    ----------
    household
        Its ``service``, ``point_distance_m``, ``is_weekly``, ``separate_fractions`` and
        ``is_littered``.

    Returns
    -------
    ServiceLevel or None
        None where even the kind of service is unknown.
    """
    if household.service is None:
        return None
    return _level(
        household.service,
        household.point_distance_m,
        household.is_weekly,
        household.separate_fractions,
        household.is_littered,
    )


@cache
def _level(
    service: str,
    distance_m: float | None,
    is_weekly: bool | None,  # noqa: FBT001 (the order of the form)
    fractions: int | None,
    is_littered: bool | None,  # noqa: FBT001
) -> ServiceLevel:
    is_point = service == POINT
    lowest = highest = 0
    for step in codelist("collection_ladder").entries.values():
        tests: list[bool | None] = [(service == NO_SERVICE) == (step["service"] == NO_SERVICE)]
        if is_point and step["longest_distance_m"]:
            tests.append(None if distance_m is None else distance_m <= float(step["longest_distance_m"]))
        if is_point and step["is_littered"]:
            tests.append(None if is_littered is None else is_littered == (step["is_littered"] == "yes"))
        if step["is_weekly"]:
            tests.append(is_weekly)
        if step["fewest_fractions"]:
            tests.append(None if fractions is None else fractions >= int(step["fewest_fractions"]))
        if False in tests:
            continue
        number = int(step["number"])
        highest = max(highest, number)
        if None not in tests:
            lowest = max(lowest, number)
    return ServiceLevel(lowest=lowest, highest=highest)
