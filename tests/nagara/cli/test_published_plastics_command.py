"""The command compares published plastic leakage with what its own inputs give."""

import json
from pathlib import Path

import pytest

from nagara.cli import main

GOLDEN = Path(__file__).parents[2] / "golden" / "plastics" / "cities.json"
WASTE = Path(__file__).parents[2] / "golden" / "published" / "cities.json"


@pytest.fixture
def run(monkeypatch, capsys):
    def command(*arguments):
        monkeypatch.setattr("sys.argv", ["nagara", "published", *(str(argument) for argument in arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        return left.value.code, *capsys.readouterr()

    return command


def test_the_own_table_needs_no_file(run):
    code, said, _ = run("--kind", "plastics", "--format", "json")
    lines = json.loads(said)
    assert code == 0
    assert len(lines) == 16
    assert {line["country"] for line in lines} == {"KHM", "IDN", "MYS", "PHL", "THA", "VNM"}


def test_json_has_the_promised_shape(run):
    _, said, _ = run("--kind", "plastics", "--from", GOLDEN, "--format", "json")
    lines = {line["city"]: line for line in json.loads(said)}
    assert {tuple(line) for line in lines.values()} == {("city", "country", "published", "recomputed", "findings")}
    khulna = lines["Khulna"]
    assert khulna["published"]["unmanaged_plastic_t_per_year"] == 5931.0
    assert khulna["recomputed"]["unmanaged_plastic_t_per_year"] == pytest.approx(5931, rel=0.01)
    assert sum(khulna["recomputed"]["source_shares"].values()) == pytest.approx(1.0)
    assert khulna["findings"] == []
    songkhla = lines["Songkhla"]
    assert songkhla["recomputed"]["unmanaged_plastic_t_per_year"] is None
    assert songkhla["findings"] == ["plastic-residual-negative"]


def test_the_table_says_what_does_not_close_and_why(run):
    code, said, _ = run("--kind", "plastics", "--from", GOLDEN)
    assert code == 0
    rows = {line.split()[0]: line.split() for line in said.splitlines() if line}
    assert rows["Khulna"][1:] == ["5", "931", "5", "940", "+0.2%", "3", "820", "3", "829"]
    assert rows["Songkhla"][1:] == ["*", "311", "-", "-", "49", "-"]
    assert "22 of 38 cities" in said
    assert "not the official table" in said
    assert "\x1b" not in said
    assert all(len(line) <= 85 for line in said.splitlines())


def test_the_factors_are_never_called_official(run):
    _, said, _ = run("--kind", "plastics")
    assert said.count("official") == said.count("not the official table")


def test_without_a_kind_it_is_waste(run):
    assert run("--from", WASTE, "--format", "json") == run("--from", WASTE, "--format", "json", "--kind", "waste")


def test_an_unknown_kind_is_refused_with_the_known_ones(run):
    assert run("--kind", "glass") == (2, "", "kind 'glass' is not known; use one of: waste, plastics\n")


def test_a_file_of_the_other_kind_is_refused(run):
    code, said, complaint = run("--kind", "plastics", "--from", WASTE)
    assert (code, said) == (2, "")
    assert "cases[0].input is missing" in complaint


def test_the_invented_example_closes_once_and_contradicts_itself_once(run):
    example = Path(__file__).parents[3] / "examples" / "published-plastics-example.json"
    _, said, _ = run("--kind", "plastics", "--from", example, "--format", "json")
    coast, hills = json.loads(said)
    assert coast["findings"] == []
    assert coast["recomputed"]["unmanaged_plastic_t_per_year"] == pytest.approx(1068, rel=0.01)
    assert hills["findings"] == ["plastic-residual-negative"]
