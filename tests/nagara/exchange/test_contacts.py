"""Contacts go on the day that was promised, and nothing else goes."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from nagara.errors import UnreadableFileError
from nagara.exchange.contacts import CONTACT_FIELDS, purge_contacts, write_contacts_sheet

DAY = date(2026, 9, 1)


def households(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [row["household"] for row in csv.DictReader(stream)]


@pytest.fixture
def contacts(tmp_path: Path) -> Path:
    path = tmp_path / "contacts.csv"
    write_contacts_sheet(path, ["L1-01", "L1-02"], delete_on=DAY)
    with path.open("a", encoding="utf-8", newline="") as stream:
        csv.DictWriter(stream, CONTACT_FIELDS).writerow(
            {"household": "L1-03", "name": "ນາງ ຄຳ, ບ້ານໃຕ້", "delete_on": (DAY + timedelta(days=30)).isoformat()}
        )
    return path


def test_nothing_goes_before_its_day(contacts):
    before = contacts.read_bytes()
    assert purge_contacts(contacts, DAY - timedelta(days=1)) == 0
    assert contacts.read_bytes() == before


def test_what_is_due_goes_and_the_rest_stays_as_it_was(contacts):
    assert purge_contacts(contacts, DAY) == 2
    assert households(contacts) == ["L1-03"]
    assert "ນາງ ຄຳ, ບ້ານໃຕ້" in contacts.read_text("utf-8")


def test_nothing_is_left_beside_the_file(contacts):
    purge_contacts(contacts, DAY)
    assert [path.name for path in contacts.parent.iterdir()] == ["contacts.csv"]


def test_only_the_owner_can_read_it(contacts):
    purge_contacts(contacts, DAY)
    assert not contacts.stat().st_mode & 0o077


@pytest.mark.parametrize("day", ["2569-09-01", "๒๕๖๙-๐๙-๐๑", "1 Sep 2026"])
def test_a_day_that_can_mean_one_day_only_is_kept_however_it_is_written(contacts, day):
    with contacts.open("a", encoding="utf-8", newline="") as stream:
        csv.DictWriter(stream, CONTACT_FIELDS).writerow({"household": "L1-04", "delete_on": day})
    assert purge_contacts(contacts, DAY - timedelta(days=1)) == 0
    assert purge_contacts(contacts, DAY) == 3


@pytest.mark.parametrize("day", ["", "soon", "31.12.", "1/2/2026", "46000"])
def test_a_row_without_a_day_is_named_and_nothing_is_touched(contacts, day):
    with contacts.open("a", encoding="utf-8", newline="") as stream:
        csv.DictWriter(stream, CONTACT_FIELDS).writerow({"household": "L1-04", "delete_on": day})
    before = contacts.read_bytes()
    with pytest.raises(UnreadableFileError, match="Row 5 does not say when it has to be deleted"):
        purge_contacts(contacts, DAY)
    assert contacts.read_bytes() == before


def test_another_file_is_refused(tmp_path: Path):
    (tmp_path / "weighings.csv").write_text("household,day\nL1-01,1\n")
    with pytest.raises(UnreadableFileError, match="delete_on"):
        purge_contacts(tmp_path / "weighings.csv", DAY)
