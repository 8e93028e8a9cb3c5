"""Say that something happened; tell one person something."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from nagara_web.notices.models import Follow, Happening, Notice, Topic
from nagara_web.ui.plain_text import without_unprintable

__all__ = ["follow", "happened", "mark_read", "tell", "unfollow"]


def happened(
    kind: str,
    *,
    key: str,
    values: Mapping[str, str],
    url: str,
    city: str = "",
    indicator: str = "",
    round: str = "",  # noqa: A002  (the thing that can be followed has this name)
    indicators: Collection[str] = (),
    at: datetime | None = None,
) -> Happening:
    """Record a public happening once, and give everybody who follows its city, indicator or round a notice.

    Parameters
    ----------
    kind
        Kind of happening, whose sentence stands in :mod:`nagara_web.notices.sentences`.
    key
        What makes it one happening.
    values
        What fills its sentence.
    url
        Path of the page that shows it.
    city, indicator, round
        Slugs or codes of what it is about; empty where it is not.
    indicators
        Codes of all indicators that it published at once.
    at
        When; now if not given.
    """
    moment = at or timezone.now()
    values = {name: without_unprintable(value) for name, value in values.items()}
    happening, is_new = Happening.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "at": moment,
            "values": dict(values),
            "url": url,
            "city": city,
            "indicator": indicator,
            "round": round,
            "indicators": f" {' '.join(indicators)} " if indicators else "",
        },
    )
    if is_new:
        about = Q()
        for topic, slug in ((Topic.CITY, city), (Topic.INDICATOR, indicator), (Topic.ROUND, round)):
            if slug:
                about |= Q(topic=topic, slug=slug)
        if indicators:
            about |= Q(topic=Topic.INDICATOR, slug__in=list(indicators))
        people = Follow.objects.filter(about).values_list("person", flat=True).distinct() if about else []
        Notice.objects.bulk_create(
            [Notice(person_id=each, key=key, at=moment, kind=kind, values=dict(values), url=url) for each in people],
            ignore_conflicts=True,
        )
    return happening


def tell(person_id: int, kind: str, *, key: str, values: Mapping[str, str], url: str, has_letter: bool = False) -> None:
    """Give one person a notice once.

    Parameters
    ----------
    has_letter
        Whether they get a letter of its own about it, so that the daily letter need not say it again.
    """
    moment = timezone.now()
    Notice.objects.get_or_create(
        person_id=person_id,
        key=key[:200],
        defaults={
            "at": moment,
            "kind": kind,
            "values": dict(values),
            "url": url,
            "mailed_at": moment if has_letter else None,
        },
    )


def follow(person_id: int, topic: Topic | str, slug: str) -> None:
    """Begin to follow something."""
    Follow.objects.get_or_create(person_id=person_id, topic=Topic(topic), slug=slug, defaults={"since": timezone.now()})


def unfollow(person_id: int, topic: Topic | str, slug: str) -> None:
    """Stop following it."""
    Follow.objects.filter(person_id=person_id, topic=Topic(topic), slug=slug).delete()


def mark_read(person_id: int, notice_id: int | None = None) -> int:
    """Mark one notice of a person as read, or all; return how many were unread."""
    found = Notice.objects.filter(person_id=person_id, read_at__isnull=True)
    return (found if notice_id is None else found.filter(pk=notice_id)).update(read_at=timezone.now())
