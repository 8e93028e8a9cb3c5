"""A measure as the library knows it, whether a stranger could check it, and how it stands on a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import get_language

from nagara.commitments import measures as noun
from nagara.commitments.measures import RELATIVE
from nagara.commitments.observations import Observation
from nagara.commitments.status import status_at
from nagara.commitments.verifiability import Verdict, verifiability
from nagara.errors import MeasureError
from nagara.findings import Finding, catalogue
from nagara.reports.language import language
from nagara.reports.said import Voice
from nagara_web.declarations.models import Measure, Part
from nagara_web.declarations.words import OWNER_KINDS
from nagara_web.figures.queries import FigureRow, figures_of_indicator
from nagara_web.places.queries import members_on
from nagara_web.ui.numbers import printed

__all__ = [
    "CityStatus",
    "Doubt",
    "MeasureLine",
    "doubts_of",
    "measure_line",
    "measure_noun",
    "status_by_city",
    "verdict_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What is missing or vague about a measure, in the language of the page."""

    severity: str
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """How a part is measured, as a page prints it: each of the five, and whether a stranger could check it."""

    measure: Measure
    said: tuple[tuple[str, str, str], ...]
    """Aspect, what is said, and ``said``, ``open`` or ``missing``."""
    grade: str
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CityStatus:
    """How many cities of the network stand so with a promise, and what is said of it."""

    status: str
    count: int
    reason: str
    cities: tuple[str, ...]


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


def measure_line(row: Measure, today: date) -> MeasureLine:
    """Say a measure in words."""
    given = measure_noun(row)
    verdict = verdict_of(given, row.part)
    return MeasureLine(
        measure=row,
        said=tuple(_aspects(row, given)),
        grade=verdict.grade.value,
        doubts=tuple(_doubt(each) for each in verdict.findings),
    )


def verdict_of(given: noun.Measure, part: Part) -> Verdict:
    """Whether a stranger could tell if a part is kept, with its own words searched for vague ones."""
    return verifiability(given, part.words, language=part.clause.document.language)


def doubts_of(given: noun.Measure, part: Part) -> tuple[str, tuple[Doubt, ...]]:
    """Grade and doubts of a measure that is being written."""
    verdict = verdict_of(given, part)
    return verdict.grade.value, tuple(_doubt(each) for each in verdict.findings)


def status_by_city(row: Measure, today: date) -> list[CityStatus]:
    """How the promise stands in each city of the network that answers it, counted by status.

    Only published figures of the network's own rounds are used, one a year; a promise without an indicator
    of the site has no figures here.

    Parameters
    ----------
    row
        The measure; without network and indicator the list is empty.
    today
        The cut-off.
    """
    if row.network_id is None or row.indicator_id is None:
        return []
    members = {each.slug: each.name for each in members_on(row.network_id, today)}
    by_city: dict[str, dict[int, FigureRow]] = defaultdict(dict)
    for each in figures_of_indicator(row.indicator_id):
        if each.city_slug in members and each.is_own_round and each.value is not None:
            by_city[each.city_slug].setdefault(each.year, each)
    given = measure_noun(row)
    found: dict[str, list[str]] = defaultdict(list)
    reasons: Counter[tuple[str, str]] = Counter()
    for slug, name in members.items():
        try:
            at = status_at(today, given, [_observation(each) for each in by_city[slug].values()])
        except MeasureError:  # a figure that cannot be, such as a share above one, judges nothing
            continue
        found[at.status.value].append(name)
        reasons[at.status.value, at.reason.value] += 1
    return [
        CityStatus(
            status=status,
            count=len(names),
            reason=next(reason for (each, reason), _n in reasons.most_common() if each == status),
            cities=tuple(sorted(names)),
        )
        for status, names in sorted(found.items(), key=lambda each: -len(each[1]))
    ]


def _observation(row: FigureRow) -> Observation:
    return Observation(
        year=row.year, value=row.value or 0.0, low=row.low, high=row.high, known_on=row.published_at.date()
    )


def _aspects(row: Measure, given: noun.Measure) -> Iterable[tuple[str, str, str]]:
    words = {
        noun.Aspect.OWNER: ", ".join(
            " ".join(filter(None, (str(OWNER_KINDS.get(each["kind"], each["kind"])), each.get("name", ""))))
            for each in row.owners
        ),
        noun.Aspect.ANSWERING: _answering_words(row),
        noun.Aspect.TARGET: _target_words(row),
        noun.Aspect.DUE: "",
        noun.Aspect.BASELINE: _figure_words(row, row.baseline_value, row.baseline_low, row.baseline_high),
    }
    for aspect, said in words.items():
        value = given.says(aspect)
        if value is noun.OPEN:
            yield aspect.value, "", "open"
        elif value is None:
            yield aspect.value, "", "missing"
        else:
            yield aspect.value, said, "said"


def _answering_words(row: Measure) -> str:
    if row.answer_type == Measure.AnswerType.INDICATOR:
        return row.indicator.name if row.indicator else f"{row.indicator_code} ({row.unit})"
    if row.answer_type == Measure.AnswerType.LEVEL:
        return " < ".join(row.scale)
    return " · ".join(filter(None, (str(row.get_answer_type_display()), row.question)))


def _target_words(row: Measure) -> str:
    if row.target_value is None:
        return ""
    sign = {"at-least": "≥", "at-most": "≤", "rise-by": "+", "fall-by": "\N{MINUS SIGN}"}.get(row.aim, "")
    if row.aim in RELATIVE:
        said = printed(row.target_value, None, None, "share").with_unit
    elif row.answer_type == Measure.AnswerType.LEVEL:
        said = row.scale[int(row.target_value)]
    else:
        said = _figure_words(row, row.target_value, None, None)
    return f"{sign}\N{NO-BREAK SPACE}{said}" + (f" ({row.target_words})" if row.target_words else "")


def _figure_words(row: Measure, value: float | None, low: float | None, high: float | None) -> str:
    if value is None:
        return ""
    is_share = row.is_share or row.answer_type == Measure.AnswerType.CITY_SHARE
    said = printed(value, low, high, "share" if is_share else row.unit)
    year = f" ({row.baseline_year})" if value == row.baseline_value and row.baseline_year else ""
    return said.with_unit + (f", {said.interval}" if said.interval else "") + year


def _doubt(finding: Finding) -> Doubt:
    voice = Voice(language(get_language() or "en"))
    entry = catalogue()[finding.code]
    gaps = {name: voice.gap(name, value) for name, value in finding.values.items()}
    return Doubt(
        severity=entry.severity.value,
        sentence=voice.text(entry.sentence, **gaps),
        remedy=voice.text(entry.remedy, **gaps),
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
