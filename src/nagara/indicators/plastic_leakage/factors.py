"""Leakage factors and fates of a city's year: from what was graded, else from the published spread."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.evidence import factor
from nagara.findings import Finding
from nagara.indicators.defaults import default_of
from nagara.indicators.plastic_leakage.result import FateUsed, LevelSeen, StageFactor
from nagara.uncertainty.estimates import Estimate, RangeMeaning
from nagara.waste.plastics import (
    FATES,
    SOURCES,
    Fates,
    factor_estimates,
    factors_from_draws,
    fate_estimates,
    fates_from_draws,
)
from nagara.waste.plastics.factors import FACTOR_INPUT
from nagara.waste.plastics.stages import STORM_DRAINS, influencers

if TYPE_CHECKING:
    from nagara.evidence import Factor, Table
    from nagara.indicators.result import DefaultUsed
    from nagara.uncertainty.published_number import Draw
    from nagara.waste.plastics import LeakageFactors
    from nagara.waste.records import CityRecords, LeakageFate

__all__ = ["Grades", "grades_of"]

Array: TypeAlias = NDArray[np.float64]

ALL: Final = "all"
UNGRADED: Final = "not_graded"
SUM_TOLERANCE_FRAC: Final = 0.02
"""How far the fates of a row may miss one before it is said [frac]: four shares rounded to a whole per cent."""


@dataclass(frozen=True, kw_only=True)
class Grades:
    """What was seen of plastic leakage, and what stands in for what was not.

    Parameters
    ----------
    levels
        Level by stage and influencer.
    estimates
        Factor of every stage, of storm drains and weights of the published fates, by name of input.
    fates
        Observed fates by source or ``all``; a source without a row has the published ones.
    findings
        Doubts.
    table
        Name of the city's own table of factors, if it gave one.
    """

    levels: Mapping[tuple[str, str], str]
    estimates: Mapping[str, Estimate]
    fates: Mapping[str, LeakageFate]
    findings: tuple[Finding, ...]
    table: str | None = None

    @property
    def is_graded(self) -> bool:
        """Whether anybody graded a stage at which plastic leaks."""
        return any(stage != STORM_DRAINS for stage, _ in self.levels)

    def factors(self, draw: Draw) -> LeakageFactors:
        """Factors of all stages, at the plug-in values or draw by draw."""
        names = (name for name in self.estimates if name.startswith(FACTOR_INPUT))
        return factors_from_draws(
            {name: draw(name, self.estimates[name]) for name in names if name != FACTOR_INPUT + STORM_DRAINS}
        )

    def fates_of(self, draw: Draw) -> Fates:
        """Fates of every source, what drains hand on to water already with the water."""
        published = None
        if set(SOURCES) - self.fates.keys() and ALL not in self.fates:
            weights = {name: draw(name, estimate) for name, estimate in fate_estimates().items()}
            published = fates_from_draws(weights).by_source[SOURCES[0]]
        seen: dict[str, dict[str, Array | float]] = {}
        if self.fates:
            through = draw(FACTOR_INPUT + STORM_DRAINS, self.estimates[FACTOR_INPUT + STORM_DRAINS])
            seen = {stage: _after_drains(_shares(row), through) for stage, row in self.fates.items()}
        rest = seen.get(ALL, published) or {}
        return Fates(by_source={source: seen.get(source, rest) for source in SOURCES})

    def stage_factors(self, through: Mapping[str, float]) -> tuple[StageFactor, ...]:
        """The factors of the stages that plastic passes.

        Parameters
        ----------
        through
            Plastic that passes each stage [t/year]; a stage without plastic is left out.
        """
        lines = []
        for stage, amount in through.items():
            estimate = self.estimates[FACTOR_INPUT + stage]
            if amount <= 0:
                continue
            levels = (
                LevelSeen(influencer=code, level=level) for (of, code), level in self.levels.items() if of == stage
            )
            lines.append(
                StageFactor(
                    stage=stage,
                    through_t_per_year=amount,
                    value=estimate.value,
                    low=estimate.low,
                    high=estimate.high,
                    levels=tuple(levels),
                    source=estimate.source,
                    is_default=estimate.is_default,
                )
            )
        return tuple(lines)

    @cached_property
    def fates_used(self) -> tuple[FateUsed, ...]:
        """Where plastic was taken to end up, row by row."""
        used = [
            FateUsed(stage=stage, shares=_shares(row), source=row.source or "", is_default=False)
            for stage, row in self.fates.items()
        ]
        if set(SOURCES) - self.fates.keys() and ALL not in self.fates:
            rows = {fate: factor("plastic_fate_default", fate) for fate in FATES}
            whole = sum(row.value for row in rows.values())
            shares = {fate: row.value / whole for fate, row in rows.items()}
            source = ", ".join(dict.fromkeys(row.source for row in rows.values()))
            used.append(FateUsed(stage=ALL, shares=shares, source=source, is_default=True))
        return tuple(used)

    def defaults(self, through: Mapping[str, float]) -> tuple[DefaultUsed, ...]:
        """The published numbers that stand in for what was not looked at."""
        graded = {stage for stage, _ in self.levels}
        taken = [
            default_of(f"plastic_leakage.{stage}", "plastic that leaks where nobody looked", _spread(stage))
            for stage, amount in through.items()
            if amount > 0 and stage not in graded
        ]
        if any(row.is_default for row in self.fates_used):
            taken += [
                default_of(f"plastic_fate.{fate}", "fate of plastic that leaks", factor("plastic_fate_default", fate))
                for fate in FATES
            ]
        return tuple(taken)


def grades_of(records: CityRecords, factors: Table | None = None) -> Grades:
    """Read what the city graded, and take the published spread for the rest.

    Parameters
    ----------
    records
        What the city wrote down.
    factors
        Its own table of leakage factors; the inferred ones where it is left out.

    Notes
    -----
    A row of an influencer that is not looked at in its stage is left out; the rules of the records say so.

    Raises
    ------
    UnknownCodeError
        If a level is not known.
    """
    levels = {
        (row.stage, row.influencer): row.level
        for row in records.leakage
        if row.level is not None and (row.stage, row.influencer) in influencers()
    }
    rows = {row.stage: row for row in records.leakage_fate if sum(_given(row)) > 0}
    estimates = factor_estimates({key: level for key, level in levels.items() if key[0] != STORM_DRAINS}, factors)
    drains = next((level for (stage, _), level in levels.items() if stage == STORM_DRAINS), None)
    return Grades(
        levels=levels,
        estimates={**estimates, FACTOR_INPUT + STORM_DRAINS: _drain_estimate(drains)},
        fates=rows,
        findings=tuple(_findings(records, rows.values())),
        table=None if factors is None else factors.name,
    )


def _drain_estimate(level: str | None) -> Estimate:
    row = factor("storm_drain_passage", level or UNGRADED)
    return Estimate(
        value=row.value,
        low=row.low,
        high=row.high,
        means=RangeMeaning.BOUNDS,
        source=row.source,
        is_share=True,
        is_default=level is None,
    )


def _spread(stage: str) -> Factor:
    return factor("storm_drain_passage", UNGRADED) if stage == STORM_DRAINS else factor("plastic_leakage_spread", stage)


def _given(row: LeakageFate) -> tuple[float, ...]:
    return tuple(getattr(row, f"{fate}_frac") or 0.0 for fate in FATES)


def _shares(row: LeakageFate) -> dict[str, float]:
    """The fates of one row, scaled to sum to one; a cell left empty is none of it."""
    given = _given(row)
    whole = sum(given)
    return {fate: share / whole for fate, share in zip(FATES, given, strict=True)}


def _after_drains(shares: Mapping[str, float], through: Array) -> dict[str, Array | float]:
    handed_on = shares["drains"] * through
    return {
        "land": shares["land"],
        "burnt": shares["burnt"],
        "drains": shares["drains"] - handed_on,
        "water": shares["water"] + handed_on,
    }


def _findings(records: CityRecords, rows: Collection[LeakageFate]) -> list[Finding]:
    found = []
    if not any(row.level is not None and row.stage != STORM_DRAINS for row in records.leakage):
        found.append(Finding(code="plastic-levels-not-graded"))
    for row in rows:
        whole = sum(_given(row))
        if round(abs(whole - 1.0), 9) > SUM_TOLERANCE_FRAC:
            values: dict[str, str | float] = {"sum": round(whole, 3)}
            found.append(Finding(code="plastic-fates-scaled", values=values, place=row.place("land_frac")))
    if not rows:
        found.append(Finding(code="plastic-fates-not-seen"))
    return found
