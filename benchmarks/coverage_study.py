"""How often the 95 % intervals of a city's household rate and composition hold the truth: a simulation.

Three strata, 3, 5 or 8 areas each, ten households per area. Household rates are lognormal with
a given coefficient of variation and a given correlation inside an area; household sizes are one
plus a Poisson number. For the composition the weight of each category in an area is gamma
distributed. Each interval is built by the functions that nagara itself uses.

    python benchmarks/coverage_study.py --replications 20000 --out out/coverage.json

The tables of docs/explanation/survey-intervals.md are what ``--table`` prints.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import stdtrit

from nagara.waste.composition import pooled_log_deviations
from nagara.waste.survey.interval import log_interval, normal_quantile, share_interval, t_quantile
from nagara.waste.survey.variance import (
    log_rate_deviations,
    log_share_deviations,
    rao_wu_rates,
    ratio_of_totals,
    stratified_rate,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

POPULATIONS = np.array([400_000.0, 300_000.0, 100_000.0])
RATES = np.array([0.40, 0.55, 0.90])
TRUTH = float((POPULATIONS * RATES).sum() / POPULATIONS.sum())
HOUSEHOLDS = 10
DAYS = 7
MEAN_OTHER_PEOPLE = 3.2
CATEGORIES = {
    "a half": (0.55, 0.2),
    "an eighth": (0.12, 0.6),
    "a twelfth": (0.08, 0.4),
    "a twentieth": (0.05, 0.6),
    "rare": (0.02, 0.8),
    "rare and uneven": (0.01, 1.5),
    "the rest": (0.17, 0.3),
}
"""Share of the waste [frac] and coefficient of variation of an area's weight about it [1]."""
BOOTSTRAP_DRAWS = 400
BLOCK = 500


class World(NamedTuple):
    """One kind of city: areas per stratum, correlation inside an area, spread of household rates."""

    areas: int
    correlation: float
    cv: float


def simulated_surveys(rng: np.random.Generator, world: World, replications: int) -> tuple[Array, Array]:
    """Kilograms and person-days of every household, shape (replications, strata, areas, households)."""
    shape = (replications, RATES.size, world.areas, HOUSEHOLDS)
    log_variance = np.log1p(world.cv**2)
    between = np.log1p(world.correlation * world.cv**2)
    area = rng.standard_normal((*shape[:-1], 1)) * np.sqrt(between)
    household = rng.standard_normal(shape) * np.sqrt(log_variance - between)
    rate = RATES[:, None, None] * np.exp(area + household - 0.5 * log_variance)
    person_days = DAYS * (1.0 + rng.poisson(MEAN_OTHER_PEOPLE, shape))
    return rate * person_days, person_days


def intervals(rng: np.random.Generator, kg: Array, person_days: Array) -> Iterator[tuple[str, Array, Array]]:
    """Every kind of interval for the city rate: name, lows, highs."""
    area_kg, area_days = kg.sum(axis=-1), person_days.sum(axis=-1)
    freedom = area_kg.shape[-2] * (area_kg.shape[-1] - 1)
    rates = ratio_of_totals(area_kg, area_days)
    city, variance = stratified_rate(rates, (log_rate_deviations(area_kg, area_days) ** 2).sum(axis=-1), POPULATIONS)
    flat = (*kg.shape[:-2], kg.shape[-2] * kg.shape[-1])
    by_household = (log_rate_deviations(kg.reshape(flat), person_days.reshape(flat)) ** 2).sum(axis=-1)
    _, naive = stratified_rate(rates, by_household, POPULATIONS)
    normal, student = normal_quantile(), t_quantile(freedom)
    yield "bootstrap of areas, percentile", *plain_bootstrap(rng, area_kg, area_days)
    yield "rescaled bootstrap, percentile", *percentiles(rao_wu_rates(rng, area_kg, area_days, BOOTSTRAP_DRAWS))
    yield "households as if independent, normal", *symmetric(city, naive, normal)
    yield "areas, normal", *symmetric(city, variance, normal)
    yield "areas, t", *symmetric(city, variance, student)
    yield "areas, t, log scale (published)", *log_interval(city, variance, student)
    effective = effective_freedom(rates, area_kg, area_days)
    yield "the same, effective degrees of freedom", *log_interval(city, variance, t_quantiles(effective))


def effective_freedom(rates: Array, kg: Array, person_days: Array) -> Array:
    """Degrees of freedom after Satterthwaite: fewer where one stratum carries most of the variance."""
    part = rates * POPULATIONS
    terms = (part / part.sum(axis=-1, keepdims=True)) ** 2 * (log_rate_deviations(kg, person_days) ** 2).sum(axis=-1)
    return terms.sum(axis=-1) ** 2 / (terms**2 / (kg.shape[-1] - 1)).sum(axis=-1)


def t_quantiles(freedom: Array) -> Array:
    """Upper 97.5 % quantiles of Student's t."""
    return np.asarray(stdtrit(freedom, 0.975))


def symmetric(city: Array, log_variance: Array, quantile: float) -> tuple[Array, Array]:
    """Interval on the scale of the rate itself."""
    reach = quantile * city * np.sqrt(log_variance)
    return city - reach, city + reach


def plain_bootstrap(rng: np.random.Generator, kg: Array, person_days: Array) -> tuple[Array, Array]:
    """As many areas as there are, drawn with replacement: known to be too narrow."""
    areas = kg.shape[-1]
    times = rng.multinomial(areas, np.full(areas, 1.0 / areas), size=(BOOTSTRAP_DRAWS, *kg.shape[:-1]))
    return percentiles(ratio_of_totals(times * kg, times * person_days))


def percentiles(rates: Array) -> tuple[Array, Array]:
    """Interval between the 2.5 and the 97.5 percentile of bootstrap replicates."""
    city = (rates * POPULATIONS).sum(axis=-1) / POPULATIONS.sum()
    low, high = np.quantile(city, [0.025, 0.975], axis=0)
    return low, high


def coverage(world: World, replications: int, seed: int) -> dict[str, float]:
    """Share of simulated surveys whose interval holds the true rate, by kind of interval."""
    rng = np.random.default_rng(seed)
    hits: dict[str, int] = {}
    for start in range(0, replications, BLOCK):
        kg, person_days = simulated_surveys(rng, world, min(BLOCK, replications - start))
        for name, low, high in intervals(rng, kg, person_days):
            hits[name] = hits.get(name, 0) + int(((low <= TRUTH) & (high >= TRUTH)).sum())
    return {name: count / replications for name, count in hits.items()}


def study(replications: int, seed: int) -> list[dict[str, object]]:
    """Coverage in all worlds."""
    worlds = [
        World(areas=areas, correlation=correlation, cv=cv)
        for cv in (0.7, 0.8, 0.9)
        for areas in (3, 5, 8)
        for correlation in (0.0, 0.05, 0.10, 0.15)
    ]
    return [
        {
            "areas_per_stratum": world.areas,
            "intra_area_correlation": world.correlation,
            "household_rate_cv": world.cv,
            "replications": replications,
            "coverage": coverage(world, replications, seed + at),
        }
        for at, world in enumerate(worlds)
    ]


def composition_coverage(areas: int, replications: int, seed: int) -> list[dict[str, object]]:
    """Share of simulated surveys whose interval holds the true share, by category."""
    rng = np.random.default_rng(seed)
    shares, spreads = np.array(list(CATEGORIES.values())).T
    hits = np.zeros(len(CATEGORIES))
    for _ in range(replications):
        size = rng.lognormal(0.0, 0.3, (RATES.size, areas, 1))
        kg = 100.0 * size * shares * rng.gamma(1.0 / spreads**2, spreads**2, (RATES.size, areas, len(CATEGORIES)))
        deviations = [np.column_stack([np.zeros(areas), log_share_deviations(stratum)]) for stratum in kg]
        found = kg.sum(axis=1) / kg.sum(axis=(1, 2))[:, None]
        frac, rows = pooled_log_deviations((RATES * POPULATIONS)[:, None] * found, deviations)
        low, high = share_interval(frac, rows, RATES.size * (areas - 1), 0.95)
        hits += (low < shares) & (shares < high)
    return [
        {"areas_per_stratum": areas, "category": name, "share": share, "area_cv": spread, "coverage": hit}
        for (name, (share, spread)), hit in zip(CATEGORIES.items(), hits / replications, strict=True)
    ]


def composition_table(rows: list[dict[str, object]]) -> str:
    """The study of the composition as a Markdown table."""
    counts = list(dict.fromkeys(row["areas_per_stratum"] for row in rows))
    lines = ["| share | cv between areas | " + " | ".join(f"{count} areas" for count in counts) + " |"]
    lines.append("|" + "--:|" * (2 + len(counts)))
    for name, (share, spread) in CATEGORIES.items():
        found = [row["coverage"] for row in rows if row["category"] == name]
        lines.append(f"| {share:g} | {spread:g} | " + " | ".join(f"{hit:.3f}" for hit in found) + " |")
    return "\n".join(lines)


def table(rows: list[dict[str, object]]) -> str:
    """The study as a Markdown table."""
    kinds = list(rows[0]["coverage"])
    lines = ["| areas | correlation | cv | " + " | ".join(kinds) + " |", "|" + "--:|" * (3 + len(kinds))]
    for row in rows:
        cells = [f"{row[name]:g}" for name in ("areas_per_stratum", "intra_area_correlation", "household_rate_cv")]
        cells += [f"{row['coverage'][kind]:.3f}" for kind in kinds]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Run the study from the command line."""
    parser = argparse.ArgumentParser(description="Coverage of the survey's 95 % intervals, by simulation.")
    parser.add_argument("--replications", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=20_261_122)
    parser.add_argument("--out", type=Path, default=Path("out/coverage.json"))
    parser.add_argument("--table", action="store_true", help="print the Markdown table too")
    given = parser.parse_args()
    rates = study(given.replications, given.seed)
    few = max(given.replications // 4, 100)
    shares = [row for areas in (3, 5, 8) for row in composition_coverage(areas, few, given.seed + areas)]
    given.out.parent.mkdir(parents=True, exist_ok=True)
    found = {"rate": rates, "composition": shares}
    given.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if given.table:
        print(table(rates), composition_table(shares), sep="\n\n")
    print(f"{given.out}: {given.replications} simulated surveys in each of {len(rates)} worlds")


if __name__ == "__main__":
    main()
