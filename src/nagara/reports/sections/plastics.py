"""The plastics chapter: how much escapes, from where and to where, what that rests on, what drives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.indicators.figures import figure_kinds
from nagara.indicators.plastic_leakage.chapter import SMALLEST_DRIVER
from nagara.reports import words
from nagara.reports.paper import Block, Section, Table, Words
from nagara.reports.sections.spans import heads, said, span_cells, span_picture
from nagara.reports.words import plastics as text
from nagara.waste.plastics.stages import influencers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nagara.indicators.plastic_leakage.result import FateUsed, PlasticLeakage, StageFactor
    from nagara.indicators.result import CityYear
    from nagara.indicators.spans import Span
    from nagara.reports.said import Voice

__all__ = ["plastics", "what_was_seen"]

UNMANAGED: Final = "plastic_unmanaged_t_per_year"
SMALLEST_ROW_FRAC: Final = 0.01
"""Part of the unmanaged plastic from which a source or fate is drawn; the table holds all [frac]."""
MOST_DRIVERS: Final = 3


def plastics(result: CityYear, voice: Voice) -> Section:
    """One sentence, one picture with its table, the factors, and what the doubt comes from."""
    heading, leakage = voice.text(text.PLASTICS), result.plastic_leakage
    if leakage is None:
        why = voice.text(figure_kinds()[UNMANAGED].absent)
        return Section(id="plastics", heading=heading, blocks=(Words(words=voice.text(text.NO_ANSWER, why=why)),))
    answer = _answer(result, leakage, voice)
    blocks: list[Block] = [Words(words=answer), _picture(leakage, answer, voice)]
    if leakage.drivers:
        blocks.append(Words(words=_drivers(leakage, voice)))
    blocks += [_factors(leakage, voice), Words(words=_rests_on(leakage, voice), look="quiet")]
    return Section(id="plastics", heading=heading, blocks=tuple(blocks))


def _answer(result: CityYear, leakage: PlasticLeakage, voice: Voice) -> str:
    tonnes, kilograms = voice.text(text.TONNES), voice.text(text.KILOGRAMS)
    names = {
        "unmanaged": (UNMANAGED, tonnes),
        "share": ("plastic_unmanaged_frac", None),
        "per_cap": ("plastic_unmanaged_kg_per_cap_year", kilograms),
        "water": ("plastic_to_water_t_per_year", tonnes),
    }
    gaps = {gap: said(leakage.totals[name], name, voice, unit) for gap, (name, unit) in names.items()}
    return voice.text(text.ANSWER, year=str(result.city.year), **gaps)


def _picture(leakage: PlasticLeakage, answer: str, voice: Voice) -> Block:
    labels = {**text.SOURCES, **text.FATES}
    rows = [
        (voice.text(labels[code]), span)
        for code, span in (*leakage.by_source_t_per_year.items(), *leakage.by_fate_t_per_year.items())
    ]
    smallest = SMALLEST_ROW_FRAC * leakage.totals[UNMANAGED].value
    return span_picture(
        voice.text(text.PICTURE),
        answer,
        [(label, span) for label, span in rows if span.high > 0 and span.high >= smallest],
        UNMANAGED,
        _table(leakage, rows, voice),
        voice,
        id="plastic-leakage",
    )


def _table(leakage: PlasticLeakage, rows: list[tuple[str, Span]], voice: Voice) -> Table:
    """Generated, managed, and then every leak and every fate."""
    known = {**leakage.totals, **leakage.managed_t_per_year}
    above = [(voice.text(label), known[code]) for code, label in text.MANAGED.items()]
    return Table(
        caption=voice.text(text.PICTURE_TABLE),
        columns=heads(voice, text.COLUMNS, "what", "value", "inner", "outer", numbers=("value", "inner", "outer")),
        rows=tuple(span_cells(label, span, UNMANAGED, voice) for label, span in (*above, *rows) if span.high > 0),
    )


def _factors(leakage: PlasticLeakage, voice: Voice) -> Table:
    return Table(
        caption=voice.text(text.FACTORS),
        columns=heads(voice, text.COLUMNS, "stage", "seen", "leaks", "range", numbers=("leaks", "range")),
        rows=tuple(_factor(factor, voice) for factor in leakage.factors),
    )


def _factor(factor: StageFactor, voice: Voice) -> tuple[str, ...]:
    low, high = (voice.number(100.0 * end, _decimals(end)) for end in (factor.low, factor.high))
    return (
        voice.text(text.STAGES[factor.stage]),
        what_was_seen(factor, voice),
        voice.percent(factor.value, _decimals(factor.value)),
        voice.text(words.PERCENT, number=voice.text(words.RANGE, low=low, high=high)),
    )


def _decimals(share: float) -> int:
    """Decimals of a percentage that keep one or two digits of a small share."""
    return 0 if share >= 0.1 or share == 0.0 else 1 if share >= 0.01 else 2


def what_was_seen(factor: StageFactor, voice: Voice) -> str:
    """The levels that a stage was graded with, or that nobody looked."""
    if not factor.levels:
        return voice.text(text.NOT_GRADED)
    known = influencers()
    levels = "; ".join(
        voice.text(
            text.LEVEL_SEEN,
            influencer=voice.text(known[factor.stage, seen.influencer].label),
            level=voice.text(text.LEVELS[seen.level]),
        )
        for seen in factor.levels
    )
    return voice.text(text.PARTLY_GRADED, levels=levels) if factor.is_default else levels


def _drivers(leakage: PlasticLeakage, voice: Voice) -> str:
    unmanaged = {driver.name: driver.unmanaged_frac for driver in leakage.drivers}
    to_water = {driver.name: driver.to_water_frac for driver in leakage.drivers}
    return voice.text(text.DRIVERS, drivers=_ranked(unmanaged, voice), water=_ranked(to_water, voice))


def _ranked(shares: Mapping[str, float], voice: Voice) -> str:
    """The inputs that the doubt goes along with, the strongest first."""
    ordered = sorted(shares.items(), key=lambda entry: -entry[1])[:MOST_DRIVERS]
    return ", ".join(
        voice.text(text.DRIVER, name=voice.text(text.DRIVER_NAMES[name]), share=voice.percent(share))
        for name, share in ordered
        if share >= SMALLEST_DRIVER and name in text.DRIVER_NAMES
    )


def _rests_on(leakage: PlasticLeakage, voice: Voice) -> str:
    """The fates, the method, and what else a reader has to know."""
    table = leakage.factor_table
    method = voice.text(text.METHOD_IMPORTED, table=table) if table else voice.text(text.METHOD)
    sentences = [method, *(_fates(used, voice) for used in leakage.fates)]
    if leakage.is_stand_in:
        sentences.append(voice.text(text.STAND_IN))
    if leakage.impossible_frac > 0:
        sentences.append(voice.text(text.IMPOSSIBLE, share=voice.rough_percent(leakage.impossible_frac)))
    return " ".join(sentences)


def _fates(used: FateUsed, voice: Voice) -> str:
    shares = ", ".join(
        voice.text(text.FATE_SHARES[fate], share=voice.percent(share)) for fate, share in used.shares.items()
    )
    if used.is_default:
        return voice.text(text.FATES_PUBLISHED, shares=shares)
    source = used.source or voice.text(words.NOT_SAID)
    if used.stage in text.STAGES:
        stage = voice.text(text.STAGES[used.stage])
        return voice.text(text.FATES_SEEN_AT, stage=stage, shares=shares, source=source)
    return voice.text(text.FATES_SEEN, shares=shares, source=source)
