"""The plastics chapter: how much plastic escapes management, from where, and where it ends up.

Backward mode of the Waste Flow Diagram (:mod:`nagara.waste.plastics.backward`), draw by draw on the
account. A draw in which nothing is left to be uncollected is no answer: it is left out of every
figure, and its share is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.findings import Finding
from nagara.indicators.chapter import Chapter
from nagara.indicators.chapter_account import both, sorted_waste, taken_by_lines
from nagara.indicators.correlation import squared_correlations
from nagara.indicators.figure_sources import figure_sources
from nagara.indicators.plastic_leakage.factors import grades_of
from nagara.indicators.plastic_leakage.inputs import plastic_inputs, plastic_share
from nagara.indicators.plastic_leakage.result import PlasticDriver, PlasticLeakage
from nagara.indicators.published.draws import ChapterDraws
from nagara.indicators.spans import Span, spans
from nagara.uncertainty.published_number import at_plug_in
from nagara.waste.plastics import SOURCES, STAGES, backward, leakage_findings
from nagara.waste.plastics.factors import FACTOR_INPUT
from nagara.waste.plastics.stages import STORM_DRAINS

if TYPE_CHECKING:
    from nagara.indicators.chapter import YearDraws
    from nagara.indicators.chapter_account import SortedWaste
    from nagara.indicators.plastic_leakage.factors import Grades
    from nagara.waste.plastics import Leakage, PlasticInputs
    from nagara.waste.plastics.factors import LeakageFactors
    from nagara.waste.plastics.inputs import Amount

__all__ = ["plastic_leakage"]

Array: TypeAlias = NDArray[np.float64]

WORTH_SAYING_FRAC: Final = 0.05
"""Share of impossible draws from which a finding is printed [frac]."""
MOST_DRIVERS: Final = 6
SMALLEST_DRIVER: Final = 0.01
"""Squared correlation from which an input is listed [frac]."""


def plastic_leakage(year: YearDraws) -> Chapter[PlasticLeakage]:
    """Write the plastics chapter of a city's year.

    Parameters
    ----------
    year
        The account, at its plug-in values and draw by draw.

    Returns
    -------
    Chapter
        Without figures where no waste was sorted, no plastic is generated, or the plug-in values
        leave nothing to be uncollected.
    """
    (plug_amounts, plug_shares), (amounts, shares) = both(year)
    plug_waste, waste = sorted_waste(plug_shares), sorted_waste(shares)
    if plug_waste is None or waste is None:
        return Chapter()
    lines, grades = taken_by_lines(year.examination), grades_of(year.examination.records, year.leakage_factors)
    drawn = ChapterDraws(year)
    plug_inputs = plastic_inputs(year.examination, plug_amounts, plug_waste, lines)
    plug_factors = grades.factors(at_plug_in)
    plug_in = backward(plug_inputs, plug_factors, grades.fates_of(at_plug_in))
    city = year.examination.records.city.city
    if not plug_in.is_possible.all():
        return Chapter(findings=(*leakage_findings(plug_in, city=city), *grades.findings))
    if not plug_in.generated_t_per_year[0] > 0:
        return Chapter()
    inputs = plastic_inputs(year.examination, amounts, waste, lines)
    leakage = backward(inputs, grades.factors(drawn), grades.fates_of(drawn))
    # A draw without plastic has no shares.
    possible = leakage.is_possible & (leakage.generated_t_per_year > 0)
    if possible.sum() < 2:
        return Chapter(findings=(*leakage_findings(leakage, city=city), *grades.findings))
    values = {name: float(row[0]) for name, row in _figures(plug_in).items()}
    rows = only(_figures(leakage), possible)
    totals = spans(values, rows, year.level)
    if not _is_inside(totals["plastic_unmanaged_t_per_year"]):
        unsure: dict[str, str | float] = {"city": city, "share": f"{100.0 * (1.0 - float(possible.mean())):.0f}%"}
        return Chapter(findings=(Finding(code="plastic-draws-mostly-impossible", values=unsure), *grades.findings))
    through = _through(plug_in, plug_inputs, plug_factors, grades)
    return Chapter(
        printed=_printed(year, plug_inputs, plug_in, leakage, possible, totals, through, grades, drawn, waste),
        plug_in=values,
        draws=rows,
        sources=dict.fromkeys(values, _source(year, grades)),
        findings=(
            *leakage_findings(leakage, city=city, notice_from_frac=WORTH_SAYING_FRAC),
            *((Finding(code="plastic-composition-stands-in"),) if waste.is_stand_in else ()),
            *grades.findings,
        ),
        defaults=grades.defaults(through),
    )


def only(rows: Mapping[str, Array], possible: NDArray[np.bool_]) -> dict[str, Array]:
    """Fill impossible draws with possible ones, taken evenly: the distribution is that of the possible draws."""
    bad = np.flatnonzero(~possible)
    if not bad.size:
        return dict(rows)
    good = np.flatnonzero(possible)
    in_place = good[(np.arange(bad.size) * good.size) // bad.size]
    filled = {name: row.copy() for name, row in rows.items()}
    for row in filled.values():
        row[bad] = row[in_place]
    return filled


def _is_inside(figure: Span) -> bool:
    """Whether the figure lies inside the interval of the possible draws; if not, the inputs hardly allow it."""
    return figure.low <= figure.value <= figure.high


def _figures(leakage: Leakage) -> dict[str, Array]:
    generated = np.where(leakage.generated_t_per_year > 0, leakage.generated_t_per_year, 1.0)
    return {
        "plastic_generated_t_per_year": leakage.generated_t_per_year,
        "plastic_unmanaged_t_per_year": leakage.unmanaged_t_per_year,
        "plastic_unmanaged_frac": leakage.unmanaged_t_per_year / generated,
        "plastic_unmanaged_kg_per_cap_year": leakage.unmanaged_kg_per_cap_year,
        "plastic_to_water_t_per_year": leakage.to_water_t_per_year,
        "plastic_to_water_kg_per_cap_year": leakage.to_water_kg_per_cap_year,
    }


def _source(year: YearDraws, grades: Grades) -> str:
    """What the figures rest on; a year whose levels were graded is not compared with one without."""
    account = figure_sources(year.examination)["uncollected_t_per_day"]
    factors = " + own table of factors" if grades.table else ""
    return f"{account} + {'graded levels' if grades.is_graded else 'published spread of levels'}{factors}"


def _through(leakage: Leakage, inputs: PlasticInputs, factors: LeakageFactors, grades: Grades) -> dict[str, float]:
    """Plastic that passes each stage, at the plug-in values [t/year]: what leaks there over its factor."""
    through = {}
    for stage in STAGES:
        share, leak = _one(factors.share(stage)), float(leakage.by_source[stage][0])
        through[stage] = leak / share if share > 0 else _without_leak(stage, inputs)
    if any(row["drains"] > 0 for row in (used.shares for used in grades.fates_used()) if grades.fates):
        through[STORM_DRAINS] = _to_drains(leakage, grades)
    return through


def _without_leak(stage: str, inputs: PlasticInputs) -> float:
    of_stage = {
        "formal_sorting": inputs.recovered_formal_t_per_year,
        "informal_sorting": inputs.recovered_informal_t_per_year,
        "informal_value_chain": inputs.recovered_informal_t_per_year,
    }
    at_disposal = 0.0 if inputs.disposed_t_per_year is None else inputs.disposed_t_per_year
    return _one(of_stage.get(stage, at_disposal))


def _one(plug_in: Amount) -> float:
    return float(np.asarray(plug_in).flat[0])


def _to_drains(leakage: Leakage, grades: Grades) -> float:
    """What falls into storm drains before they hand a part on to water [t/year]."""
    seen = {used.stage: used.shares["drains"] for used in grades.fates_used() if not used.is_default}
    return sum(float(leakage.by_source[source][0]) * seen.get(source, seen.get("all", 0.0)) for source in SOURCES)


def _printed(
    year: YearDraws,
    plug_inputs: PlasticInputs,
    plug_in: Leakage,
    leakage: Leakage,
    possible: NDArray[np.bool_],
    totals: Mapping[str, Span],
    through: Mapping[str, float],
    grades: Grades,
    drawn: ChapterDraws,
    waste: SortedWaste,
) -> PlasticLeakage:
    inputs = {
        "uncollected": year.amounts.uncollected_t_per_day,
        "disposed": year.amounts.disposed_t_per_day,
        "recovered": year.amounts.recovered_t_per_day,
        "plastic_at_home": plastic_share(waste.at_home),
        **({} if waste.is_stand_in else {"plastic_at_disposal": plastic_share(waste.at_disposal)}),
        **drawn.rows,
    }
    return PlasticLeakage(
        totals=totals,
        managed_t_per_year=_spans(_managed(plug_in), _managed(leakage), possible, year.level),
        disposed_t_per_year=float(plug_in.at_disposal_t_per_year[0]),
        formal_reject_frac=_one(plug_inputs.formal_reject_frac),
        informal_reject_frac=_one(plug_inputs.informal_reject_frac),
        by_source_t_per_year=_spans(plug_in.by_source, leakage.by_source, possible, year.level),
        by_fate_t_per_year=_spans(plug_in.by_fate, leakage.by_fate, possible, year.level),
        factors=grades.stage_factors(through),
        fates=grades.fates_used(),
        drivers=_drivers(inputs, leakage, possible),
        impossible_frac=1.0 - float(possible.mean()),
        is_stand_in=waste.is_stand_in,
        factor_table=grades.table,
    )


def _managed(leakage: Leakage) -> dict[str, Array]:
    return {
        "recovered_formal": leakage.recovered_formal_t_per_year,
        "recovered_informal": leakage.recovered_informal_t_per_year,
        "treated": leakage.treated_t_per_year,
        "kept_at_disposal": leakage.kept_at_disposal_t_per_year,
    }


def _spans(
    plug_in: Mapping[str, Array], rows: Mapping[str, Array], possible: NDArray[np.bool_], level: float
) -> dict[str, Span]:
    return spans({name: float(row[0]) for name, row in plug_in.items()}, only(rows, possible), level)


def _drivers(inputs: Mapping[str, Array], leakage: Leakage, possible: NDArray[np.bool_]) -> tuple[PlasticDriver, ...]:
    """Rank the inputs by their squared correlation with the unmanaged plastic, in the possible draws."""
    kept = slice(None) if possible.all() else np.flatnonzero(possible)
    named = {name.removeprefix(FACTOR_INPUT): row[kept] for name, row in inputs.items()}
    unmanaged = squared_correlations(named, leakage.unmanaged_t_per_year[kept])
    to_water = squared_correlations(named, leakage.to_water_t_per_year[kept])
    ranked = [
        PlasticDriver(name=name, unmanaged_frac=unmanaged[name], to_water_frac=to_water[name])
        for name in named
        if max(unmanaged[name], to_water[name]) >= SMALLEST_DRIVER
    ]
    order = sorted(ranked, key=lambda each: (-max(each.unmanaged_frac, each.to_water_frac), each.name))
    return tuple(order[:MOST_DRIVERS])
