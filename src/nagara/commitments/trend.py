"""Where a figure will stand at a date, from yearly figures with errors: a line that wanders.

A figure follows a straight line and, besides, a random walk whose yearly step is not known. The line is
fitted by generalised least squares, its slope held back by a weak prior around no change; the step is
integrated over its likelihood and a heavy-tailed prior, so that two figures never give certainty about
a third. The result is a mixture of normal distributions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from nagara.commitments.observations import WorkingSeries
from nagara.evidence import factor

__all__ = ["Forecast", "forecast", "state_of_last"]

Reals = NDArray[np.float64]
STEPS: Final = 33
"""Yearly steps that are tried, from a hundredth to a hundred times the scale of the prior."""
FAR: Final = 12.0
"""Standard deviations beyond which no quantile is sought."""
HALVINGS: Final = 44
JITTER: Final = 1e-12
"""Variance, in parts of the wander's, that keeps exact figures invertible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """A mixture of normal distributions on the working scale."""

    weights: Reals
    means: Reals
    sds: Reals

    def chance_above(self, value: float) -> float:
        """Probability of standing at a value or higher [frac]."""
        with np.errstate(divide="ignore", invalid="ignore"):
            z = np.where(self.sds > 0, (self.means - value) / self.sds, np.where(self.means >= value, np.inf, -np.inf))
        return float(self.weights @ ndtr(z))

    def quantiles(self, *shares: float) -> tuple[float, ...]:
        """The values below which it stands with these probabilities [frac], by halving."""
        wanted = np.array(shares)
        low = np.full(wanted.shape, np.min(self.means - FAR * self.sds))
        high = np.full(wanted.shape, np.max(self.means + FAR * self.sds))
        spread = np.where(self.sds > 0, self.sds, np.finfo(np.float64).tiny)[:, None]
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            is_below = self.weights @ ndtr((middle[None] - self.means[:, None]) / spread) < wanted
            low, high = np.where(is_below, middle, low), np.where(is_below, high, middle)
        return tuple(float(each) for each in (low + high) / 2)


def state_of_last(series: WorkingSeries) -> Forecast:
    """Where the figure stood in its last year, by that year's figure alone."""
    return Forecast(
        weights=np.ones(1), means=series.values[-1:], sds=np.sqrt(np.maximum(series.covariance[-1:, -1], 0.0))
    )


def forecast(series: WorkingSeries, year: float) -> Forecast:
    """Where the figure will stand in a year after its last one.

    Parameters
    ----------
    series
        Two figures or more.
    year
        Year [a].

    References
    ----------
    Universal kriging with a linear drift; restricted likelihood after Patterson and Thompson (1971);
    half-t prior of a standard deviation after Gelman (2006).
    """
    prior = series.wander
    steps = prior * np.logspace(-2, 2, STEPS)
    since = series.years - series.years[-1]
    walk = np.minimum.outer(since, since) - since[0] + 1.0
    fixed = series.covariance + JITTER * prior**2 * np.eye(since.size)
    variances = fixed[None] + steps[:, None, None] ** 2 * walk[None]
    shared = steps[:, None] ** 2 * walk[-1][None]
    means, spread, fit = _kriged(series, variances, shared, year - float(series.years[-1]))
    freedom = factor("status_rule", "wander_freedom").value
    belief = -0.5 * (freedom + 1) * np.log1p((steps / prior) ** 2 / freedom) + np.log(steps)
    weights = np.exp(fit + belief - np.max(fit + belief))
    return Forecast(weights=weights / weights.sum(), means=means, sds=np.sqrt(spread))


def _kriged(series: WorkingSeries, variances: Reals, shared: Reals, ahead: float) -> tuple[Reals, Reals, Reals]:
    """For each step of the walk: predicted mean, its variance, restricted log likelihood.

    Parameters
    ----------
    variances
        Of the figures, walk and errors, a matrix for each step.
    shared
        Covariance of the figures with the walk at its last year, a row for each step; it is that with
        the walk in any later year, too.
    ahead
        Years from the last figure on [a].
    """
    count, since, values = len(shared), series.years - series.years[-1], series.values
    line = np.column_stack([np.ones_like(since), since])
    aim = np.array([1.0, ahead])
    known = np.concatenate(
        [np.broadcast_to(np.column_stack([line, values]), (count, since.size, 3)), shared[..., None]], 2
    )
    by_line, by_value, by_shared = np.split(np.linalg.solve(variances, known), [2, 3], axis=2)
    information = np.einsum("nj,knl->kjl", line, by_line)
    information[:, 1, 1] += series.drift**-2
    fitted = np.linalg.solve(information, np.einsum("nj,kno->kjo", line, by_value))[..., 0]
    means = fitted @ aim + np.einsum("kno,kn->k", by_shared, values - fitted @ line.T)
    unexplained = aim - np.einsum("kno,nj->kj", by_shared, line)
    by_information = np.linalg.solve(information, unexplained[..., None])
    step_variance = shared[:, 0]
    spread = (
        shared[:, -1]
        + step_variance * ahead
        - np.einsum("kno,kn->k", by_shared, shared)
        + np.einsum("kj,kjo->k", unexplained, by_information)
    )
    misfit = np.einsum("n,kno->k", values, by_value) - np.einsum("kj,nj,kno->k", fitted, line, by_value)
    fit = -0.5 * (np.linalg.slogdet(variances)[1] + np.linalg.slogdet(information)[1] + misfit)
    return means, np.maximum(spread, 0.0), fit
