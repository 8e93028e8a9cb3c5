"""The facilities as the report lists them, each with its level of control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nagara.indicators.result import FacilityLine
from nagara.units import DAYS_PER_YEAR

if TYPE_CHECKING:
    from nagara.indicators.examination import Examination
    from nagara.waste.records import Facility

__all__ = ["facility_lines"]


def facility_lines(examination: Examination) -> tuple[FacilityLine, ...]:
    """One line per listed facility, in the order of the records."""
    return tuple(_line(examination, facility) for facility in examination.records.facilities)


def _line(examination: Examination, facility: Facility) -> FacilityLine:
    assessment = examination.assessments[facility.facility]
    counted = examination.amounts.counted_by_facility.get(facility.facility)
    return FacilityLine(
        facility=facility.facility,
        name=facility.name,
        kind=facility.kind,
        operator=facility.operator,
        received_t_per_day=_received(examination, facility.facility),
        counted_t_per_day=0.0 if counted is None else float(counted[0]),
        level=assessment.level,
        is_controlled=assessment.is_controlled,
        boxes=assessment.boxes,
        not_observed=assessment.not_observed,
        override_reason=assessment.override_reason,
        probability_controlled=assessment.probability_controlled,
        judged=assessment.judged,
        level_low=assessment.level_low,
        level_high=assessment.level_high,
    )


def _received(examination: Examination, facility: str) -> float:
    """Everything that arrives, whatever its kind and origin [t/day]."""
    records = examination.records
    received = sum(row.t_per_day or 0.0 for row in records.received if row.facility == facility)
    weighed = sum(
        (row.tonnes_t or 0.0) / (row.days or DAYS_PER_YEAR) for row in records.loads if row.facility == facility
    )
    if received or weighed:
        return received + weighed
    plug_in = examination.inputs.plug_in()
    gates = [line.gate for line in examination.ledger.disposal if line.facility == facility]
    return float(sum(term.amount(plug_in)[0] for gate in gates for term in gate))
