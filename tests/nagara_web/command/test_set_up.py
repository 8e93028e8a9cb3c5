"""`nagara web init` makes a site, leaves one that is right as it is, and lets its administrator in."""

from __future__ import annotations

import stat
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from nagara.cli import web
from sites import POSTGRESQL, Site

pytestmark = pytest.mark.skipif(bool(POSTGRESQL), reason="tried with SQLite already")

STRONG = "three unrelated words 7"


def test_the_key_and_the_folder_are_for_their_owner_only(made_site: Site) -> None:
    assert stat.S_IMODE((made_site.home / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE(made_site.home.stat().st_mode) == 0o700


def test_a_second_time_changes_nothing(site: Site) -> None:
    key = (site.home / "secret-key").read_text("utf-8")
    done = site.run("init", "--no-ask")
    assert done.returncode == 0, done.stderr
    assert "fits this version" in done.stdout
    assert (site.home / "secret-key").read_text("utf-8") == key
    assert "Email" not in done.stdout


def test_a_password_comes_from_standard_input_and_must_be_strong(site: Site) -> None:
    weak = site.run("init", "--administrator", "bo@example.org", "--password-stdin", given="12345\n")
    assert weak.returncode == 2
    assert "bo@example.org" not in site.python(
        "from django.contrib.auth import get_user_model as m; print(list(m().objects.values_list('email', flat=True)))"
    )
    done = site.run("init", "--administrator", "Bo@Example.org", "--password-stdin", given=f"{STRONG}\n")
    assert done.returncode == 0, done.stderr
    assert "reset" not in done.stdout
    assert (
        site.python(f"""
from django.contrib.auth import authenticate, get_user_model
from nagara_web.accounts.queries import standing_of
person = get_user_model().objects.get(email="bo@example.org")
print(person.check_password({STRONG!r}), standing_of(person).is_administrator)
""")
        == "True True"
    )


def test_where_there_is_no_site_a_command_says_how_to_make_one(tmp_path: Path) -> None:
    done = Site(tmp_path / "nothing").run("serve")
    assert done.returncode == 2
    assert "nagara web init" in done.stderr


def test_a_setting_that_cannot_be_read_is_named(site: Site) -> None:
    site.environment["NAGARA_JOB_LEASE_S"] = "soon"
    done = site.run("verify-log")
    assert done.returncode == 2
    assert "soon" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_parts_of_the_site_a_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = EntryPoint(name="web", value="no_such_package_at_all:main", group="nagara.commands")
    monkeypatch.setattr(web, "entry_points", lambda group: [missing])
    with pytest.raises(SystemExit) as stopped:
        web.run(["serve"])
    assert stopped.value.code == 2
    assert "pip install 'nagara[web]'" in capsys.readouterr().err
