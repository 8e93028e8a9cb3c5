"""Numbers and the reasons for their absence: an empty cell is never zero."""

from __future__ import annotations

from collections.abc import Iterable

from nagara.findings import Finding
from nagara.waste.records import CityRecords, NonHousehold

__all__ = ["amount_findings"]

ALL_ORIGINS = "all"


def amount_findings(records: CityRecords) -> Iterable[Finding]:
    """Doubt amounts of waste: both number and reason, neither of them, two numbers for one thing."""
    for row in records.non_household:
        yield from _origin(row)
    yield from _counted_twice(records.non_household)
    for received in records.received:
        what = f"{received.facility}, {received.material}"
        yield from _number_or_reason(what, received.t_per_day, received.notation, received, "t_per_day", silent=True)
    for load in records.loads:
        what = f"{load.facility}, {load.load}"
        yield from _number_or_reason(what, load.tonnes_t, load.notation, load, "tonnes_t")
        if load.tonnes_t is not None and load.days is None:
            yield Finding(code="days-missing", values={"what": what}, place=load.place("days"))
    for picking in records.picking:
        what = f"Picking at {picking.facility}"
        number = None if picking.pickers is None else picking.kg_per_picker_day
        yield from _number_or_reason(what, number, picking.notation, picking, "pickers")


def _origin(row: NonHousehold) -> Iterable[Finding]:
    number = row.t_per_day if row.t_per_day is not None else row.share_of_total_frac
    yield from _number_or_reason(f"Origin {row.origin}", number, row.notation, row, "t_per_day")
    if row.t_per_day is not None and row.share_of_total_frac is not None:
        place = row.place("share_of_total_frac")
        yield Finding(code="amount-and-share", values={"what": f"Origin {row.origin}"}, place=place)
    elif row.share_of_total_frac is not None and row.origin != ALL_ORIGINS:
        place = row.place("share_of_total_frac")
        yield Finding(code="share-not-for-all", values={"what": f"Origin {row.origin}"}, place=place)


def _counted_twice(rows: Iterable[NonHousehold]) -> Iterable[Finding]:
    recorded = [row for row in rows if row.t_per_day is not None]
    for row in recorded:
        if row.origin == ALL_ORIGINS and len(recorded) > 1:
            place = row.place("origin")
            yield Finding(code="origins-and-all", values={"count": len(recorded) - 1}, place=place)


def _number_or_reason(
    what: str, number: float | None, notation: object, row: object, column: str, *, silent: bool = False
) -> Iterable[Finding]:
    place = row.place(column)  # type: ignore[attr-defined]  # every record has a place
    if number is not None and notation is not None:
        place = row.place("notation")  # type: ignore[attr-defined]  # as above
        yield Finding(code="number-and-notation", values={"what": what, "notation": str(notation)}, place=place)
    elif number is None and notation is None and not silent:
        yield Finding(code="no-number", values={"what": what}, place=place)
