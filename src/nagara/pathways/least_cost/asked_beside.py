"""What a planner asks beside the plan, all of it only if it is asked for: fronts, and one programme for many draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nagara.pathways.least_cost.fronts.planned import PlannedFront, planned_front
from nagara.pathways.least_cost.least_regret.stages import MOST_DRAWS, Aim, Stages, plan_stages
from nagara.pathways.least_cost.question.refusals import PlanError

if TYPE_CHECKING:
    from nagara.pathways.least_cost.city.city_problem import CityStart
    from nagara.pathways.least_cost.fronts.wish import FrontWish
    from nagara.pathways.least_cost.solving.answers import FirstYear
    from nagara.pathways.least_cost.solving.plan import Plan

__all__ = ["DEFAULT_POINTS", "MOST_POINTS", "Beside", "Told", "plan_fronts", "stages_of"]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who hears how far the questions are, and says whether to go on.

    Parameters
    ----------
    on_step
        Told the name of what is begun.
    on_part
        Told how many of how many parts of it are done.
    should_stop
        Asked whether to stop; what was found until then is kept.
    """

    on_step: Callable[[str], None]
    on_part: Callable[[int, int], None]
    should_stop: Callable[[], bool]


def plan_fronts(plan: Plan, beside: Beside, told: Told, *, first_year: FirstYear) -> tuple[PlannedFront, ...]:
    """The fronts that were asked for, or those that were done when somebody stopped.

    Parameters
    ----------
    plan
        The plan of the city.
    beside
        What was asked.
    told
        Who hears how far it is.
    first_year
        Figures of the year of the records.

    Raises
    ------
    PlanError, PromiseError
        If a front cannot be asked of this city.
    """
    for wish in beside.fronts:
        wish.of(plan.problem)  # refuse what cannot be asked before anything is solved
    found = []
    for wish in beside.fronts:
        if told.should_stop():
            break
        told.on_step("front")
        front = planned_front(
            plan,
            wish,
            points=beside.points,
            first_year=first_year,
            on_point=told.on_part,
            should_stop=told.should_stop,
        )
        if front.points:
            found.append(front)
    return tuple(found)


def stages_of(city: CityStart, plan: Plan, beside: Beside, told: Told) -> Stages | None:
    """One programme for many draws, if it was asked for and nobody stopped it.

    Parameters
    ----------
    city
        Where it stands, with its draws.
    plan
        The plan of the city.
    beside
        What was asked.
    told
        Who hears how far it is.

    Raises
    ------
    PlanError
        If there are too few draws, or nothing that is built can be run in all of them.
    """
    if beside.stages < 1 or told.should_stop():
        return None
    possible = min(MOST_DRAWS, city.start.kept.size)
    if beside.stages > possible:
        why = f"{beside.stages} draws cannot stand in one program"
        raise PlanError(plan.problem.name, why, f"Ask for {possible} at most.")
    told.on_step("stages")
    return plan_stages(
        city, plan.problem, beside.stages, aim=beside.aim, on_draw=told.on_part, should_stop=told.should_stop
    )
