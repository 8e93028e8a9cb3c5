"""The whole account of a city's year: plug-in figures, joint intervals, and where the doubt lies.

The published value is the plug-in estimate, never the median of the draws, and no draw is clipped:
draws that break a law are counted, and the interval without them is printed beside the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.errors import BlockedError
from nagara.findings import Finding, Place, blocking
from nagara.indicators.carried_forward import with_carried_rate
from nagara.indicators.chapter import YearDraws
from nagara.indicators.chapters import Chapters, write_chapters
from nagara.indicators.composition_figures import (
    CompositionDraws,
    composition_draws,
    composition_findings,
    compositions,
)
from nagara.indicators.defaults import default_used
from nagara.indicators.examination import Examination, examine
from nagara.indicators.facility_lines import facility_lines
from nagara.indicators.figure_sources import figure_sources, tier_of
from nagara.indicators.figures import Intervals, account_figures, as_figures, intervals
from nagara.indicators.flow_picture import flows
from nagara.indicators.household_food_waste import household_food_waste_kg_per_cap_day
from nagara.indicators.input_lines import input_lines
from nagara.indicators.ladder_scenarios import ladder_doubts, ladder_scenarios
from nagara.indicators.next_measurement import next_measurements
from nagara.indicators.not_assessed import reaching_up
from nagara.indicators.not_weighed import reaching_what_is_left
from nagara.indicators.result import Change, CityYear, Figure, Provenance, Tier
from nagara.indicators.stratum_lines import stratum_lines
from nagara.indicators.variance import HEADLINES, sensitivity_by_input, variance_shares
from nagara.version import VERSION
from nagara.waste.account import balance

if TYPE_CHECKING:
    from nagara.evidence import Table
    from nagara.indicators.change import Earlier
    from nagara.indicators.joint import JointSample
    from nagara.waste.account import Amounts
    from nagara.waste.records import CityRecords

__all__ = ["DEFAULT_DRAWS", "DEFAULT_SEED", "LEVEL", "city_year", "earlier_year", "examine_with_draws"]

Array: TypeAlias = NDArray[np.float64]

DEFAULT_DRAWS: Final = 10_000
DEFAULT_SEED: Final = 20_260_101
LEVEL: Final = 0.95
INFEASIBLE_WORTH_SAYING: Final = 0.05
"""Share of draws that break a law from which a finding is printed [frac]."""
INFEASIBLE_WORTH_STOPPING: Final = 0.975
"""Share from which the plug-in contradiction cannot be excused by the ranges [frac]."""
_HOUSEHOLD_ONLY: Final = frozenset(
    {"household_generated_t_per_day", "household_rate_kg_per_cap_day", "non_household_generated_t_per_day"}
)


def city_year(
    records: CityRecords,
    *,
    draws: int = DEFAULT_DRAWS,
    seed: int = DEFAULT_SEED,
    earlier: Earlier | None = None,
    findings: Sequence[Finding] = (),
    digests: Mapping[str, str] | None = None,
    accept_single_areas: bool = False,
    leakage_factors: Table | None = None,
) -> CityYear:
    """Work out a city's year from its records.

    Parameters
    ----------
    records
        What the city wrote down.
    draws
        Number of joint draws.
    seed
        Seed of all random streams; the same records and seed give the same figures.
    earlier
        An earlier year to compare with; its household rate is carried forward if this year has none.
    findings
        Doubts that arose while the records were read.
    digests
        SHA-256 of the files they were read from, by name.
    accept_single_areas
        Whether a stratum with one survey area may borrow an intra-area correlation.
    leakage_factors
        The city's own table of plastic leakage factors, in place of the inferred ones.

    Returns
    -------
    CityYear
        Figures with their intervals, findings and provenance.

    Raises
    ------
    BlockedError
        If a finding is so grave that no figure may be printed.

    Examples
    --------
    See the tutorial "A first account in Python".
    """
    records = with_carried_rate(records, earlier)
    examination = examine(records, accept_single_areas=accept_single_areas)
    _stop_if_blocked((*findings, *examination.findings))
    sample = examination.inputs.sample(seed, draws)
    amounts = balance(examination.ledger, sample.draws)
    infeasible = _infeasible_frac(amounts)
    law_findings = _law_findings(examination, infeasible)
    _stop_if_blocked(law_findings)
    year = _year_draws(examination, sample, amounts, seed, draws, leakage_factors)
    chapters = write_chapters(year)
    _stop_if_blocked(chapters.findings)
    rows = _all_draws(year, chapters)
    spans = intervals(rows, amounts.collected_t_per_day <= amounts.generated_t_per_day, LEVEL)
    values = _plug_in_values(year, chapters)
    parts = compositions(values, spans, LEVEL)
    figures = _figures(examination, values, spans, sample, chapters)
    return CityYear(
        city=records.city,
        tier=tier_of(examination),
        figures=figures,
        household_composition=parts.get("household"),
        disposal_composition=parts.get("disposal"),
        city_composition=parts.get("city"),
        household_groups=parts.get("household_group"),
        disposal_groups=parts.get("disposal_group"),
        not_assessed=tuple(
            facility.name for facility in records.facilities if facility.facility in examination.not_assessed
        ),
        strata=stratum_lines(examination, seed),
        inputs=input_lines(examination.ledger),
        facilities=facility_lines(examination),
        flows=flows(examination, amounts, LEVEL),
        ladder_scenarios=ladder_scenarios(examination),
        ladder_doubts=ladder_doubts(examination, rows["sdg_11_6_1_frac"], sample, LEVEL),
        variance_shares=variance_shares(examination, sample),
        next_measurements=next_measurements(examination, sample, seed),
        changes=_changes(earlier, examination, figures, rows, sample) if earlier else (),
        infeasible_frac=infeasible,
        findings=(
            *findings,
            *examination.findings,
            *law_findings,
            *composition_findings(values, spans),
            *chapters.findings,
        ),
        provenance=_provenance(examination, chapters, digests or {}, draws, seed),
        variance_by_input=sensitivity_by_input(rows, sample),
        standard_deviations=_standard_deviations(rows),
        **chapters.printed,
    )


def examine_with_draws(
    records: CityRecords, *, draws: int = DEFAULT_DRAWS, seed: int = DEFAULT_SEED, accept_single_areas: bool = False
) -> tuple[Finding, ...]:
    """All findings of the records, including those that only the joint draws show.

    With the draws and the seed of a report it finds what blocks that report, no more and no less.
    """
    examination = examine(records, accept_single_areas=accept_single_areas)
    if blocking(examination.findings):
        return examination.findings
    sample = examination.inputs.sample(seed, draws)
    amounts = balance(examination.ledger, sample.draws)
    law_findings = _law_findings(examination, _infeasible_frac(amounts))
    if blocking(law_findings):
        return (*examination.findings, *law_findings)
    chapters = write_chapters(_year_draws(examination, sample, amounts, seed, draws))
    return (*examination.findings, *law_findings, *chapters.findings)


def earlier_year(
    records: CityRecords,
    *,
    draws: int = DEFAULT_DRAWS,
    seed: int = DEFAULT_SEED,
    findings: Sequence[Finding] = (),
    accept_single_areas: bool = False,
    leakage_factors: Table | None = None,
) -> Earlier:
    """Draw an earlier year's records with the same streams, to be compared with.

    Parameters
    ----------
    records
        What the city wrote down in that year.
    draws, seed
        Those of the year that it is compared with.
    findings
        Doubts that arose while the records were read.
    accept_single_areas
        Whether a stratum with one survey area may borrow an intra-area correlation.
    leakage_factors
        The table of plastic leakage factors of the year that it is compared with.

    Raises
    ------
    BlockedError
        If a finding about that year is so grave that no figure may be printed.
    """
    examination = examine(records, accept_single_areas=accept_single_areas)
    _stop_if_blocked((*findings, *examination.findings))
    sample = examination.inputs.sample(seed, draws)
    amounts = balance(examination.ledger, sample.draws)
    _stop_if_blocked(_law_findings(examination, _infeasible_frac(amounts)))
    year = _year_draws(examination, sample, amounts, seed, draws, leakage_factors)
    chapters = write_chapters(year)
    _stop_if_blocked(chapters.findings)
    rows = _all_draws(year, chapters)
    spans = intervals(rows, amounts.collected_t_per_day <= amounts.generated_t_per_day, LEVEL)
    figures = _figures(examination, _plug_in_values(year, chapters), spans, sample, chapters)
    return _as_earlier(examination, figures, rows, sample)


def _infeasible_frac(amounts: Amounts) -> float:
    return float(np.mean(amounts.collected_t_per_day > amounts.generated_t_per_day))


def _changes(
    earlier: Earlier,
    examination: Examination,
    figures: Mapping[str, Figure],
    rows: Mapping[str, Array],
    sample: JointSample,
) -> tuple[Change, ...]:
    from nagara.indicators.change import changes_since

    return changes_since(earlier, _as_earlier(examination, figures, rows, sample))


def _as_earlier(
    examination: Examination, figures: Mapping[str, Figure], rows: Mapping[str, Array], sample: JointSample
) -> Earlier:
    from nagara.indicators.change import Earlier

    city = examination.records.city
    return Earlier(
        city=city.city,
        country_iso3=city.country_iso3,
        year=city.year,
        boundary=city.boundary,
        tier=tier_of(examination),
        figures=figures,
        population_basis=city.population_basis,
        variance_by_input=sensitivity_by_input(rows, sample),
        standard_deviations=_standard_deviations(rows),
        draws=rows,
    )


def _stop_if_blocked(findings: Sequence[Finding]) -> None:
    stops = blocking(findings)
    if stops:
        raise BlockedError([str(finding) for finding in stops])


def _law_findings(examination: Examination, infeasible: float) -> tuple[Finding, ...]:
    """Say where the inputs contradict each other: more collected than generated."""
    if infeasible <= INFEASIBLE_WORTH_SAYING:
        return ()
    if infeasible < INFEASIBLE_WORTH_STOPPING:
        place = _largest_tonnage(examination)
        return (Finding(code="collected-exceeds-in-draws", values={"percent": round(100 * infeasible)}, place=place),)
    collected = float(examination.amounts.collected_t_per_day[0])
    generated = float(examination.amounts.generated_t_per_day[0])
    values = {"collected": collected, "generated": generated, "excess": collected - generated}
    return (Finding(code="collected-exceeds-generated", values=values, place=_largest_tonnage(examination)),)


def _largest_tonnage(examination: Examination) -> Place | None:
    """Where the tonnes of the facility that counts most were written: the first cell to look at."""
    counted = examination.amounts.counted_by_facility
    largest = max(counted, key=lambda code: float(counted[code][0]), default=None)
    records = examination.records
    cells = (
        *(row.place("tonnes_t") for row in records.loads if row.facility == largest and row.load == "msw"),
        *(row.place("trips_per_day") for row in records.trucks if row.facility == largest),
        *(row.place("t_per_day") for row in records.received if row.facility == largest),
    )
    return next(iter(cells), None)


def _year_draws(
    examination: Examination,
    sample: JointSample,
    amounts: Amounts,
    seed: int,
    draws: int,
    leakage_factors: Table | None = None,
) -> YearDraws:
    survey, disposal = examination.survey, examination.inputs.disposal
    household = None if survey is None or survey.composition_frac is None else survey.composition_frac[:, :, None]
    fixed = None if disposal is None else disposal.frac[:, None]
    return YearDraws(
        examination=examination,
        amounts=amounts,
        plug_in_shares=composition_draws(examination.amounts, household, fixed),
        shares=composition_draws(amounts, sample.household_by_stratum, sample.disposal),
        seed=seed,
        draws=draws,
        level=LEVEL,
        inputs=sample.draws,
        leakage_factors=leakage_factors,
    )


def _all_draws(year: YearDraws, chapters: Chapters) -> dict[str, Array]:
    return {**_account_rows(year, year.amounts, year.shares), **chapters.draws}


def _plug_in_values(year: YearDraws, chapters: Chapters) -> dict[str, float]:
    rows = _account_rows(year, year.examination.amounts, year.plug_in_shares)
    return {**{name: float(row[0]) for name, row in rows.items()}, **chapters.plug_in}


def _account_rows(year: YearDraws, amounts: Amounts, shares: CompositionDraws) -> dict[str, Array]:
    rows = account_figures(amounts)
    if tier_of(year.examination) is Tier.RECORDS:
        rows = {name: row for name, row in rows.items() if name not in _HOUSEHOLD_ONLY}
    if shares.household is not None:
        rows["household_food_waste_kg_per_cap_day"] = household_food_waste_kg_per_cap_day(amounts, shares.household)
    return rows | shares.named()


def _standard_deviations(rows: Mapping[str, Array]) -> dict[str, float]:
    return {name: float(rows[name].std()) for name in HEADLINES}


def _figures(
    examination: Examination,
    values: Mapping[str, float],
    spans: Intervals,
    sample: JointSample,
    chapters: Chapters,
) -> dict[str, Figure]:
    name, service = "basic_collection_service_frac", examination.service
    ends = dict(spans.ends)
    if service is not None:
        ends[name], values = (service.low, service.high), {**values, name: service.frac}
    figures = as_figures(values, ends, spans, {**figure_sources(examination), **chapters.sources})
    figures = reaching_up(examination, figures, sample.draws, LEVEL)
    return reaching_what_is_left(examination, figures, sample.draws, LEVEL)


def _provenance(
    examination: Examination, chapters: Chapters, digests: Mapping[str, str], draws: int, seed: int
) -> Provenance:
    import sys

    from scipy import __version__ as scipy_version

    return Provenance(
        inputs=dict(digests),
        defaults=(*map(default_used, examination.ledger.assumed), *chapters.defaults),
        versions={
            "nagara": VERSION,
            "numpy": np.__version__,
            "python": f"{sys.version_info.major}.{sys.version_info.minor}",
            "scipy": scipy_version,
        },
        seed=seed,
        draws=draws,
    )
