"""How a promise stands on a day: computed from the figures, never typed.

The words follow the probability of reaching the target by its date. A figure without a target is
not judged, a promise without figures has no data, and one figure is no trend.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from nagara.commitments.measures import RELATIVE, Baseline, Level, Measure, Target, YesNo
from nagara.commitments.observations import Observation, WorkingSeries, working_series
from nagara.commitments.progress import Pace, pace
from nagara.commitments.trend import Forecast, forecast, state_of_last
from nagara.errors import MeasureError
from nagara.evidence import factor

__all__ = ["REASONS", "Assessment", "Reason", "Status", "status_at"]


_TAIL: Final = 0.025
"""What lies outside a 95 % interval at either end [frac]."""


class Status(StrEnum):
    """How a promise stands."""

    REACHED = "reached"
    ON_TRACK = "on-track"
    OFF_TRACK = "off-track"
    TOO_EARLY = "too-early"
    NO_DATA = "no-data"
    MISSED = "missed"
    NOT_JUDGED = "not-judged"
    """There is nothing to hold it against: the target, its date or its baseline is open or not entered."""


class Reason(StrEnum):
    """Why a promise stands so."""

    NO_TARGET = "no-target"
    NO_DATE = "no-date"
    NO_BASELINE = "no-baseline"
    NO_FIGURE = "no-figure"
    YEAR_NOT_REPORTED = "year-not-reported"
    MET_NOW = "met-now"
    MET_AT_DATE = "met-at-date"
    NOT_MET_AT_DATE = "not-met-at-date"
    ONE_FIGURE = "one-figure"
    LIKELY = "likely"
    UNLIKELY = "unlikely"
    AS_LIKELY_AS_NOT = "as-likely-as-not"
    NO_TREND_OF_A_YES = "no-trend-of-a-yes"
    PACE_ENOUGH = "pace-enough"
    PACE_TOO_SLOW = "pace-too-slow"


REASONS: Final[dict[Reason, str]] = {
    Reason.NO_TARGET: "No target is set.",
    Reason.NO_DATE: "No date is set.",
    Reason.NO_BASELINE: "The target is a change, and there is no baseline to count it from.",
    Reason.NO_FIGURE: "No figure has been reported.",
    Reason.YEAR_NOT_REPORTED: "The date is past, and the figure of its year has not been reported.",
    Reason.MET_NOW: "The last figure meets the target.",
    Reason.MET_AT_DATE: "The target was met by its date.",
    Reason.NOT_MET_AT_DATE: "The target was not met by its date.",
    Reason.ONE_FIGURE: "One figure is no trend.",
    Reason.LIKELY: "Going on like this, the target is likely to be met by its date.",
    Reason.UNLIKELY: "Going on like this, the target is unlikely to be met by its date.",
    Reason.AS_LIKELY_AS_NOT: "The figures do not tell yet whether the target will be met.",
    Reason.NO_TREND_OF_A_YES: "It is not done yet, and a yes or no has no trend.",
    Reason.PACE_ENOUGH: "It rises fast enough to arrive by its date.",
    Reason.PACE_TOO_SLOW: "It rises too slowly to arrive by its date.",
}
"""Each reason as an English sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """How a promise stands on a day, and why.

    Parameters
    ----------
    day
        The cut-off: nothing that became known later was used.
    reason
        Why it stands so; its sentence is in :data:`REASONS`.
    used
        The observations that were used, by year.
    probability_frac
        That the target is met by its date: the larger of the two below, so at least this.
        ``None`` where no probability can be told.
    met_now_frac
        That the last figure meets the target.
    met_at_date_frac
        That the figure of the year of the date will meet it, by trend.
    expected, expected_low, expected_high
        The figure of that year by trend, with its 95 % interval.
    pace
        Actual against required pace.
    has_assumed_doubt
        Whether a figure came without an interval, so that its doubt was assumed.
    """

    status: Status
    day: date
    reason: Reason
    used: tuple[Observation, ...] = ()
    probability_frac: float | None = None
    met_now_frac: float | None = None
    met_at_date_frac: float | None = None
    expected: float | None = None
    expected_low: float | None = None
    expected_high: float | None = None
    pace: Pace | None = None
    has_assumed_doubt: bool = False

    @property
    def sentence(self) -> str:
        """Why it stands so, in English."""
        return REASONS[self.reason]


def status_at(
    day: date,
    measure: Measure,
    observations: Sequence[Observation],
    *,
    correlation: float | Sequence[Sequence[float]] = 0.0,
) -> Assessment:
    """Say how a part of a commitment stands on a day.

    Parameters
    ----------
    day
        The cut-off of the paper.
    measure
        How the part is measured.
    observations
        Figures, one a year at most; those that were not known on the day are left aside. A baseline
        that lies before all of them is used as the first.
    correlation
        Of the errors of the years: one number, or a matrix in the order of the observations.

    Raises
    ------
    MeasureError
        If two figures speak of one year, a share is none, or the correlations are impossible.

    Examples
    --------
    >>> from datetime import date
    >>> from nagara.commitments.measures import Aim, Indicator, Measure, Target
    >>> collected = Measure(
    ...     part_id="amf-2024-declaration.1.a",
    ...     answering=Indicator(code="SDG 11.6.1", unit="frac", is_share=True),
    ...     target=Target(aim=Aim.AT_LEAST, value=0.9),
    ...     due=date(2030, 12, 31),
    ... )
    >>> figures = [Observation(year=2022 + n, value=0.70 + 0.04 * n, sd=0.01) for n in range(4)]
    >>> found = status_at(date(2026, 1, 1), collected, figures)
    >>> found.status.value, round(found.pace.ratio, 2)
    ('on-track', 1.7)
    """
    kept = [place for place, each in enumerate(observations) if each.was_known_on(day)]
    in_order = [observations[place] for place in kept]
    start = _as_observation(measure.known_baseline, in_order)
    used = tuple(sorted([*start, *in_order], key=lambda each: each.year))
    has_assumed_doubt = not all(each.has_stated_doubt for each in used)
    bare = Assessment(
        status=Status.NOT_JUDGED, day=day, reason=Reason.NO_TARGET, used=used, has_assumed_doubt=has_assumed_doubt
    )
    if not isinstance(measure.target, Target):
        return bare
    if measure.target.aim in RELATIVE and measure.known_baseline is None:
        return replace(bare, reason=Reason.NO_BASELINE)
    if not in_order:
        return replace(bare, status=Status.NO_DATA, reason=Reason.NO_FIGURE)
    threshold = measure.target.threshold(measure.known_baseline)
    if isinstance(measure.answering, YesNo | Level):
        return _by_answer(replace(bare, has_assumed_doubt=False), measure, threshold)
    if not isinstance(correlation, int | float):
        correlation = _with_a_start(_rows_of(correlation, kept, len(observations)), len(start))
    series = working_series(
        [*start, *in_order], is_share=measure.is_share, threshold=threshold, correlation=correlation
    )
    return _by_figures(bare, measure, measure.target, threshold, series)


def _as_observation(baseline: Baseline | None, observations: Sequence[Observation]) -> list[Observation]:
    """The baseline as the first figure, where it lies before all others."""
    if baseline is None or not observations or baseline.year >= min(each.year for each in observations):
        return []
    return [Observation(year=baseline.year, value=baseline.value, low=baseline.low, high=baseline.high)]


def _rows_of(given: Sequence[Sequence[float]], kept: Sequence[int], count: int) -> list[list[float]]:
    """The correlations among the figures that are kept."""
    if len(given) != count or any(len(row) != count for row in given):
        raise MeasureError(
            "correlations", f"they are not {count} by {count}", "Give a row and a column for each figure."
        )
    return [[given[row][column] for column in kept] for row in kept]


def _with_a_start(matrix: list[list[float]], start: int) -> list[list[float]]:
    """Correlations with those of a baseline before them, whose errors are its own."""
    if not start:
        return matrix
    return [[1.0, *[0.0] * len(matrix)], *([0.0, *row] for row in matrix)]


def _by_figures(
    bare: Assessment, measure: Measure, target: Target, threshold: float, series: WorkingSeries
) -> Assessment:
    wants_more, aim = target.wants_more, series.of(threshold)
    due = measure.due if isinstance(measure.due, date) else None
    now = _chance(state_of_last(series), aim, wants_more=wants_more)
    last = bare.used[-1]
    found = replace(bare, met_now_frac=now, probability_frac=now, pace=_pace(bare, measure, threshold, due))
    if due is not None and bare.day > due and last.year >= due.year:
        return _after_the_date(found, series, aim, due, wants_more=wants_more)
    if due is not None and len(bare.used) > 1 and due.year > last.year:
        found = _with_forecast(found, series, aim, due, wants_more=wants_more)
    if now >= _rule("very_likely"):
        return replace(found, status=Status.REACHED, reason=Reason.MET_NOW)
    if due is None:
        return replace(found, reason=Reason.NO_DATE)
    if bare.day > due:
        return replace(found, status=Status.NO_DATA, reason=Reason.YEAR_NOT_REPORTED)
    if len(bare.used) == 1 and due.year > last.year:
        return replace(found, status=Status.TOO_EARLY, reason=Reason.ONE_FIGURE, probability_frac=None)
    return _before_the_date(found)


def _before_the_date(found: Assessment) -> Assessment:
    probability = found.probability_frac or 0.0
    if probability >= _rule("likely"):
        return replace(found, status=Status.ON_TRACK, reason=Reason.LIKELY)
    if probability <= _rule("unlikely"):
        return replace(found, status=Status.OFF_TRACK, reason=Reason.UNLIKELY)
    return replace(found, status=Status.TOO_EARLY, reason=Reason.AS_LIKELY_AS_NOT)


def _after_the_date(found: Assessment, series: WorkingSeries, aim: float, due: date, *, wants_more: bool) -> Assessment:
    """Whether the last figure up to the year of the date met the target; the first one after it if there is none."""
    in_time = [place for place, each in enumerate(found.used) if each.year <= due.year] or [0]
    met = _chance(_state_of(series, in_time[-1]), aim, wants_more=wants_more)
    found = replace(found, probability_frac=met, met_at_date_frac=met)
    if met > _rule("more_likely_than_not"):
        return replace(found, status=Status.REACHED, reason=Reason.MET_AT_DATE)
    return replace(found, status=Status.MISSED, reason=Reason.NOT_MET_AT_DATE)


def _with_forecast(found: Assessment, series: WorkingSeries, aim: float, due: date, *, wants_more: bool) -> Assessment:
    ahead = forecast(series, due.year)
    met = _chance(ahead, aim, wants_more=wants_more)
    low, median, high = ahead.quantiles(_TAIL, 0.5, 1 - _TAIL)
    return replace(
        found,
        met_at_date_frac=met,
        probability_frac=max(met, found.met_now_frac or 0.0),
        expected=series.back(median),
        expected_low=series.back(low),
        expected_high=series.back(high),
    )


def _by_answer(bare: Assessment, measure: Measure, threshold: float) -> Assessment:
    """A yes or a rung is what it is: no interval, and a pace only where there are rungs."""
    due = measure.due if isinstance(measure.due, date) else None
    in_time = [each for each in bare.used if due is None or each.year <= due.year] or list(bare.used[:1])
    if due is not None and bare.day > due:
        if in_time[-1].value >= threshold:
            return replace(bare, status=Status.REACHED, reason=Reason.MET_AT_DATE, probability_frac=1.0)
        if bare.used[-1].year >= due.year:
            return replace(bare, status=Status.MISSED, reason=Reason.NOT_MET_AT_DATE, probability_frac=0.0)
        return replace(bare, status=Status.NO_DATA, reason=Reason.YEAR_NOT_REPORTED)
    if bare.used[-1].value >= threshold:
        return replace(bare, status=Status.REACHED, reason=Reason.MET_NOW, probability_frac=1.0, met_now_frac=1.0)
    if due is None:
        return replace(bare, reason=Reason.NO_DATE)
    if isinstance(measure.answering, YesNo):
        return replace(bare, status=Status.TOO_EARLY, reason=Reason.NO_TREND_OF_A_YES)
    return _by_rungs(bare, threshold, due)


def _by_rungs(bare: Assessment, threshold: float, due: date) -> Assessment:
    first, last = bare.used[0], bare.used[-1]
    if first is last:
        return replace(bare, status=Status.TOO_EARLY, reason=Reason.ONE_FIGURE)
    actual = (last.value - first.value) / (last.year - first.year)
    required = (threshold - first.value) / max(due.year - first.year, 1)
    ratio = actual / required if required > 0 else actual - required
    found = replace(bare, pace=Pace(actual_per_year=actual, required_per_year=required, ratio=ratio, is_compound=False))
    if ratio >= _rule("ratio_substantial"):
        return replace(found, status=Status.ON_TRACK, reason=Reason.PACE_ENOUGH)
    return replace(found, status=Status.OFF_TRACK, reason=Reason.PACE_TOO_SLOW)


def _pace(bare: Assessment, measure: Measure, threshold: float, due: date | None) -> Pace | None:
    if due is None:
        return None
    base, last = measure.known_baseline, bare.used[-1]
    first = (base.year, base.value) if base else (bare.used[0].year, bare.used[0].value)
    wants_more = isinstance(measure.target, Target) and measure.target.wants_more
    return pace(first=first, last=(last.year, last.value), target=(due.year, threshold), wants_more=wants_more)


def _state_of(series: WorkingSeries, place: int) -> Forecast:
    stop = place + 1
    return state_of_last(replace(series, values=series.values[:stop], covariance=series.covariance[:stop, :stop]))


def _chance(state: Forecast, aim: float, *, wants_more: bool) -> float:
    """Probability of meeting an aim; a figure that is known exactly and equals it meets it from either side."""
    if wants_more:
        return state.chance_above(aim)
    mirrored = Forecast(weights=state.weights, means=-state.means, sds=state.sds)
    return mirrored.chance_above(-aim)


def _rule(name: str) -> float:
    return factor("status_rule", name).value
