r"""What collection costs where streets are known: tours by the continuous approximation.

Notes
-----
With :math:`n` stops on a day in an area :math:`A`, :math:`C` stops to a load, the mean way :math:`\bar r` from
the zone to where a load goes, and the circuity :math:`c` of streets (Daganzo 1984):

.. math:: L = c\,\left(2 \bar r \lceil n / C \rceil + k \sqrt{n A}\right)

Hours follow from the way, the stops and the unloading, trucks from hours, and the cost of a tonne from all
of them. The formula is smooth, so it can stand inside a plan; tours that were solved came out 1 to 5 % shorter
(:mod:`nagara.pathways.least_cost.city.district_check`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nagara.errors import QuantityError
from nagara.pathways.least_cost.city.technologies import design_number, technology_number
from nagara.pathways.least_cost.formulation.money_forms import annuity_frac
from nagara.uncertainty.published_number import draw_published

if TYPE_CHECKING:
    from nagara.uncertainty.published_number import Draw

__all__ = ["CollectionTour", "Haul", "collection_tour", "haul_by_collection_truck", "haul_by_large_truck"]

WEEKS_PER_YEAR: Final = 365.0 / 7.0
MINUTES_PER_HOUR: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionTour:
    """What it takes to collect from a zone.

    Parameters
    ----------
    km_per_t, hours_per_t
        Way and crew time for a tonne [km/t], [h/t].
    diesel_l_per_t
        Fuel for a tonne [l/t].
    trucks
        Trucks that are needed, spares included; whole ones are for the tender.
    usd_per_t
        Crew, fuel, upkeep and trucks for a tonne [USD/t].
    """

    km_per_t: float
    hours_per_t: float
    diesel_l_per_t: float
    trucks: float
    usd_per_t: float


def collection_tour(
    draw: Draw, *, households: float, area_km2: float, mass_t: float, way_km: float, interest_frac: float
) -> CollectionTour:
    """Tours of a zone.

    Parameters
    ----------
    draw
        Gives the values of the fleet, shape (1,).
    households
        Households that are served.
    area_km2
        Area in which they live [km2].
    mass_t
        What is collected from them in a year [t/year].
    way_km
        Mean way from the zone to where a load goes, as the crow flies [km].
    interest_frac
        Of what trucks are bought with [frac/year].

    Raises
    ------
    QuantityError
        If something that must be there is nothing.
    """
    for name, value in (("households", households), ("area_km2", area_km2), ("mass_t", mass_t)):
        if not value > 0:
            raise QuantityError(name, f"is {value:g}", "Give an amount above zero.")
    of, days_per_week = _fleet(draw), design_number(draw, "collection-tour", "working_days")
    stops = households / of("households_at_a_stop") * of("collection_days") / days_per_week
    load_t = mass_t / WEEKS_PER_YEAR / days_per_week
    loads = load_t / of("payload")
    on_the_way = 2.0 * way_km * loads * of("circuity")
    in_the_zone = of("tour_constant") * (stops * area_km2) ** 0.5 * of("circuity")
    hours = (
        on_the_way / of("speed_on_the_way")
        + in_the_zone / of("speed_in_the_zone")
        + (stops * of("stop") + loads * of("unloading")) / MINUTES_PER_HOUR
    )
    diesel = float(draw_published(draw, "transport", "road_diesel")[0]) * on_the_way
    diesel += float(draw_published(draw, "transport", "zone_diesel")[0]) * in_the_zone
    km, trucks = on_the_way + in_the_zone, hours / of("shift") / of("availability")
    usd_per_day = _usd(draw, hours=hours, km=km, diesel_l=diesel, trucks=trucks, interest_frac=interest_frac)
    return CollectionTour(
        km_per_t=km / load_t,
        hours_per_t=hours / load_t,
        diesel_l_per_t=diesel / load_t,
        trucks=trucks,
        usd_per_t=usd_per_day / load_t,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Haul:
    """What it takes to bring a tonne one kilometre further, with the empty way back.

    Parameters
    ----------
    usd_per_t_km, diesel_l_per_t_km
        By kilometre of the way one way [USD/t/km], [l/t/km].
    trucks_per_kt_km
        Trucks for a thousand tonnes a year, by kilometre [1].
    """

    usd_per_t_km: float
    diesel_l_per_t_km: float
    trucks_per_kt_km: float


def haul_by_collection_truck(draw: Draw, *, interest_frac: float) -> Haul:
    """What it takes when the truck that collects goes all the way itself.

    Parameters
    ----------
    draw
        Gives the values of the fleet, shape (1,).
    interest_frac
        Of what trucks are bought with [frac/year].
    """
    of = _fleet(draw)
    km = 2.0 / of("payload")
    hours, diesel = km / of("speed_on_the_way"), km * float(draw_published(draw, "transport", "road_diesel")[0])
    trucks = hours / of("shift") / of("availability")
    days = WEEKS_PER_YEAR * design_number(draw, "collection-tour", "working_days")
    return Haul(
        usd_per_t_km=_usd(draw, hours=hours, km=km, diesel_l=diesel, trucks=trucks, interest_frac=interest_frac),
        diesel_l_per_t_km=diesel,
        trucks_per_kt_km=1000.0 * trucks / days,
    )


def haul_by_large_truck(draw: Draw) -> Haul:
    """What it takes from a transfer station, or between plants; how many trucks is the haulier's business.

    Parameters
    ----------
    draw
        Gives the values, shape (1,).
    """
    return Haul(
        usd_per_t_km=technology_number(draw, "haul", "cost"),
        diesel_l_per_t_km=float(draw_published(draw, "transport", "haul_diesel")[0]),
        trucks_per_kt_km=0.0,
    )


def _fleet(draw: Draw) -> Callable[[str], float]:
    def of(parameter: str) -> float:
        return technology_number(draw, "collection-tour", parameter)

    return of


def _usd(draw: Draw, *, hours: float, km: float, diesel_l: float, trucks: float, interest_frac: float) -> float:
    """Crew, upkeep, fuel and trucks of a day [USD/day]."""
    of = _fleet(draw)
    yearly = trucks * of("truck") * annuity_frac(interest_frac, round(of("truck_life")))
    days = WEEKS_PER_YEAR * design_number(draw, "collection-tour", "working_days")
    return hours * of("crew_wage") + km * of("upkeep") + diesel_l * of("diesel_price") + yearly / days
