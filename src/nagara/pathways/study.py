"""Scenarios of one city beside one baseline: the whole calculation in one call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nagara.errors import ScenarioError
from nagara.evidence import factor
from nagara.findings import Finding, blocking
from nagara.pathways.difference import Bands, Difference, bands, difference
from nagara.pathways.gas_path import gas_start
from nagara.pathways.outcome import Outcome, outcome
from nagara.pathways.plastic_path import plastic_start
from nagara.pathways.projection import project
from nagara.pathways.rows import row_findings
from nagara.pathways.scenario import Scenario
from nagara.pathways.starting_point import starting_point

if TYPE_CHECKING:
    from nagara.emissions.gases import WarmingPotentials
    from nagara.pathways.starting_point import StartingPoint
    from nagara.waste.records import City, CityRecords

__all__ = ["DEFAULT_DRAWS", "DEFAULT_EDITION", "DEFAULT_GWP", "Growth", "Study", "try_scenarios"]

DEFAULT_DRAWS: Final = 1_000
DEFAULT_GWP: Final = "AR5"
DEFAULT_EDITION: Final = "2019"
FEWEST_DRAWS: Final = 50
"""Fewer draws that are possible say nothing of an interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """Default growth of the baseline, where the city names no plan of its own [1/year]."""

    name: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """Scenarios of one city beside one baseline.

    Parameters
    ----------
    city
        The city.
    years
        Years that are compared.
    scenarios
        What was tried.
    plan
        What happens in any case, if the city named it.
    baseline
        Figures of the baseline by name.
    differences
        One for each scenario, in their order.
    growth
        Defaults that the baseline grows by.
    potentials, edition
        Warming potentials, and edition of the guidelines.
    draws, kept, seed
        Joint draws, those that were kept, and their seed.
    findings
        Doubts, each once.
    digests
        SHA-256 of the files that were read, by name.
    """

    city: City
    years: tuple[int, ...]
    scenarios: tuple[Scenario, ...]
    plan: Scenario | None
    baseline: Mapping[str, Bands]
    differences: tuple[Difference, ...]
    growth: tuple[Growth, ...]
    potentials: WarmingPotentials
    edition: str
    draws: int
    kept: int
    seed: int
    findings: tuple[Finding, ...]
    digests: Mapping[str, str]


def try_scenarios(
    records: CityRecords,
    scenarios: Sequence[Scenario],
    *,
    last_year: int,
    first_year: int | None = None,
    plan: Scenario | None = None,
    draws: int = DEFAULT_DRAWS,
    seed: int,
    gwp: str = DEFAULT_GWP,
    edition: str = DEFAULT_EDITION,
    findings: Sequence[Finding] = (),
    digests: Mapping[str, str] | None = None,
) -> Study:
    """Try scenarios of a city.

    Parameters
    ----------
    records
        What the city wrote down.
    scenarios
        What is to be tried; each stands alone beside the baseline.
    last_year, first_year
        Years that are compared; from the year of the records if nothing is said.
    plan
        What happens in any case, in the baseline too.
    draws, seed
        Of the joint draws, which the baseline and all scenarios share.
    gwp, edition
        Assessment report of the warming potentials, and edition of the IPCC guidelines.
    findings, digests
        Doubts that arose while files were read, and what names the files.

    Raises
    ------
    BlockedError
        If a finding about the records is so grave that no figure may be printed.
    ScenarioError
        If a scenario cannot be meant, or the years do not follow on the year of the records.
    DiversionError
        If more waste is to be sent away than there is.

    Examples
    --------
    See the page "Try a scenario".
    """
    _refuse_rows(records, scenarios, plan, last_year)
    start = starting_point(records, draws=draws, seed=seed)
    first = start.year if first_year is None else first_year
    _refuse_years(start, first, last_year)
    plastics, gases = plastic_start(start), gas_start(start, gwp=gwp, edition=edition)

    def end(scenario: Scenario) -> Outcome:
        return outcome(project(start, scenario, last_year, baseline=plan), plastics, gases)

    baseline = end(Scenario(name="Baseline"))
    at = baseline.projection.years.index(first)
    doubts = [*findings, *start.findings, *gases.findings, *plastics.findings, *baseline.findings]
    differences = []
    for scenario in scenarios:  # one after the other, so that memory holds two outcomes and no more
        tried = end(scenario)
        each = difference(baseline, tried, first)
        differences.append(each)
        doubts += [*tried.findings, *([_unchanged(scenario.name)] if _is_nothing(each) else [])]
    return Study(
        city=records.city,
        years=baseline.projection.years[at:],
        scenarios=tuple(scenarios),
        plan=plan,
        baseline=bands({name: rows[at:] for name, rows in baseline.figures.items()}, baseline.is_possible),
        differences=tuple(differences),
        growth=_growth(plan),
        potentials=gases.potentials,
        edition=edition,
        draws=draws,
        kept=start.kept.size,
        seed=seed,
        findings=_once([*doubts, Finding(code="scenario-left-lying")]),
        digests=dict(digests or {}),
    )


def _refuse_rows(records: CityRecords, scenarios: Sequence[Scenario], plan: Scenario | None, last: int) -> None:
    """Say of all scenarios at once what is wrong with their rows."""
    known, first = {entry.facility: entry.kind for entry in records.facilities}, records.city.year
    planned = plan.changes if plan else ()
    whole = [
        Scenario(name=each.name, changes=(*planned, *each.changes)) for each in (*scenarios, Scenario(name="plan"))
    ]
    doubts = [doubt for each in whole for doubt in row_findings(each, known, range(first, last + 1), first)]
    if stops := blocking(_once(doubts)):
        raise ScenarioError([str(finding) for finding in stops])


def _refuse_years(start: StartingPoint, first: int, last: int) -> None:
    stops = []
    if first < start.year or last <= first:
        values: dict[str, str | float] = {"first": first, "last": last, "year": start.year}
        stops.append(Finding(code="scenario-years-unfit", values=values))
    if start.kept.size < FEWEST_DRAWS:
        stops.append(Finding(code="scenario-too-few-draws", values={"kept": start.kept.size, "draws": start.draws}))
    if stops:
        raise ScenarioError([str(finding) for finding in stops])


def _growth(plan: Scenario | None) -> tuple[Growth, ...]:
    planned = {change.what for change in plan.changes} if plan else set()
    known = [
        (name, factor("projection_default", name))
        for lever, name in (("population_growth", "population_growth"), ("waste_growth", "rate_growth"))
        if lever not in planned
    ]
    return tuple(Growth(name=name, value=row.value, low=row.low, high=row.high) for name, row in known)


def _is_nothing(each: Difference) -> bool:
    return all(
        band.value == 0 and band.low == 0 and band.high == 0
        for name in each.differences
        for band in each.differences[name].by_year
    )


def _unchanged(name: str) -> Finding:
    return Finding(code="scenario-changes-nothing", values={"scenario": name})


def _once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple({str(finding): finding for finding in findings}.values())
