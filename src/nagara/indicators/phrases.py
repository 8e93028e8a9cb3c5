"""What the indicators say in words: constant English sentences and the names that fill their gaps.

A sentence that is put together while the program runs cannot be looked up in a translation, so the
constant part and the names travel apart until somebody prints them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

__all__ = ["ACTIONS", "GROUPS", "METHOD_BREAKS", "TIERS", "Phrase"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A constant English sentence and what fills its named gaps.

    Examples
    --------
    >>> str(Phrase("Weigh what arrives at {facility} for a month", {"facility": "Hill landfill"}))
    'Weigh what arrives at Hill landfill for a month'
    """

    text: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format_map(self.values)


ACTIONS: Final = {
    "household-survey": "Survey households in five areas per stratum",
    "non-household-survey": "Weigh non-household waste at its main origins for a month",
    "weigh-rejects": "Weigh the rejects of the recovery facilities for a week",
    "weigh-trucks": "Weigh five trucks of each class",
    "population-register": "Take the population from a register of residents",
    "weigh-arrivals": "Weigh what arrives at {facility} for a month",
    "more-areas": "Survey {count} more areas in each stratum",
}
"""What a city could measure."""

GROUPS: Final = {
    "survey": "Household survey",
    "no-survey": "Rate of generated waste",
    "population": "Population",
    "non-household": "Non-household waste",
    "truck-density": "Density in trucks",
    "reject-rate": "Reject rate (default)",
    "facility": "Amounts of {facility}",
    "ladder": "Level of control of {facility}",
}
"""Independent groups of uncertain inputs."""

TIERS: Final = {
    "survey": "a survey of the year",
    "carried-forward": "a rate carried forward",
    "records": "a published span",
}
"""On what the generated amount rests."""

METHOD_BREAKS: Final = {
    "city": "the earlier year is of another city ({city}, {country})",
    "year": "the other report is of {year}, which is not an earlier year",
    "boundary": "the boundary was another ({before}, now {after})",
    "population": "the population rested on another basis ({before}, now {after})",
    "tier": "the generated amount rested on another basis ({before}, now {after})",
    "source": "the figure rested on something else ({before}, now {after})",
    "absent": "one of the two years has no figure",
}
"""Why two years are not compared."""
