"""The example cities are invented, say so, and are what their script makes."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
CITIES = sorted(path.name for path in EXAMPLES.glob("demo-city*"))


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
