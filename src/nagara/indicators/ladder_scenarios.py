"""What SDG 11.6.1 would be if a facility stood one level lower.

Doubt about a level has no probability source and makes the figure jump, so it is a table of
scenarios. Only where an assessor gave probabilities does it enter the joint draws.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from nagara.indicators.result import LadderDoubt, LadderScenario
from nagara.indicators.sdg_11_6_1 import controlled_frac
from nagara.uncertainty.intervals import central_interval
from nagara.waste.account import balance
from nagara.waste.control import CONTROLLED_FROM_LEVEL
from nagara.waste.ledger import DisposalLine, RecoveryLine

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.indicators.examination import Examination
    from nagara.indicators.joint import JointSample
    from nagara.waste.ledger import Ledger

__all__ = ["ladder_doubts", "ladder_scenarios"]

Line = TypeVar("Line", RecoveryLine, DisposalLine)


def ladder_scenarios(examination: Examination) -> tuple[LadderScenario, ...]:
    """One scenario per assessed facility that has a lower level to stand at."""
    scenarios = []
    values = examination.inputs.plug_in()
    for facility in examination.records.facilities:
        assessment = examination.assessments[facility.facility]
        below = assessment.level_below
        if assessment.level is None or below is None:
            continue
        lowered = _with_control(examination.ledger, facility.facility, below >= CONTROLLED_FROM_LEVEL)
        amounts = balance(lowered, values)
        scenarios.append(
            LadderScenario(
                facility=facility.facility,
                name=facility.name,
                level=assessment.level,
                lowered_level=below,
                sdg_11_6_1_frac=float(controlled_frac(amounts)[0]),
            )
        )
    return tuple(scenarios)


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


def _with_control(ledger: Ledger, facility: str, is_controlled: bool) -> Ledger:
    def judged(line: Line) -> Line:
        return replace(line, is_controlled=is_controlled) if line.facility == facility else line

    return replace(ledger, recovery=tuple(map(judged, ledger.recovery)), disposal=tuple(map(judged, ledger.disposal)))
