"""A number with its range: the value that is published and what its low and high mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import log
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Z95", "Estimate", "RangeMeaning", "Shape"]

Z95: Final = 1.959963984540054
SMALLEST_RATIO: Final = 1e-3
"""A low of zero stands for this part of its value on the log scale [1]."""
SMALLEST_SHARE: Final = 1e-4
"""An end of zero or one stands for a share this far from it on the logit scale [frac]."""


class RangeMeaning(StrEnum):
    """What the low and the high of a range say."""

    INTERVAL_95 = "interval-95"
    BOUNDS = "bounds"


class Shape(StrEnum):
    """How a number is drawn inside its range."""

    FIXED = "fixed"
    LOGNORMAL = "lognormal"
    LOGITNORMAL = "logitnormal"
    HALFNORMAL = "halfnormal"
    TRIANGULAR = "triangular"
    UNIFORM = "uniform"


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One number with its range and where both come from.

    The shape is never a guess of the reader: an amount with a 95% interval is drawn lognormally,
    a share logit-normally (both two-piece, so that an asymmetric interval is kept as it is);
    a zero, or a share of one, has no logarithm and is drawn as a half-normal away from its end;
    bounds are drawn as a triangle with its peak at the value; no range means no doubt was stated.

    Parameters
    ----------
    value, low, high
        The number and its range, in one unit.
    means
        Whether low and high are a 95% interval or hard bounds.
    source
        Where value and range come from; equal sources of one name share their draws between years.
    is_share
        Whether the number is a share of a whole.
    is_default
        Whether the range or the value was supplied by nagara because the city gave none.

    Raises
    ------
    ValueError
        If the value lies outside its range, or a share outside 0 to 1.
    """

    value: float
    low: float
    high: float
    means: RangeMeaning = RangeMeaning.INTERVAL_95
    source: str = ""
    is_share: bool = False
    is_default: bool = False

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            msg = f"value {self.value:g} lies outside its range {self.low:g} to {self.high:g}"
            raise ValueError(msg)
        if self.low < 0 or (self.is_share and self.high > 1):
            msg = f"range {self.low:g} to {self.high:g} is impossible"
            raise ValueError(msg)

    @classmethod
    def exact(cls, value: float, *, source: str = "", is_share: bool = False) -> Estimate:
        """A number about which no doubt was stated."""
        return cls(value=value, low=value, high=value, source=source, is_share=is_share)

    @property
    def shape(self) -> Shape:
        """How it is drawn."""
        if self.low == self.high:
            return Shape.FIXED
        if self.means is RangeMeaning.BOUNDS:
            return Shape.TRIANGULAR if self.low < self.value < self.high else Shape.UNIFORM
        if self.value == 0 or (self.is_share and self.value == 1):
            return Shape.HALFNORMAL
        if self.is_share:
            return Shape.LOGITNORMAL
        return Shape.LOGNORMAL

    def from_normal(self, z: NDArray[np.float64], out: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """Turn standard normal draws into draws of this number.

        Parameters
        ----------
        z
            Standard normal draws [1], any shape.
        out
            Takes the draws, if it is given; of the same shape.

        Returns
        -------
        NDArray
            Draws in the unit of the estimate, same shape.
        """
        drawn = np.empty_like(z) if out is None else out
        match self.shape:
            case Shape.FIXED:
                drawn.fill(self.value)
            case Shape.LOGNORMAL:
                np.exp(_two_piece(z, *self._log_sds(), out=drawn), out=drawn)
                drawn *= self.value
            case Shape.LOGITNORMAL:
                low, mid, high = (_logit(x) for x in (self.low, self.value, self.high))
                np.subtract(-mid, _two_piece(z, (mid - low) / Z95, (high - mid) / Z95, out=drawn), out=drawn)
                np.exp(drawn, out=drawn)
                drawn += 1.0
                np.reciprocal(drawn, out=drawn)
            case Shape.HALFNORMAL:
                drawn[...] = self._half_normal(z)
            case Shape.UNIFORM:
                np.multiply(_normal_cdf(z), self.high - self.low, out=drawn)
                drawn += self.low
                np.minimum(drawn, self.high, out=drawn)
            case Shape.TRIANGULAR:
                self._triangular(_normal_cdf(z), out=drawn)
        return drawn

    def _log_sds(self) -> tuple[float, float]:
        low = max(self.low, self.value * SMALLEST_RATIO)
        return log(self.value / low) / Z95, log(self.high / self.value) / Z95

    def _half_normal(self, z: NDArray[np.float64]) -> NDArray[np.float64]:
        """Half of the draws at the value, the others away from it; a share stays between zero and one."""
        if not self.is_share:
            return np.maximum(z, 0.0) * (self.high / Z95)
        far = self.high if self.value == 0 else 1.0 - self.low
        away: NDArray[np.float64] = -np.expm1(
            np.log1p(-min(far, 1.0 - SMALLEST_SHARE)) * np.maximum(z if self.value == 0 else -z, 0.0) / Z95
        )
        return away if self.value == 0 else 1.0 - away

    def _triangular(self, u: NDArray[np.float64], out: NDArray[np.float64]) -> None:
        """Climb from the low end to the peak, and from there to the high end; one of the two stands still."""
        width, rise, fall = self.high - self.low, self.value - self.low, self.high - self.value
        beyond = np.subtract(1.0, u)
        for rest, side in ((u, rise), (beyond, fall)):
            rest *= width * side
            np.minimum(np.sqrt(rest, out=rest), side, out=rest)
        np.add(u, self.low, out=out)
        out += np.subtract(fall, beyond, out=beyond)
        np.minimum(out, self.high, out=out)


def _two_piece(z: NDArray[np.float64], below: float, above: float, out: NDArray[np.float64]) -> NDArray[np.float64]:
    """Multiply by one slope below zero and by another above it: the steeper line lies outside on its side."""
    np.multiply(z, below, out=out)
    if below == above:
        return out
    outer = np.maximum if above > below else np.minimum
    return outer(out, z * above, out=out)


def _logit(share: float) -> float:
    inside = min(max(share, SMALLEST_SHARE), 1.0 - SMALLEST_SHARE)
    return log(inside / (1.0 - inside))


def _normal_cdf(z: NDArray[np.float64]) -> NDArray[np.float64]:
    from scipy.special import ndtr

    return np.asarray(ndtr(z), dtype=np.float64)
