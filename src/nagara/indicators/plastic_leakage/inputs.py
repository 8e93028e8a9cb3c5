r"""Plastic of the account: what is generated, arrives at disposal, is recovered and is treated.

Notes
-----
As in :mod:`nagara.indicators.city_composition`, with the share of film and dense plastic
:math:`p` at homes and at disposal:

.. math:: G = D\,p_{disp} + \sum_{plastics} R_m + R_{mixed}\,p_{home} + U\,p_{home}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.evidence import codelist
from nagara.indicators.chapter_account import MIXED, yearly
from nagara.units import DAYS_PER_YEAR
from nagara.waste.plastics import PlasticInputs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nagara.indicators.chapter_account import SortedWaste, Taken
    from nagara.indicators.examination import Examination
    from nagara.waste.account import Amounts

__all__ = ["plastic_inputs", "plastic_share"]

Array: TypeAlias = NDArray[np.float64]

TREATING: Final = frozenset(
    {
        "incineration-with-energy",
        "incineration-without-energy",
        "mechanical-biological",
        "composting",
        "digestion",
        "refuse-derived-fuel",
    }
)
"""Kinds of facilities after which plastic is neither recovered nor at a disposal site."""
PLASTIC_ROWS: Final = tuple(
    at for at, row in enumerate(codelist("waste_category").entries.values()) if row["group"] == "plastics"
)


def plastic_share(shares: Array) -> Array:
    """Film and dense plastic together [frac], shape (draws,)."""
    first, *others = (shares[at] for at in PLASTIC_ROWS)
    share: Array = sum(others, first)
    return share


def plastic_inputs(
    examination: Examination, amounts: Amounts, waste: SortedWaste, lines: Sequence[Taken]
) -> PlasticInputs:
    """Tonnes of plastic of the year, at the plug-in values or draw by draw.

    Parameters
    ----------
    examination
        The records, understood.
    amounts, waste
        The account and the compositions, of one shape.
    lines
        The counted lines of recovery.
    """
    at_home, at_disposal = plastic_share(waste.at_home), plastic_share(waste.at_disposal)
    nothing = np.zeros_like(amounts.population)
    gone = {"formal": nothing, "informal": nothing, "treated": nothing}
    for taken in lines:
        if not _has_plastic(taken.line.material):
            continue
        amount = taken.of_material_frac * _plastic(taken.line.material, amounts, at_home)
        if taken.kind in TREATING:
            gone["treated"] = gone["treated"] + amount
            continue
        informal = 1.0 if taken.line.is_informal else taken.passed_on_frac
        for way, part in (("informal", informal), ("formal", 1.0 - informal)):
            if part > 0:
                gone[way] = gone[way] + part * amount
    burnt, buried = _disposed(examination, amounts)
    uncollected = DAYS_PER_YEAR * amounts.uncollected_t_per_day
    generated = sum(gone.values(), (burnt + buried) * at_disposal + uncollected * at_home)
    return PlasticInputs(
        population=amounts.population,
        generated_t_per_year=np.maximum(generated, 0.0),
        disposed_t_per_year=buried * at_disposal,
        recovered_formal_t_per_year=gone["formal"],
        recovered_informal_t_per_year=gone["informal"],
        treated_t_per_year=gone["treated"] + burnt * at_disposal,
        formal_reject_frac=_rejected(lines, is_informal=False),
        informal_reject_frac=_rejected(lines, is_informal=True),
    )


def _plastic(material: str, amounts: Amounts, at_home: Array) -> Array:
    """Plastic in what was recovered of one material [t/year]."""
    recovered = yearly(amounts.recovered_by_material, material, amounts.population)
    return recovered * at_home if material == MIXED else recovered


def _has_plastic(material: str) -> bool:
    return material == MIXED or _is_plastic(material)


def _is_plastic(material: str) -> bool:
    return codelist("recovered_material")[material]["group"] == "plastics"


def _disposed(examination: Examination, amounts: Amounts) -> tuple[Array, Array]:
    """What plants without energy recovery burn, and what stays at the other disposal sites [t/year]."""
    burnt = buried = np.zeros_like(amounts.population)
    kinds = {facility.facility: facility.kind for facility in examination.records.facilities}
    for line in examination.ledger.disposal:
        amount = yearly(amounts.counted_by_facility, line.facility, amounts.population)
        if kinds[line.facility] in TREATING:
            burnt = burnt + amount
        else:
            buried = buried + amount
    return burnt, buried


def _rejected(lines: Sequence[Taken], *, is_informal: bool) -> float:
    """Part of the plastic handled by one sector that it throws out again [frac], at the plug-in values."""
    own = [
        taken
        for taken in lines
        if _is_plastic(taken.line.material)
        and taken.kind not in TREATING
        and taken.line.is_informal == is_informal
        and taken.net_t_per_year > 0
    ]
    received = sum(taken.received_t_per_year for taken in own)
    return 1.0 - sum(taken.net_t_per_year for taken in own) / received if received else 0.0
