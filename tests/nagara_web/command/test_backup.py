"""What a backup holds is what a restored site holds: while people work, across databases, across versions."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from sites import POSTGRESQL, Site, copy_of, new_database

FILL = """
from datetime import UTC, date, datetime
from nagara_web.accounts.models import Person
from nagara_web.audit.actions import record
from nagara_web.jobs.actions import ask_for
from nagara_web.places.models import City, Country, Membership, Network
land = Country.objects.create(iso3="XXA", iso2="XA", name="Exampleland", is_invented=True)
network = Network.objects.create(slug="river-cities", name="River Cities", short_name="River")
for number in range(60):
    city = City.objects.create(slug=f"city-{number}", name=f"ເມືອງ {number} ™", country=land, is_invented=True,
                               latitude_deg=10.0 + number / 7, longitude_deg=105.1)
    Membership.objects.create(network=network, city=city, since=date(2020, 1, 1), source="charter")
    record("city.added", actor_id=None, subject=f"city:{city.pk}", city_id=city.pk,
           data={"a": 0.1 + number, "ແ": None, "list": [1, 2.5, True, "x"]},
           at=datetime(2026, 1, 1, 3, 4, 5, 123457, tzinfo=UTC))
ask_for("send-mail", key="waits", arguments={"mail": 0})
Person.objects.filter(email="ada@example.org").update(joined_at=datetime(2021, 2, 3, 4, 5, 6, 7, tzinfo=UTC))
"""
WRITE = """
import sys
from django.contrib.auth import get_user_model
from django.db import transaction
from nagara_web.audit.actions import record
from nagara_web.notices.models import Notice
from django.utils import timezone
person = get_user_model().objects.get(email="ada@example.org")
print("begun", flush=True)
number = 0
while True:  # a notice and its event belong together: a backup must never hold one without the other
    with transaction.atomic():
        Notice.objects.create(person=person, key=f"n{number}", at=timezone.now(), kind="comment", url="/")
        record("test.noticed", actor_id=person.pk, subject=f"notice:{number}")
    number += 1
"""

only_once = pytest.mark.skipif(bool(POSTGRESQL), reason="tried with SQLite, whichever database the other tests use")


@pytest.fixture(scope="module")
def filled_once(made_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site with cities, memberships, events, a waiting job and an upload."""
    site = copy_of(made_site, tmp_path_factory.mktemp("filled") / "site")
    site.python(FILL)
    folder = site.home / "uploads" / "2026"
    folder.mkdir(parents=True)
    (folder / "Überlauf ລາວ.xlsx").write_bytes(bytes(range(256)) * 999)
    return site


@pytest.fixture
def filled(filled_once: Site, tmp_path: Path) -> Site:
    """Return a copy of it, which a test may change."""
    return copy_of(filled_once, tmp_path / "site")


@pytest.fixture(scope="module")
def good(filled_once: Site) -> Path:
    """Return a backup of it, which no test changes."""
    file = filled_once.home.parent / "a.zip"
    _backed_up(filled_once, file)
    return file


def _manifest(file: Path) -> dict[str, dict[str, object]]:
    with zipfile.ZipFile(file) as archive:
        return json.loads(archive.read("manifest.json"))


def _backed_up(site: Site, file: Path) -> dict[str, dict[str, object]]:
    done = site.run("backup", str(file))
    assert done.returncode == 0, done.stderr
    return _manifest(file)


def _restored(file: Path, home: Path, **environment: str) -> Site:
    site = Site(home, environment)
    done = site.run("restore", str(file))
    assert done.returncode == 0, done.stderr + done.stdout
    assert site.run("verify-log").returncode == 0
    return site


@only_once
def test_what_was_restored_is_what_was_backed_up(good: Path, tmp_path: Path) -> None:
    before = _manifest(good)
    assert good.stat().st_mode & 0o777 == 0o600
    assert "secret-key" not in before["files"]
    restored = _restored(good, tmp_path / "second")
    after = _backed_up(restored, tmp_path / "b.zip")
    assert after["tables"] == before["tables"]
    assert after["files"] == before["files"]
    assert before["tables"]["places.city"][0] == 60
    assert (restored.home / "uploads" / "2026" / "Überlauf ລາວ.xlsx").stat().st_size == 256 * 999
    found = restored.python("from nagara_web.jobs.actions import find_lost_jobs as f; print(f())")
    assert found == "1", "the job that waited is found by the next worker"
    restored.python(
        "from nagara_web.places.models import City, Country; City.objects.create(slug='new', name='New', "
        "country=Country.objects.first(), latitude_deg=1, longitude_deg=1)"
    )


@only_once
def test_a_backup_is_of_one_moment_while_people_write(filled: Site, tmp_path: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", f"import django\ndjango.setup()\n{WRITE}"],
        env=filled._environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "begun\n"
        manifests = [_backed_up(filled, tmp_path / f"{number}.zip") for number in range(2)]
        assert writer.poll() is None, "nobody was stopped from writing"
    finally:
        writer.kill()
        writer.wait()
        writer.stdout.close()
    events = [manifest["tables"]["audit.event"][0] for manifest in manifests]
    assert events[0] < events[1], "people went on writing"
    for manifest in manifests:
        notices = manifest["tables"]["notices.notice"][0]
        assert manifest["tables"]["audit.event"][0] - notices == events[0] - manifests[0]["tables"]["notices.notice"][0]
        assert manifest["log_head"][0] == manifest["tables"]["audit.event"][0]
    _restored(tmp_path / "0.zip", tmp_path / "second")


@only_once
def test_a_site_that_holds_something_is_kept_unless_told(filled: Site, good: Path) -> None:
    refused = filled.run("restore", str(good))
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    filled.python("from nagara_web.places.models import Membership; Membership.objects.all().delete()")
    done = filled.run("restore", str(good), "--replace")
    assert done.returncode == 0, done.stderr
    assert filled.python("from nagara_web.places.models import Membership as M; print(M.objects.count())") == "60"
    assert (filled.home / "nagara.sqlite3.before-restore").exists()
    assert filled.run("backup", str(good)).returncode == 2, "a backup replaces nothing"


@only_once
@pytest.mark.parametrize("what", ["row", "cut", "other"])
def test_a_backup_that_is_not_as_it_was_written_is_refused_before_anything_changes(
    good: Path, tmp_path: Path, what: str
) -> None:
    bad = tmp_path / "bad.zip"
    if what == "row":
        with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
            for name in source.namelist():
                held = source.read(name)
                target.writestr(name, held.replace(b"charter", b"chapter") if "membership" in name else held)
    elif what == "cut":
        bad.write_bytes(good.read_bytes()[:-5000])
    else:
        bad.write_text("not a backup", "utf-8")
    done = Site(tmp_path / "second").run("restore", str(bad))
    assert done.returncode == 2
    assert str(bad) in done.stderr
    assert "Traceback" not in done.stderr


@only_once
def test_a_backup_of_a_newer_version_says_which_version_it_needs(good: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(tmp_path / "b.zip", "w") as target:
        for name in source.namelist():
            held = source.read(name)
            if name == "manifest.json":
                manifest = json.loads(held)
                manifest["migrations"].append("places.0999_of_the_future")
                manifest["version"] = "9.0"
                held = json.dumps(manifest).encode()
            target.writestr(name, held)
    done = Site(tmp_path / "second").run("restore", str(tmp_path / "b.zip"))
    assert done.returncode == 2
    assert "9.0" in done.stderr


@only_once
def test_an_old_backup_goes_into_the_newest_version(grown_site: Site) -> None:
    assert grown_site.run("verify-log").returncode == 0
    assert grown_site.python("from nagara_web.command.site import missing_migrations as m; print(m())") == "[]"
    assert (
        grown_site.python("from nagara_web.places.models import Country as C; print(C.objects.get().name)")
        == "Exampleland"
    )


@pytest.mark.skipif(not POSTGRESQL, reason="needs PostgreSQL: tests/with_postgresql.py")
def test_one_database_restores_into_the_other_and_back(filled: Site, tmp_path: Path) -> None:
    before = _backed_up(filled, tmp_path / "a.zip")
    second = _restored(tmp_path / "a.zip", tmp_path / "second", DATABASE_URL=new_database())
    there = _backed_up(second, tmp_path / "b.zip")
    assert there["database"] == "postgresql"
    assert there["tables"] == before["tables"]
    problems = [each["name"] for each in json.loads(second.run("doctor", "--json").stdout) if not each["is_well"]]
    assert set(problems) <= {"Fonts of this screen"}
    second.python(
        "from nagara_web.places.models import City, Country; City.objects.create(slug='new', name='New', "
        "country=Country.objects.first(), latitude_deg=1, longitude_deg=1)"
    )
    assert second.run("restore", str(tmp_path / "a.zip"), "--replace").returncode == 0
    assert second.python("from nagara_web.places.models import City as C; print(C.objects.count())") == "60"
    back = _restored(tmp_path / "b.zip", tmp_path / "third")
    assert _backed_up(back, tmp_path / "c.zip")["tables"] == before["tables"]
