"""Rows that speak of something which no other row introduces."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from operator import attrgetter
from typing import Final

from nagara.findings import Finding
from nagara.waste.records import CityRecords

__all__ = ["REFERENCES", "reference_findings"]

REFERENCES: Final = (
    ("areas", "stratum", "strata", "stratum", "Stratum", "Strata"),
    ("households", "area", "areas", "area", "Survey area", "Areas"),
    ("weighings", "household", "households", "household", "Household", "Households"),
    ("household_sorting", "area", "areas", "area", "Survey area", "Areas"),
    ("household_sorting", "household", "households", "household", "Household", "Households"),
    ("received", "facility", "facilities", "facility", "Facility", "Facilities"),
    ("received", "picked_from", "facilities", "facility", "Disposal site", "Facilities"),
    ("received", "sold_to", "facilities", "facility", "Facility", "Facilities"),
    ("loads", "facility", "facilities", "facility", "Facility", "Facilities"),
    ("trucks", "facility", "facilities", "facility", "Facility", "Facilities"),
    ("picking", "facility", "facilities", "facility", "Disposal site", "Facilities"),
    ("control", "facility", "facilities", "facility", "Facility", "Facilities"),
    ("disposal_sorting", "facility", "facilities", "facility", "Facility", "Facilities"),
    ("disposal_history", "facility", "facilities", "facility", "Disposal site", "Facilities"),
    ("past_deposits", "facility", "facilities", "facility", "Disposal site", "Facilities"),
)
"""Table, field, table pointed to, its key, what it is called, the sheet it stands in."""


def reference_findings(records: CityRecords) -> Iterable[Finding]:
    """Find codes that are used but not listed, each once."""
    for table, name, target, key, what, sheet in REFERENCES:
        rows = getattr(records, table)
        if not rows:
            continue
        listed = set(map(attrgetter(key), getattr(records, target)))
        unlisted = set(map(attrgetter(name), rows)) - listed - {None}
        for row in rows if unlisted else ():
            code = getattr(row, name)
            if code not in unlisted:
                continue
            unlisted.remove(code)
            near = get_close_matches(code, listed, n=1)
            nearest = f"The nearest is {near[0]}. " if near else ""
            values = {"what": what, "code": code, "sheet": sheet, "nearest": nearest}
            yield Finding(code="reference-unknown", values=values, place=row.place(name))
