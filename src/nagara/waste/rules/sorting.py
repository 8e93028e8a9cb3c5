"""Sorted samples: categories against the total that the scale showed."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum
from typing import Final

from nagara.findings import Finding
from nagara.waste.records import CityRecords, DisposalSorting, HouseholdSorting

__all__ = ["sorting_findings"]

TOLERATED_FRAC: Final = 0.01
TOLERATED_KG: Final = 0.05


def sorting_findings(records: CityRecords) -> Iterable[Finding]:
    """Compare the sum of each sample with its total; rounding of the scale is excused."""
    rows: tuple[HouseholdSorting | DisposalSorting, ...] = (*records.household_sorting, *records.disposal_sorting)
    for row in rows:
        weights = [weight for weight in row.weights_kg() if weight is not None]
        sum_kg = fsum(weights)
        if sum_kg == 0:
            yield Finding(code="sample-without-weight", values={"sample": row.sample}, place=row.place("sample"))
        elif row.total_kg is not None and abs(sum_kg - row.total_kg) > max(TOLERATED_FRAC * sum_kg, TOLERATED_KG):
            values: dict[str, str | float] = {"sample": row.sample, "sum": sum_kg, "total": row.total_kg}
            yield Finding(code="sorting-does-not-sum", values=values, place=row.place("total_kg"))
