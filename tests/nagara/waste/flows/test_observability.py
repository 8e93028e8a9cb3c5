"""What can be told is told by the structure, not by the numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from golden_reconciliation import nonlinear_system
from nagara.waste.flows.minima import tied_minima
from nagara.waste.flows.observability import classify
from nagara.waste.flows.reconcile import reconcile
from nagara.waste.flows.result import Status
from nagara.waste.flows.system import System


def test_stan_names_the_same_unobservable_flows():
    status = classify(nonlinear_system("stan_seven_flows"))
    assert [name for name, own in status.items() if own is Status.NOT_OBSERVABLE] == ["m6", "m7"]


@given(st.integers(0, 10_000))
def test_observable_is_what_the_row_space_contains(seed):
    rng = np.random.default_rng(seed)
    matrix = rng.choice([-1.0, 0.0, 1.0], size=(4, 8), p=[0.25, 0.5, 0.25])
    measured = [None if rng.random() < 0.5 else float(rng.uniform(1, 9)) for _ in range(8)]
    variance = [None if value is None else 1.0 for value in measured]
    status = classify(System.linear(matrix, measured=measured, variance=variance))
    hidden = [column for column, value in enumerate(measured) if value is None]
    if hidden:
        space = np.linalg.pinv(matrix[:, hidden]) @ matrix[:, hidden]
        for place, column in enumerate(hidden):
            is_told = np.isclose(space[place, place], 1.0, atol=1e-8)
            assert (status[f"x{column + 1}"] is Status.OBSERVABLE) == is_told
    rest = np.eye(4) - matrix[:, hidden] @ np.linalg.pinv(matrix[:, hidden]) if hidden else np.eye(4)
    checks = rest @ matrix
    for column, value in enumerate(measured):
        if value is not None:
            is_checked = np.abs(checks[:, column]).max() > 1e-9
            assert (status[f"x{column + 1}"] is Status.REDUNDANT) == is_checked


@given(st.integers(0, 10_000), st.floats(1e-4, 1e4))
def test_classes_do_not_change_with_units(seed, factor):
    rng = np.random.default_rng(seed)
    matrix = rng.choice([-1.0, 0.0, 1.0], size=(3, 6))
    measured = [None, None, *rng.uniform(1, 9, 4)]
    variance = [None, None, 1.0, 1.0, 1.0, 1.0]
    scales = np.array([1.0, factor, 1.0, factor, 1.0, 1.0])
    plain = classify(System.linear(matrix, measured=measured, variance=variance))
    assert classify(System.linear(matrix * scales, measured=measured, variance=variance)) == plain


def test_ties_are_told():
    found = reconcile(nonlinear_system("stan_two_minima"))
    assert len(tied_minima(found)) == 2
    assert len(tied_minima(found, tie=1e-4)) == 1
    assert len(tied_minima(reconcile(nonlinear_system("stan_seven_flows")))) == 1


def test_a_square_root_has_two_sides():
    found = reconcile(System.of(equations=["x**2 = y"], measured={"x": (0.01, 3), "y": (4, 0.1)}))
    assert sorted(round(minimum.values["x"], 2) for minimum in found.minima) == [-2.0, 2.0]
    assert found.values["x"] == pytest.approx(2.0, abs=0.1)
