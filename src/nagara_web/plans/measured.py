"""Plans of a city year by year, beside the accounts that the city published for later years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nagara.errors import BlockedError, NagaraError, ScenarioError
from nagara.exchange.read import reading_of_tables
from nagara.reports.language import language
from nagara_web.answers.account_at import rows_at
from nagara_web.answers.calculation import digest_of, earlier_of
from nagara_web.answers.queries import FILE, raw_tables
from nagara_web.plans.queries import Plan, PlanPage
from nagara_web.plans.working import SEED
from nagara_web.rounds.queries import published_reports_of_city
from nagara_web.rounds.queries.papers import Edition, editions

if TYPE_CHECKING:
    from datetime import datetime

    from nagara.pathways.least_cost.comparison.course import Course
    from nagara.pathways.least_cost.comparison.side_by_side import Comparison
    from nagara.waste.records import CityRecords
    from nagara_web.answers.queries import AnswerSet

__all__ = ["Compared", "compared_with_accounts", "later_accounts"]

DRAWS: Final = 500
"""Draws of each account; a page is waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What a page says of plans and accounts.

    Parameters
    ----------
    comparison
        The courses; nothing where there are none to compare.
    answers
        What it comes to, in sentences.
    sections
        The sections of its paper, as JSON could hold them.
    doubts
        What could not be compared at all, and why.
    """

    comparison: Comparison | None
    answers: tuple[str, ...] = ()
    sections: tuple[dict[str, Any], ...] = ()
    doubts: tuple[str, ...] = ()


def later_accounts(pages: Sequence[PlanPage]) -> list[Edition]:
    """What the city published for years after the records of its plans, one for each year, oldest first.

    Parameters
    ----------
    pages
        Plans of one city.
    """
    if not pages:
        return []
    plan = pages[0].plan
    first = min(page.plan.answer_set.year for page in pages)
    last = max(page.plan.last_year for page in pages)
    reports = published_reports_of_city(plan.city_id).select_related("answer_set")
    newest: dict[int, Edition] = {}
    for each in editions(reports.filter(round__year__gt=first, round__year__lte=last)):
        newest.setdefault(each.report.answer_set.year, each)
    return [newest[year] for year in sorted(newest)]


def compared_with_accounts(pages: Sequence[PlanPage]) -> Compared:
    """Put plans beside each other year by year, and beside what was measured since.

    Parameters
    ----------
    pages
        Plans of one city; the others are held against the first.
    """
    from nagara.pathways.least_cost.comparison.plan_course import plan_course
    from nagara.pathways.least_cost.comparison.side_by_side import compare
    from nagara.reports.comparisons.paper import comparison_answers, comparison_sections

    doubts: list[str] = []
    try:
        plans = [plan_course(page.data, name) for page, name in zip(pages, _names(pages), strict=True)]
        measured = list(_measured(pages, plans, doubts))
        if len(plans) + len(measured) < 2:  # noqa: PLR2004  (one thing is no comparison)
            return Compared(comparison=None, doubts=tuple(doubts))
        comparison = compare([*plans, *measured])
    except NagaraError as error:
        return Compared(comparison=None, doubts=(*doubts, str(error)))
    spoken = language(get_language() or "en")
    sections = comparison_sections(comparison, spoken)[1:]  # the page has a summary of its own
    return Compared(
        comparison=comparison,
        answers=comparison_answers(comparison, spoken),
        sections=tuple(
            {
                "id": each.id,
                "heading": each.heading,
                "blocks": [{"kind": block.kind, **asdict(block)} for block in each.blocks],
            }
            for each in sections
        ),
        doubts=tuple(doubts),
    )


def _names(pages: Sequence[PlanPage]) -> Iterator[str]:
    """Titles of plans, with a number where two are the same."""
    seen: list[str] = []
    for page in pages:
        seen.append(page.plan.title)
        count = seen.count(page.plan.title)
        yield page.plan.title if count == 1 else f"{page.plan.title} ({count})"


def _measured(pages: Sequence[PlanPage], plans: Sequence[Course], doubts: list[str]) -> Iterator[Course]:
    from nagara.pathways.least_cost.comparison.records_course import Counting, account_course

    first, accounts = pages[0].plan, later_accounts(pages)
    if not accounts:
        return
    basis = plans[0].basis
    counting = Counting(gwp=basis.gwp, guidelines=basis.guidelines, seed=SEED, draws=DRAWS)
    base = _base(first)
    for each in accounts:
        answers = each.report.answer_set
        try:
            records = _records(answers, each.revision, each.published_at)
            course = account_course(records, str(answers.year), counting, base=base)
        except (BlockedError, ScenarioError, ArithmeticError) as error:
            words = _("What was measured in %(year)s cannot be held against a plan. %(why)s")
            doubts.append(words % {"year": answers.year, "why": " ".join(getattr(error, "findings", (str(error),)))})
            continue
        one_city = replace(course.basis, city=basis.city, country_iso3=basis.country_iso3)
        yield replace(course, basis=one_city)  # a city that was renamed since is the same city


def _base(plan: Plan) -> CityRecords | None:
    """The records that cuts are against, those of the plan; without them no cut is told."""
    try:
        return _records(plan.answer_set, plan.revision, plan.made_at)
    except BlockedError:
        return None


def _records(answers: AnswerSet, revision: int, at: datetime) -> CityRecords:
    """The records of a revision, with a rate carried forward where that year had no survey."""
    from nagara.indicators.carried_forward import with_carried_rate

    rows = rows_at(answers.pk, revision)
    reading = reading_of_tables(FILE, raw_tables(rows), digests={FILE: digest_of(rows)})
    if reading.records is None or reading.is_blocked:
        raise BlockedError([_("Its answers hold too little.")])
    return with_carried_rate(reading.records, earlier_of(answers, at))
