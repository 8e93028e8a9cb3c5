"""What a plan says in a breath: whether promises are kept, what a household pays, what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.pathways.least_cost.explanation.robustness import HOUSEHOLD
from nagara.pathways.least_cost.explanation.work_and_land import workers
from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES
from nagara.reports.paper import Card, Cards
from nagara.reports.plans.promises import hindrance, promised, target_said
from nagara.reports.plans.tables import million, value_said
from nagara.reports.said import Voice
from nagara.reports.words import plans as words

if TYPE_CHECKING:
    from nagara.pathways.least_cost.solving.plan import Plan
    from nagara.pathways.least_cost.study import PlanStudy
    from nagara.reports.language import Language

__all__ = ["answer_of", "cards", "gap_said", "last_year_said"]

SMALLEST_USD: Final = 1_000.0
"""What is lacking below this is not said [USD/year]."""
MUCH_FRAC: Final = 0.05
"""So much more that is disposed of in the last year is said [frac]."""
OFTEN_ENOUGH: Final = 3
"""Years from which on there is one before the last that was not given."""
SMALLEST_FEE_USD: Final = 0.5
"""A change of what a household pays below this is none [USD/year]."""


def answer_of(study: PlanStudy, language: Language) -> str:
    """What the plan says, in a few sentences.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    language
        The language it is said in.
    """
    voice, plan = Voice(language), study.plan
    made = promised(plan)
    missed = sum(not kept.is_kept for kept in made)
    gaps = {
        "count": voice.number(len(made)),
        "missed": voice.number(missed),
        "usd": million(plan.discounted_usd, voice),
        "price_year": str(plan.problem.money.price_year),
        "first": str(plan.problem.years[0]),
        "last": str(plan.problem.years[-1]),
        "gap": gap_said(plan, voice),
    }
    first = voice.text(_kept(len(made), missed), **gaps)
    return " ".join((first, *_household(study, voice), *_not_kept(study, voice), *_beyond_budget(plan, voice)))


def gap_said(plan: Plan, voice: Voice) -> str:
    """Part of the cost that a better plan could save at most; nothing saves more than all of it."""
    return voice.percent(min(max(plan.gap_frac, 0.0), 1.0), 1)


def _kept(count: int, missed: int) -> str:
    """The sentence for so many promises, of which so many are missed."""
    if not count:
        return words.ANSWER_NONE
    if count == 1:
        return words.ANSWER_ONE_MISSED if missed else words.ANSWER_ONE_KEPT
    return words.ANSWER_MISSED if missed else words.ANSWER_KEPT


def _household(study: PlanStudy, voice: Voice) -> tuple[str, ...]:
    """What a household pays in the last year, and what the promises change in that."""
    now = float(study.plan.figures[HOUSEHOLD][-1])
    change = 0.0 if study.without is None else now - float(study.without.figures[HOUSEHOLD][-1])
    gaps = {"usd": voice.number(now), "year": str(study.plan.problem.years[-1]), "change": voice.number(abs(change))}
    if study.without is None or not promised(study.plan) or abs(change) < SMALLEST_FEE_USD:
        gaps.pop("change")
        return (voice.text(words.HOUSEHOLD_ALONE, **gaps),)
    return (voice.text(words.HOUSEHOLD_MORE if change > 0 else words.HOUSEHOLD_LESS, **gaps),)


def _not_kept(study: PlanStudy, voice: Voice) -> tuple[str, ...]:
    """The promise that misses most, and what stands first in its way."""
    missed = [each for each in study.missed if not each.promise.is_today]
    if not missed:
        return ()
    worst = max(missed, key=lambda each: each.short)
    figure = PROMISED_FIGURES[worst.promise.figure]
    said = voice.text(
        words.NOT_KEPT,
        promise=voice.text(words.FIGURES[worst.promise.figure]),
        reached=value_said(worst.reached, figure.unit, voice),
        year=str(worst.year),
        target=target_said(worst.promise, voice),
    )
    first = (hindrance(each, worst, study.plan.problem, voice) for each in worst.hindrances[:1])
    return (said, *first, *_control_lost(study, voice))


def _control_lost(study: PlanStudy, voice: Voice) -> tuple[str, ...]:
    """That the nearest plan loses control that the city has, where it does."""
    lost = [each for each in study.missed if each.promise.is_today]
    if not lost:
        return ()
    worst = max(lost, key=lambda each: each.short)
    gaps = {
        "reached": voice.percent(worst.reached),
        "year": str(worst.year),
        "today": voice.percent(worst.promise.target),
    }
    return (voice.text(words.LOSES_CONTROL, **gaps),)


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


def last_year_said(plan: Plan, voice: Voice) -> tuple[str, ...]:
    """That the last year is no advice, where much more is disposed of in it than in the year before.

    Parameters
    ----------
    plan
        The plan.
    voice
        The language.
    """
    if len(plan.problem.years) < OFTEN_ENOUGH:
        return ()
    generated = np.sum([zone.generated_t.sum(axis=0) for zone in plan.problem.zones], axis=0)
    before, last = (float(plan.figures["landfilled_t_per_year"][at] / generated[at]) for at in (-2, -1))
    if last - before < MUCH_FRAC:
        return ()
    gaps = {"year": str(plan.problem.years[-1]), "share": voice.percent(last), "before": voice.percent(before)}
    return (voice.text(words.LAST_YEAR_DUMPS, **gaps),)


# --- cards ----------------------------------------------------------------------------------------


def cards(study: PlanStudy, voice: Voice) -> Cards:
    """Cost, what a household pays, money to build with and workers, side by side.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    voice
        The language.
    """
    plan, tried = study.plan, study.robustness
    first, last = str(plan.problem.years[0]), str(plan.problem.years[-1])
    usd = None if tried is None or tried.usd is None else tried.usd[::2]
    band = None if tried is None else tried.bands.get(HOUSEHOLD)
    fee = float(plan.figures[HOUSEHOLD][-1])
    without = None if study.without is None or not promised(plan) else float(study.without.figures[HOUSEHOLD][-1])
    ends = None if band is None else (float(band.low[-1]), float(band.high[-1]))
    people = np.sum(list(workers(plan).values()), axis=0)
    built = sum(each.usd for each in plan.investments)
    return Cards(
        cards=(
            Card(
                label=voice.text(words.CARD_COST),
                value=million(plan.discounted_usd, voice),
                unit=voice.text(words.CARD_COST_UNIT, price_year=str(plan.problem.money.price_year)),
                interval=_ends(usd, voice, is_million=True),
            ),
            Card(
                label=voice.text(words.CARD_HOUSEHOLD, year=last),
                value=voice.number(fee),
                unit=voice.text(words.CARD_HOUSEHOLD_UNIT),
                interval=_ends(ends, voice),
                note=voice.text(words.CARD_HOUSEHOLD_NOTE, usd=voice.number(without)) if without is not None else "",
            ),
            Card(
                label=voice.text(words.CARD_INVESTED),
                value=million(built, voice) if plan.investments else voice.number(0),
                unit=voice.text(words.CARD_INVESTED_UNIT),
                interval=_ends(study.invested_ends, voice, is_million=True) if plan.investments else "",
                note=voice.text(words.CARD_INVESTED_NOTE, count=voice.number(len(plan.investments))),
            ),
            Card(
                label=voice.text(words.CARD_WORKERS, year=last),
                value=voice.number(float(people[-1])),
                unit="",
                interval=voice.text(words.CARD_WORKERS_UNIT),
                note=voice.text(words.CARD_WORKERS_NOTE, workers=voice.number(float(people[0])), year=first),
            ),
        )
    )


def _ends(ends: tuple[float, ...] | None, voice: Voice, *, is_million: bool = False) -> str:
    if ends is None:
        return voice.text(words.NO_DRAWS)
    low, high = (million(each, voice) if is_million else voice.number(each) for each in ends)
    return voice.text(words.INTERVAL, low=low, high=high)
