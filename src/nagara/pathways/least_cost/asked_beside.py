"""What a planner asks beside the plan, all of it only if it is asked for: fronts, and one programme for many draws."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nagara.pathways.least_cost.fronts.planned import PlannedFront, planned_front
from nagara.pathways.least_cost.least_regret.stages import MOST_DRAWS, Aim, Stages, plan_stages
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.solving.what_fits import Part
from nagara.uncertainty.executor import StoppedEarlyError

if TYPE_CHECKING:
    from nagara.pathways.least_cost.city.city_problem import CityStart
    from nagara.pathways.least_cost.fronts.wish import FrontWish
    from nagara.pathways.least_cost.question.problem import Problem
    from nagara.pathways.least_cost.solving.answers import FirstYear
    from nagara.pathways.least_cost.solving.plan import Plan
    from nagara.pathways.least_cost.solving.what_fits import Parts

__all__ = ["DEFAULT_POINTS", "MOST_POINTS", "Beside", "plan_fronts", "refuse_beside", "stages_of"]

DEFAULT_POINTS: Final = 9
"""Points of a front, if nothing else is asked for."""
MOST_POINTS: Final = 50
"""Points of a front: more lie closer together than the gaps of their plans."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is asked beside a plan.

    Parameters
    ----------
    fronts
        Figures that cost is held against.
    points
        Targets of each front.
    stages
        Draws for which one programme of building is found; none for 0.
    aim
        What that programme makes smallest.
    """

    fronts: tuple[FrontWish, ...] = ()
    points: int = DEFAULT_POINTS
    stages: int = 0
    aim: Aim = Aim.MEAN


def refuse_beside(city: CityStart, problem: Problem, beside: Beside, draws: int = 0) -> None:
    """Refuse what cannot be asked beside a plan before anything is solved.

    Parameters
    ----------
    city
        Where it stands, with its draws.
    problem
        The question.
    beside
        What is asked.
    draws
        Draws in which the plan is to be tried.

    Raises
    ------
    PlanError, PromiseError
        If a front cannot be asked of this city, or there are too few draws.
    """
    for wish in beside.fronts:
        wish.of(problem)
    kept = city.start.kept.size
    if kept < draws:
        why = f"only {kept} draws of the account are possible, and {draws} were asked for"
        raise PlanError(problem.name, why, "Ask for fewer draws.")
    possible = min(MOST_DRAWS, kept)
    if beside.stages > possible:
        why = f"{beside.stages} draws cannot stand in one program"
        raise PlanError(problem.name, why, f"Ask for {possible} at most.")


def plan_fronts(plan: Plan, beside: Beside, parts: Parts, *, first_year: FirstYear) -> tuple[PlannedFront, ...]:
    """The fronts that were asked for, or those that were done when somebody stopped or the time was over.

    Parameters
    ----------
    plan
        The plan of the city.
    beside
        What was asked.
    parts
        The time that is left, and who hears how far it is.
    first_year
        Figures of the year of the records.
    """
    found = []
    for wish in beside.fronts:
        if parts.limit.should_stop():
            break
        parts.begin("front")
        with suppress(StoppedEarlyError):
            front = planned_front(
                plan,
                wish,
                points=beside.points,
                first_year=first_year,
                on_point=parts.on_part,
                within=parts.limit,
            )
            if front.points:
                found.append(front)
    parts.leave_out(Part.FRONTS, sum(each.is_whole for each in found), len(beside.fronts))
    return tuple(found)


def stages_of(city: CityStart, plan: Plan, beside: Beside, parts: Parts) -> Stages | None:
    """One programme for many draws, if it was asked for and was done in time.

    Parameters
    ----------
    city
        Where it stands, with its draws.
    plan
        The plan of the city.
    beside
        What was asked.
    parts
        The time that is left, and who hears how far it is.

    Raises
    ------
    PlanError
        If nothing that is built can be run in all draws.
    """
    if beside.stages < 1:
        return None
    found = None
    if not parts.limit.should_stop():
        parts.begin("stages")
        found = plan_stages(
            city, plan.problem, beside.stages, aim=beside.aim, on_draw=parts.on_part, within=parts.limit
        )
    if found is None:
        parts.leave_out(Part.STAGES)
    return found
