"""Emissions avoided elsewhere: a line of its own beside the inventory, never inside it.

Recycling spares new material, compost spares fertiliser, electricity spares the grid. What forests
of another continent are said to keep is left out unless it is asked for by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.evidence import table
from nagara.uncertainty.published_number import draw_published
from nagara.units import KG_PER_T

if TYPE_CHECKING:
    from nagara.uncertainty.published_number import Draw

__all__ = [
    "Avoided",
    "ForestCarbon",
    "avoided_by_compost_t_co2e",
    "avoided_by_electricity_t_co2e",
    "avoided_by_recycling",
    "recycling_credits",
]

Array: TypeAlias = NDArray[np.float64]
NUTRIENTS: Final = tuple(dict.fromkeys(nutrient for nutrient, _ in table("fertiliser").factors))


class ForestCarbon(StrEnum):
    """Whether carbon that recycling paper is said to keep in forests is counted."""

    WITHOUT = "without"
    WITH = "with"


@dataclass(frozen=True, slots=True, kw_only=True)
class Avoided:
    """Emissions avoided by recycling.

    Parameters
    ----------
    t_co2e
        By recovered material, shape (draws,) [t CO2e].
    without_credit
        Materials that were recovered, but for which no credit was found; they count as not estimated.
    forest_carbon
        Whether foreign forests were counted.
    """

    t_co2e: Mapping[str, Array]
    without_credit: tuple[str, ...]
    forest_carbon: ForestCarbon

    @property
    def total_t_co2e(self) -> Array:
        """All materials together [t CO2e]."""
        return sum(self.t_co2e.values(), np.zeros(1))


def recycling_credits(draw: Draw, forest_carbon: ForestCarbon = ForestCarbon.WITHOUT) -> Mapping[str, Array]:
    """Emissions avoided by recycling one tonne, by recovered material [t CO2e/t].

    Parameters
    ----------
    draw
        Gives the values.
    forest_carbon
        Counted only if asked for; only paper has any.
    """
    rows = table("avoided").factors
    materials = dict.fromkeys(material for material, _ in rows)
    kept = {material: (forest_carbon if (material, forest_carbon) in rows else "without") for material in materials}
    return {material: draw_published(draw, "avoided", material, forest) for material, forest in kept.items()}


def avoided_by_recycling(
    recycled_t: Mapping[str, Array],
    credits_t_co2e_per_t: Mapping[str, Array],
    forest_carbon: ForestCarbon = ForestCarbon.WITHOUT,
) -> Avoided:
    """Emissions avoided by an amount of recycled material.

    Parameters
    ----------
    recycled_t
        Net of rejects, by recovered material, each of shape (draws,) [t].
    credits_t_co2e_per_t
        From :func:`recycling_credits`.
    forest_carbon
        What the credits were asked for with.
    """
    known = {material: mass for material, mass in recycled_t.items() if material in credits_t_co2e_per_t}
    return Avoided(
        t_co2e={material: mass * credits_t_co2e_per_t[material] for material, mass in known.items()},
        without_credit=tuple(material for material in recycled_t if material not in known),
        forest_carbon=forest_carbon,
    )


def avoided_by_compost_t_co2e(compost_t: Array, draw: Draw) -> Array:
    """Emissions of the mineral fertiliser that compost replaces [t CO2e].

    Parameters
    ----------
    compost_t
        Compost that is used on land [t].
    draw
        Gives content and production of each nutrient.
    """
    per_tonne_kg = sum(
        (
            draw_published(draw, "fertiliser", nutrient, "content")
            * draw_published(draw, "fertiliser", nutrient, "production")
            for nutrient in NUTRIENTS
        ),
        np.zeros(1),
    )
    spared: Array = compost_t * per_tonne_kg / KG_PER_T
    return spared


def avoided_by_electricity_t_co2e(sold_kwh: Array, grid_kg_co2e_per_kwh: Array | float) -> Array:
    """Emissions of the grid that sold electricity replaces [t CO2e]."""
    spared: Array = sold_kwh * grid_kg_co2e_per_kwh / KG_PER_T
    return spared
