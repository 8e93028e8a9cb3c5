"""Laws of doubt: how the true value of a measured quantity may lie around what was measured.

Least squares needs a centre and a standard deviation on a scale where the doubt is near normal: the
log scale for amounts that cannot be negative, the logit scale for shares, the plain scale for the
rest. The manifold posterior needs the density itself. Every law gives both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log, pi, sqrt
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

import numpy as np

from nagara.uncertainty.estimates import Z95, Estimate, Shape

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = [
    "Beta",
    "Gamma",
    "Law",
    "LogNormal",
    "LogitNormal",
    "Normal",
    "Scale",
    "Triangular",
    "Uniform",
    "dirichlet",
    "law_of",
]

INFINITE: Final = float("inf")
LOG_ROOT_2PI: Final = 0.5 * log(2.0 * pi)


class Scale(StrEnum):
    """The scale on which least squares sees a quantity."""

    PLAIN = "plain"
    LOG = "log"
    LOGIT = "logit"


@runtime_checkable
class Law(Protocol):
    """What every law of doubt can say of itself."""

    @property
    def scale(self) -> Scale:
        """The scale of centre and spread."""
        ...

    @property
    def centre(self) -> float:
        """Most fitting normal's mean, on the scale."""
        ...

    @property
    def spread(self) -> float:
        """Most fitting normal's standard deviation, on the scale."""
        ...

    @property
    def support(self) -> tuple[float, float]:
        """Between which values the quantity can lie at all."""
        ...

    def log_density(self, values: Array) -> Array:
        """Log of the probability density; minus infinity outside the support."""
        ...

    def from_normal(self, z: Array) -> Array:
        """Turn standard normal draws into draws of the quantity."""
        ...


@dataclass(frozen=True, slots=True)
class Normal:
    """A value with a standard deviation, both in the unit of the quantity."""

    mean: float
    sd: float

    @property
    def scale(self) -> Scale:
        """Plain."""
        return Scale.PLAIN

    @property
    def centre(self) -> float:
        """The mean."""
        return self.mean

    @property
    def spread(self) -> float:
        """The standard deviation."""
        return self.sd

    @property
    def support(self) -> tuple[float, float]:
        """Everywhere."""
        return -INFINITE, INFINITE

    def log_density(self, values: Array) -> Array:
        """Log density of the normal law."""
        return _log_normal_density((values - self.mean) / self.sd) - log(self.sd)

    def from_normal(self, z: Array) -> Array:
        """Shift and stretch."""
        return self.mean + self.sd * z


@dataclass(frozen=True, slots=True)
class LogNormal:
    """An amount whose logarithm is normal.

    Parameters
    ----------
    median
        Its median, in the unit of the quantity.
    log_sd
        Standard deviation of its natural logarithm [1].
    """

    median: float
    log_sd: float

    @property
    def scale(self) -> Scale:
        """Log."""
        return Scale.LOG

    @property
    def centre(self) -> float:
        """Log of the median."""
        return log(self.median)

    @property
    def spread(self) -> float:
        """Standard deviation of the logarithm."""
        return self.log_sd

    @property
    def support(self) -> tuple[float, float]:
        """Above zero."""
        return 0.0, INFINITE

    def log_density(self, values: Array) -> Array:
        """Log density of the lognormal law."""
        inside = values > 0
        logs = np.log(np.where(inside, values, 1.0))
        density = _log_normal_density((logs - self.centre) / self.log_sd) - log(self.log_sd) - logs
        return np.where(inside, density, -np.inf)

    def from_normal(self, z: Array) -> Array:
        """Draw on the log scale."""
        return self.median * np.exp(self.log_sd * z)


@dataclass(frozen=True, slots=True)
class LogitNormal:
    """A share whose logit is normal.

    Parameters
    ----------
    median_frac
        Its median [frac], between 0 and 1 and neither of them.
    logit_sd
        Standard deviation of its logit [1].
    """

    median_frac: float
    logit_sd: float

    @property
    def scale(self) -> Scale:
        """Logit."""
        return Scale.LOGIT

    @property
    def centre(self) -> float:
        """Logit of the median."""
        return log(self.median_frac / (1.0 - self.median_frac))

    @property
    def spread(self) -> float:
        """Standard deviation of the logit."""
        return self.logit_sd

    @property
    def support(self) -> tuple[float, float]:
        """Between zero and one."""
        return 0.0, 1.0

    def log_density(self, values: Array) -> Array:
        """Log density of the logit-normal law."""
        inside = (values > 0) & (values < 1)
        share = np.where(inside, values, 0.5)
        logits = np.log(share) - np.log1p(-share)
        density = _log_normal_density((logits - self.centre) / self.logit_sd) - log(self.logit_sd)
        return np.where(inside, density - np.log(share) - np.log1p(-share), -np.inf)

    def from_normal(self, z: Array) -> Array:
        """Draw on the logit scale."""
        return np.asarray(1.0 / (1.0 + np.exp(-(self.centre + self.logit_sd * z))))


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
        return 0.0, INFINITE

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


def dirichlet(parts: Mapping[str, float]) -> dict[str, Law]:
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


def law_of(estimate: Estimate) -> Law:
    """The law of doubt of a published or recorded number.

    A two-piece interval becomes symmetric on its scale, with the mean of its two log (logit) widths.

    Parameters
    ----------
    estimate
        The number with its range.

    Raises
    ------
    ValueError
        If no doubt was stated: such a number is fixed, not measured.
    """
    value, low, high = estimate.value, estimate.low, estimate.high
    match estimate.shape:
        case Shape.FIXED:
            msg = f"the value {value:g} has no range; give it as a fixed quantity"
            raise ValueError(msg)
        case Shape.LOGNORMAL if low > 0:
            return LogNormal(value, log(high / low) / (2.0 * Z95))
        case Shape.LOGITNORMAL if low > 0 and high < 1:
            return LogitNormal(value, log(high * (1.0 - low) / (low * (1.0 - high))) / (2.0 * Z95))
        case Shape.TRIANGULAR:
            return Triangular(low, value, high)
        case Shape.UNIFORM:
            return Uniform(low, high)
        case _:
            return Normal(value, (high - low) / (2.0 * Z95))


def to_plain(scale: Scale, value: float) -> float:
    """Bring one value from its scale back to the unit of the quantity."""
    if scale is Scale.LOG:
        return exp(value)
    return 1.0 / (1.0 + exp(-value)) if scale is Scale.LOGIT else value


def to_scale(scale: Scale, value: float) -> float:
    """Bring one value to its scale; ends of the support become infinite."""
    if scale is Scale.PLAIN:
        return value
    if value <= 0:
        return -INFINITE
    if scale is Scale.LOG:
        return log(value) if value < INFINITE else INFINITE
    return log(value / (1.0 - value)) if value < 1 else INFINITE


def _log_normal_density(z: Array) -> Array:
    return -0.5 * z * z - LOG_ROOT_2PI
