"""A paper as a tagged PDF, set by Typst from the same definitions and drawings as the page."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from importlib import resources
from typing import TYPE_CHECKING, Final

from nagara.errors import NagaraError
from nagara.reports import words
from nagara.reports.annual_report import annual_report
from nagara.reports.charts.drawing import stand_alone, without_lettering
from nagara.reports.language import language as load_language
from nagara.reports.paper import Picture
from nagara.reports.tokens import colours

if TYPE_CHECKING:
    from nagara.indicators.result import CityYear
    from nagara.reports.language import Language
    from nagara.reports.paper import Paper

__all__ = ["MissingTypstError", "render_paper_pdf", "render_pdf"]

STANDARD: Final = "ua-1"


class MissingTypstError(NagaraError, ImportError):
    """The optional package that sets PDFs is not installed."""

    code = "typst-missing"

    def __str__(self) -> str:
        return 'PDF needs the package typst, which is not installed. Install it with: pip install "nagara[pdf]"'


def render_pdf(result: CityYear, *, language: str = "en") -> bytes:
    """Write the annual report of a city as PDF/UA-1.

    Parameters
    ----------
    result
        The account of the city's year.
    language
        Code of the language it is written in.

    Returns
    -------
    bytes
        The file; the same result gives the same bytes.

    Raises
    ------
    MissingTypstError
        If the extra ``pdf`` is not installed.
    """
    spoken = load_language(language)
    day = result.city.fieldwork_end or date(result.city.year, 12, 31)
    return render_paper_pdf(annual_report(result, spoken), spoken, day=day)


def render_paper_pdf(paper: Paper, spoken_language: Language, *, day: date) -> bytes:
    """Write a paper as PDF/UA-1.

    Parameters
    ----------
    paper
        The paper, its words already in the reader's language.
    spoken_language
        That language, for the few words of the page itself.
    day
        The day that stands in the file as that of its making, so that the same paper gives the same bytes.

    Raises
    ------
    MissingTypstError
        If the extra ``pdf`` is not installed.
    """
    try:
        import typst
    except ImportError:
        raise MissingTypstError from None
    folder = resources.files(__package__)
    template, fonts = folder / "templates" / "report.typ", folder / "fonts"
    with resources.as_file(template) as template_path, resources.as_file(fonts) as fonts_path:
        pdf: bytes = typst.compile(
            str(template_path),
            format="pdf",
            font_paths=[str(fonts_path)],
            ignore_system_fonts=True,
            sys_inputs={
                "paper": json.dumps(_data(paper), ensure_ascii=False),
                "tables": spoken_language.text(words.CHART_TABLES),
                "tokens": json.dumps(dict(colours())),
            },
            pdf_standards=STANDARD,
            timestamp=int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()),
        )
    return pdf


def _data(value: object) -> object:
    """Turn a paper into lists and names.

    A drawing takes its style along and leaves its text to Typst, which shapes every script and
    keeps it readable by ear.
    """
    if isinstance(value, Picture):
        whole = {entry.name: _data(getattr(value, entry.name)) for entry in fields(value)}
        drawing, lettering = without_lettering(value.wide)
        whole |= {"wide": stand_alone(drawing), "lettering": _data(lettering)}
        return {**whole, "kind": value.kind, "alt": f"{value.title}. {value.description}"}
    if is_dataclass(value) and not isinstance(value, type):
        parts = {entry.name: _data(getattr(value, entry.name)) for entry in fields(value)}
        kind = getattr(value, "kind", None)
        return {**parts, "kind": kind} if kind else parts
    if isinstance(value, tuple):
        return [_data(entry) for entry in value]
    return value
