"""Courses from a city's records: a scenario by hand, and what was measured in one year, by the definitions of plans.

Both come from the rooms that a plan starts from, with all draws of the account, so that in the year of the records
they say what the plan says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.gas_path import gas_start, open_fires_t
from nagara.pathways.least_cost.comparison.course import COMPARED_FIGURES, CUTS, Basis, Course, CourseKind, Level
from nagara.pathways.least_cost.formulation.figure_forms import FURNACES
from nagara.pathways.outcome import outcome
from nagara.pathways.plastic_path import plastic_start
from nagara.pathways.projection import project
from nagara.pathways.scenario import Scenario
from nagara.pathways.starting_point import UNCOLLECTED, starting_point
from nagara.uncertainty.intervals import central_interval

if TYPE_CHECKING:
    from nagara.pathways.gas_path import GasStart
    from nagara.pathways.outcome import Outcome
    from nagara.waste.records import CityRecords

__all__ = ["DEFAULT_DRAWS", "Counting", "account_course", "scenario_course"]

Array: TypeAlias = NDArray[np.float64]

DEFAULT_DRAWS: Final = 1_000
BASELINE: Final = Scenario(name="Baseline")
_PLASTIC: Final = "plastic_to_water"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """How a course from records is worked out, so that it counts as the plans do beside which it stands.

    Parameters
    ----------
    gwp, guidelines
        Warming potentials, and edition of the IPCC guidelines.
    seed, draws
        Of the account.
    """

    gwp: str
    guidelines: str
    seed: int
    draws: int = DEFAULT_DRAWS


def scenario_course(
    records: CityRecords,
    scenario: Scenario,
    counting: Counting,
    *,
    last_year: int,
    baseline: Scenario | None = None,
    digests: frozenset[str] = frozenset(),
) -> Course:
    """Follow a scenario by hand.

    Parameters
    ----------
    records
        What the city wrote down.
    scenario
        What is changed; without changes it is the baseline.
    counting
        How it is worked out.
    last_year
        Last year that is worked out.
    baseline
        What happens in any case, as in the plan: growth, composition.
    digests
        SHA-256 of the files that the records stood in.

    Raises
    ------
    BlockedError, ScenarioError, DiversionError
        If no figure may be printed from the records, or the scenario cannot be.
    """
    counted = _counted(records, scenario, counting, last_year, baseline)
    values = dict(counted.values)
    values |= {cut: 1.0 - values[whole] / values[whole][0] for cut, whole in CUTS.items() if counted.can_cut(whole)}
    return _course(scenario.name, CourseKind.SCENARIO, records, counting, counted, values, digests, base=records)


def account_course(
    records: CityRecords,
    name: str,
    counting: Counting,
    *,
    base: CityRecords | None = None,
    digests: frozenset[str] = frozenset(),
) -> Course:
    """Say what was measured in one year, by the definitions of plans.

    Parameters
    ----------
    records
        What the city wrote down in that year.
    name
        What it is called.
    counting
        How it is worked out.
    base
        The records of the year that cuts are against. What both years do not know alike cancels, as factors of
        decay do; without them no cut is told.
    digests
        SHA-256 of the files that the records stood in.

    Raises
    ------
    BlockedError, ScenarioError
        If no figure may be printed from the records.
    """
    counted = _counted(records, BASELINE, counting, records.city.year + 1, None)
    values = {code: amounts[:1] for code, amounts in counted.values.items()}
    before = counted if base is records else None if base is None else _counted_first(base, counting)
    if before is not None:
        values |= {cut: _cut(whole, before, counted) for cut, whole in CUTS.items() if before.can_cut(whole)}
    return _course(name, CourseKind.ACCOUNT, records, counting, counted, values, digests, base=base)


# --- figures --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """Figures of an outcome, shape (years, 1 + draws), and the numbers of its draws."""

    years: tuple[int, ...]
    values: Mapping[str, Array]
    kept: NDArray[np.int64]
    is_possible: NDArray[np.bool_]

    def can_cut(self, whole: str) -> bool:
        """Whether there is something to be cut in the first year, in every draw."""
        return whole in self.values and bool((self.values[whole][0] > 0).all())


def _counted_first(records: CityRecords, counting: Counting) -> _Counted:
    return _counted(records, BASELINE, counting, records.city.year + 1, None)


def _counted(
    records: CityRecords, scenario: Scenario, counting: Counting, last_year: int, baseline: Scenario | None
) -> _Counted:
    start = starting_point(records, draws=counting.draws, seed=counting.seed)
    gases = gas_start(start, gwp=counting.gwp, edition=counting.guidelines)
    worked = outcome(project(start, scenario, last_year, baseline=baseline), plastic_start(start), gases)
    return _Counted(
        years=worked.projection.years,
        values=_values(worked, gases),
        kept=start.kept,
        is_possible=worked.is_possible,
    )


def _values(worked: Outcome, gases: GasStart) -> dict[str, Array]:
    """The figures of plans, by their definitions, from an outcome."""
    projection, figures = worked.projection, worked.figures
    mass = projection.mass_t.sum(axis=0)
    generated = figures["msw_generated_t_per_year"]
    places = [(at, entry) for at, entry in enumerate(projection.destinations) if entry.code != UNCOLLECTED]

    def ending(rows: list[int]) -> Array:
        return np.asarray(mass[rows].sum(axis=0))

    recycled = ending([at for at, entry in places if entry.is_recovery and entry.kind not in FURNACES])
    controlled = figures["msw_controlled_t_per_year"]
    out = {
        "generated_t_per_year": generated,
        "sdg_11_6_1_frac": controlled / generated,
        "collected_frac": figures["msw_collected_t_per_year"] / generated,
        "diverted_frac": figures["recovered_t_per_year"] / generated,
        "recycled_frac": recycled / generated,
        "zero_waste_frac": recycled / generated,
        "uncontrolled_t_per_year": generated - controlled,
        "landfilled_t_per_year": ending([at for at, entry in places if entry.is_site]),
        "open_burning_t_per_year": open_fires_t(gases, projection),
        "methane_t_per_year": figures["ghg_disposal_t_co2e_per_year"] / gases.potentials.ch4_biogenic,
        "ghg_without_fuel_t_co2e_per_year": figures["ghg_emitted_t_co2e_per_year"]
        - figures["ghg_fuel_and_power_t_co2e_per_year"],
        "informal_recovered_t_per_year": ending(
            [at for at, entry in places if entry.is_informal and entry.is_recovery]
        ),
    }
    if "plastic_to_water_t_per_year" in figures:
        out["plastic_to_water_t_per_year"] = figures["plastic_to_water_t_per_year"]
    return out


def _cut(whole: str, before: _Counted, now: _Counted) -> Array:
    """Cut of a figure against another year, draw by draw of those that both years kept, shape (1, 1 + draws)."""
    _, ours, theirs = np.intersect1d(now.kept, before.kept, return_indices=True)
    at_now, at_before = np.append(0, ours + 1), np.append(0, theirs + 1)
    cut = 1.0 - now.values[whole][0, at_now] / before.values[whole][0, at_before]
    if whole.startswith(_PLASTIC):
        fits = now.is_possible[at_now] & before.is_possible[at_before]
        cut = np.where(fits, cut, np.nan)
    return np.asarray(cut[None])


# --- courses --------------------------------------------------------------------------------------


def _course(
    name: str,
    kind: CourseKind,
    records: CityRecords,
    counting: Counting,
    counted: _Counted,
    values: Mapping[str, Array],
    digests: frozenset[str],
    *,
    base: CityRecords | None,
) -> Course:
    city = records.city
    levels = {code: _levels(code, values[code], counted) for code in COMPARED_FIGURES if code in values}
    return Course(
        name=name,
        kind=kind,
        basis=Basis(
            city=city.city,
            country_iso3=city.country_iso3,
            records_year=city.year,
            base_year=None if base is None else base.city.year,
            boundary=city.boundary,
            population_basis=city.population_basis,
            gwp=counting.gwp,
            guidelines=counting.guidelines,
            is_invented=city.is_invented,
            digests=digests,
        ),
        years=counted.years if kind is CourseKind.SCENARIO else counted.years[:1],
        levels=levels,
        unknown={code: _why(code, values) for code in COMPARED_FIGURES if code not in values},
    )


def _why(code: str, values: Mapping[str, Array]) -> str:
    """Why a figure is not among those that records give."""
    if code.startswith("cost_"):
        return "no-cost"
    if code.startswith("ghg_"):
        return "fuel-otherwise"
    if code.startswith(_PLASTIC) and "plastic_to_water_t_per_year" not in values:
        return "plastic-contradicts"
    return "no-base"


def _levels(code: str, amounts: Array, counted: _Counted) -> tuple[Level, ...]:
    drawn = amounts[:, 1:]
    if code.startswith(_PLASTIC) and drawn.shape[1] == counted.is_possible.size - 1:
        drawn = drawn[:, counted.is_possible[1:]]
    drawn = drawn[:, ~np.isnan(drawn).any(axis=0)]
    if drawn.shape[1] == 0:
        return tuple(Level(value=float(value)) for value in amounts[:, 0])
    ends = central_interval(drawn.copy())
    return tuple(
        Level(value=float(value), low=float(low), high=float(high))
        for value, (low, high) in zip(amounts[:, 0], ends, strict=True)
    )
