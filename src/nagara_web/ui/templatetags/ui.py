"""Tags and filters of all templates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from nagara.reports.language import LANGUAGES, language
from nagara_web.ui.codes import code_words
from nagara_web.ui.days import day_words, deadline_words, zone_words
from nagara_web.ui.numbers import printed, unit_words, with_minus

__all__ = ["register"]

register = template.Library()


BROWSERS: Final = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
"""Marks in the order in which they tell: most browsers also name those whose pages they can show."""
SYSTEMS: Final = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


@register.filter
def number(value: float | None, digits: int = 0) -> str:
    """Write a number with the separators of the language."""
    return "" if value is None else with_minus(language(get_language() or "en").number(value, digits=digits))


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a day in full, inside ``<time>``, in the site's time zone of the request."""
    if value is None:
        return ""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), day_words(local))


@register.filter
def moment(value: datetime | None) -> str:
    """Write a day, the time of day and the zone of that time."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    words = f"{day_words(local.date())} {local:%H:%M}\N{NO-BREAK SPACE}{zone_words(local)}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), words)


@register.filter
def deadline(value: date | None, time_zone: str) -> str:
    """Write a last day with the hour at which it ends and the zone of the city whose day it is."""
    if value is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), deadline_words(value, time_zone))


@register.filter
def in_days(value: date, today: date | None = None) -> str:
    """Say how far off a day is, in words."""
    days = (value - (today or timezone.localdate())).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %(count)s day", "in %(count)s days", days) % {"count": days}
    return ngettext("%(count)s day ago", "%(count)s days ago", -days) % {"count": -days}


@register.filter
def code(value: str) -> str:
    """Write a code of a method, boundary or population basis in words."""
    return code_words(value)


@register.filter
def unit(value: str) -> str:
    """Write a unit in words."""
    return unit_words(value)


@register.filter
def device(user_agent: str) -> str:
    """Say in a few words which browser on which device an identification means; unknown ones are cut short."""
    browser = next((words for mark, words in BROWSERS.items() if mark in user_agent), "")
    system = next((words for mark, words in SYSTEMS.items() if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or user_agent[:60]


@register.filter
def own_name(code: str) -> str:
    """Name a language as those who speak it do."""
    return LANGUAGES.get(code, code)


@register.simple_tag
def figure(value: float, low: float | None, high: float | None, unit: str) -> SafeString:  # noqa: A002
    """Print a figure with its unit, and its interval under it."""
    said = printed(value, low, high, unit)
    interval = format_html('<span class="interval">{}</span>', said.interval) if said.interval else ""
    return format_html('<span class="value">{}</span> {}', said.with_unit, interval)


@register.filter
def drawing(svg: str) -> SafeString:
    """Put a chart drawn by :mod:`nagara.reports.charts` into the page; it has escaped its own text."""
    return mark_safe(svg)  # noqa: S308  (drawn by us from escaped text)


@register.inclusion_tag("ui/_tag.html")
def tag(kind: str, words: str) -> dict[str, str]:
    """Print a status tag: a word on a tint.

    Parameters
    ----------
    kind
        ``problem``, ``attention``, ``published``, ``review``, ``second``, ``neutral`` or ``plain``.
    words
        What it says.
    """
    return {"kind": kind, "words": words}
