"""The page of a plan: pictures that keep mass, tables of every year, projects with all their columns, plain words."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from invented_city import invented_city
from invented_plan_city import small_city
from nagara.pathways.least_cost.city.settings import PlanSettings
from nagara.pathways.least_cost.explanation.binding import binding, received_t
from nagara.pathways.least_cost.explanation.robustness import HOUSEHOLD, TOTAL, Band, Held, Robustness
from nagara.pathways.least_cost.explanation.work_and_land import COLLECTION, land_ha, workers
from nagara.pathways.least_cost.solving.answers import first_answer
from nagara.pathways.least_cost.solving.plan import Plan
from nagara.pathways.least_cost.study import Loosened, PlanStudy
from nagara.reports.html import render_paper
from nagara.reports.language import language
from nagara.reports.paper import Cards, Items, Picture, Table
from nagara.reports.plans.answer import answer_of
from nagara.reports.plans.data import plan_json
from nagara.reports.plans.flows import GENERATED, flow_years, flows_of_year
from nagara.reports.plans.paper import plan_paper
from nagara.reports.plans.projects import PROJECT_COLUMNS, projects
from nagara.reports.plans.tables import million
from nagara.reports.said import Voice

ENGLISH = language("en")
PROMISES = ("sdg_11_6_1_frac>=0.9@2031", "recycled_frac>=0.15@2033")
PLAN = first_answer(small_city(10, *PROMISES))
WITHOUT = first_answer(small_city(10))


def in_draws(plan: Plan) -> Robustness:
    """Draws that nobody drew: a tenth less and a tenth more."""
    series = {TOTAL: plan.total_usd, HOUSEHOLD: plan.figures[HOUSEHOLD]}
    series |= {str(kept.promise): kept.value for kept in plan.kept}
    held = tuple(
        Held(promise=kept.promise, held_frac=share, nearly_frac=1.0, worst_short=0.02)
        for kept, share in zip(plan.kept, (0.9, 0.1), strict=True)
    )
    bands = {name: Band(low=0.9 * values, high=1.1 * values) for name, values in series.items()}
    usd = plan.discounted_usd
    return Robustness(draws=20, runnable=20, usd=(0.8 * usd, usd, 1.3 * usd), held=held, bands=bands)


def study_of(plan: Plan, **changed: object) -> PlanStudy:
    ends = tuple((0.5 * each.usd, 2.0 * each.usd) for each in plan.investments)
    study = PlanStudy(
        city=invented_city().city,
        plan=plan,
        without=WITHOUT,
        missed=(),
        loosened=(Loosened(code="year", usd=-1.5e6, short=0.0),),
        robustness=None,
        settings=PlanSettings(),
        seed=1,
        digests={},
        findings=(),
        investment_ends=ends,
        invested_ends=(1e6, 9e6),
    )
    return replace(study, **changed)  # type: ignore[arg-type]


STUDY = study_of(PLAN, robustness=in_draws(PLAN))
PAPER = plan_paper(STUDY, ENGLISH)


def blocks_of(kind, paper=PAPER):
    return [
        block for section in (paper.summary, *paper.sections) for block in section.blocks if isinstance(block, kind)
    ]


# --- what is drawn keeps mass ---------------------------------------------------------------------


@pytest.mark.parametrize("at", range(10))
def test_what_flows_through_a_node_flows_out_of_it(at):
    amounts = flows_of_year(PLAN, at)
    into, out = {}, {}
    for (source, target), mass in amounts.items():
        out[source] = out.get(source, 0.0) + mass
        into[target] = into.get(target, 0.0) + mass
    generated = sum(float(zone.generated_t[:, at].sum()) for zone in PLAN.problem.zones)
    assert out.pop(GENERATED) == pytest.approx(generated, rel=1e-4)
    for node, mass in out.items():
        assert mass == pytest.approx(into[node], rel=1e-4, abs=1.0), node
    ends = sum(mass for node, mass in into.items() if node not in out)
    assert ends == pytest.approx(generated, rel=1e-4)


def test_today_the_years_of_promises_and_the_last_are_drawn():
    years = [PLAN.problem.years[at] for at in flow_years(PLAN)]
    assert years[0] == PLAN.problem.years[0]
    assert years[-1] == PLAN.problem.years[-1]
    assert all(later - earlier >= 3 for earlier, later in zip(years, years[1:], strict=False))


def test_years_between_the_first_and_the_last_are_folded_on_the_page():
    (section,) = [section for section in PAPER.sections if section.id == "flows"]
    pictures = [block for block in section.blocks if isinstance(block, Picture)]
    assert [picture.is_folded for picture in pictures] == [False, *[True] * (len(pictures) - 2), False]
    assert len(pictures) > 2
    between = pictures[1].title
    page = render_paper(PAPER, ENGLISH)
    assert f'<details class="folded"><summary>{between}</summary>\n<figure>' in page
    assert f"<strong>{between}</strong>" in page, "paper opens it under its title"


def test_a_last_year_that_buries_what_the_plan_recovered_is_called_no_advice():
    (zone,) = PLAN.problem.zones
    share = np.full(10, 0.3)
    share[-1] = 0.6
    buried = {**PLAN.figures, "landfilled_t_per_year": share * zone.generated_t.sum(axis=0)}
    paper = plan_paper(study_of(replace(PLAN, figures=buried)), ENGLISH)
    (said,) = [block.words for block in paper.summary.blocks if "advice" in getattr(block, "words", "")]
    assert "60\xa0% of the waste is deposited in it, 30\xa0% in the year before" in said
    assert not [block for block in PAPER.summary.blocks if "advice" in getattr(block, "words", "")]


@pytest.mark.parametrize(
    ("usd", "said"),
    [(2.5e8, "250.0"), (2.5e6, "2.50"), (170_000, "0.17"), (16_400, "0.016"), (3_140, "0.0031"), (-1e-9, "0.00")],
)
def test_money_of_a_small_town_is_not_rounded_to_nothing(usd, said):
    assert million(usd, Voice(ENGLISH)) == said


def test_what_a_solver_leaves_below_nothing_has_no_minus():
    assert Voice(ENGLISH).percent(-3e-9, 1).startswith("0.0")
    assert Voice(ENGLISH).number(-0.05, 1) == "0.0"
    assert Voice(ENGLISH).number(-0.051, 1) == "\N{MINUS SIGN}0.1"


# --- projects, workers, limits --------------------------------------------------------------------


def test_a_project_says_all_that_a_pipeline_asks():
    listed = projects(STUDY)
    assert listed
    for each in listed:
        assert tuple(each) == PROJECT_COLUMNS
        assert each["investment_usd_low"] < each["investment_usd"] < each["investment_usd_high"]
        assert each["needed_by"] > each["decided"]
        assert each["running_usd_per_year"] == pytest.approx(each["handled_t_per_year"] * each["running_usd_per_t"])
        assert 0.0 <= each["recovered_t_per_year"] <= each["handled_t_per_year"] + 1e-6


def test_projects_of_one_plant_share_what_it_handles():
    twice = replace(PLAN.investments[0], size=PLAN.investments[0].size / 2)
    plan = replace(PLAN, investments=(twice, twice, *PLAN.investments[1:]))
    (whole, *_), (half, other, *_) = projects(STUDY), projects(study_of(plan))
    assert half["handled_t_per_year"] == pytest.approx(whole["handled_t_per_year"] / 2)
    assert half == other


def test_workers_follow_the_tonnes_and_land_what_is_built():
    kt = {code: received_t(PLAN, code).sum(axis=0) / 1000.0 for code in ("C", "M")}
    busy = tuple(
        replace(place, technology=replace(place.technology, jobs_per_kt=3.0, land_m2_per_t=1.0))
        if place.code in kt
        else place
        for place in PLAN.problem.facilities
    )
    plan = replace(PLAN, problem=replace(PLAN.problem, facilities=busy))
    people = workers(plan)
    assert not people[COLLECTION].any(), "no container of this city names workers"
    for code, name in (("C", "compost"), ("M", "mrf")):
        if kt[code].any():
            np.testing.assert_allclose(people[name], 3.0 * kt[code])
    sizes = sum(each.size for each in plan.investments if each.facility in kt)
    assert land_ha(plan)[-1] == pytest.approx(sizes / 1e4)
    assert np.diff(land_ha(plan)).min() >= 0.0


def test_a_promise_that_is_kept_and_no_more_binds_and_a_missed_one_does_not():
    bound = {each.what: each.years for each in binding(PLAN) if each.code == "promise"}
    assert bound[str(PLAN.kept[0].promise)][-1] == PLAN.problem.years[-1]
    missed = replace(PLAN.kept[0], short=np.ones(10))
    assert str(missed.promise) not in {each.what for each in binding(replace(PLAN, kept=(missed,)))}


def test_a_budget_binds_in_the_years_in_which_it_is_spent():
    usd = PLAN.total_usd.copy()
    usd[3] *= 2.0
    money = replace(PLAN.problem.money, budget_usd=usd)
    (bound,) = [
        each for each in binding(replace(PLAN, problem=replace(PLAN.problem, money=money))) if each.code == "budget"
    ]
    assert bound.years == tuple(year for year in PLAN.problem.years[1:] if year != PLAN.problem.years[3])


# --- the page -------------------------------------------------------------------------------------


def test_every_picture_has_its_own_name_and_a_table_that_says_the_same():
    pictures = blocks_of(Picture)
    ids = [re.search(r'id="([^"]+)"', picture.wide)[1] for picture in pictures]
    assert len(set(ids)) == len(ids) >= 6
    for picture in pictures:
        assert picture.description
        assert picture.table.rows
        assert all(len(row) == len(picture.table.columns) for row in picture.table.rows)
    yearly = [picture.table for picture in pictures if picture.table.columns[0].label == "Year"]
    assert len(yearly) == 4, "promises, cost, fee, work"
    assert all(len(table.rows) == len(PLAN.problem.years) for table in yearly)


def test_sections_have_names_of_their_own_and_no_word_is_left_open():
    ids = [section.id for section in (PAPER.summary, *PAPER.sections)]
    assert len(set(ids)) == len(ids)
    page = render_paper(PAPER, ENGLISH)
    assert "None" not in page
    assert not re.search(r"\{[a-z_]+\}", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))


def test_the_answer_says_what_a_household_pays_and_what_the_promises_change():
    said = answer_of(STUDY, ENGLISH)
    assert "All 2 promises can be kept." in said
    assert re.search(r"A household pays \d+ US dollars in 2034, \d+ more than without any promise\.", said)


def test_a_promise_that_few_draws_keep_is_named():
    summary = " ".join(block.words for block in PAPER.summary.blocks if hasattr(block, "words"))
    assert "“Recycled or composted” holds in 10\xa0% of draws only" in summary.replace(" %", "\xa0%")
    assert "SDG 11.6.1)” holds" not in summary


def test_what_has_an_interval_shows_it_and_what_has_none_says_why():
    (shown,), (bare,) = blocks_of(Cards), blocks_of(Cards, plan_paper(study_of(PLAN), ENGLISH))
    assert all("95" in card.interval for card in shown.cards[:3])
    assert "no draws were tried" in bare.cards[0].interval


def test_one_more_year_and_one_more_million_are_said_in_words():
    (limits,) = [section for section in PAPER.sections if section.id == "limits"]
    said = " ".join(item for block in limits.blocks if isinstance(block, Items) for item in block.items)
    assert "With every promise a year later, all years together cost 1.50 million US dollars less" in said
    assert "No budget was set, so a million more would change nothing." in said


def test_a_plan_without_promises_draws_no_promise():
    paper = plan_paper(study_of(WITHOUT, loosened=()), ENGLISH)
    assert "Nothing was promised" in paper.answer
    assert not [picture for picture in blocks_of(Picture, paper) if 'id="plan-paths' in picture.wide]


def test_tables_that_repeat_are_folded_on_the_page_and_whole_in_it():
    folded = [block for block in (*blocks_of(Table), *blocks_of(Picture)) if block.is_folded]
    page = render_paper(PAPER, ENGLISH)
    assert len(folded) == page.count('<details class="folded">') >= 4


def test_the_same_plan_is_the_same_file():
    assert plan_json(STUDY) == plan_json(study_of(PLAN, robustness=in_draws(PLAN)))


def test_what_a_solver_leaves_of_nothing_is_nothing_in_the_file():
    shares = {key: values - 3e-17 for key, values in PLAN.scheme_share.items()}
    written = plan_json(study_of(replace(PLAN, scheme_share=shares)))
    assert not re.search(r"\de-1\d", written)
