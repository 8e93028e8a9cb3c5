"""Reconciled values hold to what others printed, balance always, and say no when nothing can balance."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from golden_reconciliation import LINEAR, NONLINEAR, linear_system, nonlinear_system
from nagara.errors import ContradictionError, ReconciliationError
from nagara.waste.flows.laws import LogitNormal, LogNormal, Normal
from nagara.waste.flows.reconcile import reconcile
from nagara.waste.flows.result import SdMethod, Status
from nagara.waste.flows.system import Quantity, System

each_linear = pytest.mark.parametrize("name", LINEAR)


def close(value, relative=1e-9, absolute=1e-9):
    return pytest.approx(value, rel=relative, abs=absolute)


@each_linear
def test_linear_cases_hold(name):
    found, expected = reconcile(linear_system(name)), LINEAR[name]["expected"]
    assert list(found.values.values()) == close(expected["reconciled"])
    assert list(found.sd.values()) == close(expected["sd"])
    assert list(found.residuals) == close(expected["residuals"])
    assert found.objective == close(expected["objective"])
    assert found.p_value == close(expected["p_value"])
    assert found.closure < 1e-12


def test_stan_output_holds_to_its_printed_digits():
    case, found = NONLINEAR["stan_seven_flows"], reconcile(nonlinear_system("stan_seven_flows"))
    for name, (value, sd) in case["expected"].items():
        assert found.values[name] == close(value, absolute=0)
        assert found.sd[name] == close(sd, 1e-8, 0)
    assert found.objective == close(case["objective"])
    assert round(found.objective, 4) == case["printed_objective"]
    for name in case["not_observable"]:
        assert found.values[name] is None
        assert found.sd[name] is None
        assert found.status[name] is Status.NOT_OBSERVABLE
    assert found.status["m4"] is Status.OBSERVABLE
    assert found.status["m2"] is Status.FIXED
    assert found.sd["m2"] == 0.0


def test_nonlinear_equations_hold_to_the_printed_digits():
    case, found = NONLINEAR["pai_fisher"], reconcile(nonlinear_system("pai_fisher"))
    for name, printed in case["printed"].items():
        assert found.values[name] == pytest.approx(printed, rel=5e-5)
    for name, (value, sd) in case["expected"].items():
        assert found.values[name] == close(value)
        assert found.sd[name] == close(sd, 1e-7)
    assert found.objective == close(case["objective"])


def test_the_global_minimum_is_chosen_and_the_other_reported():
    case, found = NONLINEAR["stan_two_minima"], reconcile(nonlinear_system("stan_two_minima"))
    for name, (value, sd) in case["expected"].items():
        assert found.values[name] == close(value, 1e-10)
        assert found.sd[name] == close(sd, 1e-8)
    assert [minimum.values["F1"] for minimum in found.minima] == close(case["minima_F1"], 1e-8)
    assert [minimum.objective for minimum in found.minima] == close(case["minima_objective"])


def test_a_contradiction_among_fixed_values_names_equations_and_gap():
    case = NONLINEAR["stan_contradiction"]
    with pytest.raises(ContradictionError) as caught:
        reconcile(nonlinear_system("stan_contradiction"))
    assert caught.value.gaps == (close(case["gap"]),)
    assert [(factor, label) for factor, label in caught.value.sums[0]] == [
        (1.0, equation) for equation in case["equations"]
    ]
    assert "-30" in str(caught.value)


def test_fixed_values_that_agree_are_no_contradiction():
    system = System.of(equations=["a - b = 0", "a - b = 0"], measured={}, fixed={"a": 3, "b": 3})
    assert reconcile(system).degrees_of_freedom == 0


def test_a_contradicting_sum_among_measured_flows_is_a_gap_too():
    with pytest.raises(ContradictionError) as caught:
        reconcile(System.of(equations=["a - b = 0", "a - b - 2 = 0"], measured={"a": (3, 1), "b": (3, 1)}))
    assert abs(caught.value.gaps[0]) == close(2.0)


def test_a_flow_that_cannot_be_negative_ends_at_zero():
    case = NONLINEAR["active_bound"]
    free = System.linear(case["balances"], measured=case["measured"], variance=case["variance"])
    assert list(reconcile(free).values.values()) == close(case["unbounded"])
    bounded = System.linear(case["balances"], measured=case["measured"], variance=case["variance"], low=0)
    found = reconcile(bounded)
    assert list(found.values.values()) == close(case["bounded"])
    assert found.at_bound == ("x3",)


def test_bounds_agree_with_a_general_optimiser():
    from scipy.optimize import minimize

    rng = np.random.default_rng(7)
    balances = np.array([[1.0, -1, -1, 0, 0], [0, 1, 0, -1, -1]])
    for _ in range(20):
        measured, spread = rng.normal(10, 12, 5), rng.uniform(1, 8, 5)
        found = reconcile(System.linear(balances, measured=measured, variance=spread**2, low=0.0))
        best = minimize(
            lambda x, m=measured, s=spread: float((((x - m) / s) ** 2).sum()),
            np.ones(5),
            bounds=[(0, None)] * 5,
            constraints={"type": "eq", "fun": lambda x: balances @ x},
            method="SLSQP",
            options={"ftol": 1e-13, "maxiter": 500},
        )
        assert list(found.values.values()) == pytest.approx(best.x, abs=2e-4)
        assert found.objective <= best.fun + 1e-6
        assert min(found.values.values()) >= -1e-9


def test_bounds_reach_unmeasured_flows():
    system = System.of(
        equations=["a - b - y = 0"], measured={"a": (10, 1), "b": (12, 1)}, unmeasured=["y"], bounds={"y": (0, None)}
    )
    found = reconcile(system)
    assert found.values["y"] == close(0.0)
    assert (found.values["a"], found.values["b"]) == (close(11.0), close(11.0))


def test_bounds_reach_bilinear_systems():
    system = System.of(
        equations=["out = tc * inflow", "tc + rest = 1"],
        measured={"inflow": (100, 5), "out": (110, 5), "tc": (0.9, 0.2)},
        unmeasured=["rest"],
        bounds={"rest": (0, 1)},
    )
    found = reconcile(system)
    assert found.values["rest"] == close(0.0, absolute=1e-8)
    assert found.values["out"] == close(found.values["inflow"], 1e-8)
    assert found.values["inflow"] == close(105.0, 1e-8)


@pytest.mark.parametrize("name", ["stan_seven_flows", "stan_two_minima", "pai_fisher"])
def test_bounds_that_nothing_touches_change_nothing(name):
    system = nonlinear_system(name)
    wide = tuple(
        quantity if quantity.fixed is not None else replace(quantity, low=-1e-9, high=1e6)
        for quantity in system.quantities
    )
    free, bounded = reconcile(system), reconcile(replace(system, quantities=wide))
    assert bounded.values == {
        name: None if value is None else close(value, 1e-8) for name, value in free.values.items()
    }
    assert bounded.objective == close(free.objective)
    assert bounded.at_bound == ()


def test_bounds_that_leave_no_room_are_an_error():
    system = System.of(
        equations=["a - b = 0"], measured={"a": (10, 1), "b": (12, 1)}, bounds={"a": (None, 5), "b": (6, None)}
    )
    with pytest.raises(ReconciliationError):
        reconcile(system)


def test_correlated_errors_agree_with_the_closed_form():
    rng = np.random.default_rng(3)
    matrix = np.array([[1.0, -1, -1, 0], [0, 0, 1, -1]])
    root = rng.normal(size=(4, 4)) + 2 * np.eye(4)
    covariance, measured = root @ root.T, np.array([100.0, 60, 35, 30])
    system = System.of(
        equations=["a - b - c = 0", "c - d = 0"],
        measured=dict(zip("abcd", [(m, 1.0) for m in measured], strict=True)),
        covariance=covariance,
    )
    found = reconcile(system)
    gain = covariance @ matrix.T @ np.linalg.inv(matrix @ covariance @ matrix.T)
    assert list(found.values.values()) == close(measured - gain @ matrix @ measured)
    assert found.covariance() == close(covariance - gain @ matrix @ covariance)


def test_shares_with_a_singular_covariance_still_sum_to_one():
    spread = np.array([0.05, 0.04, 0.03])
    centred = np.eye(3) - 1.0 / 3.0
    covariance = centred @ np.diag(spread**2) @ centred
    system = System.of(
        equations=["food + paper + rest = 1", "food_t = total * food"],
        measured={"food": (0.5, 1), "paper": (0.3, 1), "rest": (0.2, 1), "total": (100, 1), "food_t": (60, 1)},
        covariance=np.block(
            [[covariance, np.zeros((3, 2))], [np.zeros((2, 3)), np.diag([25.0, 16.0])]],
        ),
    )
    found = reconcile(system)
    assert found.values["food"] + found.values["paper"] + found.values["rest"] == close(1.0, 1e-12)
    assert found.values["food_t"] == close(found.values["total"] * found.values["food"], 1e-10)
    assert 0.5 < found.values["food"] < 0.6


def test_lognormal_amounts_and_shares_stay_where_they_belong():
    system = System.of(
        equations=["out = tc * inflow"],
        measured={"inflow": LogNormal(10, 0.5), "out": LogNormal(30, 0.5), "tc": LogitNormal(0.9, 1.0)},
    )
    found = reconcile(system)
    assert 0.9 < found.values["tc"] < 1.0
    assert found.values["out"] == close(found.values["inflow"] * found.values["tc"])


def test_exact_sd_is_the_derivative_of_the_solution():
    system = nonlinear_system("stan_seven_flows")
    exact = reconcile(system, sd_method=SdMethod.EXACT)
    step, moved = 1e-4, []
    for quantity in system.quantities:
        if quantity.law is None:
            continue
        ends = []
        for sign in (1, -1):
            nudged = Quantity(
                name=quantity.name, law=Normal(quantity.law.mean + sign * step * quantity.law.sd, quantity.law.sd)
            )
            others = tuple(nudged if q.name == quantity.name else q for q in system.quantities)
            ends.append(reconcile(System(quantities=others, equations=system.equations)).values["m4"])
        moved.append((ends[0] - ends[1]) / (2 * step))
    assert exact.sd["m4"] == pytest.approx(np.hypot.reduce(moved), rel=1e-5)
    assert exact.values == reconcile(system).values


def test_methods_for_sd_agree_where_equations_are_linear():
    system = linear_system("invented_city")
    assert reconcile(system, sd_method=SdMethod.EXACT).sd == reconcile(system).sd


def test_without_a_check_nothing_moves():
    found = reconcile(System.of(equations=["a - b - y = 0"], measured={"a": (10, 1), "b": (4, 2)}, unmeasured=["y"]))
    assert (found.values["a"], found.values["b"], found.values["y"]) == (10, 4, close(6))
    assert found.sd["y"] == close(5**0.5)
    assert found.status["a"] is Status.JUST_DETERMINED
    assert (found.objective, found.degrees_of_freedom, found.p_value) == (0.0, 0, None)


def test_parts_that_do_not_touch_are_solved_as_if_alone():
    one, other = linear_system("invented_city"), linear_system("dovi_solisio")
    renamed = tuple(Quantity(name=f"other {quantity.name}", law=quantity.law) for quantity in other.quantities)
    moved = tuple(
        type(equation)(label=f"other {equation.label}", linear={f"other {n}": f for n, f in equation.linear.items()})
        for equation in other.equations
    )
    both = reconcile(System(quantities=one.quantities + renamed, equations=one.equations + moved))
    assert both.objective == close(reconcile(one).objective + reconcile(other).objective)
    assert [both.values[q.name] for q in renamed] == close(list(reconcile(other).values.values()))


def test_rows_say_what_was_measured_and_what_became_of_it():
    rows = reconcile(nonlinear_system("stan_seven_flows")).rows()
    assert rows[0]["name"] == "m1"
    assert rows[0]["measured"] == 100.0
    assert rows[0]["measured_sd"] == close(10.0)
    assert rows[0]["adjustment"] == close(2.425959658972, 1e-9)
    assert next(row for row in rows if row["name"] == "m6")["reconciled"] is None


@given(st.integers(0, 10_000))
def test_mass_closes_and_sds_never_grow(seed):
    rng = np.random.default_rng(seed)
    balances = rng.choice([-1.0, 0.0, 1.0], size=(3, 7))
    measured, spread = rng.uniform(1, 1000, 7), 10 ** rng.uniform(-2, 2, 7)
    found = reconcile(System.linear(balances, measured=measured, variance=spread**2))
    values = np.array(list(found.values.values()))
    assert np.abs(balances @ values).max() <= 1e-9 * np.abs(values).max()
    assert (np.array(list(found.sd.values())) <= spread * (1 + 1e-9)).all()
    assert found.objective >= 0
    again = reconcile(System.linear(balances, measured=values, variance=spread**2))
    assert list(again.values.values()) == pytest.approx(values, rel=1e-9, abs=1e-9 * np.abs(values).max())


@given(st.floats(1e-3, 1e3))
def test_units_do_not_matter(factor):
    case = NONLINEAR["stan_seven_flows"]
    flows = {n: (m * factor, s * factor) for n, (m, s) in case["measured"].items() if n != "tc34"}
    system = System.of(
        equations=case["equations"],
        measured=flows | {"tc34": tuple(case["measured"]["tc34"])},
        fixed={"m2": 50.0 * factor},
        unmeasured=case["unmeasured"],
    )
    found = reconcile(system)
    assert found.values["m4"] == close(149.990269725933 * factor)
    assert found.objective == close(case["objective"])
