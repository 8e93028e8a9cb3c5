"""What cities, indicators and rounds are called in the list of what somebody follows."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from nagara_web.figures.queries import indicators
from nagara_web.figures.words import indicator_words
from nagara_web.notices.names import names_topic
from nagara_web.places.queries import cities
from nagara_web.rounds.queries import published_rounds

__all__ = ["names_of_cities", "names_of_indicators", "names_of_rounds"]


@names_topic("city")
def names_of_cities(slugs: Collection[str]) -> Mapping[str, str]:
    """Names of cities by slug."""
    return dict(cities().filter(slug__in=slugs).values_list("slug", "name"))


@names_topic("indicator")
def names_of_indicators(codes: Collection[str]) -> Mapping[str, str]:
    """Names of indicators by code, in the language that is active."""
    return {each.code: indicator_words(each.name) for each in indicators() if each.code in codes}


@names_topic("round")
def names_of_rounds(slugs: Collection[str]) -> Mapping[str, str]:
    """Titles of rounds that everybody may know of, by slug."""
    return dict(published_rounds().filter(slug__in=slugs).values_list("slug", "title"))
