"""The manifold posterior agrees with quadrature, and with least squares where both are valid."""

import numpy as np
import pytest
from scipy.stats import truncnorm

from golden_reconciliation import NONLINEAR, linear_system, nonlinear_system
from nagara.errors import ReconciliationError
from nagara.waste.flows.laws import Beta, LogNormal, Triangular, Uniform, dirichlet
from nagara.waste.flows.posterior import Proposal, effective_draws, sample_posterior
from nagara.waste.flows.reconcile import reconcile
from nagara.waste.flows.system import System

each_proposal = pytest.mark.parametrize("proposal", Proposal)


def mixed_laws():
    return System.of(
        equations=["m1 - m2 - m3 = 0"],
        measured={"m1": LogNormal(100, 0.2), "m2": Uniform(40, 70), "m3": Triangular(30, 50, 70)},
    )


def assert_within_chance(posterior, name, mean, sd):
    error = sd / np.sqrt(posterior.effective_draws[name])
    assert posterior.mean(name) == pytest.approx(mean, abs=4 * error)
    assert posterior.sd(name) == pytest.approx(sd, abs=4 * error)


@each_proposal
def test_mixed_laws_agree_with_quadrature(proposal):
    case = NONLINEAR["lognormal_uniform_triangular"]
    posterior = sample_posterior(mixed_laws(), draws=20_000, seed=5, proposal=proposal)
    assert posterior.acceptance_frac > 0.3
    for name, mean, sd in zip(("m1", "m2", "m3"), case["mean"], case["sd"], strict=True):
        assert_within_chance(posterior, name, mean, sd)


def test_a_beta_share_agrees_with_quadrature():
    case = NONLINEAR["beta_share"]
    system = System.of(
        equations=["out = inflow * tc"], measured={"out": (55, 5), "tc": Beta(2, 3)}, fixed={"inflow": 100.0}
    )
    posterior = sample_posterior(system, draws=20_000, seed=5)
    assert_within_chance(posterior, "tc", case["mean"], case["sd"])


@each_proposal
def test_shares_that_sum_to_one_follow_a_dirichlet_law(proposal):
    parts = {"food": 6.0, "paper": 3.0, "rest": 1.5}
    system = System.of(equations=["food + paper + rest = 1"], measured=dirichlet(parts))
    posterior, total = sample_posterior(system, draws=20_000, seed=5, proposal=proposal), sum(parts.values())
    for name, count in parts.items():
        mean = count / total
        assert_within_chance(posterior, name, mean, np.sqrt(mean * (1 - mean) / (total + 1)))


@each_proposal
def test_normal_doubts_give_least_squares(proposal):
    system = linear_system("invented_city")
    posterior, found = sample_posterior(system, draws=20_000, seed=5, proposal=proposal), reconcile(system)
    for name in system.names:
        assert_within_chance(posterior, name, found.values[name], found.sd[name])


def test_a_bilinear_system_agrees_with_direct_integration():
    system = System.of(
        equations=["out = tc * inflow"], measured={"inflow": (100, 10), "tc": (0.5, 0.05), "out": (45, 4)}
    )
    inflow, share = np.meshgrid(np.linspace(50, 150, 801), np.linspace(0.25, 0.75, 801))
    out = inflow * share
    area = np.sqrt(1 + share**2 + inflow**2)
    density = area * np.exp(-0.5 * (((inflow - 100) / 10) ** 2 + ((share - 0.5) / 0.05) ** 2 + ((out - 45) / 4) ** 2))
    density /= density.sum()
    posterior = sample_posterior(system, draws=20_000, seed=5)
    for name, values in (("inflow", inflow), ("tc", share), ("out", out)):
        mean = float((density * values).sum())
        assert_within_chance(posterior, name, mean, float(np.sqrt((density * (values - mean) ** 2).sum())))


def test_every_draw_balances_and_stays_in_its_bounds():
    case = NONLINEAR["active_bound"]
    system = System.linear(case["balances"], measured=case["measured"], variance=case["variance"], low=0.0)
    posterior = sample_posterior(system, draws=5_000, seed=5)
    one, two, three = (posterior.values[name] for name in system.names)
    assert np.abs(one - two - three).max() < 1e-9 * one.max()
    assert three.min() >= 0
    # A value at its bound is not a value without doubt: it has that of the free answer above the bound.
    free = reconcile(System.linear(case["balances"], measured=case["measured"], variance=case["variance"]))
    exact = truncnorm(-free.values["x3"] / free.sd["x3"], np.inf, free.values["x3"], free.sd["x3"])
    assert_within_chance(posterior, "x3", exact.mean(), exact.std())


def test_correlated_normal_doubts_give_least_squares():
    covariance = np.array([[4.0, 1.5, 0.0], [1.5, 2.0, -0.4], [0.0, -0.4, 1.0]])
    system = System.of(
        equations=["a - b - c = 0"], measured={"a": (50, 1), "b": (32, 1), "c": (20, 1)}, covariance=covariance
    )
    posterior, found = sample_posterior(system, draws=20_000, seed=5), reconcile(system)
    for name in "abc":
        assert_within_chance(posterior, name, found.values[name], found.sd[name])


def test_the_same_seed_gives_the_same_draws():
    one, two = (sample_posterior(mixed_laws(), draws=500, seed=8) for _ in range(2))
    other = sample_posterior(mixed_laws(), draws=500, seed=9)
    assert np.array_equal(one.values["m1"], two.values["m1"])
    assert not np.array_equal(one.values["m1"], other.values["m1"])


def test_unobservable_quantities_are_left_out():
    posterior = sample_posterior(nonlinear_system("stan_seven_flows"), draws=1_000, seed=5)
    assert set(posterior.values) == {"m1", "m2", "m3", "m4", "m5", "tc34"}
    assert np.all(posterior.values["m2"] == 50.0)
    low, high = posterior.interval("m4")
    assert low < 150 < high


def test_laws_that_cannot_meet_are_an_error():
    system = System.of(equations=["a - b = 0"], measured={"a": Uniform(0, 1), "b": Uniform(2, 3)})
    with pytest.raises(ReconciliationError):
        sample_posterior(system, draws=100, seed=5)


def test_effective_draws_of_a_known_chain():
    rng = np.random.default_rng(1)
    noise, chain = rng.standard_normal(100_000), np.zeros(100_000)
    for step in range(1, len(chain)):
        chain[step] = 0.8 * chain[step - 1] + noise[step]
    assert effective_draws(chain) == pytest.approx(100_000 / 9, rel=0.1)  # (1 - 0.8) / (1 + 0.8)
    assert effective_draws(noise) == pytest.approx(100_000, rel=0.1)
