"""`nagara web serve` opens a site that fits its database, and closes it cleanly."""

from __future__ import annotations

import socket
import urllib.request
from pathlib import Path

import pytest

from sites import POSTGRESQL, Site, stop

pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.skipif(bool(POSTGRESQL), reason="tried with SQLite already"),
]


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_a_database_of_another_version_is_refused_in_words(tmp_path: Path, port: int) -> None:
    fresh = Site(tmp_path / "site", {"NAGARA_SECRET_KEY": "a-key-of-this-test"})
    fresh.home.mkdir()
    done = fresh.run("serve", "--port", str(port))
    assert done.returncode == 2
    assert "nagara web init" in done.stderr
    assert "--migrate" in done.stderr


def test_it_answers_does_jobs_and_stops_when_told(site: Site, port: int) -> None:
    site.environment["DJANGO_SETTINGS_MODULE"] = "killed_site.settings"
    site.python("""
from nagara_web.jobs.actions import write_letter
write_letter("hello", to="olive@example.org", subject="Hello", body="Come in.")
""")
    server = site.start("serve", "--port", str(port), until=f"http://127.0.0.1:{port}/")
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/effect/1/", data=b"", timeout=20) as answer:
            assert answer.read() == b"done"
        again = site.run("serve", "--port", str(port))
        assert again.returncode == 2
        assert "--port" in again.stderr
        site.python("""
import time
from nagara_web.jobs.models import Job
until = time.monotonic() + 60
while Job.objects.exclude(state="done").exists():
    assert time.monotonic() < until
    time.sleep(0.2)
""")
    finally:
        assert stop(server) == 0
    [letter] = (site.home / "outbox").iterdir()
    text = letter.read_text("utf-8")
    assert "To: olive@example.org" in text
    assert "Message-ID: <" in text
