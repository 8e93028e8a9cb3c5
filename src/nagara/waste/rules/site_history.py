"""Histories of disposal sites: years that follow each other, deposits of years that are past."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nagara.findings import Finding
from nagara.waste.records import CityRecords, DisposalHistory, Facility, PastDeposit
from nagara.waste.rules.facilities import is_disposal

__all__ = ["site_history_findings"]


def site_history_findings(records: CityRecords) -> Iterable[Finding]:
    """Doubt the years of the sheets Disposal history and Past deposits."""
    facilities = {facility.facility: facility for facility in records.facilities}
    histories = {row.facility: row for row in records.disposal_history}
    for row in records.disposal_history:
        yield from _history(row, facilities, records)
    for deposit in records.past_deposits:
        yield from _deposit(deposit, facilities, histories, records.city.year)


def _history(row: DisposalHistory, facilities: Mapping[str, Facility], records: CityRecords) -> Iterable[Finding]:
    site = _name(row.facility, facilities)
    facility = facilities.get(row.facility)
    if facility is not None and not is_disposal(facility):
        values = {"facility": site, "kind": facility.kind}
        yield Finding(code="history-not-of-disposal", values=values, place=row.place("facility"))
    opened, closed = row.opened_year, row.closed_year
    if _is_turned_round(row):
        values = {"site": site, "opened": str(opened), "closed": str(closed)}
        yield Finding(code="site-closed-before-opening", values=values, place=row.place("closed_year"))
        return
    year = records.city.year
    if opened is not None and opened > year:
        values = {"site": site, "opened": str(opened), "year": str(year)}
        yield Finding(code="site-opened-after-year", values=values, place=row.place("opened_year"))
    weighed = any(load.facility == row.facility and (load.tonnes_t or 0.0) > 0 for load in records.loads)
    if closed is not None and closed < year and weighed:
        values = {"site": site, "closed": str(closed), "year": str(year)}
        yield Finding(code="site-closed-but-receiving", values=values, place=row.place("closed_year"))


def _deposit(
    row: PastDeposit, facilities: Mapping[str, Facility], histories: Mapping[str, DisposalHistory], year: int
) -> Iterable[Finding]:
    values = {"site": _name(row.facility, facilities), "year": str(row.year)}
    place = row.place("year")
    if row.year >= year:
        yield Finding(code="deposit-not-past", values=values | {"report": str(year)}, place=place)
        return
    history = histories.get(row.facility)
    if history is None or row.tonnes_t == 0 or _is_turned_round(history):
        return
    if history.opened_year is not None and row.year < history.opened_year:
        yield Finding(code="deposit-before-opening", values=values | {"opened": str(history.opened_year)}, place=place)
    if history.closed_year is not None and row.year > history.closed_year:
        yield Finding(code="deposit-after-closing", values=values | {"closed": str(history.closed_year)}, place=place)


def _is_turned_round(row: DisposalHistory) -> bool:
    return row.opened_year is not None and row.closed_year is not None and row.closed_year < row.opened_year


def _name(code: str, facilities: Mapping[str, Facility]) -> str:
    return facilities[code].name if code in facilities else code
