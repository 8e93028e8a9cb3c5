"""The English sentences of a plan's page on the places that a planner wrote down."""

from __future__ import annotations

from typing import Final

HEADING: Final = "Places and own numbers"
FROM_FILE: Final = "From {file}; everything that it does not say is a default."
ZONES_TABLE: Final = "Zones"
COLUMNS_OF_ZONES: Final[dict[str, str]] = {
    "zone": "Zone",
    "people": "Of the people",
    "waste": "Of the waste",
    "area": "Area, km²",
}
WAYS_TABLE: Final = "Ways of waste from zones and stations that are used"
COLUMNS_OF_WAYS: Final[dict[str, str]] = {
    "from": "From",
    "to": "To",
    "km": "Way, km",
    "usd": "Haul, US dollars/t",
    "whose": "Distance",
}
NUMBERS_TABLE: Final = "Own numbers in the place of defaults"
COLUMNS_OF_NUMBERS: Final[dict[str, str]] = {
    "number": "Number",
    "unit": "Unit",
    "own": "Own",
    "range": "Range",
    "default": "Default",
    "source": "Source",
}
ENDS_TABLE: Final = "What stands, as it was told"
COLUMNS_OF_ENDS: Final[dict[str, str]] = {
    "place": "Place",
    "capacity": "Capacity, t/year",
    "feed": "Must be fed, t/year",
    "space": "Air space, t",
    "last": "Last year",
    "closing": "Closing, US dollars",
}
TOLD: Final = "as told"
USUAL: Final = "usual"
NOT_SAID: Final = "–"
RANGE: Final = "{low} to {high}"
