"""The table on the terminal after a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.findings import Severity
from nagara.indicators.result import Tier

if TYPE_CHECKING:
    from nagara.indicators.result import CityYear, Figure

__all__ = ["summary"]

_LINES: Final = (
    ("Generated", "msw_generated_t_per_day"),
    ("Generated per person", "msw_generated_kg_per_cap_day"),
    ("Collected", "msw_collected_frac"),
    ("Controlled (SDG 11.6.1)", "sdg_11_6_1_frac"),
    ("Recovered", "recovery_frac"),
    ("Recycled", "recycling_frac"),
    ("Household food waste", "household_food_waste_kg_per_cap_day"),
    ("Plastic that escapes", "plastic_unmanaged_t_per_year"),
    ("Greenhouse gases", "ghg_emitted_t_co2e_per_year"),
)

_TIERS: Final = {
    Tier.CARRIED_FORWARD: (
        "  No household survey of this year: an earlier rate was carried forward, not re-measured.",
    ),
    Tier.RECORDS: ("  No household survey at all: generated waste rests on a published span.",),
}


def summary(result: CityYear) -> str:
    """The headline figures of one city with their intervals, and what is doubtful."""
    mark = "INVENTED EXAMPLE: " if result.city.is_invented else ""
    lines = [f"{mark}{result.city.city}, {result.city.year}", ""]
    lines += [_line(label, result.figures[name]) for label, name in _LINES]
    counts = {severity: sum(f.severity is severity for f in result.findings) for severity in Severity}
    doubts = f"{counts[Severity.WARNING]} warnings, {counts[Severity.NOTE]} notes"
    lines += ["", f"  95 % intervals from {result.provenance.draws} joint draws. Findings: {doubts}."]
    lines += _TIERS.get(result.tier, ())
    if result.not_assessed:
        lines.append(f"  SDG 11.6.1 is a lower bound: nobody assessed {', '.join(result.not_assessed)}.")
    change = next((entry for entry in result.changes if entry.figure == "sdg_11_6_1_frac"), None)
    if change is not None and change.method_break:
        lines.append(f"  No change since {change.earlier_year} is told: {change.method_break}.")
    headline = (entry for entry in result.next_measurements if entry.figure == "sdg_11_6_1_frac")
    best = next(headline, None)
    if best:
        gain = round(100 * best.gain_frac)
        lines.append(f"  What to measure next: {best.label} (SDG 11.6.1 interval {gain} % narrower).")
    return "\n".join([*lines, ""])


def _line(label: str, figure: Figure) -> str:
    if figure.value is None or figure.low is None or figure.high is None:
        return f"  {label:<26}{'no figure':>10}"
    from nagara.reports.precision import shown

    scale, unit = (100.0, "%") if figure.unit == "share" else (1.0, figure.unit)
    coarsest = 1.0 if unit == "%" else None
    seen = shown(scale * figure.value, scale * figure.low, scale * figure.high, coarsest=coarsest)
    value, low, high = (f"{number or 0.0:,.{seen.decimals}f}" for number in (seen.value, seen.low, seen.high))
    return f"  {label:<26}{value:>10} {unit:<14} {low} to {high}"
