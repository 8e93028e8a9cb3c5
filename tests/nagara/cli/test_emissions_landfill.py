"""The command works out a landfill case and writes it whole or not at all."""

import json
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

import pytest

from nagara.cli import main

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "landfill-case.json"
GOLDEN = json.loads((ROOT / "tests" / "golden" / "emissions" / "first_order_decay.json").read_text("utf-8"))
SERIES = ["generated_t_ch4", "recovered_t_ch4", "emitted_t_ch4", "emitted_t_co2e"]


class Done(NamedTuple):
    exit_code: int
    stdout: str
    stderr: str


@pytest.fixture
def run(monkeypatch, capsys):
    def command(*arguments):
        words = ["nagara", "emissions", "landfill", *(str(argument) for argument in arguments)]
        monkeypatch.setattr("sys.argv", words)
        with pytest.raises(SystemExit) as left:
            main()
        return Done(left.value.code, *capsys.readouterr())

    return command


@pytest.fixture
def golden(tmp_path):
    path = tmp_path / "golden.json"
    path.write_text(json.dumps(GOLDEN["case"]), "utf-8")
    return path


def test_the_golden_case_comes_out_as_the_other_program_found_it(run, golden, tmp_path):
    out = tmp_path / "result.json"
    assert run(golden, "--out", out) == (0, "", "")
    result = json.loads(out.read_text("utf-8"))
    assert result["years"] == GOLDEN["case"]["years"]
    (site,) = result["sites"]
    assert list(site) == ["name", *SERIES]
    assert list(result["total"]) == SERIES
    assert site["name"] == "Golden"
    assert site["generated_t_ch4"] == pytest.approx(GOLDEN["generated_t_ch4"], rel=1e-12)
    assert site["emitted_t_ch4"] == pytest.approx(GOLDEN["emitted_t_ch4"], rel=1e-12)
    assert result["total"] == {name: site[name] for name in SERIES}
    assert result["total"]["emitted_t_co2e"] == pytest.approx([28 * each for each in GOLDEN["emitted_t_ch4"]])
    assert (result["gwp"], result["gwp_ch4"], result["gwp_horizon_years"]) == ("AR5", 28.0, 100)
    assert (result["notes"], result["findings"]) == ([], [])


def test_sites_sum_to_the_total(run):
    result = json.loads(run(EXAMPLE).stdout)
    for name in SERIES:
        sums = [sum(values) for values in zip(*(site[name] for site in result["sites"]), strict=True)]
        assert result["total"][name] == pytest.approx(sums)


def test_the_result_goes_to_standard_output_too(run, golden, tmp_path):
    out = tmp_path / "result.json"
    run(golden, "--out", out)
    assert run(golden).stdout == run(golden, "--out", "-").stdout == out.read_text("utf-8")


@pytest.mark.parametrize("code_page", ["ascii", "cp1252"])
def test_a_name_that_a_code_page_does_not_hold_is_written_in_utf_8(run, monkeypatch, tmp_path, code_page):
    path = tmp_path / "case.json"
    case = GOLDEN["case"] | {"sites": [GOLDEN["case"]["sites"][0] | {"name": "Đông Thạnh"}]}
    path.write_text(json.dumps(case), "utf-8")
    stream = TextIOWrapper(BytesIO(), encoding=code_page)
    monkeypatch.setattr("sys.stdout", stream)
    assert run(path).exit_code == 0
    stream.flush()
    assert json.loads(stream.buffer.getvalue().decode())["sites"][0]["name"] == "Đông Thạnh"


def test_a_device_is_written_to_and_never_replaced(run, golden):
    """A temporary file moved over it would take its place; who is root would have lost /dev/null."""
    device = Path("/dev/null")
    if not device.is_char_device():
        pytest.skip("no such device here")
    assert run(golden, "--out", device) == (0, "", "")
    assert device.is_char_device()


def test_a_link_stays_a_link(run, golden, tmp_path):
    """``/dev/stdout`` is one: it would have become a file."""
    latest, kept = tmp_path / "latest.json", tmp_path / "kept.json"
    kept.write_text("old")
    latest.symlink_to(kept)
    assert run(golden, "--out", latest) == (0, "", "")
    assert latest.is_symlink()
    assert json.loads(kept.read_text("utf-8"))["years"] == GOLDEN["case"]["years"]


def test_a_full_device_is_said(run, golden):
    if not Path("/dev/full").is_char_device():
        pytest.skip("no such device here")
    done = run(golden, "--out", "/dev/full")
    assert done.exit_code == 2
    assert "/dev/full: the file cannot be written (No space left on device)" in done.stderr


@pytest.mark.parametrize(("gwp", "potential"), [("AR4", 25), ("AR5", 28), ("AR6", 27)])
def test_the_assessment_report_is_an_argument_of_the_case(run, tmp_path, gwp, potential):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(GOLDEN["case"] | {"gwp": gwp}), "utf-8")
    total = json.loads(run(path).stdout)["total"]
    assert total["emitted_t_co2e"] == pytest.approx([potential * each for each in total["emitted_t_ch4"]])


def test_the_editions_stand_side_by_side(run, tmp_path):
    """Food counts 1.4 times as much in 2019, wood a fifth."""
    totals = {}
    for edition in ("2006", "2019"):
        path = tmp_path / f"{edition}.json"
        path.write_text(json.dumps(GOLDEN["case"] | {"edition": edition, "doc_frac": {"food": 0.15}}), "utf-8")
        totals[edition] = json.loads(run(path).stdout)["total"]["generated_t_ch4"]
    assert totals["2019"] == pytest.approx([1.4 * each for each in totals["2006"]])


def test_notes_stand_in_the_result_and_on_standard_error(run, tmp_path):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(GOLDEN["case"] | {"doc_frac": {"food": 0.15, "wood": 0.43}}), "utf-8")
    done = run(path)
    result = json.loads(done.stdout)
    (note,) = result["notes"]
    assert note.startswith("paper is deposited but left out of doc_frac")
    assert result["findings"] == [{"code": "landfill-carbon-left-out", "severity": "note", "message": note}]
    assert done.stderr == f"note: {note}\n"
    assert result["parameters"]["paper"]["doc_frac"] == 0.0
    assert result["parameters"]["food"]["from_case"] == "doc_frac"


def test_a_case_that_cannot_be_read_writes_nothing(run, tmp_path):
    path, out = tmp_path / "case.json", tmp_path / "result.json"
    case = json.loads(json.dumps(GOLDEN["case"]))
    case["sites"][0]["deposits_t_wet_by_year"]["food"][3] = -1
    path.write_text(json.dumps(case), "utf-8")
    out.write_text("the old result", "utf-8")
    done = run(path, "--out", out)
    assert done == (
        2,
        "",
        "case.json: sites[0].deposits_t_wet_by_year.food[3] is -1, less than zero. Check the sign.\n",
    )
    assert out.read_text("utf-8") == "the old result"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["case.json", "result.json"]


def test_places_that_cannot_be_written_are_refused(run, golden, tmp_path):
    for target, why in (
        (golden, "the result would replace the case. Give another file with --out."),
        (tmp_path, "this is a folder. Give the name of a file with --out."),
        (
            tmp_path / "no" / "where.json",
            "the file cannot be written (No such file or directory). "
            "Check that its folder is there and may be written into.",
        ),
    ):
        done = run(golden, "--out", target)
        assert done == (2, "", f"{target}: {why}\n")
