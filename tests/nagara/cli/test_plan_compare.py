"""`nagara plan-compare`: one page of plans, scenarios and what was measured, and what it refuses in words."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from compared_plans import plan_content
from nagara.cli.commands import app
from nagara.errors import UnknownCodeError, UnreadableFileError

EXAMPLES = Path(__file__).parents[3] / "examples"
BEFORE, AFTER = EXAMPLES / "demo-city-2025", EXAMPLES / "demo-city"
QUICK = ("--draws", "100")


def compare(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["plan-compare", *map(str, words)])
    if isinstance(result.exception, (UnreadableFileError, UnknownCodeError)):  # printed by main(), with exit code 2
        return 2, str(result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, " ".join(result.output.split())


def kept(folder: Path, **changed: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.json").write_text(json.dumps(plan_content(**changed)), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, str]:
    """Two plans, a scenario by hand, and what was measured a year later."""
    folder = tmp_path_factory.mktemp("compared")
    one, two = kept(folder / "one"), kept(folder / "two", discounted_usd=7e6)
    scenario = folder / "less.csv"
    scenario.write_text("scenario,what,from_year,value\nAll served,collected_share,2027,1\n", encoding="utf-8")
    out = folder / "out"
    code, said = compare(
        one, f"Cheap={two}", "--city", BEFORE, "--scenario", scenario, "--reality", AFTER, "--out", out, *QUICK
    )
    assert code == 0, said
    return out, said


def test_the_comparison_is_written_in_five_formats(made):
    out, said = made
    names = {path.name for path in out.iterdir()}
    assert names == {f"comparison.{kind}" for kind in ("html", "pdf", "xlsx", "csv", "json")}
    assert (out / "comparison.pdf").read_bytes().startswith(b"%PDF")
    assert "xl/workbook.xml" in ZipFile(out / "comparison.xlsx").namelist()
    assert "“Cheap” costs 2.00 million US dollars of 2015 less than “one” over 2025 to 2028, discounted." in said
    assert "“one” needs nothing new to take waste by 2026." in said


def test_the_page_draws_every_promised_figure_with_its_table_and_runs_nothing(made):
    page = (made[0] / "comparison.html").read_text("utf-8")
    assert page.count('class="chart" id="compared-sdg_11_6_1_frac-640"') == 1
    assert 'id="compared-methane_cut_frac-640"' not in page, "nobody promised it"
    assert "Measured in 2026: " in page
    assert "Invented example: not a real city" in page
    assert "<script" not in page


def test_the_data_hold_courses_differences_and_what_was_measured(made):
    content = json.loads((made[0] / "comparison.json").read_text("utf-8"))
    assert content["format"] == "nagara-comparison/1"
    kinds = {each["name"]: each["kind"] for each in content["courses"]}
    assert kinds == {"one": "plan", "Cheap": "plan", "All served": "scenario", "2026": "account"}
    by_name = {each["name"]: each for each in content["courses"]}
    assert set(by_name["Cheap"]["less_first"]["sdg_11_6_1_frac"]) == {0.0}
    assert by_name["All served"]["figures"]["collected_frac"][2]["value"] == pytest.approx(1.0)
    assert by_name["one"]["needed"][0]["needed_by"] == 2027
    waste = next(each for each in content["measured"] if each["figure"] == "generated_t_per_year")
    assert (waste["year"], waste["planned"], waste["state"]) == (2026, 100.0, "more")


def test_the_table_has_one_row_for_each_figure_year_and_course(made):
    with (made[0] / "comparison.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = [(row["figure"], row["year"], row["course"]) for row in rows]
    assert len(keys) == len(set(keys))
    measured = next(row for row in rows if row["kind"] == "account" and row["figure"] == "sdg_11_6_1_frac")
    assert float(measured["low"]) < float(measured["value"]) < float(measured["high"])


def test_the_same_question_gives_the_same_bytes(tmp_path):
    plan, out = kept(tmp_path / "plan"), tmp_path / "out"
    bytes_of = []
    for _ in range(2):
        assert compare(plan, plan, "--format", "csv,json", "--out", out)[0] == 0
        bytes_of.append([path.read_bytes() for path in sorted(out.iterdir())])
    assert bytes_of[0] == bytes_of[1]
    assert b"plan (2)" in bytes_of[0][0]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("PLAN", "--out", "OUT"), 1, "one course alone cannot be compared. Name a second plan"),
        (("PLAN", "PLAN"), 2, "--out: it is missing. Name the folder that the comparison is written to."),
        (("nowhere", "--out", "OUT"), 2, "nowhere: there is no such file. Name a folder that nagara plan wrote to"),
        (("PLAN", "--scenario", "less.csv", "--out", "OUT"), 2, "--city: it is missing, and --scenario stands on it."),
        (("PLAN", "--reality", "gone", "--out", "OUT"), 2, "gone: there is no such file or folder."),
        (("PLAN", "OTHER", "--out", "OUT"), 1, "other: it is of Elsewhere, and plan is of Sample City"),
        (("PLAN", "BROKEN", "--out", "OUT"), 2, "broken, flows: it is missing. Write the plan anew with nagara plan."),
        (("PLAN", "PLAN", "--format", "docx", "--out", "OUT"), 2, "comparison format 'docx' is not known"),
    ],
)
def test_what_cannot_be_followed_says_how_to_mend_it(words, code, said, tmp_path):
    given = {
        "PLAN": kept(tmp_path / "plan"),
        "OTHER": kept(tmp_path / "other", city="Elsewhere"),
        "BROKEN": kept(tmp_path / "broken", flows=None),
        "OUT": tmp_path / "out",
    }
    seen, answer = compare(*(given.get(word, word) for word in words))
    assert said in answer
    assert seen == code
    assert not (tmp_path / "out").exists()
