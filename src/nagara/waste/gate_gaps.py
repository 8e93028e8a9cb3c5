"""What is missing or left out at the gate of a disposal site: an absent number is never zero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from nagara.evidence import factor
from nagara.findings import Finding
from nagara.units import DAYS_PER_YEAR
from nagara.waste.ledger import LedgerBuilder

if TYPE_CHECKING:
    from nagara.waste.records import Facility, Load, TruckCount

__all__ = ["COUNTED_LOADS", "SAYS_NOTHING_THERE", "counted_t_per_day", "find_gate_gaps", "is_complete"]

COUNTED_LOADS: Final = frozenset({"msw", "rejects"})
"""Rejects are counted at the gate because the account takes them off the recovery facilities."""
SAYS_NOTHING_THERE: Final = frozenset({"NO", "IE"})
"""Notation keys after which an absent number leaves no gap."""


def is_complete(row: TruckCount) -> bool:
    """Whether a truck count has what no default can stand in for: trips and volume."""
    return row.trips_per_day is not None and row.volume_m3 is not None


def counted_t_per_day(row: TruckCount) -> float:
    """Plug-in tonnage of a truck count, with the default filling and density where none is given [t/day]."""
    fill = factor("account_default", "fill").value if row.fill_frac is None else row.fill_frac
    density = factor("truck_density", "any").value if row.density_t_per_m3 is None else row.density_t_per_m3
    return (row.trips_per_day or 0.0) * (row.volume_m3 or 0.0) * fill * density


def find_gate_gaps(
    builder: LedgerBuilder, facility: Facility, loads: Sequence[Load], trucks: Sequence[TruckCount]
) -> None:
    """Say what of a site's gate was left out because it is no municipal waste, or has no number.

    Parameters
    ----------
    builder
        The ledger being written.
    facility
        The disposal site.
    loads, trucks
        Its rows.
    """
    numbered = [row for row in loads if row.tonnes_t is not None]
    complete = [row for row in trucks if is_complete(row)]
    for load in numbered:
        amount = (load.tonnes_t or 0.0) / (load.days or DAYS_PER_YEAR)
        _find_left_out(builder, facility, load, amount)
    for truck in complete:
        _find_left_out(builder, facility, truck, counted_t_per_day(truck))
    silent = [row for row in loads if row.tonnes_t is None and row.notation not in SAYS_NOTHING_THERE]
    open_loads = {row.load for row in silent} | {row.load for row in trucks if not is_complete(row)}
    known = {row.load for row in numbered} | {row.load for row in complete}
    for load_code in sorted((open_loads - known) & COUNTED_LOADS):
        values: dict[str, str | float] = {"facility": facility.name, "load": load_code}
        place = next((row.place("tonnes_t") for row in silent if row.load == load_code), facility.place("facility"))
        builder.find(Finding(code="no-number-at-gate", values=values, place=place))
    counted = [row for row in loads if row.load in COUNTED_LOADS]
    said = bool(counted) and all(row.notation in SAYS_NOTHING_THERE for row in counted)
    if not known & COUNTED_LOADS and not open_loads & COUNTED_LOADS and not said:
        place = facility.place("facility")
        builder.find(Finding(code="facility-without-tonnage", values={"facility": facility.name}, place=place))


def _find_left_out(builder: LedgerBuilder, facility: Facility, row: Load | TruckCount, amount: float) -> None:
    if row.load in COUNTED_LOADS:
        return
    values: dict[str, str | float] = {"facility": facility.name, "amount": amount, "load": row.load}
    builder.find(Finding(code="load-left-out", values=values, place=row.place("load")))
