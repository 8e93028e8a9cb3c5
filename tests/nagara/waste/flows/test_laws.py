"""Laws of doubt: densities integrate to one, draws follow them, centre and spread are theirs."""

import numpy as np
import pytest
from scipy.integrate import quad

from nagara.uncertainty.estimates import Estimate, RangeMeaning
from nagara.waste.flows.laws import Beta, Gamma, LogitNormal, LogNormal, Normal, Scale, Triangular, Uniform, law_of

LAWS = [
    Normal(10, 2),
    LogNormal(100, 0.3),
    LogitNormal(0.2, 0.5),
    Beta(2, 3),
    Gamma(3, 0.5),
    Triangular(30, 50, 70),
    Triangular(0, 0, 4),
    Uniform(40, 70),
]
each_law = pytest.mark.parametrize("law", LAWS, ids=lambda law: f"{type(law).__name__}-{law.support[1]:g}")


def reach(law):
    low, high = law.support
    if high == 1.0:
        return low, high
    away = {Scale.PLAIN: 12 * law.spread, Scale.LOG: 2000.0}[law.scale]
    return max(low, (law.centre if law.scale is Scale.PLAIN else 0.0) - away), min(high, law.centre + away)


@each_law
def test_density_integrates_to_one(law):
    low, high = reach(law)
    middle = float(law.from_normal(np.zeros(1))[0])
    total = quad(lambda x: float(np.exp(law.log_density(np.array([x]))[0])), low, high, points=[middle], limit=200)[0]
    assert total == pytest.approx(1.0, abs=1e-6)


@each_law
def test_draws_follow_the_law(law):
    draws = law.from_normal(np.random.default_rng(2).standard_normal(200_000))
    on_scale = {Scale.PLAIN: lambda x: x, Scale.LOG: np.log, Scale.LOGIT: lambda x: np.log(x / (1 - x))}[law.scale](
        draws
    )
    assert on_scale.mean() == pytest.approx(law.centre, abs=5 * law.spread / 447)
    assert on_scale.std() == pytest.approx(law.spread, rel=0.02)
    assert law.support[0] <= draws.min() <= draws.max() <= law.support[1]


@each_law
def test_outside_the_support_nothing_is_possible(law):
    low, high = law.support
    outside = np.array([low - 1.0, high + 1.0])
    assert np.all(np.isneginf(law.log_density(outside[np.isfinite(outside)])))


def test_estimates_become_laws_of_their_shape():
    amount = law_of(Estimate(value=100, low=80, high=125))
    assert isinstance(amount, LogNormal)
    assert amount.median == 100
    assert amount.log_sd == pytest.approx(np.log(125 / 80) / (2 * 1.959963984540054))
    assert isinstance(law_of(Estimate(value=0.3, low=0.2, high=0.4, is_share=True)), LogitNormal)
    bounds = RangeMeaning.BOUNDS
    assert law_of(Estimate(value=3, low=2, high=5, means=bounds)) == Triangular(2, 3, 5)
    assert law_of(Estimate(value=2, low=2, high=5, means=bounds)) == Uniform(2, 5)
    with pytest.raises(ValueError, match="fixed"):
        law_of(Estimate.exact(3))
