"""Every projected draw balances and is what reconciling it alone would give."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from golden_reconciliation import NONLINEAR, linear_system, nonlinear_system
from nagara.errors import EquationError
from nagara.uncertainty.streams import stream
from nagara.waste.flows.laws import LogitNormal, LogNormal, Normal
from nagara.waste.flows.projection import project_draws
from nagara.waste.flows.reconcile import reconcile
from nagara.waste.flows.system import Quantity, System


def drawn(system, count, seed=1):
    return {
        quantity.name: quantity.law.from_normal(stream(seed, quantity.name).standard_normal(count))
        for quantity in system.quantities
        if quantity.law is not None
    }


def with_values(system, draws, number):
    quantities = tuple(
        quantity
        if quantity.law is None
        else Quantity(
            name=quantity.name,
            law=Normal(float(draws[quantity.name][number]), quantity.law.sd),
            low=quantity.low,
            high=quantity.high,
        )
        for quantity in system.quantities
    )
    return System(quantities=quantities, equations=system.equations, covariance=system.covariance)


def assert_as_alone(system, draws, projection, numbers):
    for number in numbers:
        alone = reconcile(with_values(system, draws, number))
        for name, values in projection.values.items():
            assert values[number] == pytest.approx(alone.values[name], rel=1e-7, abs=1e-8)
        assert projection.objective[number] == pytest.approx(alone.objective, rel=1e-7, abs=1e-10)


@pytest.mark.parametrize("name", ["invented_city", "mineral_circuit"])
def test_linear_draws_balance_and_agree_with_reconciling_each(name):
    system = linear_system(name)
    draws = drawn(system, 300)
    projection = project_draws(system, draws)
    assert projection.closure < 1e-12
    assert_as_alone(system, draws, projection, (0, 17, 299))


def test_linear_draws_spread_as_the_covariance_says():
    system = linear_system("invented_city")
    projection, found = project_draws(system, drawn(system, 40_000)), reconcile(system)
    for name in system.names:
        assert projection.values[name].mean() == pytest.approx(found.values[name], abs=4 * found.sd[name] / 200)
        assert projection.values[name].std() == pytest.approx(found.sd[name], rel=0.02)
    assert projection.objective.mean() > 0


def test_bilinear_draws_balance_and_agree_with_reconciling_each():
    system = nonlinear_system("stan_seven_flows")
    draws = drawn(system, 400)
    projection = project_draws(system, draws)
    values = projection.values
    assert "m6" not in values
    assert np.abs(values["m4"] / (values["m3"] * values["tc34"]) - 1).max() < 1e-9
    assert np.abs((values["m1"] + 50 + values["m4"] - values["m3"]) / values["m3"]).max() < 1e-9
    assert_as_alone(system, draws, projection, (0, 5, 399))


def test_draws_on_log_and_logit_scales_stay_inside():
    system = System.of(
        equations=["out + lost = inflow", "out = tc * inflow"],
        measured={"inflow": LogNormal(100, 0.3), "out": LogNormal(70, 0.3), "tc": LogitNormal(0.8, 0.6)},
        unmeasured=["lost"],
    )
    projection = project_draws(system, drawn(system, 500))
    values = projection.values
    assert projection.closure < 1e-9
    assert min(values["inflow"].min(), values["out"].min()) > 0
    assert 0 < values["tc"].min() < values["tc"].max() < 1


def test_bounded_draws_are_never_negative():
    case = NONLINEAR["active_bound"]
    system = System.linear(case["balances"], measured=case["measured"], variance=case["variance"], low=0.0)
    draws = drawn(system, 500)
    projection = project_draws(system, draws)
    assert projection.values["x3"].min() >= -1e-9
    assert (projection.values["x3"] < 1e-9).sum() > 50
    assert projection.closure < 1e-12
    assert_as_alone(system, draws, projection, range(10))


def test_correlated_draws_keep_to_the_weights():
    covariance = np.array([[4.0, 1.5, 0.0], [1.5, 2.0, -0.4], [0.0, -0.4, 1.0]])
    system = System.of(
        equations=["a - b - c = 0"], measured={"a": (50, 1), "b": (32, 1), "c": (20, 1)}, covariance=covariance
    )
    draws = drawn(system, 50)
    assert_as_alone(system, draws, project_draws(system, draws), (3, 49))


def test_the_reconciled_system_may_be_handed_over():
    system = linear_system("invented_city")
    draws, found = drawn(system, 20), reconcile(system)
    one, two = project_draws(system, draws), project_draws(system, draws, reconciliation=found)
    assert all(np.array_equal(one.values[name], two.values[name]) for name in system.names)


def test_missing_or_unequal_draws_are_refused():
    system = linear_system("two_equal_flows")
    with pytest.raises(EquationError, match="no draws"):
        project_draws(system, {"x1": np.ones(3)})
    with pytest.raises(EquationError, match="number"):
        project_draws(system, {"x1": np.ones(3), "x2": np.ones(4)})


def test_a_draw_outside_its_law_is_refused():
    system = System.of(equations=["a - b = 0"], measured={"a": LogNormal(1, 0.1), "b": LogNormal(1, 0.1)})
    with pytest.raises(EquationError, match="a: "):
        project_draws(system, {"a": np.array([1.0, -1.0]), "b": np.ones(2)})


@given(st.integers(0, 10_000))
def test_compositions_of_a_merging_stream_close_in_every_draw(seed):
    rng = np.random.default_rng(seed)
    flows, shares = rng.uniform(10, 100, 2), rng.uniform(0.1, 0.9, 2)
    mixed = float(flows @ shares / flows.sum())
    system = System.of(
        equations=["a + b = c", "a*fa + b*fb = c*fc"],
        measured={
            "a": (flows[0], 0.1 * flows[0]),
            "b": (flows[1], 0.1 * flows[1]),
            "c": (flows.sum() * rng.uniform(0.9, 1.1), 0.1 * flows.sum()),
            "fa": (shares[0], 0.05),
            "fb": (shares[1], 0.05),
            "fc": (mixed + rng.normal(0, 0.05), 0.05),
        },
    )
    values = project_draws(system, drawn(system, 40, seed)).values
    food = values["a"] * values["fa"] + values["b"] * values["fb"]
    assert np.abs(food - values["c"] * values["fc"]).max() < 1e-9 * np.abs(values["c"]).max()
