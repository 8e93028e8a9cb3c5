"""What a reviewer has decided about single figures, and what of it stays when a report comes again."""

from __future__ import annotations

from collections.abc import Mapping
from math import isclose
from typing import Final

from nagara_web.answers.queries import AnswerResult, ResultFigure, result_of
from nagara_web.figures.queries import indicators
from nagara_web.rounds.models import FigureReview, Report

__all__ = ["is_same_figure", "keep_verdicts", "needing_verdicts", "signed_result", "verdicts_of"]

SAME_REL: Final = 1e-9
NUMBERS: Final = ("value", "low", "high")
WORDS: Final = ("unit", "method", "notation_key", "answer", "method_note", "locator")


def is_same_figure(before: ResultFigure, after: ResultFigure) -> bool:
    """Whether a figure stands as it stood, to nine digits."""
    pairs = [(getattr(before, name), getattr(after, name)) for name in NUMBERS]
    agree = all(
        one is other or (one is not None and other is not None and isclose(one, other, rel_tol=SAME_REL))
        for one, other in pairs
    )
    return agree and all(getattr(before, name) == getattr(after, name) for name in WORDS)


def keep_verdicts(report: Report, result: AnswerResult) -> int:
    """Carry over what was accepted in the submission before, where the figure did not change.

    Who accepted it and when stay as they were. A figure that was returned is looked at again in any case.
    """
    last = report.figure_reviews.exclude(revision=result.revision).order_by("-revision").first()
    before = result_of(report.answer_set_id, last.revision) if last is not None else None
    if last is None or before is None:
        return 0
    kept = [
        FigureReview(
            report=report,
            indicator=each.indicator,
            revision=result.revision,
            verdict=each.verdict,
            person_id=each.person_id,
            at=each.at,
        )
        for each in report.figure_reviews.filter(revision=last.revision, verdict=FigureReview.Verdict.ACCEPT)
        if each.indicator in before.figures
        and each.indicator in result.figures
        and is_same_figure(before.figures[each.indicator], result.figures[each.indicator])
    ]
    FigureReview.objects.bulk_create(kept, ignore_conflicts=True)
    return len(kept)


def signed_result(report: Report) -> AnswerResult:
    """The figures of the revision that the head of the city signed."""
    result = result_of(report.answer_set_id, report.revision_signed)
    assert result is not None  # noqa: S101  (nothing is signed before it was calculated)
    return result


def verdicts_of(report: Report) -> Mapping[str, FigureReview]:
    """Decisions about the revision that was signed, by indicator."""
    if report.revision_signed is None:
        return {}
    found = report.figure_reviews.filter(revision=report.revision_signed).select_related("person")
    return {each.indicator: each for each in found}


def needing_verdicts(result: AnswerResult) -> list[str]:
    """Figures that each need a decision: the headline figures and the network's own; the others follow from them."""
    return [
        each.code
        for each in indicators()
        if each.code in result.figures and (each.is_headline or result.figures[each.code].is_own)
    ]
