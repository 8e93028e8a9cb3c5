"""What becomes of promises: kept or missed, what stands in the way, what is binding, what one more would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.pathways.least_cost.explanation.binding import binding
from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES
from nagara.reports.paper import Block, Column, Heading, Items, Section, Table, Words
from nagara.reports.plans.tables import million, place_name, value_said
from nagara.reports.words import plans as words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nagara.pathways.least_cost.explanation.binding import Bound
    from nagara.pathways.least_cost.explanation.blockers import Hindrance, Missed
    from nagara.pathways.least_cost.question.problem import Problem
    from nagara.pathways.least_cost.question.promise import Promise
    from nagara.pathways.least_cost.solving.plan import Kept, Plan
    from nagara.pathways.least_cost.study import Loosened, PlanStudy
    from nagara.reports.said import Voice

__all__ = [
    "blocked",
    "hindrance",
    "limits",
    "missed_said",
    "promise_label",
    "promised",
    "promises",
    "seldom_held",
    "state_said",
    "target_said",
]

SELDOM_FRAC: Final = 0.5
"""A promise that fewer draws than this keep has no reserve [frac]."""
NOTHING_USD: Final = 500.0
"""A change of the discounted cost below this is none [USD]."""
NOTHING_MISSED: Final = 5e-4
"""A miss below this is none [frac]."""


def promised(plan: Plan) -> list[Kept]:
    """What becomes of the promises that somebody made; what only keeps today's share is not among them.

    Parameters
    ----------
    plan
        The plan.
    """
    return [kept for kept in plan.kept if not kept.promise.is_today]


def target_said(promise: Promise, voice: Voice) -> str:
    """What was promised: at least or at most so much."""
    relation = words.AT_LEAST if promise.relation == ">=" else words.AT_MOST
    return voice.text(relation, value=value_said(promise.target, PROMISED_FIGURES[promise.figure].unit, voice))


def promise_label(promise: Promise, voice: Voice) -> str:
    """What a promise is about, and whose it is."""
    label = voice.text(words.FIGURES[promise.figure])
    if promise.is_today:
        label = voice.text(words.OF_TODAY, promise=label)
    return f"{promise.city}: {label}" if promise.city else label


def state_said(kept: Kept, years: tuple[int, ...], voice: Voice) -> str:
    """Whether it is kept, else by how much it is missed at most and when."""
    if kept.is_kept:
        return voice.text(words.STATE_KEPT)
    worst = int(np.argmax(kept.short))
    sentence = words.STATE_MISSED if _is_share(kept.promise) else words.STATE_MISSED_BY
    short = _miss_said(
        float(kept.short[worst]), kept.promise, abs(float(kept.value[worst]) - kept.promise.target), voice
    )
    return voice.text(sentence, short=short, year=str(years[worst]))


def _is_share(promise: Promise) -> bool:
    return PROMISED_FIGURES[promise.figure].unit == "frac"


def _miss_said(short: float, promise: Promise, apart: float, voice: Voice) -> str:
    """A miss: of a share as a part of the whole, of tonnes and money as the tonnes and the money."""
    if _is_share(promise):
        return voice.percent(short, 1)
    return value_said(apart, PROMISED_FIGURES[promise.figure].unit, voice)


def promises(study: PlanStudy, voice: Voice) -> Table:
    """What becomes of each promise.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    voice
        The language.
    """
    labels = words.COLUMNS_OF_PROMISES
    numbers = {"from_year", "reached", "last", "held"}
    names = [name for name in labels if name != "held" or study.robustness is not None]
    held = {} if study.robustness is None else {str(each.promise): each.held_frac for each in study.robustness.held}
    rows = []
    for kept in study.plan.kept:
        cells = _cells(study.plan, kept, voice)
        cells["held"] = voice.percent(held.get(str(kept.promise), 0.0))
        rows.append(tuple(cells[name] for name in names))
    columns = tuple(Column(label=voice.text(labels[name]), is_number=name in numbers) for name in names)
    return Table(caption=voice.text(words.PROMISES_TABLE), columns=columns, rows=tuple(rows))


def _cells(plan: Plan, kept: Kept, voice: Voice) -> dict[str, str]:
    promise, years = kept.promise, plan.problem.years
    unit = PROMISED_FIGURES[promise.figure].unit
    at = years.index(promise.from_year) if promise.from_year in years else 0
    return {
        "promise": promise_label(promise, voice),
        "from_year": str(promise.from_year),
        "target": target_said(promise, voice),
        "reached": value_said(float(kept.value[at]), unit, voice),
        "last": value_said(float(kept.value[-1]), unit, voice),
        "state": state_said(kept, years, voice),
    }


def seldom_held(study: PlanStudy, voice: Voice) -> tuple[str, ...]:
    """Promises that the plan keeps, and that fewer than half of all draws keep.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    voice
        The language.
    """
    tried = study.robustness
    kept = {str(each.promise) for each in promised(study.plan) if each.is_kept}
    return tuple(
        voice.text(words.SELDOM_HELD, promise=promise_label(each.promise, voice), held=voice.percent(each.held_frac))
        for each in (tried.held if tried is not None else ())
        if str(each.promise) in kept and each.held_frac < SELDOM_FRAC
    )


# --- what stands in the way -----------------------------------------------------------------------


def missed_said(missed: Missed, problem: Problem, voice: Voice) -> str:
    """By how much a promise is missed, and what stands first in its way, in one breath.

    Parameters
    ----------
    missed, problem
        The promise, and the question that it stands in.
    voice
        The language.
    """
    sentence = words.STATE_MISSED if _is_share(missed.promise) else words.STATE_MISSED_BY
    short = _miss_said(missed.short, missed.promise, _apart(missed), voice)
    said = voice.text(sentence, short=short, year=str(missed.year))
    return ". ".join((said, *(hindrance(each, missed, problem, voice) for each in missed.hindrances[:1])))


def blocked(study: PlanStudy, voice: Voice) -> Section | None:
    """What stands in the way of each promise that is missed; nothing where none is.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    voice
        The language.
    """
    if not study.missed:
        return None
    blocks = [block for missed in study.missed for block in _hindered(missed, study.plan.problem, voice)]
    return Section(id="blocked", heading=voice.text(words.BLOCKED), blocks=tuple(blocks))


def _hindered(missed: Missed, problem: Problem, voice: Voice) -> list[Block]:
    intro = voice.text(
        words.BLOCKED_INTRO if _is_share(missed.promise) else words.BLOCKED_INTRO_BY,
        promise=f"“{promise_label(missed.promise, voice)}”",
        short=_miss_said(missed.short, missed.promise, _apart(missed), voice),
        year=str(missed.year),
        reached=value_said(missed.reached, PROMISED_FIGURES[missed.promise.figure].unit, voice),
    )
    items = tuple(hindrance(each, missed, problem, voice) for each in missed.hindrances)
    rest: Block = Items(items=items) if items else Words(words=voice.text(words.NOTHING_CLEARS))
    return [Words(words=intro), rest]


def hindrance(each: Hindrance, missed: Missed, problem: Problem, voice: Voice) -> str:
    """What becomes of a miss without one hindrance.

    Parameters
    ----------
    each, missed, problem
        The hindrance, whose it is, and the question that it stands in.
    voice
        The language.
    """
    code, what = each.code, _names(problem, voice).get(each.what, each.what)
    if code == "year" and each.what != str(missed.promise):
        code, what = "other-year", _promises_by_name(problem, voice).get(each.what, each.what)
    effect = voice.text(words.MISS_GOES)
    if each.short_without >= NOTHING_MISSED:
        apart, left = _apart(missed), each.short_without / missed.short
        gaps = {
            "before": _miss_said(missed.short, missed.promise, apart, voice),
            "left": _miss_said(each.short_without, missed.promise, apart * left, voice),
        }
        effect = voice.text(words.MISS_FALLS if _is_share(missed.promise) else words.MISS_FALLS_BY, **gaps)
    gap = {"what": what} if "{what}" in words.HINDRANCES[code] else {}
    return voice.text(words.HINDRANCES[code], effect=effect, **gap)


def _apart(missed: Missed) -> float:
    """How far what is reached lies from what was promised, in the unit of the promise."""
    return abs(missed.reached - missed.promise.target)


def _promises_by_name(problem: Problem, voice: Voice) -> dict[str, str]:
    return {str(promise): promise_label(promise, voice) for promise in problem.promises}


def _names(problem: Problem, voice: Voice) -> Mapping[str, str]:
    """What schemes and facilities are called."""
    schemes = {each.code: each.label for each in problem.schemes}
    return schemes | {each.code: place_name(each, voice) for each in problem.facilities}


# --- what is binding, and what one more would change ----------------------------------------------


def limits(study: PlanStudy, voice: Voice) -> Section:
    """What the plan stands at, and what one more year or one more million would change.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    voice
        The language.
    """
    found = [_bound(each, study.plan, voice) for each in binding(study.plan)]
    blocks: list[Block] = [Words(words=voice.text(words.BINDING_INTRO if found else words.BINDING_NOTHING))]
    if found:
        blocks.append(Items(items=tuple(found)))
    more = [_loosened(each, study, voice) for each in study.loosened]
    if study.plan.problem.money.budget_usd is None:
        more.append(voice.text(words.MORE_WITHOUT_BUDGET))
    if more:
        blocks += [Heading(words=voice.text(words.MORE)), Items(items=tuple(more))]
    return Section(id="limits", heading=voice.text(words.BINDING), blocks=tuple(blocks))


def _bound(each: Bound, plan: Plan, voice: Voice) -> str:
    of_promises = {str(kept.promise): promise_label(kept.promise, voice) for kept in plan.kept}
    what = {**_names(plan.problem, voice), **of_promises}.get(each.what, each.what)
    gaps = {"years": _spans(each.years, voice)} | ({"what": what} if each.what else {})
    if each.detail:
        gaps["detail"] = voice.text(words.WINDOWS.get(each.detail, each.detail))
    return voice.text(words.BOUNDS[each.code], **gaps)


def _spans(years: tuple[int, ...], voice: Voice) -> str:
    """Years as runs: 2031, 2033 to 2036."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(
        str(run[0]) if len(run) == 1 else voice.text(words.SPAN_OF_YEARS, first=str(run[0]), last=str(run[-1]))
        for run in runs
    )


def _loosened(each: Loosened, study: PlanStudy, voice: Voice) -> str:
    sentences = words.MORE_YEAR if each.code == "year" else words.MORE_MONEY
    way = "same" if abs(each.usd) < NOTHING_USD else "less" if each.usd < 0 else "more"
    said = voice.text(sentences[way], **({} if way == "same" else {"usd": million(abs(each.usd), voice)}))
    before = max((float(kept.short.max(initial=0.0)) for kept in study.plan.kept), default=0.0)
    if before < NOTHING_MISSED or before > 1.0:  # more than all there is: tonnes or money, told with their promise
        return said
    if abs(before - each.short) < NOTHING_MISSED:
        return f"{said} {voice.text(words.MORE_MISSED_SAME, before=voice.percent(before, 1))}"
    after = voice.percent(each.short, 1)
    return f"{said} {voice.text(words.MORE_MISSED, before=voice.percent(before, 1), after=after)}"
