"""SDG 11.6.1: municipal solid waste collected and managed in controlled facilities.

References
----------
.. [1] SDG indicator metadata 11.6.1, version of 20 December 2021, Equations 2 and 3 (read from the
   text around the printed equations).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.account import Amounts
    from nagara.waste.recount import HeadlineAmounts

__all__ = ["collected_frac", "controlled_frac"]


def collected_frac(amounts: Amounts | HeadlineAmounts) -> NDArray[np.float64]:
    """Share of generated waste that is collected, sub-indicator a [frac]."""
    return amounts.collected_t_per_day / amounts.generated_t_per_day


def controlled_frac(amounts: Amounts | HeadlineAmounts) -> NDArray[np.float64]:
    """Share of generated waste that is managed in controlled facilities, the headline [frac].

    As printed in the metadata, sub-indicator b has the same numerator and denominator.
    """
    return amounts.controlled_t_per_day / amounts.generated_t_per_day
