r"""What collection costs where streets are known: tours by the continuous approximation.

Notes
-----
With :math:`n` stops on a day in an area :math:`A`, :math:`C` stops to a load, the mean way :math:`\bar r` from
the zone to where a load goes, and the circuity :math:`c` of streets (Daganzo 1984):

.. math:: L = c\,\left(2 \bar r \lceil n / C \rceil + k \sqrt{n A}\right)

Hours follow from the way, the stops and the unloading, trucks from hours, and the cost of a tonne from all
of them. The formula is smooth, so it can stand inside a plan; solved tours came out within 4 % of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nagara.errors import QuantityError
from nagara.pathways.least_cost.money_forms import annuity_frac
from nagara.uncertainty.published_number import draw_published

if TYPE_CHECKING:
    from nagara.uncertainty.published_number import Draw

__all__ = ["CollectionTour", "collection_tour"]

WEEKS_PER_YEAR: Final = 365.0 / 7.0
MINUTES_PER_HOUR: Final = 60.0
WORKING_DAYS_PER_WEEK: Final = 6


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

    def of(parameter: str) -> float:
        return float(draw_published(draw, "technology", "collection-tour", parameter)[0])

    served_days = of("collection_days")
    stops = households / of("households_at_a_stop") * served_days / WORKING_DAYS_PER_WEEK
    load_t = mass_t / WEEKS_PER_YEAR / WORKING_DAYS_PER_WEEK
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
    trucks = hours / of("shift") / of("availability")
    yearly = trucks * of("truck") * annuity_frac(interest_frac, round(of("truck_life")))
    km, days = on_the_way + in_the_zone, WEEKS_PER_YEAR * WORKING_DAYS_PER_WEEK
    usd_per_day = hours * of("crew_wage") + km * of("upkeep") + diesel * of("diesel_price") + yearly / days
    return CollectionTour(
        km_per_t=km / load_t,
        hours_per_t=hours / load_t,
        diesel_l_per_t=diesel / load_t,
        trucks=trucks,
        usd_per_t=usd_per_day / load_t,
    )
