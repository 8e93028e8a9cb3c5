"""The log: nothing in it can be altered, removed or put in without being seen."""

from __future__ import annotations

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
