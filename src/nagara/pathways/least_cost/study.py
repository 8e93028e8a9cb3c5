"""A whole study of a city's promises: the plan, what the city does without them, what blocks, how it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from nagara.findings import Finding
from nagara.pathways.least_cost.asked_beside import Beside, plan_fronts, refuse_beside, stages_of
from nagara.pathways.least_cost.city.city_problem import CityStart, city_problem, city_start, present_control
from nagara.pathways.least_cost.explanation.blockers import Missed, what_blocks
from nagara.pathways.least_cost.explanation.investment_ends import invested_ends, investment_ends
from nagara.pathways.least_cost.explanation.replay import replay, require_replay
from nagara.pathways.least_cost.explanation.robustness import Robustness, robustness
from nagara.pathways.least_cost.explanation.shadow_price import ShadowPrice, shadow_prices
from nagara.pathways.least_cost.solving.answers import (
    PROVEN_FRAC,
    FirstYear,
    first_answer,
    first_year_of,
    proven_answer,
)
from nagara.pathways.least_cost.solving.what_fits import Part, Parts, proof_s

if TYPE_CHECKING:
    from nagara.pathways.least_cost.city.settings import PlanSettings
    from nagara.pathways.least_cost.fronts.planned import PlannedFront
    from nagara.pathways.least_cost.least_regret.stages import Stages
    from nagara.pathways.least_cost.program.solution import Progress
    from nagara.pathways.least_cost.question.problem import Problem
    from nagara.pathways.least_cost.question.promise import Promise
    from nagara.pathways.least_cost.solving.plan import Plan
    from nagara.pathways.least_cost.solving.time_limit import TimeLimit
    from nagara.pathways.least_cost.solving.what_fits import LeftOut
    from nagara.pathways.scenario import Scenario
    from nagara.waste.records import City, CityRecords

__all__ = ["DEFAULT_DRAWS", "Loosened", "PlanStudy", "study_plan"]

DEFAULT_DRAWS: Final = 50
"""Draws in which a plan is tried."""
FEWEST_DRAWS: Final = 100
"""Draws of the account that the plan's own draws are taken from."""
NOTHING_BESIDE: Final = Beside()
MORE_MONEY_USD: Final = 1_000_000.0
"""What is asked about one more million [USD/year]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loosened:
    """What one thing more would change.

    Parameters
    ----------
    code
        ``year``: all promises one year later; ``budget``: a million a year more.
    usd
        Change of the discounted cost [USD].
    short
        Largest miss of a promise in a year that is left, as a part of the whole [frac].
    """

    code: str
    usd: float
    short: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStudy:
    """A plan with everything that a planner asks next.

    Parameters
    ----------
    city
        The city.
    plan
        The cheapest way to the promises.
    without
        What the city would do without any promise; nothing where there was no time to ask.
    missed
        Promises that cannot be kept, and what blocks them.
    loosened
        What one more year, or one more million, would change; nothing if it was stopped before.
    robustness
        The plan in other draws; nothing if it was not asked for.
    settings
        How the city was planned for.
    seed
        Of the draws.
    digests
        SHA-256 of the files that were read, by name.
    findings
        Doubts.
    investment_ends, invested_ends
        Both ends of the 95 % interval of every investment of the plan, and of all together [USD]; nothing where none
        is known.
    prices
        What one more unit of every promise would cost, in the order of the promises of the plan.
    fronts
        Cost against the figures that were asked for.
    stages
        One programme of building for many draws; nothing if it was not asked for, or stopped.
    stopped_at
        The step at which somebody stopped; what comes after it was not asked.
    left_out
        What did not fit into the time given.
    time_limit_s
        That time; nothing where there was no end [s].
    """

    city: City
    plan: Plan
    without: Plan | None
    missed: tuple[Missed, ...]
    loosened: tuple[Loosened, ...]
    robustness: Robustness | None
    settings: PlanSettings
    seed: int
    digests: Mapping[str, str]
    findings: tuple[Finding, ...]
    investment_ends: tuple[tuple[float, float] | None, ...] = ()
    invested_ends: tuple[float, float] | None = None
    prices: tuple[ShadowPrice, ...] = ()
    fronts: tuple[PlannedFront, ...] = ()
    stages: Stages | None = None
    stopped_at: str | None = None
    left_out: tuple[LeftOut, ...] = ()
    time_limit_s: float | None = None


def study_plan(
    records: CityRecords,
    promises: tuple[Promise, ...],
    settings: PlanSettings,
    *,
    draws: int = DEFAULT_DRAWS,
    seed: int,
    gap_frac: float = PROVEN_FRAC,
    time_limit_s: float | None = None,
    growth: Scenario | None = None,
    is_proven: bool = True,
    digests: Mapping[str, str] | None = None,
    findings: Sequence[Finding] = (),
    beside: Beside = NOTHING_BESIDE,
    on_step: Callable[[str], None] = lambda _: None,
    on_part: Callable[[int, int], None] = lambda _at, _of: None,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> PlanStudy:
    """Plan for a city.

    Parameters
    ----------
    records
        What the city wrote down.
    promises
        What it promised.
    settings
        How it is to be planned for.
    draws, seed
        Draws in which the plan is tried, none for 0; and their seed.
    gap_frac, is_proven
        Gap of the proof; without a proof the first answer stands.
    time_limit_s
        Time of the whole study; what does not fit is left out, and the study says what [s].
    growth
        What happens in any case.
    digests, findings
        What names the files, and doubts that arose while they were read.
    beside
        Fronts, and one programme for many draws, where they are asked for.
    on_step, on_part, on_progress, should_stop
        Told what is begun, how many of how many parts of it are done, and how far the proof is; asked whether to
        stop. What was found until then is kept, and the study says where it was stopped.

    Raises
    ------
    BlockedError, ScenarioError
        If the records do not allow a starting point.
    PlanError, PromiseError
        If no plan exists or none was found in time, or something cannot be asked of this city.
    LawBrokenError
        If the plan does not come out again without its program.
    """
    parts = Parts(time_limit_s, on_step=on_step, on_part=on_part, should_stop=should_stop)
    parts.begin("start")
    city = city_start(records, settings, draws=max(draws + 1, FEWEST_DRAWS), seed=seed, plan=growth)
    problem = city_problem(city, (*promises, *_kept(city, promises, settings)))
    refuse_beside(city, problem, beside, draws)
    parts.begin("first")
    before = first_year_of(problem)
    begun_s = parts.limit.seconds
    first = first_answer(problem, first_year=before, within=parts.limit)
    first_s = parts.limit.seconds - begun_s
    free = replace(problem, promises=(), money=replace(problem.money, budget_usd=None))
    without = parts.whole(Part.WITHOUT, lambda limit: first_answer(free, first_year=before, within=limit))
    plan = first
    if is_proven:
        parts.begin("proof")
        plan = proven_answer(
            problem,
            gap_frac=gap_frac,
            time_limit_s=_proof_s(parts, first_s, draws, beside),
            first=first,
            first_year=before,
            on_progress=on_progress,
            should_stop=parts.should_stop,
        )
    require_replay(replay(plan, potentials=city.gases.potentials, edition=settings.edition))
    parts.begin("beside")
    return PlanStudy(
        city=records.city,
        plan=plan,
        without=without,
        prices=_priced(plan, before, parts),
        loosened=_loosened(problem, first, before, parts),
        missed=_blocked(plan, before, parts),
        robustness=_tried(city, plan, draws, parts),
        settings=settings,
        seed=seed,
        digests=dict(digests or {}),
        findings=tuple({str(each): each for each in (*findings, *plan.findings)}.values()),
        investment_ends=investment_ends(city, plan),
        invested_ends=invested_ends(city, plan),
        fronts=plan_fronts(plan, beside, parts, first_year=before),
        stages=stages_of(city, plan, beside, parts),
        stopped_at=parts.stopped_at,
        left_out=tuple(parts.left_out),
        time_limit_s=time_limit_s,
    )


def _proof_s(parts: Parts, first_s: float, draws: int, beside: Beside) -> float | None:
    count = len(beside.fronts)
    return proof_s(parts.limit, first_s, draws=draws, fronts=count, points=beside.points, stages=beside.stages)


def _kept(city: CityStart, promises: tuple[Promise, ...], settings: PlanSettings) -> tuple[Promise, ...]:
    """What is controlled today stays so, where something was promised at all."""
    today = present_control(city) if promises and settings.keeps_control else None
    return () if today is None else (today,)


def _priced(plan: Plan, before: FirstYear, parts: Parts) -> tuple[ShadowPrice, ...]:
    if not plan.kept:
        return ()
    return parts.whole(Part.PRICES, lambda limit: shadow_prices(plan, first_year=before, within=limit)) or ()


def _loosened(problem: Problem, first: Plan, before: FirstYear, parts: Parts) -> tuple[Loosened, ...]:
    """Ask again with every promise a year later, and with a million a year more."""
    asked: dict[str, Problem] = {}
    last = problem.years[-1]
    if problem.promises:
        later = tuple(replace(each, from_year=min(each.from_year + 1, last)) for each in problem.promises)
        asked["year"] = replace(problem, promises=later)
    if problem.money.budget_usd is not None:
        more = replace(problem.money, budget_usd=problem.money.budget_usd + MORE_MONEY_USD)
        asked["budget"] = replace(problem, money=more)

    def answered(limit: TimeLimit) -> tuple[Loosened, ...]:
        return tuple(
            _compared(code, first_answer(looser, first_year=before, within=limit), first)
            for code, looser in asked.items()
        )

    return (parts.whole(Part.LOOSENED, answered) if asked else None) or ()


def _blocked(plan: Plan, before: FirstYear, parts: Parts) -> tuple[Missed, ...]:
    tried = [0, 0]

    def told(at: int, of: int) -> None:
        tried[:] = at, of

    missed = what_blocks(plan, first_year=before, within=parts.limit, on_trial=told)
    if missed:
        parts.leave_out(Part.BLOCKERS, *tried)
    return missed


def _tried(city: CityStart, plan: Plan, draws: int, parts: Parts) -> Robustness | None:
    if draws < 1:
        return None
    found = None
    if not parts.limit.should_stop():
        parts.begin("draws")
        found = robustness(city, plan, range(1, draws + 1), within=parts.limit)
    parts.leave_out(Part.DRAWS, found.draws if found else 0, draws)
    return found if found is not None and found.draws else None


def _compared(code: str, tried: Plan, first: Plan) -> Loosened:
    short = max((float(kept.short.max()) for kept in tried.kept), default=0.0)
    return Loosened(code=code, usd=tried.discounted_usd - first.discounted_usd, short=short)
