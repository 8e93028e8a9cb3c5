"""Deadlines where the city is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.rounds.deadlines import LOCKS, Lock, Punctuality, Window, lock_reason, timeliness
from nagara.rounds.workflow import State

ZONES = st.sampled_from(["Asia/Dili", "Asia/Yangon", "Asia/Vientiane", "UTC", "America/Santiago", "Pacific/Apia"])
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  (the zone is given beside)
WINDOWS = st.builds(
    lambda opens, length, more, zone: Window(
        opens_on=opens,
        closes_on=opens + timedelta(days=length),
        time_zone=zone,
        granted_until=None if more is None else opens + timedelta(days=length + more),
    ),
    DAYS,
    st.integers(0, 200),
    st.none() | st.integers(-10, 60),
    ZONES,
)


def window(zone="Asia/Vientiane", granted_until=None):
    return Window(opens_on=date(2026, 3, 1), closes_on=date(2026, 6, 30), time_zone=zone, granted_until=granted_until)


def test_dili_ends_two_hours_before_vientiane_and_yangon_half_an_hour_after():
    dili, vientiane, yangon = (window(f"Asia/{name}").ends_at() for name in ("Dili", "Vientiane", "Yangon"))
    assert vientiane - dili == timedelta(hours=2)
    assert yangon - vientiane == timedelta(minutes=30)


def test_the_last_day_counts_to_its_end():
    last = datetime(2026, 6, 30, 16, 59, 59, tzinfo=UTC)  # a second before midnight in Vientiane
    assert window().is_open(last)
    assert window().days_left(last) == 0
    assert not window().is_open(last + timedelta(seconds=1))
    assert window().days_left(last + timedelta(seconds=1)) == -1


@given(WINDOWS, MOMENTS)
def test_a_city_is_late_exactly_from_the_end_of_its_last_day(window, moment):
    kind = timeliness(window, moment, moment).kind
    assert (kind is Punctuality.LATE) == (moment >= window.ends_at())
    assert (kind is Punctuality.LATE) == (window.days_left(moment) < 0)


@given(WINDOWS)
def test_an_extension_never_shortens(window):
    assert window.last_day >= window.closes_on
    assert window.opens_at() < window.ends_at()


@given(WINDOWS, MOMENTS)
def test_a_report_is_either_there_or_not(window, moment):
    assert timeliness(window, None, moment).kind in {Punctuality.NOT_YET, Punctuality.OVERDUE}


@given(WINDOWS, st.sampled_from(State), MOMENTS)
def test_answers_are_open_only_while_the_next_step_is_the_citys(window, state, moment):
    reason = lock_reason(window, state, moment)
    if state not in {State.DRAFT, State.RETURNED}:
        assert reason == state.value
    if state is State.DRAFT:
        assert (reason is None) == window.is_open(moment)
    if state is State.RETURNED:
        assert reason is None


@pytest.mark.parametrize(
    ("granted", "expected"), [(None, Lock.CLOSED), (date(2026, 7, 14), None), (date(2026, 7, 1), Lock.CLOSED)]
)
def test_an_extension_opens_a_closed_round_until_its_day(granted, expected):
    moment = datetime(2026, 7, 5, 12, tzinfo=UTC)
    assert lock_reason(window(granted_until=granted), State.DRAFT, moment) is expected


def test_every_lock_says_why():
    assert set(LOCKS) == set(Lock)
