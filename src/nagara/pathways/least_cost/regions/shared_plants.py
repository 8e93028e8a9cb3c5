"""Cities that could share plants: who hosts what, the ways to it, and what any of them asks without the others.

Whatever a city could bring to a plant of its own it can bring to the same plant at a host's, as many kilometres
further as the road between them is long, at what its own haul costs a kilometre. A plant that several can use may be
built as much larger as their waste is more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from nagara.pathways.least_cost.question.problem import Facility, Problem, Way
from nagara.pathways.least_cost.question.refusals import PlanError, PromiseError
from nagara.pathways.least_cost.regions.region import code_in, join

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.promise import Promise

__all__ = ["Region", "of_city"]

LANDFILL: Final = "landfill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Cities that could share plants.

    Parameters
    ----------
    name
        Of the region.
    problems
        By code, the question of each city alone.
    hosts
        By code, technologies whose new plants the city would open to others, and places of its own that it would.
    road_km
        By pair of codes, the road between two cities [km]; nothing goes between those that are not there.
    together
        What all cities promise together; every coalition must keep it for itself.

    Raises
    ------
    PlanError
        If a host opens what it neither could build nor has.
    PromiseError
        If a city promises alone what cannot be told apart by city.
    """

    name: str
    problems: Mapping[str, Problem]
    hosts: Mapping[str, tuple[str, ...]]
    road_km: Mapping[frozenset[str], float]
    together: tuple[Promise, ...] = ()

    def __post_init__(self) -> None:
        for city, opened in self.hosts.items():
            for code in opened:
                _hosted(city, self.problems[city], code)
        for promise in self.together:
            if promise.city is not None:
                raise PromiseError(str(promise), "is one city's and not all cities'", f"Let {promise.city} promise it.")

    @property
    def cities(self) -> tuple[str, ...]:
        """Their codes."""
        return tuple(self.problems)

    def question(self, cities: Iterable[str]) -> Problem:
        """What some of the cities ask without the others.

        Parameters
        ----------
        cities
            Their codes.
        """
        ours = [city for city in self.problems if city in frozenset(cities)]
        last_t = {city: _last_year_t(self.problems[city]) for city in ours}
        parts = [self._opened(city, 1.0 if last_t[city] <= 0 else sum(last_t.values()) / last_t[city]) for city in ours]
        joined = join(parts, self._ways_between(ours), name=", ".join(ours))
        return replace(joined, promises=(*joined.promises, *self.together))

    def shared(self) -> tuple[str, ...]:
        """Codes of the facilities that others may use, as they are called in the region."""
        return tuple(
            code_in(city, place.code)
            for city, opened in self.hosts.items()
            for code in opened
            for place in _hosted(city, self.problems[city], code)
        )

    def _opened(self, city: str, times: float) -> Problem:
        """The question of a city whose shared plants may be built larger."""
        problem = self.problems[city]
        opened = {place.code for code in self.hosts.get(city, ()) for place in _hosted(city, problem, code)}
        places = tuple(_larger(place, times) if place.code in opened else place for place in problem.facilities)
        return replace(problem, facilities=places)

    def _ways_between(self, ours: list[str]) -> list[Way]:
        out = []
        for host in ours:
            hosted = (_hosted(host, self.problems[host], code) for code in self.hosts.get(host, ()))
            for place in {place.code: place for places in hosted for place in places}.values():
                for guest in ours:
                    km = self.road_km.get(frozenset({host, guest})) if guest != host else None
                    if km is not None:
                        out += _ways(guest, self.problems[guest], host, place, km)
        return out


def of_city(problem: Problem, city: str, promises: Iterable[Promise] = ()) -> Problem:
    """A question of one city under another code, with promises of its own.

    Parameters
    ----------
    problem
        The question.
    city
        Code of the city in the region.
    promises
        What the city promises beside what the question holds.
    """
    return replace(
        problem,
        name=city,
        zones=tuple(replace(zone, city=city) for zone in problem.zones),
        facilities=tuple(replace(place, city=city) for place in problem.facilities),
        promises=tuple(replace(promise, city=city) for promise in (*problem.promises, *promises)),
    )


def _hosted(city: str, problem: Problem, code: str) -> tuple[Facility, ...]:
    """What a host opens: all its new plants of a technology, or one place by its code."""
    opened = tuple(
        place
        for place in problem.facilities
        if (place.is_new and place.technology.code == code) or (place.code == code and (place.is_new or place.site))
    )
    if opened:
        return opened
    buildable = dict.fromkeys(place.technology.code for place in problem.facilities if place.is_new)
    sites = [place.code for place in problem.facilities if place.site is not None and not place.is_new]
    why = f"{code} is neither a technology of this plan nor a place of {city} that could be opened"
    raise PlanError(f"hosts of {city}", why, f"Name one of {', '.join([*buildable, *sites])}.")


def _larger(place: Facility, times: float) -> Facility:
    if place.expansion is None:
        return place
    return replace(place, expansion=replace(place.expansion, largest=place.expansion.largest * times))


def _ways(guest: str, problem: Problem, host: str, place: Facility, road_km: float) -> list[Way]:
    """The guest's ways to a plant of its own, led on to the host's."""
    own = _like(problem, place)
    dearest = max((way.usd_per_t / way.km for way in problem.ways if way.km > 0), default=0.0)
    thirstiest = max((way.diesel_l_per_t / way.km for way in problem.ways if way.km > 0), default=0.0)
    out = []
    for way in problem.ways:
        if way.target != own:
            continue
        usd_per_km = way.usd_per_t / way.km if way.km > 0 else dearest
        l_per_km = way.diesel_l_per_t / way.km if way.km > 0 else thirstiest
        out.append(
            Way(
                origin=code_in(guest, way.origin),
                target=code_in(host, place.code),
                usd_per_t=way.usd_per_t + road_km * usd_per_km,
                diesel_l_per_t=way.diesel_l_per_t + road_km * l_per_km,
                km=way.km + road_km,
                share_now=0.0,
            )
        )
    return out


def _like(problem: Problem, place: Facility) -> str | None:
    """Code of the guest's own plant of the kind; for a site of today a new landfill, or any site that it has."""
    does = place.technology.code if place.is_new else LANDFILL
    own = [each.code for each in problem.facilities if each.is_new and each.technology.code == does]
    sites = [] if place.is_new else [each.code for each in problem.facilities if each.site is not None]
    return next(iter([*own, *sites]), None)


def _last_year_t(problem: Problem) -> float:
    return float(sum(zone.generated_t[:, -1].sum() for zone in problem.zones))
