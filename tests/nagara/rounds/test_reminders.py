"""The ladder is climbed once."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nagara.rounds.reminders import next_rung, rung_due

LADDERS = st.sets(st.integers(-30, 60), max_size=6)
END = date(2026, 6, 30)
FIRST = END - timedelta(days=70)
WALKS = st.lists(st.integers(0, 110), min_size=1, max_size=120)


@given(LADDERS)
def test_day_by_day_every_rung_is_climbed_once_on_its_own_day(ladder):
    sent: list[int] = []
    for offset in range(111):
        today = FIRST + timedelta(days=offset)
        rung = rung_due(ladder, END, today, sent)
        if rung is not None:
            assert today == END - timedelta(days=rung)
            sent.append(rung)
    assert sent == sorted(ladder, reverse=True)


@given(LADDERS, WALKS)
def test_no_rung_is_climbed_twice_however_often_and_late_it_is_asked(ladder, walk):
    sent: list[int] = []
    for offset in sorted(walk):
        for _ in range(2):
            rung = rung_due(ladder, END, FIRST + timedelta(days=offset), sent)
            if rung is not None:
                sent.append(rung)
    assert len(sent) == len(set(sent))
    assert sent == sorted(sent, reverse=True)


@given(LADDERS, st.integers(0, 110))
def test_at_most_one_letter_catches_up_what_was_missed(ladder, offset):
    today = FIRST + timedelta(days=offset)
    rung = rung_due(ladder, END, today, [])
    if rung is not None:
        assert rung_due(ladder, END, today, [rung]) is None
        assert (rung < 0) == (rung < 0 or today > END)


@given(LADDERS, st.integers(0, 110))
def test_the_next_rung_lies_ahead(ladder, offset):
    today = FIRST + timedelta(days=offset)
    found = next_rung(sorted(ladder), END, today)
    ahead = [rung for rung in ladder if END - timedelta(days=rung) > today]
    assert (found is None) == (not ahead)
    if found:
        assert found[1] == END - timedelta(days=max(ahead))
