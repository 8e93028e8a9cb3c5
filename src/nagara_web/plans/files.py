"""The files of a plan, as the command writes them: for programs, for a spreadsheet, to read and to print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpResponse
from django.utils.translation import get_language

if TYPE_CHECKING:
    from nagara_web.plans.queries import PlanPage

__all__ = ["file_of", "kinds_of"]

TYPES: Final = {
    "json": "application/json; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
}


def kinds_of(page: PlanPage) -> tuple[str, ...]:
    """Kinds of files that can be had of a plan here."""
    missing = {"xlsx"} if page.answer.workbook is None else set()
    if find_spec("typst") is None:
        missing.add("pdf")
    return tuple(each for each in TYPES if each not in missing)


def file_of(page: PlanPage, kind: str) -> HttpResponse:
    """One file of a plan, in the reader's language where it holds words.

    Parameters
    ----------
    page
        The plan with the answer that stands.
    kind
        ``json``, ``xlsx``, ``html`` or ``pdf``.

    Raises
    ------
    Http404
        If there is no such file: of that kind, from before workbooks were kept, or because no PDF can be set here.
    """
    if kind not in kinds_of(page):
        raise Http404
    content = WRITERS[kind](page)
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{page.plan.city.slug}-plan-{page.plan.pk}.{kind}"'
    return response


def _json(page: PlanPage) -> bytes:
    return page.answer.data.encode()


def _workbook(page: PlanPage) -> bytes:
    return bytes(page.answer.workbook or b"")


def _html(page: PlanPage) -> bytes:
    from nagara.reports.html import render_paper
    from nagara.reports.language import language
    from nagara_web.plans.papers import paper_of

    spoken = language(_code(page))
    return render_paper(paper_of(page.paper, spoken.code), spoken).encode()


def _pdf(page: PlanPage) -> bytes:
    from nagara.reports.language import language
    from nagara.reports.pdf import render_paper_pdf
    from nagara_web.plans.papers import paper_of

    spoken = language(_code(page))
    day = date(page.plan.answer_set.year, 12, 31)
    return render_paper_pdf(paper_of(page.paper, spoken.code), spoken, day=day)


def _code(page: PlanPage) -> str:
    """The reader's language, if the plan is written in it."""
    code = get_language() or "en"
    return code if code in page.answer.papers else "en"


WRITERS: Final[dict[str, Callable[[PlanPage], bytes]]] = {
    "json": _json,
    "xlsx": _workbook,
    "html": _html,
    "pdf": _pdf,
}
