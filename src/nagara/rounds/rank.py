r"""Rank with its uncertainty: between which ranks a city may truly stand.

Notes
-----
Every figure is drawn many times and all are put in order each time; the span of ranks holds the
given share of the orders [1]_ [2]_. A figure is drawn from two halves of normal laws that meet at its
value, each as wide as its side of the interval: half of the draws lie on each side of the value, and
the ends of the interval are its quantiles, also where the interval is asymmetric. Where there is no
interval the standard deviation is used; a figure with neither is taken as exact.

References
----------
.. [1] Marshall, E. C. and Spiegelhalter, D. J. (1998), "Reliability of league tables of in vitro
   fertilisation clinics", BMJ 316, 1701-1705, doi:10.1136/bmj.316.7146.1701.
.. [2] Goldstein, H. and Spiegelhalter, D. J. (1996), "League tables and their limitations", Journal of
   the Royal Statistical Society A 159(3), 385-443, doi:10.2307/2983325.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.errors import QuantityError
from nagara.uncertainty.estimates import Z95
from nagara.uncertainty.streams import stream

__all__ = ["DRAWS", "RankSpan", "RankedFigure", "draws_for", "rank_spans"]

Array: TypeAlias = NDArray[np.float64]
Sides: TypeAlias = tuple[float, float, float]
"""Value, spread below it, spread above it."""

DRAWS: Final = 4000
"""Orders that are drawn; the ends of a span are then known to about a hundredth of its share."""
FEWEST_DRAWS: Final = 1000
MOST_RANKS: Final = 400_000
"""Ranks that are drawn in all as long as an order has not so many that a thousand draws need more."""
LEVEL: Final = 0.95


class RankedFigure(Protocol):
    """What a figure has to say of itself to be ranked."""

    @property
    def value(self) -> float | None:
        """The number."""

    @property
    def low(self) -> float | None:
        """Low end of its interval."""

    @property
    def high(self) -> float | None:
        """High end of its interval."""

    @property
    def level_frac(self) -> float | None:
        """Probability inside the interval; 95 % if not said."""

    @property
    def standard_deviation(self) -> float | None:
        """Of its draws, where it is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankSpan:
    """Where a figure stands, and between which ranks it may truly stand.

    Parameters
    ----------
    rank
        By its value; equal values share the better rank.
    low, high
        Best and worst rank of the span.
    """

    rank: int
    low: int
    high: int


def rank_spans(
    figures: Sequence[RankedFigure],
    *,
    seed: int,
    is_more_better: bool = True,
    level_frac: float = LEVEL,
    draws: int | None = None,
) -> tuple[RankSpan, ...]:
    """Rank figures that may be compared, each with its span.

    Parameters
    ----------
    figures
        Figures that may be compared, in any order.
    seed
        Seed of the draws; the same seed and figures give the same spans.
    is_more_better
        Whether the largest has rank one.
    level_frac
        Share of the orders inside a span [frac].
    draws
        How many orders are drawn; :func:`draws_for` says it if nobody does.

    Returns
    -------
    tuple of RankSpan
        One per figure, in the order given.

    Raises
    ------
    QuantityError
        If a figure has no number, or the share is not between zero and one.
    """
    if not 0.0 < level_frac < 1.0:
        raise QuantityError("level_frac", f"is {level_frac:g}", "Give a share between 0 and 1, like 0.95")
    wanted = draws_for(len(figures)) if draws is None else draws
    return _spans(tuple(map(_sides, figures)), seed, is_more_better, level_frac, wanted)


def draws_for(count: int) -> int:
    """How many orders of so many figures are drawn: a long list has fewer, and spans that are wider by nature.

    Examples
    --------
    >>> draws_for(12), draws_for(100), draws_for(1000)
    (4000, 4000, 1000)
    """
    return max(FEWEST_DRAWS, min(DRAWS, MOST_RANKS // max(1, count)))


@lru_cache(maxsize=128)
def _spans(
    figures: tuple[Sides, ...], seed: int, is_more_better: bool, level_frac: float, draws: int
) -> tuple[RankSpan, ...]:
    if not figures:
        return ()
    value, below, above = np.array(figures, dtype=np.float64).T
    ordered = -value if is_more_better else value
    if is_more_better:
        below, above = above, below
    best, worst = _ranks(_draw(ordered, below, above, seed, draws), ordered, (below == 0.0) & (above == 0.0))
    tail = (1.0 - level_frac) / 2.0
    low = np.quantile(best, tail, axis=0, method="lower").astype(int)
    high = np.quantile(worst, 1.0 - tail, axis=0, method="higher").astype(int)
    rank = 1 + np.searchsorted(np.sort(ordered), ordered, side="left")
    return tuple(
        RankSpan(rank=int(each), low=int(first), high=int(last))
        for each, first, last in zip(rank, low, high, strict=True)
    )


def _sides(figure: RankedFigure) -> Sides:
    """Value and the standard deviations of its two halves."""
    if figure.value is None:
        raise QuantityError("value", "is missing", "Rank only figures that have a number")
    if figure.low is not None and figure.high is not None:
        distance = _normal_quantile(figure.level_frac or LEVEL)
        below, above = max(figure.value - figure.low, 0.0), max(figure.high - figure.value, 0.0)
        return float(figure.value), below / distance, above / distance
    spread = float(figure.standard_deviation or 0.0)
    return float(figure.value), spread, spread


@lru_cache
def _normal_quantile(level_frac: float) -> float:
    """How many standard deviations reach from the middle to an end of an interval [1]."""
    if level_frac == LEVEL:
        return Z95
    from scipy.special import ndtri

    return float(ndtri((1.0 + level_frac) / 2.0))


def _draw(value: Array, below: Array, above: Array, seed: int, draws: int) -> Array:
    """Draws of shape (draws, figures)."""
    normal = stream(seed, "rank").standard_normal((draws, value.size))
    return value + normal * np.where(normal < 0.0, below, above)


def _ranks(drawn: Array, value: Array, is_exact: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Best and worst rank in every order; only exact figures of one value can share a rank."""
    order = np.argsort(drawn, axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(1, value.size + 1)[None, :], axis=1)
    best, worst = rank, rank.copy()
    exact = value[is_exact]
    for shared in {float(each) for each in exact if np.count_nonzero(exact == each) > 1}:
        tied = np.flatnonzero(is_exact & (value == shared))
        best[:, tied], worst[:, tied] = (
            best[:, tied].min(axis=1, keepdims=True),
            worst[:, tied].max(axis=1, keepdims=True),
        )
    return best, worst
