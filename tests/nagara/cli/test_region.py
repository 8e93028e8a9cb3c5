"""`nagara plan-region`: the example region in four formats, what its data must obey, and what is refused in words."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from nagara.cli.commands import app
from nagara.errors import UnknownCodeError, UnreadableFileError

EXAMPLES = Path(__file__).parents[3] / "examples"
TOWNS = EXAMPLES / "demo-region"


def plan_region(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["plan-region", *map(str, words)])
    if isinstance(result.exception, (UnreadableFileError, UnknownCodeError)):  # printed by main(), with exit code 2
        return 2, str(result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, " ".join(result.output.split())


def region_file(folder: Path, *changes: tuple[str, str]) -> Path:
    """The example with a shorter plan, and changed."""
    shutil.copytree(TOWNS, folder, dirs_exist_ok=True)
    path = folder / "region.toml"
    text = path.read_text("utf-8")
    for before, after in (("last_year = 2041", "last_year = 2037"), ('"sorting", "sorting-by-hand", ', ""), *changes):
        assert before in text, before
        text = text.replace(before, after)
    path.write_text(text, "utf-8")
    return path


SHORT = (
    ('hosts = ["landfill", "sorting"]', 'hosts = ["landfill"]'),
    ('path = "quarry-town"\nhosts = ["landfill"]', 'path = "quarry-town"'),
    ("recycled_frac>=0.2@2036", "recycled_frac>=0.08@2036"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("region")
    code, words = plan_region(region_file(folder / "in", *SHORT), "--first", "--out", folder / "out")
    assert code == 0, words
    assert "Together the 3 cities save" in words
    assert "Ferry Town" in words
    return folder / "out"


@pytest.fixture(scope="module")
def content(made) -> dict:
    return json.loads((made / "region.json").read_text("utf-8"))


def test_the_plan_is_written_in_four_formats(made):
    assert {path.name for path in made.iterdir()} == {f"region.{kind}" for kind in ("html", "pdf", "xlsx", "json")}
    assert (made / "region.pdf").read_bytes().startswith(b"%PDF")
    assert "xl/workbook.xml" in ZipFile(made / "region.xlsx").namelist()


def test_the_page_says_who_pays_and_that_it_is_invented(made):
    page = (made / "region.html").read_text("utf-8")
    assert "Invented example: no real cities" in page
    assert "Who sends what where" in page
    assert "<script" not in page


def test_the_saving_is_split_whole_and_nobody_pays_more_than_alone(content):
    assert content["saving_discounted_usd"] > 0
    alone = {each["cities"][0]: each["cost_usd"] for each in content["coalitions"] if len(each["cities"]) == 1}
    for split in (content["shapley_usd"], content["nucleolus_usd"]):
        assert sum(alone.values()) - sum(split.values()) == pytest.approx(content["saving_discounted_usd"], abs=1.0)
        assert all(split[city] <= alone[city] * (1 + 1e-6) for city in alone)
    pays = content["payments_usd_per_year"].values()
    assert sum(each["settles"] for each in pays) == pytest.approx(0.0, abs=1.0)
    assert sum(each["saves"] for each in pays) == pytest.approx(content["saving_usd_per_year"], abs=1.0)


def test_every_citys_own_promise_is_kept_and_every_group_was_planned_for(content):
    assert len(content["coalitions"]) == 7
    assert all(each["plan_usd"] is not None for each in content["coalitions"])
    assert {each["city"] for each in content["promises"]} == {"ferry", "orchard", "quarry"}
    assert all(each["is_kept"] for each in content["promises"])


def test_waste_goes_only_to_who_opened_a_plant_and_no_further_than_the_road_and_the_way(content):
    crossing = [each for each in content["sent"] if each["from_city"] != each["to_city"]]
    assert crossing
    opened = {(code, what) for code, city in content["cities"].items() for what in city["hosts"]}
    assert all((each["to_city"], each["to_plant"].split("/new-")[1]) in opened for each in crossing)


def test_one_city_alone_is_the_plan_of_that_city(content, tmp_path):
    code, words = run_plan(
        TOWNS / "quarry-town",
        *("--promise", "sdg_11_6_1_frac>=0.9@2035", "--promise", "recycled_frac>=0.08@2036"),
        *("--technologies", "landfill,composting", "--last-year", "2037", "--first", "--draws", "0"),
        *("--format", "json", "--out", tmp_path),
    )
    assert code == 0, words
    alone = next(each for each in content["coalitions"] if each["cities"] == ["quarry"])
    plan = json.loads((tmp_path / "plan.json").read_text("utf-8"))
    assert alone["cost_usd"] == pytest.approx(plan["discounted_usd"], rel=1e-6)


def run_plan(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["plan", *map(str, words)])
    return result.exit_code, result.output


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            (('hosts = ["landfill", "sorting"]', 'hosts = ["sorting"]'),),
            "hosts of ferry: sorting is neither a technology",
        ),
        ((('path = "quarry-town"', f'path = "{EXAMPLES / "demo-city-2025"}"'),), "the records are not of one year"),
        ((SHORT[0], ("0.9@2035", "0.9@2020")), "nothing can be decided before 2027"),
    ],
)
def test_a_region_that_cannot_be_is_refused_in_words(changes, said, tmp_path):
    code, words = plan_region(region_file(tmp_path / "in", *changes), "--first", "--out", tmp_path / "out")
    assert code == 1, words
    assert "region.toml: no plan is written" in words
    assert said in words
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((TOWNS / "region.toml",), "--out: it is missing. Name the folder that the plan is written to."),
        ((TOWNS / "region.toml", "--out", "x", "--format", "docx"), "plan format 'docx' is not known"),
        (("nowhere.toml", "--out", "x"), "nowhere.toml"),
    ],
)
def test_a_command_that_cannot_be_followed_says_how_to_mend_it(words, said):
    code, answer = plan_region(*words)
    assert code == 2
    assert said in answer
