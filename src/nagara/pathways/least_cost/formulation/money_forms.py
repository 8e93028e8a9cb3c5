r"""What a plan costs in every year: collection, haul, running costs, debt service, less revenues.

An investment of :math:`K` that lives :math:`n` years at the interest :math:`i` is paid back in equal
parts :math:`K\, i / (1 - (1 + i)^{-n})` from the year in which it opens; parts beyond the last year of
the plan are not the plan's, which is the same as a salvage value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.formulation.decisions import Scale
from nagara.pathways.least_cost.formulation.forms import Form, add_forms

if TYPE_CHECKING:
    from nagara.pathways.least_cost.formulation.decisions import Build
    from nagara.pathways.least_cost.formulation.figure_forms import FigureForms
    from nagara.pathways.least_cost.question.problem import Expansion, Facility

__all__ = ["annuity_frac", "chord", "cost_forms", "debt_years"]

Array: TypeAlias = NDArray[np.float64]


def annuity_frac(interest_frac: float, life_years: int) -> float:
    """Equal yearly payment for each unit that was borrowed [frac/year].

    Examples
    --------
    >>> round(annuity_frac(0.05, 20), 4)
    0.0802
    >>> annuity_frac(0.0, 20)
    0.05
    """
    if interest_frac == 0.0:
        return 1.0 / life_years
    return interest_frac / (1.0 - (1.0 + interest_frac) ** -life_years)


def chord(law: Expansion, smallest: float, largest: float) -> tuple[float, float]:
    """Cost at size nought and slope of the chord of the cost law between two sizes [USD, USD by unit of size]."""
    at_ends = law.usd(np.array([smallest, largest]))
    if largest <= smallest:
        return 0.0, float(at_ends[1] / largest)
    slope = float((at_ends[1] - at_ends[0]) / (largest - smallest))
    return float(at_ends[0]) - slope * smallest, slope


def debt_years(facility: Facility, build: Build, years: int) -> slice:
    """Places of the years in which an investment is paid back."""
    return slice(build.opens, min(build.opens + facility.technology.life_years, years))


def cost_forms(forms: FigureForms, scale: Scale, slope_usd: Array | None = None) -> dict[str, Form]:
    """Cost of every year by what it is for [USD/year].

    Parameters
    ----------
    forms
        Of all cities, or of one: then without debt service, which no city owes alone.
    scale
        How the cost of size enters.
    slope_usd
        With :attr:`Scale.SLOPE`, price of a unit of size of every build, shape (builds,) [USD].
    """
    problem = forms.problem
    zones, ways, places = problem.zones, problem.ways, problem.facilities
    bins = [
        forms.from_shares(lambda at, scheme: zones[at].households * scheme.usd_per_household),
        forms.from_sources(lambda each: each.mass_t * each.container.usd_per_t * zones[each.zone].effort),
    ]
    return {
        "collection": add_forms(bins),
        "haul": forms.from_moves(lambda move: ways[move.way].usd_per_t),
        "running": forms.from_moves(lambda move: places[move.target].technology.usd_per_t),
        "standing": _standing(forms),
        "debt": _debt(forms, scale, slope_usd),
        "revenues": forms.from_moves(
            lambda move: np.asarray(
                -places[move.target].technology.revenue_usd_per_t @ forms.stream(move).composition_frac
            )
        ),
        "other": forms.constant(problem.money.other_usd),
    }


def _standing(forms: FigureForms) -> Form:
    """Cost of what stands, fed or not."""
    problem, size = forms.problem, len(forms.problem.years)
    columns, coefficients = [], []
    for at, build in enumerate(forms.decided.builds):
        law = problem.facilities[build.facility].expansion
        if law is None or law.fixed_usd_per_year == 0.0:
            continue
        stands = np.zeros(size)
        stands[build.opens : build.ends] = law.fixed_usd_per_year
        columns.append(np.full(size, forms.decided.size[at]))
        coefficients.append(stands)
    return forms.of(columns, coefficients)


def _debt(forms: FigureForms, scale: Scale, slope_usd: Array | None) -> Form:
    problem, size = forms.problem, len(forms.problem.years)
    columns, coefficients = [], []
    for at, build in enumerate(forms.decided.builds):
        facility = problem.facilities[build.facility]
        if facility.expansion is None:
            continue
        paid = np.zeros(size)
        paid[debt_years(facility, build, size)] = annuity_frac(
            problem.money.interest_frac, facility.technology.life_years
        )
        fixed, slope = chord(facility.expansion, build.smallest, build.largest)
        if scale is Scale.SLOPE:
            slope = slope if slope_usd is None else float(slope_usd[at])
        else:
            columns.append(np.full(size, forms.decided.chosen[at]))
            coefficients.append(paid * fixed)
        columns.append(np.full(size, forms.decided.size[at]))
        coefficients.append(paid * slope)
    return forms.of(columns, coefficients)
