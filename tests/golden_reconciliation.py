"""Golden cases of reconciliation as systems."""

import tomllib
from pathlib import Path

from nagara.waste.flows.system import System

FOLDER = Path(__file__).parent / "golden" / "reconciliation"
LINEAR = tomllib.loads((FOLDER / "linear.toml").read_text("utf-8"))
NONLINEAR = tomllib.loads((FOLDER / "nonlinear.toml").read_text("utf-8"))


def linear_system(name):
    case = LINEAR[name]
    return System.linear(case["balances"], measured=case["measured"], variance=case["variance"])


def nonlinear_system(name):
    case = NONLINEAR[name]
    return System.of(
        equations=case["equations"],
        measured={quantity: tuple(pair) for quantity, pair in case.get("measured", {}).items()},
        fixed=case.get("fixed"),
        unmeasured=case["unmeasured"],
    )
