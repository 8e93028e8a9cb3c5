"""One programme of building for many draws: what it builds, what knowing more and thinking of all draws is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.reports.paper import Block, Column, Items, Section, Table, Words
from nagara.reports.plans.front import promise_said
from nagara.reports.plans.tables import million, place_name
from nagara.reports.words import plan_stages as words

if TYPE_CHECKING:
    from nagara.pathways.least_cost.least_regret.stages import Stages
    from nagara.pathways.least_cost.least_regret.two_stage import Outcome, SharedBuild
    from nagara.pathways.least_cost.study import PlanStudy
    from nagara.reports.said import Voice

__all__ = ["stages"]

NOTHING_USD: Final = 1_000.0
"""An amount below this is nothing [USD]."""
NOTHING_MISSED: Final = 5e-4
"""A miss below this is none [frac]."""


def stages(study: PlanStudy, voice: Voice) -> Section | None:
    """One programme of building for many draws; nothing where it was not asked for.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    voice
        The language.
    """
    asked = study.stages
    if asked is None:
        return None
    draws = voice.number(asked.draws)
    blocks: list[Block] = [
        Words(words=f"{voice.text(words.INTRO, draws=draws)} {voice.text(words.AIM[asked.aim])}"),
        Items(items=_worth(asked, voice)),
        _built(asked, voice),
        _ways(asked, voice),
    ]
    if asked.problem.promises:
        blocks.append(_held(asked, voice))
    return Section(id="stages", heading=voice.text(words.STAGES), blocks=tuple(blocks))


# --- what it is worth -----------------------------------------------------------------------------


def _worth(asked: Stages, voice: Voice) -> tuple[str, ...]:
    found = asked.found
    said = [_information(asked, voice), _solution(asked, voice)]
    lost = int((~found.best_values.is_runnable).sum())
    if lost:
        gaps = {"count": voice.number(lost), "draws": voice.number(asked.draws)}
        said.append(voice.text(words.NOT_RUNNABLE, **gaps))
    misses = max(float(each.missed_usd.max(initial=0.0)) for each in (found.recourse, found.wait_and_see))
    sentence = words.REGRET if misses > NOTHING_USD else words.REGRET_MONEY
    worst, mean = float(found.regret_usd.max()), float(found.regret_usd.mean())
    said.append(voice.text(sentence, worst=million(max(worst, 0.0), voice), mean=million(max(mean, 0.0), voice)))
    return tuple(said)


def _information(asked: Stages, voice: Voice) -> str:
    once, wait = asked.found.recourse, asked.found.wait_and_see
    usd, before, after = _between(once, wait)
    if max(before, after) < NOTHING_MISSED:
        return voice.text(words.INFORMATION, usd=million(max(-usd, 0.0), voice))
    return _with_misses(words.INFORMATION_MISSES, usd, before, after, voice)


def _solution(asked: Stages, voice: Voice) -> str:
    best, once = asked.found.best_values, asked.found.recourse
    usd, before, after = _between(best, once)
    if abs(usd) < NOTHING_USD and abs(before - after) < NOTHING_MISSED:
        return voice.text(words.SOLUTION_NOTHING)
    if max(before, after) < NOTHING_MISSED and usd < 0:
        return voice.text(words.SOLUTION, usd=million(-usd, voice))
    return _with_misses(words.SOLUTION_MISSES, usd, before, after, voice)


def _between(one: Outcome, other: Outcome) -> tuple[float, float, float]:
    """Change of the mean cost from one way to decide to another, and what each misses, where both can be run."""
    both = one.is_runnable & other.is_runnable
    if not both.any():
        return 0.0, 0.0, 0.0
    return float(np.mean((other.usd - one.usd)[both])), _missed(one, both), _missed(other, both)


def _missed(outcome: Outcome, where: np.typing.NDArray[np.bool_]) -> float:
    """Mean over draws of what the promise that fares worst misses [frac]."""
    if not outcome.short.size:
        return 0.0
    return float(outcome.short[:, where].max(axis=0).mean())


def _with_misses(sentence: str, usd: float, before: float, after: float, voice: Voice) -> str:
    signed = f"+{million(usd, voice)}" if usd > 0 else million(usd, voice)
    return voice.text(sentence, usd=signed, before=voice.percent(before, 1), after=voice.percent(after, 1))


# --- tables ---------------------------------------------------------------------------------------


def _built(asked: Stages, voice: Voice) -> Block:
    once = {(each.facility, each.year): each for each in asked.found.builds}
    best = {(each.facility, each.year): each for each in asked.found.best_value_builds}
    if not once and not best:
        return Words(words=voice.text(words.NOTHING_BUILT))
    columns = tuple(
        Column(label=voice.text(label), is_number=name in {"size", "best", "year"})
        for name, label in words.COLUMNS_OF_BUILDS.items()
    )
    rows = tuple(
        (
            _name(asked, key[0], voice),
            str(key[1]),
            _size(asked, once.get(key), voice),
            _size(asked, best.get(key), voice),
        )
        for key in sorted({*once, *best}, key=lambda each: (each[1], each[0]))
    )
    return Table(caption=voice.text(words.BUILDS_TABLE), columns=columns, rows=rows)


def _name(asked: Stages, code: str, voice: Voice) -> str:
    place = next(each for each in asked.problem.facilities if each.code == code)
    return place_name(place, voice)


def _size(asked: Stages, build: SharedBuild | None, voice: Voice) -> str:
    if build is None:
        return voice.text(words.NOT_BUILT)
    place = next(each for each in asked.problem.facilities if each.code == build.facility)
    sentence = words.SIZE_SITE if place.site is not None else words.SIZE_PLANT
    return voice.text(sentence, size=voice.plain(build.size))


def _outcomes(asked: Stages) -> dict[str, Outcome]:
    found = asked.found
    return {"wait": found.wait_and_see, "once": found.recourse, "best": found.best_values}


def _ways(asked: Stages, voice: Voice) -> Table:
    columns = tuple(
        Column(label=voice.text(label), is_number=name != "way") for name, label in words.COLUMNS_OF_WAYS.items()
    )
    rows = tuple(_way(name, outcome, voice) for name, outcome in _outcomes(asked).items())
    caption = voice.text(words.WAYS_TABLE, draws=voice.number(asked.draws))
    return Table(caption=caption, columns=columns, rows=rows)


def _way(name: str, outcome: Outcome, voice: Voice) -> tuple[str, ...]:
    runs = outcome.is_runnable
    mean, spread = voice.text(words.NO_COST), voice.text(words.NO_COST)
    if outcome.mean_usd is not None:
        mean = million(outcome.mean_usd, voice)
        low, high = (million(float(each), voice) for each in (outcome.usd[runs].min(), outcome.usd[runs].max()))
        spread = voice.text(words.RANGE, low=low, high=high)
    missed = voice.percent(_missed(outcome, np.ones_like(runs)), 1)
    return voice.text(words.WAYS[name]), mean, spread, missed, voice.percent(float(runs.mean()))


def _held(asked: Stages, voice: Voice) -> Table:
    outcomes = _outcomes(asked)
    columns = (
        Column(label=voice.text(words.COLUMN_PROMISE)),
        *(Column(label=voice.text(words.WAYS[name]), is_number=True) for name in outcomes),
    )
    shares = [outcome.held_frac for outcome in outcomes.values()]
    rows = tuple(
        (promise_said(promise, voice), *(voice.percent(float(each[at])) for each in shares))
        for at, promise in enumerate(asked.problem.promises)
    )
    return Table(caption=voice.text(words.HELD_TABLE), columns=columns, rows=rows)
