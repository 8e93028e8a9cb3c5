"""How households of a city are served, and how they could be.

What is collected today is calibrated so that the year of the records comes out as the account has it. Every
other way keeps what recovery facilities and informal workers take today; informal workers can be taken into
the service besides, if a planner wants that tried.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.city.collection_tour import collection_tour
from nagara.pathways.least_cost.city.technologies import design_number, technology_number
from nagara.pathways.least_cost.question.problem import CONSTITUENTS, AtTheDoor, Container, Scheme, StreamKind
from nagara.pathways.starting_point import UNCOLLECTED
from nagara.uncertainty.published_number import draw_published
from nagara.waste.material_map import CATEGORIES

if TYPE_CHECKING:
    from nagara.pathways.least_cost.city.roads import Roads
    from nagara.pathways.starting_point import Destination, StartingPoint
    from nagara.uncertainty.published_number import Draw

__all__ = ["INTEGRATED", "NOW", "at_the_door", "city_schemes", "kept_t", "without_usual_way"]

Array: TypeAlias = NDArray[np.float64]

NOW: Final = "now"
"""Code of the scheme that every household is on in the year of the records."""
INTEGRATED: Final = "pickers"
"""Code of the scheme in which informal workers belong to the service."""
_OF_CATEGORY: Final = np.array([CATEGORIES.index(split.category) for split in CONSTITUENTS])
_NONE: Final = np.zeros(len(CONSTITUENTS))
ORGANIC: Final = np.array([split.fraction in {"food", "garden"} for split in CONSTITUENTS], dtype=np.float64)
DRY: Final = np.array(
    [
        split.fraction in {"paper", "cardboard", "plastic_rigid", "plastic_film", "metal", "glass"}
        for split in CONSTITUENTS
    ],
    dtype=np.float64,
)


def city_schemes(start: StartingPoint, draw: Draw, *, at: int, integrates_informal: bool = False) -> tuple[Scheme, ...]:
    """The way in which households are served today, and ways in which they could be.

    Parameters
    ----------
    start
        Where the city stands.
    draw
        Gives the values, shape (1,).
    at
        Draw of the account; 0 is the best value.
    integrates_informal
        Whether informal workers could belong to the service.
    """
    mass = start.mass_t[:, :, min(at, start.mass_t.shape[2] - 1)]
    share = mass / np.where(mass.sum(axis=1) > 0, mass.sum(axis=1), 1.0)[:, None]
    kept, mixed = [], _NONE.copy()
    for column, entry in enumerate(start.destinations):
        of_category = share[_OF_CATEGORY, column]
        if entry.is_site:
            mixed = mixed + of_category
        elif entry.code != UNCOLLECTED and of_category.any():
            kept.append(_kept(entry, of_category, draw))
    recovered = np.sum([each.captured_frac for each in kept], axis=0, initial=0.0) + _NONE
    truck = _truck(draw, mixed)
    rest = np.maximum(1.0 - recovered, 0.0)
    offered = _offered(draw, truck, rest, tuple(kept))
    informal = [each for each in kept if each.code in _informal(start)]
    if integrates_informal and informal:
        return (*offered, _with_pickers(draw, truck, rest, tuple(kept), informal))
    return offered


def _offered(draw: Draw, truck: Container, rest: Array, kept: tuple[Container, ...]) -> tuple[Scheme, ...]:
    """One bin for everybody, and further bins."""
    pace = technology_number(draw, "separate-collection", "yearly_pace")
    usd = technology_number(draw, "separate-collection", "household_cost")
    organics = _bin(draw, "organics", StreamKind.ORGANICS, ORGANIC, rest)
    dry = _bin(draw, "recyclables", StreamKind.RECYCLABLES, DRY, rest)
    return (
        Scheme(code=NOW, label="As today", containers=(truck, *kept)),
        Scheme(
            code="everyone",
            label="One bin, everybody served",
            containers=(_left(truck, rest), *kept),
            largest_change_frac=technology_number(draw, "collection", "yearly_pace"),
        ),
        Scheme(
            code="organics",
            label="Organics apart",
            containers=(_left(truck, rest, organics), organics, *kept),
            usd_per_household=usd,
            largest_change_frac=pace,
        ),
        Scheme(
            code="recyclables",
            label="Recyclables apart",
            containers=(_left(truck, rest, dry), dry, *kept),
            usd_per_household=usd,
            largest_change_frac=pace,
        ),
        Scheme(
            code="three",
            label="Organics and recyclables apart",
            containers=(_left(truck, rest, organics, dry), organics, dry, *kept),
            usd_per_household=design_number(draw, "separate-collection", "third_bin") * usd,
            largest_change_frac=pace,
        ),
    )


def _left(truck: Container, rest: Array, *apart: Container) -> Container:
    """The mixed bin of everybody, less what is kept apart."""
    taken = sum((each.captured_frac for each in apart), _NONE)
    return replace(truck, captured_frac=np.maximum(rest - taken, 0.0))


def _with_pickers(
    draw: Draw, truck: Container, rest: Array, kept: tuple[Container, ...], informal: list[Container]
) -> Scheme:
    more = _picked(draw, informal, rest)
    return Scheme(
        code=INTEGRATED,
        label="Informal workers in the service",
        containers=(_left(truck, rest, more), more, *kept),
        largest_change_frac=technology_number(draw, "separate-collection", "yearly_pace"),
    )


def _informal(start: StartingPoint) -> frozenset[str]:
    return frozenset(entry.code for entry in start.destinations if entry.is_informal)


def _picked(draw: Draw, informal: list[Container], there: Array) -> Container:
    """What informal workers bring to those who buy from them today, beyond what they bring today, for a fee."""
    return Container(
        code=INTEGRATED,
        kind=StreamKind.PICKED,
        captured_frac=there * DRY * technology_number(draw, "informal-picking", "reach"),
        usd_per_t=technology_number(draw, "informal-picking", "fee"),
        takers=tuple(each.code for each in informal),
    )


def kept_t(schemes: tuple[Scheme, ...], generated_t: Array) -> dict[str, Array]:
    """What every recovery facility of today takes in each year as things are, by its code, shape (years,) [t/year].

    Parameters
    ----------
    schemes
        Ways to serve households; what facilities of today take is the same in all of them.
    generated_t
        Shape (constituents, years) [t/year].
    """
    now = next(scheme for scheme in schemes if scheme.code == NOW)
    return {each.code: each.captured_frac @ generated_t for each in now.containers if each.takers}


def without_usual_way(schemes: tuple[Scheme, ...], draw: Draw, roads: Roads) -> tuple[Scheme, ...]:
    """The same schemes with collection at the door alone, where the way from there is paid by the kilometre.

    Parameters
    ----------
    schemes
        Ways to serve households.
    draw
        Gives the values, shape (1,).
    roads
        Ways of the city.
    """
    way = technology_number(draw, "collection", "usual_way") * roads.collecting.usd_per_t_km

    def door(each: Container) -> Container:
        return replace(each, usd_per_t=max(each.usd_per_t - way, 0.0)) if _is_driven(each) else each

    return tuple(replace(each, containers=tuple(map(door, each.containers))) for each in schemes)


def _is_driven(container: Container) -> bool:
    """Whether a truck collects it: not what pickers carry."""
    return container.usd_per_t > 0.0 and container.code != INTEGRATED


def _truck(draw: Draw, captured: Array) -> Container:
    return Container(
        code="mixed",
        kind=StreamKind.MIXED,
        captured_frac=captured,
        usd_per_t=technology_number(draw, "collection", "cost"),
        diesel_l_per_t=float(draw_published(draw, "transport", "collection_diesel")[0]),
        jobs_per_kt=technology_number(draw, "collection", "jobs"),
    )


def _kept(entry: Destination, captured: Array, draw: Draw) -> Container:
    """What a recovery facility of today receives, which goes on going there."""
    base = Container(code=entry.code, kind=StreamKind.PICKED, captured_frac=captured, takers=(entry.code,))
    if entry.is_informal:
        return base
    truck = _truck(draw, captured)
    return replace(base, usd_per_t=truck.usd_per_t, diesel_l_per_t=truck.diesel_l_per_t, jobs_per_kt=truck.jobs_per_kt)


def _bin(draw: Draw, code: str, kind: StreamKind, wanted: Array, there: Array) -> Container:
    ratio = technology_number(draw, "separate-collection", "cost_ratio")
    right = technology_number(draw, "separate-collection", f"{code}_capture")
    wrong = technology_number(draw, "separate-collection", f"wrong_{code}")
    truck = _truck(draw, _NONE)
    return replace(
        truck,
        code=code,
        kind=kind,
        captured_frac=there * np.where(wanted > 0, right, wrong),
        usd_per_t=truck.usd_per_t * ratio,
        diesel_l_per_t=truck.diesel_l_per_t * ratio,
        jobs_per_kt=truck.jobs_per_kt * ratio,
    )


def at_the_door(
    schemes: tuple[Scheme, ...],
    draw: Draw,
    *,
    generated_t: Array,
    households: float,
    area_km2: float,
    interest_frac: float,
) -> Mapping[tuple[str, str], AtTheDoor]:
    """What collection costs by its tours, by scheme and container: fewer kilograms at a stop cost more a tonne.

    What plants of today are brought rides with the mixed bin; every further bin has tours of its own.

    Parameters
    ----------
    schemes
        Ways in which households can be served.
    draw
        Gives the values, shape (1,).
    generated_t
        Waste of the first year, shape (constituents,) [t/year].
    households, area_km2
        Households, and the area in which they live.
    interest_frac
        Of what trucks are bought with [frac/year].
    """
    out: dict[tuple[str, str], AtTheDoor] = {}
    for scheme in schemes:
        driven = [each for each in scheme.containers if _is_driven(each)]
        together = [each for each in driven if each.kind is StreamKind.MIXED or each.takers]
        tours = [together, *([each] for each in driven if each not in together)]
        for rides in tours:
            mass = float(sum(each.captured_frac @ generated_t for each in rides))
            if mass <= 0.0:
                continue
            tour = collection_tour(
                draw, households=households, area_km2=area_km2, mass_t=mass, way_km=0.0, interest_frac=interest_frac
            )
            door = AtTheDoor(
                usd_per_t=tour.usd_per_t,
                diesel_l_per_t=tour.diesel_l_per_t,
                trucks_per_kt=1000.0 * tour.trucks / mass,
            )
            out |= {(scheme.code, each.code): door for each in rides}
    return out
