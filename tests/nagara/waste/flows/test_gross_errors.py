"""Gross errors are found, sized, and blamed on a set where the equations cannot decide."""

import numpy as np
import pytest

from golden_reconciliation import LINEAR, linear_system, nonlinear_system
from nagara.waste.flows.gross_errors import eliminate_serially, gross_errors
from nagara.waste.flows.reconcile import reconcile
from nagara.waste.flows.system import System


def close(value):
    return pytest.approx(value, rel=1e-8, abs=1e-9)


@pytest.mark.parametrize("name", LINEAR)
def test_all_statistics_hold(name):
    found, expected = gross_errors(reconcile(linear_system(name))), LINEAR[name]["expected"]
    assert found.objective == close(expected["objective"])
    assert found.critical_objective == close(expected["critical_objective"])
    assert [test.z for test in found.measurements] == close(expected["measurement_z"])
    assert [test.likelihood_ratio for test in found.measurements] == close(expected["likelihood_ratio"])
    assert [test.bias for test in found.measurements] == close(expected["bias"])
    assert [test.nodal_z for test in found.equations] == close(expected["nodal_z"])
    assert [test.power_z for test in found.equations] == close(expected["power_z"])
    assert [test.likelihood_ratio for test in found.equations] == close(expected["leak_ratio"])
    assert found.critical_measurement_z == close(expected["critical_measurement_z"])
    assert found.critical_equation_z == close(expected["critical_equation_z"])


def test_two_flows_on_one_balance_cannot_be_told_apart():
    found = gross_errors(reconcile(linear_system("one_zero_too_many")))
    assert found.is_rejected
    assert found.not_separable == (("x1", "x2"),)
    assert found.suspicious == ("x1", "x2")


def test_an_inflated_flow_is_named_with_its_size():
    system = linear_system("heat_exchanger_bypass")
    truth = np.array([100.0, 64, 36, 64, 36, 100])
    for row in range(6):
        measured = truth.copy()
        measured[row] += 25.0
        wrong = System.linear(LINEAR["heat_exchanger_bypass"]["balances"], measured=measured, variance=[1.0] * 6)
        found = gross_errors(reconcile(wrong))
        name = system.names[row]
        assert found.is_rejected
        assert name in found.suspicious
        assert found.measurements[row].bias == close(25.0)


def test_a_leak_is_found_at_its_process():
    measured = [100.0, 64.0, 36.0, 54.0, 36.0, 90.0]  # 10 are lost in the second process
    system = System.linear(LINEAR["heat_exchanger_bypass"]["balances"], measured=measured, variance=[1.0] * 6)
    found = gross_errors(reconcile(system))
    worst = max(found.equations, key=lambda test: test.likelihood_ratio)
    assert worst.label == "balance 2"
    assert worst.leak == close(10.0)


def test_serial_elimination_ends_with_agreement():
    done = eliminate_serially(reconcile(linear_system("mineral_circuit")))
    assert done.is_settled
    assert done.eliminated[0].name == "x16"
    assert done.eliminated[0].likelihood_ratio == close(128.1520719707877)
    assert done.reconciliation.p_value > 0.05


def test_serial_elimination_stops_when_nothing_is_left_to_check():
    done = eliminate_serially(reconcile(linear_system("one_zero_too_many")))
    assert not done.is_settled
    assert done.eliminated == ()


def test_agreeing_measurements_raise_no_alarm():
    found = gross_errors(reconcile(linear_system("invented_city")))
    assert not found.is_rejected
    assert found.suspicious == ()
    assert found.not_separable == (("x1", "x3"),)
    assert found.set_of("x2") == ("x2",)


def test_a_bilinear_system_is_tested_where_it_was_solved():
    found = gross_errors(reconcile(nonlinear_system("stan_seven_flows")))
    assert found.not_separable == (("m3", "tc34"),)
    assert [test.name for test in found.measurements if test.z is None] == []
    assert next(test for test in found.equations if "m6" in test.label).power_z is None


def test_an_unchecked_measurement_has_no_statistic():
    system = System.of(equations=["a - b - y = 0"], measured={"a": (10, 1), "b": (4, 2)}, unmeasured=["y"])
    found = gross_errors(reconcile(system))
    assert [test.z for test in found.measurements] == [None, None]
    assert (found.critical_objective, found.critical_measurement_z, found.is_rejected) == (None, None, False)


def test_the_statistics_keep_the_order_of_the_quantities_where_a_system_falls_apart():
    system = System.linear(
        [[1, 0, -1, 0], [0, 1, 0, -1]], measured=[10.0, 5.0, 11.0, 7.0], variance=[1.0, 1.0, 1.0, 1.0]
    )
    found = gross_errors(reconcile(system))
    assert [test.name for test in found.measurements] == list(system.names)
    assert [test.bias for test in found.measurements] == close([-1.0, -2.0, 1.0, 2.0])


def test_an_equation_that_follows_from_others_has_the_statistics_of_the_pseudo_inverse():
    balances = np.array([[1.0, -1.0, 0.0], [0.0, 1.0, -1.0], [1.0, 0.0, -1.0]])  # the last is the sum of the others
    measured, variance = np.array([100.0, 96.0, 97.0]), np.array([4.0, 9.0, 1.0])
    found = gross_errors(reconcile(System.linear(balances, measured=measured, variance=variance)))
    inverse = np.linalg.pinv(balances * variance @ balances.T)
    pull = inverse @ balances @ measured
    assert found.degrees_of_freedom == 2
    assert [test.power_z for test in found.equations] == close(np.abs(pull) / np.sqrt(np.diag(inverse)))
    assert [test.likelihood_ratio for test in found.equations] == close(pull**2 / np.diag(inverse))
    assert [test.leak for test in found.equations] == close(pull / np.diag(inverse))


def test_an_equation_written_twice_is_tested_twice_alike():
    once = {"measured": {"a": (10, 1), "b": (7, 1)}}
    found = gross_errors(reconcile(System.of(equations=["a = b", "a = b"], **once)))
    assert len(found.equations) == 2
    assert [test.power_z for test in found.equations] == close([3 / np.sqrt(2)] * 2)
