"""Facilities that are listed and of which nobody recorded a tonnage: what they take is not zero.

Where no recovery facility, or no disposal site, has a number, and none of them says that there is none,
the account knows nothing of that whole kind. It could take at most what is generated and not seen
elsewhere, so the intervals reach up to there; the value stays what was recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.indicators.figures import account_figures
from nagara.indicators.reaching import reaching
from nagara.waste.account import balance
from nagara.waste.disposal import is_disposal
from nagara.waste.gate_gaps import SAYS_NOTHING_THERE

if TYPE_CHECKING:
    from nagara.indicators.examination import Examination
    from nagara.indicators.result import Figure
    from nagara.waste.records import Facility

__all__ = ["reaching_what_is_left"]

Array: TypeAlias = NDArray[np.float64]

_TONNES: Final = {
    "recovery": ("recovered_gross_t_per_day", "recovered_t_per_day"),
    "disposal": ("disposed_t_per_day",),
}
_SHARES: Final = {"recovery": ("recovery_frac", "recycling_frac"), "disposal": ()}
_COLLECTED: Final = ("msw_collected_t_per_day",)
_COLLECTED_SHARES: Final = ("msw_collected_frac", "sdg_11_6_1_a_frac")
_CONTROLLED: Final = ("msw_controlled_t_per_day",)
_CONTROLLED_SHARES: Final = ("sdg_11_6_1_frac", "sdg_11_6_1_b_frac")


def reaching_what_is_left(
    examination: Examination, figures: Mapping[str, Figure], draws: Mapping[str, Array], level: float
) -> dict[str, Figure]:
    """Let intervals reach up to the waste that a kind of facility without any tonnage may take.

    Parameters
    ----------
    examination
        The city's records, understood.
    figures
        All figures.
    draws
        Draws of every input by name.
    level
        Probability inside an interval [frac].
    """
    silent = _silent(examination)
    if not silent:
        return dict(figures)
    amounts = balance(examination.ledger, draws)
    known = account_figures(amounts)
    left = np.maximum(amounts.uncollected_t_per_day, 0.0)
    tonnes = [*_COLLECTED, *(name for kind in silent for name in _TONNES[kind])]
    shares = [*_COLLECTED_SHARES, *(name for kind in silent for name in _SHARES[kind])]
    if any(_may_be_controlled(examination, each) for members in silent.values() for each in members):
        tonnes += _CONTROLLED
        shares += _CONTROLLED_SHARES
    rows = {name: known[name] + left for name in tonnes}
    rows |= {name: known[name] + left / amounts.generated_t_per_day for name in shares}
    rows["uncollected_t_per_day"] = known["uncollected_t_per_day"] - left
    is_feasible = amounts.collected_t_per_day <= amounts.generated_t_per_day
    return reaching(figures, {name: row for name, row in rows.items() if name in figures}, is_feasible, level)


def _silent(examination: Examination) -> dict[str, tuple[Facility, ...]]:
    """Facilities by kind, of the kinds of which not one tonne is recorded and nobody says why."""
    records, ledger = examination.records, examination.ledger
    lines = {"recovery": ledger.recovery, "disposal": ledger.disposal}
    members: dict[str, list[Facility]] = {kind: [] for kind, written in lines.items() if not written}
    for facility in records.facilities:
        kind = "disposal" if is_disposal(facility.kind) else "recovery"
        rows = records.loads if kind == "disposal" else records.received
        said = [row.notation for row in rows if row.facility == facility.facility]
        if kind in members and not (said and SAYS_NOTHING_THERE.issuperset(map(str, said))):
            members[kind].append(facility)
    return {kind: tuple(each) for kind, each in members.items() if each}


def _may_be_controlled(examination: Examination, facility: Facility) -> bool:
    """Whether a facility stands at Basic control or better, or nobody can say that it does not."""
    assessment = examination.assessments[facility.facility]
    return assessment.level is None or assessment.is_controlled
