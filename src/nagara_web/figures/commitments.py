"""Parts of commitments as indicators: their codes, the words of their answers, and what cities answered."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from nagara.commitments.answers import CODES, AnswerKind
from nagara_web.figures.models import FigureVersion, Indicator
from nagara_web.figures.principles import LEVEL_WORDS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = [
    "ANSWERS",
    "COMMITMENT",
    "MARKS",
    "CommitmentRow",
    "Reason",
    "YearAnswers",
    "answer_words",
    "answers_in_year",
    "clause_address",
    "codes_asked",
    "commitment_code",
    "commitments",
    "newest_answered",
    "part_code",
    "reasons_of",
    "review_in",
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
    return str(ANSWERS.get(answer) or YES_NO.get(answer) or LEVEL_WORDS.get(answer) or answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRow:
    """One part as an indicator."""

    id: int
    code: str
    name: str
    definition: str


class YearAnswers(NamedTuple):
    """What cities answer for a year: one place of each array is one answer, the one that holds comes last.

    Parameters
    ----------
    cities, indicators, figures
        Numbers of each.
    codes
        The answers, as :data:`nagara.commitments.answers.CODES` has them.
    """

    cities: NDArray[np.int64]
    indicators: NDArray[np.int64]
    codes: NDArray[np.int8]
    figures: NDArray[np.int64]


class Reason(NamedTuple):
    """What stands beside an answer.

    Parameters
    ----------
    reviewed_by, reviewed_on
        Role of who accepted it in the review, and the day; empty and ``None`` where nobody did.
    """

    because: str
    evidence: str
    published_at: datetime
    reviewed_by: str = ""
    reviewed_on: date | None = None


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


def answers_in_year(year: int, *, city_id: int | None = None, code: str = "") -> YearAnswers:
    """Published answers of a year; of two to the same question the one that was published last comes last.

    Parameters
    ----------
    year
        The year that the answers speak of.
    city_id, code
        Only of this city, or only to this part.
    """
    found = _narrowed(city_id, code).filter(figure__year=year).order_by()
    answers = _in_columns(found)
    cells = answers.cities * (answers.indicators.max(initial=0) + 1) + answers.indicators
    if len(np.unique(cells)) == len(cells):  # the rule: nobody is asked twice, so no database has to sort
        return answers
    return _in_columns(found.order_by("published_at", "pk"))


def _in_columns(found: QuerySet[FigureVersion]) -> YearAnswers:
    rows = list(found.values_list("figure__city_id", "figure__indicator_id", "answer", "figure_id"))
    cities, indicators, words, figures = zip(*rows, strict=True) if rows else ((), (), (), ())
    known = {kind.value: code for kind, code in CODES.items()}
    return YearAnswers(
        cities=np.array(cities, dtype=np.int64),
        indicators=np.array(indicators, dtype=np.int64),
        codes=np.array([known.get(each, 0) for each in words], dtype=np.int8),
        figures=np.array(figures, dtype=np.int64),
    )


def newest_answered(years: Iterable[int], *, city_id: int | None = None, code: str = "") -> int | None:
    """The first of some years of which an answer is published; ``None`` if of none."""
    found = _narrowed(city_id, code).order_by()
    return next((year for year in years if found.filter(figure__year=year).exists()), None)


def reasons_of(
    year: int, *, city_id: int | None = None, code: str = "", figures: Collection[int] | None = None
) -> dict[int, Reason]:
    """What stands beside the answers of a year, by the number of the figure.

    Parameters
    ----------
    year
        The year that the answers speak of.
    city_id, code, figures
        Only of this city, only to this part, only these figures.
    """
    found = _narrowed(city_id, code).filter(figure__year=year)
    found = found if figures is None else found.filter(figure_id__in=figures)
    columns = ("figure_id", "method_note", "locator", "published_at", "origin__reviewed")
    return {
        figure: Reason(because, evidence, at, *review_in({"reviewed": reviewed}))
        for figure, because, evidence, at, reviewed in found.values_list(*columns)
    }


def review_in(origin: Mapping[str, Any]) -> tuple[str, date | None]:
    """Role and day of the review that is kept with a figure; empty and ``None`` where there is none."""
    kept = origin.get("reviewed")
    return (kept["role"], date.fromisoformat(kept["on"])) if kept else ("", None)


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
