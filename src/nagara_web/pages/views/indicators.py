"""Indicators, and two cities side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara.reports.language import language
from nagara_web.accounts.requests import standing
from nagara_web.declarations.queries import parts_measured_by
from nagara_web.figures import queries as figures
from nagara_web.figures.commitments import COMMITMENT
from nagara_web.figures.principles import principle_codes
from nagara_web.figures.words import indicator_words
from nagara_web.meetings.queries.promises import meetings_about
from nagara_web.notices.queries import is_following
from nagara_web.pages.contexts.compared_choice import Asked, Choice, choose
from nagara_web.pages.contexts.comparison import two_cities
from nagara_web.pages.contexts.indicator import indicator_figures
from nagara_web.pages.contexts.word_answers import is_in_words, word_answers
from nagara_web.pages.views.commitments import one_commitment
from nagara_web.places import queries as places
from nagara_web.ui.paging import ROWS_ON_A_PAGE, kept_query, one_page

__all__ = ["compare", "indicator", "indicators"]


ASKED_OF_CAPITALS = "sdg_11_6_1"
"""Beginning of the indicators that capitals said in 2025 they would report every year."""


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """All indicators: headline, of the account, own ones of networks."""
    covered = figures.coverage()
    every = [each for each in figures.indicators() if each.answer_type != COMMITMENT]
    words, apart = language(get_language() or "en"), principle_codes()

    def rows(chosen: list[figures.IndicatorRow]) -> list[dict[str, Any]]:
        return [
            {
                "indicator": each,
                "name": words.text(each.name),
                "cities": covered[each.code].cities if each.code in covered else 0,
                "newest_year": covered[each.code].newest_year if each.code in covered else None,
            }
            for each in chosen
        ]

    groups = [
        (_("Headline figures"), [each for each in every if each.is_headline]),
        (
            _("Other figures of the waste account"),
            [e for e in every if not e.is_headline and e.network_id is None and e.code not in apart],
        ),
        (_("Twelve principles"), [each for each in every if each.code in apart]),
        (_("Own indicators of networks"), [each for each in every if each.network_id is not None]),
    ]
    context = {
        "groups": [{"title": title, "rows": rows(chosen)} for title, chosen in groups if chosen],
        "crumbs": [(_("Home"), "/"), (_("Indicators"), request.path)],
    }
    return render(request, "pages/indicators.html", context)


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator in one year: the order of those that may be compared, and why others are not in it."""
    found = _indicator(code)
    if found.answer_type == COMMITMENT:
        return one_commitment(request, found)
    years = figures.years_of(code)
    year = _year(request, years)
    rows = figures.figures_of_indicator(code, year) if year else []
    members = places.members_on(found.network_id) if found.network_id else None
    reported = {row.city_id for row in rows}
    silent = [each.name for each in members if each.pk not in reported] if members is not None else []
    name = language(get_language() or "en").text(found.name)
    pages = one_page(request, range(len(rows) + len(silent)))
    shown = range(max(0, pages.start_index() - 1), pages.end_index())
    context = {
        "indicator": found,
        "name": name,
        "years": years,
        "year": year,
        "page": indicator_figures(found, rows, year, silent, shown) if year and not is_in_words(found) else None,
        "pages": pages,
        "kept": kept_query(request),
        "in_words": word_answers(found, rows, [each.name for each in members or ()])
        if year and is_in_words(found)
        else None,
        "is_following": is_following(standing(request).person_id, "indicator", code),
        "silent_capitals": _silent_capitals(code, {row.city_id for row in rows}) if year else [],
        "measured": parts_measured_by(code),
        "meetings": meetings_about(indicator=code),
        "feed_address": reverse("feed", args=["indicator", code]),
        "crumbs": [(_("Home"), "/"), (_("Indicators"), reverse("indicators")), (name, request.path)],
    }
    return render(request, "pages/indicator.html", context)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two cities side by side, or why not."""
    known = figures.indicators_with_figures()
    every = [each for each in figures.indicators() if each.code in known and each.answer_type != COMMITMENT]
    every.sort(key=lambda each: not each.is_headline)
    if not every:
        return render(request, "pages/compare.html", {"nothing": True})
    typed = [request.GET.get(field, "") for field in ("a", "b")]
    wanted = next((each for each in every if each.code == request.GET.get("indicator")), None)
    names = {each.slug: each.name for each in figures.named_cities(wanted.code if wanted else "")}
    first, second = (_chosen(each, names) for each in typed)
    choice = choose(Asked(indicator=wanted, first=first, second=second, year=_asked_year(request)), every)
    return render(request, "pages/compare.html", _compare_page(request, choice, typed, every))


def _compare_page(
    request: HttpRequest, choice: Choice, typed: list[str], every: list[figures.IndicatorRow]
) -> dict[str, Any]:
    found, slugs = choice.indicator, (choice.first, choice.second)
    names = {each.slug: each.name for each in figures.named_cities(found.code)}
    known = names if set(slugs) <= {"", *names} else {each.slug: each.name for each in figures.named_cities()}
    names = names | {each: known[each] for each in slugs if each}
    shown = [names.get(each, "") for each in slugs]
    rows = figures.figures_of_cities(found.code, slugs) if all(shown) else []
    return {
        "page": two_cities(found, rows, *slugs, choice.year) if all(shown) else None,
        "unknown": [each for each in typed if each and not _chosen(each, names)],
        "is_long": len(names) > ROWS_ON_A_PAGE,
        "names": shown,
        "heading": _("%(first)s and %(second)s") % {"first": shown[0], "second": shown[1]}
        if all(shown)
        else _("Compare two cities"),
        "cities": names,
        "first_slug": choice.first,
        "second_slug": choice.second,
        "indicators": [(each.code, indicator_words(each.name)) for each in every],
        "indicator": found,
        "years": figures.years_of(found.code),
        "year": choice.year,
        "query": request.GET.urlencode(),
        "crumbs": [(_("Home"), "/"), (_("Indicators"), reverse("indicators")), (_("Compare"), request.path)],
    }


def _silent_capitals(code: str, reported: set[int]) -> list[places.City]:
    """Capitals without a figure of how their waste is collected and controlled, for which a reader will look."""
    if not code.startswith(ASKED_OF_CAPITALS):
        return []
    leading = places.capitals(timezone.localdate()) - reported
    return list(places.cities().filter(pk__in=leading))


def _indicator(code: str) -> figures.IndicatorRow:
    found = figures.indicator(code)
    if found is None:
        raise Http404
    return found


def _chosen(typed: str, names: Mapping[str, str]) -> str:
    """Slug of the city that was chosen from the list or typed by its name; empty if there is none."""
    if typed in names:
        return typed
    sought = typed.strip().casefold()
    return next((slug for slug, name in names.items() if name.casefold() == sought), "")


def _asked_year(request: HttpRequest) -> int | None:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else None


def _year(request: HttpRequest, years: list[int]) -> int | None:
    asked = _asked_year(request)
    return asked if asked in years else next(iter(years), None)
