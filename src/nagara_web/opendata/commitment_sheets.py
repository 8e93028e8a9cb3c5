"""Cities by commitments as data: one row for each cell that was asked, silence too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from nagara.commitments.answers import KINDS, Tally
from nagara.commitments.moves import MOVES
from nagara_web.figures.commitments import reasons_of
from nagara_web.opendata.answering import Sheet
from nagara_web.rounds.commitment_matrix import Matrix, Question, commitment_matrix, question_of

__all__ = ["FIELDS", "commitments_sheet"]

FIELDS: Final = (
    "city",
    "city_name",
    "country",
    "year",
    "document",
    "part",
    "indicator",
    "words",
    "theme",
    "frameworks",
    "answer",
    "because",
    "evidence",
    "reviewed_by",
    "reviewed_on",
    "year_before",
    "answer_before",
    "move",
    "published_at",
    "permalink",
    "is_invented",
)


def commitments_sheet(asked: Mapping[str, str]) -> Sheet:
    """What every city answers in a year; ``not-answered`` is silence and no answer.

    Parameters
    ----------
    asked
        ``year``, ``network``, ``country``, ``document``, ``theme``, ``framework``, ``city``, ``answer``
        and ``move``, each of which may be left out.
    """
    question = replace(question_of(asked), is_compared=True)
    matrix = commitment_matrix(question, timezone.localdate())
    rows = tuple(_rows(matrix, question)) if matrix else ()
    more = {"year": matrix.year, "counts": _counts(matrix.whole)} if matrix else {}
    return Sheet(
        title="Commitments, city by city",
        page=f"{settings.SITE_URL}/commitments/",
        source="Rounds of the networks",
        rows=rows,
        fields=FIELDS,
        more=more,
    )


def _counts(tally: Tally) -> dict[str, int]:
    return {"asked": tally.asked, **{kind.value: tally.count(kind) for kind in KINDS}}


def _rows(matrix: Matrix, question: Question) -> Iterator[dict[str, Any]]:
    reasons, moved = reasons_of(matrix.year), matrix.moves()
    is_compared = matrix.year_before is not None
    for row, column in matrix.cells(question):
        city, part = matrix.cities[row], matrix.parts[column]
        figure = int(matrix.figures[row, column])
        reason = reasons.get(figure)
        yield {
            "city": city.slug,
            "city_name": city.name,
            "country": city.country_iso3,
            "year": matrix.year,
            "document": part.document,
            "part": part.part.code if part.part else "",
            "indicator": part.code,
            "words": part.part.words if part.part else part.name,
            "theme": part.theme,
            "frameworks": " ".join(part.part.frameworks) if part.part else "",
            "answer": matrix.kind(row, column).value,
            "because": reason.because if reason else "",
            "evidence": reason.evidence if reason else "",
            "reviewed_by": reason.reviewed_by if reason else "",
            "reviewed_on": reason.reviewed_on if reason else None,
            "year_before": matrix.year_before,
            "answer_before": KINDS[int(matrix.before[row, column])].value if is_compared else "",
            "move": MOVES[moved[row, column]].value if is_compared else "",
            "published_at": reason.published_at if reason else None,
            "permalink": f"{settings.SITE_URL}/figures/{figure}/" if figure else "",
            "is_invented": city.is_invented,
        }
