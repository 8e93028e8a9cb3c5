"""Read notices, what is followed, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from nagara_web.notices.models import Follow, Happening, Notice, Topic
from nagara_web.notices.names import names_of
from nagara_web.notices.sentences import sentence

__all__ = [
    "FollowLine",
    "HappeningLine",
    "NoticeLine",
    "due_for_mail",
    "follows_of",
    "inbox",
    "is_following",
    "newest_happenings",
    "unread_count",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """One notice as a list prints it."""

    id: int
    at: datetime
    sentence: str
    url: str
    is_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningLine:
    """Something public that happened."""

    key: str
    kind: str
    at: datetime
    sentence: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowLine:
    """One thing that somebody follows, by the name that people give it."""

    topic: str
    topic_name: str
    slug: str
    name: str

    @property
    def url(self) -> str:
        """Path of its page."""
        folder = {Topic.CITY: "cities", Topic.INDICATOR: "indicators", Topic.ROUND: "rounds"}[Topic(self.topic)]
        return f"/{folder}/{self.slug}/"


def is_following(person_id: int | None, topic: str, slug: str) -> bool:
    """Whether a person follows something; the public follows nothing."""
    return person_id is not None and Follow.objects.filter(person_id=person_id, topic=topic, slug=slug).exists()


def follows_of(person_id: int) -> list[FollowLine]:
    """What a person follows."""
    found = list(Follow.objects.filter(person_id=person_id).order_by("topic", "slug"))
    names = {topic: names_of(topic, {each.slug for each in found if each.topic == topic}) for topic in Topic.values}
    return [
        FollowLine(
            topic=each.topic,
            topic_name=each.get_topic_display(),
            slug=each.slug,
            name=names[each.topic][each.slug],
        )
        for each in found
    ]


def unread_count(person_id: int) -> int:
    """How many notices a person has not read."""
    return Notice.objects.filter(person_id=person_id, read_at__isnull=True).count()


def inbox(person_id: int, limit: int = 100) -> list[NoticeLine]:
    """Notices of a person: unread ones first, each group newest first."""
    found = Notice.objects.filter(person_id=person_id).alias(is_read=Q(read_at__isnull=False))
    return [_line(each) for each in found.order_by("is_read", "-at", "-pk")[:limit]]


def due_for_mail(until: datetime) -> QuerySet[Notice]:
    """Unread notices that no letter has told yet, of people who want one, by person and time."""
    found = Notice.objects.filter(mailed_at__isnull=True, read_at__isnull=True, at__lt=until)
    wanted = found.filter(person__wants_digest=True, person__is_active=True)
    return wanted.select_related("person").order_by("person", "at", "pk")


def newest_happenings(limit: int, topic: str = "all", slug: str = "") -> list[HappeningLine]:
    """What happened in public, newest first; of everything, or of one city, indicator or round."""
    of_indicator = Q(indicator=slug) | Q(indicators__contains=f" {slug} ")
    about = {"city": Q(city=slug), "indicator": of_indicator, "round": Q(round=slug)}.get(topic, Q())
    found = Happening.objects.filter(about)[:limit]
    return [
        HappeningLine(key=each.key, kind=each.kind, at=each.at, sentence=sentence(each.kind, each.values), url=each.url)
        for each in found
    ]


def _line(notice: Notice) -> NoticeLine:
    return NoticeLine(
        id=notice.pk,
        at=notice.at,
        sentence=sentence(notice.kind, notice.values),
        url=notice.url,
        is_read=notice.read_at is not None,
    )
