"""Variance shares agree with the analytic answer and with another program."""

from __future__ import annotations

import numpy as np
import pytest

from nagara.uncertainty.sensitivity import sobol_indices
from nagara.uncertainty.streams import stream

DRAWS = 200_000


def sample(series: str, names: tuple[str, ...]) -> dict[str, dict[str, np.ndarray]]:
    return {name: {name: stream(3, series + name).uniform(-np.pi, np.pi, DRAWS)} for name in names}


def test_ishigami_function_has_its_known_indices() -> None:
    """Expected values: Ishigami and Homma (1990), a = 7, b = 0.1, in closed form."""
    a, b = 7.0, 0.1
    v1 = 0.5 * (1 + b * np.pi**4 / 5) ** 2
    v2 = a**2 / 8
    v13 = b**2 * np.pi**8 * (1 / 18 - 1 / 50)
    total = v1 + v2 + v13
    names = ("x", "y", "z")

    def model(draws: dict[str, np.ndarray]) -> np.ndarray:
        x, y, z = (draws[name] for name in names)
        return (np.sin(x) + a * np.sin(y) ** 2 + b * z**4 * np.sin(x))[None, :]

    indices = {entry.group: entry for entry in sobol_indices(model, sample("a", names), sample("b", names))}
    first = [float(indices[name].first_order[0]) for name in names]
    totals = [float(indices[name].total[0]) for name in names]
    assert first == pytest.approx([v1 / total, v2 / total, 0.0], abs=0.02)
    assert totals == pytest.approx([(v1 + v13) / total, v2 / total, v13 / total], abs=0.02)


def test_agrees_with_salib_on_a_ratio() -> None:
    """The oracle is SALib's Sobol analysis of the same ratio of two lognormal amounts."""
    from SALib.analyze import sobol as analyse
    from SALib.sample import sobol as draw

    problem = {
        "num_vars": 3,
        "names": ["k", "h", "n"],
        "bounds": [[np.log(50), 0.08], [np.log(62), 0.06], [np.log(18), 0.10]],
        "dists": ["lognorm", "lognorm", "lognorm"],
        "sample_scaled": False,
    }
    problem["bounds"] = [[3.9, 0.08], [4.1, 0.06], [2.9, 0.10]]
    points = draw.sample(problem, 4096, calc_second_order=False, seed=1)
    expected = analyse.analyze(
        problem, points[:, 0] / (points[:, 1] + points[:, 2]), calc_second_order=False, num_resamples=10, seed=1
    )

    def lognormals(series: str) -> dict[str, dict[str, np.ndarray]]:
        return {
            name: {name: np.exp(mean + sd * stream(7, series + name).standard_normal(DRAWS))}
            for name, (mean, sd) in zip(problem["names"], problem["bounds"], strict=True)
        }

    found = sobol_indices(
        lambda draws: (draws["k"] / (draws["h"] + draws["n"]))[None, :], lognormals("a"), lognormals("b")
    )
    assert [float(entry.total[0]) for entry in found] == pytest.approx(expected["ST"], abs=0.02)
    assert [float(entry.first_order[0]) for entry in found] == pytest.approx(expected["S1"], abs=0.02)


def test_group_without_doubt_has_no_share() -> None:
    fixed = {"a": {"a": np.ones(100)}, "b": {"b": np.linspace(0, 1, 100)}}
    again = {"a": {"a": np.ones(100)}, "b": {"b": np.linspace(1, 0, 100)}}
    by_group = {entry.group: entry for entry in sobol_indices(lambda d: (d["a"] + d["b"])[None, :], fixed, again)}
    assert by_group["a"].total[0] == 0.0
