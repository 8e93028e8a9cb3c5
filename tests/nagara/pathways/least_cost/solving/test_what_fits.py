"""One time binds a whole study: what does not fit is left out, and the answer says what and how to ask for it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from nagara.cli.plan_words import plan_lines
from nagara.exchange.plans.workbook import plan_workbook
from nagara.exchange.read import read_city
from nagara.pathways.least_cost.asked_beside import Beside
from nagara.pathways.least_cost.city.settings import PlanSettings
from nagara.pathways.least_cost.fronts.wish import read_front
from nagara.pathways.least_cost.question.promise import read_promise
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.solving import time_limit
from nagara.pathways.least_cost.solving.what_fits import LeftOut, Part, Parts, proof_s
from nagara.pathways.least_cost.study import PlanStudy, study_plan
from nagara.reports.language import language
from nagara.reports.plans.data import plan_json
from nagara.reports.plans.paper import plan_paper

DEMO = Path(__file__).parents[5] / "examples" / "demo-city"
GIVEN_S = 60.0
DRAWS = 3
BESIDE = Beside(fronts=(read_front("recycling"),), points=3, stages=1)


class Clock:
    """A clock that stands still until it is over, so that no test depends on the machine."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time_limit, "time", SimpleNamespace(monotonic=clock.monotonic))
    return clock


def studied(clock: Clock, over_at: str, part: int = 0, promise: str = "recycled_frac>=0.9@2028") -> PlanStudy:
    """A study whose time is over when a step begins, or when so many parts of it are done."""
    records = read_city(DEMO).records
    assert records is not None
    begun: list[str] = []

    def step(name: str) -> None:
        begun.append(name)
        if name == over_at and not part:
            clock.now = 2.0 * GIVEN_S

    def done(at: int, _of: int) -> None:
        if begun[-1] == over_at and at == part:
            clock.now = 2.0 * GIVEN_S

    return study_plan(
        records,
        (read_promise(promise),),
        PlanSettings(last_year=2030, technologies=("landfill", "composting"), keeps_control=False),
        draws=DRAWS,
        seed=1,
        gap_frac=0.5,
        time_limit_s=GIVEN_S,
        beside=BESIDE,
        on_step=step,
        on_part=done,
    )


def test_a_study_that_fits_leaves_nothing_out(clock: Clock) -> None:
    study = studied(clock, "never")
    assert study.left_out == ()
    assert study.without is not None
    assert study.robustness is not None
    assert study.robustness.draws == DRAWS
    assert study.prices
    assert study.loosened
    assert study.missed[0].hindrances
    assert study.stages is not None
    assert study.fronts[0].is_whole
    assert not [line for line in plan_lines(study) if "Left out" in line]


def test_when_the_time_is_over_after_the_proof_everything_beside_is_left_out_and_said(clock: Clock) -> None:
    study = studied(clock, "beside")
    assert [each.part for each in study.left_out] == [each for each in Part if each is not Part.WITHOUT]
    assert study.without is not None
    assert (study.prices, study.loosened, study.fronts) == ((), (), ())
    assert study.robustness is study.stages is None
    assert study.missed[0].hindrances == ()
    strip = plan_paper(study, language("en")).strips[-1].words
    assert strip.startswith("The time given, 60 s, was over before all was asked. Left out: what one more unit of each")
    said = list(plan_lines(study))[-2:]
    assert said[0].startswith("  Left out, because 60 s were over: what one more unit of each promise costs;")
    assert said[1] == "  Ask for it with more time, such as --time-limit 600, or with fewer --draws."
    assert json.loads(plan_json(study))["left_out"][-1] == {"what": "stages", "done": 0, "of": 0}


def test_a_first_answer_stands_alone_where_there_was_time_for_nothing_else(clock: Clock) -> None:
    study = studied(clock, "proof")
    bare = replace(study, without=None, left_out=(LeftOut(part=Part.WITHOUT), *study.left_out))
    paper = str(plan_paper(bare, language("en")))
    assert "without any promise" in paper, "it is said that it was left out"
    assert paper.count("without any promise") == 1
    assert json.loads(plan_json(bare))["without_promises"] is None
    assert plan_workbook(bare)
    assert not study.plan.is_proven


@pytest.mark.parametrize(
    ("step", "part", "left"),
    [
        ("draws", 0, LeftOut(part=Part.DRAWS, done=0, of=DRAWS)),
        ("front", 2, LeftOut(part=Part.FRONTS)),
        ("stages", 1, LeftOut(part=Part.STAGES)),
    ],
)
def test_what_is_begun_and_not_done_is_said(clock: Clock, step: str, part: int, left: LeftOut) -> None:
    study = studied(clock, step, part, promise="sdg_11_6_1_frac>=0.5@2029")
    assert study.left_out[0] == left
    if step == "front":
        assert not study.fronts[0].is_whole
        assert "The time given was over before all targets were solved." in str(plan_paper(study, language("en")))


def test_without_time_for_a_plan_the_refusal_names_the_time_that_was_given(clock: Clock) -> None:
    with pytest.raises(PlanError, match="no plan was found within 60 s, for a question of 1 zone"):
        studied(clock, "first")


def test_what_cannot_be_asked_is_refused_before_anything_is_solved(clock: Clock) -> None:
    records = read_city(DEMO).records
    assert records is not None
    steps: list[str] = []
    with pytest.raises(PlanError, match="31 draws cannot stand in one program"):
        study_plan(records, (), PlanSettings(), seed=1, beside=Beside(stages=31), on_step=steps.append)
    assert steps == ["start"]


def test_the_proof_leaves_time_for_what_is_asked_beside_it_and_takes_half_in_any_case(clock: Clock) -> None:
    def given(first_s: float, limit_s: float | None = 100.0, **asked: int) -> float | None:
        return proof_s(Parts(limit_s).limit, first_s, **{"draws": 50, "fronts": 0, "points": 9, "stages": 0, **asked})

    assert given(1.0) == pytest.approx(60.0)
    assert given(0.1) == pytest.approx(96.0)
    assert given(0.1, fronts=1, stages=2) == pytest.approx(90.9)
    assert given(9.0) == pytest.approx(50.0)
    assert given(9.0, limit_s=None) is None


def test_a_part_that_comes_too_late_counts_for_nothing(clock: Clock) -> None:
    parts = Parts(10.0)
    assert parts.whole(Part.PRICES, lambda limit: limit.left_s) == 10.0

    def late(_: object) -> str:
        clock.now = 11.0
        return "late"

    assert parts.whole(Part.PRICES, late) is None
    assert parts.left_out == [LeftOut(part=Part.PRICES)]


def test_an_error_that_is_not_one_of_time_is_not_swallowed(clock: Clock) -> None:
    def fail(_: object) -> None:
        raise PlanError("city", "it cannot be", "Ask otherwise.")

    with pytest.raises(PlanError, match="it cannot be"):
        Parts(10.0).whole(Part.LOOSENED, fail)
