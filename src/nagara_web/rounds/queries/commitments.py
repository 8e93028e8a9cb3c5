"""Which parts of commitments the announced rounds ask of which network."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from nagara_web.figures.commitments import COMMITMENT
from nagara_web.rounds.models import Round

__all__ = ["AskedPart", "asked_commitments"]


class AskedPart(NamedTuple):
    """One part that a round asks of the members of its network."""

    year: int
    network_id: int
    network_slug: str
    network_name: str
    closes_on: date
    indicator_id: int


def asked_commitments() -> list[AskedPart]:
    """Every part that an announced round asks, newest year first."""
    found = Round.objects.filter(is_published=True, questionnaire__indicators__answer_type=COMMITMENT)
    columns = ("year", "network_id", "network__slug", "network__name", "closes_on", "questionnaire__indicators")
    ordered = found.order_by("-year", "network__name", "pk", "questionnaire__indicators")
    return [AskedPart(*values) for values in ordered.values_list(*columns)]
