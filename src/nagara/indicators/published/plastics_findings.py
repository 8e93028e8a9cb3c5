"""Where a published plastic balance does not close, and what its own figures say about why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nagara.evidence import factor
from nagara.findings import Finding
from nagara.indicators.printed import Printed, decimals, total
from nagara.indicators.published.plastics import (
    NEEDED,
    PublishedPlastics,
    leakage_factors,
    plastic_inputs,
    settle_published,
)
from nagara.units import DAYS_PER_YEAR
from nagara.waste.plastics import leakage_findings, missing_factors

if TYPE_CHECKING:
    from nagara.waste.plastics import Leakage

__all__ = ["plastic_contradictions"]

Values = dict[str, str | float]

LABELS = {
    "plastic_generated_t_per_year": "plastic generated",
    "disposed_msw_t_per_day": "waste disposed of",
    "plastic_at_disposal_frac": "share of plastic at disposal",
    "plastic_recovered_formal_t_per_day": "plastic recovered formally",
    "plastic_recovered_informal_t_per_day": "plastic recovered informally",
}


def plastic_contradictions(city: PublishedPlastics) -> tuple[Finding, ...]:
    """Everything that keeps a published plastic balance from closing, in a fixed order.

    Empty where the recomputed balance closes within the first limit of the evidence table
    ``plastic_balance``. The gap is the larger one of unmanaged and, where its share was published,
    uncollected plastic.
    """
    inputs, leakage = plastic_inputs(city), settle_published(city)
    if inputs is None or leakage is None:
        return (
            Finding(code="plastic-input-missing", values={"city": city.city, "missing": ", ".join(_missing(city))}),
        )
    found = [
        *missing_factors(inputs, leakage_factors(city), city=city.city),
        *leakage_findings(leakage, city=city.city),
    ]
    if leakage.is_possible:
        found.extend(_gaps(city, leakage))
    else:
        found.extend(_generated(city))
    if city.is_usable is False and not found:
        found.append(Finding(code="plastic-balance-marked", values={"city": city.city}))
    return tuple(found)


def _missing(city: PublishedPlastics) -> Iterator[str]:
    yield from (LABELS[name] for name in NEEDED if name not in city.inputs)
    if not city.factors:
        yield "leakage factors"


def _gaps(city: PublishedPlastics, leakage: Leakage) -> Iterator[Finding]:
    stated = city.unmanaged_plastic_t_per_year
    if stated is None:
        yield Finding(code="plastic-published-missing", values={"city": city.city})
        return
    derived = float(leakage.unmanaged_t_per_year)
    gap = abs(derived - stated) / stated if stated else float(derived > 0)
    uncollected = city.uncollected_t_per_year
    if uncollected:
        gap = max(gap, abs(float(leakage.by_source["uncollected"]) / uncollected - 1.0))
    if gap <= factor("plastic_balance", "closes").value:
        return
    values: Values = {"city": city.city, "stated": stated, "derived": derived, "gap": f"{100.0 * gap:.1f}%"}
    rounded = _rounding_t_per_year(city)
    if abs(derived - stated) <= rounded:
        yield Finding(code="plastic-balance-rounding", values={**values, "rounded": rounded})
    elif gap <= factor("plastic_balance", "usable").value:
        yield Finding(code="plastic-balance-loose", values=values)
    else:
        yield _open(city, values, derived - stated)
        yield from _generated(city)


def _rounding_t_per_year(city: PublishedPlastics) -> float:
    """By how much rounding of the printed inputs can move the residual [t/yr]."""
    known = city.inputs
    formal, informal = known["plastic_recovered_formal_t_per_day"], known["plastic_recovered_informal_t_per_day"]
    finest = max(decimals(formal), decimals(informal))  # trailing zeros are lost: both are printed alike
    at_disposal = _printed(known["disposed_msw_t_per_day"]) * _printed(known["plastic_at_disposal_frac"])
    recovered = total(Printed.to(finest, amount) for amount in (formal, informal) if amount)
    daily = (at_disposal + recovered) * Printed.exactly(DAYS_PER_YEAR)
    residual = _printed(known["plastic_generated_t_per_year"]) - daily
    return (residual.high - residual.low) / 2.0


def _open(city: PublishedPlastics, values: Values, more: float) -> Finding:
    """Why the balance is open, as far as the figures show."""
    values = {**values, "apart": abs(more)}
    if more < 0.0:
        return Finding(code="plastic-balance-over", values=values)
    elsewhere = _elsewhere_t_per_day(city)
    if elsewhere is not None and elsewhere * DAYS_PER_YEAR >= more:
        return Finding(code="plastic-balance-treated-elsewhere", values={**values, "elsewhere": elsewhere})
    return Finding(code="plastic-balance-short", values=values)


def _elsewhere_t_per_day(city: PublishedPlastics) -> float | None:
    """Collected waste that is neither disposed of nor recovered plastic, if it can be known."""
    known = city.inputs
    if "msw_generated_t_per_day" not in known or "collection_coverage_frac" not in known:
        return None
    collected = known["msw_generated_t_per_day"] * known["collection_coverage_frac"]
    recovered = known["plastic_recovered_formal_t_per_day"] + known["plastic_recovered_informal_t_per_day"]
    return collected - known["disposed_msw_t_per_day"] - recovered


def _generated(city: PublishedPlastics) -> Iterator[Finding]:
    """Plastic generated that is not the printed share of the printed waste."""
    known = city.inputs
    if "msw_generated_t_per_day" not in known or "plastic_generated_frac" not in known:
        return
    share, waste = known["plastic_generated_frac"], known["msw_generated_t_per_day"]
    stated = _printed(known["plastic_generated_t_per_year"])
    derived = _printed(waste) * _printed(share) * Printed.exactly(DAYS_PER_YEAR)
    apart = abs(derived.value - stated.value) / (stated.value or derived.value or 1.0)
    if stated.excludes(derived) and apart > factor("plastic_balance", "closes").value:
        values: Values = {
            "city": city.city,
            "stated": stated.value,
            "share": f"{100.0 * share:.4g}%",
            "waste": waste,
            "derived": derived.value,
        }
        yield Finding(code="plastic-generated-mismatch", values=values)


def _printed(value: float) -> Printed:
    """As many decimals as are there; a bare zero says that there is none, not that it is below a half."""
    return Printed.to(decimals(value), value) if value else Printed.exactly(0.0)
