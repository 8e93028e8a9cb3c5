"""Other flows: rows without a number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from nagara.findings import Finding
from nagara.waste.records import CityRecords, Notation

__all__ = ["flow_findings"]

_SAYS_ENOUGH: Final = frozenset({Notation.NOT_OCCURRING, Notation.INCLUDED_ELSEWHERE})


def flow_findings(records: CityRecords) -> Iterable[Finding]:
    """Doubt the rows of the sheet Other flows by themselves.

    What the balance makes of them is said by the chapter on flows.
    """
    for row in records.measured_flows:
        if row.t_per_day is None and row.share_of_source_frac is None and row.notation not in _SAYS_ENOUGH:
            values = {"flow": row.flow, "notation": str(row.notation or Notation.NOT_REPORTED)}
            yield Finding(code="flow-without-number", values=values, place=row.place("t_per_day"))
