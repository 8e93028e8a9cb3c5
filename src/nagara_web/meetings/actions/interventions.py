"""Interventions: what delegations said or handed in, as text or as a file that is kept as it came."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara_web.answers.evidence import STARTS, neutral_name
from nagara_web.jobs.actions import ask_for
from nagara_web.meetings.actions.logging import log
from nagara_web.meetings.models import Intervention, Meeting
from nagara_web.meetings.refusals import NotReadyError

__all__ = ["add_intervention", "keep_words", "show_intervention"]

LARGEST_BYTES: Final = 10 * 1024 * 1024
TAKEN: Final = frozenset({".docx", ".pdf", ".txt"})


@transaction.atomic
def add_intervention(
    meeting_id: int,
    text: str,
    *,
    city_id: int | None = None,
    organisation: str = "",
    language: str = "en",
    item_id: int | None = None,
    is_public: bool = False,
    file: UploadedFile | None = None,
    person_id: int | None,
    role: str = "",
) -> Intervention:
    """Keep what a delegation said, in the language that it was said in; the words of a file are read by a worker.

    Parameters
    ----------
    meeting_id, item_id
        At which meeting, on which item of its agenda.
    text, file
        What was said: at least one of the two.
    city_id, organisation
        Who said it.
    language
        In which language.
    is_public
        Whether everybody reads it once the meeting is announced.
    person_id, role
        Who keeps it.

    Raises
    ------
    NotReadyError
        If the file is empty, too large or of a kind that is not taken.
    """
    meeting = Meeting.objects.get(pk=meeting_id)
    made = Intervention(
        meeting=meeting,
        agenda_item_id=item_id,
        city_id=city_id,
        organisation=organisation.strip(),
        language=language,
        text=text.strip(),
        is_public=is_public,
        searched=text.casefold(),
        person_id=person_id,
        at=timezone.now(),
    )
    if file is not None:
        _take(made, file)
    made.save()
    if file is not None:
        ask_for("read-statement", key=f"read-statement:{made.pk}", arguments={"intervention": made.pk})
    said = {"language": language, "is_public": is_public, "file_sha256": made.sha256}
    log(meeting, "intervention-kept", person_id, role, said, city_id)
    return made


@transaction.atomic
def show_intervention(kept: Intervention, *, is_public: bool, person_id: int, role: str = "") -> Intervention:
    """Make an intervention public, or close it again."""
    if kept.is_public != is_public:
        kept.is_public = is_public
        kept.save(update_fields=["is_public"])
        said = {"intervention": kept.pk}
        what = "intervention-opened" if is_public else "intervention-closed"
        log(kept.meeting, what, person_id, role, said, kept.city_id)
    return kept


@transaction.atomic
def keep_words(intervention_id: int, words: str) -> Intervention:
    """Keep the words of a file for the search; the file itself stays as it came."""
    kept = Intervention.objects.select_for_update().get(pk=intervention_id)
    kept.searched = f"{kept.text}\n{words}".casefold()
    kept.save(update_fields=["searched"])
    return kept


def _take(made: Intervention, file: UploadedFile) -> None:
    name, content = neutral_name(file.name or ""), file.read()
    ending = PurePosixPath(name).suffix.lower()
    begins = STARTS.get(ending, ())
    if ending not in TAKEN or (begins and not content.startswith(begins)):
        raise NotReadyError("file-not-taken", _("A statement is a Word (.docx), PDF or text file."))
    if not content:
        raise NotReadyError("file-empty", _("The file is empty. Save it again, then attach it."))
    if len(content) > LARGEST_BYTES:
        raise NotReadyError("file-too-large", _("A statement may have at most 10 MB."))
    made.file_name, made.size_bytes = name, len(content)
    made.sha256 = hashlib.sha256(content).hexdigest()
    made.file.save(f"{made.sha256[:32]}{ending}", ContentFile(content), save=False)
