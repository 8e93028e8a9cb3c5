"""The figures of a city's year: one row per figure, one column per draw."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.indicators import recovery_rate, sdg_11_6_1
from nagara.indicators.result import Figure
from nagara.uncertainty.intervals import central_interval
from nagara.units import DAYS_PER_YEAR, KG_PER_T

if TYPE_CHECKING:
    from nagara.waste.account import Amounts

__all__ = ["FigureKind", "Intervals", "account_figures", "as_figures", "figure_kinds", "intervals"]

Array: TypeAlias = NDArray[np.float64]

_AT_ONCE: Final = 16
"""Figures whose draws are put in order together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureKind:
    """What a figure is called, measured in and computed by."""

    name: str
    unit: str
    method: str
    absent: str = ""
    """Why there is no figure, where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervals:
    """Intervals of many figures: over all draws, and over those that break no law.

    Parameters
    ----------
    ends
        Low and high by figure name.
    feasible_ends
        The same given that no more is collected than generated; empty where no draw broke it.
    """

    ends: Mapping[str, tuple[float, float]]
    feasible_ends: Mapping[str, tuple[float, float]]


@cache
def figure_kinds() -> Mapping[str, FigureKind]:
    """All figures in printed order."""
    text = (resources.files(__package__) / "figures.csv").read_text("utf-8")
    return {row["name"]: FigureKind(**row) for row in csv.DictReader(text.splitlines())}


def account_figures(amounts: Amounts) -> dict[str, Array]:
    """Every figure that follows from the account alone, each of shape (draws,)."""
    generated = amounts.generated_t_per_day
    controlled = sdg_11_6_1.controlled_frac(amounts)
    collected = sdg_11_6_1.collected_frac(amounts)
    return {
        "population_persons": amounts.population,
        "msw_generated_t_per_day": generated,
        "msw_generated_kg_per_cap_day": KG_PER_T * generated / amounts.population,
        "msw_generated_t_per_year": DAYS_PER_YEAR * generated,
        "household_generated_t_per_day": amounts.household_t_per_day,
        "household_rate_kg_per_cap_day": KG_PER_T * amounts.household_t_per_day / amounts.population,
        "non_household_generated_t_per_day": amounts.non_household_t_per_day,
        "recovered_gross_t_per_day": amounts.recovered_gross_t_per_day,
        "rejects_t_per_day": amounts.rejects_t_per_day,
        "recovered_t_per_day": amounts.recovered_t_per_day,
        "waste_to_energy_t_per_day": amounts.waste_to_energy_t_per_day,
        "disposed_t_per_day": amounts.disposed_t_per_day,
        "picked_at_disposal_t_per_day": amounts.picked_t_per_day,
        "msw_collected_t_per_day": amounts.collected_t_per_day,
        "msw_controlled_t_per_day": amounts.controlled_t_per_day,
        "uncollected_t_per_day": amounts.uncollected_t_per_day,
        "msw_collected_frac": collected,
        "sdg_11_6_1_frac": controlled,
        "sdg_11_6_1_a_frac": collected,
        "sdg_11_6_1_b_frac": controlled,
        "recovery_frac": recovery_rate.recovery_frac(amounts),
        "recycling_frac": recovery_rate.recycling_frac(amounts),
        "informal_recovery_frac": recovery_rate.informal_recovery_frac(amounts),
    }


def intervals(draws: Mapping[str, Array], is_feasible: NDArray[np.bool_], level: float) -> Intervals:
    """Central intervals of all figures at once.

    Parameters
    ----------
    draws
        Draws by figure, each of shape (draws,).
    is_feasible
        Whether a draw breaks no law, shape (draws,).
    level
        Probability inside [frac].
    """
    feasible: dict[str, Array] = {}
    if not is_feasible.all() and is_feasible.sum() > 1:
        kept = np.flatnonzero(is_feasible)
        rows = {id(row): row.take(kept) for row in draws.values()}
        feasible = {name: rows[id(row)] for name, row in draws.items()}
    return Intervals(ends=_ends(draws, level), feasible_ends=_ends(feasible, level))


def as_figures(
    values: Mapping[str, float],
    ends: Mapping[str, tuple[float, float]],
    feasible: Intervals,
    sources: Mapping[str, str],
) -> dict[str, Figure]:
    """Join plug-in values and intervals to figures, in printed order.

    Parameters
    ----------
    values
        Plug-in value by figure; a figure without one has none.
    ends
        Low and high by figure.
    feasible
        Where the conditional intervals are taken from.
    sources
        What a figure rests on, where that is not the city's records.
    """
    figures = {}
    for name, kind in figure_kinds().items():
        low, high = ends.get(name, (None, None))
        feasible_low, feasible_high = feasible.feasible_ends.get(name, (None, None))
        figures[name] = Figure(
            name=name,
            value=values.get(name),
            low=low,
            high=high,
            feasible_low=feasible_low,
            feasible_high=feasible_high,
            unit=kind.unit,
            method=kind.method if name in values else kind.absent or kind.method,
            source=sources.get(name, "records"),
        )
    return figures


def _ends(draws: Mapping[str, Array], level: float) -> dict[str, tuple[float, float]]:
    """Put copies of the draws in order, some figures at a time, so that the copies stay small."""
    different = {id(row): row for row in draws.values()}  # some figures are one row under several names
    rows = list(different.values())
    parts = [central_interval(np.stack(rows[at : at + _AT_ONCE]), level) for at in range(0, len(rows), _AT_ONCE)]
    ends = dict(zip(different, ((low, high) for part in parts for low, high in part.tolist()), strict=True))
    return {name: ends[id(row)] for name, row in draws.items()}
