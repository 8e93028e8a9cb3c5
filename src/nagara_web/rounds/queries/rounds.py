"""Read rounds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from nagara.rounds.completeness import RoundProgress, progress_of_round
from nagara.rounds.deadlines import timeliness
from nagara.rounds.workflow import State
from nagara_web.places.queries import members_on
from nagara_web.rounds.access import window_of
from nagara_web.rounds.models import Report, Round

__all__ = [
    "completeness",
    "published_reports_of_city",
    "published_reports_of_round",
    "published_rounds",
    "reports_of",
    "round_of",
    "rounds",
    "rounds_of_networks",
]


def rounds() -> QuerySet[Round]:
    """All rounds, planned ones too, newest first."""
    return Round.objects.select_related("network", "questionnaire")


def published_rounds() -> QuerySet[Round]:
    """Rounds that everybody may know of, newest first."""
    return rounds().filter(is_published=True)


def rounds_of_networks(network_ids: Collection[int]) -> QuerySet[Round]:
    """Rounds of some networks, planned ones too, newest first."""
    return rounds().filter(network_id__in=network_ids)


def round_of(slug: str) -> Round:
    """Return one round; 404 if there is none."""
    found = rounds().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def reports_of(round_id: int) -> QuerySet[Report]:
    """Reports of a round, by city; who may read what stands in them is asked of :mod:`nagara_web.rounds.access`."""
    found = Report.objects.filter(round_id=round_id).select_related("round__network", "city__country", "answer_set")
    return found.prefetch_related("extensions").order_by("city__name")


def published_reports_of_city(city_id: int) -> QuerySet[Report]:
    """Reports of a city that were published, newest year first; one that is open for a correction stays in it."""
    found = Report.objects.filter(city_id=city_id, published_by__isnull=False).select_related(
        "round__network", "city__country"
    )
    return found.order_by("-round__year", "-pk")


def published_reports_of_round(round_id: int) -> QuerySet[Report]:
    """Reports of a round that were published; one that is open for a correction stays in it."""
    found = Report.objects.filter(round_id=round_id, published_by__isnull=False)
    return found.select_related("round__network", "city__country")


def completeness(round_id: int, at: datetime | None = None) -> RoundProgress:
    """How many cities were asked, have reported, in time and late."""
    moment = at or timezone.now()
    found = Round.objects.get(pk=round_id)
    asked = members_on(found.network_id, found.opens_on).count()
    return progress_of_round(
        asked,
        [
            (State(each.state), timeliness(window_of(each), each.first_submitted_at, moment).kind)
            for each in reports_of(round_id)
        ],
    )
