"""What was asked beside a plan: its prices, a front and one programme for many draws, on the page and in the files."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from openpyxl import load_workbook

from invented_city import invented_city
from invented_plan_city import small_city
from nagara.exchange.plans.workbook import plan_workbook
from nagara.pathways.least_cost.city.settings import PlanSettings
from nagara.pathways.least_cost.explanation.shadow_price import shadow_prices
from nagara.pathways.least_cost.fronts.planned import planned_front
from nagara.pathways.least_cost.fronts.wish import read_front
from nagara.pathways.least_cost.least_regret.stages import Aim, Stages
from nagara.pathways.least_cost.least_regret.two_stage import two_stage
from nagara.pathways.least_cost.solving.answers import first_answer
from nagara.pathways.least_cost.study import PlanStudy
from nagara.reports.language import language
from nagara.reports.paper import Items, Paper, Picture, Section, Table
from nagara.reports.plans.data import plan_json
from nagara.reports.plans.paper import plan_paper

ENGLISH = language("en")
CITY = small_city(7, "sdg_11_6_1_frac>=0.7@2030", "recycled_frac>=0.1@2030")


@pytest.fixture(scope="module")
def study() -> PlanStudy:
    plan = first_answer(CITY)
    draws = [
        replace(CITY, zones=tuple(replace(zone, generated_t=zone.generated_t * part) for zone in CITY.zones))
        for part in (0.8, 1.3)
    ]
    return PlanStudy(
        city=invented_city().city,
        plan=plan,
        without=first_answer(small_city(7)),
        missed=(),
        loosened=(),
        robustness=None,
        settings=PlanSettings(),
        seed=1,
        digests={},
        findings=(),
        prices=shadow_prices(plan),
        fronts=(planned_front(plan, read_front("recycling"), points=4),),
        stages=Stages(problem=CITY, aim=Aim.MEAN, draws=2, found=two_stage(CITY, draws)),
    )


@pytest.fixture(scope="module")
def paper(study: PlanStudy) -> Paper:
    return plan_paper(study, ENGLISH)


def section(paper: Paper, name: str) -> Section:
    return next(each for each in paper.sections if each.id == name)


def test_a_plan_without_questions_says_nothing_of_them(study: PlanStudy) -> None:
    plain = plan_paper(replace(study, prices=(), fronts=(), stages=None), ENGLISH)
    assert not {each.id for each in plain.sections} & {"prices", "front-1", "stages"}


def test_every_promise_has_its_price(study: PlanStudy, paper: Paper) -> None:
    table = next(block for block in section(paper, "prices").blocks if isinstance(block, Table))
    assert len(table.rows) == len(study.plan.kept) == 2
    assert (
        table.rows[0][0]
        == "Collected and managed in controlled facilities (SDG 11.6.1), at least 70.0\N{NO-BREAK SPACE}% from 2030"
    )
    missed = replace(study, prices=tuple(replace(each, usd_per_unit=None) for each in study.prices))
    assert "missed, no price" in str(section(plan_paper(missed, ENGLISH), "prices").blocks)


def test_the_front_is_drawn_and_every_step_says_its_price_and_what_changes(study: PlanStudy, paper: Paper) -> None:
    blocks = section(paper, "front-1").blocks
    picture = next(block for block in blocks if isinstance(block, Picture))
    steps = next(block for block in blocks if isinstance(block, Table))
    changes = next(block for block in blocks if isinstance(block, Items))
    points = study.fronts[0].points
    assert picture.wide.count("<circle") == len(points) + 2, "one for each plan, two in the key"
    assert [row[0] for row in picture.table.rows if "as promised" in row[0]] == ["10.0\N{NO-BREAK SPACE}%, as promised"]
    assert len(picture.table.rows) == len(points)
    assert len(steps.rows) == len(changes.items) == len(points) - 1
    assert "appears" in " ".join(changes.items) or "grows" in " ".join(changes.items)


def test_one_programme_is_held_against_two_other_ways_to_decide(paper: Paper) -> None:
    blocks = section(paper, "stages").blocks
    said = next(block for block in blocks if isinstance(block, Items)).items
    assert "expected value of perfect information" in said[0]
    assert said[-1].startswith("In the worst draw the programme costs")
    built, ways, held = (block for block in blocks if isinstance(block, Table))
    assert [row[0] for row in ways.rows] == [
        "Knowing the draw before building",
        "Building once for all draws",
        "Building for the best values",
    ]
    assert len(held.rows) == 2
    assert any("air space" in row[2] for row in built.rows)


def test_no_cost_stands_in_for_draws_that_cannot_be_run(study: PlanStudy) -> None:
    assert study.stages is not None
    found = study.stages.found
    lost = replace(found.best_values, usd=np.array([np.inf, found.best_values.usd[1]]))
    broken = replace(study, stages=replace(study.stages, found=replace(found, best_values=lost)))
    assert "In 1 of 2 draws what is built for the best values cannot be run" in str(
        section(plan_paper(broken, ENGLISH), "stages").blocks
    )
    data = json.loads(plan_json(broken))["stages"]
    assert data["for_best_values"]["discounted_usd"][0] is None
    nothing = replace(found, best_values=replace(lost, usd=np.full(2, np.inf)))
    assert nothing.stochastic_solution_usd is None
    assert nothing.best_values.mean_usd is None


def test_the_file_holds_every_point_step_and_draw(study: PlanStudy) -> None:
    data = json.loads(plan_json(study))
    (front,) = data["fronts"]
    assert front["figure"] == "recycled_frac"
    usd = [point["discounted_usd"] for point in front["points"]]
    assert usd == sorted(usd)
    assert len(front["steps"]) == len(front["points"]) - 1
    assert {each["promise"] for each in data["shadow_prices"]} == {str(each) for each in CITY.promises}
    assert data["stages"]["perfect_information_usd"] >= -1.0
    assert data["stages"]["stochastic_solution_usd"] >= -1.0
    assert data["stopped_at"] is None


def test_the_workbook_has_a_sheet_for_each(study: PlanStudy) -> None:
    book = load_workbook(BytesIO(plan_workbook(study)), read_only=True)
    assert {"price of promises", "front 1 recycling", "front 1 recycling steps", "all draws", "all draws cost"} <= set(
        book.sheetnames
    )
    assert len(list(book["all draws cost"].rows)) == 3


def test_a_plan_that_somebody_stopped_says_where(study: PlanStudy) -> None:
    stopped = plan_paper(replace(study, stopped_at="proof"), ENGLISH)
    assert "Somebody stopped the proof: this is the best plan that was found until then." in {
        strip.words for strip in stopped.strips
    }
