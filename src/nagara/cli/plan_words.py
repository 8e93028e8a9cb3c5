"""What the terminal says about a plan; the page says it in whole sentences and tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES
from nagara.reports.language import language
from nagara.reports.plans.promises import missed_said
from nagara.reports.plans.tables import million
from nagara.reports.said import Voice
from nagara.reports.words.plan_fronts import PARTS

if TYPE_CHECKING:
    from nagara.pathways.least_cost.explanation.shadow_price import ShadowPrice
    from nagara.pathways.least_cost.fronts.planned import PlannedFront
    from nagara.pathways.least_cost.least_regret.stages import Stages
    from nagara.pathways.least_cost.study import PlanStudy

__all__ = ["plan_lines"]

POINT: Final = 0.01
"""One of a hundred."""
NOTHING_USD: Final = 50.0
"""A price of one more below this is none [USD]."""
SMALL_USD: Final = 1e5
"""Money below this is said in dollars, not in millions [USD]."""
MORE_TIME: Final = 10.0
"""So many times the time is what to try next."""


def plan_lines(study: PlanStudy) -> Iterator[str]:
    """Lines under the answer: promises, fronts, one programme for many draws.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    """
    voice = Voice(language("en"))
    for each in study.missed:
        yield f"  {each.promise}: {missed_said(each, study.plan.problem, voice)}"
    held = {} if study.robustness is None else {str(each.promise): each.held_frac for each in study.robustness.held}
    for price in study.prices:
        said = [*_priced(price, voice), *_held(str(price.promise), held, study)]
        if said:
            yield f"  {price.promise}: {'; '.join(said)}"
    for front in study.fronts:
        yield _front(front, voice)
    if study.stages is not None:
        yield _stages(study.stages, voice)
    yield from _left_out(study)


def _left_out(study: PlanStudy) -> Iterator[str]:
    """What did not fit into the time given, and how to ask for it."""
    if not study.left_out or study.time_limit_s is None:
        return
    said = [
        f"{PARTS[each.part]} ({each.done} of {each.of} done)" if each.done else PARTS[each.part]
        for each in study.left_out
    ]
    more = MORE_TIME * study.time_limit_s
    yield f"  Left out, because {study.time_limit_s:g} s were over: {'; '.join(said)}."
    yield f"  Ask for it with more time, such as --time-limit {more:g}, or with fewer --draws."


def _priced(price: ShadowPrice, voice: Voice) -> Iterator[str]:
    if price.usd_per_unit is None:
        return
    figure = PROMISED_FIGURES[price.promise.figure]
    if abs(price.usd_per_unit) * (POINT if figure.unit == "frac" else 1.0) < NOTHING_USD:
        yield "a little more costs nothing"
        return
    if figure.unit == "frac":
        usd = price.usd_per_unit * POINT
        said = f"{usd:,.0f}" if abs(usd) < SMALL_USD else f"{million(usd, voice)} million"
        yield f"one point more costs {said} US dollars"
    if price.usd_per_t is not None:
        yield f"{price.usd_per_t:,.0f} US dollars for a tonne{' CO2e' if price.counted == 'co2e' else ''} more"


def _held(promise: str, held: dict[str, float], study: PlanStudy) -> Iterator[str]:
    if promise in held and study.robustness is not None:
        yield f"holds in {held[promise]:.0%} of {study.robustness.draws} draws"


def _front(front: PlannedFront, voice: Voice) -> str:
    first, last = front.points[0], front.points[-1]
    unit = "" if PROMISED_FIGURES[front.promise.figure].unit != "frac" else "%"
    ends = [f"{100 * each.target:.1f} %" if unit else f"{each.target:,.0f}" for each in (first, last)]
    part = "" if front.is_whole else ", stopped before its end"
    return (
        f"  front {front.wish.word}: {million(first.usd, voice)} million US dollars at {ends[0]}, "
        f"{million(last.usd, voice)} at {ends[1]} ({len(front.points)} targets{part})"
    )


def _stages(stages: Stages, voice: Voice) -> str:
    """Cost of building once and of building for the best values, and in how many draws each keeps all promises."""
    once, best = stages.found.recourse, stages.found.best_values
    said = [
        f"{name} costs {million(outcome.mean_usd, voice)} million US dollars on average and keeps every promise in "
        f"{outcome.all_held_frac:.0%} of draws"
        for name, outcome in (("building once for all", once), ("building for the best values", best))
        if outcome.mean_usd is not None
    ]
    return f"  {stages.draws} draws: {'; '.join(said)}"
