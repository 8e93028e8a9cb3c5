"""The log: nothing in it can be altered, removed or put in without being seen."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import Cast
from nagara_web.audit.actions import record
from nagara_web.audit.models import ChainHead, Event
from nagara_web.audit.queries import verify


def _three_events(cast: Cast) -> None:
    for number in range(3):
        record("report.submitted", actor_id=cast.officer.pk, subject=f"report:{number}", data={"note": "Überlauf ລາວ"})


def test_a_whole_log_is_whole(cast: Cast) -> None:
    _three_events(cast)
    assert verify().is_whole
    assert verify().events == 3


def test_an_altered_event_is_seen(cast: Cast) -> None:
    _three_events(cast)
    Event.objects.filter(number=2).update(data={"note": "something else"})
    assert verify().broken_at == 2


def test_a_removed_event_is_seen(cast: Cast) -> None:
    _three_events(cast)
    Event.objects.filter(number=2).delete()
    assert verify().broken_at == 2


def test_removed_last_events_are_seen(cast: Cast) -> None:
    _three_events(cast)
    Event.objects.filter(number=3).delete()
    assert not verify().is_whole


def test_every_event_hangs_on_the_one_before(cast: Cast) -> None:
    _three_events(cast)
    second = Event.objects.get(number=2)
    assert second.previous_digest == Event.objects.get(number=1).digest
    assert ChainHead.objects.get().number == 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    data=st.dictionaries(st.text("abc", min_size=1), st.floats(allow_nan=False, allow_infinity=False) | st.integers())
)
def test_numbers_come_back_from_the_database_as_they_were_digested(db: None, data: dict[str, float]) -> None:
    record("figure.published", actor_id=None, subject="figure:1", data=data)
    assert verify().is_whole


@pytest.mark.parametrize("number", [-0.0, 1e16, 1e300, 5e-324, 0.1, -1e22, 2.0, 123456789.125, 2**70])
def test_awkward_numbers_keep_the_log_whole(db: None, number: float) -> None:
    event = record("figure.published", actor_id=None, subject="figure:1", data={"value": number, "all": [number]})
    assert verify().is_whole
    assert Event.objects.get(pk=event.pk).data == {"value": number, "all": [number]}


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_json_cannot_say_is_refused(db: None, number: float) -> None:
    with pytest.raises(ValueError, match="cannot hold"):
        record("figure.published", actor_id=None, subject="figure:1", data={"value": number})
    assert not Event.objects.exists()
