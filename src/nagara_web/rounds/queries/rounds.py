"""Read rounds."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.http import Http404

from nagara_web.rounds.models import Report, Round

__all__ = [
    "other_editions",
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


def other_editions(found: Round) -> QuerySet[Round]:
    """Other rounds of the same network that everybody may know of, newest first."""
    return published_rounds().filter(network_id=found.network_id).exclude(pk=found.pk)
