"""Facilities: each kind in its own sheet, chains that lead somewhere, pickers who are believable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nagara.evidence import codelist, factor
from nagara.findings import Finding
from nagara.waste.records import CityRecords, Facility, Load, Picking, Received, TruckCount

__all__ = ["facility_findings", "is_disposal"]


def facility_findings(records: CityRecords) -> Iterable[Finding]:
    """Doubt what is said to happen at each facility."""
    facilities = {facility.facility: facility for facility in records.facilities}
    for received in records.received:
        yield from _received(received, facilities)
    gates: tuple[Load | TruckCount, ...] = (*records.loads, *records.trucks)
    said: set[str] = set()
    for gate in gates:
        facility = facilities.get(gate.facility)
        if facility and not is_disposal(facility) and facility.facility not in said:
            said.add(facility.facility)
            values = {"facility": facility.name, "kind": facility.kind}
            yield Finding(code="gate-at-recovery", values=values, place=gate.place("facility"))
    for picking in records.picking:
        yield from _picking(picking)


def is_disposal(facility: Facility) -> bool:
    """Whether a facility of this kind disposes of waste."""
    kinds = codelist("facility_kind")
    return facility.kind in kinds and kinds[facility.kind]["role"] == "disposal"


def _received(row: Received, facilities: Mapping[str, Facility]) -> Iterable[Finding]:
    facility = facilities.get(row.facility)
    if facility and is_disposal(facility):
        values: dict[str, str | float] = {"facility": facility.name, "kind": facility.kind}
        yield Finding(code="received-at-disposal", values=values, place=row.place("facility"))
    site = facilities.get(row.picked_from or "")
    if site and not is_disposal(site):
        values = {"facility": site.name, "kind": site.kind}
        yield Finding(code="picked-from-recovery", values=values, place=row.place("picked_from"))
    if row.sold_to is not None and row.sold_to == row.facility:
        values = {"facility": row.facility, "material": row.material}
        yield Finding(code="sold-to-itself", values=values, place=row.place("sold_to"))
    left_out = (row.outside_msw_frac or 0.0) + (row.picked_at_disposal_frac or 0.0)
    if left_out > 1:
        values = {"what": f"{row.facility}, {row.material}", "sum": left_out}
        yield Finding(code="shares-above-one", values=values, place=row.place("picked_at_disposal_frac"))


def _picking(row: Picking) -> Iterable[Finding]:
    if not row.kg_per_picker_day:
        return
    band = factor("plausible", "picker_rate")
    if not band.low <= row.kg_per_picker_day <= band.high:
        values: dict[str, str | float] = {
            "facility": row.facility,
            "rate": row.kg_per_picker_day,
            "low": band.low,
            "high": band.high,
        }
        yield Finding(code="picker-rate-implausible", values=values, place=row.place("kg_per_picker_day"))
