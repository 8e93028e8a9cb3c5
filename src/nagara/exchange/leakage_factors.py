"""Read a city's official table of leakage factors: a CSV file or a workbook, one row for each level.

Columns are found by their names in any order: ``stage``, ``influencer``, ``level``, ``value``; and
if they are there ``low``, ``high``, ``source``, ``licence``. Everything else is left unread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from nagara.evidence import Factor, Table, table
from nagara.exchange.cells import cell_reader, clean, fold
from nagara.exchange.cells.doubts import Doubts
from nagara.exchange.cells.nearest import nearest
from nagara.exchange.factor_sheet import read_factor_sheet
from nagara.exchange.form import FormField
from nagara.exchange.small_table import Line, SmallTable
from nagara.findings import Finding, Place
from nagara.waste.plastics import STAGES, influencers
from nagara.waste.plastics.stages import LEVELS, STORM_DRAINS

__all__ = ["read_leakage_factors"]

Key = tuple[str, ...]
LOWEST_WORDS: Final = ("none", "no")
"""Words that a portal prints for the lowest of the five levels."""


def read_leakage_factors(path: Path) -> tuple[Table, tuple[Finding, ...]]:
    """Read a table of leakage factors that replaces the inferred one.

    Parameters
    ----------
    path
        The ``.csv``, ``.xlsx`` or ``.ods`` file.

    Returns
    -------
    tuple
        The factors by stage, influencer and level, and what there is to say about the file. A row
        in doubt is left out; where a finding is blocking, the table must not be used. A stage of
        which the file has no row keeps the inferred factors, and a finding says so.

    Raises
    ------
    UnreadableFileError
        If the file cannot be read, or no sheet has the columns.
    """
    sheet = read_factor_sheet(path)
    findings: list[Finding] = []
    factors: dict[Key, Factor] = {}
    lines: dict[Key, Line] = {}
    for line in sheet.lines:
        key, factor = _factor(sheet, line, findings)
        if key is None or factor is None:
            continue
        if key in factors:
            findings.append(_twice(sheet, line, lines[key], key, is_same=_range(factor) == _range(factors[key])))
            continue
        factors[key], lines[key] = factor, line
    findings += _gaps(sheet, factors)
    return (
        Table(
            name=sheet.file,
            title=f"Leakage factors of {sheet.file}",
            key_columns=("stage", "influencer", "level"),
            range_means="As the file gives it, drawn as bounds",
            factors=MappingProxyType({**factors, **_inferred(factors)}),
        ),
        tuple(findings),
    )


def _factor(sheet: SmallTable, line: Line, findings: list[Finding]) -> tuple[Key | None, Factor | None]:
    """One row; ``None`` for what stands in doubt."""
    reader = _LineReader(sheet=sheet, line=line, findings=findings)
    stage = reader.word("stage", _stages())
    influencer = reader.word("influencer", _influencers(stage)) if stage else None
    level = reader.word("level", _levels())
    value, low, high = reader.share("value"), reader.share("low"), reader.share("high")
    if value is None and "value" not in reader.doubted:
        reader.doubt("value", "answer-missing")
    if low is not None and high is not None and low > high:
        reader.doubt("low", "leakage-range-reversed", low=low, high=high)
    elif value is not None and not (low if low is not None else value) <= value <= (
        high if high is not None else value
    ):
        ends: dict[str, str | float] = {"value": value, "low": "-" if low is None else low}
        reader.doubt("value", "leakage-value-outside-range", **ends, high="-" if high is None else high)
    source, licence = reader.text("source"), reader.text("licence")
    if reader.is_blocked or stage is None or influencer is None or level is None or value is None:
        return None, None
    return (stage, influencer, level), Factor(
        key=(stage, influencer, level),
        value=value,
        low=value if low is None else low,
        high=value if high is None else high,
        unit="frac",
        source=source or sheet.file,
        locator=str(sheet.place(line)),
        note=f"Licence: {licence}" if licence else "",
    )


@dataclass(slots=True, kw_only=True)
class _LineReader:
    """Reads the cells of one row and remembers every doubt with its place."""

    sheet: SmallTable
    line: Line
    findings: list[Finding]
    doubted: set[str]
    is_blocked: bool

    def __init__(self, *, sheet: SmallTable, line: Line, findings: list[Finding]) -> None:
        self.sheet, self.line, self.findings = sheet, line, findings
        self.doubted, self.is_blocked = set(), False

    def doubt(self, column: str, code: str, **values: str | float) -> None:
        finding = Finding(code=code, values={"label": column, **values}, place=self.sheet.place(self.line, column))
        self.findings.append(finding)
        self.doubted.add(column)
        self.is_blocked |= finding.severity.value == "blocking"

    def word(self, column: str, known: Mapping[str, str]) -> str | None:
        text = self.text(column)
        if not text:
            if column not in self.doubted:
                self.doubt(column, "answer-missing")
            return None
        code = known.get(_word(text))
        if code is None:
            near = " or ".join(nearest(_word(text), known))
            codes = ", ".join(dict.fromkeys(known.values()))
            self.doubt(
                column, "choice-unknown", text=text, nearest=f"The nearest is {near}. " if near else "", known=codes
            )
        return code

    def share(self, column: str) -> float | None:
        value = self._read(column, SHARE)
        return value if isinstance(value, float) else None

    def text(self, column: str) -> str:
        value = self._read(column, TEXT)
        return clean(str(value)) if value is not None else ""

    def _read(self, column: str, question: FormField) -> object:
        if column not in self.line.cells:
            return None
        doubts: Doubts = []
        read = cell_reader(question, comma_is_decimal=self.sheet.comma_is_decimal)
        value = read(self.line.cells[column], doubts)
        for each in doubts:
            self.doubt(column, each.code, times="once", **each.values)
        return value


def _question(kind: str) -> FormField:
    share = kind == "fraction"
    return FormField(
        name="",
        kind=kind,
        unit="",
        is_required=False,
        choices="",
        low=0.0 if share else None,
        high=1.0 if share else None,
        label="",
        hint="",
        example="",
    )


SHARE: Final = _question("fraction")
TEXT: Final = _question("text")


def _word(text: str) -> str:
    return fold(text).replace("_", " ").replace("-", " ")


def _words(labels: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {_word(word): code for code, label in labels for word in (code, label)}


def _stages() -> dict[str, str]:
    return _words((each.stage, each.stage_label) for each in influencers().values())


def _influencers(stage: str) -> dict[str, str]:
    return _words((each.code, each.label) for each in influencers().values() if each.stage == stage)


def _levels() -> dict[str, str]:
    return {**_words((level, level) for level in LEVELS), **dict.fromkeys(LOWEST_WORDS, LEVELS[0])}


def _twice(sheet: SmallTable, line: Line, earlier: Line, key: Key, *, is_same: bool) -> Finding:
    values: dict[str, str | float] = {"key": " / ".join(key), "other": str(sheet.place(earlier))}
    return Finding(code="row-double-dropped" if is_same else "row-twice", values=values, place=sheet.place(line))


def _range(factor: Factor) -> tuple[float, float, float]:
    return factor.value, factor.low, factor.high


def _gaps(sheet: SmallTable, factors: Mapping[Key, Factor]) -> Iterator[Finding]:
    """What the file leaves open: stages, influencers, levels, sources, and levels out of order."""
    place = Place(file=sheet.file, sheet=sheet.sheet)
    stages = {key[0] for key in factors}
    for stage in (stage for stage in STAGES if stage not in stages):
        yield Finding(code="leakage-stage-missing", values={"stage": stage}, place=place)
    if STORM_DRAINS in stages:
        yield Finding(code="leakage-drains-unused", place=place)
    for stage, influencer in influencers():
        if stage not in stages:
            continue
        rows = [factors.get((stage, influencer, level)) for level in LEVELS]
        values: dict[str, str | float] = {"stage": stage, "influencer": influencer}
        missing = [level for level, row in zip(LEVELS, rows, strict=True) if row is None]
        if len(missing) == len(LEVELS):
            yield Finding(code="leakage-influencer-missing", values=values, place=place)
        elif missing:
            yield Finding(code="leakage-level-missing", values={**values, "levels": ", ".join(missing)}, place=place)
        shares = [row.value for row in rows if row is not None]
        if shares != sorted(shares):
            yield Finding(code="leakage-levels-not-rising", values=values, place=place)
    silent = sum(row.source == sheet.file for row in factors.values())
    if silent:
        yield Finding(code="leakage-source-missing", values={"rows": silent}, place=place)


def _inferred(factors: Mapping[Key, Factor]) -> dict[Key, Factor]:
    """The inferred rows of the stages that the file does not have."""
    stages = {key[0] for key in factors}
    return {key: row for key, row in table("plastic_leakage_factor").factors.items() if key[0] not in stages}
