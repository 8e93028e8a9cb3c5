"""Parts of commitments as indicators: their codes, the words of their answers, and what cities answered."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from nagara.commitments.answers import AnswerKind
from nagara_web.figures.models import FigureVersion, Indicator

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = [
    "ANSWERS",
    "COMMITMENT",
    "MARKS",
    "AnsweredCell",
    "CommitmentRow",
    "Reason",
    "answer_words",
    "answers_in_year",
    "clause_address",
    "codes_asked",
    "commitment_code",
    "commitments",
    "part_code",
    "reasons_of",
    "years_answered",
]

COMMITMENT: Final = Indicator.AnswerType.COMMITMENT.value
BETWEEN: Final = "--"
"""Between document, clause and part: a slug never holds two hyphens, so that the code leads back."""
LONGEST: Final = 80
DIGITS: Final = 10
NO_SLUG: Final = re.compile(r"[^A-Za-z0-9_-]")

ANSWERS: Final[dict[str, StrOrPromise]] = {
    AnswerKind.DONE.value: _("done"),
    AnswerKind.DONE_BEFORE.value: _("done before"),
    AnswerKind.UNDER_WAY.value: _("under way"),
    AnswerKind.PLANNED.value: _("planned"),
    AnswerKind.NOT_APPLICABLE.value: _("not applicable here"),
    AnswerKind.NATIONAL_COMPETENCE.value: _("national competence"),
}
"""What a city may answer, in words. Silence is no answer: there is no row for it."""
YES_NO: Final[dict[str, StrOrPromise]] = {"yes": _("yes"), "no": _("no")}
MARKS: Final[dict[str, str]] = {
    AnswerKind.DONE.value: "●",
    AnswerKind.DONE_BEFORE.value: "◉",
    AnswerKind.UNDER_WAY.value: "◐",
    AnswerKind.PLANNED.value: "○",
    AnswerKind.NOT_APPLICABLE.value: "◇",
    AnswerKind.NATIONAL_COMPETENCE.value: "–",
    AnswerKind.NOT_ANSWERED.value: "?",
}
"""A mark for each, of a shape of its own; it never stands without its word."""


def commitment_code(code: str) -> str:
    """Code of the indicator by which cities answer a part.

    Parameters
    ----------
    code
        Permanent code of the part, as in ``amf-2024-declaration.2.g``.

    Examples
    --------
    >>> commitment_code("amf-2024-declaration.2.g")
    'amf-2024-declaration--2--g'
    """
    plain = code.replace(".", BETWEEN)
    slug = NO_SLUG.sub("-", plain)
    if slug == plain and len(slug) <= LONGEST:
        return slug
    digest = hashlib.sha256(code.encode()).hexdigest()[:DIGITS]
    return f"{slug[: LONGEST - DIGITS - 1]}-{digest}"


def part_code(code: str) -> tuple[str, str, str] | None:
    """Document, clause and part of the code of an indicator; ``None`` where the code was shortened."""
    pieces = code.split(BETWEEN)
    return (pieces[0], pieces[1], pieces[2]) if len(pieces) == 3 and all(pieces) else None  # noqa: PLR2004


def clause_address(code: str) -> str:
    """Where the part stands that an indicator asks for; empty if its code does not say."""
    found = part_code(code)
    return f"/declarations/{found[0]}/{found[1]}/#part-{found[2]}" if found else ""


def answer_words(answer: str) -> str:
    """An answer that is no number in the language of the request: of a commitment, yes or no, or a level."""
    return str(ANSWERS.get(answer) or YES_NO.get(answer) or answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRow:
    """One part as an indicator."""

    id: int
    code: str
    name: str
    definition: str


class AnsweredCell(NamedTuple):
    """What one city answers to one part."""

    city_id: int
    indicator_id: int
    answer: str
    figure_id: int


class Reason(NamedTuple):
    """What stands beside an answer."""

    because: str
    evidence: str
    published_at: datetime


def commitments() -> list[CommitmentRow]:
    """All parts that cities are or were asked about."""
    found = Indicator.objects.filter(answer_type=COMMITMENT).order_by("position", "code")
    return [
        CommitmentRow(id=pk, code=code, name=name, definition=definition)
        for pk, code, name, definition in found.values_list("pk", "code", "name", "definition")
    ]


def codes_asked(codes: Collection[str]) -> set[str]:
    """Those of some codes that are indicators, because a round asks or asked for them."""
    return set(Indicator.objects.filter(answer_type=COMMITMENT, code__in=codes).values_list("code", flat=True))


def answers_in_year(year: int, *, city_id: int | None = None, code: str = "") -> list[AnsweredCell]:
    """Published answers of a year, in the order in which they were published: the last of two holds.

    Parameters
    ----------
    year
        The year that the answers speak of.
    city_id, code
        Only of this city, or only to this part.
    """
    found = _narrowed(city_id, code).filter(figure__year=year)
    columns = ("figure__city_id", "figure__indicator_id", "answer", "figure_id")
    return [AnsweredCell(*values) for values in found.order_by("published_at", "pk").values_list(*columns)]


def years_answered(*, city_id: int | None = None, code: str = "") -> list[int]:
    """Years of which an answer is published, newest first."""
    found = _narrowed(city_id, code).order_by("-figure__year")
    return list(found.values_list("figure__year", flat=True).distinct())


def reasons_of(year: int, *, city_id: int | None = None, code: str = "") -> dict[int, Reason]:
    """Because, what shows it and the day of publication of the answers of a year, by the number of the figure."""
    found = _narrowed(city_id, code).filter(figure__year=year)
    columns = ("figure_id", "method_note", "locator", "published_at")
    return {figure: Reason(*values) for figure, *values in found.values_list(*columns)}


def _narrowed(city_id: int | None, code: str) -> QuerySet[FigureVersion]:
    found = _standing() if city_id is None else _standing().filter(figure__city_id=city_id)
    return found.filter(figure__indicator__code=code) if code else found


def _standing() -> QuerySet[FigureVersion]:
    return FigureVersion.objects.filter(
        figure__current=F("pk"),
        status=FigureVersion.Status.PUBLISHED,
        figure__indicator__answer_type=COMMITMENT,
        figure__source__is_own_round=True,
    ).exclude(answer="")
