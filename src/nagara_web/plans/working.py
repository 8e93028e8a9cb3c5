"""Work a plan out from a city's answers: a first answer in seconds, then its proof, what blocks, how it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nagara.errors import BlockedError, ScenarioError
from nagara.exchange.read import Reading, reading_of_tables
from nagara.reports.language import LANGUAGES
from nagara_web.answers.account_at import rows_at
from nagara_web.answers.calculation import digest_of, earlier_of
from nagara_web.answers.queries import FILE, AnswerSet, raw_tables
from nagara_web.plans.own_places import PlacesFile
from nagara_web.plans.papers import papers_of
from nagara_web.plans.refusals import PlanRefusedError

if TYPE_CHECKING:
    from nagara.pathways.least_cost.city.settings import PlanSettings
    from nagara.pathways.least_cost.program.solution import Progress as Solving
    from nagara.pathways.least_cost.question.promise import Promise
    from nagara.pathways.least_cost.study import PlanStudy
    from nagara.waste.records import CityRecords

__all__ = ["Asked", "Worked", "digest_at", "first_answer_to", "proven_answer_to"]

SEED: Final = 1
"""Of the draws: the same question gives the same plan."""
DRAWS: Final = 50
"""Draws in which a proven plan is tried."""
FIRST_S: Final = 20.0
"""Time for the first answer, which somebody waits for [s]."""
PROOF_S: Final = 300.0
"""Time for the search; the best plan until then is kept with its gap [s]."""
FRONT_S: Final = 120.0
"""Time that is added for a front [s]."""
STAGE_S: Final = 30.0
"""Time that is added for each draw that one programme of building is for [s]."""
FRONT_POINTS: Final = 7
"""Targets of each front."""
MILLION: Final = 1e6

Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question to a city's records.

    Parameters
    ----------
    answer_set, revision, at
        The records: which answers, how they stood, and when the question was asked.
    promises
        Each as it is written.
    last_year, budget_usd_per_year, carbon_usd_per_t, technologies, income_usd_per_year, area_km2
        How the city is to be planned for.
    places
        What a planner wrote down of the city beside its answers, if anything.
    fronts, stages, aim
        Asked beside the proof: codes of the figures that cost is held against; and for how many draws one programme of
        building is sought, if it is, and what that makes smallest.
    """

    answer_set: AnswerSet
    revision: int
    at: datetime
    promises: tuple[str, ...]
    last_year: int
    budget_usd_per_year: float | None
    carbon_usd_per_t: float
    technologies: tuple[str, ...]
    income_usd_per_year: float | None = None
    area_km2: float | None = None
    places: PlacesFile | None = None
    fronts: tuple[str, ...] = ()
    stages: int = 0
    aim: str = "mean"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """What came of it: the files and the pages, and whether it is proven."""

    data: str
    papers: dict[str, Any]
    is_proven: bool
    workbook: bytes | None = None


def digest_at(answer_set_id: int, revision: int) -> str:
    """SHA-256 of the answers as they stood at a revision."""
    return digest_of(rows_at(answer_set_id, revision))


def first_answer_to(asked: Asked) -> Worked:
    """Answer in seconds: what to build, what it costs and which promises are kept; nothing is tried beside it.

    Parameters
    ----------
    asked
        The question.

    Raises
    ------
    PlanRefusedError
        If the records do not hold what a plan needs.
    NagaraError
        If no plan starts from them, in words.
    """
    from nagara.pathways.least_cost.study import study_plan

    reading, records = _records_of(asked)
    steps: list[str] = []
    try:
        study = study_plan(
            records,
            _promises(asked),
            _settings(asked),
            draws=0,
            seed=SEED,
            time_limit_s=FIRST_S,
            is_proven=False,
            digests=_digests(asked, reading),
            findings=reading.findings,
            on_step=steps.append,
            should_stop=lambda: "beside" in steps,  # what blocks and what more would change is asked by the job
        )
    except (BlockedError, ScenarioError) as error:
        words = _("No plan can start from the answers for %(year)s. %(why)s")
        why = " ".join(map(_without_place, error.findings))
        raise PlanRefusedError(words % {"year": asked.answer_set.year, "why": why}, "records") from error
    spoken = ("en", get_language() or "en")  # whoever waits reads one of them; the proof is written in all
    return _worked(replace(study, missed=(), stopped_at=None), spoken)


def proven_answer_to(asked: Asked, progress: Progress, should_stop: Callable[[], bool]) -> Worked:
    """Prove a plan, say what blocks each missed promise, and try it in other draws.

    Parameters
    ----------
    asked
        The question.
    progress
        Told which part is done, and what is being done.
    should_stop
        Asked whether to go on; what was found until then is kept.

    Raises
    ------
    PlanRefusedError, NagaraError
        As :func:`first_answer_to`.
    """
    from nagara.pathways.least_cost.asked_beside import Beside
    from nagara.pathways.least_cost.fronts.wish import read_front
    from nagara.pathways.least_cost.least_regret.stages import Aim
    from nagara.pathways.least_cost.study import study_plan

    reading, records = _records_of(asked)
    told = _Told(progress, should_stop)
    study = study_plan(
        records,
        _promises(asked),
        _settings(asked),
        draws=DRAWS,
        seed=SEED,
        time_limit_s=PROOF_S + FRONT_S * len(asked.fronts) + STAGE_S * asked.stages,
        beside=Beside(
            fronts=tuple(map(read_front, asked.fronts)),
            points=FRONT_POINTS,
            stages=asked.stages,
            aim=Aim(asked.aim),
        ),
        on_part=told.part,
        digests=_digests(asked, reading),
        findings=reading.findings,
        on_step=told.step,
        on_progress=told.solving,
        should_stop=told.should_stop,
    )
    return _worked(study)


class _Told:
    """Turns the steps of a study into a share that is done and a sentence."""

    STARTS: Final = {
        "start": 0.02,
        "first": 0.05,
        "proof": 0.1,
        "beside": 0.5,
        "draws": 0.6,
        "front": 0.8,
        "stages": 0.9,
    }

    def __init__(self, progress: Progress, should_stop: Callable[[], bool]) -> None:
        self._progress, self._should_stop = progress, should_stop
        self._step, self._asked = "start", 0

    def step(self, name: str) -> None:
        self._step, self._asked = name, 0
        self._progress(self.STARTS.get(name, 0.1), _words_of(name))

    def solving(self, state: Solving) -> None:
        if self._step != "proof":
            return
        done = self.STARTS["proof"] + 0.4 * min(state.seconds / PROOF_S, 1.0)
        said = _words_of("proof")
        if state.gap < 1:
            words = _("Looking for something cheaper: no plan can save more than %(gap)s %%")
            said = words % {"gap": f"{100 * state.gap:.1f}"}
        self._progress(done, said)

    def part(self, at: int, of: int) -> None:
        if self._step in ("front", "stages"):
            start = self.STARTS[self._step]
            end = self.STARTS["stages"] if self._step == "front" else 1.0
            self._progress(start + (end - start) * at / max(of, 1), _words_of(self._step))

    def should_stop(self) -> bool:
        self._asked += 1
        if self._step == "draws":
            start = self.STARTS["draws"]
            self._progress(start + (self.STARTS["front"] - start) * min(self._asked / DRAWS, 1.0), _words_of("draws"))
        return self._should_stop()


def _words_of(step: str) -> str:
    return {
        "start": _("Reading the records"),
        "first": _("Looking for a first answer"),
        "proof": _("Looking for something cheaper"),
        "beside": _("Finding what stands in the way"),
        "draws": _("Trying the plan in other draws"),
        "front": _("Holding cost against other targets"),
        "stages": _("Looking for what to build in any case"),
    }.get(step, "")


def _records_of(asked: Asked) -> tuple[Reading, CityRecords]:
    from nagara.indicators.carried_forward import with_carried_rate

    rows = rows_at(asked.answer_set.pk, asked.revision)
    reading = reading_of_tables(FILE, raw_tables(rows), digests={FILE: digest_of(rows)})
    if reading.records is None or reading.is_blocked:
        words = _(
            "The answers for %(year)s do not hold what a plan needs yet. Mend what the report calls a problem first."
        )
        raise PlanRefusedError(words % {"year": asked.answer_set.year}, "records")
    return reading, with_carried_rate(reading.records, earlier_of(asked.answer_set, asked.at))


def _promises(asked: Asked) -> tuple[Promise, ...]:
    from nagara.pathways.least_cost.question.promise import read_promise

    return tuple(read_promise(each) for each in asked.promises)


def _settings(asked: Asked) -> PlanSettings:
    from nagara.pathways.least_cost.city.settings import PlanSettings
    from nagara.pathways.least_cost.question.places import Places

    return PlanSettings(
        last_year=asked.last_year,
        technologies=asked.technologies,
        budget_usd_per_year=asked.budget_usd_per_year,
        carbon_usd_per_t=asked.carbon_usd_per_t,
        household_income_usd=asked.income_usd_per_year,
        area_km2=asked.area_km2,
        places=Places() if asked.places is None else asked.places.read(),
    )


def _digests(asked: Asked, reading: Reading) -> dict[str, str]:
    return {**reading.digests, **({} if asked.places is None else asked.places.digests)}


def _without_place(finding: str) -> str:
    """What a finding says, without the sheet of a workbook that nobody on the web has open."""
    return re.sub(rf"^{FILE}, sheet [^:]*: ", "", finding)


def _worked(study: PlanStudy, codes: Collection[str] = tuple(LANGUAGES)) -> Worked:
    from nagara.exchange.plans.workbook import plan_workbook
    from nagara.reports.plans.data import plan_json

    return Worked(
        data=plan_json(study),
        papers=papers_of(study, codes),
        is_proven=study.plan.is_proven,
        workbook=plan_workbook(study),
    )
