"""Many cities in one command: the same reports as one by one, and copies still merge."""

from __future__ import annotations

import csv
import os
import shutil
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nagara.cli.commands import app

DEMO = Path(__file__).parents[3] / "examples" / "demo-city"


def report(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["report", *map(str, words), "--draws", "300", "--format", "json"])
    return result.exit_code, result.output


def city(folder: Path, name: str) -> Path:
    shutil.copytree(DEMO, folder)
    file = folder / "city.csv"
    file.write_text(file.read_text("utf-8").replace("Sample City (invented)", name), "utf-8")
    return folder


def keep_rows(file: Path, column: str, *, at: int, of: int) -> None:
    with file.open(newline="", encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    kept = [row for row in rows if hash_of(row[column]) % of == at]
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows(kept)


def hash_of(text: str) -> int:
    return sum(text.encode())


@pytest.fixture
def cities(tmp_path: Path) -> Path:
    for name in ("Alpha", "Beta", "Gamma", "Delta"):
        city(tmp_path / "cities" / name.lower(), f"{name} (invented)")
    return tmp_path / "cities"


@pytest.mark.parametrize("jobs", [1, 2])
def test_many_reports_are_those_of_single_commands(cities: Path, tmp_path: Path, jobs: int) -> None:
    code, words = report(cities, "--out", tmp_path / "many", "--jobs", jobs)
    assert code == 0, words
    for name in ("alpha", "beta", "gamma", "delta"):
        assert report(cities / name, "--out", tmp_path / name)[0] == 0
        many = tmp_path / "many" / f"{name}-invented-xxa-2026" / "report.json"
        assert many.read_bytes() == (tmp_path / name / "report.json").read_bytes()
    assert sorted(path.name[0] for path in (tmp_path / "many").iterdir()) == ["a", "b", "d", "g"]


def test_part_filled_copies_among_many_are_merged(cities: Path, tmp_path: Path) -> None:
    shutil.copytree(cities / "alpha", cities / "alpha-second")
    for at, name in enumerate(("alpha", "alpha-second")):
        keep_rows(cities / name / "weighings.csv", "household", at=at, of=2)
    city(tmp_path / "whole", "Alpha (invented)")
    assert report(cities, "--out", tmp_path / "many", "--jobs", 1)[0] == 0
    assert report(tmp_path / "whole", "--out", tmp_path / "one")[0] == 0
    merged = (tmp_path / "many" / "alpha-invented-xxa-2026" / "report.json").read_text("utf-8")
    whole = (tmp_path / "one" / "report.json").read_text("utf-8")
    figures = [line for line in whole.splitlines() if '"sdg_11_6_1_frac": {' in line]
    assert figures
    assert all(line in merged for line in figures)


def test_blocked_city_among_many_is_named_and_the_others_are_written(cities: Path, tmp_path: Path) -> None:
    weighings = cities / "beta" / "weighings.csv"
    lines = weighings.read_text("utf-8").splitlines()
    weighings.write_text("\n".join([*lines, lines[1]]).replace(lines[1], lines[1] + "x", 1), "utf-8")
    (cities / "beta" / "strata.csv").write_text("stratum,name,population\nlow,Low,many\n", "utf-8")
    code, words = report(cities, "--out", tmp_path / "many", "--jobs", 1)
    assert code == 1
    assert "Beta (invented), 2026: no report is written." in words
    assert len(list((tmp_path / "many").iterdir())) == 3


def test_cities_spelled_alike_do_not_overwrite_each_other(cities: Path, tmp_path: Path) -> None:
    city(cities / "hue-1", "Hué (invented)")
    city(cities / "hue-2", "Hue (invented)")
    assert report(cities, "--out", tmp_path / "many", "--jobs", 1)[0] == 0
    names = {path.name for path in (tmp_path / "many").iterdir()}
    assert {"hue-invented-xxa-2026", "hue-invented-xxa-2026-2"} <= names


@pytest.mark.skipif(os.name != "posix", reason="the mode of a file means this on POSIX only")
def test_everyone_may_read_the_reports_whatever_the_mask(cities: Path, tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        assert report(cities, "--out", tmp_path / "many", "--jobs", 1)[0] == 0
    finally:
        os.umask(before)
    for folder in (tmp_path / "many").iterdir():
        assert stat.S_IMODE(folder.stat().st_mode) == 0o755
        assert [stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()] == [0o644]
