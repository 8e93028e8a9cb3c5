"""Household food waste: the household rate times the kitchen share.

It is a household figure only. SDG 12.3.1(b), the food waste index, also counts retail and food
service, so this figure must not be labelled as the whole index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nagara.evidence import codelist
from nagara.units import KG_PER_T

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nagara.waste.account import Amounts

__all__ = ["household_food_waste_kg_per_cap_day"]


def household_food_waste_kg_per_cap_day(
    amounts: Amounts, household_composition: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Kitchen waste of households per person [kg/person/day].

    Parameters
    ----------
    amounts
        The account.
    household_composition
        Shares of the twelve categories, shape (12, draws) [frac].
    """
    kitchen = household_composition[codelist("waste_category").codes.index("kitchen_canteen")]
    rate: NDArray[np.float64] = KG_PER_T * amounts.household_t_per_day * kitchen / amounts.population
    return rate
