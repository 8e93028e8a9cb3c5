"""Laws of doubt that least squares sees by their mean and standard deviation: Beta, Gamma, triangular, uniform."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, log, sqrt
from typing import TYPE_CHECKING

import numpy as np

from nagara.waste.flows.scales import Scale

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["Beta", "Gamma", "Triangular", "Uniform", "dirichlet"]


@dataclass(frozen=True, slots=True)
class Beta:
    """A share after Beta: ``alpha`` parts went this way and ``beta`` the other [1]."""

    alpha: float
    beta: float

    @property
    def scale(self) -> Scale:
        """Plain: least squares sees mean and standard deviation."""
        return Scale.PLAIN

    @property
    def centre(self) -> float:
        """The mean."""
        return self.alpha / (self.alpha + self.beta)

    @property
    def spread(self) -> float:
        """The standard deviation."""
        return sqrt(self.centre * (1.0 - self.centre) / (self.alpha + self.beta + 1.0))

    @property
    def support(self) -> tuple[float, float]:
        """Between zero and one."""
        return 0.0, 1.0

    def log_density(self, values: Array) -> Array:
        """Log density of the Beta law."""
        from scipy.special import betaln

        inside = (values > 0) & (values < 1)
        share = np.where(inside, values, 0.5)
        density = (self.alpha - 1.0) * np.log(share) + (self.beta - 1.0) * np.log1p(-share)
        return np.where(inside, density - float(betaln(self.alpha, self.beta)), -np.inf)

    def from_normal(self, z: Array) -> Array:
        """Invert the distribution function."""
        from scipy.special import betaincinv, ndtr

        return np.asarray(betaincinv(self.alpha, self.beta, ndtr(z)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Gamma:
    """An amount after Gamma, with ``shape`` [1] and ``rate`` [1 over the unit of the quantity].

    Independent Gamma quantities of one rate that an equation makes sum to one follow a Dirichlet law
    (:func:`dirichlet`).
    """

    shape: float
    rate: float

    @property
    def scale(self) -> Scale:
        """Plain: least squares sees mean and standard deviation."""
        return Scale.PLAIN

    @property
    def centre(self) -> float:
        """The mean."""
        return self.shape / self.rate

    @property
    def spread(self) -> float:
        """The standard deviation."""
        return sqrt(self.shape) / self.rate

    @property
    def support(self) -> tuple[float, float]:
        """Above zero."""
        return 0.0, inf

    def log_density(self, values: Array) -> Array:
        """Log density of the Gamma law."""
        from scipy.special import gammaln

        inside = values > 0
        amount = np.where(inside, values, 1.0)
        density = (self.shape - 1.0) * np.log(amount) - self.rate * amount
        return np.where(inside, density + self.shape * log(self.rate) - float(gammaln(self.shape)), -np.inf)

    def from_normal(self, z: Array) -> Array:
        """Invert the distribution function."""
        from scipy.special import gammaincinv, ndtr

        return np.asarray(gammaincinv(self.shape, ndtr(z)) / self.rate, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Triangular:
    """Most likely at ``mode``, impossible outside ``low`` and ``high``."""

    low: float
    mode: float
    high: float

    @property
    def scale(self) -> Scale:
        """Plain."""
        return Scale.PLAIN

    @property
    def centre(self) -> float:
        """The mean."""
        return (self.low + self.mode + self.high) / 3.0

    @property
    def spread(self) -> float:
        """The standard deviation."""
        low, mode, high = self.low, self.mode, self.high
        return sqrt((low * low + mode * mode + high * high - low * mode - low * high - mode * high) / 18.0)

    @property
    def support(self) -> tuple[float, float]:
        """From low to high."""
        return self.low, self.high

    def log_density(self, values: Array) -> Array:
        """Log density of the triangle."""
        width = self.high - self.low
        rise = (values - self.low) / (self.mode - self.low or 1.0)
        fall = (self.high - values) / (self.high - self.mode or 1.0)
        height = np.where(values < self.mode, rise, np.where(values > self.mode, fall, 1.0)) * 2.0 / width
        with np.errstate(divide="ignore"):
            return np.where((values >= self.low) & (values <= self.high), np.log(np.maximum(height, 0.0)), -np.inf)

    def from_normal(self, z: Array) -> Array:
        """Invert the distribution function."""
        from scipy.special import ndtr

        u = np.asarray(ndtr(z), dtype=np.float64)
        width, rise = self.high - self.low, self.mode - self.low
        left = self.low + np.sqrt(u * width * rise)
        right = self.high - np.sqrt((1.0 - u) * width * (self.high - self.mode))
        return np.where(u * width < rise, left, right)


@dataclass(frozen=True, slots=True)
class Uniform:
    """Anywhere between ``low`` and ``high``, equally."""

    low: float
    high: float

    @property
    def scale(self) -> Scale:
        """Plain."""
        return Scale.PLAIN

    @property
    def centre(self) -> float:
        """The middle."""
        return 0.5 * (self.low + self.high)

    @property
    def spread(self) -> float:
        """The standard deviation."""
        return (self.high - self.low) / sqrt(12.0)

    @property
    def support(self) -> tuple[float, float]:
        """From low to high."""
        return self.low, self.high

    def log_density(self, values: Array) -> Array:
        """Log density: constant inside."""
        inside = (values >= self.low) & (values <= self.high)
        return np.where(inside, -log(self.high - self.low), -np.inf)

    def from_normal(self, z: Array) -> Array:
        """Invert the distribution function."""
        from scipy.special import ndtr

        return np.asarray(self.low + (self.high - self.low) * ndtr(z), dtype=np.float64)


def dirichlet(parts: Mapping[str, float]) -> dict[str, Gamma]:
    """Laws of shares that follow a Dirichlet law once an equation makes them sum to one.

    Parameters
    ----------
    parts
        How many parts [1] went to each share; the more, the surer.

    Examples
    --------
    >>> dirichlet({"food": 60.0, "rest": 40.0})["food"].centre
    0.6
    """
    total = sum(parts.values())
    return {name: Gamma(count, total) for name, count in parts.items()}
