"""Places that a planner wrote down, held against the city: what nobody knows, and what should make one think."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from nagara.findings import Finding
from nagara.pathways.least_cost.city.governed_plants import FREE
from nagara.pathways.least_cost.city.zones import ONE_ZONE
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.starting_point import UNCOLLECTED

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.facilities import Facility
    from nagara.pathways.least_cost.question.places import NewPlace, Places, StandingPlace
    from nagara.pathways.starting_point import StartingPoint

__all__ = ["place_doubts", "refuse_nowhere_to_go", "refuse_unknown_places"]

PlanYears: TypeAlias = tuple[tuple[int, ...], tuple[int, ...]]
"""Years of a plan, and those in which it decides."""


def refuse_unknown_places(
    start: StartingPoint, places: Places, buildable: tuple[str, ...], years: tuple[int, ...]
) -> None:
    """Refuse places that this city does not have or that could not be planned with.

    Parameters
    ----------
    start
        Where the city stands.
    places
        What a planner wrote down.
    buildable
        Codes of technologies that may be built.
    years
        Years of the plan.

    Raises
    ------
    PlanError
        If one of them names what is not there, or a year that is over.
    """
    standing = [entry.code for entry in start.destinations if entry.code != UNCOLLECTED]
    for said in places.standing:
        if said.code not in standing:
            why = f"{said.code} is no facility of the account"
            raise PlanError(f"{places.file}, standing {said.code}", why, f"Known are {', '.join(standing)}.")
        _refuse_past(said, places.file, years[0])
    new = {each.code for each in places.new}
    default = {f"new-{code}" for code in buildable}
    zones = {each.code for each in places.zones} or {ONE_ZONE}
    known = new | default | zones | set(standing)
    for each in places.every:
        for other in each.km:
            if other not in known:
                why = f"{other} is neither a zone nor a place"
                raise PlanError(f"{places.file}, {each.code}, km", why, f"Known are {', '.join(sorted(known))}.")
    for place in places.new:
        if place.technology not in buildable:
            why = f"{place.technology} may not be built in this plan"
            raise PlanError(f"{places.file}, new {place.code}", why, "Name it among the technologies of the plan.")
        if place.code in standing or place.code.removesuffix(FREE) in standing:
            why = "is the code of a facility that stands"
            raise PlanError(f"{places.file}, new {place.code}", why, "Give it a code of its own.")
        _refuse_too_late(place, places.file, years[-1])


def _refuse_past(said: StandingPlace, file: str, first: int) -> None:
    if said.last_year is not None and said.last_year < first:
        why = f"is {said.last_year}, and the account of {first} still has waste there"
        raise PlanError(f"{file}, standing {said.code}, last_year", why, f"Name {first} or a later year.")


def _refuse_too_late(place: NewPlace, file: str, last: int) -> None:
    if place.first_year is not None and place.first_year > last:
        why = f"is {place.first_year}, and the plan ends in {last}"
        raise PlanError(f"{file}, new {place.code}, first_year", why, "Name an earlier year, or a later last year.")


def refuse_nowhere_to_go(
    start: StartingPoint, places: Places, facilities: tuple[Facility, ...], problem_years: PlanYears
) -> None:
    """Refuse sites that are full or closed before another one can open, in words and before anything is solved.

    Parameters
    ----------
    start
        Where the city stands.
    places
        What a planner wrote down.
    facilities
        All places of the question.
    problem_years
        Its years, and those in which it decides.

    Raises
    ------
    PlanError
        If a site holds less than it took in the year of the records, or if no site takes anything in a year.
    """
    years, epochs = problem_years
    for at, entry in enumerate(start.destinations):
        said, taken = places.of(entry.code), float(start.mass_t[:, at, 0].sum())
        if said is not None and said.airspace_t is not None and entry.is_site and said.airspace_t < taken:
            why = f"is {said.airspace_t:,.0f} t, and the site took {taken:,.0f} t in {years[0]} alone"
            mend = "Give the tonnes that fitted when that year began."
            raise PlanError(f"{places.file}, standing {entry.code}, airspace_t", why, mend)
    sites = [place for place in facilities if place.site is not None]
    standing = [years[-1] if place.last_year is None else place.last_year for place in sites if not place.is_new]
    until = max(standing, default=years[-1])
    opens = min((_first_open(place, epochs) for place in sites if place.is_new), default=years[-1] + 1)
    if until < years[-1] and until + 1 < opens:
        why = f"no disposal site takes anything in {until + 1}: the last that stands closes after {until}, and "
        why += f"none can open before {opens}" if opens <= years[-1] else "none may be built"
        raise PlanError(places.file, why, "Let one stay open longer, or let another be decided and built sooner.")


def _first_open(place: Facility, epochs: tuple[int, ...]) -> int:
    decided = (place.expansion.years if place.expansion is not None else ()) or epochs
    return min(decided) + place.technology.lead_years


def place_doubts(start: StartingPoint, places: Places) -> list[Finding]:
    """What should make one think about places that were written down.

    Parameters
    ----------
    start
        Where the city stands.
    places
        What a planner wrote down.
    """
    names = {entry.code: entry.name for entry in start.destinations}
    sites = {entry.code for entry in start.destinations if entry.is_site}
    out = [
        Finding(code="plan-closing-free", values={"place": names[said.code]})
        for said in places.standing
        if said.code in sites and said.last_year is not None and said.closing_usd is None
    ]
    if places.integrates_informal and not any(entry.is_informal for entry in start.destinations):
        out.append(Finding(code="plan-nobody-informal", values={}))
    return out
