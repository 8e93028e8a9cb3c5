"""Status is computed from figures: laws of the probability, rules of the words, and whether it keeps its word."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.commitments.measures import OPEN, Aim, Baseline, Indicator, Level, Measure, Target, YesNo
from nagara.commitments.observations import Observation, Scale, WorkingSeries, proportion_of_cities, working_series
from nagara.commitments.progress import PaceWord, pace
from nagara.commitments.status import REASONS, Reason, Status, status_at
from nagara.commitments.trend import STEPS, forecast
from nagara.errors import MeasureError
from nagara.evidence import factor

SHARE = Indicator(code="SDG 11.6.1", unit="frac", is_share=True)
AMOUNT = Indicator(code="net: waste", unit="t_per_day")
DAY = date(2026, 1, 1)
DUE = date(2030, 12, 31)


def measure(aim=Aim.AT_LEAST, value=0.9, *, answering=SHARE, due=DUE, baseline=None):
    target = None if value is None else Target(aim=aim, value=value)
    return Measure(part_id="d.1.a", answering=answering, target=target, due=due, baseline=baseline)


def yearly(*values, first=2022, **doubt):
    return [Observation(year=first + place, value=value, **doubt) for place, value in enumerate(values)]


def judged(promise, figures, day=DAY, **more):
    found = status_at(day, promise, figures, **more)
    return found.status, found.reason


# What the words mean


@pytest.mark.parametrize(
    ("promise", "figures", "status", "reason"),
    [
        (measure(value=None), yearly(0.5), Status.NOT_JUDGED, Reason.NO_TARGET),
        (measure(), [], Status.NO_DATA, Reason.NO_FIGURE),
        (measure(), yearly(0.7, sd=0.01), Status.TOO_EARLY, Reason.ONE_FIGURE),
        (measure(), yearly(0.95, sd=0.01), Status.REACHED, Reason.MET_NOW),
        (measure(), yearly(0.70, 0.75, 0.80, 0.84, sd=0.005), Status.ON_TRACK, Reason.LIKELY),
        (measure(), yearly(0.80, 0.79, 0.78, 0.77, sd=0.005), Status.OFF_TRACK, Reason.UNLIKELY),
        (measure(), yearly(0.70, 0.73, 0.76, 0.79, sd=0.03), Status.TOO_EARLY, Reason.AS_LIKELY_AS_NOT),
        (measure(due=OPEN), yearly(0.7, 0.8, sd=0.01), Status.NOT_JUDGED, Reason.NO_DATE),
        (measure(due=OPEN), yearly(0.7, 0.96, sd=0.01), Status.REACHED, Reason.MET_NOW),
        (measure(Aim.FALL_BY, 0.3, answering=AMOUNT), yearly(9.0), Status.NOT_JUDGED, Reason.NO_BASELINE),
        (measure(due=date(2025, 6, 30)), yearly(0.6, 0.7, 0.8, 0.85, sd=0.01), Status.MISSED, Reason.NOT_MET_AT_DATE),
        (measure(due=date(2025, 6, 30)), yearly(0.6, 0.7, 0.8, 0.905, sd=0.01), Status.REACHED, Reason.MET_AT_DATE),
        (measure(due=date(2024, 6, 30)), yearly(0.6, 0.92, 0.8, 0.95, sd=0.01), Status.MISSED, Reason.NOT_MET_AT_DATE),
        (measure(due=date(2025, 6, 30)), yearly(0.6, 0.7, 0.8, sd=0.01), Status.NO_DATA, Reason.YEAR_NOT_REPORTED),
    ],
)
def test_the_word_follows_the_figures(promise, figures, status, reason):
    assert judged(promise, figures) == (status, reason)


def test_every_reason_has_its_sentence():
    assert set(REASONS) == set(Reason)


@pytest.mark.parametrize(
    ("figures", "day", "status"),
    [
        (yearly(0, 0), DAY, Status.TOO_EARLY),
        (yearly(0, 1), DAY, Status.REACHED),
        (yearly(0, 0, first=2030), date(2031, 6, 1), Status.MISSED),
        (yearly(0, 1, first=2029), date(2031, 6, 1), Status.REACHED),
        (yearly(0, 1, first=2030), date(2031, 6, 1), Status.MISSED),
        (yearly(1, 0, first=2029), date(2031, 6, 1), Status.MISSED),
        (yearly(1, first=2027), date(2031, 6, 1), Status.REACHED),
        (yearly(0, 0), date(2031, 6, 1), Status.NO_DATA),
    ],
)
def test_a_yes_is_judged_by_its_day_alone(figures, day, status):
    assert judged(measure(value=1, answering=YesNo()), figures, day)[0] is status


@pytest.mark.parametrize(
    ("figures", "status"),
    [
        (yearly(1), Status.TOO_EARLY),
        (yearly(0, 1, 2), Status.ON_TRACK),
        (yearly(0, 0, 1, first=2023), Status.ON_TRACK),
        (yearly(0, 0, 0, 1, first=2022), Status.OFF_TRACK),
        (yearly(2, 1), Status.OFF_TRACK),
        (yearly(2, 3), Status.REACHED),
    ],
)
def test_a_rung_is_judged_by_its_pace(figures, status):
    ladder = Level(scale=("none", "drafted", "adopted", "funded"))
    assert judged(measure(value=3, answering=ladder), figures)[0] is status


def test_what_was_not_known_on_the_day_is_left_aside():
    late = Observation(year=2025, value=0.95, sd=0.01, known_on=date(2026, 2, 1))
    figures = [*yearly(0.7, sd=0.01), late]
    assert status_at(DAY, measure(), figures).used == (figures[0],)
    assert judged(measure(), figures, date(2026, 2, 1))[0] is Status.REACHED


def test_a_baseline_is_the_first_figure():
    with_start = measure(baseline=Baseline(value=0.5, year=2018, low=0.48, high=0.52))
    found = status_at(DAY, with_start, yearly(0.8, sd=0.01))
    assert found.probability_frac is not None
    assert [each.year for each in found.used] == [2018, 2022]
    assert status_at(DAY, with_start, []).status is Status.NO_DATA
    matrix = status_at(DAY, with_start, yearly(0.8, 0.81, sd=0.01), correlation=[[1, 0.5], [0.5, 1]])
    assert len(matrix.used) == 3


def test_doubt_that_nobody_stated_is_assumed_and_said():
    vague = status_at(DAY, measure(), yearly(0.70, 0.75, 0.80, 0.84))
    exact = status_at(DAY, measure(), yearly(0.70, 0.75, 0.80, 0.84, sd=0.0))
    assert vague.has_assumed_doubt
    assert not exact.has_assumed_doubt
    assert vague.probability_frac < exact.probability_frac


def test_silent_cities_are_never_counted_as_no():
    share = proportion_of_cities(2025, yes=6, no=1, silent=3)
    assert (share.value, share.low, share.high) == (pytest.approx(6 / 7), 0.6, 0.9)
    with pytest.raises(MeasureError, match="10 silent give no share"):
        proportion_of_cities(2025, yes=0, no=0, silent=10)


@pytest.mark.parametrize(
    ("figures", "more", "words"),
    [
        (yearly(0.7) + yearly(0.8), {}, "the year has two"),
        (yearly(70.0), {}, "70 is no share"),
        (yearly(0.7, 0.8), {"correlation": [[1.0]]}, "not 2 by 2. Give a row"),
        (yearly(0.7, 0.8, 0.9), {"correlation": -0.9}, "no figures can be correlated so"),
        (yearly(0.7, 0.8), {"correlation": 1.5}, "no figures can be correlated so"),
    ],
)
def test_impossible_figures_are_refused(figures, more, words):
    with pytest.raises(MeasureError, match=words):
        status_at(DAY, measure(), figures, **more)


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": 0.5, "low": 0.6, "high": 0.7},
        {"value": float("nan")},
        {"value": 0.5, "low": 0.4},
        {"value": 1, "sd": -1},
    ],
)
def test_an_impossible_observation_is_refused(wrong):
    with pytest.raises(MeasureError, match="figure of 2024"):
        Observation(year=2024, **wrong)


# Laws of the probability

levels = st.floats(0.05, 0.95)
series = st.lists(levels, min_size=2, max_size=6)
doubts = st.floats(0.002, 0.08)


def chance(promise, figures, **more):
    found = status_at(DAY, promise, figures, **more)
    return found.met_at_date_frac if found.met_at_date_frac is not None else found.probability_frac


@given(values=series, sd=doubts, easier=levels, harder=levels)
def test_a_harder_target_is_never_more_likely(values, sd, easier, harder):
    easier, harder = sorted((easier, harder))
    figures = yearly(*values, first=2020, sd=sd)
    by_target = [status_at(DAY, measure(value=value), figures).probability_frac for value in (easier, harder)]
    assert by_target[0] >= by_target[1] - 1e-9


@given(
    values=st.lists(st.floats(1, 1000), min_size=2, max_size=6), factor_=st.floats(1e-3, 1e4), sd=st.floats(0.01, 20)
)
def test_another_unit_changes_nothing(values, factor_, sd):
    def told(size):
        figures = [Observation(year=2020 + n, value=v * size, sd=sd * size) for n, v in enumerate(values)]
        return chance(measure(Aim.AT_MOST, 100 * size, answering=AMOUNT), figures)

    assert told(factor_) == pytest.approx(told(1.0), abs=1e-6)


@pytest.mark.parametrize("values", [(0.0, 3.0, 5.0), (-2.0, 3.0, 5.0)])
def test_another_unit_changes_nothing_where_growth_is_not_compound(values):
    def told(size):
        figures = [Observation(year=2020 + n, value=v * size, sd=0.4 * size) for n, v in enumerate(values)]
        return chance(measure(Aim.AT_LEAST, 12 * size, answering=AMOUNT), figures)

    assert told(1000.0) == pytest.approx(told(1.0), abs=1e-9)


@given(values=series, sd=doubts, years=st.integers(-15, 15))
def test_another_calendar_changes_nothing(values, sd, years):
    def told(shift):
        figures = yearly(*values, first=2020 + shift, sd=sd)
        return status_at(date(2026 + shift, 1, 1), measure(due=date(2030 + shift, 12, 31)), figures).probability_frac

    assert told(years) == pytest.approx(told(0), abs=1e-9)


@given(values=series, sd=doubts)
def test_at_most_mirrors_at_least(values, sd):
    more = chance(measure(value=0.7), yearly(*values, sd=sd, first=2020))
    less = chance(measure(Aim.AT_MOST, 0.3), yearly(*(1 - value for value in values), sd=sd, first=2020))
    assert more == pytest.approx(less, abs=1e-9)


@pytest.mark.parametrize(("value", "side"), [(0.86, 1), (0.97, -1)])
def test_more_precise_figures_move_it_away_from_one_half(value, side):
    rise = 1 / (1 + np.exp(-np.linspace(0.6, 1.8, 7)))
    told = [chance(measure(value=value), yearly(*rise, first=2019, sd=sd)) for sd in (0.08, 0.04, 0.02, 0.01, 0.001)]
    away = side * (np.array(told) - 0.5)
    assert np.all(np.diff(away) > 0)
    assert away[0] > 0


def test_a_target_met_for_certain_is_certain():
    found = status_at(DAY, measure(), yearly(0.7, 0.8, 0.91, sd=0.0))
    assert (found.status, found.probability_frac) == (Status.REACHED, 1.0)
    assert status_at(DAY, measure(value=0.91), yearly(0.91, sd=0.0)).probability_frac == 1.0


def test_two_figures_never_make_certain():
    assert 0.02 < chance(measure(value=0.9), yearly(0.60, 0.65, first=2024, sd=0.0)) < 0.98


def test_errors_that_go_together_leave_the_slope_better_known():
    rise = yearly(0.70, 0.75, 0.80, 0.84, sd=0.03)
    assert chance(measure(), rise, correlation=0.9) > chance(measure(), rise)


def test_the_order_of_figures_and_their_correlations_is_free():
    figures = yearly(0.70, 0.76, 0.79, sd=0.03)
    matrix = np.array([[1, 0.5, 0.1], [0.5, 1, 0.3], [0.1, 0.3, 1]])
    turned = [2, 0, 1]
    told = chance(measure(), [figures[n] for n in turned], correlation=matrix[np.ix_(turned, turned)].tolist())
    assert told == pytest.approx(chance(measure(), figures, correlation=matrix.tolist()), abs=1e-12)


def test_a_share_never_leaves_its_bounds():
    found = status_at(DAY, measure(value=0.999), yearly(0.0, 0.5, 1.0, low=None))
    assert 0 <= found.expected_low <= found.expected <= found.expected_high <= 1


@given(
    values=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5),
    sd=st.floats(0, 1e5),
    target=st.floats(-1e6, 1e6),
)
def test_any_figures_are_judged(values, sd, target):
    found = status_at(DAY, measure(value=target, answering=AMOUNT), yearly(*values, first=2020, sd=sd))
    assert found.probability_frac is None or 0 <= found.probability_frac <= 1 + 1e-12


# Against another way to the same number


def test_the_prediction_is_that_of_the_joint_normal_distribution():
    """The same model with a vague prior of its level, conditioned by brute force."""
    years, values, sd, step, ahead = np.array([0.0, 1, 3, 4]), np.array([0.1, 0.3, 0.35, 0.6]), 0.1, 0.05, 9.0
    at = np.append(years, ahead)
    vague = 1e4
    drift = factor("status_rule", "drift_log").value
    prior = vague + drift**2 * np.outer(at, at) + step**2 * np.minimum.outer(at, at)
    noisy = prior[:4, :4] + sd**2 * np.eye(4)
    gain = np.linalg.solve(noisy, prior[:4, 4])
    expected, variance = gain @ values, prior[4, 4] - gain @ prior[:4, 4]
    ours = forecast(
        WorkingSeries(
            scale=Scale.LOG, size=1.0, years=years + 2000, values=values, covariance=np.diag(np.full(4, sd**2))
        ),
        2000 + ahead,
    )
    steps = factor("status_rule", "wander_log").value * np.logspace(-2, 2, STEPS)
    same = int(np.argmin(np.abs(steps - step)))
    assert steps[same] == pytest.approx(step)
    assert ours.means[same] == pytest.approx(expected, rel=1e-4)
    assert ours.sds[same] ** 2 == pytest.approx(variance, rel=1e-4)


@pytest.mark.parametrize(
    ("last", "ratio", "word"),
    [
        (0.80, 1.0, PaceWord.SUBSTANTIAL),
        (0.65, None, PaceWord.MODERATE),
        (0.60, None, PaceWord.LIMITED),
        (0.50, 0.0, PaceWord.LIMITED),
        (0.45, None, PaceWord.DETERIORATION),
    ],
)
def test_pace_is_the_ratio_of_compound_growth(last, ratio, word):
    found = pace(first=(2015, 0.5), last=(2027, last), target=(2027 if ratio == 1.0 else 2030, 0.8), wants_more=True)
    assert found.word is word
    if ratio is not None:
        assert found.ratio == pytest.approx(ratio)


def test_pace_without_compound_growth_is_linear():
    found = pace(first=(2020, 10.0), last=(2025, 5.0), target=(2030, 0.0), wants_more=False)
    assert (found.ratio, found.is_compound) == (1.0, False)
    assert pace(first=(2020, 1.0), last=(2020, 1.0), target=(2030, 2.0), wants_more=True) is None


# Whether it keeps its word


def simulated(rng, *, runs):
    """Histories of the model's own kind, with targets at random; what is stated of them, and what came."""
    freedom, prior, drift = (
        factor("status_rule", name).value for name in ("wander_freedom", "wander_log", "drift_log")
    )
    stated, came = np.empty(runs), np.empty(runs, dtype=bool)
    for run in range(runs):
        count, ahead = int(rng.integers(2, 8)), int(rng.integers(1, 7))
        step = abs(prior * rng.standard_t(freedom))
        walk = np.cumsum(step * rng.standard_normal(count + ahead))
        path = rng.normal(3, 1) + rng.normal(0, drift) * np.arange(count + ahead) + walk
        sds = rng.uniform(0.005, 0.1, count)
        seen = path[:count] + sds * rng.standard_normal(count)
        target = path[count - 1] + rng.normal(0, 0.3)
        figures = [
            Observation(year=2025 - count + 1 + n, value=float(np.exp(v)), sd=float(np.exp(v) * sd))
            for n, (v, sd) in enumerate(zip(seen, sds, strict=True))
        ]
        promise = measure(value=float(np.exp(target)), answering=AMOUNT, due=date(2025 + ahead, 12, 31))
        worked = working_series(figures, is_share=False, threshold=float(np.exp(target)))
        stated[run] = forecast(worked, 2025 + ahead).chance_above(worked.of(promise.target.value))
        came[run] = path[-1] >= target
    return stated, came


def off_by(stated, came, *, bins=10):
    """Largest distance between what was stated and what came, in standard errors, over bins."""
    worst = 0.0
    for low in np.arange(bins) / bins:
        chosen = (stated >= low) & (stated < low + 1 / bins)
        if chosen.sum() > 30:
            expected = stated[chosen].mean()
            error = np.sqrt(max(expected * (1 - expected), 1e-3) / chosen.sum())
            worst = max(worst, abs(came[chosen].mean() - expected) / error)
    return worst


@pytest.mark.long
def test_of_what_is_stated_as_likely_as_much_comes():
    stated, came = simulated(np.random.default_rng(20261122), runs=8000)
    assert off_by(stated, came) < 4.5
    assert abs(stated.mean() - came.mean()) < 0.02


def test_the_cut_off_is_the_only_clock():
    figures = yearly(0.70, 0.75, 0.80, 0.84, sd=0.005)
    one, other = (status_at(day, measure(), figures) for day in (DAY, date(2026, 5, 1)))
    assert replace(other, day=DAY) == one
