"""Principles as indicators: the words of their levels, and what cities said of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from nagara.commitments.principles import principles
from nagara_web.figures.models import FigureVersion, Indicator

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = [
    "LEVEL_WORDS",
    "Assessed",
    "assessments_in_year",
    "assessments_of_city",
    "level_words",
    "principle_codes",
    "principle_ids",
    "years_assessed",
]

LEVEL_WORDS: Final[dict[str, StrOrPromise]] = {
    "not started": _("not started"),
    "begun": _("begun"),
    "partly": _("partly"),
    "fully": _("fully"),
}
"""What a city may answer, in words; silence is none of them."""
COLUMNS: Final = ("figure__city_id", "figure__indicator__code", "figure__year", "answer", "notation_key", "figure_id")


class Assessed(NamedTuple):
    """What one city says of one principle.

    Parameters
    ----------
    city_id, code, year
        Which city, which principle, of which year.
    level, notation_key
        One of the levels, or why there is none.
    figure_id
        Number of the figure that holds it with its evidence.
    evidence
        What shows it.
    """

    city_id: int
    code: str
    year: int
    level: str
    notation_key: str
    figure_id: int
    evidence: str


def principle_codes() -> tuple[str, ...]:
    """Codes of the questions about all principles, in their order."""
    return tuple(each.code for each in principles())


def principle_ids() -> dict[str, int]:
    """Numbers of the indicators of principles that some round asks or asked for, by code."""
    return dict(Indicator.objects.filter(code__in=principle_codes()).values_list("code", "pk"))


def level_words(level: str) -> str:
    """A level in the language of the request; empty if it is none."""
    return str(LEVEL_WORDS.get(level, ""))


def assessments_in_year(year: int) -> list[Assessed]:
    """Published assessments of a year; of two of one city and principle the later one stands last."""
    return _rows(_standing().filter(figure__year=year))


def assessments_of_city(city_id: int) -> list[Assessed]:
    """Published assessments of a city in all years."""
    return _rows(_standing().filter(figure__city_id=city_id))


def years_assessed() -> list[int]:
    """Years of which an assessment is published, newest first."""
    return list(_standing().order_by("-figure__year").values_list("figure__year", flat=True).distinct())


def _rows(found: QuerySet[FigureVersion]) -> list[Assessed]:
    return [Assessed(*values) for values in found.order_by("published_at", "pk").values_list(*COLUMNS, "locator")]


def _standing() -> QuerySet[FigureVersion]:
    return FigureVersion.objects.filter(
        figure__current=F("pk"),
        status=FigureVersion.Status.PUBLISHED,
        figure__indicator__code__in=principle_codes(),
        figure__source__is_own_round=True,
    )
