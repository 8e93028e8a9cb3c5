"""What a regional plan is called and how much it is, in the reader's language; what several of its pages need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nagara.pathways.least_cost.formulation.formulation import discount
from nagara.reports.words import regions as words

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.problem import Facility, Way
    from nagara.pathways.least_cost.regions.study import RegionStudy
    from nagara.reports.said import Voice

__all__ = [
    "Sending",
    "amount",
    "city_name",
    "facility_name",
    "group_name",
    "saving_usd_per_year",
    "sendings",
    "spread",
    "takers",
]

MILLION: Final = 1e6
HUNDREDS: Final = -2
SMALLEST_T: Final = 0.5
"""Less than this in a year is not said [t/year]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What goes one way in the last year.

    Parameters
    ----------
    origin_city, target_city
        Codes of the cities that it leaves and reaches.
    plant
        The plant that it leaves; nothing where it is collected from households.
    target
        Where it goes.
    km, mass_t, usd
        The way [km], tonnes of the year [t/year], and their haul [USD/year].
    """

    origin_city: str
    target_city: str
    plant: Facility | None
    target: Facility
    km: float
    mass_t: float
    usd: float


def city_name(study: RegionStudy, code: str) -> str:
    """What a city is called."""
    return study.names[code]


def group_name(study: RegionStudy, codes: Iterable[str]) -> str:
    """Names of some cities, in the order of the file."""
    some = frozenset(codes)
    return ", ".join(city_name(study, code) for code in study.regional.cities if code in some)


def facility_name(place: Facility, voice: Voice) -> str:
    """What a facility is called; one that could be built is called by what it does, unless a place has a name."""
    return voice.text(place.technology.label) if place.is_new else place.name


def amount(usd: float, voice: Voice) -> str:
    """Money as a person says it: millions, or thousands and hundreds."""
    if abs(usd) >= MILLION:
        return voice.text(words.MILLION, value=voice.number(usd / MILLION, 2))
    return voice.number(round(usd, HUNDREDS))


def spread(study: RegionStudy) -> float:
    """What one dollar in every year that can be planned is worth together [1]."""
    return float(discount(study.regional.problem)[1:].sum())


def saving_usd_per_year(study: RegionStudy) -> float:
    """What all cities save, as an equal amount of each year [USD/year]."""
    return sum(each.alone_usd - each.lays_out_usd for each in study.payments)


def takers(study: RegionStudy) -> dict[str, set[str]]:
    """By facility, the cities from which something is brought to it in any year."""
    out: dict[str, set[str]] = {}
    for plan in study.regional.plans_chosen:
        stands = {zone.code: zone.city for zone in plan.problem.zones}
        stands |= {place.code: place.city for place in plan.problem.facilities}
        for flow in plan.flows:
            if flow.mass_t.max() > SMALLEST_T:
                out.setdefault(flow.target, set()).add(stands[flow.origin])
    return out


def sendings(study: RegionStudy) -> tuple[Sending, ...]:
    """All that is carried in the last year, one for each way."""
    out: dict[tuple[str, str], list[float]] = {}
    ways: dict[tuple[str, str], Way] = {}
    places: dict[str, Facility] = {}
    stands: dict[str, str] = {}
    for plan in study.regional.plans_chosen:
        problem = plan.problem
        places |= {place.code: place for place in problem.facilities}
        stands |= {zone.code: zone.city for zone in problem.zones}
        ways |= {(way.origin, way.target): way for way in problem.ways}
        for flow in plan.flows:
            out.setdefault((flow.origin, flow.target), []).append(float(flow.mass_t[-1]))
    stands |= {code: place.city for code, place in places.items()}
    return tuple(
        Sending(
            origin_city=stands[origin],
            target_city=stands[target],
            plant=places.get(origin),
            target=places[target],
            km=ways[origin, target].km,
            mass_t=sum(tonnes),
            usd=sum(tonnes) * ways[origin, target].usd_per_t,
        )
        for (origin, target), tonnes in out.items()
        if sum(tonnes) > SMALLEST_T
    )
