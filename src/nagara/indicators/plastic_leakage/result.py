"""The plastics chapter as it is printed: leaks by source and fate, what they rest on, what drives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nagara.indicators.spans import Span

__all__ = ["FateUsed", "LevelSeen", "PlasticDriver", "PlasticLeakage", "StageFactor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelSeen:
    """What was looked at in a stage, and the level it was graded with."""

    influencer: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFactor:
    """Share of the plastic in one stage that leaks there.

    Parameters
    ----------
    stage
        Code of the stage; ``storm_drains`` for the part of the plastic in drains that goes on to water.
    through_t_per_year
        Plastic that the share is taken of [t/year].
    value, low, high
        The share and the range it is drawn from [frac].
    levels
        What was graded; empty where the whole published spread stands in.
    source
        Keys of the sources of the number.
    is_default
        Whether something of it was not looked at.
    """

    stage: str
    through_t_per_year: float
    value: float
    low: float
    high: float
    levels: tuple[LevelSeen, ...]
    source: str
    is_default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FateUsed:
    """Where the plastic of some sources was taken to end up.

    Parameters
    ----------
    stage
        Source of the plastic; ``all`` for those that have no row of their own.
    shares
        Share by fate, before storm drains hand on to water [frac].
    source
        Where the city has it from, or the key of the published default.
    is_default
        Whether it is the published spread.
    """

    stage: str
    shares: Mapping[str, float]
    source: str
    is_default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlasticDriver:
    """An input and how much of the doubt goes along with it.

    Parameters
    ----------
    name
        Code of the input.
    unmanaged_frac, to_water_frac
        Squared correlation with the unmanaged plastic and with that which reaches water [frac].
    """

    name: str
    unmanaged_frac: float
    to_water_frac: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlasticLeakage:
    """Plastic of a city's year that escapes management.

    Parameters
    ----------
    totals
        Spans by figure name: generated, unmanaged, to water.
    managed_t_per_year
        Recovered by formal and informal sorting, treated, and kept at disposal sites [t/year].
    disposed_t_per_year, formal_reject_frac, informal_reject_frac
        What else the balance starts from, at the plug-in values: plastic that arrives at disposal sites
        [t/year], and the part of what sorting handles that it throws out again [frac].
    by_source_t_per_year, by_fate_t_per_year
        Spans by source and by fate [t/year].
    factors
        Leakage factors of the stages that plastic passes.
    fates
        Where the plastic was taken to end up.
    drivers
        What the doubt comes from, the largest first.
    impossible_frac
        Share of the draws that were left out, because nothing is left to be uncollected in them.
    is_stand_in
        Whether one composition stands in for waste that was sorted at another point only.
    factor_table
        Name of the city's own table of leakage factors; ``None`` where the inferred ones were used.
    """

    totals: Mapping[str, Span]
    managed_t_per_year: Mapping[str, Span]
    disposed_t_per_year: float
    formal_reject_frac: float
    informal_reject_frac: float
    by_source_t_per_year: Mapping[str, Span]
    by_fate_t_per_year: Mapping[str, Span]
    factors: tuple[StageFactor, ...]
    fates: tuple[FateUsed, ...]
    drivers: tuple[PlasticDriver, ...]
    impossible_frac: float
    is_stand_in: bool
    factor_table: str | None = None
