"""Laws of obligations: nothing late becomes less late by waiting, and only what is said changes a state."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from nagara.commitments.obligations import (
    AgreementState,
    Said,
    SaidKind,
    State,
    Terms,
    due_days,
    standing_of,
    state_of_agreement,
)

DAY = date(2026, 6, 30)
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
MONTHS = st.sampled_from([0, 1, 3, 6, 12, 24])
ORDER = [State.OPEN, State.DUE_SOON, State.LATE]


def said(kind: str, on: date, due: date | None = None) -> Said:
    return Said(kind=SaidKind(kind), on=on, due=due)


@given(DAYS, MONTHS, st.integers(0, 4000))
def test_days_follow_each_other_and_agree_with_another_calendar(first, months, reach):
    """Held against dateutil, which counts months by itself."""
    until = first + timedelta(days=reach)
    found = list(due_days(Terms(first_due=first, every_months=months), until))
    assert found == sorted(set(found))
    assert all(first <= each <= until for each in found)
    assert found == [first + relativedelta(months=months * n) for n in range(len(found))]
    assert len(found) == 1 or months


@given(DAYS, MONTHS, DAYS, st.integers(0, 400))
def test_by_waiting_alone_an_obligation_only_comes_nearer_and_then_stays_late(first, months, day, later):
    terms = Terms(first_due=first, every_months=months)
    before, after = (standing_of(terms, [], each) for each in (day, day + timedelta(days=later)))
    assert ORDER.index(before.state) <= ORDER.index(after.state)
    assert before.due == after.due == first
    assert after.days_late - before.days_late <= later


@given(DAYS, MONTHS, DAYS, st.lists(st.tuples(st.sampled_from(list(SaidKind)), DAYS), max_size=6))
def test_nothing_that_was_said_later_changes_an_earlier_day(first, months, day, things):
    terms = Terms(first_due=first, every_months=months)
    every = [Said(kind=kind, on=on) for kind, on in things]
    known = [each for each in every if each.on <= day]
    assert standing_of(terms, every, day) == standing_of(terms, known, day)


@given(DAYS, MONTHS, DAYS)
def test_what_is_taken_back_is_as_it_was(first, months, day):
    terms = Terms(first_due=first, every_months=months)
    undone = [said("done", day), said("taken-back", day)]
    assert standing_of(terms, undone, day) == standing_of(terms, [], day)


def test_what_was_said_twice_is_taken_back_at_once():
    terms, again = Terms(first_due=DAY), [said("done", DAY), said("done", DAY), said("taken-back", DAY)]
    assert standing_of(terms, again[:2], DAY).state is State.DONE
    assert standing_of(terms, again, DAY) == standing_of(terms, [], DAY)


@given(DAYS, MONTHS, DAYS)
def test_doing_one_term_leads_to_the_next_and_the_last_term_ends_it(first, months, day):
    terms, ended_on = Terms(first_due=first, every_months=months), first + timedelta(days=800)
    every = list(due_days(terms, ended_on))
    done: list[Said] = []
    for place, due in enumerate(every):
        assert standing_of(terms, done, day, ended_on=ended_on).due == due
        done.append(said("done", day, due))
        if place + 1 == len(every):
            assert standing_of(terms, done, day, ended_on=ended_on).state is State.DONE


@pytest.mark.parametrize(
    ("due", "state", "late"),
    [
        (DAY - timedelta(days=1), "late", 1),
        (DAY, "due-soon", 0),
        (DAY + timedelta(days=30), "due-soon", 0),
        (DAY + timedelta(days=31), "open", 0),
    ],
)
def test_the_last_day_itself_is_not_late(due, state, late):
    found = standing_of(Terms(first_due=due), [], DAY)
    assert (found.state, found.days_late) == (state, late)


def test_a_duty_without_a_day_is_never_late_and_can_be_done():
    terms = Terms(first_due=None)
    assert standing_of(terms, [], DAY).state is State.OPEN
    assert standing_of(terms, [said("done", DAY)], DAY).state is State.DONE
    assert standing_of(terms, [], DAY, ended_on=DAY - timedelta(days=1)).state is State.LAPSED


def test_what_fell_due_in_time_stays_owed_after_the_end_and_what_would_have_come_later_does_not():
    ended = date(2026, 3, 31)
    owed = standing_of(Terms(first_due=date(2026, 3, 1)), [], DAY, ended_on=ended)
    assert owed.state is State.LATE
    later = standing_of(Terms(first_due=date(2026, 4, 1)), [], DAY, ended_on=ended)
    assert later.state is State.LAPSED


def test_a_note_says_nothing_about_the_state_and_begun_work_is_no_less_late():
    terms = Terms(first_due=date(2026, 1, 1))
    found = standing_of(terms, [said("under-way", date(2026, 2, 1)), said("note", date(2026, 3, 1))], DAY)
    assert (found.state, found.is_under_way) == (State.LATE, True)


def test_what_the_parties_release_binds_no_more():
    found = standing_of(Terms(first_due=date(2026, 1, 1), every_months=12), [said("released", DAY)], DAY)
    assert (found.state, found.due) == (State.RELEASED, None)
    assert standing_of(Terms(first_due=date(2026, 1, 1)), [said("released", DAY)], date(2026, 2, 1)).state == "late"


@pytest.mark.parametrize(
    ("days", "state"),
    [
        ({}, AgreementState.NOT_DATED),
        ({"signed_on": DAY}, AgreementState.IN_FORCE),
        ({"signed_on": date(2026, 1, 1), "in_force_from": date(2026, 7, 1)}, AgreementState.AHEAD),
        ({"signed_on": date(2026, 1, 1), "ends_on": DAY}, AgreementState.IN_FORCE),
        ({"signed_on": date(2020, 1, 1), "ends_on": date(2026, 6, 29)}, AgreementState.ENDED),
        ({"ends_on": date(2026, 6, 29)}, AgreementState.ENDED),
        (
            {"signed_on": date(2020, 1, 1), "ends_on": date(2030, 1, 1), "ended_early_on": date(2026, 5, 1)},
            AgreementState.ENDED_EARLY,
        ),
    ],
)
def test_an_agreement_stands_by_its_days(days, state):
    given_days = {"signed_on": None, "in_force_from": None, "ends_on": None, **days}
    assert state_of_agreement(**given_days, day=DAY) is state
