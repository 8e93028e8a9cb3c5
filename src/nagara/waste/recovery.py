"""What is recovered: counted once, at the last facility of the chain.

A facility that passes a material on to another listed one does not count it; the buyer does
(SDG 11.6.1 metadata of 2021-12-20, and the linkage note of the Waste Flow Diagram).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from nagara.evidence import codelist
from nagara.findings import Finding, Place
from nagara.uncertainty.estimates import Estimate
from nagara.waste.ledger import LedgerBuilder, RecoveryLine, Term, estimate_of
from nagara.waste.recovery_gaps import find_recovery_gaps, last_counters

if TYPE_CHECKING:
    from nagara.waste.records import CityRecords, Facility, Received

__all__ = ["write_recovery"]


def write_recovery(
    builder: LedgerBuilder, records: CityRecords, is_controlled: Mapping[str, bool]
) -> tuple[RecoveryLine, ...]:
    """Enter every material of every recovery facility.

    Parameters
    ----------
    builder
        The ledger being written.
    records
        The city's records.
    is_controlled
        By facility, whether it stands at Basic control or better.
    """
    facilities = {facility.facility: facility for facility in records.facilities}
    rows = [row for row in records.received if _has_number(builder, facilities, row)]
    _find_assumed_ranges(builder, facilities, rows)
    find_recovery_gaps(builder, records, rows)
    counters = last_counters(builder, records, rows)
    return tuple(
        _line(builder, facilities[row.facility], row, is_controlled, facilities, is_counted=counts)
        for row, counts in zip(rows, counters, strict=True)
    )


def _has_number(builder: LedgerBuilder, facilities: Mapping[str, Facility], row: Received) -> bool:
    if row.t_per_day is not None:
        return True
    if row.notation not in {"NO", "IE"}:
        values = {
            "facility": facilities[row.facility].name,
            "material": codelist("recovered_material")[row.material]["label"],
            "notation": str(row.notation or "NR"),
        }
        builder.find(Finding(code="no-number-for-received", values=values, place=row.place("t_per_day")))
    return False


def _line(
    builder: LedgerBuilder,
    facility: Facility,
    row: Received,
    is_controlled: Mapping[str, bool],
    facilities: Mapping[str, Facility],
    *,
    is_counted: bool,
) -> RecoveryLine:
    group = f"facility.{facility.facility}"
    name = f"received.{facility.facility}.{row.material}"
    relative = 0.0
    if row.t_per_day and row.t_per_day_low is None and row.t_per_day_high is None:
        relative = builder.assume("records_relative_error").value
    received = estimate_of(
        row.t_per_day or 0.0,
        row.t_per_day_low,
        row.t_per_day_high,
        row.range_is,
        source=row.source,
        relative_error=relative,
    )
    builder.add(name, group, received)
    municipal = (1.0 if row.from_city_frac is None else row.from_city_frac) * (1.0 - (row.outside_msw_frac or 0.0))
    if not is_counted:
        _find_counted_further_on(builder, facility, row, facilities)
    return RecoveryLine(
        facility=facility.facility,
        material=row.material,
        received=Term(constant=municipal, inputs=(name,)),
        reject=_reject_input(builder, row, group),
        picked_frac=row.picked_at_disposal_frac or 0.0,
        picked_from=row.picked_from,
        is_counted=is_counted,
        is_controlled=is_controlled.get(facility.facility, False),
        is_waste_to_energy=facility.kind == "incineration-with-energy",
        is_informal=facility.operator == "informal",
    )


def _reject_input(builder: LedgerBuilder, row: Received, group: str) -> str:
    if row.reject_frac is None:
        return _assumed_reject(builder)
    relative = 0.0
    if _reject_without_range(row):
        relative = builder.assume("records_relative_error").value
    estimate = estimate_of(
        row.reject_frac,
        row.reject_low,
        row.reject_high,
        row.range_is,
        source=row.source,
        is_share=True,
        relative_error=relative,
    )
    return builder.add(f"reject.{row.facility}.{row.material}", group, estimate, is_shared=True)


def _reject_without_range(row: Received) -> bool:
    return bool(row.reject_frac) and row.reject_frac != 1 and row.reject_low is None and row.reject_high is None


def _assumed_reject(builder: LedgerBuilder) -> str:
    name = "reject_rate"
    if name not in builder.inputs:
        share = builder.assume("reject_rate")
        estimate = Estimate(
            value=share.value, low=share.low, high=share.high, source=share.source, is_share=True, is_default=True
        )
        builder.add(name, "reject-rate", estimate, is_shared=True)
    return name


def _find_counted_further_on(
    builder: LedgerBuilder, facility: Facility, row: Received, facilities: Mapping[str, Facility]
) -> None:
    values = {
        "facility": facility.name,
        "material": codelist("recovered_material")[row.material]["label"],
        "buyer": facilities[row.sold_to or ""].name,
    }
    builder.find(Finding(code="counted-further-on", values=values, place=row.place("sold_to")))


def _find_assumed_ranges(builder: LedgerBuilder, facilities: Mapping[str, Facility], rows: list[Received]) -> None:
    without_reject = [row for row in rows if row.reject_frac is None]
    if without_reject:
        share = builder.assume("reject_rate").value
        place = without_reject[0].place("reject_frac")
        builder.find(
            Finding(code="reject-rate-assumed", values={"count": len(without_reject), "share": share}, place=place)
        )
    bare: dict[str, list[Place | None]] = {}
    for row in rows:
        if row.t_per_day and row.t_per_day_low is None and row.t_per_day_high is None:
            bare.setdefault(row.facility, []).append(row.place("t_per_day_low"))
        if _reject_without_range(row):
            bare.setdefault(row.facility, []).append(row.place("reject_low"))
    for code, places in bare.items():
        percent = 100 * builder.assume("records_relative_error").value
        values: dict[str, str | float] = {"facility": facilities[code].name, "count": len(places), "percent": percent}
        builder.find(Finding(code="records-range-assumed", values=values, place=places[0]))
