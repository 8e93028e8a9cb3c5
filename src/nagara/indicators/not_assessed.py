"""Facilities that nobody assessed: not counted as controlled, and not passed over in silence.

Absence is not zero. The published SDG 11.6.1 counts only what is known to be controlled, so it is a
lower bound; its interval reaches up to what it would be if the facilities without a level were
controlled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from nagara.findings import Finding
from nagara.indicators.reaching import reaching
from nagara.indicators.sdg_11_6_1 import controlled_frac
from nagara.waste.account import balance
from nagara.waste.ledger import DisposalLine, RecoveryLine

if TYPE_CHECKING:
    from nagara.indicators.examination import Examination
    from nagara.indicators.result import Figure
    from nagara.waste.account import Amounts
    from nagara.waste.control import Assessment
    from nagara.waste.ledger import Ledger
    from nagara.waste.records import Facility

__all__ = ["facilities_not_assessed", "find_not_assessed", "reaching_up"]

Array: TypeAlias = NDArray[np.float64]
Line = TypeVar("Line", RecoveryLine, DisposalLine)

WHOLE_PERCENT: Final = 100.0
FINEST_PERCENT: Final = 2
"""Decimals of a percentage at which two that are nearly equal are no longer told apart."""
_OF_CONTROL: Final = ("sdg_11_6_1_frac", "sdg_11_6_1_b_frac", "msw_controlled_t_per_day")


def facilities_not_assessed(assessments: Mapping[str, Assessment], amounts: Amounts) -> tuple[str, ...]:
    """Codes of the facilities that receive counted waste and have no level."""
    counted = {code for code, amount in amounts.counted_by_facility.items() if amount[0] > 0}
    return tuple(code for code, one in assessments.items() if one.level is None and code in counted)


def find_not_assessed(
    ledger: Ledger,
    codes: tuple[str, ...],
    facilities: Iterable[Facility],
    amounts: Amounts,
    plug_in: Mapping[str, Array],
) -> tuple[Finding, ...]:
    """Say what SDG 11.6.1 could be if the facilities without a level were controlled."""
    if not codes:
        return ()
    upper = balance(_if_controlled(ledger, codes), plug_in)
    places = {facility.facility: facility for facility in facilities}
    low, high = 100 * float(controlled_frac(amounts)[0]), 100 * float(controlled_frac(upper)[0])
    if low > WHOLE_PERCENT:  # more than is generated: the amounts are wrong, and another finding says so
        return ()
    digits = next((each for each in range(FINEST_PERCENT) if round(low, each) < round(high, each)), FINEST_PERCENT)
    values: dict[str, str | float] = {
        "facilities": ", ".join(places[code].name for code in codes),
        "amount": sum(float(amounts.counted_by_facility[code][0]) for code in codes),
        "low": round(low, digits or None),
        "high": round(high, digits or None),
    }
    return (Finding(code="control-not-assessed", values=values, place=places[codes[0]].place("facility")),)


def reaching_up(
    examination: Examination, figures: Mapping[str, Figure], draws: Mapping[str, Array], level: float
) -> dict[str, Figure]:
    """Let the intervals of controlled waste reach up to what is possible.

    Parameters
    ----------
    examination
        The city's records, understood.
    figures
        All figures; those of controlled waste are widened where a facility was not assessed.
    draws
        Draws of every input by name.
    level
        Probability inside an interval [frac].
    """
    codes = examination.not_assessed
    if not codes:
        return dict(figures)
    upper = balance(_if_controlled(examination.ledger, codes), draws)
    shares = controlled_frac(upper)
    rows = dict(zip(_OF_CONTROL, (shares, shares, upper.controlled_t_per_day), strict=True))
    is_feasible = upper.collected_t_per_day <= upper.generated_t_per_day
    return reaching(figures, rows, is_feasible, level)


def _if_controlled(ledger: Ledger, codes: tuple[str, ...]) -> Ledger:
    def judged(line: Line) -> Line:
        return replace(line, is_controlled=True) if line.facility in codes else line

    return replace(ledger, recovery=tuple(map(judged, ledger.recovery)), disposal=tuple(map(judged, ledger.disposal)))
