"""One form: its questions are the fields of the records, its drop-downs the codes of the library."""

from dataclasses import MISSING, fields, is_dataclass
from typing import get_args, get_type_hints

import pytest

from nagara.evidence import codelist
from nagara.exchange.form import choices, form_tables
from nagara.units import SUFFIXES
from nagara.waste import records
from nagara.waste.records import CityRecords, Notation

RECORD_BY_TABLE = {
    name: get_args(hint)[0] if get_args(hint) else hint for name, hint in get_type_hints(CityRecords).items()
}
SUFFIX_BY_UNIT = {
    "t/day": "_t_per_day",
    "kg": "_kg",
    "kg/person/day": "_kg_per_cap_day",
    "m": "_m",
    "m3": "_m3",
    "t": "_t",
    "t/m3": "_t_per_m3",
}
each_table = pytest.mark.parametrize("table", form_tables().values(), ids=lambda table: table.name)
each_question = pytest.mark.parametrize(
    ("table", "question"),
    [(table.name, question) for table in form_tables().values() for question in table.fields],
    ids=lambda value: value if isinstance(value, str) else value.name,
)


def test_every_table_is_a_record():
    assert list(form_tables()) == list(RECORD_BY_TABLE)
    assert all(is_dataclass(record) for record in RECORD_BY_TABLE.values())


@each_table
def test_questions_are_the_fields_of_the_record(table):
    named = {entry.name for entry in fields(RECORD_BY_TABLE[table.name])} - {"at"}
    assert {question.name for question in table.fields} == named


@each_table
def test_required_questions_have_no_default_in_the_record(table):
    required = {question.name for question in table.fields if question.is_required}
    obliged = {entry.name for entry in fields(RECORD_BY_TABLE[table.name]) if entry.default is MISSING} - {"at"}
    assert obliged <= required


@each_question
def test_a_question_says_enough_to_be_answered(table, question):
    assert question.label
    assert question.kind in {"text", "code", "ref", "number", "integer", "fraction", "year", "date", "yes_no", "choice"}
    if question.kind == "choice":
        assert choices(question.choices)
    if question.kind == "ref":
        assert question.choices in form_tables()
    if question.low is not None and question.high is not None:
        assert question.low < question.high


@each_question
def test_the_unit_stands_in_the_name_of_the_question(table, question):
    if question.unit in SUFFIX_BY_UNIT and not question.name.endswith(("_low", "_high")):
        assert f"_{question.name}".endswith(SUFFIX_BY_UNIT[question.unit])
        assert SUFFIX_BY_UNIT[question.unit] in SUFFIXES
    if question.kind == "fraction" and not question.name.endswith(("_low", "_high")):
        assert question.name.endswith("_frac")


@pytest.mark.parametrize("name", ["facility_kind", "recovered_material"])
def test_drop_downs_offer_the_codes_of_the_library(name):
    offered = {choice.code: choice.label for choice in choices(name)}
    assert offered == {code: row["label"] for code, row in codelist(name).entries.items()}


def test_influencers_and_levels_offered_are_those_of_the_library():
    rows = codelist("plastic_influencer_level").entries.values()
    for field, column in (("leakage_stage", "stage"), ("leakage_influencer", "influencer"), ("leakage_level", "level")):
        assert [choice.code for choice in choices(field)] == list(dict.fromkeys(row[column] for row in rows))


def test_layers_offered_are_the_mass_plastic_and_the_categories():
    offered = [choice.code for choice in choices("flow_layer")]
    assert offered == ["wet-mass", "plastic", *codelist("waste_category").codes]


def test_notations_offered_are_those_read():
    assert [choice.code for choice in choices("notation")] == [notation.value for notation in Notation]


def test_categories_sorted_are_the_categories_of_the_list():
    columns = [entry.name for entry in fields(records.HouseholdSorting) if entry.name.endswith("_kg")]
    assert columns == [f"{code}_kg" for code in codelist("waste_category").codes] + ["total_kg"]
