"""What recovery facilities leave open, and at which of them a tonne is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING, Final

from nagara.evidence import codelist
from nagara.findings import Finding
from nagara.waste.ledger import LedgerBuilder

if TYPE_CHECKING:
    from nagara.waste.records import CityRecords, Facility, Received

__all__ = ["find_recovery_gaps", "last_counters"]

UNMANAGED: Final = frozenset({"burned", "dumped"})
"""Where rejects go that arrive at no facility."""
UNSORTED: Final = frozenset({"mixed", "other"})
"""Groups under which any material may stand."""


def last_counters(builder: LedgerBuilder, records: CityRecords, rows: Sequence[Received]) -> tuple[bool, ...]:
    """Whether each row is counted where it stands, because no facility further down the chain counts it.

    A buyer counts what is passed on to it only if it has a number of its own for such material;
    a chain that leads back to where it began counts nowhere and blocks.

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
    gates = {load.facility for load in records.loads} | {truck.facility for truck in records.trucks}
    recorded: dict[str, set[str]] = {}
    for row in rows:
        recorded.setdefault(row.facility, set()).add(_group(row.material))
    counters = []
    for row in rows:
        listed = row.sold_to is not None and row.sold_to in facilities
        passed_on = listed and (row.sold_to in gates or _may_hold(recorded.get(row.sold_to or "", set()), row.material))
        if listed and not passed_on:
            code = "buyer-without-material" if row.sold_to in recorded else "buyer-without-number"
            _find_buyer(builder, code, facilities, row)
        elif passed_on and _returns(row, rows):
            _find_buyer(builder, "chain-returns", facilities, row)
        counters.append(not passed_on)
    return tuple(counters)


def _group(material: str) -> str:
    return codelist("recovered_material")[material]["group"]


def _may_hold(groups: Set[str], material: str) -> bool:
    """Whether material can stand among what a buyer records: plastics under another name, or anything as mixed."""
    return bool(groups) and (_group(material) in UNSORTED or bool(groups & {_group(material), *UNSORTED}))


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
    columns = ("from_city_frac", "outside_msw_frac", "picked_at_disposal_frac")
    given = [(row, name) for row in rows if row.t_per_day for name in columns if 0 < (getattr(row, name) or 0) < 1]
    if given:
        row, name = given[0]
        builder.find(Finding(code="shares-without-range", values={"count": len(given)}, place=row.place(name)))


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
