"""Cities by principles as data: one row for each cell that was asked, silence too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from nagara.commitments.principles import LEVELS
from nagara_web.opendata.answering import Sheet
from nagara_web.rounds.principle_matrix import PrincipleMatrix, principle_matrix
from nagara_web.ui.asked import number_in

__all__ = ["principles_sheet"]

FIELDS: Final = (
    "city",
    "city_name",
    "country",
    "networks",
    "year",
    "principle",
    "indicator",
    "title",
    "answer",
    "level",
    "notation_key",
    "evidence",
    "permalink",
    "is_invented",
)


def principles_sheet(asked: Mapping[str, str]) -> Sheet:
    """How far every city says it is in a year; ``not-answered`` is silence and no level.

    Parameters
    ----------
    asked
        ``year`` and ``network``, each of which may be left out.
    """
    matrix = principle_matrix(number_in(asked.get("year")), asked.get("network", ""), timezone.localdate())
    return Sheet(
        title="The twelve principles of Waste Wise Cities, city by city",
        page=f"{settings.SITE_URL}/principles/",
        source="Rounds of the networks; the principles are UN-Habitat's, the levels this project's",
        rows=tuple(_rows(matrix)) if matrix else (),
        fields=FIELDS,
        more={"year": matrix.year, "years": matrix.years, "levels": LEVELS} if matrix else {},
    )


def _rows(matrix: PrincipleMatrix) -> Iterator[dict[str, Any]]:
    for city in matrix.cities:
        networks = " ".join(slug for slug, ids in matrix.members.items() if city.pk in ids)
        for principle in matrix.principles:
            said = matrix.cell(city.pk, principle.code)
            yield {
                "city": city.slug,
                "city_name": city.name,
                "country": city.country_id,
                "networks": networks,
                "year": matrix.year,
                "principle": principle.number,
                "indicator": principle.code,
                "title": principle.title,
                "answer": said.level or "no-level" if said else "not-answered",
                "level": LEVELS.index(said.level) if said and said.level in LEVELS else None,
                "notation_key": said.notation_key if said else "",
                "evidence": said.evidence if said else "",
                "permalink": f"{settings.SITE_URL}/figures/{said.figure_id}/" if said else "",
                "is_invented": city.is_invented,
            }
