"""Numbered papers: made from tracked data, made again, uploaded, distributed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara.meetings.paper import PaperKind
from nagara.meetings.record import record_of
from nagara_web.accounts.standing import Standing
from nagara_web.answers.evidence import STARTS, neutral_name
from nagara_web.meetings.actions.logging import log
from nagara_web.meetings.gathering import gather
from nagara_web.meetings.models import AgendaItem, Meeting, MeetingPaper, PaperFile, PaperVersion
from nagara_web.meetings.refusals import NotReadyError
from nagara_web.meetings.rendering import CONTENT_TYPES, KIND_WORDS, UPLOADED, files_of_record
from nagara_web.places.queries import City

__all__ = ["Remade", "distribute", "make_again", "make_paper", "place_paper", "upload_paper"]

LARGEST_BYTES: Final = 20 * 1024 * 1024
TAKEN: Final = frozenset({"pdf", "docx", "odt", "xlsx", "txt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Remade:
    """What came out when a paper was made again from its record.

    Parameters
    ----------
    same, different
        Names of its files.
    """

    same: tuple[str, ...]
    different: tuple[str, ...]

    @property
    def is_identical(self) -> bool:
        """Whether every file is the same, byte for byte."""
        return not self.different


@transaction.atomic
def make_paper(
    meeting_id: int,
    kind: str,
    *,
    cutoff: date,
    standing: Standing,
    role: str = "",
    city: City | None = None,
    languages: Sequence[str] = ("en",),
) -> PaperVersion:
    """Make a paper from what is tracked up to a day: the first issue of a number, or its next revision.

    A paper whose data has not changed since its last issue is not issued again; a language that this issue
    lacks is added to it, made from the same record.

    Parameters
    ----------
    meeting_id, kind
        Which paper of which meeting.
    cutoff
        The last day whose data counts.
    standing, role
        Who makes it.
    city
        For a delegation's report home.
    languages
        Codes of the languages.

    Raises
    ------
    NotReadyError
        If the cut-off has not come yet.
    """
    if cutoff > timezone.localdate():
        raise NotReadyError("cut-off-ahead", _("The cut-off lies ahead. Choose today or a day before."))
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    record = record_of(gather(meeting, cutoff, standing))
    digest = hashlib.sha256(record.encode()).hexdigest()
    paper = _paper(meeting, kind, city)
    last = paper.versions.first() if paper.pk else None
    is_same = last is not None and last.record_sha256 == digest
    version = last if last is not None and is_same else _issue(paper, last, record, digest, cutoff)
    new = [each for each in dict.fromkeys(languages) if not is_same or each not in version.languages]
    made = {each: _made(version, each) for each in new}  # before the first row is written: a PDF takes its time
    if not is_same:
        version.made_by_id = standing.person_id
        paper.save()
        version.paper = paper
        version.save()
        _keep(version, f"{kind}.json", record.encode())
    for language, files in made.items():
        _keep_language(version, kind, language, files)
    if made:
        said = {"paper": str(version), "record": digest, "languages": list(made)}
        log(meeting, "paper-made", standing.person_id, role, said)
    return version


def _issue(paper: MeetingPaper, last: PaperVersion | None, record: str, digest: str, cutoff: date) -> PaperVersion:
    return PaperVersion(
        paper=paper,
        revision=0 if last is None else last.revision + 1,
        cut_off=cutoff,
        record=record,
        record_sha256=digest,
        made_at=timezone.now(),
    )


def _keep_language(version: PaperVersion, kind: str, language: str, files: Mapping[str, bytes]) -> None:
    """Keep the files of one language; all but English bear it in their name."""
    middle = "" if language == "en" else f".{language}"
    for ending, content in files.items():
        _keep(version, f"{kind}{middle}.{ending}", content, language)


def make_again(version: PaperVersion) -> Remade:
    """Make a paper again from its record and compare every file with the one that was issued; nothing is written."""
    record = hashlib.sha256(version.record.encode()).hexdigest()
    made = {hashlib.sha256(file).hexdigest() for each in version.languages for file in _made(version, each).values()}
    files = list(version.files.all())
    return Remade(
        same=tuple(each.name for each in files if each.sha256 in made | {record}),
        different=tuple(each.name for each in files if each.sha256 not in made | {record}),
    )


@transaction.atomic
def upload_paper(
    meeting_id: int, upload: UploadedFile, *, title: str, person_id: int | None, role: str = ""
) -> PaperVersion:
    """Give a file of somebody's own the next number.

    Raises
    ------
    NotReadyError
        If it is too large or of no kind that is taken.
    """
    name, content = neutral_name(upload.name or ""), upload.read()
    ending = PurePosixPath(name).suffix
    begins = STARTS.get(ending, ())
    if ending.lstrip(".") not in TAKEN or (begins and not content.startswith(begins)):
        raise NotReadyError("file-not-taken", _("A paper is a PDF, Word, OpenDocument, Excel or text file."))
    if len(content) > LARGEST_BYTES:
        raise NotReadyError("file-too-large", _("A paper may have at most 20 MB."))
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    paper = MeetingPaper.objects.create(meeting=meeting, number=_next(meeting), kind=UPLOADED, title=title.strip())
    version = PaperVersion.objects.create(paper=paper, made_by_id=person_id, made_at=timezone.now())
    _keep(version, name, content)
    log(meeting, "paper-uploaded", person_id, role, {"paper": str(paper), "title": paper.title})
    return version


@transaction.atomic
def distribute(version: PaperVersion, *, person_id: int | None, role: str = "") -> PaperVersion:
    """Let everybody read one issue of a paper from today on; a later one is distributed anew."""
    if version.distributed_on is None:
        version.distributed_on = timezone.localdate()
        version.save(update_fields=["distributed_on"])
        said = {"paper": str(version), "title": version.paper.title}
        log(version.paper.meeting, "paper-distributed", person_id, role, said)
    return version


@transaction.atomic
def place_paper(paper: MeetingPaper, item: AgendaItem | None, *, person_id: int | None, role: str = "") -> MeetingPaper:
    """Put a paper to an item of the agenda, or to none."""
    paper.agenda_item = item
    paper.save(update_fields=["agenda_item"])
    said = {"paper": str(paper), "item": item.title[:120] if item else ""}
    log(paper.meeting, "paper-placed", person_id, role, said)
    return paper


def _paper(meeting: Meeting, kind: str, city: City | None) -> MeetingPaper:
    """The paper of a kind, or one with the next number that is not saved yet."""
    found = meeting.papers.filter(kind=kind, city=city).first()
    if found is not None:
        return found
    title = str(KIND_WORDS[kind])
    if kind == PaperKind.REPORT_HOME and city is not None:
        title = _("Report home: %(city)s") % {"city": city.name}
    return MeetingPaper(meeting=meeting, number=_next(meeting), kind=kind, title=title, city=city)


def _next(meeting: Meeting) -> int:
    last: int | None = meeting.papers.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _made(version: PaperVersion, language: str) -> dict[str, bytes]:
    paper = version.paper
    return files_of_record(
        paper.kind,
        version.record,
        number=str(paper),
        revision=version.revision,
        city=paper.city.slug if paper.city else "",
        language=language,
    )


def _keep(version: PaperVersion, name: str, content: bytes, language: str = "") -> None:
    digest = hashlib.sha256(content).hexdigest()
    kind = PurePosixPath(name).suffix.lstrip(".")
    assert kind in CONTENT_TYPES, kind  # noqa: S101  (only kinds that are taken or made come here)
    made = PaperFile(version=version, name=name, language=language, kind=kind, size_bytes=len(content), sha256=digest)
    made.file.save(f"{digest[:32]}.{kind}", ContentFile(content), save=False)
    made.save()
