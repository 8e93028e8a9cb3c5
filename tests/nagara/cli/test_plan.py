"""`nagara plan`: the answer in four formats, the same bytes each time, and what it refuses in words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from nagara.cli.commands import app
from nagara.errors import UnknownCodeError, UnreadableFileError
from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES

DEMO = Path(__file__).parents[3] / "examples" / "demo-city"
CONTROL = "sdg_11_6_1_frac>=0.9@2033"
QUICK = ("--draws", "0", "--first", "--last-year", "2034", "--technologies", "landfill,composting")


def plan(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["plan", *map(str, words)])
    if isinstance(result.exception, (UnreadableFileError, UnknownCodeError)):  # printed by main(), with exit code 2
        return 2, str(result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, " ".join(result.output.split())


def made_in(folder: Path) -> Path:
    code, words = plan(DEMO, "--promise", CONTROL, "--out", folder, *QUICK)
    assert code == 0, words
    assert "promise can be kept" in words
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    return made_in(tmp_path_factory.mktemp("plan"))


def test_the_plan_is_written_in_four_formats(made):
    assert {path.name for path in made.iterdir()} == {f"plan.{kind}" for kind in ("html", "pdf", "xlsx", "json")}
    assert (made / "plan.pdf").read_bytes().startswith(b"%PDF")
    assert "xl/workbook.xml" in ZipFile(made / "plan.xlsx").namelist()


def test_the_page_says_what_it_rests_on_and_runs_nothing(made):
    page = (made / "plan.html").read_text("utf-8")
    assert "Invented example: not a real city" in page
    assert "not yet proven" in page
    assert "<script" not in page


def test_the_data_hold_promise_gap_and_what_is_built(made):
    content = json.loads((made / "plan.json").read_text("utf-8"))
    assert content["is_proven"] is False
    assert 0.0 <= content["gap_frac"] < 0.05
    assert content["bound_usd"] <= content["discounted_usd"]
    assert CONTROL in json.dumps(content).replace("\\u003e", ">")
    assert all(2027 <= each["decided"] <= each["needed_by"] <= 2034 for each in content["projects"])


def test_the_same_question_gives_the_same_bytes(made, tmp_path):
    again = made_in(tmp_path / "again")
    for path in made.iterdir():
        assert path.read_bytes() == (again / path.name).read_bytes(), path.name


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--promise", "everything gets better"), "cannot be read. Write it as figure, >= or <=, target, @, year"),
        (("--promise", "happiness_frac>=0.9@2033"), "names no figure that can be promised. Known are sdg_11_6_1_frac"),
        (("--promise", "sdg_11_6_1_frac<=0.9@2033"), "which is no promise. Write sdg_11_6_1_frac>="),
        (("--promise", "sdg_11_6_1_frac>=90@2033"), "Write 90% or 0.9."),
        (("--promise", "sdg_11_6_1_frac>=0.9@2020"), "nothing can be decided before 2027. Name 2027 or a later year."),
        (("--promise", "sdg_11_6_1_frac>=0.9@2060"), "after the last year 2034. Name a later last year of the plan."),
        (("--promise", f"Elsewhere:{CONTROL}"), "Elsewhere is no city of this plan."),
    ],
)
def test_a_promise_that_cannot_be_is_refused_in_words(words, said, tmp_path):
    code, answer = plan(DEMO, *words, "--out", tmp_path / "plan", *QUICK)
    assert code == 1, answer
    assert "no plan is written" in answer
    assert said in answer
    assert not (tmp_path / "plan").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((DEMO, "--promise", CONTROL), "--out: it is missing. Name the folder that the plan is written to."),
        ((DEMO, "--technologies", "magic", "--out", "plan"), "technology 'magic' is not known; use one of: transfer"),
        ((DEMO, "--format", "docx", "--out", "plan"), "plan format 'docx' is not known; use one of: html"),
        (("nowhere", "--out", "plan"), "nowhere: there is no such file or folder."),
        ((DEMO, "--budget", "-1", "--out", "plan"), "--budget"),
        (
            (DEMO, "--budget", "1e18", "--out", "plan"),
            "--budget: 1e+18 lies outside 0 to 1e+13. Write US dollars a year",
        ),
        ((DEMO, "--budget", "nan", "--out", "plan"), "--budget: nan lies outside 0 to"),
        ((DEMO, "--carbon-price", "1e18", "--out", "plan"), "Write US dollars for a tonne, such as 40."),
        ((DEMO, "--household-income", "-5", "--out", "plan"), "--household-income: -5 is not above 0"),
        ((DEMO, "--area", "1e12", "--out", "plan"), "Write square kilometres, such as 120."),
        (
            (DEMO, "--last-year", "3000", "--out", "plan"),
            "--last-year: 3000 is more than 50 years after the records of",
        ),
    ],
)
def test_a_command_that_cannot_be_followed_says_how_to_mend_it(words, said):
    code, answer = plan(*words)
    assert code == 2
    assert said in answer


def test_a_promise_that_cannot_be_kept_is_an_answer(tmp_path):
    wish = "sdg_11_6_1_frac>=1@2027"
    code, words = plan(DEMO, "--promise", wish, "--out", tmp_path, "--format", "json", *QUICK)
    assert code == 0
    assert "cannot be kept as it stands" in words
    assert re.search(rf"{wish}: missed by [\d.]+\s% of the whole in 2027\. If .+ its miss would fall", words)


def test_money_that_is_missed_is_said_in_money_and_so_is_the_control_that_it_costs(tmp_path):
    wish = "cost_usd_per_household<=1@2030"
    code, words = plan(DEMO, "--promise", wish, "--out", tmp_path, "--format", "html", *QUICK)
    assert code == 0
    assert re.search(rf"{wish}: missed by \d\d US dollars/year in 20\d\d", words)
    assert "gives up control that the city has" in words
    page = (tmp_path / "plan.html").read_text("utf-8")
    assert not re.search(r"\d{3,}\.\d\s% of the whole", page)


def test_a_budget_of_nothing_is_an_answer_that_says_what_is_lacking(tmp_path):
    code, words = plan(DEMO, "--budget", "0", "--out", tmp_path, "--format", "json", *QUICK)
    assert code == 0
    assert "The budget does not suffice in 8 of 8 years" in words


def test_every_figure_that_can_be_promised_is_listed():
    code, words = plan(DEMO, "--list-promises")
    assert code == 0
    for code_of_figure, figure in PROMISED_FIGURES.items():
        assert f"{code_of_figure} {' or '.join(figure.relations)}" in words
