"""The ledger: a city's records arranged as lines of one account, each with its doubt.

A line is a constant times a product of named uncertain inputs. The account
(:mod:`nagara.waste.account`) adds the lines up, once with the plug-in values and once with the
joint draws; nothing else in nagara adds waste.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nagara.evidence import Factor, factor
from nagara.findings import Finding
from nagara.uncertainty.estimates import Estimate, RangeMeaning

__all__ = ["AssumedValue", "DisposalLine", "Input", "Ledger", "NonHouseholdLine", "RecoveryLine", "Term", "estimate_of"]

Draws = Mapping[str, NDArray[np.float64]]


ASSUMED_FOR: Final = {
    "any": "density of truck loads",
    "carried_growth": "yearly growth of a carried rate",
    "carried_growth_log_sd": "yearly spread of a carried rate",
    "count_relative_error": "range of truck counts",
    "fill": "filling of trucks",
    "gate_day_variation": "variation between days at the gate",
    "msw_per_capita": "all municipal waste per person and day",
    "non_household_share": "share of non-household waste in the total",
    "non_household_share_half_width": "range of the non-household share",
    "population_relative_error": "range of the population",
    "records_relative_error": "range of recorded amounts",
    "reject_rate": "share rejected by recovery facilities",
    "stratum_share_relative_error": "shares of the strata in the population",
    "weighbridge_relative_error": "range of weighbridge totals",
}
"""What each default stands in for, as the report says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumedValue:
    """A published or designed default that stands in for a number the city did not give."""

    name: str
    what_for: str
    factor: Factor


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One uncertain number of the account.

    Parameters
    ----------
    name
        Unique name within the ledger.
    group
        Independent group that it belongs to (one survey, one facility, ...).
    estimate
        Its value and range.
    is_shared
        Whether it says the same in every year, so that two years share its draws.
    """

    name: str
    group: str
    estimate: Estimate
    is_shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A constant times a product of inputs [t/day]."""

    constant: float
    inputs: tuple[str, ...]

    def amount(self, draws: Draws, out: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """Evaluate the product for draws of the inputs, in the memory that is given."""
        first, *others = (draws[name] for name in self.inputs)
        if self.constant != 1.0:
            product = np.multiply(first, self.constant, out=out)
        elif others:
            product = np.multiply(first, others.pop(0), out=out)
        elif out is None:
            product = first
        else:
            out[...] = product = first
        for other in others:
            product = np.multiply(product, other, out=out)
        return product


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryLine:
    """One material at one recovery facility.

    Parameters
    ----------
    received
        What arrives from this city's municipal waste, before rejects [t/day].
    reject
        Name of the input that is rejected [frac].
    picked_frac
        Share of it that was picked at the city's disposal sites [frac].
    picked_from
        The disposal site, if it is known.
    is_counted
        False where a listed facility further down the chain counts it.
    is_controlled, is_waste_to_energy, is_informal
        What decides in which figures it appears.
    """

    facility: str
    material: str
    received: Term
    reject: str
    picked_frac: float
    picked_from: str | None
    is_counted: bool
    is_controlled: bool
    is_waste_to_energy: bool
    is_informal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalLine:
    """What one disposal site receives at its gate, municipal waste and rejects only."""

    facility: str
    gate: tuple[Term, ...]
    on_site_picking: Term | None
    is_controlled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NonHouseholdLine:
    """Non-household waste of one origin [t/day]."""

    origin: str
    amount: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All lines of a city's year.

    Parameters
    ----------
    strata
        Codes of the strata whose rates the survey draws; empty in a year without a survey.
    stratum_populations
        Their populations as recorded, scaled to the city's population [persons].
    rate_input
        Name of the input with the household rate where there is no survey of this year.
    total_rate_input
        Name of the input with the rate of all municipal waste, in the records tier.
    non_household_share
        Name of the input with the non-household share of the total, where it is not recorded.
    picking_to_deduct
        Whether on-site picking stands in for picked shares that recovery facilities left blank.
    """

    inputs: Mapping[str, Input]
    strata: tuple[str, ...]
    stratum_populations: tuple[float, ...]
    rate_input: str | None
    total_rate_input: str | None
    non_household: tuple[NonHouseholdLine, ...]
    non_household_share: str | None
    recovery: tuple[RecoveryLine, ...]
    disposal: tuple[DisposalLine, ...]
    picking_to_deduct: bool = False
    assumed: tuple[AssumedValue, ...] = ()
    findings: tuple[Finding, ...] = field(default=())


@dataclass(slots=True)
class LedgerBuilder:
    """Collects inputs, assumed values and findings while the lines are written."""

    inputs: dict[str, Input] = field(default_factory=dict)
    assumed: list[AssumedValue] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(self, name: str, group: str, estimate: Estimate, *, is_shared: bool = False) -> str:
        """Register an input and return its name."""
        self.inputs[name] = Input(name=name, group=group, estimate=estimate, is_shared=is_shared)
        return name

    def assume(self, name: str, *, table: str = "account_default") -> Factor:
        """Take a default from the evidence and remember that it was taken."""
        number = factor(table, name)
        entry = AssumedValue(name=name, what_for=ASSUMED_FOR[name], factor=number)
        if entry not in self.assumed:
            self.assumed.append(entry)
        return number

    def find(self, finding: Finding) -> None:
        """Remember a finding."""
        self.findings.append(finding)


def estimate_of(
    value: float,
    low: float | None,
    high: float | None,
    range_is: str | None,
    *,
    source: str | None = None,
    is_share: bool = False,
    relative_error: float = 0.0,
) -> Estimate:
    """Make an estimate of a recorded number.

    Parameters
    ----------
    value, low, high
        As recorded; a missing end mirrors the other one on the log scale.
    range_is
        ``interval-95`` or ``bounds``; an interval where nothing was said.
    source
        Where the city has it from.
    is_share
        Whether it is a share of a whole.
    relative_error
        Relative half-width of the 95 % interval to assume where no range was given [1].

    Returns
    -------
    Estimate
        Ready to be drawn.
    """
    if low is None and high is None:
        if value == 0 or relative_error == 0:
            return Estimate.exact(value, source=source or "", is_share=is_share)
        low, high = value * exp(-relative_error), value * exp(relative_error)
        high = min(high, 1.0) if is_share else high
        return Estimate(value=value, low=low, high=high, source=source or "", is_share=is_share, is_default=True)
    low = low if low is not None else value * (value / (high or value or 1.0))
    high = high if high is not None else (value * (value / low) if low else 2 * value)
    high = min(high, 1.0) if is_share else high
    means = RangeMeaning(range_is) if range_is else RangeMeaning.INTERVAL_95
    return Estimate(value=value, low=low, high=high, means=means, source=source or "", is_share=is_share)
