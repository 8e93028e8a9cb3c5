"""A least-cost plan as one page: what is kept, what is built, what it costs, what blocks, what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.pathways.least_cost.promise import PROMISED_FIGURES
from nagara.reports import words as annual
from nagara.reports.paper import (
    Block,
    Column,
    Facts,
    Heading,
    Items,
    Paper,
    Section,
    Strip,
    Table,
    Words,
)
from nagara.reports.plan_front import fronts, stopped
from nagara.reports.plan_stages import stages
from nagara.reports.plan_tables import (
    cost_table,
    figures_table,
    flows_table,
    investments_table,
    million,
    schemes_table,
    value_said,
)
from nagara.reports.said import Voice
from nagara.reports.sections.doubts import doubts_of
from nagara.reports.words import plans as words
from nagara.version import VERSION

if TYPE_CHECKING:
    from nagara.pathways.least_cost.blockers import Hindrance, Missed
    from nagara.pathways.least_cost.plan import Kept, Plan
    from nagara.pathways.least_cost.study import PlanStudy
    from nagara.reports.language import Language

__all__ = ["answer_of", "plan_paper"]

SMALLEST_USD: Final = 1_000.0
"""What is lacking below this is not said [USD/year]."""


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
        _blocked(study, voice),
        _built(study, voice),
        _cost(study, voice),
        *fronts(study, voice),
        stages(study, voice),
        _flows(study, voice),
        _figures(study, voice),
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
    )


def answer_of(study: PlanStudy, language: Language) -> str:
    """What the plan says, in one or two sentences.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    language
        The language it is said in.
    """
    voice, plan = Voice(language), study.plan
    promised = [kept for kept in plan.kept if not kept.promise.is_today]
    missed = sum(not kept.is_kept for kept in promised)
    gaps = {
        "count": voice.number(len(promised)),
        "missed": voice.number(missed),
        "usd": million(plan.discounted_usd, voice),
        "price_year": str(plan.problem.money.price_year),
        "first": str(plan.problem.years[0]),
        "last": str(plan.problem.years[-1]),
        "gap": voice.percent(max(plan.gap_frac, 0.0), 1),
    }
    return " ".join((voice.text(_answer(len(promised), missed), **gaps), *_beyond_budget(plan, voice)))


def _answer(promised: int, missed: int) -> str:
    """The sentence for so many promises, of which so many are missed."""
    if not promised:
        return words.ANSWER_NONE
    if promised == 1:
        return words.ANSWER_ONE_MISSED if missed else words.ANSWER_ONE_KEPT
    return words.ANSWER_MISSED if missed else words.ANSWER_KEPT


def _beyond_budget(plan: Plan, voice: Voice) -> tuple[str, ...]:
    """What the budget lacks, if it does not suffice."""
    over = plan.over_budget_usd
    if over.max(initial=0.0) < SMALLEST_USD:
        return ()
    gaps = {
        "count": voice.number(int((over >= SMALLEST_USD).sum())),
        "years": voice.number(over.size - 1),  # that of the records cannot be changed
        "year": str(plan.problem.years[int(over.argmax())]),
        "usd": million(float(over.max()), voice),
    }
    return (voice.text(words.OVER_BUDGET, **gaps),)


def _strips(study: PlanStudy, voice: Voice) -> tuple[Strip, ...]:
    strips = [Strip(words=voice.text(words.DEFAULTS), tone="attention"), *stopped(study, voice)]
    if study.city.is_invented:
        strips.insert(0, Strip(words=voice.text(words.EXAMPLE), tone="example"))
    if voice.language.status:
        status = voice.text(annual.TRANSLATION_STATUS, status=voice.text(voice.language.status))
        strips.append(Strip(words=status, tone="attention"))
    return tuple(strips)


# --- promises -------------------------------------------------------------------------------------


def _summary(study: PlanStudy, voice: Voice) -> Section:
    plan, without = study.plan, study.without
    gap = {"gap": voice.percent(max(plan.gap_frac, 0.0), 1)}
    last = float(without.figures["sdg_11_6_1_frac"][-1])
    dumps = {"share": voice.percent(1.0 - last), "year": str(plan.problem.years[-1])}
    blocks: list[Block] = [
        Words(words=voice.text(words.PROVEN if plan.is_proven else words.FIRST, **gap), look="quiet")
    ]
    if plan.kept:
        blocks.insert(0, _promises(study, voice))
    blocks.append(Words(words=voice.text(words.DUMPS, **dumps), look="quiet"))
    return Section(id="promises", heading=voice.text(words.PROMISES), blocks=tuple(blocks))


def _promises(study: PlanStudy, voice: Voice) -> Table:
    labels = words.COLUMNS_OF_PROMISES
    numbers = {"from_year", "reached", "last", "held"}
    names = [name for name in labels if name != "held" or study.robustness is not None]
    held = {} if study.robustness is None else {str(each.promise): each.held_frac for each in study.robustness.held}
    rows = []
    for kept in study.plan.kept:
        cells = _promise_cells(study, kept, voice)
        cells["held"] = voice.percent(held.get(str(kept.promise), 0.0))
        rows.append(tuple(cells[name] for name in names))
    columns = tuple(Column(label=voice.text(labels[name]), is_number=name in numbers) for name in names)
    return Table(caption=voice.text(words.PROMISES_TABLE), columns=columns, rows=tuple(rows))


def _promise_cells(study: PlanStudy, kept: Kept, voice: Voice) -> dict[str, str]:
    promise, years = kept.promise, study.plan.problem.years
    figure = PROMISED_FIGURES[promise.figure]
    relation = words.AT_LEAST if promise.relation == ">=" else words.AT_MOST
    label = voice.text(words.FIGURES[promise.figure])
    if promise.is_today:
        label = voice.text(words.OF_TODAY, promise=label)
    worst = int(np.argmax(kept.short))
    missed = {"short": voice.percent(float(kept.short[worst]), 1), "year": str(years[worst])}
    at = years.index(promise.from_year) if promise.from_year in years else 0
    return {
        "promise": f"{promise.city}: {label}" if promise.city else label,
        "from_year": str(promise.from_year),
        "target": voice.text(relation, value=value_said(promise.target, figure.unit, voice)),
        "reached": value_said(float(kept.value[at]), figure.unit, voice),
        "last": value_said(float(kept.value[-1]), figure.unit, voice),
        "state": voice.text(words.STATE_KEPT) if kept.is_kept else voice.text(words.STATE_MISSED, **missed),
    }


def _blocked(study: PlanStudy, voice: Voice) -> Section | None:
    problem, blocks = study.plan.problem, list[Block]()
    names = {each.code: each.label for each in problem.schemes} | {each.code: each.name for each in problem.facilities}
    for missed in study.missed:
        blocks += _hindered(missed, names, voice)
    said = [
        voice.text(words.LOOSENED[each.code], usd=_signed_million(each.usd, voice))
        for each in study.loosened
        if abs(each.usd) > 0
    ]
    if said:
        blocks += [Heading(words=voice.text(words.LOOSENED_HEADING)), Items(items=tuple(said))]
    if not blocks:
        return None
    return Section(id="blocked", heading=voice.text(words.BLOCKED), blocks=tuple(blocks))


def _hindered(missed: Missed, names: Mapping[str, str], voice: Voice) -> list[Block]:
    figure = PROMISED_FIGURES[missed.promise.figure]
    intro = voice.text(
        words.BLOCKED_INTRO,
        promise=voice.text(words.FIGURES[missed.promise.figure]),
        short=voice.percent(missed.short, 1),
        year=str(missed.year),
        reached=value_said(missed.reached, figure.unit, voice),
    )
    items = tuple(_hindrance(each, names, voice) for each in missed.hindrances)
    rest: Block = Items(items=items) if items else Words(words=voice.text(words.NOTHING_CLEARS))
    return [Words(words=intro), rest]


def _hindrance(each: Hindrance, names: Mapping[str, str], voice: Voice) -> str:
    cleared, left = voice.percent(each.cleared_frac), voice.percent(each.short_without, 1)
    return voice.text(words.HINDRANCES[each.code], what=names.get(each.what, each.what), cleared=cleared, left=left)


def _signed_million(usd: float, voice: Voice) -> str:
    return f"+{million(usd, voice)}" if usd > 0 else million(usd, voice)


# --- what is built, what it costs -----------------------------------------------------------------


def _built(study: PlanStudy, voice: Voice) -> Section:
    table = investments_table(study, voice)
    first: Block = table if table is not None else Words(words=voice.text(words.NOTHING_BUILT))
    heading = voice.text(words.INVESTMENTS)
    return Section(id="built", heading=heading, blocks=(first, schemes_table(study, voice)))


def _cost(study: PlanStudy, voice: Voice) -> Section:
    blocks: list[Block] = [cost_table(study, voice)]
    said = _cost_in_draws(study, voice)
    if said:
        blocks.insert(0, Words(words=said))
    return Section(id="cost", heading=voice.text(words.COST), blocks=tuple(blocks))


def _cost_in_draws(study: PlanStudy, voice: Voice) -> str:
    """Between what the cost lies in other draws, and in how many nothing can be run; nothing if none was tried."""
    tried = study.robustness
    if tried is None or not tried.draws:
        return ""
    said, draws = [], voice.number(tried.draws)
    if tried.usd is not None:
        low, middle, high = (million(each, voice) for each in tried.usd)
        said.append(voice.text(words.COST_IN_DRAWS, draws=draws, low=low, middle=middle, high=high))
    if tried.runnable < tried.draws:
        count = voice.number(tried.draws - tried.runnable)
        said.append(voice.text(words.NOT_RUNNABLE, count=count, draws=draws))
    return " ".join(said)


def _flows(study: PlanStudy, voice: Voice) -> Section:
    return Section(id="flows", heading=voice.text(words.FLOWS), blocks=(flows_table(study, voice),))


def _figures(study: PlanStudy, voice: Voice) -> Section:
    return Section(id="figures", heading=voice.text(words.FIGURES_HEADING), blocks=(figures_table(study, voice),))


# --- what it rests on -----------------------------------------------------------------------------


def _assumed(study: PlanStudy, voice: Voice) -> Section:
    money, settings = study.plan.problem.money, study.settings
    budget = voice.text(words.NO_BUDGET)
    if settings.budget_usd_per_year is not None:
        budget = voice.text(words.USD, value=voice.number(settings.budget_usd_per_year))
    buildable = [each.name for each in study.plan.problem.facilities if each.is_new]
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
