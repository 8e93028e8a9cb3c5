"""The example cities are invented, say so, and are what their script makes."""

from __future__ import annotations

import csv
import importlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
REGION = EXAMPLES / "demo-region"
CITIES = sorted(path.parent.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.glob("demo-*/**/city.csv"))


@pytest.mark.parametrize("city", CITIES)
def test_every_example_says_that_it_is_invented(city):
    with (EXAMPLES / city / "city.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["is_invented"] == "yes"
    assert "(invented)" in row["city"]
    assert row["country_iso3"].startswith("XX")


def test_the_script_makes_the_examples_again(tmp_path: Path):
    for script in EXAMPLES.glob("*.py"):
        shutil.copy(script, tmp_path)
    subprocess.run([sys.executable, str(tmp_path / "make_demo_city.py")], check=True)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.glob("demo-city*/*")}
    kept = {path.relative_to(EXAMPLES): path.read_bytes() for path in EXAMPLES.glob("demo-city*/*")}
    assert made == kept


def test_the_script_makes_the_towns_of_the_region_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(EXAMPLES))
    importlib.import_module("make_demo_region").make(tmp_path)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.glob("*/*")}
    kept = {path.relative_to(REGION): path.read_bytes() for path in REGION.glob("*/*")}
    assert made == kept
