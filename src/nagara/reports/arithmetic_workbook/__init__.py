"""The report as a workbook in which a reader can follow the arithmetic.

Every total is a live formula that also carries its value, so that a reader who opens the file
without recalculating sees the same. Intervals come from the joint draws and are plain numbers.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from nagara.indicators.examination import examine
from nagara.reports.arithmetic_workbook.book import Book, Cell
from nagara.reports.arithmetic_workbook.climate import write_climate
from nagara.reports.arithmetic_workbook.disposal import write_disposal
from nagara.reports.arithmetic_workbook.generation import write_generation
from nagara.reports.arithmetic_workbook.inputs import write_inputs
from nagara.reports.arithmetic_workbook.outcome import write_indicators, write_summary
from nagara.reports.arithmetic_workbook.papers import write_composition, write_findings, write_sources
from nagara.reports.arithmetic_workbook.plastics import write_plastics
from nagara.reports.arithmetic_workbook.recovery import write_recovery
from nagara.reports.language import language as load_language
from nagara.reports.said import Voice

if TYPE_CHECKING:
    from nagara.indicators.result import CityYear
    from nagara.waste.records import CityRecords

__all__ = ["arithmetic_workbook"]


def arithmetic_workbook(result: CityYear, records: CityRecords, *, language: str = "en") -> bytes:
    """Write the arithmetic of a city's year as an Excel workbook.

    Parameters
    ----------
    result
        The account of the city's year.
    records
        The records that it was worked out from.
    language
        Code of the language of its words.

    Returns
    -------
    bytes
        The file; the same result and records give the same bytes.
    """
    import xlsxwriter

    voice = Voice(load_language(language))
    examination = examine(records, accept_single_areas=True)
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        workbook.set_properties({"title": _title(result), "author": "nagara", "created": _created(result)})
        book = Book(workbook)
        for name in ("Summary", "Indicators", "Generation", "Recovery", "Disposal"):
            book.sheet(name)
        chapters = _write_chapters(book, result, voice)
        inputs = write_inputs(book.sheet("Inputs"), examination, voice)
        generated = write_generation(book.sheet("Generation"), examination, inputs, voice)
        recovered, ranges = write_recovery(book.sheet("Recovery"), examination, inputs, voice)
        disposed = write_disposal(book.sheet("Disposal"), examination, inputs, (recovered, ranges), voice)
        sums = {**generated, **recovered, **disposed}
        figures = write_indicators(book.sheet("Indicators"), result, inputs, sums, chapters, voice)
        write_summary(book.sheet("Summary"), result, figures, voice)
        write_composition(book.sheet("Composition"), result, voice)
        write_findings(book.sheet("Findings"), result, voice)
        write_sources(book.sheet("Method and sources"), result, voice)
    return content.getvalue()


def _write_chapters(book: Book, result: CityYear, voice: Voice) -> dict[str, Cell]:
    """The sheets of plastic and gases; a chapter without figures has none."""
    cells: dict[str, Cell] = {}
    population = result.city.population
    if result.plastic_leakage is not None:
        cells |= write_plastics(book.sheet("Plastics"), result.plastic_leakage, population, voice)
    if result.greenhouse_gases is not None and result.greenhouse_gases.masses:
        gases, figures = result.greenhouse_gases, result.figures
        cells |= write_climate(book.sheet("Climate"), gases, figures, population, voice)
    return cells


def _title(result: CityYear) -> str:
    return f"{result.city.city} {result.city.year}"


def _created(result: CityYear) -> datetime:
    """A day of the input in place of the clock."""
    day = result.city.fieldwork_end
    if day is None:
        return datetime(result.city.year, 12, 31, tzinfo=UTC).replace(tzinfo=None)
    return datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)
