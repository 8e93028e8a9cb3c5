"""First-order decay of the carbon of a landfill: what is put in, what decomposes, what is left.

IPCC 2006 Guidelines, Vol. 5, ch. 3: with the decomposable carbon that is deposited in year T,

``DDOCm_d(T) = W(T) DOC DOCf MCF(T)`` (Eq. 3.2),
``DDOCm_a(T) = DDOCm_d(T) + DDOCm_a(T-1) exp(-k)`` (Eq. 3.4),
``DDOCm_dec(T) = DDOCm_a(T-1) (1 - exp(-k))`` (Eq. 3.5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nagara.errors import LawBrokenError

__all__ = ["BALANCE_TOLERANCE", "CarbonDecay", "decay_carbon", "require_balance"]

Array = NDArray[np.float64]

BALANCE_TOLERANCE: Final = 1e-9
"""Largest accepted gap between carbon in and stock plus decomposed, relative to carbon in [1]."""
SMALLEST_T: Final = 1e-300
"""Below this a float has no digits left to balance [t]."""
MONTHS: Final = 12
BEGINS: Final = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class CarbonDecay:
    """What became of decomposable carbon.

    Parameters
    ----------
    decomposed_t_carbon
        Decomposed in each year, all fractions together [t], shape ``(years, sites, draws)``.
    stock_t_carbon
        Left at the end of the last year [t], shape ``(fractions, sites, draws)``.
    """

    decomposed_t_carbon: Array
    stock_t_carbon: Array


def decay_carbon(
    deposits_t_wet: Array,
    mcf_frac: Array,
    decomposable_frac: Array,
    k_per_year: Array,
    *,
    stock_t_carbon: Array | None = None,
    decaying_frac: Array | None = None,
    start_month: int = BEGINS,
) -> CarbonDecay:
    """Let deposited carbon decay, year after year.

    The carbon balance and the sign of the stock are checked on every result.

    Parameters
    ----------
    deposits_t_wet
        Wet waste of each year [t], shape ``(years, fractions, sites, draws)``; sites and draws may be 1
        where they do not matter.
    mcf_frac
        Methane correction in the year of deposition [frac], shape ``(years, sites, draws)``.
    decomposable_frac
        DOC times DOCf [frac], shape ``(fractions, sites, draws)`` or one that broadcasts with it.
    k_per_year
        Rate of decay [1/year], like the carbon.
    stock_t_carbon
        Decomposable carbon that lies there before the first year [t], like the carbon; nothing if left out.
    decaying_frac
        ``1 - exp(-k)`` [frac], like the rate, where it has been worked out already.
    start_month
        Month in which waste begins to decay, counted from January of its year; 13 is the next January.

    Returns
    -------
    CarbonDecay
        Decomposed carbon by year, and the stock at the end.

    Raises
    ------
    LawBrokenError
        If carbon was lost or made, or a stock became negative.
    """
    mixed_shape = np.broadcast_shapes(deposits_t_wet.shape[1:], (1, *mcf_frac.shape[1:]))
    shape = np.broadcast_shapes(mixed_shape, decomposable_frac.shape, k_per_year.shape)
    decaying = np.broadcast_to(-np.expm1(-k_per_year) if decaying_frac is None else decaying_frac, shape)
    # The part that is still there when its year ends (1 with the default month).
    kept = np.exp(-k_per_year * ((BEGINS - start_month) / MONTHS)) if start_month != BEGINS else None
    before = np.zeros(shape) if stock_t_carbon is None else np.broadcast_to(stock_t_carbon, shape)
    stock = before.copy()
    mixed, mixed_sum = np.empty(mixed_shape), np.zeros(mixed_shape)
    deposited, decayed = np.empty(shape), np.empty(shape)
    yearly = np.empty((len(deposits_t_wet), *shape[1:]))
    for year, (waste, correction) in enumerate(zip(deposits_t_wet, mcf_frac, strict=True)):
        np.multiply(stock, decaying, out=decayed)
        stock -= decayed
        np.multiply(waste, correction, out=mixed)
        mixed_sum += mixed
        np.multiply(mixed, decomposable_frac, out=deposited)
        if kept is not None:
            decayed += deposited * (1.0 - kept)
            deposited *= kept
        stock += deposited
        decayed.sum(axis=0, out=yearly[year])
    put_in = before.sum(axis=0) + np.einsum("k...,k...->...", mixed_sum, np.broadcast_to(decomposable_frac, shape))
    require_balance(put_in, stock, yearly.sum(axis=0))
    return CarbonDecay(decomposed_t_carbon=yearly, stock_t_carbon=stock)


def require_balance(put_in: Array, stock: Array, gone: Array) -> None:
    """Refuse a result in which carbon was lost or made, or a stock is negative.

    Parameters
    ----------
    put_in, gone
        Carbon that was put in, and that decomposed [t], shape ``(sites, draws)``.
    stock
        Carbon that lies there still [t], shape ``(fractions, sites, draws)``.

    Raises
    ------
    LawBrokenError
        If carbon in is not stock plus decomposed within :data:`BALANCE_TOLERANCE`.
    """
    if stock.size == 0:
        return
    gap = np.abs(put_in - stock.sum(axis=0) - gone)
    # Written so that a number that is not finite fails, too.
    if not bool(np.all(gap <= BALANCE_TOLERANCE * put_in + SMALLEST_T)):
        missed = float((gap / np.where(put_in > 0.0, put_in, 1.0)).max())
        raise LawBrokenError("Carbon put in is not stock plus decomposed carbon", missed, BALANCE_TOLERANCE)
    least = float(stock.min())
    if not least >= 0.0:
        raise LawBrokenError("A stock of carbon is negative", -least, 0.0)
