"""What recovery facilities leave open, and at which of them a tonne is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from nagara.evidence import codelist
from nagara.findings import Finding
from nagara.waste.ledger import LedgerBuilder

if TYPE_CHECKING:
    from nagara.waste.records import CityRecords, Facility, Received

__all__ = ["find_recovery_gaps", "last_counters"]

UNMANAGED: Final = frozenset({"burned", "dumped"})
"""Where rejects go that arrive at no facility."""


def last_counters(builder: LedgerBuilder, records: CityRecords, rows: Sequence[Received]) -> tuple[bool, ...]:
    """Whether each row is counted where it stands, because no facility further down the chain counts it.

    A buyer counts what is passed on to it only if it has a number of its own; a chain that leads
    back to where it began counts nowhere and blocks.

    Parameters
    ----------
    builder
        The ledger being written.
    records
        The city's records.
    rows
        The received rows that have a number.
    """
    facilities = {facility.facility: facility for facility in records.facilities}
    with_number = {row.facility for row in rows} | {load.facility for load in records.loads}
    with_number |= {truck.facility for truck in records.trucks}
    counters = []
    for row in rows:
        listed = row.sold_to is not None and row.sold_to in facilities
        passed_on = listed and row.sold_to in with_number
        if listed and not passed_on:
            _find_buyer(builder, "buyer-without-number", facilities, row)
        elif passed_on and _returns(row, rows):
            _find_buyer(builder, "chain-returns", facilities, row)
        counters.append(not passed_on)
    return tuple(counters)


def find_recovery_gaps(builder: LedgerBuilder, records: CityRecords, rows: Sequence[Received]) -> None:
    """Say what the facilities did not say and what stands in for it.

    Parameters
    ----------
    builder
        The ledger being written.
    records
        The city's records.
    rows
        The received rows that have a number.
    """
    facilities = {facility.facility: facility for facility in records.facilities}
    _find_without_tonnage(builder, records)
    _find_whole_origin(builder, facilities, rows)
    _find_rejects(builder, facilities, rows)
    _find_exact_shares(builder, rows)


def _find_without_tonnage(builder: LedgerBuilder, records: CityRecords) -> None:
    listed = {row.facility for row in records.received}
    for facility in records.facilities:
        is_recovery = codelist("facility_kind")[facility.kind]["role"] != "disposal"
        if is_recovery and facility.facility not in listed:
            place = facility.place("facility")
            builder.find(Finding(code="facility-without-tonnage", values={"facility": facility.name}, place=place))


def _find_whole_origin(builder: LedgerBuilder, facilities: Mapping[str, Facility], rows: Sequence[Received]) -> None:
    """Say where a trader's whole tonnage was taken as this city's because nobody said otherwise."""
    silent: dict[str, list[Received]] = {}
    for row in rows:
        if row.from_city_frac is None and row.t_per_day:
            silent.setdefault(row.facility, []).append(row)
    for code, members in silent.items():
        values: dict[str, str | float] = {"facility": facilities[code].name, "count": len(members)}
        builder.find(Finding(code="from-city-assumed", values=values, place=members[0].place("from_city_frac")))


def _find_rejects(builder: LedgerBuilder, facilities: Mapping[str, Facility], rows: Sequence[Received]) -> None:
    """Say that rejects which are burned or dumped are not collected waste."""
    unmanaged: dict[str, list[Received]] = {}
    for row in rows:
        if row.rejects_to in UNMANAGED and row.t_per_day and row.reject_frac != 0:
            unmanaged.setdefault(row.facility, []).append(row)
    for code, members in unmanaged.items():
        values: dict[str, str | float] = {"facility": facilities[code].name, "count": len(members)}
        builder.find(Finding(code="rejects-unmanaged", values=values, place=members[0].place("rejects_to")))
    silent = [row for row in rows if row.rejects_to in {None, "unknown"} and row.t_per_day and row.reject_frac != 0]
    if silent:
        place = silent[0].place("rejects_to")
        builder.find(Finding(code="rejects-destination-unknown", values={"count": len(silent)}, place=place))


def _find_exact_shares(builder: LedgerBuilder, rows: Sequence[Received]) -> None:
    """Say that shares without a column for their range are drawn as if they were exact."""
    shares = [(row.from_city_frac, row.outside_msw_frac, row.picked_at_disposal_frac) for row in rows if row.t_per_day]
    count = sum(share is not None and 0 < share < 1 for given in shares for share in given)
    if count:
        builder.find(Finding(code="shares-without-range", values={"count": count}))


def _returns(row: Received, rows: Sequence[Received]) -> bool:
    """Whether following the buyers leads back to the facility of a row."""
    sells_on: dict[str, set[str]] = {}
    for each in rows:
        if each.sold_to is not None and each.material == row.material:
            sells_on.setdefault(each.facility, set()).add(each.sold_to)
    seen: set[str] = set()
    ahead = {row.sold_to} if row.sold_to else set()
    while ahead:
        seen |= ahead
        ahead = {buyer for seller in ahead for buyer in sells_on.get(seller, ())} - seen
    return row.facility in seen


def _find_buyer(builder: LedgerBuilder, code: str, facilities: Mapping[str, Facility], row: Received) -> None:
    values: dict[str, str | float] = {
        "facility": facilities[row.facility].name,
        "material": codelist("recovered_material")[row.material]["label"],
        "buyer": facilities[row.sold_to or ""].name,
    }
    builder.find(Finding(code=code, values=values, place=row.place("sold_to")))
