"""The table of a review: each figure this year and last, whether it changed, what was decided and said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isclose

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nagara.rounds.year_on_year import Judgement, Kind, YearFigure, judge, judged
from nagara_web.answers.queries import AnswerResult, ResultFigure
from nagara_web.answers.results import latest_result_of
from nagara_web.figures.commitments import answer_words
from nagara_web.figures.queries import FigureRow, IndicatorRow, figures_of_city, indicators
from nagara_web.figures.words import indicator_words
from nagara_web.rounds.models import Comment, FigureReview, Report
from nagara_web.rounds.queries.reports import comments_of
from nagara_web.rounds.verdicts import needing_verdicts, verdicts_of
from nagara_web.ui.notation import notation_words
from nagara_web.ui.numbers import SHARE, printed, unit_words

__all__ = ["FigureLine", "ReviewProgress", "change_words", "figure_lines", "progress_of_review"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One figure of a report.

    Parameters
    ----------
    code, name, unit, method
        What it is.
    figure
        As the answers give it now.
    value, interval
        In words; the value says why there is none where there is none.
    last_year, last_value, last_interval
        What was published before, in words; empty if nothing.
    judgement, change
        Whether it changed, and in words.
    is_asked
        Whether it needs a decision of its own.
    review
        What was decided, if it was.
    comments
        What was said about it.
    """

    code: str
    name: str
    unit: str
    method: str
    figure: ResultFigure
    value: str
    interval: str
    last_year: int | None = None
    last_value: str = ""
    last_interval: str = ""
    judgement: Judgement | None = None
    change: str = ""
    is_asked: bool = False
    is_own: bool = False
    review: FigureReview | None = None
    comments: tuple[Comment, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something that was said about it is not settled."""
        return any(each.settled_at is None for each in self.comments)

    @property
    def level(self) -> str:
        """Level of the interval as printed, ``95 %``; empty where there is none, or the city stated its ends."""
        level = self.figure.level_frac
        return f"{level * 100:g} %" if self.interval and level is not None else ""

    @property
    def is_jump(self) -> bool:
        """Whether it moved beyond its doubt: clearly, and with an interval that does not reach over zero."""
        found = self.judgement
        if found is None or not found.is_clear or found.low is None or found.high is None:
            return False
        return not found.low < 0 < found.high

    @property
    def verdict(self) -> str:
        """What was decided: ``accept``, ``return`` or nothing."""
        return "" if self.review is None else self.review.verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewProgress:
    """How far a review is."""

    looked_at: int
    asked: int
    returned: int

    @property
    def is_complete(self) -> bool:
        """Whether every figure was looked at and none is returned."""
        return self.looked_at == self.asked and not self.returned


def figure_lines(report: Report, result: AnswerResult) -> list[FigureLine]:
    """Every figure of a result with last year beside it: those that need a decision first."""
    known = {each.code: each for each in indicators()}
    asked, verdicts, before = set(needing_verdicts(result)), verdicts_of(report), _before(report)
    said: dict[str, list[Comment]] = {}
    for each in comments_of(report.pk):
        said.setdefault(each.indicator, []).append(each)
    lines = [
        replace(
            _line(known[code], figure, before.get(code), result, report.round.year),
            is_asked=code in asked,
            review=verdicts.get(code),
            comments=tuple(said.get(code, ())),
        )
        for code, figure in result.figures.items()
        if code in known
    ]
    return sorted(lines, key=lambda each: (not each.is_asked, known[each.code].position))


def progress_of_review(report: Report, result: AnswerResult) -> ReviewProgress:
    """Figures looked at of figures that need a decision."""
    asked, verdicts = set(needing_verdicts(result)), verdicts_of(report)
    return ReviewProgress(
        looked_at=len(asked & verdicts.keys()),
        asked=len(asked),
        returned=sum(each.verdict == FigureReview.Verdict.RETURN for each in verdicts.values()),
    )


def _before(report: Report) -> Mapping[str, tuple[YearFigure, str]]:
    """What the city reported last, by indicator: published by a round of the network, else last year's answers."""
    found: dict[str, tuple[YearFigure, str]] = {}
    for row in figures_of_city(report.city_id):
        if row.is_own_round and row.year < report.round.year and row.indicator_code not in found:
            found[row.indicator_code] = (_published(row), row.notation or answer_words(row.answer))
    previous = report.answer_set.previous
    if previous is not None and (result := latest_result_of(previous.pk)) is not None:
        for code, figure in result.figures.items():
            if code not in found:
                found[code] = (_reported(figure, result, previous.year), _why_none(figure))
    return found


def _published(row: FigureRow) -> YearFigure:
    return YearFigure(
        year=row.year,
        value=row.value,
        low=row.low,
        high=row.high,
        standard_deviation=row.standard_deviation,
        method=row.method,
        boundary=row.boundary,
        population_basis=row.population_basis,
    )


def _reported(figure: ResultFigure, result: AnswerResult, year: int) -> YearFigure:
    return YearFigure(
        year=year,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        standard_deviation=figure.standard_deviation,
        method=figure.method,
        boundary=result.boundary,
        population_basis=result.population_basis,
    )


def _line(
    indicator: IndicatorRow,
    figure: ResultFigure,
    before: tuple[YearFigure, str] | None,
    result: AnswerResult,
    year: int,
) -> FigureLine:
    value, interval = _words(figure.value, figure.low, figure.high, indicator.unit)
    line = FigureLine(
        code=indicator.code,
        name=indicator_words(indicator.name),
        unit=indicator.unit,
        method=figure.method_note or figure.method,
        figure=figure,
        value=value or _why_none(figure) or str(notation_words("NE")),
        interval=interval,
        is_own=figure.is_own,
    )
    if before is None:
        return line
    earlier, why_none = before
    judgement = None if figure.answer else _judged(earlier, figure, result, year)
    last_value, last_interval = _words(earlier.value, earlier.low, earlier.high, indicator.unit)
    return replace(
        line,
        last_year=earlier.year,
        last_value=last_value or why_none,
        last_interval=last_interval,
        judgement=judgement,
        change="" if judgement is None else change_words(judgement, indicator.unit),
    )


def _judged(earlier: YearFigure, figure: ResultFigure, result: AnswerResult, year: int) -> Judgement:
    """The account's own test where it made one of the same numbers: it knows what both years share."""
    now = _reported(figure, result, year)
    found = next((each for each in result.changes if each["figure"] == figure.code), None)
    if found is None or found["change"] is None or earlier.value is None:
        return judge(earlier, now)
    if found["earlier_year"] != earlier.year or not isclose(found["earlier_value"], earlier.value, rel_tol=1e-6):
        return judge(earlier, now)
    by_itself = judge(earlier, now)
    if by_itself.kind is Kind.METHOD_BREAK:
        return by_itself
    return judged(found["change"], found["low"], found["high"], found["probability_of_sign"])


def _words(value: float | None, low: float | None, high: float | None, unit: str) -> tuple[str, str]:
    if value is None:
        return "", ""
    said = printed(value, low, high, unit)
    return said.with_unit, said.interval


def _why_none(figure: ResultFigure) -> str:
    return answer_words(figure.answer) or str(notation_words(figure.notation_key))


BREAK_WORDS = {
    "unit": gettext_lazy("unit"),
    "method": gettext_lazy("method"),
    "boundary": gettext_lazy("boundary"),
    "population_basis": gettext_lazy("basis of the population"),
}


def change_words(judgement: Judgement, unit: str) -> str:
    """Say a change by one rule: clear from a probability of its sign of 0.9 on, and never up or down below it.

    ``up 6 points (2 to 10)``; ``likely up 5 points: between 2 points down and 12 up`` where it is clear but its
    95 % interval reaches over zero; ``no clear change: between 3 points down and 7 up``.
    """
    if judgement.kind is Kind.METHOD_BREAK:
        breaks = ", ".join(str(BREAK_WORDS[each]) for each in judgement.breaks)
        return _("not comparable: %(what)s differs") % {"what": breaks}
    if judgement.change is None or judgement.low is None or judgement.high is None:
        return _("no interval to judge it by") if judgement.change is not None else ""
    seen = judgement.change if judgement.is_clear else judgement.high  # a small change must not ask for more digits
    said = printed(seen, judgement.low, judgement.high, unit)
    words = _("points") if unit == SHARE else unit_words(unit)
    if judgement.low < 0 < judgement.high:
        sizes = {"size": _size(said.value), "down": _size(said.low), "up": _size(said.high), "unit": words}
        return str(EITHER_WAY[judgement.kind]) % sizes
    if not judgement.is_clear:
        values = {"low": _signed(said.low, judgement.low), "high": _signed(said.high, judgement.high), "unit": words}
        return _("no clear change (%(low)s to %(high)s %(unit)s)") % values
    is_up = judgement.kind is Kind.UP
    near, far = (said.low, said.high) if is_up else (_size(said.high), _size(said.low))
    text = (
        _("up %(size)s %(unit)s (%(low)s to %(high)s)") if is_up else _("down %(size)s %(unit)s (%(low)s to %(high)s)")
    )
    return text % {"size": _size(said.value), "low": near, "high": far, "unit": words}


EITHER_WAY = {
    Kind.UP: gettext_lazy("likely up %(size)s %(unit)s: between %(down)s %(unit)s down and %(up)s up"),
    Kind.DOWN: gettext_lazy("likely down %(size)s %(unit)s: between %(down)s %(unit)s down and %(up)s up"),
    Kind.NO_CLEAR_CHANGE: gettext_lazy("no clear change: between %(down)s %(unit)s down and %(up)s up"),
}
"""What is said of a change whose interval reaches over zero."""


def _size(text: str) -> str:
    return text.lstrip("-\N{MINUS SIGN}")


def _signed(text: str, number: float) -> str:
    return f"+{text}" if number > 0 else text.replace("-", "\N{MINUS SIGN}")
