"""Step 7, what a city wrote down to follow the mass: past deposits, leaks, fuel, flows measured besides."""

from __future__ import annotations

from dataclasses import dataclass

from nagara.waste.row import Notation, Row

__all__ = ["DisposalHistory", "EnergyUse", "LeakageFate", "LeakageObservation", "MeasuredFlow", "PastDeposit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalHistory(Row):
    """Step 7: how a disposal site was run, which decides the gas it gives off today."""

    facility: str
    opened_year: int | None = None
    closed_year: int | None = None
    management: str | None = None
    has_oxidising_cover: bool | None = None
    methane_recovered_t_per_year: float | None = None
    methane_recovered_low: float | None = None
    methane_recovered_high: float | None = None
    deposit_growth_frac: float | None = None
    burnt_frac: float | None = None
    burnt_low: float | None = None
    burnt_high: float | None = None
    range_is: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDeposit(Row):
    """Step 7: what a disposal site received in an earlier year."""

    facility: str
    year: int
    tonnes_t: float
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeakageObservation(Row):
    """Step 7: one influencer of plastic leakage as it was seen at one stage."""

    stage: str
    influencer: str
    level: str | None = None
    notation: Notation | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeakageFate(Row):
    """Step 7: where plastic that leaks at one stage ends."""

    stage: str
    land_frac: float | None = None
    burnt_frac: float | None = None
    drains_frac: float | None = None
    water_frac: float | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyUse(Row):
    """Step 7: fuel or electricity used by the waste service in the year."""

    use: str
    carrier: str
    amount_per_year: float | None = None
    amount_low: float | None = None
    amount_high: float | None = None
    grid_kg_co2e_per_kwh: float | None = None
    notation: Notation | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredFlow(Row):
    """Step 7: a flow between two points that was measured besides what the other sheets hold."""

    flow: str
    from_process: str
    to_process: str
    layer: str | None = None
    t_per_day: float | None = None
    t_per_day_low: float | None = None
    t_per_day_high: float | None = None
    share_of_source_frac: float | None = None
    share_of_source_low: float | None = None
    share_of_source_high: float | None = None
    range_is: str | None = None
    notation: Notation | None = None
    source: str | None = None
