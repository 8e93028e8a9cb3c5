"""A least-cost plan as one page: what is kept, what is built, what it costs, what blocks, what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nagara.reports import words as annual
from nagara.reports.paper import Block, Facts, Items, Paper, Section, Strip, Words
from nagara.reports.plans.answer import answer_of, cards, gap_said, last_year_said
from nagara.reports.plans.costs import built, cost
from nagara.reports.plans.feed import feed
from nagara.reports.plans.flows import flows
from nagara.reports.plans.front import fronts, stopped
from nagara.reports.plans.paths import figures
from nagara.reports.plans.places import situated
from nagara.reports.plans.promises import blocked, limits, promises, seldom_held
from nagara.reports.plans.stages import stages
from nagara.reports.plans.tables import place_name
from nagara.reports.plans.work import work
from nagara.reports.said import Voice
from nagara.reports.sections.doubts import doubts_of
from nagara.reports.words import plans as words
from nagara.version import VERSION

if TYPE_CHECKING:
    from nagara.pathways.least_cost.study import PlanStudy
    from nagara.reports.language import Language

__all__ = ["answer_of", "plan_paper"]


def plan_paper(study: PlanStudy, language: Language) -> Paper:
    """Write the page of a plan.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    language
        The language it is written in.
    """
    voice, years = Voice(language), study.plan.problem.years
    sections = (
        blocked(study, voice),
        figures(study, voice),
        built(study, voice),
        cost(study, voice),
        limits(study, voice),
        *fronts(study, voice),
        stages(study, voice),
        flows(study, voice),
        work(study, voice),
        feed(study, voice),
        situated(study, voice),
        _assumed(study, voice),
        doubts_of(study.findings, voice, heading=words.DOUBTS, none=words.NO_DOUBTS),
    )
    return Paper(
        language=language.code,
        title=voice.text(words.TITLE, city=study.city.city, first=str(years[0]), last=str(years[-1])),
        subtitle=voice.text(words.SUBTITLE),
        answer=answer_of(study, language),
        strips=_strips(study, voice),
        summary=_summary(study, voice),
        sections=tuple(section for section in sections if section is not None),
        foot=voice.text(words.FOOT, city=study.city.city, version=VERSION, seed=str(study.seed)),
        has_first_page=False,
    )


def _strips(study: PlanStudy, voice: Voice) -> tuple[Strip, ...]:
    strips = [Strip(words=voice.text(words.DEFAULTS), tone="attention")]
    strips.extend(stopped(study, voice))
    if study.city.is_invented:
        strips.insert(0, Strip(words=voice.text(words.EXAMPLE), tone="example"))
    if voice.language.status:
        status = voice.text(annual.TRANSLATION_STATUS, status=voice.text(voice.language.status))
        strips.append(Strip(words=status, tone="attention"))
    return tuple(strips)


def _summary(study: PlanStudy, voice: Voice) -> Section:
    plan, without = study.plan, study.without
    gap = {"gap": gap_said(plan, voice)}
    blocks: list[Block] = [cards(study, voice)]
    if plan.kept:
        blocks.append(promises(study, voice))
    blocks += [Words(words=said) for said in (*seldom_held(study, voice), *last_year_said(plan, voice))]
    blocks.append(Words(words=voice.text(words.PROVEN if plan.is_proven else words.FIRST, **gap), look="quiet"))
    if without is not None:
        last = float(without.figures["sdg_11_6_1_frac"][-1])
        dumps = {"share": voice.percent(1.0 - last), "year": str(plan.problem.years[-1])}
        blocks.append(Words(words=voice.text(words.DUMPS, **dumps), look="quiet"))
    return Section(id="summary", heading=voice.text(words.PROMISES), blocks=tuple(blocks))


# --- what it rests on -----------------------------------------------------------------------------


def _assumed(study: PlanStudy, voice: Voice) -> Section:
    money, settings = study.plan.problem.money, study.settings
    budget = voice.text(words.NO_BUDGET)
    if settings.budget_usd_per_year is not None:
        budget = voice.text(words.USD, value=voice.number(settings.budget_usd_per_year))
    buildable = [place_name(each, voice) for each in study.plan.problem.facilities if each.is_new]
    facts = {
        "discount": voice.percent(money.discount_frac, 1),
        "interest": voice.percent(money.interest_frac, 1),
        "carbon": voice.text(words.USD, value=voice.number(settings.carbon_usd_per_t)),
        "budget": budget,
        "gwp": settings.gwp,
        "edition": settings.edition,
        "technologies": "; ".join(buildable),
    }
    year = str(money.price_year)
    limits = Items(
        items=tuple(
            voice.text(limit, **({"price_year": year} if "{price_year}" in limit else {})) for limit in words.LIMITS
        )
    )
    rows = tuple((voice.text(words.FACTS[name]), said) for name, said in facts.items())
    return Section(id="assumed", heading=voice.text(words.ASSUMED), blocks=(Facts(facts=rows), limits))
