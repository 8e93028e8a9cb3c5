"""The phone form becomes a valid XForm with every label in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from nagara.evidence import codelist
from nagara.exchange.form import choices, form_tables
from nagara.exchange.phone.form import TASKS
from nagara.exchange.phone.labels import code_of_label
from nagara.exchange.phone.xlsform import write_xlsform, xlsform_rows
from nagara.reports.language import LANGUAGES
from nagara.waste.flows.city_network import POINTS

SHEETS = xlsform_rows()
LEVELS = tuple(codelist("plastic_influencer_level").entries.values())


def test_pyxform_turns_it_into_an_xform_without_a_warning(tmp_path: Path):
    from pyxform.xls2xform import convert

    write_xlsform(tmp_path / "form.xlsx")
    made = convert(tmp_path / "form.xlsx", validate=False)
    assert made.warnings == []
    assert all(f'lang="{name} ({code})"' in made.xform for code, name in LANGUAGES.items())


@pytest.mark.parametrize("sheet", ["survey", "choices"])
def test_what_is_said_in_one_language_is_said_in_all(sheet):
    said = ("label", "hint", "constraint_message", "required_message")
    for row in SHEETS[sheet]:
        for column in said:
            filled = [bool(row.get(f"{column}::{name} ({code})")) for code, name in LANGUAGES.items()]
            assert len(set(filled)) == 1, (row["name"], column)


def test_every_field_of_the_form_is_asked_on_the_phone():
    asked = {(part.table, field.name) for task in TASKS for part in task.parts for field in part.fields()}
    given = {(part.table, name) for task in TASKS for part in task.parts for _, name in part.given}
    assert asked | given == {(table.name, field.name) for table in form_tables().values() for field in table.fields}


def test_no_person_and_no_position_is_asked():
    types = {row["type"].split()[0] for row in SHEETS["survey"]}
    assert types.isdisjoint({"geopoint", "geotrace", "geoshape", "phonenumber", "username", "email", "image", "audio"})


def test_limits_are_written_without_an_exponent():
    constraints = [row["constraint"] for row in SHEETS["survey"] if "constraint" in row]
    assert constraints
    assert not any("e-" in text or "e+" in text for text in constraints)


def test_every_list_that_is_asked_has_answers():
    asked = {row["type"].split()[1] for row in SHEETS["survey"] if row["type"].startswith("select_one")}
    assert asked == {row["list_name"] for row in SHEETS["choices"]}


def test_the_same_languages_give_the_same_bytes(tmp_path: Path):
    for name in ("one.xlsx", "two.xlsx"):
        write_xlsform(tmp_path / name, languages=("en", "th"))
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_only_what_belongs_to_a_stage_is_offered_there():
    offered = {row["name"]: row["stages"].split() for row in SHEETS["choices"] if "stages" in row}
    belong = {(entry["influencer"], entry["stage"]) for entry in LEVELS}
    assert {(code, stage) for code, stages in offered.items() for stage in stages} == belong


def test_each_level_is_described_for_its_stage_and_influencer():
    rows = [row for row in SHEETS["choices"] if row["list_name"] == "leakage_level"]
    shown = [(row["stage"], row["influencer"], row["name"], row["label::English (en)"]) for row in rows]
    names = {choice.code: choice.label for choice in choices("leakage_level")}
    assert shown == [
        (entry["stage"], entry["influencer"], entry["level"], f"{names[entry['level']]}: {entry['label']}")
        for entry in LEVELS
    ]


def test_a_question_that_filters_comes_after_those_it_asks():
    names = [row.get("name") for row in SHEETS["survey"]]
    (begin,) = (at for at, name in enumerate(names) if name == "leakage")
    asked = [row["name"] for row in SHEETS["survey"][begin + 1 : begin + 4]]
    assert asked == ["stage", "influencer", "level"]
    assert [row.get("choice_filter", "") for row in SHEETS["survey"][begin + 1 : begin + 4]] == [
        "",
        "selected(stages, current()/../stage)",
        "stage = current()/../stage and influencer = current()/../influencer",
    ]


@pytest.mark.parametrize("column", [f"label::{name} ({code})" for code, name in LANGUAGES.items()])
def test_a_described_level_is_read_back_in_every_language(column):
    for row in SHEETS["choices"]:
        if row["list_name"] == "leakage_level":
            assert code_of_label("leakage_level", row[column]) == row["name"]


def test_no_hint_sends_a_phone_to_a_sheet_of_the_workbook():
    hints = [row.get("hint::English (en)", "") for row in SHEETS["survey"]]
    assert not any("Leakage levels" in hint or "Flow points" in hint for hint in hints)
    (points,) = (hint for hint in hints if "non_household" in hint)
    assert all(point in points for point in POINTS)
