"""What a disposal site received in years of which nobody kept a record.

A site of today rests on the waste of decades. Where a city has no records, its past deposits are
cast back from a known year: people times waste per person, both of which grew. The growth rates
that nagara supplies are labelled defaults of the evidence table ``past_deposit_default``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.decay_parameters import DECAY_FROM_NEXT_YEAR, DecayParameters, require_range
from nagara.errors import QuantityError
from nagara.evidence import Factor, table
from nagara.findings import Finding

__all__ = [
    "PastDeposits",
    "cast_back",
    "default_growth",
    "growing_series",
    "growth_frac",
    "stock_of_growing_deposits",
]

Array = NDArray[np.float64]

MONTHS: Final = 12
SMALLEST_GAP: Final = 1e-3
"""Difference between one and the ratio of a series down to which twelve digits of it are right [1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDeposits:
    """Deposits of a site from its opening to its last known year.

    Parameters
    ----------
    years
        Consecutive years [year], shape ``(years,)``.
    deposits_t_wet
        Waste deposited in each year [t], shape ``(..., years, draws)``.
    assumed_years
        Years whose amount was not recorded.
    """

    years: NDArray[np.int64]
    deposits_t_wet: Array
    assumed_years: tuple[int, ...]

    def findings(self, site: str, growth: float) -> tuple[Finding, ...]:
        """Say which years rest on an assumed growth.

        Parameters
        ----------
        site
            Name of the site.
        growth
            Yearly growth that was assumed [1/year].
        """
        if not self.assumed_years:
            return ()
        values: dict[str, str | float] = {
            "site": site,
            "count": len(self.assumed_years),
            "first": str(self.assumed_years[0]),
            "last": str(self.assumed_years[-1]),
            "percent": round(100.0 * growth, 2),
        }
        return (Finding(code="past-deposits-assumed", values=values),)


def default_growth() -> dict[str, Factor]:
    """The labelled defaults: ``history`` [years], ``population_growth`` and ``rate_growth`` [1/year]."""
    return {key[0]: entry for key, entry in table("past_deposit_default").factors.items()}


def growth_frac(population_growth_frac: Array | float, rate_growth_frac: Array | float) -> Array:
    """Yearly growth of an amount that is people times waste per person [1/year].

    Parameters
    ----------
    population_growth_frac, rate_growth_frac
        Yearly growth of the people and of the waste of each of them [1/year].

    Examples
    --------
    >>> round(float(growth_frac(0.02, 0.01)), 4)
    0.0302
    """
    return np.asarray((1.0 + np.asarray(population_growth_frac)) * (1.0 + np.asarray(rate_growth_frac)) - 1.0)


def cast_back(
    known_t_wet: Mapping[int, Array],
    *,
    opening: int,
    growth: Array | float,
    population: Mapping[int, float] | None = None,
) -> PastDeposits:
    """Fill the years between opening and the last known year.

    Between two known years the amount grows evenly. Before the first known year it shrinks
    backwards by the growth. Where the population of past years is known, it replaces the growth of
    people, and ``growth`` is that of the waste of each of them.

    Parameters
    ----------
    known_t_wet
        Amount of each recorded year [t], each of shape ``(..., draws)``.
    opening
        First year that received waste [year].
    growth
        Yearly growth before the first known year [1/year], a number or shape ``(draws,)``.
    population
        People of past years, two years at least, the earliest at or before the opening [persons].

    Raises
    ------
    QuantityError
        If nothing is known, a growth is -100 % or less, or the years contradict each other.
    """
    growth = _growth(growth)
    if not known_t_wet:
        raise QuantityError("known_t_wet", "is empty", "Give the deposits of one year at least.")
    first, last = min(known_t_wet), max(known_t_wet)
    if opening > first:
        why = f"is {opening}, after the first known year {first}"
        raise QuantityError("opening", why, "Correct the year of opening, or delete the earlier amounts.")
    years = np.arange(opening, last + 1)
    shape = np.broadcast_shapes(growth.shape, *(np.shape(amount) for amount in known_t_wet.values()))
    amounts = np.empty((*shape[:-1], len(years), shape[-1]))
    for year, amount in known_t_wet.items():
        require_range(f"known_t_wet[{year}]", np.asarray(amount, dtype=np.float64), np.inf)
        amounts[..., year - opening, :] = amount
    _fill_between(amounts, sorted(known_t_wet), opening)
    people = _people(population, opening, first)
    for year in range(first - 1, opening - 1, -1):
        ratio = people[year - opening] / people[-1]
        amounts[..., year - opening, :] = amounts[..., first - opening, :] * ratio * (1.0 + growth) ** (year - first)
    assumed = tuple(int(year) for year in years if int(year) not in known_t_wet)
    return PastDeposits(years=years, deposits_t_wet=amounts, assumed_years=assumed)


def stock_of_growing_deposits(
    last_t_wet: Array,
    mcf_frac: Array,
    growth: Array | float,
    years: NDArray[np.int64],
    parameters: DecayParameters,
) -> Array:
    """Decomposable carbon that lies in sites whose yearly deposits grew evenly, at the end of the last year.

    The closed form of the recursion of :mod:`nagara.emissions.landfill_decay`: with
    ``r = exp(-k) / (1 + g)`` and n years of deposits, the stock is the carbon of the last year times
    ``(1 - r**n) / (1 - r)``, the sum of a geometric series. Hand it to
    :func:`nagara.emissions.landfill_methane.landfill_methane` as the stock before the next year.

    Parameters
    ----------
    last_t_wet
        Deposits of the last year [t], shape ``(..., fractions, draws)``.
    mcf_frac
        Methane correction, the same in all years [frac], shape ``(..., draws)``.
    growth
        Yearly growth of the deposits [1/year], a number or shape ``(..., draws)``.
    years
        Years of deposits, the last one included [1], shape ``(...)``; 0 is a site that is not yet open.
    parameters
        Carbon and rates of the fractions.

    Returns
    -------
    NDArray
        Stock [t], shape ``(..., fractions, draws)``.

    Raises
    ------
    QuantityError
        If a number is impossible.
    """
    require_range("last_t_wet", last_t_wet, np.inf)
    require_range("mcf_frac", mcf_frac, 1.0)
    require_range("years", np.asarray(years, dtype=np.float64), np.inf)
    growth = _growth(growth)
    decomposable = parameters.decomposable_frac
    rots = parameters.rots
    rotting = slice(None) if rots.all() else np.flatnonzero(rots)  # all of them need not be copied
    series = _series(parameters, rotting, growth, years)
    if parameters.start_month != DECAY_FROM_NEXT_YEAR:
        rates = parameters.k_per_year[..., rotting, :]
        series *= np.exp(-rates * ((DECAY_FROM_NEXT_YEAR - parameters.start_month) / MONTHS))
    carbon: Array = last_t_wet[..., rotting, :] * mcf_frac[..., np.newaxis, :] * decomposable[..., rotting, :] * series
    if isinstance(rotting, slice):
        return carbon
    stock = np.zeros((*carbon.shape[:-2], len(parameters.fractions), carbon.shape[-1]))
    stock[..., rotting, :] = carbon
    return stock


def growing_series(growth: Array | float, years: NDArray[np.int64], parameters: DecayParameters) -> Array:
    """What is left of deposits that grew evenly, in deposits of their last year [1], shape ``(..., fractions, draws)``.

    It is worked out anew and is the caller's to write into.

    Parameters
    ----------
    growth, years, parameters
        See :func:`stock_of_growing_deposits`; decay begins in the year after the deposition.

    Raises
    ------
    QuantityError
        If a number is impossible.
    """
    require_range("years", np.asarray(years, dtype=np.float64), np.inf)
    return _series(parameters, slice(None), _growth(growth), years)


def _series(
    parameters: DecayParameters, rotting: NDArray[np.int64] | slice, growth: Array, years: NDArray[np.int64]
) -> Array:
    """Sum of the geometric series of all years of deposits [1].

    With one number of years a power is a few products of numbers that all sites share, and needs no exponential
    function; where the ratio is so near to one that their difference would lose digits, it is not used.
    """
    if np.ndim(years) == 0:
        ratio = parameters.left_frac[..., rotting, :] / (1.0 + growth)[..., np.newaxis, :]
        gap = 1.0 - ratio
        if float(gap.min()) > SMALLEST_GAP or float(np.abs(gap).min()) > SMALLEST_GAP:
            series = _power(ratio, int(years))
            np.subtract(1.0, series, out=series)
            series /= gap
            return series
    slope = parameters.k_per_year[..., rotting, :] + np.log1p(growth)[..., np.newaxis, :]
    count = np.asarray(years, dtype=np.float64)[..., np.newaxis, np.newaxis]
    flat = slope == 0.0
    series = np.expm1(-slope * count)
    series /= np.where(flat, 1.0, np.expm1(-slope))
    return np.where(flat, count, series)


def _power(base: Array, exponent: int) -> Array:
    """Raise to a whole power by squaring; the base is left as it is."""
    power, square = np.ones_like(base), base
    while exponent:
        if exponent & 1:
            power *= square
        exponent >>= 1
        if exponent:
            square = square * square
    return power


def _growth(growth: Array | float) -> Array:
    values = np.atleast_1d(np.asarray(growth, dtype=np.float64))
    if not np.all(np.isfinite(values)) or not np.all(values > -1.0):
        raise QuantityError("growth", "is -1 a year or less, or not finite", "Write a share for a year, such as 0.02.")
    return values


def _fill_between(amounts: Array, known: list[int], opening: int) -> None:
    """Let the amount grow evenly from each recorded year to the next; from or to nothing, in a straight line."""
    for before, after in pairwise(known):
        if after == before + 1:
            continue
        low, high = amounts[..., before - opening, :], amounts[..., after - opening, :]
        both = (low > 0.0) & (high > 0.0)
        ratio = np.where(both, high, 1.0) / np.where(both, low, 1.0)
        for year in range(before + 1, after):
            way = (year - before) / (after - before)
            amounts[..., year - opening, :] = np.where(both, low * ratio**way, low + (high - low) * way)


def _people(population: Mapping[int, float] | None, opening: int, first: int) -> Array:
    """People of each year from opening to the first known year, growing evenly between those that are given."""
    years = np.arange(opening, first + 1)
    if population is None:
        return np.ones(len(years))
    given = sorted(population)
    require_range("population", np.array([population[year] for year in given], dtype=np.float64), np.inf)
    if given[0] > opening or given[-1] < first:
        why = f"is known from {given[0]} to {given[-1]}, not from {opening} to {first}"
        raise QuantityError("population", why, "Give the people of the year of opening and of the first known year.")
    if not all(population[year] > 0.0 for year in given):
        raise QuantityError("population", "is zero in a year", "Give the people, or leave the year out.")
    return np.asarray(np.exp(np.interp(years, given, np.log([population[year] for year in given]))))
