"""Laws of doubt that least squares sees by their mean and standard deviation: Beta, Gamma, triangular, uniform.

Mean, spread, density and inverse are those of SciPy's distributions, which load only when such a law
is asked for one of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from nagara.waste.flows.scales import Scale

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["Beta", "Gamma", "Triangular", "Uniform", "dirichlet"]


@cache
def _frozen(name: str, *parameters: float) -> Any:  # noqa: ANN401  # SciPy's frozen distributions share no public type
    """A distribution of SciPy with its shapes, location and scale."""
    from scipy import stats

    *shapes, location, scale = parameters
    return getattr(stats, name)(*shapes, loc=location, scale=scale)


@dataclass(frozen=True, slots=True)
class _MomentLaw(ABC):
    """What all these laws say of themselves."""

    @property
    @abstractmethod
    def _law(self) -> Any:  # noqa: ANN401  # as above
        """SciPy's distribution."""

    @property
    def scale(self) -> Scale:
        """Plain: least squares sees mean and standard deviation."""
        return Scale.PLAIN

    @property
    def centre(self) -> float:
        """The mean."""
        return float(self._law.mean())

    @property
    def spread(self) -> float:
        """The standard deviation."""
        return float(self._law.std())

    @property
    def support(self) -> tuple[float, float]:
        """Between which values the quantity can lie at all."""
        low, high = self._law.support()
        return float(low), float(high)

    def log_density(self, values: Array) -> Array:
        """Log of the probability density; minus infinity outside the support and at an end without a finite one."""
        density = np.asarray(self._law.logpdf(values), dtype=np.float64)
        return np.where(np.isposinf(density), -np.inf, density)

    def from_normal(self, z: Array) -> Array:
        """Invert the distribution function."""
        from scipy.special import ndtr

        return np.asarray(self._law.ppf(ndtr(z)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Beta(_MomentLaw):
    """A share after Beta: ``alpha`` parts went this way and ``beta`` the other [1]."""

    alpha: float
    beta: float

    @property
    def _law(self) -> Any:  # noqa: ANN401
        return _frozen("beta", self.alpha, self.beta, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Gamma(_MomentLaw):
    """An amount after Gamma, with ``shape`` [1] and ``rate`` [1 over the unit of the quantity].

    Independent Gamma quantities of one rate that an equation makes sum to one follow a Dirichlet law
    (:func:`dirichlet`).
    """

    shape: float
    rate: float

    @property
    def _law(self) -> Any:  # noqa: ANN401
        return _frozen("gamma", self.shape, 0.0, 1.0 / self.rate)


@dataclass(frozen=True, slots=True)
class Triangular(_MomentLaw):
    """Most likely at ``mode``, impossible outside ``low`` and ``high``."""

    low: float
    mode: float
    high: float

    @property
    def _law(self) -> Any:  # noqa: ANN401
        width = self.high - self.low
        return _frozen("triang", (self.mode - self.low) / width, self.low, width)


@dataclass(frozen=True, slots=True)
class Uniform(_MomentLaw):
    """Anywhere between ``low`` and ``high``, equally."""

    low: float
    high: float

    @property
    def _law(self) -> Any:  # noqa: ANN401
        return _frozen("uniform", self.low, self.high - self.low)


def dirichlet(parts: Mapping[str, float]) -> dict[str, Gamma]:
    """Laws of shares that follow a Dirichlet law once an equation makes them sum to one.

    Parameters
    ----------
    parts
        How many parts [1] went to each share; the more, the surer.

    Examples
    --------
    >>> round(dirichlet({"food": 60.0, "rest": 40.0})["food"].centre, 12)
    0.6
    """
    total = sum(parts.values())
    return {name: Gamma(count, total) for name, count in parts.items()}
