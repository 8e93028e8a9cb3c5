"""What SDG 11.6.1 would be if a facility stood one level lower.

Doubt about a level has no probability source and makes the figure jump, so it is a table of
scenarios. Only where an assessor gave probabilities does it enter the joint draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nagara.indicators.result import LadderDoubt, LadderScenario
from nagara.indicators.sdg_11_6_1 import controlled_frac
from nagara.uncertainty.intervals import central_interval
from nagara.waste.account import balance
from nagara.waste.control import CONTROLLED_FROM_LEVEL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.indicators.examination import Examination
    from nagara.indicators.joint import JointSample

__all__ = ["ladder_doubts", "ladder_scenarios"]


def ladder_scenarios(examination: Examination) -> tuple[LadderScenario, ...]:
    """One scenario per assessed facility that has a lower level to stand at."""
    steps = [
        (facility, level, below)
        for facility in examination.records.facilities
        if (level := examination.assessments[facility.facility].level) is not None
        and (below := examination.assessments[facility.facility].level_below) is not None
    ]
    if not steps:
        return ()
    # All scenarios in one account, one draw each: the draw of a facility lowers that facility alone.
    values = {name: value.repeat(len(steps)) for name, value in examination.inputs.plug_in().items()}
    for at, (facility, level, below) in enumerate(steps):
        stands = np.full(len(steps), float(level >= CONTROLLED_FROM_LEVEL))
        stands[at] = below >= CONTROLLED_FROM_LEVEL
        values[f"controlled.{facility.facility}"] = stands
    shares = controlled_frac(balance(examination.ledger, values))
    return tuple(
        LadderScenario(
            facility=facility.facility,
            name=facility.name,
            level=level,
            lowered_level=below,
            sdg_11_6_1_frac=float(share),
        )
        for (facility, level, below), share in zip(steps, shares, strict=True)
    )


def ladder_doubts(
    examination: Examination, controlled: NDArray[np.float64], sample: JointSample, level: float
) -> tuple[LadderDoubt, ...]:
    """Both conditional intervals of SDG 11.6.1 for each facility whose control was given a probability.

    Parameters
    ----------
    examination
        The city's records, understood.
    controlled
        Draws of SDG 11.6.1, shape (draws,) [frac].
    sample
        The joint draws behind them.
    level
        Probability inside an interval [frac].
    """
    names = {facility.facility: facility.name for facility in examination.records.facilities}
    doubts = []
    for code, chance in examination.inputs.probability_controlled.items():
        stands = sample.draws[f"controlled.{code}"] > 0
        yes = central_interval(controlled[None, stands], level)[0]
        no = central_interval(controlled[None, ~stands], level)[0]
        doubts.append(
            LadderDoubt(
                facility=code,
                name=names[code],
                probability_controlled=chance,
                low_if_controlled=float(yes[0]),
                high_if_controlled=float(yes[1]),
                low_if_not=float(no[0]),
                high_if_not=float(no[1]),
            )
        )
    return tuple(doubts)
