"""Equations are read as arithmetic and as nothing else."""

import numpy as np
import pytest

from nagara.errors import EquationError
from nagara.waste.flows.equations import Equation, GeneralEquation, read_equation
from nagara.waste.flows.laws import LogitNormal, LogNormal
from nagara.waste.flows.reconcile import reconcile
from nagara.waste.flows.system import System


def test_a_balance_is_linear():
    read = read_equation("m1 + m2 + m4 - m3 = 0")
    assert read.linear == {"m1": 1.0, "m2": 1.0, "m4": 1.0, "m3": -1.0}
    assert read.products == {}


def test_both_sides_count_and_repeated_names_add_up():
    read = read_equation("2*a + b/4 - 3 = a - (b - 1) * 2")
    assert read.linear == {"a": 1.0, "b": 2.25}
    assert read.constant == -5.0


def test_a_transfer_coefficient_is_a_product():
    read = read_equation("out = tc * (a + b)")
    assert read.linear == {"out": 1.0}
    assert read.products == {("a", "tc"): -1.0, ("b", "tc"): -1.0}


def test_anything_else_knows_its_derivative():
    read = read_equation("x**3 * y + sqrt(z) / y - exp(x) * log(z) + y**x - 2 = 0")
    assert isinstance(read, GeneralEquation)
    at = np.array([1.3, 2.1, 0.7])
    step = 1e-6
    for row in range(3):
        above, below = at.copy(), at.copy()
        above[row] += step
        below[row] -= step
        slope = (read.residual(above) - read.residual(below)) / (2 * step)
        assert read.gradient(at)[row] == pytest.approx(float(slope), rel=1e-8)


def test_general_equations_take_many_draws_at_once():
    read = read_equation("x / y - z = 0")
    values = np.random.default_rng(1).uniform(1, 2, (3, 5))
    assert read.residual(values) == pytest.approx(values[0] / values[1] - values[2])
    assert read.gradient(values).shape == (3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true') = 0",
        "a.b = 0",
        "a[0] = 0",
        "(lambda: 1)() = 0",
        "a = b = c",
        "a == b",
        "a =",
        "",
        "a and b = 0",
        "'a' = 0",
        "True + a = 0",
        "[a for a in b] = 0",
        "cosh(a) = 0",
        "a + = 0",
        "a // b = 0",
        "a = " + "9" * 400,
        "a = 1e999",
        "-" * 9000 + "a",
        "(" * 5000 + "a" + ")" * 5000,
        "+".join(f"x{number}" for number in range(9000)),
        "sqrt + a = 0",
        "exp(a) = log",
    ],
)
def test_what_is_not_arithmetic_is_refused(text):
    with pytest.raises(EquationError):
        read_equation(text)


def test_a_misspelt_name_is_named():
    with pytest.raises(EquationError, match="m5 is not a quantity"):
        System.of(equations=["m1 - m5 = 0"], measured={"m1": (1, 1)})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"fixed": {"a": 1.0}}, "twice"),
        ({"bounds": {"z": (0, None)}}, "bounds"),
        ({"bounds": {"a": (2, 1)}}, "no value"),
        ({"covariance": np.eye(3)}, "shape"),
        ({"covariance": np.array([[1.0, 2.0], [2.0, 1.0]])}, "negative variance"),
        ({"covariance": np.array([[1.0, 0.2], [0.1, 1.0]])}, "symmetric"),
        ({"measured": {"a": (1, 0), "b": (1, 1)}}, "spread above zero"),
        ({"measured": {"a": LogNormal(-1.0, 0.2), "b": (1, 1)}}, "spread above zero"),
        ({"measured": {"a": LogitNormal(1.0, 0.2), "b": (1, 1)}}, "spread above zero"),
        ({"measured": {"a": (1, 1)}, "fixed": {"b": -2.0}, "bounds": {"b": (0, None)}}, "outside its bounds"),
        ({"equations": [Equation(label="e", linear={"a": float("nan"), "b": 1.0})]}, "not finite"),
        ({"measured": {"a": (float("nan"), 1), "b": (1, 1)}}, "spread above zero"),
    ],
)
def test_a_system_that_cannot_be_meant_is_refused(changes, said):
    system = {"equations": ["a - b = 0"], "measured": {"a": (1, 1), "b": (2, 1)}} | changes
    with pytest.raises(EquationError, match=said):
        System.of(**system)


def test_a_callable_without_derivative_uses_a_complex_step():
    equation = GeneralEquation(label="square", names=("a", "b"), residual=lambda v: v[0] ** 2 - v[1])
    measured = {"a": (3, 0.1), "b": (9.5, 1.0)}
    own = reconcile(System.of(equations=[equation], measured=measured))
    read = reconcile(System.of(equations=["a**2 - b = 0"], measured=measured))
    assert own.values["a"] == pytest.approx(read.values["a"], rel=1e-9)
    assert own.sd["a"] == pytest.approx(read.sd["a"], rel=1e-9)


def test_products_with_fixed_quantities_become_linear():
    system = System.of(
        equations=["out = tc * inflow"], measured={"out": (55, 5), "inflow": (100, 5)}, fixed={"tc": 0.5}
    )
    found = reconcile(system)
    assert found.iterations == 1
    assert found.values["out"] == pytest.approx(0.5 * found.values["inflow"], rel=1e-12)
    assert Equation(label="x", products={("a", "b"): 1.0}).names == ("a", "b")


def test_a_sum_of_thousands_of_terms_is_read():
    assert len(read_equation("+".join(f"x{number}" for number in range(2_000))).names) == 2_000


def test_a_long_text_is_quoted_in_part():
    with pytest.raises(EquationError) as refused:
        read_equation("+".join(f"x{number}" for number in range(9_000)))
    assert len(str(refused.value)) < 400
    assert "characters" in str(refused.value)


def test_a_high_power_of_a_long_sum_is_not_multiplied_out():
    names = tuple(f"x{number}" for number in range(40))
    read = read_equation(f"({' + '.join(names)})**8 - 1")
    assert isinstance(read, GeneralEquation)
    assert float(read.residual(np.full(40, 0.025))) == pytest.approx(0.0, abs=1e-12)


def test_letters_that_only_look_different_are_one_name():
    ligature = "\N{LATIN SMALL LIGATURE FI}"
    read = read_equation(f"{ligature} * b / c - 1")
    assert read.names == ("fi", "b", "c")
    assert float(read.residual(np.array([2.0, 3.0, 4.0]))) == 0.5


def test_a_pair_from_a_file_is_a_measurement_like_any_other():
    listed, paired = ({"a": kind((10, 1)), "b": kind((12, 2))} for kind in (list, tuple))
    assert System.of(equations=["a = b"], measured=listed) == System.of(equations=["a = b"], measured=paired)


def test_a_negative_variance_is_refused():
    with pytest.raises(EquationError, match="spread above zero"):
        System.linear([[1, -1]], measured=[1, 2], variance=[-1, 1])
