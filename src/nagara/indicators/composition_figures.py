"""Compositions at the three points as figures: households, disposal, the whole city."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.evidence import codelist
from nagara.findings import Finding
from nagara.indicators.city_composition import GROUPS, city_composition, grouped
from nagara.indicators.joint import pooled
from nagara.indicators.result import Composition, Figure

if TYPE_CHECKING:
    from nagara.indicators.figures import Intervals
    from nagara.waste.account import Amounts

__all__ = ["COMPOSITION_METHODS", "CompositionDraws", "composition_draws", "composition_findings", "compositions"]

Array: TypeAlias = NDArray[np.float64]

COMPOSITION_METHODS: Final = {
    "household": "Sorted household samples, pooled over strata by tonnage.",
    "disposal": "Sorted samples at disposal, pooled by weight.",
    "city": "Mass balance of disposed, recovered and uncollected waste.",
}
_SOURCES: Final = {"household": "survey", "disposal": "records", "city": "survey + records"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositionDraws:
    """Shares at the three points, each of shape (parts, draws), or ``None`` where nothing was sorted."""

    household: Array | None
    disposal: Array | None
    city: Array | None

    def named(self) -> dict[str, Array]:
        """Every share as a row of its own; the six groups are named after the point they were read at."""
        rows: dict[str, Array] = {}
        categories = codelist("waste_category").codes
        for point, shares in (("household", self.household), ("disposal", self.disposal)):
            if shares is not None:
                rows |= {f"{point}_{code}_frac": row for code, row in zip(categories, shares, strict=True)}
                rows |= {f"{point}_group_{code}_frac": row for code, row in zip(GROUPS, grouped(shares), strict=True)}
        if self.city is not None:
            rows |= {f"city_{code}_frac": row for code, row in zip(GROUPS, self.city, strict=True)}
        return rows


def composition_draws(amounts: Amounts, by_stratum: Array | None, disposal: Array | None) -> CompositionDraws:
    """Compositions of every draw.

    Parameters
    ----------
    amounts
        The account.
    by_stratum
        Household shares by stratum, shape (strata, 12, draws) [frac].
    disposal
        Shares at disposal, shape (12, draws) [frac].
    """
    household = None if by_stratum is None else pooled(by_stratum, amounts.stratum_household_t_per_day)
    city = None
    if household is not None:
        city = city_composition(amounts, household, household if disposal is None else disposal)
    return CompositionDraws(household=household, disposal=disposal, city=city)


def compositions(values: Mapping[str, float], spans: Intervals, level: float) -> dict[str, Composition]:
    """The compositions that the records allow, by point; those by group end in ``_group``."""
    categories = codelist("waste_category").codes
    lists = {
        "household": ("household", categories),
        "disposal": ("disposal", categories),
        "city": ("city", GROUPS),
        "household_group": ("household", GROUPS),
        "disposal_group": ("disposal", GROUPS),
    }
    return {
        name: Composition(
            point=point, parts={part: _share(f"{name}_{part}_frac", point, values, spans, level) for part in parts}
        )
        for name, (point, parts) in lists.items()
        if f"{name}_{parts[0]}_frac" in values
    }


def composition_findings(values: Mapping[str, float], spans: Intervals) -> tuple[Finding, ...]:
    """Triangulate the two sorted points: say where they differ beyond both intervals."""
    if f"disposal_group_{GROUPS[0]}_frac" not in values:
        missing = f"household_group_{GROUPS[0]}_frac" in values
        return (Finding(code="disposal-composition-missing"),) if missing else ()
    findings = []
    for group in GROUPS:
        names = (f"household_group_{group}_frac", f"disposal_group_{group}_frac")
        if names[0] not in values:
            return ()
        (low, high), (low_at_disposal, high_at_disposal) = (spans.ends[name] for name in names)
        if high < low_at_disposal or high_at_disposal < low:
            label = next(e["group_label"] for e in codelist("waste_category").entries.values() if e["group"] == group)
            findings.append(
                Finding(
                    code="composition-points-differ",
                    values={
                        "group": label.lower(),
                        "household": round(100 * values[names[0]], 1),
                        "disposal": round(100 * values[names[1]], 1),
                    },
                )
            )
    return tuple(findings)


def _share(name: str, point: str, values: Mapping[str, float], spans: Intervals, level: float) -> Figure:
    low, high = spans.ends[name]
    return Figure(
        name=name,
        value=values[name],
        low=low,
        high=high,
        level=level,
        unit="share",
        method=COMPOSITION_METHODS[point],
        source=_SOURCES[point],
    )
