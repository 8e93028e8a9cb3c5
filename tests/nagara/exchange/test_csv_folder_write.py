"""The CSV folder is a valid Data Package and loses nothing."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.exchange.csv_folder_write import write_csv_folder
from nagara.exchange.data_package import data_package
from nagara.exchange.form import form_tables
from nagara.exchange.read import read_city
from nagara.exchange.record_rows import cell_text, records_to_rows

DEMO = Path(__file__).parents[3] / "examples" / "demo-city"


@pytest.mark.filterwarnings("ignore")
def test_the_example_is_a_valid_data_package():
    from frictionless import validate

    report = validate(str(DEMO / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


def test_writing_what_was_read_gives_the_same_bytes(tmp_path: Path):
    for file in write_csv_folder(tmp_path, read_city(DEMO).records):
        assert file.read_bytes() == (DEMO / file.name).read_bytes()


def test_the_empty_folder_holds_every_table_with_its_header(tmp_path: Path):
    write_csv_folder(tmp_path)
    for name, table in form_tables().items():
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            assert list(csv.reader(stream)) == [[field.name for field in table.fields]]


def test_every_field_is_described_with_its_unit():
    package = data_package(name="city", title="City")
    for resource in package["resources"]:
        table = form_tables()[resource["name"]]
        assert [field["name"] for field in resource["schema"]["fields"]] == [field.name for field in table.fields]
        assert [field.get("unit", "") for field in resource["schema"]["fields"]] == [
            field.unit for field in table.fields
        ]


def test_links_never_lead_out_of_the_folder():
    package = data_package(name="city", title="City", tables=["households", "weighings"])
    links = {each["reference"]["resource"] for r in package["resources"] for each in r["schema"].get("foreignKeys", [])}
    assert links == {"households"}


def test_the_description_is_plain_json(tmp_path: Path):
    *_, description = write_csv_folder(tmp_path)
    assert json.loads(description.read_text("utf-8"))["profile"] == "data-package"


@given(st.floats(min_value=0, max_value=1e9))
def test_numbers_are_written_without_loss(value):
    assert float(cell_text(value)) == value


def test_no_records_give_no_rows():
    assert not any(records_to_rows(None).values())
