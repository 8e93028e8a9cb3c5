"""The arrows of the flow picture: where the waste comes from and where it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.indicators.result import Flow
from nagara.uncertainty.intervals import central_interval

if TYPE_CHECKING:
    from nagara.indicators.examination import Examination
    from nagara.waste.account import Amounts

__all__ = ["flows"]

Array: TypeAlias = NDArray[np.float64]


def flows(examination: Examination, amounts: Amounts, level: float) -> tuple[Flow, ...]:
    """Flows of the plug-in account with their intervals; they balance at every node.

    Parameters
    ----------
    examination
        The city's records, understood.
    amounts
        The account, draw by draw.
    level
        Probability inside an interval [frac].
    """
    plug_in = _arrows(examination.amounts)
    drawn = _arrows(amounts)
    ends = central_interval(np.stack([drawn[arrow] for arrow in plug_in]), level)
    return tuple(
        Flow(
            source=source, target=target, t_per_day=float(plug_in[source, target][0]), low=float(low), high=float(high)
        )
        for (source, target), (low, high) in zip(plug_in, ends, strict=True)
        if plug_in[source, target][0] or high > 0
    )


def _arrows(amounts: Amounts) -> dict[tuple[str, str], Array]:
    controlled_recovery = amounts.controlled_recovery_t_per_day
    to_controlled = amounts.controlled_t_per_day - controlled_recovery
    return {
        ("household", "generated"): amounts.household_t_per_day,
        ("non_household", "generated"): amounts.non_household_t_per_day,
        ("generated", "collected"): amounts.collected_t_per_day,
        ("generated", "uncollected"): amounts.uncollected_t_per_day,
        ("collected", "controlled_recovery"): controlled_recovery,
        ("collected", "other_recovery"): amounts.recovered_t_per_day - controlled_recovery,
        ("collected", "controlled_disposal"): to_controlled,
        ("collected", "uncontrolled_disposal"): amounts.disposed_t_per_day - to_controlled,
    }
