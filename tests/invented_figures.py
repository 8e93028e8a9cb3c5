"""One published figure of an invented city, for tests of what may be compared."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Fig:
    city_slug: str = "a"
    indicator_code: str = "sdg_11_6_1_frac"
    source_slug: str = "round-2025"
    year: int = 2025
    method: str = "survey"
    boundary: str = "administrative"
    population_basis: str = "census"
    value: float | None = 0.5
    low: float | None = 0.4
    high: float | None = 0.6
    level_frac: float | None = 0.95
    standard_deviation: float | None = None
