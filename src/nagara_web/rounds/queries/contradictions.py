"""Answers of a round that contradict each other, or what the same city said before: what to ask a city about first.

Only answers that a city has handed in at least once are looked at; a draft is the city's own. The number of queries
does not grow with the number of cities.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from nagara.rounds.contradictory import CONTRADICTING, takes_back
from nagara.rounds.workflow import State
from nagara_web.answers.results import said_finding
from nagara_web.figures.commitments import answer_words
from nagara_web.figures.queries import FigureRow, IndicatorRow, figures, indicators, rows
from nagara_web.figures.words import indicator_words
from nagara_web.places.queries import City
from nagara_web.rounds.access import Scope
from nagara_web.rounds.models import Report
from nagara_web.ui.numbers import printed

__all__ = ["Contradictory", "contradictions_of"]

CALCULATIONS: Final = "answer_set__calculations__"
BEGINNING: Final = 16_000
"""Letters at the beginning of a report that hold its changes since last year; the whole is ten times as long."""
CHANGES: Final = '"changes": '
JUDGED_NOW: Final = (State.SUBMITTED.value, State.IN_REVIEW.value)
"""States in which somebody still has to judge the answers and what changed since last year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradictory:
    """A city whose answers contradict each other, or what it said before.

    Parameters
    ----------
    city, report
        Which.
    each_other
        What cannot both be right, a sentence each.
    last_year
        What takes back what was said before, or moved beyond its doubt, a sentence each.
    """

    city: City
    report: Report
    each_other: tuple[str, ...]
    last_year: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many sentences."""
        return len(self.each_other) + len(self.last_year)

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of them, what cannot both be right first."""
        return self.each_other + self.last_year


def contradictions_of(scope: Scope, reports: Collection[Report] | None = None) -> list[Contradictory]:
    """Find the contradictory cities of a round, by name.

    Parameters
    ----------
    scope
        The round, and of which countries.
    reports
        Reports to look into, with their cities and answers; all that are not published if none are given, because
        published ones were judged by two people. Answers that were never handed in are left out.
    """
    asked = {each.pk: each for each in (_reports(scope) if reports is None else reports) if each.answer_set.is_shared}
    if not asked:
        return []
    newest = _newest(asked)
    results = {pk: (found, facts) for pk, found, facts in newest.values_list("pk", *_of("findings", "facts"))}
    jumps = _jumps(newest.filter(state__in=JUDGED_NOW))
    known = {each.code: each for each in indicators()}
    before = _before(scope, [each.city_id for each in asked.values()], known)
    made = []
    for pk, report in asked.items():
        found, facts = results.get(pk, ((), {}))
        each_other = dict.fromkeys(said_finding(each).sentence for each in found if each["code"] in CONTRADICTING)
        taken_back = _taken_back(facts.get("own", ()), before.get(report.city_id, {}), known)
        jumped = (_jumped(each, known) for each in jumps.get(pk, ()))
        one = Contradictory(
            city=report.city, report=report, each_other=tuple(each_other), last_year=(*taken_back, *jumped)
        )
        if one.count:
            made.append(one)
    return made


def _of(*names: str) -> list[str]:
    return [f"{CALCULATIONS}{name}" for name in names]


def _reports(scope: Scope) -> QuerySet[Report]:
    found = Report.objects.filter(round=scope.round, answer_set__is_shared=True).exclude(state=State.PUBLISHED)
    if scope.countries is not None:
        found = found.filter(city__country__in=scope.countries)
    return found.select_related("city__country", "answer_set", "round").order_by("city__name")


def _newest(asked: Collection[int]) -> QuerySet[Report]:
    """Reports, each with its last calculation alone."""
    own = Report.objects.filter(pk=OuterRef("pk")).order_by()
    newest = own.values("pk").annotate(newest=Max(f"{CALCULATIONS}revision"))
    return Report.objects.filter(pk__in=asked, **{f"{CALCULATIONS}revision": Subquery(newest.values("newest"))})


def _jumps(newest: QuerySet[Report]) -> dict[int, list[Mapping[str, Any]]]:
    """Changes since last year that their doubt does not explain, by report."""
    told = newest.annotate(beginning=Substr(F(f"{CALCULATIONS}report_json"), 1, BEGINNING))
    return {pk: list(_beyond_doubt(beginning or "")) for pk, beginning in told.values_list("pk", "beginning")}


def _beyond_doubt(beginning: str) -> Iterator[Mapping[str, Any]]:
    place = beginning.find(CHANGES)
    if place < 0:
        return
    try:
        changes, _end = json.JSONDecoder().raw_decode(beginning, place + len(CHANGES))
    except ValueError:  # longer than what was read
        return
    for each in changes:
        low, high = each.get("low"), each.get("high")
        if low is not None and high is not None and not each.get("method_break") and low * high > 0:
            yield each


def _jumped(change: Mapping[str, Any], known: Mapping[str, IndicatorRow]) -> str:
    code = change["figure"]
    unit = known[code].unit if code in known else ""
    values = {
        "figure": indicator_words(known[code].name) if code in known else code,
        "before": printed(change["earlier_value"], None, None, unit).with_unit,
        "year": change["earlier_year"],
        "now": printed(change["value"], None, None, unit).with_unit,
    }
    return _("%(figure)s: %(before)s in %(year)s, %(now)s now; that is more than the doubt of both explains.") % values


def _before(scope: Scope, cities: list[int], known: Mapping[str, IndicatorRow]) -> dict[int, dict[str, FigureRow]]:
    """The published answers of the year before, by city and commitment."""
    codes = [code for code, each in known.items() if each.answer_type == "commitment"]
    if not codes or not cities:
        return {}
    made: dict[int, dict[str, FigureRow]] = {}
    for each in rows(figures(city_ids=cities, codes=codes, year=scope.round.year - 1)):
        if each.answer and each.is_own_round:
            made.setdefault(each.city_id, {})[each.indicator_code] = each
    return made


def _taken_back(
    own: list[Mapping[str, Any]], before: Mapping[str, FigureRow], known: Mapping[str, IndicatorRow]
) -> Iterator[str]:
    for each in own:
        was = before.get(each["code"])
        if was is None or not takes_back(was.answer, each["answer"]):
            continue
        values = {
            "promise": indicator_words(known[each["code"]].name),
            "before": answer_words(was.answer),
            "year": was.year,
            "now": answer_words(each["answer"]),
        }
        yield _("%(promise)s: “%(before)s” in %(year)s, “%(now)s” now.") % values
