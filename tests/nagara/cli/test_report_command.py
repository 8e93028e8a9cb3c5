"""``nagara report``: what is written, what is refused, and that nothing is half-written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nagara.cli import main
from nagara.cli.commands import app
from nagara.errors import NagaraError
from nagara.indicators.change import OF_CHAPTERS

DEMO = Path(__file__).parents[3] / "examples" / "demo-city"
LAST_YEAR = DEMO.with_name("demo-city-2025")
FAST = ["--draws", "500", "--format", "json"]


def nagara(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(word) for word in words])
    if isinstance(result.exception, NagaraError):
        return 2, str(result.exception)
    return result.exit_code, result.output


def copy_of(folder: Path, source: Path = DEMO) -> Path:
    shutil.copytree(source, folder)
    return folder


def change_cell(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_report_json_keeps_the_contract(tmp_path: Path) -> None:
    code, words = nagara("report", DEMO, "--out", tmp_path, *FAST)
    assert code == 0, words
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert {"city", "year", "boundary", "figures", "findings", "provenance"} <= report.keys()
    assert {"value", "low", "high", "level", "unit", "method", "source"} <= report["figures"]["sdg_11_6_1_frac"].keys()
    assert report["provenance"]["draws"] == 500
    assert str(tmp_path) not in json.dumps(report)


def test_same_input_and_seed_give_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        code, words = nagara(
            "report", DEMO, "--out", tmp_path / folder, "--draws", 500, "--seed", 3, "--format", "json,html,xlsx,pdf"
        )
        assert code == 0, words
    for name in ("report.json", "report.html", "report.xlsx", "report.pdf"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_last_year_may_be_a_folder_or_its_report(tmp_path: Path) -> None:
    assert nagara("report", LAST_YEAR, "--out", tmp_path / "before", *FAST)[0] == 0
    changes = []
    for last_year in (LAST_YEAR, tmp_path / "before" / "report.json"):
        code, words = nagara("report", DEMO, "--out", tmp_path / "now", "--last-year", last_year, *FAST)
        assert code == 0, words
        changes.append(json.loads((tmp_path / "now" / "report.json").read_text("utf-8"))["changes"])
    for by_folder, by_report in zip(*changes, strict=True):
        assert by_folder["change"] == pytest.approx(by_report["change"], rel=1e-6)
        if by_folder["figure"] in OF_CHAPTERS:
            # A report does not hold what two years of a chapter have in common: the doubt is larger then.
            assert by_report["low"] < by_folder["low"] < by_folder["high"] < by_report["high"]
        else:
            assert by_folder["low"] == pytest.approx(by_report["low"], abs=0.03)


def test_an_earlier_year_that_is_not_there_is_named(tmp_path: Path) -> None:
    code, words = nagara("report", DEMO, "--out", tmp_path, "--last-year", tmp_path / "lost" / "report.json", *FAST)
    assert code == 2
    assert words.endswith("report.json: there is no such file or folder. Check the name after --last-year.")


def test_a_year_that_is_no_earlier_one_is_said_on_the_terminal(tmp_path: Path) -> None:
    code, words = nagara("report", DEMO, "--out", tmp_path, "--last-year", DEMO, *FAST)
    assert code == 0
    assert "No change since 2026 is told: the other report is of 2026, which is not an earlier year." in words


def test_a_form_from_an_input_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    code, words = nagara("template", tmp_path / "form.xlsx", "--from", tmp_path / "lost.xlsx")
    assert code == 2
    assert words.endswith("lost.xlsx: there is no such file or folder. Check the name after --from.")


def test_what_the_machine_refuses_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file")
    words = ["nagara", "export", "flows", str(DEMO), "--out", str(tmp_path / "taken")]
    monkeypatch.setattr("sys.argv", words)
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert capsys.readouterr().err.endswith(
        "taken: there is a file of this name where a folder is needed. Name another folder.\n"
    )


def test_several_cities_each_get_a_folder(tmp_path: Path) -> None:
    copy_of(tmp_path / "cities" / "a")
    other = copy_of(tmp_path / "cities" / "b")
    change_cell(other / "city.csv", "Sample City (invented)", "Huế (invented)")
    code, words = nagara("report", tmp_path / "cities", "--out", tmp_path / "out", *FAST)
    assert code == 0, words
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "hue-invented-xxa-2026",
        "sample-city-invented-xxa-2026",
    ]


def test_blocked_input_writes_nothing_and_says_where(tmp_path: Path) -> None:
    city = copy_of(tmp_path / "city")
    text = (city / "weighings.csv").read_text("utf-8").splitlines()
    head = text[0].split(",")
    cells = text[1].split(",")
    cells[head.index("weight_kg")] = "two and a half"
    (city / "weighings.csv").write_text("\n".join([text[0], ",".join(cells), *text[2:]]), "utf-8")
    code, words = nagara("report", city, "--out", tmp_path / "out", *FAST)
    assert code == 1
    assert "city/weighings.csv, row 2, column weight_kg" in words
    assert not (tmp_path / "out").exists()
    assert nagara("check", city)[0] == 1


def test_one_blocked_city_does_not_stop_the_others(tmp_path: Path) -> None:
    good, bad = copy_of(tmp_path / "good"), copy_of(tmp_path / "bad")
    change_cell(bad / "city.csv", "Sample City (invented)", "Other City (invented)")
    change_cell(bad / "strata.csv", "low,", "low;,")
    code, words = nagara("report", good, bad, "--out", tmp_path / "out", *FAST)
    assert code == 1
    assert (tmp_path / "out" / "sample-city-invented-xxa-2026" / "report.json").exists()
    assert "Other City (invented)" in words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["report", "nowhere.xlsx", "--out", "out"], "nowhere.xlsx: there is no such file or folder. Check the name."),
        (["report", DEMO, "--out", "out", "--format", "docx"], "report format 'docx' is not known; use one of: html"),
        (["report", DEMO, "--out", "out", "--format", " ,"], "report format ' ,' is not known; use one of: html"),
        (["report", DEMO, "--out", "out", "--lang", "xx"], "language 'xx' is not known; use one of: en"),
    ],
)
def test_wrong_words_are_answered_with_the_right_ones(
    words: list[object], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, output = nagara(*words)
    assert code == 2
    assert said in output
    assert not list(tmp_path.iterdir())


def test_check_of_a_good_city_lists_its_doubts(tmp_path: Path) -> None:
    code, words = nagara("check", DEMO)
    assert code == 0
    assert "A report can be written." in words
    code, listed = nagara("check", DEMO, "--json")
    findings = json.loads(listed)[0]["findings"]
    assert code == 0
    assert {"code", "severity", "place", "sentence", "remedy"} == findings[0].keys()


def test_empty_forms_read_back_as_belonging_to_nobody(tmp_path: Path) -> None:
    for kind, name in (("xlsx", "form.xlsx"), ("csv", "form")):
        code, words = nagara("template", "--format", kind, "--out", tmp_path / name)
        assert code == 0, words
        code, words = nagara("check", tmp_path / name)
        assert code == 1
        assert "city-not-said" in words


def test_form_prefilled_from_last_year_reads_back(tmp_path: Path) -> None:
    code, words = nagara("template", "--from", DEMO, "--out", tmp_path / "next.xlsx", "--lang", "lo")
    assert code == 0, words
    code, words = nagara("report", tmp_path / "next.xlsx", "--out", tmp_path / "a", *FAST)
    assert code == 0, words
    nagara("report", DEMO, "--out", tmp_path / "b", *FAST)
    a, b = (json.loads((tmp_path / name / "report.json").read_text("utf-8"))["figures"] for name in "ab")
    assert a == b


def test_form_is_not_overwritten_unasked(tmp_path: Path) -> None:
    target = tmp_path / "form.xlsx"
    target.write_bytes(b"mine")
    code, words = nagara("template", "--out", target)
    assert code == 2
    assert "it exists already" in words
    assert target.read_bytes() == b"mine"


def test_plan_says_areas_households_and_what_more_would_buy() -> None:
    code, words = nagara(
        "survey", "plan", "--stratum", "low=406000:0.38", "--stratum", "high=121800", "--precision", 0.15
    )
    assert code == 0
    assert "What more would buy" in words
    assert "labelled default" in words


@pytest.mark.parametrize(
    ("strata", "why"),
    [
        (["low=1000:0.4:0.5:inf"], "cannot be read"),
        (["low=1000:0.4:0.5:nan"], "cannot be read"),
        (["low=1000:0.4:0.5:2.7"], "cannot be read"),
        (["low=1000:0.4:0.5:20:7"], "cannot be read"),
        (["low\udcff=1000"], "cannot be read"),
        (["low=1000", " LOW =9000"], "Stratum LOW is named twice"),
    ],
)
def test_a_stratum_that_was_mistyped_is_never_planned_with(strata: list[str], why: str) -> None:
    named = [word for stratum in strata for word in ("--stratum", stratum)]
    code, words = nagara("survey", "plan", *named, "--precision", 0.15)
    assert code == 2
    assert why in words


@pytest.mark.parametrize("day", ["2569-12-31", "9999-12-30", "1026-12-31"])
def test_a_day_of_another_era_is_never_counted_with(day: str, tmp_path: Path) -> None:
    plan = ["survey", "plan", "--stratum", "low=1000", "--budget", 200, "--kit", tmp_path / "kit"]
    for days in (["--first-day", day, "--delete-contacts-on", "2026-12-31"], ["--delete-contacts-on", day]):
        code, words = nagara(*plan, *days)
        assert code == 2
        assert "a day like 2026-11-30" in words
    assert nagara(*plan, "--delete-contacts-on", "2026-12-31")[0] == 0
    assert nagara("contacts", "purge", tmp_path / "kit" / "contacts.csv", "--today", day)[0] == 2


def test_contacts_are_not_to_be_gone_before_the_bags_are_collected(tmp_path: Path) -> None:
    plan = ["survey", "plan", "--stratum", "low=1000", "--budget", 200, "--kit", tmp_path / "kit"]
    code, words = nagara(*plan, "--first-day", "2026-03-02", "--delete-contacts-on", "2026-03-01")
    assert code == 2
    assert "The contacts would be gone before the survey ends on 2026-03-09" in words


def test_kit_needs_a_day_on_which_contacts_go(tmp_path: Path) -> None:
    plan = ["survey", "plan", "--stratum", "low=1000", "--budget", 200, "--kit", tmp_path / "kit"]
    code, words = nagara(*plan)
    assert code == 2
    assert "--delete-contacts-on" in words
    code, words = nagara(*plan, "--delete-contacts-on", "2026-12-31")
    assert code == 0, words
    assert nagara("contacts", "purge", tmp_path / "kit" / "contacts.csv", "--today", "2026-12-30")[1].startswith(
        "contacts.csv: 0 contacts deleted"
    )
    assert nagara("contacts", "purge", tmp_path / "kit" / "contacts.csv", "--today", "2026-12-31")[1].endswith(
        "that were due on 2026-12-31.\n"
    )


def test_city_table_for_the_statistics_office(tmp_path: Path) -> None:
    code, words = nagara("export", "statistics-office", DEMO, "--out", tmp_path / "table.csv", "--draws", 500)
    assert code == 0, words
    assert "Municipal waste generated" in (tmp_path / "table.csv").read_text("utf-8-sig")


def test_plan_takes_strata_and_rates_from_a_pilot() -> None:
    code, words = nagara("survey", "plan", "--pilot", DEMO, "--precision", 0.1)
    assert code == 0, words
    assert all(name in words for name in ("low", "middle", "high"))
    code, words = nagara("survey", "plan", "--precision", 0.1)
    assert code == 2
    assert "A plan needs strata" in words


def test_form_of_next_year_forgets_what_was_measured(tmp_path: Path) -> None:
    code, words = nagara("template", tmp_path / "next.xlsx", "--from", DEMO, "--next-year")
    assert code == 0, words
    code, words = nagara("check", tmp_path / "next.xlsx")
    assert code == 1
    assert "rate-carried-forward" in words
    assert "No facility has a tonnage" in words


def own_factors(folder: Path, *, value: str = "0.4") -> Path:
    levels = {"very_low": "0.01", "low": value, "medium": "0.5", "high": "0.6", "very_high": "0.7"}
    rows = [f"disposal,cover,{level},{share},Invented ministry" for level, share in levels.items()]
    table = folder / "factors.csv"
    table.write_text("\n".join(["stage,influencer,level,value,source", *rows]), "utf-8")
    return table


def test_a_table_of_leakage_factors_replaces_the_inferred_ones(tmp_path: Path) -> None:
    table = own_factors(tmp_path)
    code, words = nagara("report", DEMO, "--last-year", LAST_YEAR, "--out", tmp_path, *FAST, "--leakage-factors", table)
    assert code == 0, words
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    disposal = next(line for line in report["plastic_leakage"]["factors"] if line["stage"] == "disposal")
    assert (disposal["value"], disposal["source"]) == (0.4, "Invented ministry")
    assert report["plastic_leakage"]["factor_table"] == "factors.csv"
    assert "factors.csv" in {entry["file"] for entry in report["provenance"]["inputs"]}
    assert all("own table of factors" in report["figures"][name]["source"] for name in ("plastic_unmanaged_frac",))


def test_a_table_of_leakage_factors_reaches_every_city_of_a_batch(tmp_path: Path) -> None:
    cities = tmp_path / "cities"
    for number in range(4):
        city = copy_of(cities / f"city-{number}")
        change_cell(city / "city.csv", "Sample City (invented)", f"Sample {number} (invented)")
    table = own_factors(tmp_path)
    code, words = nagara("report", cities, "--out", tmp_path / "out", *FAST, "--leakage-factors", table)
    assert code == 0, words
    reports = [json.loads(file.read_text("utf-8")) for file in (tmp_path / "out").rglob("report.json")]
    assert [report["plastic_leakage"]["factor_table"] for report in reports] == ["factors.csv"] * 4


def test_a_doubtful_table_of_leakage_factors_stops_before_anything_is_written(tmp_path: Path) -> None:
    table = own_factors(tmp_path, value="1.3")
    code, words = nagara("report", DEMO, "--out", tmp_path / "out", *FAST, "--leakage-factors", table)
    assert code != 0
    assert "factors.csv, row 3" in words
    assert not (tmp_path / "out").exists()
