"""Laws of doubt: how the true value of a measured quantity may lie around what was measured.

Least squares needs a centre and a standard deviation on a scale where the doubt is near normal: the
log scale for amounts that cannot be negative, the logit scale for shares, the plain scale for the
rest. The manifold posterior needs the density itself. Every law gives both.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log, pi
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

import numpy as np

from nagara.uncertainty.estimates import Z95, Estimate, Shape
from nagara.waste.flows.moment_laws import Beta, Gamma, Triangular, Uniform, dirichlet
from nagara.waste.flows.scales import Scale

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

LOG_ROOT_2PI: Final = 0.5 * log(2.0 * pi)


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
        return -inf, inf

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
        return 0.0, inf

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


def _log_normal_density(z: Array) -> Array:
    return -0.5 * z * z - LOG_ROOT_2PI
