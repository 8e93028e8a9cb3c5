"""``nagara declaration read``: a table for a person, JSON for a program, exit code 2 for what cannot be read."""

import json

import pytest
from typer.testing import CliRunner

from declaration_tables import FOLDER
from nagara.cli import app
from nagara.errors import UnreadableFileError

FILE = FOLDER / "brindle_we_mayors.txt"


def run(*args: object):
    return CliRunner().invoke(app, ["declaration", "read", *map(str, args)], catch_exceptions=True)


def test_a_proposal_is_printed_for_a_person():
    result = run(FILE)
    assert result.exit_code == 0
    assert "4 commitments, 1 reaffirmation, 2 requests, 2 facts." in result.stdout
    assert "  b  install shore power at every public quay" in result.stdout
    assert "by: by June 2034 (2034-06-30)" in result.stdout
    assert "These are proposals." in result.stdout


def test_json_holds_every_character_and_place(tmp_path):
    out = tmp_path / "new" / "brindle.json"
    assert run(FILE, "--json", out).exit_code == 0
    data = json.loads(out.read_text("utf-8"))
    assert data["text"] == FILE.read_text("utf-8")
    assert "".join(data["text"][each["start"] : each["stop"]] for each in data["blocks"]) == data["text"]
    assert {clause["kind"] for clause in data["clauses"]} == {"C", "R", "Q", "F"}


def test_a_report_is_kept_as_reported():
    result = run(FILE, "--reported")
    assert "its sentences bind nobody" in result.stdout


def test_what_cannot_be_read_is_refused(tmp_path):
    file = tmp_path / "scan.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n")
    result = run(file)
    assert isinstance(result.exception, UnreadableFileError)
    with pytest.raises(UnreadableFileError, match="picture"):
        raise result.exception
    assert run(FILE, "--json", tmp_path).exit_code == 2
