"""Balanced flows go out as a table that says what its columns mean."""

from __future__ import annotations

import csv
import json
from dataclasses import fields
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from invented_city import invented_city
from nagara.cli.commands import app
from nagara.errors import UnreadableFileError
from nagara.exchange.flows_table import COLUMNS, flows_package, flows_table, write_flows
from nagara.indicators.city_year import city_year
from nagara.indicators.flow_rows import FlowRow
from nagara.indicators.result import CityYear

EXAMPLE = Path(__file__).parents[3] / "examples" / "demo-city"


@pytest.fixture(scope="module")
def result() -> CityYear:
    return city_year(invented_city(), draws=200)


def test_columns_are_the_fields_of_a_row():
    assert list(COLUMNS) == [entry.name for entry in fields(FlowRow)]


def test_every_flow_of_every_layer_has_one_row(result: CityYear):
    rows = list(csv.DictReader(StringIO(flows_table(result))))
    assert result.material_flows is not None
    assert len(rows) == len(result.material_flows.rows)
    keys = [(row["flow"], row["layer"], row["role"]) for row in rows]
    assert len(set(keys)) == len(keys)
    landfill = next(row for row in rows if row["flow"] == "LF1 > disposed" and row["layer"] == "wet-mass")
    assert float(landfill["t_per_day"]) == pytest.approx(51.0)


def test_what_was_not_measured_is_empty_and_not_zero(result: CityYear):
    rows = csv.DictReader(StringIO(flows_table(result)))
    computed = next(row for row in rows if row["flow"] == "generated > collected")
    assert computed["measured_t_per_day"] == ""


def test_the_package_describes_the_table(result: CityYear, tmp_path: Path):
    table, package = write_flows(result, tmp_path)
    described = json.loads(package.read_text("utf-8"))
    assert described == flows_package(result)
    (resource,) = described["resources"]
    assert resource["path"] == table.name
    head = table.read_text("utf-8").splitlines()[0]
    assert head == ",".join(field["name"] for field in resource["schema"]["fields"])
    assert "invented example" in described["description"]


def test_a_city_without_a_tonnage_has_no_flows():
    from dataclasses import replace

    empty = replace(city_year(invented_city(), draws=200), material_flows=None)
    with pytest.raises(UnreadableFileError, match="no facility has a tonnage"):
        flows_table(empty)


def test_the_command_writes_both_files(tmp_path: Path):
    done = CliRunner().invoke(app, ["export", "flows", str(EXAMPLE), "--out", str(tmp_path / "out"), "--draws", "200"])
    assert done.exit_code == 0, done.output
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"flows.csv", "datapackage.json"}
