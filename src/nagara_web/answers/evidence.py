"""Files that show where an answer comes from: taken in with care, and never thrown away."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara_web.answers.access import why_locked
from nagara_web.answers.edits import Locked
from nagara_web.answers.models import AnswerSet, Evidence
from nagara_web.audit.actions import record

__all__ = ["LARGEST_BYTES", "NotTaken", "attach_evidence", "neutral_name", "remove_evidence"]

LARGEST_BYTES: Final = 10 * 1024 * 1024
STARTS: Final[dict[str, tuple[bytes, ...]]] = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".xlsx": (b"PK\x03\x04",),
    ".ods": (b"PK\x03\x04",),
    ".docx": (b"PK\x03\x04",),
    ".odt": (b"PK\x03\x04",),
    ".csv": (),
    ".txt": (),
}
"""Kinds of file that are taken, with the bytes that they begin with."""
MOST_OF_NAME: Final = 100
DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


class NotTaken(ValueError):  # noqa: N818  (it is said to a person as it stands)
    """The file is not taken; the sentence says why."""


@transaction.atomic
def attach_evidence(answer_set_id: int, *, place: str, upload: UploadedFile, person_id: int) -> Evidence:
    """Keep a file with an answer.

    Parameters
    ----------
    answer_set_id
        The answers.
    place
        ``table/row`` or ``table/row/field``.
    upload
        The file that came in.
    person_id
        Who attached it.

    Raises
    ------
    NotTaken
        If it is too large, empty, or not of a kind that is taken.
    Locked
        If the answers are not open.
    """
    answer_set = AnswerSet.objects.select_for_update().get(pk=answer_set_id)
    if answer_set.locked_because:
        raise Locked(answer_set.locked_because, why_locked(answer_set))
    name = neutral_name(upload.name or "")
    if (upload.size or 0) > LARGEST_BYTES:
        values = {"size": f"{(upload.size or 0) / 1024 / 1024:.1f}", "most": f"{LARGEST_BYTES // 1024 // 1024}"}
        raise NotTaken(_("The file has %(size)s MB. A file may have at most %(most)s MB.") % values)
    data = upload.read()
    _check(name, data)
    moment = timezone.now()
    made = Evidence(
        answer_set=answer_set,
        place=place,
        name=name,
        size_bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        person_id=person_id,
        at=moment,
    )
    made.file.save(f"{made.sha256[:32]}{PurePosixPath(name).suffix}", ContentFile(data), save=False)
    made.save()
    _record("answers.evidence-attached", made, person_id)
    return made


@transaction.atomic
def remove_evidence(evidence_id: int, *, person_id: int) -> Evidence:
    """Mark a file as removed; the file itself stays with the history."""
    kept = Evidence.objects.select_related("answer_set").select_for_update().get(pk=evidence_id)
    if kept.answer_set.locked_because:
        raise Locked(kept.answer_set.locked_because, why_locked(kept.answer_set))
    if kept.removed_at is None:
        kept.removed_at = timezone.now()
        kept.save(update_fields=["removed_at"])
        _record("answers.evidence-removed", kept, person_id)
    return kept


def neutral_name(name: str) -> str:
    r"""Make a name that means nothing to any file system, page or header: no folders, no control characters.

    Examples
    --------
    >>> neutral_name("..\\..\\boot.ini"), neutral_name("a/b/scan 1.pdf"), neutral_name('x";\r\ny.pdf')
    ('boot.ini', 'scan 1.pdf', 'x_;_y.pdf')
    """
    text = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    text = "".join(
        letter
        for letter in text
        if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"} or letter in "\r\n"
    )
    text = re.sub(r'[\r\n"<>|:*?]+', "_", text).strip(" .")
    stem, dot, ending = text.rpartition(".")
    text = f"{stem[: MOST_OF_NAME - 10]}{dot}{ending[:9]}" if dot else text[:MOST_OF_NAME]
    return f"_{text}" if DEVICES.match(text) or not text else text


def _check(name: str, data: bytes) -> None:
    ending = PurePosixPath(name).suffix.lower()
    if ending not in STARTS:
        known = ", ".join(each[1:] for each in STARTS if each != ".jpeg")
        raise NotTaken(_("Files of this kind are not taken. Choose one of: %(known)s.") % {"known": known})
    if not data:
        raise NotTaken(_("The file is empty. Save it again, then attach it."))
    starts = STARTS[ending]
    looks_right = data.startswith(starts) if starts else b"\x00" not in data[:8192]
    if not looks_right:
        raise NotTaken(
            _("The file says %(ending)s but holds something else. Save it again, then attach it.") % {"ending": ending}
        )


def _record(action: str, made: Evidence, person_id: int) -> None:
    record(
        action,
        actor_id=person_id,
        subject=f"answers:{made.answer_set_id}",
        city_id=made.answer_set.city_id,
        data={"evidence": made.pk, "sha256": made.sha256, "size_bytes": made.size_bytes},
    )
