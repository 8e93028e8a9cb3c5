"""Cities by commitments as data: one row for each cell that was asked, silence too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
from django.conf import settings
from django.utils import timezone

from nagara.commitments.answers import KINDS, Tally
from nagara_web.figures.commitments import reasons_of
from nagara_web.opendata.answering import Sheet
from nagara_web.rounds.commitment_matrix import Matrix, commitment_matrix, question_of

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
    "published_at",
    "permalink",
    "is_invented",
)


def commitments_sheet(asked: Mapping[str, str]) -> Sheet:
    """What every city answers in a year; ``not-answered`` is silence and no answer.

    Parameters
    ----------
    asked
        ``year``, ``network``, ``country``, ``document``, ``theme`` and ``framework``, each of which may be left out.
    """
    matrix = commitment_matrix(question_of(asked), timezone.localdate())
    rows = tuple(_rows(matrix)) if matrix else ()
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


def _rows(matrix: Matrix) -> Iterator[dict[str, Any]]:
    reasons = reasons_of(matrix.year)
    for row, column in np.argwhere(matrix.is_asked):
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
            "published_at": reason.published_at if reason else None,
            "permalink": f"{settings.SITE_URL}/figures/{figure}/" if figure else "",
            "is_invented": city.is_invented,
        }
