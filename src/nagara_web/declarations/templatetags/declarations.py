"""Filters that say codes of the register in words."""

from __future__ import annotations

from datetime import date

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from nagara.reports.language import LANGUAGES
from nagara_web.accounts.requests import standing
from nagara_web.declarations import words
from nagara_web.declarations.access import keeps_register
from nagara_web.declarations.models import Clause
from nagara_web.declarations.queries import waiting_for
from nagara_web.declarations.register_page import forum_name
from nagara_web.ui.days import day_words

__all__ = ["register"]

register = template.Library()

register.filter("confidence_words", words.confidence_words)
register.filter("document_kind", words.document_kind_words)
register.filter("role_of_clause", words.role_words)
register.filter("fits", words.fits_words)
register.filter("relation", words.relation_words)
register.filter("taken_up", words.taken_up_words)
register.filter("standing", words.standing_words)
register.filter("topic", words.topic_words)
register.filter("aspect", words.aspect_words)
register.filter("promise_status", words.status_words)
register.filter("promise_reason", words.reason_words)
register.filter("change_of_clauses", words.change_words)
register.filter("grade", words.grade_words)
register.filter("forum_name", forum_name)


@register.inclusion_tag("declarations/_my_declarations.html", takes_context=True)
def my_declarations(context: Context) -> dict[str, object]:
    """What waits on the desk of declarations for whoever asks; nothing for who does not keep the register."""
    request = context["request"]
    who = standing(request)
    if not keeps_register(who):
        return {"keeps": False}
    found = waiting_for(who)
    return {"keeps": True, "waiting": found}


@register.simple_tag
def kind_of(clause: Clause) -> SafeString:
    """Print what a clause does as a tag; a wish says so."""
    said = words.kind_words(clause.kind, is_wish=clause.is_wish)
    return format_html('<span class="tag {}">{}</span>', words.kind_tag(clause.kind), said)


@register.filter
def iso_day(value: str | None) -> str:
    """Write an ISO date, or what is known of one, in words."""
    if not value:
        return ""
    try:
        return day_words(date.fromisoformat(value))
    except ValueError:
        return value


@register.filter
def language_name(code: str) -> str:
    """Write a language by its own name; one that the site does not speak by its code."""
    return LANGUAGES.get(code, code)


@register.filter
def of_language(texts: dict[str, str], language: str) -> str:
    """Words in a language."""
    return texts.get(language, "")
