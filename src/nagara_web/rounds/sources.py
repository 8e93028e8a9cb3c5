"""How a round names itself as the source of the figures that it publishes."""

from __future__ import annotations

from typing import Final, TypedDict

from django.conf import settings

from nagara_web.rounds.models import Round

__all__ = ["LICENCE", "RoundSource", "round_source", "source_slug"]

LICENCE: Final = "CC BY 4.0"
"""Under which a network publishes the figures of its own rounds."""


class RoundSource(TypedDict):
    """What a source says of itself."""

    slug: str
    title: str
    publisher: str
    year: int
    url: str
    licence: str
    is_own_round: bool
    is_invented: bool


def source_slug(found: Round) -> str:
    """Slug of the source that a round is."""
    return f"round-{found.slug}"


def round_source(found: Round) -> RoundSource:
    """The round as a source of figures."""
    return RoundSource(
        slug=source_slug(found),
        title=found.title,
        publisher=found.network.name,
        year=found.year,
        url=f"{settings.SITE_URL}/rounds/{found.slug}/",
        licence=LICENCE,
        is_own_round=True,
        is_invented=found.is_invented,
    )
