"""Read the log, and prove that it is whole."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from nagara_web.audit.chain import digest_of
from nagara_web.audit.models import ChainHead, Event

__all__ = ["Verification", "events", "events_about", "events_of_city", "public_edition", "verify"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a walk along the chain found; ``broken_at`` is the first event that does not fit."""

    events: int
    broken_at: int | None
    says: str

    @property
    def is_whole(self) -> bool:
        """Whether every event is there and as it was written."""
        return self.broken_at is None


def events(*, action: str = "", actor_id: int | None = None) -> QuerySet[Event]:
    """All events, newest first; only those of one action or of one actor if given."""
    found = Event.objects.select_related("actor", "city").order_by("-number")
    if action:
        found = found.filter(action=action)
    return found.filter(actor_id=actor_id) if actor_id is not None else found


def events_about(subject: str) -> QuerySet[Event]:
    """Events of one thing, newest first."""
    return Event.objects.filter(subject=subject).select_related("actor", "city").order_by("-number")


def events_of_city(city_id: int) -> QuerySet[Event]:
    """Events that concern one city, newest first."""
    return Event.objects.filter(city_id=city_id).select_related("actor").order_by("-number")


def public_edition() -> int:
    """Number of the last event that may have changed a page that everybody reads."""
    return ChainHead.objects.filter(pk=1).values_list("public_number", flat=True).first() or 0


def verify() -> Verification:
    """Walk along the chain from its first event to its head."""
    expected, digest = 1, ""
    for event in Event.objects.order_by("number").iterator(chunk_size=2000):
        if event.number != expected:
            return Verification(events=expected - 1, broken_at=expected, says=f"Event {expected} is missing.")
        if event.previous_digest != digest or event.digest != digest_of(event):
            return Verification(events=expected - 1, broken_at=expected, says=f"Event {expected} was altered.")
        expected, digest = expected + 1, event.digest
    head = ChainHead.objects.filter(pk=1).first()
    if head is not None and (head.number, head.digest) != (expected - 1, digest):
        return Verification(events=expected - 1, broken_at=expected, says="The last events are missing.")
    return Verification(events=expected - 1, broken_at=None, says=f"The log is whole: {expected - 1} events.")
