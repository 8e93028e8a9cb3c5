"""Leakage factors: from what was seen at a stage to the share of its plastic that escapes there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.errors import UnknownCodeError
from nagara.evidence import table
from nagara.findings import Finding
from nagara.uncertainty.estimates import Estimate, RangeMeaning
from nagara.waste.plastics.inputs import ends
from nagara.waste.plastics.stages import LEVELS, STAGES, influencers

if TYPE_CHECKING:
    from nagara.evidence import Factor, Table
    from nagara.waste.plastics.inputs import Amount, PlasticInputs

__all__ = [
    "FACTOR_INPUT",
    "CombinationRule",
    "LeakageFactors",
    "factor_estimates",
    "factors_from_draws",
    "missing_factors",
]

Array: TypeAlias = NDArray[np.float64]
Observations: TypeAlias = Mapping[tuple[str, str], str]

FACTOR_INPUT: Final = "plastic_factor."
"""Prefix of the named inputs that hold the factor of each stage."""
INFERRED_TABLE: Final = "plastic_leakage_factor"
LARGEST_FRAC: Final = 0.999
"""Where factors of a stage add up to all of its plastic or more, this much of it leaks [frac]."""


class CombinationRule(StrEnum):
    """How the influencers of one stage make its factor.

    Adding fits the published results; nothing more is confirmed, so it is a setting.
    """

    ADDING = "adding"
    LARGEST = "largest"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeakageFactors:
    """Share of the plastic in each stage that escapes there [frac]; ``None``: no such flow.

    Every factor is one number or an array, draws on its last axis.

    Raises
    ------
    ValueError
        If a factor lies outside 0 to 1, or is 1 at a stage whose tonnes are measured after the leak.
    """

    collection_service_frac: Amount | None = None
    informal_value_chain_frac: Amount | None = None
    formal_sorting_frac: Amount | None = None
    informal_sorting_frac: Amount | None = None
    transport_frac: Amount | None = None
    disposal_frac: Amount | None = None

    def __post_init__(self) -> None:
        for stage in STAGES:
            least, most = ends(self.share(stage))
            if not (least >= 0 and (most <= 1 if stage == "disposal" else most < 1)):
                msg = f"the leakage factor of {stage} lies outside 0 to 1"
                raise ValueError(msg)

    def share(self, stage: str) -> Amount:
        """The factor of a stage [frac], zero where there is no such flow."""
        factor: Amount | None = getattr(self, f"{stage}_frac")
        return 0.0 if factor is None else factor


def missing_factors(inputs: PlasticInputs, factors: LeakageFactors, *, city: str) -> tuple[Finding, ...]:
    """A finding ``plastic-factor-missing`` for each stage with plastic in it and without a factor."""
    disposed = 0.0 if inputs.disposed_t_per_year is None else inputs.disposed_t_per_year
    through = {
        "collection_service": disposed,
        "informal_value_chain": inputs.recovered_informal_t_per_year,
        "formal_sorting": inputs.recovered_formal_t_per_year,
        "informal_sorting": inputs.recovered_informal_t_per_year,
        "transport": disposed,
        "disposal": disposed,
    }
    return tuple(
        Finding(
            code="plastic-factor-missing",
            values={"city": city, "stage": _label(stage), "amount": float(np.mean(amount))},
        )
        for stage, amount in through.items()
        if getattr(factors, f"{stage}_frac") is None and np.any(np.asarray(amount) > 0)
    )


def factor_estimates(
    observations: Observations,
    factors: Table | None = None,
    *,
    rule: CombinationRule = CombinationRule.ADDING,
) -> dict[str, Estimate]:
    """The factor of every stage with its range, by the name of its input.

    Parameters
    ----------
    observations
        Level by stage and influencer, as it was graded; what was not looked at is left out.
    factors
        Table with the key columns stage, influencer, level; the factors inferred from published
        results where it is left out.
    rule
        How the influencers of one stage make its factor.

    Returns
    -------
    dict
        By name of input. Where all influencers of a stage were graded, bounds (a triangle); where
        one was not, it has the whole range of its own levels, and the ends are taken for a 95 %
        interval about the value, for a triangle as lopsided as that would hardly hold its own peak.
        Where nothing was graded in a stage, so is the whole spread of the published results (of the
        given table, if one was given). Both are marked as default. An influencer that the table
        does not know adds nothing.

    Raises
    ------
    UnknownCodeError
        If a stage, an influencer or a level is not known, or the table has no row of the level.
    """
    _refuse_unknown(observations)
    known = _inferred_influencers() if factors is None else _influencers_of(factors)
    part = _inferred_part if factors is None else partial(_part, factors)
    estimates: dict[str, Estimate] = {}
    for stage in STAGES:
        levels = {influencer: observations.get((stage, influencer)) for influencer in known[stage]}
        if not any(levels.values()) and (factors is None or not levels):
            estimates[FACTOR_INPUT + stage] = _published(stage)
        else:
            parts = [part(stage, influencer, level) for influencer, level in levels.items()]
            estimates[FACTOR_INPUT + stage] = _combined(parts, rule)
    return estimates


def factors_from_draws(draws: Mapping[str, Array]) -> LeakageFactors:
    """The factors of all stages from draws of the inputs of :func:`factor_estimates`."""
    return LeakageFactors(**{f"{stage}_frac": draws[FACTOR_INPUT + stage] for stage in STAGES})


def _refuse_unknown(observations: Observations) -> None:
    for (stage, influencer), level in observations.items():
        if (stage, influencer) not in influencers():
            raise UnknownCodeError("influencer", f"{stage} / {influencer}", [" / ".join(key) for key in influencers()])
        if level not in LEVELS:
            raise UnknownCodeError(f"level of {stage} / {influencer}", level, LEVELS)


def _influencers_of(rows: Table) -> dict[str, tuple[str, ...]]:
    """The influencers of every stage that a table knows, in its order."""
    found: dict[str, dict[str, None]] = {stage: {} for stage in STAGES}
    for stage, influencer, _ in rows.factors:
        found.setdefault(stage, {})[influencer] = None
    return {stage: tuple(names) for stage, names in found.items()}


@cache
def _inferred_influencers() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType(_influencers_of(table(INFERRED_TABLE)))


@cache
def _inferred_part(stage: str, influencer: str, level: str | None) -> Estimate:
    return _part(table(INFERRED_TABLE), stage, influencer, level)


def _part(rows: Table, stage: str, influencer: str, level: str | None) -> Estimate:
    """What one influencer adds; the whole range of its levels where it was not graded."""
    if level is not None:
        return _bounds(rows[stage, influencer, level])
    levels = [row for (of, code, _), row in rows.factors.items() if (of, code) == (stage, influencer)]
    middle = levels[len(levels) // 2]
    low, high = min(row.low for row in levels), max(row.high for row in levels)
    return _estimate(low, middle.value, high, middle.source, is_default=True)


def _bounds(row: Factor) -> Estimate:
    return _estimate(row.low, row.value, row.high, row.source, is_default=False)


@cache
def _published(stage: str) -> Estimate:
    row = table("plastic_leakage_spread")[stage]
    return _estimate(row.low, row.value, row.high, row.source, is_default=True)


def _combined(parts: list[Estimate], rule: CombinationRule) -> Estimate:
    """One factor from those of its influencers; their ends move together, which keeps it wide."""
    join = sum if rule is CombinationRule.ADDING else max
    low, value, high = (
        min(float(join(ends)), LARGEST_FRAC)
        for ends in ([part.low for part in parts], [part.value for part in parts], [part.high for part in parts])
    )
    source = ", ".join(dict.fromkeys(part.source for part in parts))
    return _estimate(low, value, high, source, is_default=any(part.is_default for part in parts))


def _estimate(low: float, value: float, high: float, source: str, *, is_default: bool) -> Estimate:
    return Estimate(
        value=value,
        low=low,
        high=high,
        means=RangeMeaning.INTERVAL_95 if is_default else RangeMeaning.BOUNDS,
        source=source,
        is_share=True,
        is_default=is_default,
    )


def _label(stage: str) -> str:
    return next(each.stage_label for each in influencers().values() if each.stage == stage)
