r"""From a problem to a plan: an answer in a moment, then one that is proven.

Notes
-----
The first answer comes from a linear program in which a unit of size has one price. It is solved again and
again from where it stood with the price :math:`K(q)/q` of the size that was chosen (*slope scaling*); the
cheapest plan by the law of size is kept. With the price :math:`K(q_{max})/q_{max}`, which no size
undercuts where the law is concave, the same program is a lower bound: so the first answer bears a gap.

The proven answer comes from the same rows with chords of the law and whole numbers; its gap is that of the
branch and bound, and the chords' own error against the law is said beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.decisions import Scale
from nagara.pathways.least_cost.formulation import (
    Formulation,
    discount,
    formulate,
    shortfall_prices,
)
from nagara.pathways.least_cost.highs import WarmProgram
from nagara.pathways.least_cost.money_forms import annuity_frac, debt_years
from nagara.pathways.least_cost.plan import SMALLEST_T, Plan, read_plan
from nagara.pathways.least_cost.promise_rows import promised_form
from nagara.pathways.least_cost.refusals import PlanError
from nagara.pathways.least_cost.solution import Status
from nagara.pathways.least_cost.streams import StreamNetwork, stream_network

if TYPE_CHECKING:
    from nagara.pathways.least_cost.problem import Problem
    from nagara.pathways.least_cost.solution import Progress, Solution

__all__ = [
    "FirstYear",
    "cost_by_law",
    "first_answer",
    "first_year_of",
    "proven_answer",
    "shortfall_usd",
    "slopes",
]

Array: TypeAlias = NDArray[np.float64]
FirstYear: TypeAlias = "Mapping[str | None, Mapping[str, float]]"

USD_PER_T: Final = 5_000.0
"""What a full miss of a promise counts by tonne generated in a year: more than any way to keep it costs [USD/t]."""
MOST_CHORDS: Final = 5
"""Searches, each with chords that touch the law at the sizes that the one before chose."""
CHORD_PART: Final = 0.6
"""Part of the gap that is left to the search; the rest is for the chords [frac]."""
KEPT: Final = 1e-9
"""A promise is kept as well if it misses no more than this beyond the first answer [frac]."""
PROVEN_FRAC: Final = 0.01
"""Gap below which a plan is called proven, if nothing else is asked for [frac]."""
MOST_ROUNDS: Final = 12
"""Solves of the first answer."""
SETTLED_FRAC: Final = 1e-4
"""A round that gains less than this part of the cost is the last [frac]."""
_CUT_OF: Final = ("ghg_t_co2e_per_year", "methane_t_per_year", "plastic_to_water_t_per_year")


@dataclass(slots=True)
class _Round:
    """The cheapest plan of the rounds so far."""

    usd: float = np.inf
    values: Array | None = None
    formulation: Formulation | None = None


def first_year_of(problem: Problem, network: StreamNetwork | None = None) -> FirstYear:
    """Figures of the year of the records that promised cuts are measured from, by city and for all together.

    Parameters
    ----------
    problem
        The question; its promises do not matter.
    network
        Its streams, if they are known already.
    """
    formulation = formulate(replace(problem, promises=(), shortfall_usd=None), network=network)
    values = _solved(problem, WarmProgram(formulation.arrays).solve()).column_values
    out: dict[str | None, Mapping[str, float]] = {}
    for city in (None, *dict.fromkeys(zone.city for zone in problem.zones)):
        forms = formulation.forms if city is None else formulation.forms.of_city(city)
        out[city] = {code: float(promised_form(code, forms, formulation.costs, {}).at(values)[0]) for code in _CUT_OF}
    return out


def first_answer(
    problem: Problem, *, should_stop: Callable[[], bool] | None = None, first_year: FirstYear | None = None
) -> Plan:
    """Answer within a moment, with a gap that is stated.

    Parameters
    ----------
    problem
        The question.
    should_stop
        Asked between rounds; the best plan so far is returned.
    first_year
        Figures of the year of the records, if they are known already.

    Raises
    ------
    PlanError
        If no plan exists, in words.
    """
    network, seconds = stream_network(problem), 0.0
    before = first_year_of(problem, network) if first_year is None else first_year
    formulation = formulate(problem, first_year=before, network=network)
    warm = WarmProgram(_priced(formulation).arrays)
    solution = _solved(problem, warm.solve(should_stop=should_stop))
    seconds += solution.seconds
    bound, best, prices = solution.objective, _Round(), slopes(formulation, None, None)
    for _ in range(MOST_ROUNDS):
        usd, sizes = cost_by_law(formulation, solution.column_values)
        settled = best.usd - usd < SETTLED_FRAC * abs(usd)
        if usd < best.usd:
            best = _Round(usd=usd, values=solution.column_values, formulation=formulation)
        if settled or (should_stop is not None and should_stop()):
            break
        prices = slopes(formulation, sizes, prices)
        formulation = formulate(problem, slope_usd=prices, first_year=before, network=network)
        warm = _again(warm, formulation)
        solution = _solved(problem, warm.solve())
        seconds += solution.seconds
    return _read(best, bound, before, seconds)


def proven_answer(
    problem: Problem,
    *,
    gap_frac: float = PROVEN_FRAC,
    time_limit_s: float | None = None,
    threads: int = 1,
    first: Plan | None = None,
    first_year: FirstYear | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Plan:
    """Answer with a proof that nothing is cheaper by more than a gap.

    Parameters
    ----------
    problem
        The question.
    gap_frac
        Gap that is good enough [frac].
    time_limit_s
        Time after which the best plan until then is returned with the gap that it has [s].
    threads
        Of the search.
    first
        A first answer, which stands if nothing better is found in time.
    first_year
        Figures of the year of the records, if they are known already.
    on_progress, should_stop
        Told how far it has come; asked whether to go on. Ctrl-C stops it too and keeps the best plan.

    Raises
    ------
    PlanError
        If no plan exists, in words.
    """
    before = first_year_of(problem) if first_year is None else first_year
    known = first_answer(problem, should_stop=should_stop, first_year=before) if first is None else first
    search = _Search(problem, known, before, time_limit_s, threads, on_progress, should_stop)
    best, sizes = known, {place.code: tuple[float, ...]() for place in problem.facilities}
    for _ in range(MOST_CHORDS):
        found, bound = search.once(sizes, gap_frac * CHORD_PART)
        best = _better(best, found, bound)
        if found is None:
            break
        if best.gap_frac <= gap_frac or search.is_over:
            break
        for investment in found.investments:
            sizes[investment.facility] = (*sizes[investment.facility], investment.size)
    return replace(best, is_proven=best.gap_frac <= gap_frac, seconds=known.seconds + search.seconds)


def _better(best: Plan, found: Plan | None, bound_usd: float) -> Plan:
    """The cheaper of two plans that keep promises alike, with the highest bound that is known."""
    cheaper = best if found is None or best.discounted_usd <= found.discounted_usd else found
    bound = max(best.bound_usd, bound_usd) if np.isfinite(bound_usd) else best.bound_usd
    return replace(cheaper, bound_usd=min(bound, cheaper.discounted_usd))


class _Search:
    """A search for whole numbers that keeps promises as well as a first answer and asks for less money.

    What promises miss stands as a limit and not as a price, so that the gap is one of money alone.
    """

    def __init__(
        self,
        problem: Problem,
        known: Plan,
        before: FirstYear,
        time_limit_s: float | None,
        threads: int,
        on_progress: Callable[[Progress], None] | None,
        should_stop: Callable[[], bool] | None,
    ) -> None:
        self.problem, self.known, self.threads = problem, known, threads
        self.time_limit_s, self.seconds = time_limit_s, 0.0
        self.on_progress, self.should_stop, self.is_over = on_progress, should_stop, False
        self.network = stream_network(problem)
        self.before = before

    def once(self, sizes: Mapping[str, tuple[float, ...]], gap_frac: float) -> tuple[Plan | None, float]:
        """Search with given break points of the chords: a plan, if one was found in time, and the bound."""
        formulation = formulate(
            self.problem, scale=Scale.CHORDS, first_year=self.before, network=self.network, sizes=sizes
        )
        warm = WarmProgram(formulation.arrays)
        self._keep_as_well(warm, formulation)
        solution = warm.solve(
            time_limit_s=None if self.time_limit_s is None else max(self.time_limit_s - self.seconds, 0.0),
            gap=gap_frac,
            threads=self.threads,
            on_progress=self.on_progress,
            should_stop=self.should_stop,
        )
        self.seconds += solution.seconds
        self.is_over = solution.status in {Status.TIME_LIMIT, Status.STOPPED}
        if not solution.has_answer:
            return None, solution.bound
        plan = read_plan(
            formulation,
            solution.column_values,
            bound_usd=solution.bound,
            first_year=self.before,
            seconds=solution.seconds,
        )
        return plan, solution.bound

    def _keep_as_well(self, warm: WarmProgram, formulation: Formulation) -> None:
        """Let no promise be missed by more than in the first answer."""
        decided = formulation.decided
        for columns, kept in zip(decided.short, self.known.kept, strict=True):
            there = columns >= 0
            warm.change_column_bounds(columns[there], upper=kept.short[there] * (1.0 + KEPT) + KEPT)
        there = decided.over >= 0
        if there.any():
            over = self.known.over_budget_usd[there]
            warm.change_column_bounds(decided.over[there], upper=over * (1.0 + KEPT) + KEPT)


def _solved(problem: Problem, solution: Solution) -> Solution:
    """Refuse a program without an answer, in words."""
    if solution.has_answer:
        return solution
    why = {
        Status.INFEASIBLE: "no plan exists, even with every promise missed",
        Status.UNBOUNDED: "cost falls without end: something earns more than it costs, without limit",
    }.get(solution.status, f"no plan was found ({solution.status})")
    raise PlanError(problem.name, why, solution.explanation or "Give it more time.")


def shortfall_usd(problem: Problem) -> float:
    """What a full miss of one promise in one year counts [USD]."""
    if problem.shortfall_usd is not None:
        return problem.shortfall_usd
    return USD_PER_T * float(np.mean(np.sum([zone.generated_t.sum(axis=0) for zone in problem.zones], axis=0)))


def _priced(formulation: Formulation) -> Formulation:
    """The program with shortfalls at their price."""
    prices = shortfall_prices(formulation, shortfall_usd(formulation.problem))
    return replace(formulation, arrays=replace(formulation.arrays, cost=prices))


def _penalty(formulation: Formulation, values: Array) -> float:
    """What a plan misses, at the price of missing [USD]."""
    return float((_priced(formulation).arrays.cost - formulation.arrays.cost) @ values)


def cost_by_law(formulation: Formulation, values: Array) -> tuple[float, Array]:
    """Discounted cost with every size at the price of the law and with shortfalls, and the sizes [USD]."""
    problem, decided = formulation.problem, formulation.decided
    weight, sizes = discount(problem), values[decided.size] if decided.builds else np.zeros(0)
    usd = float(formulation.arrays.cost @ values) + formulation.arrays.offset + _penalty(formulation, values)
    usd -= float(formulation.costs["debt"].at(values) @ weight)
    for build, size in zip(decided.builds, sizes, strict=True):
        facility = problem.facilities[build.facility]
        if facility.expansion is None or size <= SMALLEST_T:
            continue
        law = facility.expansion.usd(max(float(size), facility.expansion.smallest))
        paid = annuity_frac(problem.money.interest_frac, facility.technology.life_years)
        usd += float(law) * paid * float(weight[debt_years(facility, build, weight.size)].sum())
    return usd, sizes


def slopes(formulation: Formulation, sizes: Array | None, before: Array | None) -> Array:
    """Price of a unit of every size: what the law asks for the size that was chosen, or for the largest [USD]."""
    out = np.zeros(len(formulation.decided.builds))
    for at, build in enumerate(formulation.decided.builds):
        law = formulation.problem.facilities[build.facility].expansion
        if law is None:
            continue
        size = law.largest if sizes is None else float(sizes[at])
        if size > SMALLEST_T:
            out[at] = float(law.usd(max(size, law.smallest))) / size
        elif before is not None:
            out[at] = before[at]
    return out


def _again(warm: WarmProgram, formulation: Formulation) -> WarmProgram:
    """The program at other prices of size, from where it stood; anew where cost stands in rows too."""
    priced = _priced(formulation)
    in_rows = formulation.problem.money.budget_usd is not None or any(
        promise.figure.startswith("cost_") for promise in formulation.problem.promises
    )
    if in_rows:
        return WarmProgram(priced.arrays)
    size = formulation.decided.size
    warm.change_costs(size, priced.arrays.cost[size])
    return warm


def _read(best: _Round, bound: float, before: FirstYear, seconds: float) -> Plan:
    if best.values is None or best.formulation is None:
        msg = "there is no plan to read"
        raise ValueError(msg)
    missed = _penalty(best.formulation, best.values)
    return read_plan(best.formulation, best.values, bound_usd=bound - missed, first_year=before, seconds=seconds)
