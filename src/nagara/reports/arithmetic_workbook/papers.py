"""The sheets without arithmetic: composition, findings, method and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nagara.findings import catalogue
from nagara.reports import words
from nagara.reports.arithmetic_workbook.book import Content, Sheet
from nagara.reports.arithmetic_workbook.inputs import labels
from nagara.reports.paper import Facts, Table, Words
from nagara.reports.sections.composition import category
from nagara.reports.sections.doubts import place
from nagara.reports.sections.sources import sources

if TYPE_CHECKING:
    from nagara.indicators.result import CityYear
    from nagara.reports.said import Voice

__all__ = ["write_composition", "write_findings", "write_sources"]


def write_composition(sheet: Sheet, result: CityYear, voice: Voice) -> None:
    """Shares at each point of measurement, with a sum that a reader can check."""
    sheet.widths(34, 14, 14, 14, 34)
    points = (result.household_composition, result.disposal_composition, result.city_composition)
    for point in points:
        if point is None:
            continue
        title = voice.text(words.POINTS_OF_MEASUREMENT[point.point])
        sheet.head(title, labels(voice, "category", "value", "low", "high", "rests_on"), numbers=(1, 2, 3))
        first = sheet.row
        for code, part in point.parts.items():
            row: tuple[Content, ...] = (
                category(code, voice),
                part.value,
                part.low,
                part.high,
                voice.source(part.source),
            )
            sheet.write(row, look="percent")
        total = sum(part.value or 0.0 for part in point.parts.values())
        sheet.total(voice.text(words.WORKBOOK_COLUMNS["sum"]), 1, first, total, kind="percent")
        sheet.skip()


def write_findings(sheet: Sheet, result: CityYear, voice: Voice) -> None:
    """Every finding with its weight, place, sentence and remedy."""
    sheet.widths(12, 44, 70, 60)
    sheet.head(voice.text(words.DOUBTS), labels(voice, "severity", "place", "sentence", "remedy"))
    for finding in result.findings:
        entry = catalogue()[finding.code]
        gaps = {name: voice.gap(name, value) for name, value in finding.values.items()}
        where = place(finding.place, voice) if finding.place else ""
        sentence, remedy = voice.text(entry.sentence, **gaps), voice.text(entry.remedy, **gaps)
        sheet.write((voice.text(words.WEIGHTS[finding.severity.value]), where, sentence, remedy), look="wrapped")


def write_sources(sheet: Sheet, result: CityYear, voice: Voice) -> None:
    """What the report says about method and sources, as rows."""
    sheet.widths(40, 16, 20, 14, 70, 50)
    for block in sources(result, voice).blocks:
        match block:
            case Words(words=said):
                sheet.line(said)
            case Facts(facts=facts):
                for name, said in facts:
                    sheet.write((name, said), look="plain")
            case Table(caption=caption, columns=columns, rows=rows):
                sheet.head(caption, (column.label for column in columns))
                for row in rows:
                    sheet.write(row, look="wrapped")
            case _:
                sheet.skip()
