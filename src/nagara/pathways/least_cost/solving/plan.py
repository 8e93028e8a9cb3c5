"""What a plan says: what is built when, where waste goes, what it costs, which promises it keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.findings import Finding
from nagara.pathways.least_cost.formulation.decisions import Scale
from nagara.pathways.least_cost.formulation.formulation import discount
from nagara.pathways.least_cost.formulation.money_forms import annuity_frac, debt_years
from nagara.pathways.least_cost.formulation.promise_rows import OF_THE_FIRST_YEAR, promised_form
from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES

if TYPE_CHECKING:
    from nagara.pathways.least_cost.formulation.decisions import Build
    from nagara.pathways.least_cost.formulation.forms import Form
    from nagara.pathways.least_cost.formulation.formulation import Formulation
    from nagara.pathways.least_cost.question.problem import Problem
    from nagara.pathways.least_cost.question.promise import Promise

__all__ = ["PLAN_FIGURES", "Investment", "Kept", "Plan", "PlannedFlow", "read_plan"]

Array: TypeAlias = NDArray[np.float64]

PLAN_FIGURES: Final = (
    "uncollected_t_per_year",
    *(code for code in PROMISED_FIGURES if code not in OF_THE_FIRST_YEAR),
    "methane_t_per_year",
)
"""Figures of a plan, in the order of tables; cuts follow from them."""
SMALLEST_T: Final = 1e-6
"""Less than this is nothing [t]."""
MISSED_FRAC: Final = 1e-6
"""A promise that misses less than this part of the whole is kept [frac]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Investment:
    """Something that is built.

    Parameters
    ----------
    facility
        Code of the facility.
    year, opens
        Year of the decision, and first year in which it takes waste.
    size
        Tonnes a year; at a disposal site tonnes of air space.
    usd
        What it costs by the law of its size [USD].
    usd_per_year
        Debt service [USD/year].
    """

    facility: str
    year: int
    opens: int
    size: float
    usd: float
    usd_per_year: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFlow:
    """Tonnes from one place to another.

    Parameters
    ----------
    origin, target
        Codes of a zone or facility, and of a facility.
    stream
        Name of the stream.
    by_constituent_t
        Shape (constituents, years) [t/year].
    """

    origin: str
    target: str
    stream: str
    by_constituent_t: Array

    @property
    def mass_t(self) -> Array:
        """Shape (years,) [t/year]."""
        return np.asarray(self.by_constituent_t.sum(axis=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What becomes of a promise.

    Parameters
    ----------
    promise
        The promise.
    value
        The figure of every year, shape (years,), in the unit of the promise.
    short
        What misses in each year as a part of the whole; zero before it must hold, shape (years,) [frac].
    """

    promise: Promise
    value: Array
    short: Array

    @property
    def is_kept(self) -> bool:
        """Whether it holds in every year from its own on."""
        return bool(self.short.max(initial=0.0) <= MISSED_FRAC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An answer to a problem.

    Parameters
    ----------
    problem
        The question.
    investments
        What is built, by year.
    scheme_share
        Households on a scheme, by code of zone and of scheme, shape (years,) [frac].
    flows
        Where waste goes.
    figures
        By name of :data:`PLAN_FIGURES`, shape (years,).
    cost_usd
        By what it is for, shape (years,) [USD/year].
    gases_t_co2e
        By source, shape (years,) [t CO2e/year].
    kept
        What becomes of every promise.
    over_budget_usd
        Cost beyond the budget, shape (years,) [USD/year].
    discounted_usd
        Cost of all years, discounted to the first, shortfalls not counted [USD].
    bound_usd
        No plan that keeps the promises as well can cost less than this [USD].
    is_proven
        Whether the gap was closed to what was asked for.
    seconds
        How long it was solved for, as the solver counts [s].
    findings
        Doubts.
    """

    problem: Problem
    investments: tuple[Investment, ...]
    scheme_share: Mapping[tuple[str, str], Array]
    flows: tuple[PlannedFlow, ...]
    figures: Mapping[str, Array]
    cost_usd: Mapping[str, Array]
    gases_t_co2e: Mapping[str, Array]
    kept: tuple[Kept, ...]
    over_budget_usd: Array
    discounted_usd: float
    bound_usd: float
    is_proven: bool = False
    seconds: float = 0.0
    findings: tuple[Finding, ...] = field(default=())

    @property
    def total_usd(self) -> Array:
        """Cost of every year after revenues, debt service included, shape (years,) [USD/year]."""
        return np.asarray(np.sum(list(self.cost_usd.values()), axis=0))

    @property
    def gap_frac(self) -> float:
        """Part of the cost that a better plan could save at most [frac]."""
        return max(self.discounted_usd - self.bound_usd, 0.0) / max(abs(self.discounted_usd), 1.0)


def read_plan(
    formulation: Formulation,
    values: Array,
    *,
    bound_usd: float,
    first_year: Mapping[str | None, Mapping[str, float]],
    seconds: float,
) -> Plan:
    """Read a plan off the values of the columns of its program.

    Parameters
    ----------
    formulation
        The program.
    values
        Of all columns.
    bound_usd
        Lower bound of the discounted cost [USD].
    first_year
        Figures of the year of the records by city, for cuts.
    seconds
        How long it was solved for [s].
    """
    problem, decided = formulation.problem, formulation.decided
    investments = _investments(formulation, values)
    costs = {name: form.at(values) for name, form in formulation.costs.items()}
    debt = np.zeros(len(problem.years))
    for build, investment in investments:
        facility = problem.facilities[build.facility]
        debt[debt_years(facility, build, debt.size)] += investment.usd_per_year
    costs["debt"] = debt
    by_law = {**formulation.costs, "debt": formulation.forms.constant(debt)}
    gases = {name: form.at(values) for name, form in formulation.forms.gases().items()}
    weight = discount(problem)
    whole = np.sum(list(costs.values()), axis=0) + problem.money.carbon_usd_per_t * np.sum(list(gases.values()), axis=0)
    over = np.where(decided.over >= 0, values[decided.over], 0.0)
    return Plan(
        problem=problem,
        investments=tuple(investment for _, investment in investments),
        scheme_share=_shares(formulation, values),
        flows=_flows(formulation, values),
        figures={code: promised_form(code, formulation.forms, by_law, {}).at(values) for code in PLAN_FIGURES},
        cost_usd=costs,
        gases_t_co2e=gases,
        kept=_kept(formulation, values, first_year, by_law),
        over_budget_usd=over,
        discounted_usd=float(whole @ weight),
        bound_usd=bound_usd,
        seconds=seconds,
        findings=problem.findings,
    )


def _investments(formulation: Formulation, values: Array) -> list[tuple[Build, Investment]]:
    problem, decided, out = formulation.problem, formulation.decided, []
    for at, build in enumerate(decided.builds):
        facility, size = problem.facilities[build.facility], float(values[decided.size[at]])
        if facility.expansion is None or size <= SMALLEST_T:
            continue
        if formulation.scale is Scale.SLOPE:  # a linear program knows no smallest size; what is built has one
            size = max(size, facility.expansion.smallest)
        usd = float(facility.expansion.usd(size))
        yearly = usd * annuity_frac(problem.money.interest_frac, facility.technology.life_years)
        first = problem.years[0]
        investment = Investment(
            facility=facility.code,
            year=first + build.year,
            opens=first + build.opens,
            size=size,
            usd=usd,
            usd_per_year=yearly,
        )
        out.append((build, investment))
    return sorted(out, key=lambda each: (each[1].year, each[1].facility))


def _shares(formulation: Formulation, values: Array) -> dict[tuple[str, str], Array]:
    problem, share = formulation.problem, formulation.decided.share
    return {
        (zone.code, scheme.code): values[share[at, scheme_at]]
        for at, zone in enumerate(problem.zones)
        for scheme_at, scheme in enumerate(problem.schemes)
        if share[at, scheme_at, 0] >= 0
    }


def _flows(formulation: Formulation, values: Array) -> tuple[PlannedFlow, ...]:
    problem, out = formulation.problem, []
    for row, move in enumerate(formulation.network.moves):
        mass = values[formulation.decided.flow[row]]
        if mass.max() <= SMALLEST_T:
            continue
        origin = problem.zones[move.zone].code if move.zone >= 0 else problem.facilities[move.origin].code
        stream = formulation.network.streams[move.stream]
        out.append(
            PlannedFlow(
                origin=origin,
                target=problem.facilities[move.target].code,
                stream=stream.name,
                by_constituent_t=mass * stream.composition_frac,
            )
        )
    return tuple(out)


def _kept(
    formulation: Formulation,
    values: Array,
    first_year: Mapping[str | None, Mapping[str, float]],
    costs: Mapping[str, Form],
) -> tuple[Kept, ...]:
    out = []
    for at, promise in enumerate(formulation.problem.promises):
        columns = formulation.decided.short[at]
        forms = formulation.forms if promise.city is None else formulation.forms.of_city(promise.city)
        promised = promised_form(promise.figure, forms, costs, first_year.get(promise.city, {}))
        short = np.where(columns >= 0, values[columns], 0.0)
        out.append(Kept(promise=promise, value=promised.at(values), short=short))
    return tuple(out)
