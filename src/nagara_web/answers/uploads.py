"""Files of answers that come in: kept, read in a process of their own, shown as changes, applied or not."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import nagara
from nagara.exchange.cells import fold
from nagara_web.answers.actions import apply
from nagara_web.answers.edits import NotToBeApplied
from nagara_web.answers.file_doubts import own_doubts, settle_numbers
from nagara_web.answers.models import OWN_INDICATORS, AnswerSet, Change, Row, RowChange, Upload
from nagara_web.answers.parse_upload import TIME_S
from nagara_web.answers.proposals import FileTable, Standing, proposal_of, read_proposal
from nagara_web.audit.actions import record
from nagara_web.jobs.actions import ask_for
from nagara_web.places.queries import names_of
from nagara_web.ui.asked import keepable, number_in

__all__ = [
    "READ_AT_ONCE_BYTES",
    "Read",
    "apply_upload",
    "delete_contacts",
    "discard_upload",
    "keep_read",
    "look_into",
    "receive_upload",
]

READ_AT_ONCE_BYTES: Final = 2 * 2**20
"""A smaller file is read while its sender waits; a larger one by a worker."""
CONTACTS_DAYS: Final = 60
"""Days after which a file from phones, which may hold names and positions, is deleted."""
NOT_OF_THE_FORM: Final = frozenset(
    {
        "file-unreadable",
        "not-a-city-form",
        "column-missing",
        "column-twice",
        "sheet-twice",
        "sheet-without-header",
        "row-too-long",
    }
)
"""Findings that make a file unsafe to apply: its columns may be those of other questions."""
Read = dict[str, Any]
"""What was found in a file: how it stands, its proposal, its findings, why it is refused."""


def receive_upload(answer_set_id: int, file: UploadedFile, *, person_id: int, is_phone: bool = False) -> Upload:
    """Keep a file and have it read; nothing of it is applied.

    Parameters
    ----------
    answer_set_id
        The answers that it is meant for.
    file
        The file.
    person_id
        Who sent it.
    is_phone
        Whether it was sent as an export of phones.
    """
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    name = Path(str(file.name or "file")).name[:160]
    file.seek(0)
    with transaction.atomic():
        answer_set = AnswerSet.objects.select_for_update().get(pk=answer_set_id)
        upload = Upload(
            answer_set=answer_set,
            way=Change.Way.PHONE if is_phone else Change.Way.WORKBOOK,
            name=name,
            sha256=digest.hexdigest(),
            person_id=person_id,
            at=timezone.now(),
        )
        suffix = Path(name).suffix.lower()[:8]
        upload.file.save(f"{answer_set_id}-{digest.hexdigest()[:16]}{suffix}", File(file), save=False)
        upload.save()
        if is_phone:
            _date_contacts(answer_set)
        record(
            "answers.file-received",
            actor_id=person_id,
            subject=f"answers:{answer_set_id}",
            city_id=answer_set.city_id,
            data={"upload": upload.pk, "sha256": upload.sha256, "bytes": file.size or 0},
        )
    if (file.size or 0) <= READ_AT_ONCE_BYTES:
        return keep_read(upload.pk, look_into(upload.pk))
    ask_for("read-upload", key=f"read-upload:{upload.pk}", arguments={"upload": upload.pk}, person_id=person_id)
    return upload


def look_into(upload_id: int) -> Read:
    """Read a file and work out what it would change; nothing is written."""
    upload = Upload.objects.select_related("answer_set__city").get(pk=upload_id)
    answer_set = upload.answer_set
    found = keepable(_parse(Path(upload.file.path), upload.name))
    refused = _why_refused(answer_set, found)
    other_year = _keep_year(answer_set, found["tables"])
    rows = list(Row.objects.filter(answer_set=answer_set).order_by("position", "pk"))
    if not refused:
        found["findings"] = settle_numbers(answer_set, found["tables"], found["findings"], rows)
        own = [row for row in rows if row.table == OWN_INDICATORS]
        found["findings"] += own_doubts(answer_set, found["tables"], own)
    is_phone = any(row["instance"] for table in found["tables"] for row in table["rows"])
    read: Read = {
        "state": Upload.State.REFUSED.value if refused else Upload.State.READ.value,
        "way": Change.Way.PHONE.value if is_phone else Change.Way.WORKBOOK.value,
        "revision": answer_set.revision,
        "findings": found["findings"],
        "proposal": {"issued": found["issued"], "refused": refused, "other_year": other_year},
    }
    if not refused:
        taken_out = _revision_taken_out(answer_set, found["issued"])
        standing = _standing(answer_set, rows, is_phone=is_phone, taken_out=taken_out)
        tables = [FileTable(**table) for table in found["tables"]]
        read["proposal"] |= proposal_of(tables, standing, is_whole=not is_phone).as_json()
    return read


@transaction.atomic
def keep_read(upload_id: int, read: Read) -> Upload:
    """Keep what was found in a file, unless it was applied or discarded meanwhile."""
    upload = Upload.objects.select_for_update().get(pk=upload_id)
    if upload.state in {Upload.State.READING, Upload.State.READ}:
        upload.state, upload.way = read["state"], read["way"]
        upload.read_at_revision, upload.findings, upload.proposal = read["revision"], read["findings"], read["proposal"]
        upload.save()
        if upload.way == Change.Way.PHONE:
            _date_contacts(AnswerSet.objects.get(pk=upload.answer_set_id))
    return upload


@transaction.atomic
def apply_upload(upload_id: int, *, person_id: int, take_file: bool = False, empty_too: bool = False) -> Change:
    """Write what a file changes into the answers, all of it or nothing; applied again, it is the same change.

    Parameters
    ----------
    upload_id
        The upload, which has been read.
    person_id
        Who applies it.
    take_file
        Whether the file wins where somebody else changed the same answer since it was taken out.
    empty_too
        Whether what is empty in the file is emptied in the answers.

    Raises
    ------
    Conflict
        If answers changed since the file was read; it has to be read again.
    Locked
        If the answers are not open.
    NotToBeApplied
        If it was refused or discarded, or is not read yet.
    """
    upload = Upload.objects.select_for_update().get(pk=upload_id)
    if upload.state not in {Upload.State.READ, Upload.State.APPLIED}:
        raise NotToBeApplied
    edits = read_proposal(upload.proposal).edits(take_file=take_file, empty_too=empty_too)
    note = _("From the file %(name)s.") % {"name": upload.name}
    change = apply(
        upload.answer_set_id, edits, way=upload.way, person_id=person_id, key=f"upload:{upload.pk}", note=note
    )
    if upload.state == Upload.State.READ:
        upload.state = Upload.State.APPLIED
        upload.save(update_fields=["state"])
    return change


@transaction.atomic
def discard_upload(upload_id: int, *, person_id: int) -> None:
    """Put a file away without applying it."""
    upload = Upload.objects.select_for_update().get(pk=upload_id)
    if upload.state in {Upload.State.READING, Upload.State.READ, Upload.State.REFUSED}:
        upload.state = Upload.State.DISCARDED
        upload.save(update_fields=["state"])
        record(
            "answers.file-discarded",
            actor_id=person_id,
            subject=f"answers:{upload.answer_set_id}",
            city_id=upload.answer_set.city_id,
            data={"upload": upload.pk},
        )


def delete_contacts(day: str) -> int:
    """Delete the files from phones whose day has come; the answers read from them stay.

    Parameters
    ----------
    day
        Today, as an ISO date.

    Returns
    -------
    int
        How many files were deleted.
    """
    count = 0
    due = AnswerSet.objects.filter(contacts_delete_on__lte=day)
    for answer_set in due:
        with transaction.atomic():
            held = [each for each in answer_set.uploads.filter(way=Change.Way.PHONE) if each.file]
            for upload in held:
                upload.file.delete(save=False)
                upload.save(update_fields=["file"])
            answer_set.contacts_delete_on = None
            answer_set.save(update_fields=["contacts_delete_on"])
            record(
                "answers.contacts-deleted",
                actor_id=None,
                subject=f"answers:{answer_set.pk}",
                city_id=answer_set.city_id,
                data={"files": len(held), "day": day},
            )
            count += len(held)
    return count


def _date_contacts(answer_set: AnswerSet) -> None:
    if answer_set.contacts_delete_on is None:
        answer_set.contacts_delete_on = timezone.localdate() + timedelta(days=CONTACTS_DAYS)
        answer_set.save(update_fields=["contacts_delete_on"])


def _parse(path: Path, name: str) -> dict[str, Any]:
    """Read a file in a process of its own, which may use so much time and memory and no more."""
    root = str(Path(nagara.__file__).parents[1])
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "nagara_web.answers.parse_upload", str(path), name]
    try:
        done = subprocess.run(  # noqa: S603  (our own program; the name is an argument, never a command)
            command, capture_output=True, timeout=TIME_S + 30, check=False, env=environment, cwd=root
        )
        found: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError):
        found = {}
    return found or {"tables": [], "findings": [_too_heavy(name)], "issued": {}}


def _too_heavy(name: str) -> dict[str, Any]:
    values = {
        "why": "It takes more time or memory to read than a city's form ever does",
        "mend": "Start from a new workbook and copy the answers into it.",
    }
    place = {"file": name, "sheet": "", "row": None, "column": ""}
    return {"code": "file-unreadable", "severity": "blocking", "values": values, "about": "file", **place}


def _why_refused(answer_set: AnswerSet, found: Mapping[str, Any]) -> str:
    """Say why nothing of a file may be applied; empty if it may."""
    bad = [each for each in found["findings"] if each["about"] == "file" and each["code"] in NOT_OF_THE_FORM]
    if bad:
        return _("Nothing was taken from this file. What has to be mended stands below.")
    if not any(table["rows"] for table in found["tables"]):
        return _("This file holds no answers. Fill it in, save it and send it again.")
    issued: Mapping[str, str] = found["issued"]
    cells: Mapping[str, str] = next(
        (row["cells"] for table in found["tables"] if table["table"] == "city" for row in table["rows"]), {}
    )
    name, year = cells.get("city") or issued.get("for city", ""), issued.get("for year") or cells.get("year", "")
    if name and fold(name) not in _names(answer_set):
        values = {"name": name, "city": answer_set.city.name}
        return _("This file is for %(name)s. These are the answers of %(city)s.") % values
    if (number := number_in(year)) is not None and number != answer_set.year:
        values = {"year": year, "now": str(answer_set.year)}
        if number > answer_set.year:
            return _("This is the form of %(year)s, but these are the answers of %(now)s.") % values
        said = _("This is the form of %(year)s. Download the form of %(now)s; your answers are already in it.")
        return said % values
    edition = issued.get("questionnaire", "")
    if edition and edition != answer_set.questionnaire.edition:
        values = {"edition": edition, "now": answer_set.questionnaire.edition}
        return (
            _("This file belongs to the questions %(edition)s. The city is asked %(now)s: download its form.") % values
        )
    return ""


def _keep_year(answer_set: AnswerSet, tables: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Put the year of the answers where a city sheet has another one, and say which stood where; else nothing."""
    for found in tables:
        for row in found["rows"] if found["table"] == "city" else ():
            written, year = row["cells"].get("year", ""), str(answer_set.year)
            if written not in {"", year}:
                row["cells"]["year"] = year
                number = found["rows_by_field"].get("year", row["number"])
                column = found["columns"].get("year", "")
                return {"year": written, "sheet": found["sheet"], "file": "", "row": number, "column": column}
    return {}


def _names(answer_set: AnswerSet) -> set[str]:
    """Every way in which the city is called."""
    names = {fold(answer_set.city.name), *(fold(each.name) for each in names_of(answer_set.city_id))}
    standing = Row.objects.filter(answer_set=answer_set, table="city", is_removed=False).first()
    return names | ({fold(standing.cells.get("city", ""))} if standing else set())


def _revision_taken_out(answer_set: AnswerSet, issued: Mapping[str, str]) -> int | None:
    """At which change of these answers the file was given out, if it says so."""
    revision = number_in(issued.get("answers at change"))
    if issued.get("answers") != str(answer_set.pk) or revision is None:
        return None
    return revision if revision <= answer_set.revision else None


def _standing(
    answer_set: AnswerSet, rows: Sequence[Row], *, is_phone: bool, taken_out: int | None
) -> dict[str, list[Standing]]:
    """The answers as they stand, and as the file knew them."""
    before: dict[int, Mapping[str, str] | None] = {}
    changes = RowChange.objects.filter(change__answer_set=answer_set).order_by("change__revision", "pk")
    if is_phone:
        for each in changes.filter(change__way=Change.Way.PHONE):
            before[each.row_id] = each.after["cells"] if each.after else None
    elif taken_out is not None:
        for each in changes.filter(change__revision__gt=taken_out):
            before.setdefault(each.row_id, each.before["cells"] if each.before else None)
    found: dict[str, list[Standing]] = {}
    for row in rows:
        cells = None if row.is_removed else row.cells
        was = before.get(row.pk, cells)
        if cells is None and was is None:
            continue
        one = Standing(row_id=row.pk, version=row.version, cells=cells, before=was, instance=row.instance)
        found.setdefault(row.table, []).append(one)
    return found
