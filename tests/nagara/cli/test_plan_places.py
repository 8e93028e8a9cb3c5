"""`nagara plan --places`: a plan with zones, a transfer station and plants that end, from a file to the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from nagara.cli.commands import app
from nagara.errors import UnreadableFileError

EXAMPLES = Path(__file__).parents[3] / "examples"
CITY, PLACES = EXAMPLES / "demo-city", EXAMPLES / "demo-places.toml"
QUICK = ("--draws", "0", "--first", "--last-year", "2033", "--technologies", "transfer,landfill")


def plan(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["plan", *map(str, words)])
    if isinstance(result.exception, UnreadableFileError):  # printed by main(), with exit code 2
        return 2, str(result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, " ".join(result.output.split())


def test_the_plan_of_a_city_with_places_names_them(tmp_path: Path) -> None:
    promise = ("--promise", "sdg_11_6_1_frac>=0.8@2032")
    code, words = plan(CITY, *promise, "--places", PLACES, "--out", tmp_path, "--format", "html,json,xlsx", *QUICK)
    assert code == 0, words
    content = json.loads((tmp_path / "plan.json").read_text("utf-8"))
    assert "demo-places.toml" in content["inputs"]
    assert content["zones"] == {"river": "Riverside", "hill": "Hill districts"}
    assert {"river", "hill"} <= {flow["origin"] for flow in content["flows"]}
    assert "north-transfer" in {each["facility"] for each in content["projects"]}
    assert content["trucks"][0] > 50
    assert content["cost_usd"]["other"][6] == 3_000_000
    book = load_workbook(tmp_path / "plan.xlsx", read_only=True)
    ways = {(row[0], row[1]): (row[2], row[5]) for row in book["ways"].iter_rows(min_row=2, values_only=True)}
    assert ways["river", "LF1"] == (38, "as told")
    assert ways["river", "RC1"] == (10, "usual")
    page = (tmp_path / "plan.html").read_text("utf-8")
    assert "Trucks, and what plants are fed" in page
    for said in ("North transfer station", "Places and own numbers", "Invented tender 2026", "landfill.running"):
        assert said in page


def test_an_answer_that_only_holds_scaled_is_looked_for_anew(tmp_path: Path) -> None:
    """HiGHS called these rounds optimal whose rows did not hold in their own units, and no plan was written."""
    promises = ("--promise", "sdg_11_6_1_frac>=0.9@2035", "--promise", "recycled_frac>=0.3@2036")
    quick = ("--draws", "0", "--first", "--format", "json")
    code, words = plan(CITY, *promises, "--places", PLACES, "--out", tmp_path, *quick)
    assert code == 0, words
    assert "All 2 promises can be kept." in words


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("[[zone]]\n", 2, "bad.toml: zone, people_frac is missing."),
        ('[[standing]]\nfacility = "LF9"\n', 1, "bad.toml, standing LF9: LF9 is no facility of the account. Known are"),
    ],
)
def test_a_places_file_that_does_not_fit_is_refused_in_words(tmp_path: Path, text: str, code: int, said: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, "utf-8")
    answer = plan(CITY, "--places", path, "--out", tmp_path / "plan", *QUICK)
    assert answer[0] == code
    assert said in answer[1]
