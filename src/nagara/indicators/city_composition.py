r"""What the city's waste is made of: a mass balance, not the household list.

Notes
-----
For every group :math:`k` of categories

.. math:: m_k = D\,c_k^{disp} + R_k + R_{mixed}\,c_k^{hh} + U\,c_k^{hh}

with disposed :math:`D`, net recovered :math:`R` by material, uncollected :math:`U`. It reproduces
the published city compositions of 30 of 38 cities within two points (inferred from them).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.evidence import codelist

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.account import Amounts

__all__ = ["GROUPS", "city_composition", "grouped"]

GROUPS: Final = ("organic", "paper", "plastics", "metals", "glass", "other")


def grouped(composition: NDArray[np.float64]) -> NDArray[np.float64]:
    """Add the twelve categories up to the six groups.

    Parameters
    ----------
    composition
        Shape (12, draws) [frac].

    Returns
    -------
    NDArray
        Shape (6, draws) [frac].
    """
    groups = np.zeros((len(GROUPS), *composition.shape[1:]))
    for row, category in enumerate(codelist("waste_category").entries.values()):
        groups[GROUPS.index(category["group"])] += composition[row]
    return groups


def city_composition(
    amounts: Amounts, household: NDArray[np.float64], disposal: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Shares of the six groups in everything the city generates.

    Parameters
    ----------
    amounts
        The account.
    household, disposal
        Shares of the twelve categories at both points, shape (12, draws) [frac].

    Returns
    -------
    NDArray
        Shape (6, draws) [frac]; every column sums to one.
    """
    at_home, at_disposal = grouped(household), grouped(disposal)
    masses = amounts.disposed_t_per_day * at_disposal + amounts.uncollected_t_per_day * at_home
    for material, amount in amounts.recovered_by_material.items():
        group = codelist("recovered_material")[material]["group"]
        if group == "mixed":
            masses += amount * at_home
        else:
            masses[GROUPS.index(group)] += amount
    shares: NDArray[np.float64] = masses / amounts.generated_t_per_day
    return shares
