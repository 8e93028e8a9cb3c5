"""Files of declarations that come in: kept, read in a process of their own, proposed, never believed at once."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import nagara
from nagara.commitments.clauses import DocumentText
from nagara.commitments.matching import known_texts
from nagara.commitments.translations import align
from nagara_web.declarations.actions.documents import draft, keep_clauses, locked, log
from nagara_web.declarations.actions.official_text import find_again, put_in_place
from nagara_web.declarations.errors import DeclarationRefusedError
from nagara_web.declarations.models import Clause, Document, State, TextEdition
from nagara_web.declarations.nouns import blocks_as_json, plain_words, text_of
from nagara_web.declarations.parse_declaration import TIME_S
from nagara_web.declarations.text_json import text_from_json
from nagara_web.jobs.actions import ask_for
from nagara_web.ui.asked import keepable

__all__ = ["READ_AT_ONCE_BYTES", "keep_text", "look_into_text", "publish_text", "receive_text"]

READ_AT_ONCE_BYTES: Final = 64 * 2**10
"""A smaller file, some twenty pages, is read while its sender waits; a larger one by a worker."""
WORD_OVERHEAD: Final = 2
"""How many bytes Word takes at least for one of the text, once its file is unpacked."""
Read = dict[str, Any]


def receive_text(
    document_id: int, file: UploadedFile, *, language: str = "", person_id: int, role: str = ""
) -> TextEdition:
    """Keep a file and have it read; what is read is a proposal, and nobody sees it but who works on it.

    Parameters
    ----------
    document_id
        The document whose text it is.
    file
        Text, Markdown, Word or PDF.
    language
        Its language; empty to let the words decide.
    person_id, role
        Who sends it.

    Raises
    ------
    DeclarationRefusedError
        If the document has a text of this language already, or its first text comes after publication.
    """
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    name = Path(str(file.name or "file")).name[:160]
    with transaction.atomic():
        document = locked(document_id)
        standing = document.texts.exclude(state=TextEdition.State.REFUSED)
        if not standing.exists():
            document = document if document.is_register else draft(document_id)
        elif (same := standing.filter(language=language or document.language)).exists():
            if not _may_be_replaced(document):
                raise DeclarationRefusedError(_("The document has a text in this language already."), "language")
            same.delete()
        document.texts.filter(state=TextEdition.State.REFUSED).delete()
        edition = TextEdition(
            document=document,
            language=language or document.language,
            file_name=name,
            sha256=digest.hexdigest(),
            made_by_id=person_id,
            made_at=timezone.now(),
        )
        edition.file.save(f"{document.slug}-{digest.hexdigest()[:16]}{Path(name).suffix.lower()[:8]}", File(file))
        data = {"text": edition.pk, "sha256": edition.sha256, "bytes": file.size or 0}
        log(document, "file-received", person_id, role, data)
    if _unpacked_bytes(Path(edition.file.path), file.size or 0) <= READ_AT_ONCE_BYTES:
        return keep_text(edition.pk, look_into_text(edition.pk))
    key = f"read-declaration:{edition.pk}"
    ask_for("read-declaration", key=key, arguments={"text": edition.pk}, person_id=person_id)
    return edition


def _unpacked_bytes(path: Path, size: int) -> int:
    """How much there is to read: the packed file of Word holds two hundred pages in fifty kilobytes."""
    if not zipfile.is_zipfile(path):
        return size
    try:
        with zipfile.ZipFile(path) as packed:
            return sum(each.file_size for each in packed.infolist() if each.filename.endswith("document.xml")) // (
                WORD_OVERHEAD
            )
    except (OSError, zipfile.BadZipFile):
        return size  # the reader says what is wrong with it


def _may_be_replaced(document: Document) -> bool:
    """Whether the file was the wrong one, and nobody has confirmed anything that was read in it."""
    is_new = document.state == State.DRAFT and not (document.is_register or document.is_correction)
    return is_new and not document.clauses.filter(confirmed_at__isnull=False).exists()


def look_into_text(edition_id: int) -> Read:
    """Read a file and propose its clauses; nothing is written."""
    edition = TextEdition.objects.select_related("document__session").get(pk=edition_id)
    known = [{"id": each.id, "names": list(each.names), "year": each.year} for each in known_texts()]
    others = (
        Document.objects.select_related("session")
        .filter(is_register=False, corrects=None)
        .exclude(pk=edition.document_id)
    )
    known += [
        {"id": each.slug, "names": [name["text"] for name in each.names], "year": each.session.year} for each in others
    ]
    kind = edition.document.kind
    return _parse(Path(edition.file.path), edition.file_name, edition.language, kind, json.dumps(known))


@transaction.atomic
def keep_text(edition_id: int, read: Read) -> TextEdition:
    """Keep what was proposed: the clauses of the first text, or the places of another language in them."""
    edition = TextEdition.objects.select_for_update().select_related("document").get(pk=edition_id)
    if edition.state not in {TextEdition.State.READING, TextEdition.State.READ}:
        return edition
    if "refused" in read or not read["text"]["clauses"]:
        edition.state = TextEdition.State.REFUSED
        nothing = _("No clause was found in this file. Look whether it is the text itself.")
        edition.refused_because = read.get("refused") or nothing
        edition.save()
        return edition
    text = text_from_json(read["text"])
    edition.text, edition.blocks, edition.is_reported = text.text, blocks_as_json(text), text.is_reported
    edition.found = {"title": text.proposed_title, **text.proposed_facts, "doubts": read["doubts"]}
    edition.state = TextEdition.State.READ
    edition.save()
    document = edition.document
    is_first = not document.texts.exclude(pk=edition.pk).filter(state__in=_READ).exists()
    if is_first and document.is_register:
        edition.found["clauses"] = read["text"]["clauses"]
        find_again(document, edition, text)
    elif is_first and document.state == State.DRAFT:
        document.changes.all().delete()
        keep_clauses(document, text)
        _take_over_facts(document, edition)
    else:
        _place_translation(document, edition, text)
    return edition


_READ = (TextEdition.State.READ, TextEdition.State.CONFIRMED)


def _take_over_facts(document: Document, edition: TextEdition) -> None:
    """The day of adoption, where nobody has entered one and the text says it."""
    said = str(edition.found.get("adopted_on", ""))
    if document.adopted_on is None and said:
        document.adopted_on = date.fromisoformat(said)
        document.save(update_fields=["adopted_on"])


def _place_translation(document: Document, edition: TextEdition, text: DocumentText) -> None:
    """Lay a text in another language beside the first one; what has no counterpart is said on the desk."""
    first = document.texts.filter(language=document.language, state__in=_READ).first()
    rows = list(document.clauses.prefetch_related("parts"))
    if first is None or first.pk == edition.pk:
        return
    found = align(text_of(first, rows), text)
    by_key = {each.key: each.translation for each in found.rows if each.original and each.translation}
    for clause in rows:
        other = by_key.get(clause.key)
        if other is None:
            continue
        place = [other.place.start, other.place.stop]
        clause.words = {**clause.words, edition.language: plain_words(other.place.of(text.text))}
        clause.places = {**clause.places, edition.language: place}
        clause.sought = " ".join(clause.words.values()).lower()
    Clause.objects.bulk_update(rows, ["words", "places", "sought"])
    missing = {"without_translation": list(found.without_translation), "without_original": list(found.without_original)}
    edition.found = {**edition.found, **missing, "aligned": len(by_key)}
    edition.save(update_fields=["found"])


@transaction.atomic
def publish_text(edition_id: int, *, person_id: int, role: str = "") -> TextEdition:
    """Let everybody read a text in another language of a published document, which somebody else brought in.

    Raises
    ------
    DeclarationRefusedError
        If it is not read yet, or the same person brought it in.
    """
    edition = TextEdition.objects.select_for_update().select_related("document").get(pk=edition_id)
    if edition.state != TextEdition.State.READ or not edition.document.is_published:
        raise DeclarationRefusedError(_("This text cannot be published. Look at it again."))
    if edition.made_by_id == person_id:
        raise DeclarationRefusedError(_("You brought this text in. Publication takes two people: ask a colleague."))
    if "matched" in edition.found:
        put_in_place(edition.document, edition, _read_of(edition))
    edition.state = TextEdition.State.CONFIRMED
    edition.confirmed_by_id, edition.confirmed_at = person_id, timezone.now()
    edition.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    log(edition.document, "text-published", person_id, role, {"text": edition.pk, "language": edition.language})
    return edition


def _read_of(edition: TextEdition) -> dict[str, Any]:
    """A text as it was read, put together again from what was kept of it."""
    return {
        "text": edition.text,
        "language": edition.language,
        "is_reported": edition.is_reported,
        "title": edition.found.get("title", ""),
        "facts": {},
        "blocks": edition.blocks,
        "clauses": edition.found["clauses"],
    }


def _parse(path: Path, name: str, language: str, kind: str, known: str) -> Read:
    """Read a file in a process of its own, which may use so much time and memory and no more."""
    root = str(Path(nagara.__file__).parents[1])
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "nagara_web.declarations.parse_declaration", str(path), name, language, kind]
    try:
        done = subprocess.run(  # noqa: S603  (our own program; the name is an argument, never a command)
            command,
            input=known.encode(),
            capture_output=True,
            timeout=TIME_S + 30,
            check=False,
            env=environment,
            cwd=root,
        )
        found: Read = keepable(json.loads(done.stdout)) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError):
        found = {}
    said = _("It takes more time or memory to read than it should, or is damaged. Save it as text and send that.")
    return found or {"refused": said}
