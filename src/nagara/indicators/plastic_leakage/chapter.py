"""The plastics chapter: how much plastic escapes management, from where, and where it ends up.

Backward mode of the Waste Flow Diagram (:mod:`nagara.waste.plastics.backward`), draw by draw on the
account. A draw in which nothing is left to be uncollected is no answer: it is left out of every
figure, and its share is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from nagara.findings import Finding
from nagara.indicators.chapter import Chapter
from nagara.indicators.chapter_account import sorted_waste, taken_by_lines
from nagara.indicators.correlation import AboutMean, squared_correlations
from nagara.indicators.figure_sources import figure_sources
from nagara.indicators.plastic_leakage.factors import grades_of
from nagara.indicators.plastic_leakage.inputs import PlasticAccount, plastic_inputs
from nagara.indicators.plastic_leakage.result import PlasticDriver, PlasticLeakage
from nagara.indicators.published.draws import ChapterDraws
from nagara.indicators.spans import Span, spans
from nagara.waste.plastics import SOURCES, STAGES, backward, leakage_findings
from nagara.waste.plastics.factors import FACTOR_INPUT
from nagara.waste.plastics.stages import STORM_DRAINS

if TYPE_CHECKING:
    from nagara.indicators.chapter import YearDraws
    from nagara.indicators.plastic_leakage.factors import Grades
    from nagara.waste.plastics import Leakage, PlasticInputs
    from nagara.waste.plastics.factors import LeakageFactors
    from nagara.waste.plastics.inputs import Amount

__all__ = ["plastic_leakage"]

Array: TypeAlias = NDArray[np.float64]
Key = TypeVar("Key")

PLUG_IN: Final = slice(None, 1)
DRAWS: Final = slice(1, None)
"""Where the plug-in values and where the draws stand in an array of both."""
TOTALS, MANAGED, BY_SOURCE, BY_FATE = "totals", "managed", "by_source", "by_fate"

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
    plug_waste, waste = sorted_waste(year.plug_in_shares), sorted_waste(year.shares)
    if plug_waste is None or waste is None:
        return Chapter()
    examination, drawn = year.examination, ChapterDraws(year)
    lines, grades = taken_by_lines(examination), grades_of(examination.records, year.leakage_factors)
    account = PlasticAccount.of(examination, year.amounts, waste)
    # The plug-in values are one draw more, before all others.
    inputs = plastic_inputs(
        examination, PlasticAccount.of(examination, examination.amounts, plug_waste).before(account), lines
    )
    factors = grades.factors(drawn.after_value)
    leakage = backward(inputs, factors, grades.fates_of(drawn.after_value))
    city = examination.records.city.city
    if not leakage.is_possible[0]:
        return Chapter(findings=(*leakage_findings(leakage, city=city, draws=PLUG_IN), *grades.findings))
    if not leakage.generated_t_per_year[0] > 0:
        return Chapter()
    # A draw without plastic has no shares.
    possible = (leakage.is_possible & (leakage.generated_t_per_year > 0))[DRAWS]
    if possible.sum() < 2:
        return Chapter(findings=(*leakage_findings(leakage, city=city, draws=DRAWS), *grades.findings))
    values, rows, found = _spans(leakage, possible, year.level)
    if not _is_inside(found[TOTALS]["plastic_unmanaged_t_per_year"]):
        unsure: dict[str, str | float] = {"city": city, "share": f"{100.0 * (1.0 - float(possible.mean())):.0f}%"}
        return Chapter(findings=(Finding(code="plastic-draws-mostly-impossible", values=unsure), *grades.findings))
    through = _through(leakage, inputs, factors, grades)
    return Chapter(
        printed=PlasticLeakage(
            totals=found[TOTALS],
            managed_t_per_year=found[MANAGED],
            disposed_t_per_year=float(leakage.at_disposal_t_per_year[0]),
            formal_reject_frac=_one(inputs.formal_reject_frac),
            informal_reject_frac=_one(inputs.informal_reject_frac),
            by_source_t_per_year=found[BY_SOURCE],
            by_fate_t_per_year=found[BY_FATE],
            factors=grades.stage_factors(through),
            fates=grades.fates_used,
            drivers=_drivers(year, account, drawn, leakage, possible, is_stand_in=waste.is_stand_in),
            impossible_frac=1.0 - float(possible.mean()),
            is_stand_in=waste.is_stand_in,
            factor_table=grades.table,
        ),
        plug_in=values,
        draws=rows,
        sources=dict.fromkeys(values, _source(year, grades)),
        findings=(
            *leakage_findings(leakage, city=city, notice_from_frac=WORTH_SAYING_FRAC, draws=DRAWS),
            *((Finding(code="plastic-composition-stands-in"),) if waste.is_stand_in else ()),
            *grades.findings,
        ),
        defaults=grades.defaults(through),
    )


def only(rows: Mapping[Key, Array], possible: NDArray[np.bool_]) -> dict[Key, Array]:
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
    if any(row["drains"] > 0 for row in (used.shares for used in grades.fates_used) if grades.fates):
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
    seen = {used.stage: used.shares["drains"] for used in grades.fates_used if not used.is_default}
    return sum(float(leakage.by_source[source][0]) * seen.get(source, seen.get("all", 0.0)) for source in SOURCES)


def _managed(leakage: Leakage) -> dict[str, Array]:
    return {
        "recovered_formal": leakage.recovered_formal_t_per_year,
        "recovered_informal": leakage.recovered_informal_t_per_year,
        "treated": leakage.treated_t_per_year,
        "kept_at_disposal": leakage.kept_at_disposal_t_per_year,
    }


def _spans(
    leakage: Leakage, possible: NDArray[np.bool_], level: float
) -> tuple[dict[str, float], dict[str, Array], dict[str, dict[str, Span]]]:
    """The figures at their plug-in values and in the possible draws, and the spans of all that is printed, by part."""
    figures = _figures(leakage)
    parts = {
        TOTALS: figures,
        MANAGED: _managed(leakage),
        BY_SOURCE: leakage.by_source,
        BY_FATE: leakage.by_fate,
    }
    different = {id(row): row for part in parts.values() for row in part.values()}  # one is a figure and a fate
    values = {key: float(row[0]) for key, row in different.items()}
    rows = only({key: row[DRAWS] for key, row in different.items()}, possible)
    found = spans(values, rows, level)
    return (
        {name: values[id(row)] for name, row in figures.items()},
        {name: rows[id(row)] for name, row in figures.items()},
        {part: {name: found[id(row)] for name, row in of_part.items()} for part, of_part in parts.items()},
    )


def _drivers(
    year: YearDraws,
    account: PlasticAccount,
    drawn: ChapterDraws,
    leakage: Leakage,
    possible: NDArray[np.bool_],
    *,
    is_stand_in: bool,
) -> tuple[PlasticDriver, ...]:
    """Rank the inputs by their squared correlation with the unmanaged plastic, in the possible draws."""
    are_all_possible = bool(possible.all())
    inputs: dict[str, Array | AboutMean] = {
        "uncollected": year.amounts.uncollected_t_per_day,
        "disposed": year.amounts.disposed_t_per_day,
        "recovered": year.amounts.recovered_t_per_day,
        "plastic_at_home": account.at_home,
        **({} if is_stand_in else {"plastic_at_disposal": account.at_disposal}),
        **(drawn.varying() if are_all_possible else drawn.rows),
    }
    kept = slice(None) if are_all_possible else np.flatnonzero(possible)
    named = {
        name.removeprefix(FACTOR_INPUT): row if isinstance(row, AboutMean) else AboutMean.of(row[kept])
        for name, row in inputs.items()
    }
    unmanaged = squared_correlations(named, leakage.unmanaged_t_per_year[DRAWS][kept])
    to_water = squared_correlations(named, leakage.to_water_t_per_year[DRAWS][kept])
    ranked = [
        PlasticDriver(name=name, unmanaged_frac=unmanaged[name], to_water_frac=to_water[name])
        for name in named
        if max(unmanaged[name], to_water[name]) >= SMALLEST_DRIVER
    ]
    order = sorted(ranked, key=lambda each: (-max(each.unmanaged_frac, each.to_water_frac), each.name))
    return tuple(order[:MOST_DRIVERS])
