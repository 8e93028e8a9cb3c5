"""A measure as the library knows it, and how it stands on a day."""

from __future__ import annotations

from typing import Literal

from nagara.commitments import measures as noun
from nagara_web.declarations.models import Measure

__all__ = ["measure_noun"]


def measure_noun(row: Measure) -> noun.Measure:
    """A row as the library knows it: each of the five a value, open, or not entered.

    Raises
    ------
    MeasureError
        If what it says does not fit together.
    """
    clause = row.part.clause
    left_open = set(row.left_open)

    def said(aspect: noun.Aspect) -> Literal[noun.Open.OPEN] | None:
        return noun.OPEN if aspect.value in left_open else None

    owners = tuple(noun.Owner(kind=noun.OwnerKind(each["kind"]), name=each.get("name", "")) for each in row.owners)
    return noun.Measure(
        part_id=f"{clause.document.slug}.{clause.key}.{row.part.key}",
        owners=owners or said(noun.Aspect.OWNER),
        answering=_answering(row) or said(noun.Aspect.ANSWERING),
        baseline=_baseline(row) or said(noun.Aspect.BASELINE),
        target=_target(row) or said(noun.Aspect.TARGET),
        due=row.due or said(noun.Aspect.DUE),
    )


def _answering(row: Measure) -> noun.Answering | None:
    types = Measure.AnswerType
    if row.answer_type == types.INDICATOR:
        return noun.Indicator(code=row.indicator_code, unit=row.unit, is_share=row.is_share)
    if row.answer_type == types.YES_NO:
        return noun.YesNo(question=row.question)
    if row.answer_type == types.LEVEL:
        return noun.Level(scale=tuple(row.scale), name=row.question)
    if row.answer_type == types.CITY_SHARE:
        return noun.CityShare(of=noun.YesNo(question=row.question))
    return None


def _baseline(row: Measure) -> noun.Baseline | None:
    if row.baseline_value is None or row.baseline_year is None:
        return None
    return noun.Baseline(value=row.baseline_value, year=row.baseline_year, low=row.baseline_low, high=row.baseline_high)


def _target(row: Measure) -> noun.Target | None:
    if row.target_value is None or not row.aim:
        return None
    return noun.Target(aim=noun.Aim(row.aim), value=row.target_value, words=row.target_words)
