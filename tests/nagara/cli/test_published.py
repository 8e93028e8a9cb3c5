"""The command recomputes published cities and says what contradicts itself."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from nagara.cli import main

GOLDEN = Path(__file__).parents[2] / "golden" / "published" / "cities.json"
BROKEN = Path(__file__).parents[2] / "formats" / "published" / "broken"
KHULNA = ["63", "62.9", "-0.1", "0", "0.3", "+0.3", "3", "2.7", "-0.3", "3", "2.7", "-0.3"]
SHARES = ["msw_collected_frac", "sdg_11_6_1_frac", "recovery_frac", "recycling_frac"]


class Done(NamedTuple):
    exit_code: int
    stdout: str
    stderr: str


@pytest.fixture
def run(monkeypatch, capsys):
    def command(*arguments):
        monkeypatch.setattr("sys.argv", ["nagara", "published", *(str(argument) for argument in arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        return Done(left.value.code, *capsys.readouterr())

    return command


def row_of(city, text):
    return next(line for line in text.splitlines() if line.startswith(city)).removeprefix(city).split()


def test_the_own_table_needs_no_file(run):
    lines = json.loads(run("--format", "json").stdout)
    assert len(lines) == 11
    assert [line["city"] for line in lines if line["findings"]] == ["Hat Yai", "Songkhla"]


def test_json_has_the_promised_shape(run):
    done = run("--from", GOLDEN, "--format", "json")
    lines = json.loads(done.stdout)
    assert done.exit_code == 0
    assert {tuple(line) for line in lines} == {("city", "iso3", "published", "recomputed", "findings")}
    assert all(list(line["published"]) == list(line["recomputed"]) == SHARES for line in lines)
    mangalore = lines[0]
    assert mangalore["published"]["recovery_frac"] == 0.24
    assert mangalore["recomputed"]["recovery_frac"] == pytest.approx(0.9 * 110.22 / 405)
    assert mangalore["findings"] == ["published-disposal-mismatch"]


def test_the_table_says_the_numbers_that_disagree(run):
    done = run("--from", GOLDEN)
    assert done.exit_code == 0
    assert "Mangalore *" in done.stdout
    assert "- Disposal is printed as 57% of the waste, but 264.6 t/day of 405 t/day are\n  65.3%." in done.stdout
    assert row_of("Khulna", done.stdout) == [
        "63",
        "62.9",
        "-0.1",
        "0",
        "0.3",
        "+0.3",
        "3",
        "2.7",
        "-0.3",
        "3",
        "2.7",
        "-0.3",
    ]
    assert "\x1b" not in done.stdout


def test_a_missing_share_is_a_dash(run, tmp_path):
    path = tmp_path / "one.json"
    path.write_text(json.dumps([{"city": "Exampleville", "iso3": "XXX", "inputs": {"msw_generated_t_d": 60}}]), "utf-8")
    assert json.loads(run("--from", path, "--format", "json").stdout)[0]["recomputed"] == dict.fromkeys(SHARES)
    done = run("--from", path)
    assert row_of("Exampleville", done.stdout) == ["-"] * 8
    assert "No city contradicts itself" in done.stdout


def test_a_file_that_cannot_be_read_fails_in_words(run):
    done = run("--from", BROKEN / "percentage" / "file.json")
    assert done.exit_code == 2
    assert done.stderr == (BROKEN / "percentage" / "expected.txt").read_text("utf-8")


def test_an_unknown_format_is_refused_with_the_known_ones(run):
    done = run("--format", "xml")
    assert done.exit_code == 2
    assert done.stderr == "format 'xml' is not known; use one of: table, json\n"
