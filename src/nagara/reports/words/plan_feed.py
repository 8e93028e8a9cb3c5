"""The English sentences of a plan's page on trucks and on what plants are fed."""

from __future__ import annotations

from typing import Final

HEADING: Final = "Trucks, and what plants are fed"
TRUCKS_SAID: Final = "Collection takes {before} trucks in {first} and {after} in {last}, spares and ways included."
TRUCKS_UNKNOWN: Final = "How many trucks collect is not known: nobody gave the area in which households live."
FEED_TABLE: Final = "What arrives at plants on average, against what they need"
COLUMN_PLANT: Final = "Plant"
COLUMN_PROPERTY: Final = "Property"
COLUMN_NEEDED: Final = "Needed"
PROPERTIES: Final[dict[str, str]] = {
    "heating value": "Heating value, MJ/kg",
    "impurities": "What does not belong there, %",
    "carbon to nitrogen": "Carbon to nitrogen",
}
AT_LEAST: Final = "at least {value}"
AT_MOST: Final = "at most {value}"
BETWEEN: Final = "{low} to {high}"
LOAD_TABLE: Final = "Load of plants: what they are fed, as a part of what stands"
COLUMN_SMALLEST: Final = "Must be fed or paid"
NOT_STANDING: Final = "–"
