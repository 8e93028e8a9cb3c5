"""What a city should build in any case: one programme for many draws, and what knowing more would be worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nagara.pathways.least_cost.city.city_problem import city_problem
from nagara.pathways.least_cost.least_regret.shared_program import Aim
from nagara.pathways.least_cost.least_regret.two_stage import MOST_DRAWS, TwoStage, two_stage
from nagara.pathways.least_cost.solving.time_limit import TimeLimit
from nagara.uncertainty.executor import StoppedEarlyError

if TYPE_CHECKING:
    from nagara.pathways.least_cost.city.city_problem import CityStart
    from nagara.pathways.least_cost.question.problem import Problem

__all__ = ["DEFAULT_STAGES", "MOST_DRAWS", "Aim", "Stages", "plan_stages"]

DEFAULT_STAGES: Final = 10
"""Draws, where somebody asks for least regret and says no number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """A programme of building for many draws.

    Parameters
    ----------
    problem
        The question at its best values.
    aim
        What was made smallest.
    draws
        Draws that stood in it.
    found
        The programme, and the three ways to decide.
    """

    problem: Problem
    aim: Aim
    draws: int
    found: TwoStage


def plan_stages(
    city: CityStart,
    problem: Problem,
    draws: int,
    *,
    aim: Aim = Aim.MEAN,
    on_draw: Callable[[int, int], None] = lambda _at, _of: None,
    within: TimeLimit | None = None,
) -> Stages | None:
    """Find what is to be built once for all draws of generation, composition, cost and participation.

    Parameters
    ----------
    city
        Where it stands, with its draws.
    problem
        The question at its best values.
    draws
        How many draws stand in one program.
    aim
        What is made smallest.
    on_draw
        Told how many of how many draws are made.
    within
        The time for all of it, and who is asked whether to stop. A programme for fewer draws than were asked for
        would be another one: there is nothing where it is stopped before its program is solved.

    Raises
    ------
    PlanError
        If there are too many draws, or nothing that is built can be run in all of them.
    """
    every, limit = [], TimeLimit() if within is None else within
    for number in range(1, draws + 1):
        if limit.should_stop():
            return None
        every.append(city_problem(city, problem.promises, draw_number=number))
        on_draw(number, draws)
    try:
        found = two_stage(problem, every, aim=aim, within=limit)
    except StoppedEarlyError:
        return None
    return Stages(problem=problem, aim=aim, draws=draws, found=found)
