"""The sparse solution says the same as the dense one."""

import numpy as np
import pytest

from golden_reconciliation import LINEAR, linear_system, nonlinear_system
from nagara.errors import EquationError, ReconciliationError
from nagara.waste.flows.large import reconcile_large
from nagara.waste.flows.reconcile import reconcile
from nagara.waste.flows.system import System


def random_network(seed, flows, processes, hidden):
    rng = np.random.default_rng(seed)
    balances = np.zeros((processes, flows))
    for flow in range(flows):
        source, target = rng.choice(processes + 1, 2, replace=False)
        if source < processes:
            balances[source, flow] = -1
        if target < processes:
            balances[target, flow] = 1
    measured = [None if rng.random() < hidden else float(value) for value in rng.uniform(10, 100, flows)]
    variance = [None if value is None else (0.1 * value) ** 2 for value in measured]
    return System.linear(balances, measured=measured, variance=variance)


def assert_same(system):
    sparse, dense = reconcile_large(system), reconcile(system)
    assert sparse.status == dense.status
    for name, value in dense.values.items():
        assert sparse.values[name] == (None if value is None else pytest.approx(value, rel=1e-8, abs=1e-7))
        sd = dense.sd[name]
        assert sparse.sd[name] == (None if sd is None else pytest.approx(sd, rel=1e-6, abs=1e-5))
    assert sparse.objective == pytest.approx(dense.objective, rel=1e-8)
    assert sparse.degrees_of_freedom == dense.degrees_of_freedom
    assert sparse.closure < 1e-9


@pytest.mark.parametrize("name", LINEAR)
def test_golden_cases_are_the_same(name):
    assert_same(linear_system(name))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("hidden", [0.0, 0.3, 0.6])
def test_random_networks_are_the_same(seed, hidden):
    assert_same(random_network(seed, 40, 15, hidden))


def test_thousands_of_flows_close():
    found = reconcile_large(random_network(1, 3000, 700, 0.1))
    assert found.closure < 1e-9
    assert found.degrees_of_freedom > 300


def test_a_repeated_balance_adds_no_check():
    system = System.of(equations=["a - b = 0", "2*a - 2*b = 0"], measured={"a": (3, 1), "b": (4, 1)})
    assert_same(system)


def test_what_is_not_linear_or_contradicts_itself_is_refused():
    with pytest.raises(EquationError):
        reconcile_large(nonlinear_system("stan_seven_flows"))
    with pytest.raises(EquationError):
        reconcile_large(System.of(equations=["a = b"], measured={"a": (1, 1), "b": (1, 1)}, bounds={"a": (0, None)}))
    with pytest.raises(ReconciliationError, match="contradict"):
        reconcile_large(nonlinear_system("stan_contradiction"))
