"""The sums of the account one by one: households, other waste, gates, what was picked.

:func:`nagara.waste.account.balance` puts them together, :mod:`nagara.waste.recount` does so again
where only some inputs have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.units import KG_PER_T

if TYPE_CHECKING:
    from nagara.waste.ledger import DisposalLine, Ledger, RecoveryLine

__all__ = [
    "added_up",
    "controlled_part",
    "deducted_amounts",
    "gate_amounts",
    "generated_amounts",
    "may_be_controlled",
    "picked_amounts",
    "stratum_amounts",
]

Array: TypeAlias = NDArray[np.float64]


def stratum_amounts(ledger: Ledger, draws: Mapping[str, Array]) -> Array:
    """Household waste by stratum, shape (strata, draws) [t/day]."""
    population = draws["population"]
    if not ledger.strata:
        return np.zeros((0, *population.shape))
    shares = np.array(ledger.stratum_populations) / sum(ledger.stratum_populations)
    amounts = np.empty((len(ledger.strata), *population.shape))
    if len(ledger.strata) > 1:
        for row, code, share in zip(amounts, ledger.strata, shares, strict=True):
            np.multiply(draws[f"stratum_share.{code}"], share, out=row)
        amounts /= amounts.sum(axis=0)
    else:
        amounts[...] = shares[:, None]
    for row, code in zip(amounts, ledger.strata, strict=True):
        row *= draws[f"rate.{code}"]
    amounts *= population
    amounts /= KG_PER_T
    return amounts


def generated_amounts(ledger: Ledger, draws: Mapping[str, Array], by_stratum: Array) -> tuple[Array, Array]:
    """Household and other waste of the whole city, each of shape (draws,) [t/day]."""
    population = draws["population"]
    if ledger.total_rate_input is not None:
        total = draws[ledger.total_rate_input] * population / KG_PER_T
        return total, np.zeros_like(total)
    household = by_stratum.sum(axis=0)
    if ledger.rate_input is not None:
        household = draws[ledger.rate_input] * population / KG_PER_T
    if ledger.non_household_share is not None:
        share = draws[ledger.non_household_share]
        return household, household * share / (1.0 - share)
    return household, added_up((line.amount.amount(draws) for line in ledger.non_household), population.shape)


def added_up(amounts: Iterable[Array], shape: tuple[int, ...]) -> Array:
    """Add amounts up in their order, in new memory; zero if there are none."""
    first, *others = [*amounts] or [np.zeros(shape)]
    if not others:
        return first.copy()
    total: Array = first + others[0]
    for other in others[1:]:
        total += other
    return total


def may_be_controlled(line: RecoveryLine | DisposalLine, draws: Mapping[str, Array]) -> bool:
    """Whether any draw counts it as controlled."""
    return line.is_controlled or f"controlled.{line.facility}" in draws


def controlled_part(line: RecoveryLine | DisposalLine, amount: Array, draws: Mapping[str, Array]) -> Array:
    """All of it; draw by draw all or nothing where the assessor gave probabilities (``controlled.<facility>``)."""
    drawn = draws.get(f"controlled.{line.facility}")
    return amount if drawn is None else amount * drawn


def deducted_amounts(ledger: Ledger, draws: Mapping[str, Array], gross: Array) -> dict[str, Array]:
    """Take what pickers sort out on a site off that site, where it stands in for picked shares left blank.

    Parameters
    ----------
    ledger, draws
        As in :func:`nagara.waste.account.balance`.
    gross
        What all recovery facilities receive [t/day]: no more than that is taken off all sites together.
    """
    nothing = np.zeros_like(gross)
    on_site = {
        line.facility: line.on_site_picking.amount(draws) if line.on_site_picking else nothing
        for line in ledger.disposal
    }
    whole = sum(on_site.values(), nothing)
    kept = np.minimum(whole, gross) / np.where(whole > 0, whole, 1.0)
    return {code: amount * kept for code, amount in on_site.items()}


def picked_amounts(
    gates: Mapping[str, Array], picked: Mapping[str | None, Array], shape: tuple[int, ...]
) -> dict[str, Array]:
    """Take picked material off the site it came from; where no site is named, off all by size.

    Parameters
    ----------
    gates
        What arrives at each site [t/day].
    picked
        What recovery facilities receive that was picked, by the site it was picked at, ``None`` where none
        is named [t/day].
    shape
        Of every amount.
    """
    nothing = np.zeros(shape)
    of_sites = {code: picked.get(code, nothing) for code in gates}
    unnamed = picked.get(None)
    if unnamed is None:
        return of_sites
    total = sum(gates.values(), nothing)
    share = unnamed / np.where(total > 0, total, 1.0)
    return {code: of_sites[code] + gate * share for code, gate in gates.items()}


def gate_amounts(ledger: Ledger, draws: Mapping[str, Array]) -> dict[str, Array]:
    """What arrives at the gate of each disposal site, each of shape (draws,) [t/day]."""
    shape = draws["population"].shape
    return {line.facility: added_up((term.amount(draws) for term in line.gate), shape) for line in ledger.disposal}
