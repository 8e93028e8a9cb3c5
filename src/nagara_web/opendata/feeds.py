"""What happened, as Atom."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from nagara_web.figures.queries import indicator
from nagara_web.figures.words import indicator_words
from nagara_web.notices.queries import HappeningLine, newest_happenings
from nagara_web.places import queries as places
from nagara_web.rounds.queries import published_rounds

__all__ = ["Happenings"]

MOST: Final = 50


if TYPE_CHECKING:
    Base: TypeAlias = Feed[HappeningLine, dict[str, str]]
else:
    Base = Feed


class Happenings(Base):
    """The newest happenings of one city, indicator or round, or of everything."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, topic: str, slug: str) -> dict[str, str]:
        """Find what the feed is of; 404 if there is no such thing."""
        name, page = _thing(topic, slug)
        return {"topic": topic, "slug": slug, "name": name, "page": page}

    def title(self, thing: dict[str, str]) -> str:
        """Say what the feed is of."""
        return thing["name"]

    def link(self, thing: dict[str, str]) -> str:
        """Lead to its page."""
        return thing["page"]

    def feed_url(self, thing: dict[str, str]) -> str:
        """Say its own address."""
        return f"{settings.SITE_URL}/feeds/{thing['topic']}/{thing['slug']}.atom"

    def feed_guid(self, thing: dict[str, str]) -> str:
        """Its name for ever."""
        return self.feed_url(thing)

    def author_name(self, thing: dict[str, str]) -> str:
        """Who tells it: RFC 4287 wants an author of every feed (section 4.1.1)."""
        return str(urlsplit(settings.SITE_URL).netloc)

    def items(self, thing: dict[str, str]) -> list[HappeningLine]:
        """The newest happenings."""
        return newest_happenings(MOST, thing["topic"], thing["slug"])

    def item_title(self, item: HappeningLine) -> str:
        """The sentence of a happening."""
        return item.sentence

    def item_description(self, item: HappeningLine) -> str:
        """Nothing besides: the sentence says it."""
        return ""

    def item_link(self, item: HappeningLine) -> str:
        """Where it can be seen."""
        return item.url

    def item_guid(self, item: HappeningLine) -> str:
        """Its name for ever; two happenings may lead to one page."""
        return f"{settings.SITE_URL}/happenings/{item.key}"

    item_guid_is_permalink = False

    def item_updateddate(self, item: HappeningLine) -> datetime:
        """When it happened."""
        return item.at

    def item_pubdate(self, item: HappeningLine) -> datetime:
        """When it happened."""
        return item.at

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  (as Django has it)
        """Answer, open to every other site."""
        response = super().__call__(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response


def _thing(topic: str, slug: str) -> tuple[str, str]:
    """Name and page of what a feed is of."""
    if topic == "city":
        return places.city(slug).name, f"/cities/{slug}/"
    if topic == "indicator" and (found := indicator(slug)):
        return indicator_words(found.name), f"/indicators/{slug}/"
    if topic == "round" and (one := next((each for each in published_rounds() if each.slug == slug), None)):
        return one.title, f"/rounds/{slug}/"
    if (topic, slug) == ("all", "all"):
        return _("Everything that is published and corrected"), "/"
    raise Http404
