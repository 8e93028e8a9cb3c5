"""The words of the control ladder: criteria and states that it does not know or cannot read as one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from nagara.findings import Finding
from nagara.waste.control import assess_facility
from nagara.waste.records import CityRecords

__all__ = ["ladder_findings"]

OF_WORDS: Final = frozenset(
    {"ladder-criterion-unknown", "ladder-state-unknown", "ladder-states-conflict", "ladder-probabilities-off"}
)


def ladder_findings(records: CityRecords) -> Iterable[Finding]:
    """Doubt the rows of the sheet Control by themselves.

    The account says the same of records from which it can be added up; this is for the others, whose
    city would else learn of it in the next round.
    """
    for facility in records.facilities:
        yield from (
            finding for finding in assess_facility(facility, records.control).findings if finding.code in OF_WORDS
        )
