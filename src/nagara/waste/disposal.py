"""What is disposed of: weighbridge records, else trucks counted, and what is picked on site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import TYPE_CHECKING

from nagara.evidence import codelist
from nagara.findings import Finding
from nagara.uncertainty.estimates import Z95, Estimate, RangeMeaning
from nagara.units import DAYS_PER_WEEK, DAYS_PER_YEAR, KG_PER_T
from nagara.waste.gate_gaps import COUNTED_LOADS, counted_t_per_day, find_gate_gaps, is_complete
from nagara.waste.ledger import DisposalLine, LedgerBuilder, Term, estimate_of

if TYPE_CHECKING:
    from nagara.waste.records import CityRecords, Facility, Load, Picking, TruckCount

__all__ = ["is_disposal", "write_disposal"]


def is_disposal(kind: str) -> bool:
    """Whether a kind of facility disposes of waste rather than recovering it."""
    return codelist("facility_kind")[kind]["role"] == "disposal"


def write_disposal(
    builder: LedgerBuilder, records: CityRecords, is_controlled: Mapping[str, bool]
) -> tuple[DisposalLine, ...]:
    """Enter every disposal site with what arrives at its gate.

    Parameters
    ----------
    builder
        The ledger being written.
    records
        The city's records.
    is_controlled
        By facility, whether it stands at Basic control or better.
    """
    lines = []
    for facility in records.facilities:
        if not is_disposal(facility.kind):
            continue
        gate = _gate(builder, records, facility)
        if not gate:
            continue
        lines.append(
            DisposalLine(
                facility=facility.facility,
                gate=gate,
                on_site_picking=_picking(builder, records, facility),
                is_controlled=is_controlled.get(facility.facility, False),
            )
        )
    return tuple(lines)


def _gate(builder: LedgerBuilder, records: CityRecords, facility: Facility) -> tuple[Term, ...]:
    loads = [row for row in records.loads if row.facility == facility.facility]
    trucks = [row for row in records.trucks if row.facility == facility.facility]
    find_gate_gaps(builder, facility, loads, trucks)
    weighed = [row for row in loads if row.load in COUNTED_LOADS and row.tonnes_t is not None]
    counted = [row for row in trucks if row.load in COUNTED_LOADS and is_complete(row)]
    if weighed and counted:
        _find_preferred(builder, facility, weighed, counted)
    if weighed:
        return tuple(_weighed(builder, facility, row) for row in weighed)
    _find_assumed_ranges(builder, facility, counted)
    return tuple(_counted(builder, facility, row) for row in counted)


def _weighed(builder: LedgerBuilder, facility: Facility, row: Load) -> Term:
    days = row.days or DAYS_PER_YEAR
    if row.days is None:
        values: dict[str, str | float] = {"what": f"{facility.name}, {row.load}"}
        builder.find(Finding(code="days-missing", values=values, place=row.place("days")))
    relative = 0.0
    if row.tonnes_t and row.tonnes_low is None and row.tonnes_high is None:
        scale = builder.assume("weighbridge_relative_error").value
        relative = sqrt(scale**2 + _day_sampling(builder, days) ** 2)
        assumed: dict[str, str | float] = {
            "facility": facility.name,
            "load": row.load,
            "days": days,
            "percent": 100 * relative,
        }
        builder.find(Finding(code="gate-range-assumed", values=assumed, place=row.place("tonnes_t")))
    estimate = estimate_of(
        row.tonnes_t or 0.0, row.tonnes_low, row.tonnes_high, row.range_is, source=row.source, relative_error=relative
    )
    name = builder.add(f"gate.{facility.facility}.{row.load}", f"facility.{facility.facility}", estimate)
    return Term(constant=1.0 / days, inputs=(name,))


def _counted(builder: LedgerBuilder, facility: Facility, row: TruckCount) -> Term:
    group = f"facility.{facility.facility}"
    counting = builder.assume("count_relative_error").value
    days = row.days_counted or DAYS_PER_WEEK
    if row.days_counted is None:
        values: dict[str, str | float] = {"facility": facility.name, "truck_class": row.truck_class, "days": days}
        builder.find(Finding(code="count-days-assumed", values=values, place=row.place("days_counted")))
    relative = sqrt(counting**2 + _day_sampling(builder, days) ** 2)
    trips = estimate_of(row.trips_per_day or 0.0, None, None, None, source=row.source, relative_error=relative)
    key = f"{facility.facility}.{row.truck_class}" + ("" if row.load == "msw" else f".{row.load}")
    names = (
        builder.add(f"trips.{key}", group, trips),
        _fill_input(builder, facility, row, f"fill.{key}", group),
        _density_input(builder, facility, row),
    )
    return Term(constant=row.volume_m3 or 0.0, inputs=names)


def _fill_input(builder: LedgerBuilder, facility: Facility, row: TruckCount, name: str, group: str) -> str:
    if row.fill_frac is not None:
        fill = estimate_of(
            row.fill_frac,
            row.fill_low,
            row.fill_high,
            row.range_is,
            source=row.source,
            is_share=True,
            relative_error=_records_error(builder) if _without_range(row.fill_frac, row.fill_low, row.fill_high) else 0,
        )
        return builder.add(name, group, fill)
    span = builder.assume("fill")
    _find_assumed(builder, "truck-fill-assumed", facility, row, (span.value, span.low, span.high))
    bounds = Estimate(
        value=span.value,
        low=span.low,
        high=span.high,
        means=RangeMeaning.BOUNDS,
        source=span.source,
        is_share=True,
        is_default=True,
    )
    return builder.add(name, group, bounds)


def _density_input(builder: LedgerBuilder, facility: Facility, row: TruckCount) -> str:
    """Enter the density of a truck class once: it is one unknown, however many trucks bear it.

    Where two sites say different things of one class, each keeps what it says.
    """
    if row.density_t_per_m3 is None:
        span = builder.assume("any", table="truck_density")
        _find_assumed(builder, "truck-density-assumed", facility, row, (span.value, span.low, span.high))
        name = "density.any"
        estimate = Estimate(value=span.value, low=span.low, high=span.high, source=span.source, is_default=True)
    else:
        name = f"density.{row.truck_class}"
        known = _without_range(row.density_t_per_m3, row.density_low, row.density_high)
        estimate = estimate_of(
            row.density_t_per_m3,
            row.density_low,
            row.density_high,
            row.range_is,
            source=row.source,
            relative_error=_records_error(builder) if known else 0.0,
        )
    if name in builder.inputs and builder.inputs[name].estimate != estimate:
        name = f"{name}.{facility.facility}" + ("" if row.load == "msw" else f".{row.load}")
    return name if name in builder.inputs else builder.add(name, "truck-density", estimate, is_shared=True)


def _picking(builder: LedgerBuilder, records: CityRecords, facility: Facility) -> Term | None:
    row = next((row for row in records.picking if row.facility == facility.facility), None)
    if row is None or not row.pickers or row.kg_per_picker_day is None:
        return None
    return Term(constant=row.pickers / KG_PER_T, inputs=(_picker_input(builder, row),))


def _picker_input(builder: LedgerBuilder, row: Picking) -> str:
    silent = _without_range(row.kg_per_picker_day, row.kg_per_picker_low, row.kg_per_picker_high)
    estimate = estimate_of(
        row.kg_per_picker_day or 0.0,
        row.kg_per_picker_low,
        row.kg_per_picker_high,
        row.range_is,
        source=row.source,
        relative_error=_records_error(builder) if silent else 0.0,
    )
    return builder.add(f"picker_rate.{row.facility}", f"facility.{row.facility}", estimate)


def _day_sampling(builder: LedgerBuilder, days: float) -> float:
    """Relative half-width of the mean of some days of the year, drawn without replacement [1]."""
    if days >= DAYS_PER_YEAR:
        return 0.0
    variation = builder.assume("gate_day_variation").value
    return Z95 * variation / sqrt(days) * sqrt(1.0 - days / DAYS_PER_YEAR)


def _records_error(builder: LedgerBuilder) -> float:
    return builder.assume("records_relative_error").value


def _without_range(value: float | None, low: float | None, high: float | None) -> bool:
    return bool(value) and low is None and high is None


def _find_assumed_ranges(builder: LedgerBuilder, facility: Facility, rows: Sequence[TruckCount]) -> None:
    bare = [row.place("fill_low") for row in rows if _without_range(row.fill_frac, row.fill_low, row.fill_high)]
    bare += [
        row.place("density_low")
        for row in rows
        if _without_range(row.density_t_per_m3, row.density_low, row.density_high)
    ]
    if bare:
        percent = 100 * _records_error(builder)
        values: dict[str, str | float] = {"facility": facility.name, "count": len(bare), "percent": percent}
        builder.find(Finding(code="records-range-assumed", values=values, place=bare[0]))


def _find_preferred(
    builder: LedgerBuilder, facility: Facility, weighed: Sequence[Load], counted: Sequence[TruckCount]
) -> None:
    by_scale = sum((row.tonnes_t or 0.0) / (row.days or DAYS_PER_YEAR) for row in weighed)
    by_count = sum(counted_t_per_day(row) for row in counted)
    values: dict[str, str | float] = {"facility": facility.name, "weighed": by_scale, "counted": by_count}
    builder.find(Finding(code="weighbridge-preferred", values=values, place=counted[0].place("trips_per_day")))


def _find_assumed(
    builder: LedgerBuilder, code: str, facility: Facility, row: TruckCount, span: tuple[float, float, float]
) -> None:
    value, low, high = span
    values: dict[str, str | float] = {
        "facility": facility.name,
        "truck_class": row.truck_class,
        "value": value,
        "low": low,
        "high": high,
    }
    builder.find(Finding(code=code, values=values, place=row.place("truck_class")))
