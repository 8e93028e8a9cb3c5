"""Recovery and recycling of municipal waste, and who does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.account import Amounts
    from nagara.waste.recount import HeadlineAmounts

__all__ = ["informal_recovery_frac", "recovery_frac", "recycling_frac"]


def recovery_frac(amounts: Amounts | HeadlineAmounts) -> NDArray[np.float64]:
    """Share of generated waste that is recovered, rejects taken off [frac]."""
    return amounts.recovered_t_per_day / amounts.generated_t_per_day


def recycling_frac(amounts: Amounts) -> NDArray[np.float64]:
    """Share of generated waste that is recovered without incineration [frac]."""
    return (amounts.recovered_t_per_day - amounts.waste_to_energy_t_per_day) / amounts.generated_t_per_day


def informal_recovery_frac(amounts: Amounts) -> NDArray[np.float64]:
    """Share of the recovered waste that informal facilities recover [frac]; zero without recovery."""
    recovered = amounts.recovered_t_per_day
    return amounts.informal_t_per_day / np.where(recovered > 0, recovered, 1.0)
