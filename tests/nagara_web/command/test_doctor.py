"""`nagara web doctor` finds what is not well, and says how to mend it."""

from __future__ import annotations

import json

import pytest

from sites import POSTGRESQL, Site

pytestmark = pytest.mark.skipif(bool(POSTGRESQL), reason="tried with SQLite already")


def _problems(site: Site) -> dict[str, str]:
    done = site.run("doctor", "--json")
    problems = {each["name"]: each["remedy"] for each in json.loads(done.stdout) if not each["is_well"]}
    problems.pop("Fonts of this screen", None)  # a matter of the computer that the test runs on
    assert done.returncode in (0, 1)
    return problems


def test_a_site_as_it_is_made_is_well(site: Site) -> None:
    assert _problems(site) == {}
    said = site.run("doctor").stdout
    assert "The log is whole: " in said


def test_what_is_not_well_is_named_with_its_remedy(site: Site) -> None:
    (site.home / "secret-key").chmod(0o644)
    site.environment |= {
        "NAGARA_DEBUG": "1",
        "NAGARA_URL": "http://cities.example.org",
        "NAGARA_MAIL_URL": "smtp://127.0.0.1:1",
    }
    site.python("""
from datetime import timedelta
from django.utils import timezone
from nagara_web.audit.models import Event
from nagara_web.jobs.actions import ask_for
ask_for("send-mail", key="old", arguments={}, at=timezone.now() - timedelta(hours=1))
Event.objects.filter(number=1).update(at=timezone.now() - timedelta(days=30))
from django.db import connection
connection.cursor().execute("DELETE FROM django_migrations WHERE app='notices'")
""")
    problems = _problems(site)
    assert set(problems) == {
        "Migrations", "Rights of secret-key", "Debugging", "Address", "Mail", "Jobs", "Log", "Backup",
    }  # fmt: skip
    assert all(problems.values())
    assert "chmod" in problems["Rights of secret-key"]


def test_a_log_that_was_changed_does_not_verify(site: Site) -> None:
    assert site.run("verify-log").returncode == 0
    site.python("""
from nagara_web.audit.models import Event
Event.objects.filter(number=1).update(subject="person:99")
""")
    done = site.run("verify-log")
    assert done.returncode == 1
    assert "Event 1 was altered" in done.stdout
