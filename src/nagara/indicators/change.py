r"""Is the change real? The difference between two years with what they have in common taken out.

Notes
-----
Two years share the non-household share, the densities, the reject rates and perhaps the survey
areas. Where the earlier year's records are at hand, both years are drawn from the same named
streams, so that what is common cancels. Where only its ``report.json`` is at hand,

.. math:: \mathrm{Var}(\Delta) = \sigma_1^2 + \sigma_2^2 - 2 \sum_i c_{1i} c_{2i}

with the covariances :math:`c` of each figure with the shared standard normal draws. The printed
probability is that the true change has the sign of the printed one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.indicators.phrases import METHOD_BREAKS, TIERS, Phrase
from nagara.indicators.result import Change, Figure, Tier
from nagara.uncertainty.estimates import Z95
from nagara.uncertainty.intervals import central_interval

__all__ = ["COMPARED", "OF_CHAPTERS", "Earlier", "changes_since"]

Array: TypeAlias = NDArray[np.float64]

COMPARED: Final = (
    "sdg_11_6_1_frac",
    "msw_collected_frac",
    "recovery_frac",
    "msw_generated_kg_per_cap_day",
    "plastic_unmanaged_t_per_year",
    "ghg_emitted_t_co2e_per_year",
)
OF_CHAPTERS: Final = frozenset({"plastic_unmanaged_t_per_year", "ghg_emitted_t_co2e_per_year"})
"""Figures of which nothing is said where neither year has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """One year of a city as the other year sees it.

    Parameters
    ----------
    city, country_iso3, year, boundary, population_basis
        What the figures speak of.
    tier
        On what the generated amount rests.
    figures
        Figures by name; value, interval and source are used.
    variance_by_input
        Covariance of each figure with each shared standard normal draw.
    standard_deviations
        Standard deviation of the draws by figure; an interval may reach further where control is
        not known.
    draws
        Draws by figure, where the year was drawn here with the same streams; else empty.
    """

    city: str
    country_iso3: str
    year: int
    boundary: str
    tier: Tier
    figures: Mapping[str, Figure]
    population_basis: str | None = None
    variance_by_input: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    standard_deviations: Mapping[str, float] = field(default_factory=dict)
    draws: Mapping[str, Array] = field(default_factory=dict)


def changes_since(earlier: Earlier, now: Earlier) -> tuple[Change, ...]:
    """Compare the headline figures of two years of one city.

    Parameters
    ----------
    earlier, now
        The two years.

    Returns
    -------
    tuple of Change
        One per figure; a ``method_break`` in place of a change where the two cannot be compared.
    """
    return tuple(_change(name, earlier, now) for name in COMPARED if _is_worth_a_line(name, earlier, now))


def _is_worth_a_line(name: str, earlier: Earlier, now: Earlier) -> bool:
    if name not in earlier.figures or name not in now.figures:
        return False
    values = (earlier.figures[name].value, now.figures[name].value)
    return name not in OF_CHAPTERS or values != (None, None)


def _change(name: str, earlier: Earlier, now: Earlier) -> Change:
    before, after = earlier.figures[name], now.figures[name]
    why_not = _method_break(earlier, now, before, after)
    if why_not or before.value is None or after.value is None:
        why_not = why_not or Phrase(METHOD_BREAKS["absent"])
        return Change(
            figure=name,
            earlier_year=earlier.year,
            earlier_value=before.value,
            value=after.value,
            change=None,
            low=None,
            high=None,
            probability_of_sign=None,
            method_break=why_not,
        )
    change = after.value - before.value
    low, high, probability = _doubt(name, change, earlier, now)
    return Change(
        figure=name,
        earlier_year=earlier.year,
        earlier_value=before.value,
        value=after.value,
        change=change,
        low=low,
        high=high,
        probability_of_sign=probability,
    )


def _doubt(name: str, change: float, earlier: Earlier, now: Earlier) -> tuple[float, float, float]:
    if name in earlier.draws and name in now.draws and earlier.draws[name].size == now.draws[name].size:
        difference = now.draws[name] - earlier.draws[name]
        # a draw in which nothing moved speaks for neither sign
        probability = float(np.mean(np.heaviside(difference if change >= 0 else -difference, 0.5)))
        low, high = central_interval(difference[None, :].copy())[0]
        return float(low), float(high), probability
    spread = change_standard_deviation(
        _standard_deviation(earlier, name),
        _standard_deviation(now, name),
        shared_covariance(name, earlier.variance_by_input, now.variance_by_input),
    )
    return change - Z95 * spread, change + Z95 * spread, probability_of_sign(change, spread)


def change_standard_deviation(before: float, after: float, covariance: float) -> float:
    """Standard deviation of a difference of two correlated figures, in their unit."""
    return sqrt(max(before**2 + after**2 - 2.0 * covariance, 0.0))


def probability_of_sign(change: float, standard_deviation: float) -> float:
    """Probability that the true change has the sign of the estimated one [frac]."""
    from scipy.special import ndtr

    if standard_deviation == 0:
        return 1.0 if change else 0.5  # what did not move has no sign, as in the limit of small doubts
    return float(ndtr(abs(change) / standard_deviation))


def shared_covariance(
    figure: str, before: Mapping[str, Mapping[str, float]], after: Mapping[str, Mapping[str, float]]
) -> float:
    """Covariance of one figure between two years through the inputs that both share."""
    return sum(before[name].get(figure, 0.0) * after[name].get(figure, 0.0) for name in before.keys() & after.keys())


def _standard_deviation(year: Earlier, name: str) -> float:
    if name in year.standard_deviations:
        return year.standard_deviations[name]
    figure = year.figures[name]
    if figure.low is None or figure.high is None:
        return 0.0
    return (figure.high - figure.low) / (2.0 * Z95)


def _method_break(earlier: Earlier, now: Earlier, before: Figure, after: Figure) -> Phrase | None:
    if (earlier.city.casefold(), earlier.country_iso3) != (now.city.casefold(), now.country_iso3):
        return Phrase(METHOD_BREAKS["city"], {"city": earlier.city, "country": earlier.country_iso3})
    if earlier.year >= now.year:
        return Phrase(METHOD_BREAKS["year"], {"year": str(earlier.year)})
    if earlier.boundary != now.boundary:
        return Phrase(METHOD_BREAKS["boundary"], {"before": earlier.boundary, "after": now.boundary})
    bases = (earlier.population_basis, now.population_basis)
    if None not in bases and bases[0] != bases[1]:
        return Phrase(METHOD_BREAKS["population"], {"before": str(bases[0]), "after": str(bases[1])})
    if earlier.tier is not now.tier:
        return Phrase(METHOD_BREAKS["tier"], {"before": TIERS[earlier.tier], "after": TIERS[now.tier]})
    if before.source != after.source:
        return Phrase(METHOD_BREAKS["source"], {"before": before.source, "after": after.source})
    return None
