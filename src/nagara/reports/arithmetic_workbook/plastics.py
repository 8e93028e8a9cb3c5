"""The balance of plastic: from what reached the gates back to what was never collected, and where it ends.

The balance is that of :mod:`nagara.waste.plastics.backward`, at the plug-in values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from nagara.reports import words
from nagara.reports.arithmetic_workbook.book import Cell, Content, Formula, Sheet, reference
from nagara.reports.arithmetic_workbook.inputs import labels
from nagara.reports.sections.plastics import what_was_seen
from nagara.reports.words import arithmetic
from nagara.reports.words import plastics as text
from nagara.units import KG_PER_T
from nagara.waste.plastics.stages import FATES, STORM_DRAINS

if TYPE_CHECKING:
    from nagara.indicators.plastic_leakage.result import PlasticLeakage
    from nagara.indicators.spans import Span
    from nagara.reports.said import Voice

__all__ = ["write_plastics"]

_ORDER: Final = (
    "formal_sorting",
    "informal_sorting",
    "informal_value_chain",
    "transport",
    "collection_service",
    "disposal",
    "uncollected",
)
"""Upstream from the gates: each row points at rows above it."""
_GENERATED: Final = "plastic_generated_t_per_year"
_UNMANAGED: Final = "plastic_unmanaged_t_per_year"
_WATER: Final = "plastic_to_water_t_per_year"
_ALL: Final = "all"


def write_plastics(sheet: Sheet, leakage: PlasticLeakage, population: float, voice: Voice) -> dict[str, Cell]:
    """Write the sheet; return the cells of the chapter's figures by name."""
    sheet.widths(44, *(17.0,) * 6)
    sheet.title(voice.text(text.PLASTICS))
    sheet.line(voice.text(arithmetic.STARTS_FROM))
    sheet.skip()
    known = _known(sheet, leakage, population, voice)
    factors = _factors(sheet, leakage, voice)
    leaks, kept = _leaks(sheet, leakage, known, factors, voice)
    fates = _fates(sheet, leakage, leaks, factors.get(STORM_DRAINS), voice)
    return _figures(sheet, leakage, known, (leaks, kept, fates), voice)


def _known(sheet: Sheet, leakage: PlasticLeakage, population: float, voice: Voice) -> dict[str, Cell]:
    """The tonnes and shares that the balance starts from."""
    heads = [voice.text(text.COLUMNS["what"]), voice.text(text.COLUMNS["value"]), *labels(voice, "low", "high")]
    sheet.head(voice.text(arithmetic.KNOWN), heads, numbers=(1, 2, 3))
    spans = {_GENERATED: leakage.totals[_GENERATED], **leakage.managed_t_per_year}
    cells = {}
    for code in (_GENERATED, "recovered_formal", "recovered_informal", "treated"):
        tonnes = (voice.text(text.MANAGED[code]), *_ends(spans[code]))
        cells[code] = sheet.write(tonnes, look="amount", looks={1: "amount input"})[1]
    disposed = (voice.text(arithmetic.DISPOSED), leakage.disposed_t_per_year)
    cells["disposed"] = sheet.write(disposed, look="amount", looks={1: "amount input"})[1]
    rejects = {"formal": leakage.formal_reject_frac, "informal": leakage.informal_reject_frac}
    for way, share in rejects.items():
        row = (voice.text(arithmetic.REJECTS[way]), share)
        cells[f"{way}_reject"] = sheet.write(row, look="fine_percent", looks={1: "fine_percent input"})[1]
    people = (voice.text(words.POPULATION), population)
    cells["population"] = sheet.write(people, look="people", looks={1: "people input"})[1]
    sheet.skip()
    return cells


def _factors(sheet: Sheet, leakage: PlasticLeakage, voice: Voice) -> dict[str, Cell]:
    """The share that leaks at each stage which plastic passes, and what was seen there."""
    heads = [voice.text(text.COLUMNS[name]) for name in ("stage", "leaks")]
    heads += [*labels(voice, "low", "high"), voice.text(text.COLUMNS["seen"])]
    sheet.head(voice.text(text.FACTORS), heads, numbers=(1, 2, 3))
    cells = {}
    for factor in leakage.factors:
        stage = voice.text(text.STAGES[factor.stage])
        row: tuple[Content, ...] = (stage, factor.value, factor.low, factor.high)
        cells[factor.stage] = sheet.write(row, look="fine_percent", looks={1: "fine_percent input"})[1]
        sheet.beside(4, what_was_seen(factor, voice))
    sheet.skip()
    return cells


def _leaks(
    sheet: Sheet, leakage: PlasticLeakage, known: Mapping[str, Cell], factors: Mapping[str, Cell], voice: Voice
) -> tuple[dict[str, Cell], Cell]:
    """One row for each leak: what goes on is known, so what reached the stage and leaked there follows."""
    heads = [voice.text(text.COLUMNS["stage"]), *(voice.text(head) for head in arithmetic.LEAK_COLUMNS.values())]
    sheet.head(voice.text(arithmetic.LEAKS), [*heads, *labels(voice, "low", "high")], numbers=range(1, 7))
    rows: dict[str, list[Cell]] = {}
    for stage in _ORDER:
        row, span = sheet.row, leakage.by_source_t_per_year[stage]
        share = reference(factors[stage]) if stage in factors else None
        parts: tuple[Content, ...]
        if stage == "uncollected":
            taken = (known[_GENERATED], rows["collection_service"][1], rows["informal_value_chain"][1])
            parts = (None, None, Formula("-".join(map(str, taken)), span.value), None)
        elif stage == "disposal":
            at_gate = known["disposed"]
            kept = Formula(f"B{row}-D{row}", at_gate.value - span.value)
            parts = (reference(at_gate), share, Formula(f"B{row}*C{row}", span.value), kept)
        else:
            goes_on = _goes_on(stage, known, rows)
            reaches = Formula(f"E{row}+D{row}", goes_on.value + span.value)
            parts = (reaches, share, Formula(f"E{row}*C{row}/(1-C{row})", span.value), goes_on)
        cells = (voice.text(text.STAGES[stage]), *parts, span.low, span.high)
        rows[stage] = sheet.write(cells, look="amount", looks={2: "fine_percent"})
    leaks = {stage: cells[3] for stage, cells in rows.items()}
    first = leaks[_ORDER[0]].row
    total = Formula(f"SUM({sheet.span(3, first, sheet.row - 1)})", leakage.totals[_UNMANAGED].value)
    label = voice.text(text.MANAGED[_UNMANAGED])
    leaks[_UNMANAGED] = sheet.write((label, None, None, total), look="amount total")[3]
    sheet.skip()
    return leaks, rows["disposal"][4]


def _goes_on(stage: str, known: Mapping[str, Cell], rows: Mapping[str, list[Cell]]) -> Formula:
    """What left a stage on its way, from what is known of later ones."""
    if stage == "transport":
        return reference(known["disposed"])
    if stage == "informal_value_chain":
        return Formula(str(rows["informal_sorting"][1]), rows["informal_sorting"][1].value)
    if stage in {"formal_sorting", "informal_sorting"}:
        way = stage.removesuffix("_sorting")
        recovered, reject = known[f"recovered_{way}"], known[f"{way}_reject"]
        return Formula(f"{recovered}/(1-{reject})", recovered.value / (1.0 - reject.value))
    to_gates, formal, informal = (rows[name] for name in ("transport", "formal_sorting", "informal_sorting"))
    plus = (to_gates[1], formal[1], known["treated"], known["recovered_formal"], known["recovered_informal"])
    minus = (formal[4], informal[4])  # sorted less recovered: the rejects, which did not come from collection
    formula = "+".join(map(str, plus)) + "".join(f"-{cell}" for cell in minus)
    return Formula(formula, sum(cell.value for cell in plus) - sum(cell.value for cell in minus))


def _fates(
    sheet: Sheet, leakage: PlasticLeakage, leaks: Mapping[str, Cell], passage: Cell | None, voice: Voice
) -> dict[str, Cell]:
    """Shares by leak, then tonnes; what drains hand on counts where it ends."""
    ends = [voice.text(text.FATES[fate]) for fate in FATES]
    stage, through = voice.text(text.COLUMNS["stage"]), voice.text(text.STAGES[STORM_DRAINS])
    sheet.head(voice.text(arithmetic.FATE_SHARES), [stage, *ends, through], numbers=range(1, 6))
    used, shares = {row.stage: row for row in leakage.fates}, {}
    for source in _ORDER:
        taken = used.get(source) or used[_ALL]
        hands_on = reference(passage) if passage is not None and not taken.is_default else 0.0
        row: tuple[Content, ...] = (voice.text(text.STAGES[source]), *(taken.shares[fate] for fate in FATES), hands_on)
        looks = dict.fromkeys(range(1, 5), "fine_percent input")
        shares[source] = sheet.write(row, look="fine_percent", looks=looks)
    sheet.skip()
    leaked = voice.text(arithmetic.LEAK_COLUMNS["leaks"])
    sheet.head(voice.text(arithmetic.FATE_TONNES), [stage, *ends, leaked], numbers=range(1, 6))
    first = sheet.row
    for source, cells in shares.items():
        parts = (*_tonnes(cells, sheet.row, leaks[source]), reference(leaks[source]))
        sheet.write((voice.text(text.STAGES[source]), *parts), look="amount")
    sums = [Formula(f"SUM({sheet.span(at, first, sheet.row - 1)})", leakage.by_fate_t_per_year[fate].value)
            for at, fate in enumerate(FATES, start=1)]  # fmt: skip
    totals = sheet.write((voice.text(words.WORKBOOK_COLUMNS["sum"]), *sums), look="amount total")
    for name in ("low", "high"):
        said = (getattr(leakage.by_fate_t_per_year[fate], name) for fate in FATES)
        sheet.write((voice.text(words.COLUMNS[name]), *said), look="amount")
    sheet.skip()
    return dict(zip(FATES, totals[1:], strict=True))


def _tonnes(shares: list[Cell], row: int, leak: Cell) -> tuple[Formula, ...]:
    """One leak by fate [t/year]."""
    land, burnt, drains, water, through = shares[1:]
    on = drains.value * through.value
    return (
        Formula(f"F{row}*{land}", leak.value * land.value),
        Formula(f"F{row}*{burnt}", leak.value * burnt.value),
        Formula(f"F{row}*{drains}*(1-{through})", leak.value * (drains.value - on)),
        Formula(f"F{row}*({water}+{drains}*{through})", leak.value * (water.value + on)),
    )


def _figures(
    sheet: Sheet,
    leakage: PlasticLeakage,
    known: Mapping[str, Cell],
    made: tuple[Mapping[str, Cell], Cell, Mapping[str, Cell]],
    voice: Voice,
) -> dict[str, Cell]:
    """Where all plastic went, with the sum that a reader can check, then the figures."""
    leaks, kept, fates = made
    sheet.head(voice.text(text.PICTURE_TABLE), ["", voice.text(text.COLUMNS["value"])], numbers=(1,))
    first = sheet.row
    ends = {name: known[name] for name in ("recovered_formal", "recovered_informal", "treated")}
    for name, cell in {**ends, "kept_at_disposal": kept, _UNMANAGED: leaks[_UNMANAGED]}.items():
        sheet.write((voice.text(text.MANAGED[name]), reference(cell)), look="amount")
    whole = sheet.total(voice.text(text.MANAGED[_GENERATED]), 1, first, known[_GENERATED].value)
    sheet.skip()
    sheet.head(voice.text(words.SUMMARY), labels(voice, "figure", "value", "low", "high", "unit"), numbers=(1, 2, 3))
    people = f"*{KG_PER_T:.0f}/{known['population']}"
    formulas = {
        _GENERATED: str(whole),
        _UNMANAGED: str(leaks[_UNMANAGED]),
        "plastic_unmanaged_frac": f"{leaks[_UNMANAGED]}/{known[_GENERATED]}",
        "plastic_unmanaged_kg_per_cap_year": f"{leaks[_UNMANAGED]}{people}",
        _WATER: str(fates["water"]),
        "plastic_to_water_kg_per_cap_year": f"{fates['water']}{people}",
    }
    cells = {}
    for name, formula in formulas.items():
        span, kind = leakage.totals[name], "fine_percent" if name.endswith("_frac") else "amount"
        row = (voice.label(name), Formula(formula, span.value), span.low, span.high, voice.unit(name))
        cells[name] = sheet.write(row, look=kind)[1]
    return cells


def _ends(span: Span) -> tuple[float, float, float]:
    return span.value, span.low, span.high
