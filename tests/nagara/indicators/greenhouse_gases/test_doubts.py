"""A doubt of the climate chapter points at the row that can be mended."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nagara.exchange.read import read_city
from nagara.indicators.city_year import examine_with_draws

ROOT = Path(__file__).parents[4]


def test_the_missing_factor_of_the_grid_is_shown_in_its_cell() -> None:
    records = read_city(ROOT / "examples/demo-city").records
    assert records is not None
    energy = tuple(replace(row, grid_kg_co2e_per_kwh=None) for row in records.energy)
    found = examine_with_draws(replace(records, energy=energy))
    (doubt,) = (finding for finding in found if finding.code == "grid-factor-missing")
    assert str(doubt.place) == "demo-city/energy.csv, row 4, column grid_kg_co2e_per_kwh"
