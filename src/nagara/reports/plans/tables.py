"""Tables of a least-cost plan: investments, service, cost, tonnes, figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.solving.plan import PLAN_FIGURES
from nagara.reports.paper import Column, Table
from nagara.reports.words import plans as words

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.problem import Facility
    from nagara.pathways.least_cost.study import PlanStudy
    from nagara.reports.said import Voice

__all__ = [
    "cost_table",
    "figures_table",
    "flows_table",
    "has_own_name",
    "million",
    "place_name",
    "schemes_table",
    "shown_years",
    "value_said",
]

Array: TypeAlias = NDArray[np.float64]

MILLION: Final = 1e6
UNNAMED: Final = "New: "
"""What stands before the technology in the name of a facility that nobody named."""
MOST_COLUMNS: Final = 6
"""Years that fit beside each other on paper; files hold all of them."""
FINE_BELOW: Final = 10.0
FINER_BELOW: Final = 0.1
"""Millions of a small town that two decimals would round away [million USD]."""
LEAST_USD: Final = 100.0
"""Less money than this is said as none [USD]."""


def million(usd: float, voice: Voice) -> str:
    """Millions, with as many decimals as they bear; what a small town pays is not rounded to nothing."""
    value = usd / MILLION
    if LEAST_USD <= abs(usd) < FINER_BELOW * MILLION:
        return voice.number(value, 4 if abs(value) < FINER_BELOW**2 else 3)
    return voice.number(value, 2 if abs(value) < FINE_BELOW else 1)


def value_said(value: float, unit: str, voice: Voice) -> str:
    """A figure with its unit, shares as percent."""
    if unit == "frac":
        return voice.percent(value, 1)
    return f"{voice.number(value, 1 if abs(value) < FINE_BELOW else 0)} {voice.text(words.UNITS[unit])}"


def shown_years(years: Sequence[int]) -> list[int]:
    """Places of the years that a table on paper shows: the first, the last, and some between."""
    if len(years) <= MOST_COLUMNS:
        return list(range(len(years)))
    return sorted({round(at) for at in np.linspace(0, len(years) - 1, MOST_COLUMNS)})


def place_name(place: Facility, voice: Voice) -> str:
    """What a facility is called; one that could be built and has no name of its own is called by what it does."""
    return place.name if has_own_name(place) else voice.text(place.technology.label)


def has_own_name(place: Facility) -> bool:
    """Whether somebody gave a facility its name."""
    return not (place.is_new and place.name == f"{UNNAMED}{place.technology.label.lower()}")


def schemes_table(study: PlanStudy, voice: Voice, *, is_folded: bool = False) -> Table:
    """Households by service, in some years."""
    problem, at = study.plan.problem, shown_years(study.plan.problem.years)
    households = np.sum([zone.households for zone in problem.zones], axis=0)
    rows = []
    for scheme in problem.schemes:
        on = np.zeros(len(problem.years))
        for zone in problem.zones:
            on = on + study.plan.scheme_share.get((zone.code, scheme.code), 0.0) * zone.households
        if on.max() > 0.5:
            rows.append((scheme.label, *(voice.percent(max(float(on[year] / households[year]), 0.0)) for year in at)))
    columns = (Column(label=voice.text(words.COLUMN_SCHEME)), *_year_columns(problem.years, at))
    return Table(caption=voice.text(words.SCHEMES), columns=columns, rows=tuple(rows), is_folded=is_folded)


def cost_table(study: PlanStudy, voice: Voice, *, is_folded: bool = False) -> Table:
    """Cost by kind, in all, for a tonne and for a household, in some years."""
    plan, problem = study.plan, study.plan.problem
    at = shown_years(problem.years)
    rows = [
        (voice.text(words.COSTS[name]), *(million(float(usd[year]), voice) for year in at))
        for name, usd in plan.cost_usd.items()
        if np.abs(usd).max() > 0
    ]
    total = plan.total_usd
    generated = np.sum([zone.generated_t.sum(axis=0) for zone in problem.zones], axis=0)
    households = np.sum([zone.households for zone in problem.zones], axis=0)
    rows.append((voice.text(words.TOTAL), *(million(float(total[year]), voice) for year in at)))
    rows.append((voice.text(words.PER_T), *(voice.number(float((total / generated)[year]), 1) for year in at)))
    rows.append((voice.text(words.PER_HOUSEHOLD), *(voice.number(float((total / households)[year]), 1) for year in at)))
    income = problem.money.household_income_usd
    if income:
        shares = total / households / income
        rows.append((voice.text(words.OF_INCOME), *(voice.percent(float(shares[year]), 1) for year in at)))
    caption = voice.text(words.COST_TABLE, price_year=str(problem.money.price_year))
    columns = (Column(label=""), *_year_columns(problem.years, at))
    return Table(caption=caption, columns=columns, rows=tuple(rows), is_folded=is_folded)


def flows_table(study: PlanStudy, voice: Voice, *, is_folded: bool = False) -> Table:
    """Tonnes that end at every place, in some years."""
    plan, problem = study.plan, study.plan.problem
    at, ending = shown_years(problem.years), ending_t(study)
    rows = [
        (place_name(place, voice), *(voice.number(max(float(ending[place.code][year]), 0.0)) for year in at))
        for place in problem.facilities
        if ending[place.code].max() > 0.5
    ]
    left = plan.figures["uncollected_t_per_year"]
    rows.append((voice.text(words.UNCOLLECTED), *(voice.number(float(left[year])) for year in at)))
    columns = (Column(label=voice.text(words.COLUMN_PLACE)), *_year_columns(problem.years, at))
    caption = voice.text(words.FLOWS_TABLE)
    return Table(caption=caption, columns=columns, rows=tuple(rows), is_folded=is_folded)


def ending_t(study: PlanStudy) -> dict[str, Array]:
    """Tonnes that end at every facility, by its code, shape (years,) [t/year]."""
    ending = {place.code: np.zeros(len(study.plan.problem.years)) for place in study.plan.problem.facilities}
    for flow in study.plan.flows:
        ending[flow.target] = ending[flow.target] + flow.mass_t
        if flow.origin in ending:
            ending[flow.origin] = ending[flow.origin] - flow.mass_t
    return ending


def figures_table(study: PlanStudy, voice: Voice, *, is_folded: bool = False) -> Table:
    """Figures of the plan in some years, beside the last year without any promise."""
    problem, at = study.plan.problem, shown_years(study.plan.problem.years)
    rows = []
    for name in PLAN_FIGURES:
        unit = unit_of(name)
        cells = [_plain(float(study.plan.figures[name][year]), unit, voice) for year in at]
        if study.without is not None:
            cells.append(_plain(float(study.without.figures[name][-1]), unit, voice))
        rows.append((voice.text(words.FIGURES[name]), voice.text(words.UNITS[unit]), *cells))
    columns = [
        Column(label=voice.text(words.COLUMN_FIGURE)),
        Column(label=voice.text(words.COLUMN_UNIT)),
        *_year_columns(problem.years, at),
    ]
    if study.without is not None:
        columns.append(Column(label=voice.text(words.COLUMN_WITHOUT, year=str(problem.years[-1])), is_number=True))
    caption = voice.text(words.FIGURES_ALONE if study.without is None else words.FIGURES_TABLE)
    return Table(caption=caption, columns=tuple(columns), rows=tuple(rows), is_folded=is_folded)


def unit_of(name: str) -> str:
    """Unit of a figure, which its name ends in."""
    if name == "cost_usd_per_household":
        return "usd_per_year"
    return next(unit for unit in ("t_co2e_per_year", "t_per_year", "frac") if name.endswith(unit))


def _plain(value: float, unit: str, voice: Voice) -> str:
    if unit == "frac":
        return voice.number(100.0 * value, 1)
    return voice.number(value, 1 if abs(value) < FINE_BELOW else 0)


def _year_columns(years: Sequence[int], at: Sequence[int]) -> tuple[Column, ...]:
    return tuple(Column(label=str(years[year]), is_number=True) for year in at)
