"""A whole study of cities that could share plants: each alone, all together, every coalition, and who pays what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING, Final

from nagara.findings import Finding
from nagara.pathways.least_cost.city.city_problem import city_problem, city_start, present_control
from nagara.pathways.least_cost.explanation.replay import replay, require_replay
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.regions.concentration import better_shared_answer, shared_answer
from nagara.pathways.least_cost.regions.payments import Payment, payments
from nagara.pathways.least_cost.regions.regional import Regional, regional_plan
from nagara.pathways.least_cost.regions.shared_plants import Region, of_city
from nagara.pathways.least_cost.solving.answers import PROVEN_FRAC
from nagara.pathways.least_cost.solving.time_limit import TimeLimit

if TYPE_CHECKING:
    from nagara.emissions.gases import WarmingPotentials
    from nagara.pathways.least_cost.city.settings import PlanSettings
    from nagara.pathways.least_cost.question.problem import Problem
    from nagara.pathways.least_cost.question.promise import Promise
    from nagara.pathways.least_cost.regions.fair_split import Coalition
    from nagara.pathways.least_cost.solving.plan import Plan
    from nagara.pathways.scenario import Scenario
    from nagara.waste.records import City, CityRecords

__all__ = ["Member", "RegionStudy", "study_region"]

DRAWS: Final = 100
"""Draws of each account; the plan stands at their best values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A city that takes part.

    Parameters
    ----------
    code, name
        Its code in the region, and what pages call it; the name in its records if left out.
    records
        What it wrote down.
    settings
        How it is planned for; years, technologies and the price of carbon are those of all.
    promises
        What it promised for itself.
    hosts
        Technologies whose new plant it would open to others, and sites of its own that it would.
    growth
        What happens in any case.
    """

    code: str
    records: CityRecords
    settings: PlanSettings
    promises: tuple[Promise, ...] = ()
    hosts: tuple[str, ...] = ()
    growth: Scenario | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionStudy:
    """Cities that could share plants, and what comes of it.

    Parameters
    ----------
    name
        Of the region.
    cities, names
        The cities, and what they are called, by code.
    region
        Their questions, hosts and roads.
    regional
        Plans of every coalition, and the splits.
    payments
        What each city pays a year.
    settings
        How each city was planned for, by code.
    seed
        Of the draws.
    digests
        SHA-256 of the files that were read, by name.
    findings
        Doubts, by code of the city.
    was_stopped
        Whether somebody stopped it, or the time was over, before all was done.
    """

    name: str
    cities: Mapping[str, City]
    names: Mapping[str, str]
    region: Region
    regional: Regional
    payments: tuple[Payment, ...]
    settings: Mapping[str, PlanSettings]
    seed: int
    digests: Mapping[str, str]
    findings: Mapping[str, tuple[Finding, ...]]
    was_stopped: bool = False

    @property
    def is_invented(self) -> bool:
        """Whether a city of it is invented."""
        return any(city.is_invented for city in self.cities.values())


def study_region(
    name: str,
    members: Sequence[Member],
    road_km: Mapping[frozenset[str], float],
    together: tuple[Promise, ...] = (),
    *,
    seed: int,
    gap_frac: float = PROVEN_FRAC,
    time_limit_s: float | None = None,
    is_proven: bool = True,
    digests: Mapping[str, str] | None = None,
    on_step: Callable[[str], None] = lambda _: None,
    on_progress: Callable[[str, int, int], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> RegionStudy:
    """Plan for cities that could share plants.

    Parameters
    ----------
    name
        Of the region.
    members
        The cities.
    road_km
        By pair of codes, the road between two cities [km].
    together
        What all cities promise together.
    seed
        Of the draws of each account.
    gap_frac, time_limit_s, is_proven
        Gap and time of all searches for cheaper plans together; without them first answers stand.
    digests
        What names the files.
    on_step, on_progress, should_stop
        Told what is done and how many coalitions are; asked whether to stop. What was found is kept.

    Raises
    ------
    BlockedError, ScenarioError
        If the records of a city do not allow a starting point.
    PlanError, PromiseError
        If no plan exists, or a promise cannot be held against these cities.
    LawBrokenError
        If a plan does not come out again without its program.
    """
    _refuse_twice(name, members)
    on_step("start")
    problems, gases = dict[str, "Problem"](), dict[str, "WarmingPotentials"]()
    for member in members:
        problems[member.code], gases[member.code] = _question(member, seed)
    region = Region(
        name=name,
        problems=problems,
        hosts={member.code: member.hosts for member in members},
        road_km=road_km,
        together=together,
    )
    on_step("first")
    watch = TimeLimit(time_limit_s, should_stop)
    regional = regional_plan(
        region.cities,
        region.question,
        answer=lambda problem: shared_answer(problem, region.shared(), should_stop=should_stop),
        prove=_search(region.cities, gap_frac, watch) if is_proven else None,
        on_progress=_steps(on_step, on_progress),
        should_stop=watch.should_stop if is_proven else should_stop,
    )
    first = members[0]
    for plan in regional.plans_chosen:
        require_replay(replay(plan, potentials=gases[first.code], edition=first.settings.edition))
    return RegionStudy(
        name=name,
        cities={member.code: member.records.city for member in members},
        names={member.code: member.name or member.records.city.city for member in members},
        region=region,
        regional=regional,
        payments=payments(regional),
        settings={member.code: member.settings for member in members},
        seed=seed,
        digests=dict(digests or {}),
        findings={code: problem.findings for code, problem in problems.items()},
        was_stopped=bool(regional.unplanned) or (is_proven and watch.should_stop()),
    )


def _refuse_twice(name: str, members: Sequence[Member]) -> None:
    if len(members) < 2:
        raise PlanError(name, "it has fewer than two cities", "Name two cities or more, or use nagara plan for one.")
    names = [member.records.city.city for member in members]
    twice = [city for city in names if names.count(city) > 1]
    if twice:
        raise PlanError(name, f"{twice[0]} is in it twice", "Name each city once.")
    years = {member.records.city.city: member.records.city.year for member in members}
    if len(set(years.values())) > 1:
        said = ", ".join(f"{city} of {year}" for city, year in years.items())
        raise PlanError(name, f"the records are not of one year: {said}", "Give records of the same year.")


def _question(member: Member, seed: int) -> tuple[Problem, WarmingPotentials]:
    """What a city asks alone, by its code; what is controlled there today stays so, where something was promised."""
    start = city_start(member.records, member.settings, draws=DRAWS, seed=seed, plan=member.growth)
    today = present_control(start) if member.promises and member.settings.keeps_control else None
    kept = () if today is None else (today,)
    problem = of_city(city_problem(start), member.code, (*member.promises, *kept))
    return problem, start.gases.potentials


def _search(cities: Sequence[str], gap_frac: float, watch: TimeLimit) -> Callable[[Coalition, Plan], Plan]:
    """Search for a cheaper plan of each coalition, larger ones for longer."""
    left = [float(sum(size**2 * comb(len(cities), size) for size in range(1, len(cities) + 1)))]

    def better(some: Coalition, plan: Plan) -> Plan:
        part = float(len(some) ** 2)
        seconds = None if watch.left_s is None else watch.left_s * min(part / max(left[0], part), 1.0)
        left[0] -= part
        return better_shared_answer(plan, gap_frac=gap_frac, time_limit_s=seconds, should_stop=watch.should_stop)

    return better


def _steps(
    on_step: Callable[[str], None], on_progress: Callable[[str, int, int], None] | None
) -> Callable[[str, int, int], None]:
    """Tell of the search when it begins."""
    begun = {"first"}

    def tell(step: str, done: int, of: int) -> None:
        if step not in begun:
            begun.add(step)
            on_step(step)
        if on_progress is not None:
            on_progress(step, done, of)

    return tell
