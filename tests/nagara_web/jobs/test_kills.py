"""Kill -9 at any moment loses nothing and doubles no effect, in the worker and in the server."""

from __future__ import annotations

import random
import socket
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from sites import ONLY_LONG_HERE, POSTGRESQL, Site, kill, new_database, stop

FEW, MANY = 5, 50
JOBS = 24
COUNTS = """
from nagara_web.audit.models import Event
from nagara_web.jobs.models import Job
from django.db.models import Count
found = Event.objects.filter(action="test.effect").values("subject").annotate(n=Count("pk"))
states = Job.objects.filter(kind="slow").order_by("state").values_list("state").annotate(n=Count("pk"))
print(sorted(each["n"] for each in found), dict(states))
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return a site whose jobs are slow and whose leases are short."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "killed_site.settings",
        "NAGARA_JOB_LEASE_S": "2",
        "NAGARA_URL": "http://127.0.0.1",
    }
    if POSTGRESQL:
        environment["DATABASE_URL"] = new_database()
    made = Site(tmp_path / "site", environment)
    assert made.run("init", "--no-ask").returncode == 0
    return made


def _wait_until_done(site: Site, jobs: int) -> None:
    """Wait inside one process, which is cheaper than asking with many."""
    site.python(f"""
import time
from nagara_web.jobs.models import Job
until = time.monotonic() + 120
while Job.objects.filter(kind="slow", state="done").count() < {jobs}:
    assert time.monotonic() < until, list(Job.objects.values_list("key", "state", "says", "attempts"))
    time.sleep(0.2)
""")


def _check(site: Site, jobs: int) -> None:
    assert site.python(COUNTS) == f"{[1] * jobs} {{'done': {jobs}}}"
    verified = site.run("verify-log")
    assert verified.returncode == 0, verified.stdout


@pytest.mark.parametrize(
    "kills", [pytest.param(FEW, marks=ONLY_LONG_HERE["PostgreSQL"]), pytest.param(MANY, marks=pytest.mark.long)]
)
def test_a_worker_that_is_killed_in_mid_job_loses_and_doubles_nothing(site: Site, kills: int) -> None:
    jobs = JOBS * kills // FEW
    site.python(f"""
from nagara_web.jobs.actions import ask_for
for number in range({jobs}):
    ask_for("slow", key=f"slow:{{number}}", arguments={{"number": number, "seconds": 0.25}})
""")
    when = random.Random(4)
    for _ in range(kills):
        worker = site.start("worker", "--threads", "2", until="Jobs are being done")
        time.sleep(when.uniform(0.05, 1.2))
        kill(worker)
    worker = site.start("worker", "--threads", "2", until="Jobs are being done")
    try:
        _wait_until_done(site, jobs)
    finally:
        assert stop(worker) == 0
    _check(site, jobs)


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize(
    "kills", [pytest.param(FEW, marks=ONLY_LONG_HERE["SQLite"]), pytest.param(MANY, marks=pytest.mark.long)]
)
def test_a_server_that_is_killed_in_mid_request_loses_and_doubles_nothing(site: Site, kills: int) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    when = random.Random(5)
    number = 0
    for last in [False] * kills + [True]:
        server = site.start("serve", "--port", str(port), until="The site is open")
        until = time.monotonic() + when.uniform(0.1, 0.8)
        while time.monotonic() < until:
            number += _posted(port, number)
        if last:
            _wait_until_done(site, number)
            assert stop(server) == 0
        else:
            _kill_in_mid_request(server, port, number)
    assert number > kills
    _check(site, number)


def _posted(port: int, number: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/effect/{number}/", data=b"", timeout=20) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _kill_in_mid_request(server: object, port: int, number: int) -> None:
    """Send a request and kill the server before it can answer; whoever asked will ask again."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(f"POST /effect/{number}/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n".encode())
        time.sleep(random.Random(number).uniform(0, 0.06))
        kill(server)
