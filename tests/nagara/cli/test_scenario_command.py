"""`nagara scenario`: pages and data of scenarios, templates, and what it refuses."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nagara.cli.commands import app

EXAMPLES = Path(__file__).parents[3] / "examples"
DEMO = EXAMPLES / "demo-city"
COMPOST, DUMP = EXAMPLES / "scenario-food-to-compost.csv", EXAMPLES / "scenario-close-the-dump.csv"
PLAN = EXAMPLES / "scenario-baseline.csv"
FEW = ("--draws", "200", "--years", "2026-2034")


def scenario(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["scenario", *map(str, words)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("scenario")
    code, words = scenario(DEMO, COMPOST, DUMP, "--baseline", PLAN, "--out", out, *FEW)
    assert code == 0, words
    assert "Food to compost: from 2026 to 2034" in words
    return out


@pytest.mark.parametrize("file", [COMPOST, DUMP, PLAN], ids=lambda file: file.stem)
def test_examples_say_in_every_row_that_they_are_invented(file):
    with file.open(encoding="utf-8", newline="") as rows:
        assert all(row["source"].startswith("Invented") for row in csv.DictReader(rows))


def test_the_page_has_one_table_and_one_picture_for_both(made):
    page = (made / "scenario.html").read_text("utf-8")
    assert "Invented example: not a real city" in page
    assert page.count("<figure>") == 1
    summary = page.split('<section id="summary"')[1].split("</section>")[0]
    assert summary.count("<table") == 1
    for word in ("Food to compost", "Close the dump", "Plastic that reaches water", "Greenhouse gases", "no change"):
        assert word in summary
    assert "<script" not in page
    assert not re.search(r"\bnan\b", page, re.IGNORECASE)


def test_the_data_say_the_same_as_each_other(made):
    content = json.loads((made / "scenario.json").read_text("utf-8"))
    with (made / "scenario.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert content["format"] == "nagara-scenario/1"
    assert content["is_invented"]
    assert [entry["scenario"] for entry in content["scenarios"]] == ["Food to compost", "Close the dump"]
    for row in rows:
        entry = next(each for each in content["scenarios"] if each["scenario"] == row["scenario"])
        of = entry["differences"][row["figure"]]
        band = of["sum"] if row["year"] == "sum" else of["by_year"][content["years"].index(int(row["year"]))]
        assert float(row["difference"]) == band["value"]
        assert float(row["difference_low"]) == band["q2_5"]
        assert float(row["reduction_frac"]) == band["below_zero_frac"]


def test_the_first_year_never_differs(made):
    content = json.loads((made / "scenario.json").read_text("utf-8"))
    for entry in content["scenarios"]:
        for name, bands in entry["differences"].items():
            assert set(bands["by_year"][0].values()) == {0.0}, name


def test_the_baseline_does_not_move(made, tmp_path):
    assert scenario(DEMO, COMPOST, "--baseline", PLAN, "--out", tmp_path, "--format", "json", *FEW)[0] == 0
    one, two = (json.loads((folder / "scenario.json").read_text("utf-8")) for folder in (made, tmp_path))
    assert one["baseline"] == two["baseline"]
    assert one["scenarios"][0] == two["scenarios"][0]


def test_same_input_same_bytes(made, tmp_path):
    assert scenario(DEMO, COMPOST, DUMP, "--baseline", PLAN, "--out", tmp_path, *FEW)[0] == 0
    for name in ("scenario.html", "scenario.json", "scenario.csv"):
        assert (made / name).read_bytes() == (tmp_path / name).read_bytes()


def test_the_baseline_alone_is_a_page(tmp_path):
    code, words = scenario(DEMO, "--out", tmp_path, "--format", "html", *FEW)
    assert code == 0
    assert "No scenario was given" in words
    assert [path.name for path in tmp_path.iterdir()] == ["scenario.html"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "A,send_to_facility,kitchen_canteen,CP9,2030,0.1,",
            "plans.csv, row 2, column facility: No facility CP9 is known",
        ),
        ("A,collected_share,all,,2026,0.9,", "plans.csv, row 2, column from_year: 2026 is not after 2026"),
        (
            "A,send_to_facility,kitchen_canteen,CP1,2030,0.95,",
            "plans.csv, row 2, column value: send_to_facility CP1, 2030, disposal sites: ",
        ),
        (
            "A,facility_capacity,,CP1,2030,5,\nA,send_to_facility,kitchen_canteen,CP1,2030,0.1,",
            "CP1 would receive",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_cell(tmp_path, row, said):
    file = tmp_path / "plans.csv"
    file.write_text(f"scenario,what,of_which,facility,from_year,value,unit\n{row}\n", "utf-8")
    code, words = scenario(DEMO, file, "--out", tmp_path / "out", *FEW)
    assert code == 1
    assert said in words
    assert not (tmp_path / "out").exists()


def test_too_much_names_the_fraction_and_the_tonnes(tmp_path):
    file = tmp_path / "plans.csv"
    file.write_text("scenario,what,of_which,facility,from_year,value\nA,send_to_facility,glass,RC1,2030,1.0\n", "utf-8")
    code, words = scenario(DEMO, file, "--out", tmp_path / "out", *FEW)
    assert code == 1
    assert re.search(r"2030, disposal sites: [\d,]+ t of glass are taken, but only [\d,]+ t are there", words)


def test_a_template_names_the_city_and_can_be_read(tmp_path):
    target = tmp_path / "mine.csv"
    assert scenario(DEMO, "--template", target)[0] == 0
    assert ",LF1," in target.read_text("utf-8")
    code, _ = scenario("--template", tmp_path / "mine.xlsx")
    assert code == 0
    with pytest.raises(AssertionError, match="exists already"):
        scenario("--template", target)


def test_the_template_of_a_city_is_a_scenario_as_it_stands(tmp_path):
    target = tmp_path / "mine.xlsx"
    assert scenario(DEMO, "--template", target)[0] == 0
    code, words = scenario(DEMO, target, "--out", tmp_path / "out", "--format", "json", *FEW)
    assert code == 0, words


def test_years_are_understood_or_asked_for(tmp_path):
    with pytest.raises(AssertionError, match="is not a span of years"):
        scenario(DEMO, "--out", tmp_path, "--years", "soon")
    with pytest.raises(AssertionError, match="2020 lies before 2026"):
        scenario(DEMO, PLAN, "--out", tmp_path, "--years", "2026-2020")
    code, words = scenario(DEMO, "--out", tmp_path, "--years", "2020-2030")
    assert code == 1
    assert "do not follow on the year of the records" in words


@pytest.mark.parametrize("lang", ["vi", "km"])
def test_the_page_is_written_in_other_languages(tmp_path, lang):
    assert scenario(DEMO, COMPOST, "--out", tmp_path, "--lang", lang, "--format", "html", *FEW)[0] == 0
    assert f'<html lang="{lang}">' in (tmp_path / "scenario.html").read_text("utf-8")
