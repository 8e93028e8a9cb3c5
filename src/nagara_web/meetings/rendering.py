"""Papers as files: made from a record, so that the same record gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from nagara.exchange.paper_docx import paper_docx
from nagara.meetings.commitment_annex import commitment_annex
from nagara.meetings.draft_paragraphs import draft_paragraphs
from nagara.meetings.late_and_silent import late_and_silent
from nagara.meetings.paper import Paper, PaperKind
from nagara.meetings.progress_report import progress_report
from nagara.meetings.record import tracked_from
from nagara.meetings.report_home import report_home
from nagara.meetings.tracked import Tracked
from nagara.meetings.waste_annex import waste_annex
from nagara.reports.html import render_paper
from nagara.reports.language import language as load_language
from nagara.reports.meeting_paper import meeting_paper
from nagara.reports.pdf import MissingTypstError, render_paper_pdf

__all__ = ["BUILDERS", "CONTENT_TYPES", "KIND_WORDS", "UPLOADED", "files_of_record"]

UPLOADED: Final = "uploaded"
BUILDERS: Final[dict[str, Callable[..., Paper]]] = {
    PaperKind.PROGRESS: progress_report,
    PaperKind.MATRIX: commitment_annex,
    PaperKind.LATE: late_and_silent,
    PaperKind.WASTE: waste_annex,
    PaperKind.PARAGRAPHS: draft_paragraphs,
}
"""Papers of the whole network, in the order in which they are numbered."""
KIND_WORDS: Final = {
    PaperKind.PROGRESS: _("Progress report"),
    PaperKind.MATRIX: _("Annex of cities and promises"),
    PaperKind.LATE: _("Late and silent items"),
    PaperKind.WASTE: _("Waste annex with intervals"),
    PaperKind.PARAGRAPHS: _("Draft paragraphs for the outcome text"),
    PaperKind.REPORT_HOME: _("Report home of a delegation"),
    UPLOADED: _("A file of your own"),
}
CONTENT_TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
}


def files_of_record(
    kind: str, record: str, *, number: str, revision: int, city: str = "", language: str = "en"
) -> dict[str, bytes]:
    """Make the pages of a paper in one language from its record; nothing else is read.

    Parameters
    ----------
    kind
        One of :class:`~nagara.meetings.paper.PaperKind`.
    record
        The tracked data as text.
    number, revision
        As printed.
    city
        Slug of the city, for a report home.
    language
        Code of the language it is written in.
    """
    tracked = tracked_from(record)
    paper, words = _built(kind, tracked, city, number, revision), load_language(language)
    spoken = meeting_paper(paper, words)
    made = {"html": render_paper(spoken, words).encode(), "docx": paper_docx(spoken, day=paper.cutoff)}
    if pdf := _pdf(spoken, words, paper.cutoff):
        made["pdf"] = pdf
    return made


def _built(kind: str, tracked: Tracked, city: str, number: str, revision: int) -> Paper:
    if kind == PaperKind.REPORT_HOME:
        return report_home(tracked, city, number=number, revision=revision)
    return BUILDERS[kind](tracked, number=number, revision=revision)


def _pdf(spoken: object, words: object, day: date) -> bytes | None:
    try:
        return render_paper_pdf(spoken, words, day=day)  # type: ignore[arg-type]
    except MissingTypstError:
        return None
