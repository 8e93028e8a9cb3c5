r"""Plastic of the account: what is generated, arrives at disposal, is recovered and is treated.

Notes
-----
As in :mod:`nagara.indicators.city_composition`, with the share of film and dense plastic
:math:`p` at homes and at disposal:

.. math:: G = D\,p_{disp} + \sum_{plastics} R_m + R_{mixed}\,p_{home} + U\,p_{home}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.evidence import codelist
from nagara.indicators.chapter_account import MIXED, in_a_year
from nagara.units import DAYS_PER_YEAR
from nagara.waste.plastics import PlasticInputs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nagara.indicators.chapter_account import SortedWaste, Taken
    from nagara.indicators.examination import Examination
    from nagara.waste.account import Amounts

__all__ = ["PlasticAccount", "plastic_inputs"]

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
PLASTICS: Final = frozenset(
    code for code, row in codelist("recovered_material").entries.items() if row["group"] == "plastics"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlasticAccount:
    """What the plastic of a year follows from; all arrays of one shape.

    Parameters
    ----------
    population
        People inside the boundary [persons].
    uncollected_t_per_day
        Waste that nobody collects [t/day].
    recovered_by_material
        Materials that are or hold plastic, net of rejects [t/day].
    disposed_by_site
        What stays at each disposal site [t/day].
    at_home, at_disposal
        Film and dense plastic together at the two ends of the city's waste [frac].
    """

    population: Array
    uncollected_t_per_day: Array
    recovered_by_material: Mapping[str, Array]
    disposed_by_site: Mapping[str, Array]
    at_home: Array
    at_disposal: Array

    @classmethod
    def of(cls, examination: Examination, amounts: Amounts, waste: SortedWaste) -> PlasticAccount:
        """Take what speaks of plastic from an account and from the compositions of the same shape."""
        recovered, counted = amounts.recovered_by_material, amounts.counted_by_facility
        return cls(
            population=amounts.population,
            uncollected_t_per_day=amounts.uncollected_t_per_day,
            recovered_by_material={name: row for name, row in recovered.items() if name in PLASTICS or name == MIXED},
            disposed_by_site={line.facility: counted[line.facility] for line in examination.ledger.disposal},
            at_home=_plastic_share(waste.at_home),
            at_disposal=_plastic_share(waste.at_disposal),
        )

    def before(self, drawn: PlasticAccount) -> PlasticAccount:
        """Put these values before the draws of the same account, shape (1 + draws,): a model then runs once."""
        return PlasticAccount(
            population=np.concatenate((self.population, drawn.population)),
            uncollected_t_per_day=np.concatenate((self.uncollected_t_per_day, drawn.uncollected_t_per_day)),
            recovered_by_material=_joined(self.recovered_by_material, drawn.recovered_by_material),
            disposed_by_site=_joined(self.disposed_by_site, drawn.disposed_by_site),
            at_home=np.concatenate((self.at_home, drawn.at_home)),
            at_disposal=np.concatenate((self.at_disposal, drawn.at_disposal)),
        )


def plastic_inputs(examination: Examination, account: PlasticAccount, lines: Sequence[Taken]) -> PlasticInputs:
    """Tonnes of plastic of the year.

    Parameters
    ----------
    examination
        The records, understood.
    account
        What the plastic follows from.
    lines
        The counted lines of recovery.
    """
    formal, informal, treated = np.zeros((3, *account.population.shape))
    plastic = {name: _plastic(name, amount, account.at_home) for name, amount in account.recovered_by_material.items()}
    for taken in lines:
        if taken.line.material not in plastic:
            continue
        amount = taken.of_material_frac * plastic[taken.line.material]
        if taken.kind in TREATING:
            treated += amount
            continue
        by_informal = 1.0 if taken.line.is_informal else taken.passed_on_frac
        for gone, part in ((informal, by_informal), (formal, 1.0 - by_informal)):
            if part > 0:
                gone += part * amount
    burnt, buried = _disposed(examination, account)
    generated = (burnt + buried) * account.at_disposal
    generated += DAYS_PER_YEAR * account.uncollected_t_per_day * account.at_home
    for gone in (formal, informal, treated):
        generated += gone
    return PlasticInputs(
        population=account.population,
        generated_t_per_year=np.maximum(generated, 0.0, out=generated),
        disposed_t_per_year=buried * account.at_disposal,
        recovered_formal_t_per_year=formal,
        recovered_informal_t_per_year=informal,
        treated_t_per_year=treated + burnt * account.at_disposal,
        formal_reject_frac=_rejected(lines, is_informal=False),
        informal_reject_frac=_rejected(lines, is_informal=True),
    )


def _joined(first: Mapping[str, Array], then: Mapping[str, Array]) -> dict[str, Array]:
    return {name: np.concatenate((row, then[name])) for name, row in first.items()}


def _plastic_share(shares: Array) -> Array:
    """Film and dense plastic together [frac], shape (draws,)."""
    first, *others = (shares[at] for at in PLASTIC_ROWS)
    share: Array = sum(others, first)
    return share


def _plastic(material: str, t_per_day: Array, at_home: Array) -> Array:
    """Plastic in what was recovered of one material [t/year]."""
    recovered = in_a_year(t_per_day)
    return recovered * at_home if material == MIXED else recovered


def _disposed(examination: Examination, account: PlasticAccount) -> tuple[Array, Array]:
    """What plants without energy recovery burn, and what stays at the other disposal sites [t/year]."""
    burnt, buried = np.zeros((2, *account.population.shape))
    kinds = {facility.facility: facility.kind for facility in examination.records.facilities}
    for site, t_per_day in account.disposed_by_site.items():
        amount = burnt if kinds[site] in TREATING else buried
        amount += in_a_year(t_per_day)
    return burnt, buried


def _rejected(lines: Sequence[Taken], *, is_informal: bool) -> float:
    """Part of the plastic handled by one sector that it throws out again [frac], at the plug-in values."""
    own = [
        taken
        for taken in lines
        if taken.line.material in PLASTICS
        and taken.kind not in TREATING
        and taken.line.is_informal == is_informal
        and taken.net_t_per_year > 0
    ]
    received = sum(taken.received_t_per_year for taken in own)
    return 1.0 - sum(taken.net_t_per_year for taken in own) / received if received else 0.0
