"""``nagara declaration list``, ``show`` and ``thread`` say what the register knows."""

from __future__ import annotations

import json
from typing import NamedTuple

import pytest

from nagara.cli import main


class Done(NamedTuple):
    exit_code: int
    stdout: str
    stderr: str


@pytest.fixture
def run(monkeypatch, capsys):
    def command(*arguments):
        monkeypatch.setattr("sys.argv", ["nagara", "declaration", *(str(argument) for argument in arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        return Done(left.value.code or 0, *capsys.readouterr())

    return command


def test_declarations_are_listed_by_forum_in_order_of_time(run):
    years = [int(line[:4]) for line in run("list", "--forum", "amf").stdout.splitlines()[1:]]
    assert years == sorted(years)
    assert "mgmac" not in run("list", "--forum", "amf").stdout
    assert len(json.loads(run("list", "--format", "json").stdout)) == 15


def test_a_shared_name_shows_all_that_bear_it(run):
    shown = run("show", "Vientiane Declaration").stdout
    assert "amf-2024-declaration\n" in shown
    assert "mgmac-2024-declaration\n" in shown


def test_accounts_that_differ_are_marked(run):
    assert run("show", "mgmac").stdout.count("secretariat (accounts differ)") == 4


def test_a_clause_is_shown_with_its_codes(run):
    shown = run("show", "VTE24-1.d").stdout
    assert "none: no international indicator" in shown
    codes = json.loads(run("show", "HAN25-9b", "--format", "json").stdout)[0]["codes"]
    assert {"code": "sdg:11.6.1", "fits": "partly"}.items() <= codes[0].items()


def test_a_thread_is_told_as_known_on_a_day(run):
    assert run("thread", "VTE24-E4", "--on", "2026-03-01").stdout.rstrip().endswith("Open since 27 July 2017")
    told = json.loads(run("thread", "VTE24-P4", "--on", "2025-01-01", "--format", "json").stdout)
    assert (told["standing"], told["open_since"], len(told["steps"])) == ("open", "2024-09-19", 1)


def test_a_thread_is_drawn_into_a_file(run, tmp_path):
    run("thread", "VTE24-E4", "--on", "2026-03-01", "--picture", tmp_path / "thread.svg")
    assert (tmp_path / "thread.svg").read_text("utf-8").startswith('<svg class="chart"')


@pytest.mark.parametrize(
    "arguments",
    [("show", "nowhere"), ("thread", "nowhere"), ("list", "--forum", "nowhere"), ("show", "amf", "--format", "xml")],
)
def test_what_is_not_known_is_refused_with_what_is(run, arguments):
    done = run(*arguments)
    assert done.exit_code == 2
    assert "is not known" in done.stderr


def test_a_text_that_is_read_leads_to_the_register(run, tmp_path):
    (tmp_path / "declaration.md").write_text("# Declaration\n\nWe reaffirm the Taguig Action Agenda (2017).\n", "utf-8")
    run("read", tmp_path / "declaration.md", "--json", tmp_path / "read.json")
    clauses = json.loads((tmp_path / "read.json").read_text("utf-8"))["clauses"]
    named = [mention["document_id"] for clause in clauses for mention in clause["mentions"]]
    assert named == ["amf-2017-action-agenda"]
