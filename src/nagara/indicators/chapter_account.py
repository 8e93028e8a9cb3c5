"""What the chapters of plastic and gases take from the account: compositions, and who handles what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.units import DAYS_PER_YEAR

if TYPE_CHECKING:
    from nagara.indicators.chapter import YearDraws
    from nagara.indicators.composition_figures import CompositionDraws
    from nagara.indicators.examination import Examination
    from nagara.waste.account import Amounts
    from nagara.waste.ledger import RecoveryLine

__all__ = ["SortedWaste", "Taken", "both", "in_a_year", "sorted_waste", "taken_by_lines", "yearly"]

Array: TypeAlias = NDArray[np.float64]

MIXED: Final = "mixed_waste"


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedWaste:
    """The twelve categories at the two ends of the city's waste, shapes (12, draws) [frac].

    ``is_stand_in`` says that waste was sorted at one of them only.
    """

    at_home: Array
    at_disposal: Array
    is_stand_in: bool


def sorted_waste(shares: CompositionDraws) -> SortedWaste | None:
    """Both compositions, one standing in for the other where only one was sorted; ``None`` where none was."""
    at_home = shares.disposal if shares.household is None else shares.household
    at_disposal = shares.household if shares.disposal is None else shares.disposal
    if at_home is None or at_disposal is None:
        return None
    return SortedWaste(
        at_home=at_home, at_disposal=at_disposal, is_stand_in=shares.household is None or shares.disposal is None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One counted line of recovery, and its part in what was recovered of its material.

    Parameters
    ----------
    line
        The line.
    kind
        Kind of the facility.
    of_material_frac, of_facility_frac
        Its part in the net amount of the material, and of the facility, at the plug-in values [frac].
    received_t_per_year, net_t_per_year
        Before and after rejects, at the plug-in values [t/year].
    passed_on_frac
        Part of the net amount that informal facilities further up the chain passed on to formal ones [frac];
        they sorted it first, although the last facility counts it.
    """

    line: RecoveryLine
    kind: str
    of_material_frac: float
    of_facility_frac: float
    received_t_per_year: float
    net_t_per_year: float
    passed_on_frac: float = 0.0


def taken_by_lines(examination: Examination) -> tuple[Taken, ...]:
    """Every counted line of recovery.

    The draws of the account are kept by material and by facility; inside these an amount is parted
    as at the plug-in values.
    """
    plug_in = examination.inputs.plug_in()
    kinds = {facility.facility: facility.kind for facility in examination.records.facilities}
    lines = examination.ledger.recovery
    received = {line: DAYS_PER_YEAR * float(line.received.amount(plug_in)[0]) for line in lines}
    net = {line: amount * (1.0 - float(plug_in[line.reject][0])) for line, amount in received.items()}
    counted = [line for line in lines if line.is_counted]
    by_material = _sums(counted, net, "material")
    by_facility = _sums(counted, net, "facility")
    formal = _sums([line for line in counted if not line.is_informal], net, "material")
    passed_on = _sums([line for line in lines if line.is_informal and not line.is_counted], net, "material")
    return tuple(
        Taken(
            line=line,
            kind=kinds[line.facility],
            of_material_frac=_part(net[line], by_material[line.material]),
            of_facility_frac=_part(net[line], by_facility[line.facility]),
            received_t_per_year=received[line],
            net_t_per_year=net[line],
            passed_on_frac=0.0
            if line.is_informal
            else min(1.0, _part(passed_on.get(line.material, 0.0), formal[line.material])),
        )
        for line in counted
    )


def _sums(lines: Iterable[RecoveryLine], amounts: Mapping[RecoveryLine, float], by: str) -> dict[str, float]:
    sums: dict[str, float] = {}
    for line in lines:
        key = getattr(line, by)
        sums[key] = sums.get(key, 0.0) + amounts[line]
    return sums


def _part(amount: float, whole: float) -> float:
    return amount / whole if whole > 0 else 0.0


def yearly(amounts: Mapping[str, Array], name: str, like: Array) -> Array:
    """An amount by name [t/year], zero where there is none."""
    return in_a_year(amounts.get(name, np.zeros_like(like)))


def in_a_year(t_per_day: Array) -> Array:
    """An amount [t/year]; a draw below zero is no amount and counts as none."""
    return DAYS_PER_YEAR * np.maximum(t_per_day, 0.0)


def both(year: YearDraws) -> tuple[tuple[Amounts, CompositionDraws], tuple[Amounts, CompositionDraws]]:
    """The account and its compositions, first at the plug-in values and then draw by draw."""
    return (year.examination.amounts, year.plug_in_shares), (year.amounts, year.shares)
