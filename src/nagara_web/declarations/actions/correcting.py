"""Correct a published document: the correction is worked on beside it, and a second person puts it in its place.

Until then everybody reads the document as it was. Afterwards the old version stays readable under its own
address, and the register says what was changed, when and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara_web.declarations.actions.documents import confirm_document, hands_in, locked, log
from nagara_web.declarations.actions.rewriting import apply_snapshots
from nagara_web.declarations.differences import differences
from nagara_web.declarations.errors import DeclarationRefusedError
from nagara_web.declarations.models import Clause, Document, DocumentVersion, Part, State, TextEdition
from nagara_web.declarations.nouns import PART_FIELDS, snapshot

__all__ = ["confirm_correction", "give_up_correction", "open_correction", "publish_correction"]

COPIED = ("kind", "variant", "title", "names", "adopted_on", "languages", "signatories", "statements", "sources")
FACTS = ("title", "names", "adopted_on", "signatories")
"""What a correction may say otherwise of the document itself."""


@transaction.atomic
def open_correction(document_id: int, *, why: str, person_id: int, role: str = "") -> Document:
    """Begin to correct a published document; everybody reads it as it is until a second person agrees.

    Parameters
    ----------
    document_id
        A published document.
    why
        What is wrong, in a sentence that everybody will read.
    person_id, role
        Who begins.

    Raises
    ------
    DeclarationRefusedError
        If it is not published, a correction is at work already, or nothing is said.
    """
    document = locked(document_id)
    if document.state != State.PUBLISHED:
        raise DeclarationRefusedError(_("The document is not published yet. Change it on its desk."))
    if not why.strip():
        raise DeclarationRefusedError(_("Say what is wrong. Everybody will read it."), "why")
    if document.corrections.exists():
        raise DeclarationRefusedError(_("A correction of this document is at work already. Go on with that one."))
    now = timezone.now()
    made = Document.objects.create(
        session_id=document.session_id,
        slug=f"{document.slug[:100]}-correction-{document.version + 1}",
        network_id=document.network_id,
        is_invented=document.is_invented,
        confidence=document.confidence,
        version=document.version + 1,
        corrects=document,
        corrected_because=why.strip()[:400],
        made_by_id=person_id,
        made_at=now,
        **{name: getattr(document, name) for name in COPIED},
    )
    _copy(document, made, person_id)
    log(document, "correction-opened", person_id, role, {"version": made.version, "why": made.corrected_because})
    return made


@transaction.atomic
def confirm_correction(correction_id: int, *, person_id: int, role: str = "") -> Document:
    """Say that a correction is done; a second person publishes it.

    Raises
    ------
    DeclarationRefusedError
        If it changes nothing.
    """
    correction = locked(correction_id)
    if correction.corrects is not None and not differences(correction.corrects, correction):
        raise DeclarationRefusedError(_("Nothing is changed yet. Correct a clause first, or give the correction up."))
    return confirm_document(correction_id, person_id=person_id, role=role)


@transaction.atomic
def publish_correction(correction_id: int, *, person_id: int, role: str = "") -> Document:
    """Put a correction in the place of the document; the version before stays readable.

    Raises
    ------
    DeclarationRefusedError
        If it is not confirmed, whoever publishes had a hand in it, or a part would go on which a measure hangs.
    """
    correction = locked(correction_id)
    if correction.corrects_id is None or correction.state != State.CONFIRMED:
        raise DeclarationRefusedError(_("The document is not confirmed as a whole. Somebody has to do that first."))
    if person_id in hands_in(correction):
        raise DeclarationRefusedError(
            _("You had a hand in this document. Publication takes two people: ask a colleague.")
        )
    document = locked(correction.corrects_id)
    now = timezone.now()
    changed = differences(document, correction)
    DocumentVersion.objects.create(
        document=document,
        number=document.version,
        said=version_said(document),
        published_by_id=document.published_by_id,
        published_at=document.published_at,
        replaced_at=now,
        because=correction.corrected_because,
        changed=changed,
    )
    apply_snapshots(document, _snapshots(document), _snapshots(correction))
    for edition in correction.texts.all():
        document.texts.filter(language=edition.language).update(text=edition.text, blocks=edition.blocks)
    document.refresh_from_db()
    for name in (*FACTS, "version", "confirmed_by_id", "confirmed_at"):
        setattr(document, name, getattr(correction, name))
    document.published_by_id, document.published_at = person_id, now
    document.save()
    keys = sorted({each["key"] for each in changed})
    correction.delete()
    log(document, "corrected", person_id, role, {"version": document.version, "clauses": keys})
    return document


@transaction.atomic
def give_up_correction(correction_id: int, *, person_id: int, role: str = "") -> Document:
    """Throw a correction away; the document stays as everybody reads it."""
    correction = locked(correction_id)
    document = correction.corrects
    if document is None:
        raise DeclarationRefusedError(_("Only a correction can be given up."))
    data = {"version": correction.version, "why": correction.corrected_because}
    correction.delete()
    log(document, "correction-given-up", person_id, role, data)
    return document


def version_said(document: Document) -> dict[str, Any]:
    """Everything that a version says, to be kept once another takes its place."""
    day = document.adopted_on
    texts = document.texts.filter(state=TextEdition.State.CONFIRMED)
    return {
        "title": document.title,
        "adopted_on": day.isoformat() if day else "",
        "signatories": list(document.signatories),
        "texts": [{"language": each.language, "text": each.text, "sha256": each.sha256} for each in texts],
        "clauses": _snapshots(document),
    }


def _snapshots(document: Document) -> list[dict[str, Any]]:
    return [snapshot(each) for each in document.clauses.prefetch_related("parts").order_by("position")]


def _copy(document: Document, correction: Document, person_id: int) -> None:
    """Lay the clauses, parts and texts of a document into its correction."""
    said = _snapshots(document)
    Clause.objects.bulk_create(_clause(correction, each) for each in said)
    saved = {each.key: each for each in correction.clauses.all()}
    Part.objects.bulk_create(
        Part(clause=saved[each["key"]], **{name: part[name] for name in PART_FIELDS})
        for each in said
        for part in each["parts"]
    )
    for edition in document.texts.filter(state=TextEdition.State.CONFIRMED):
        edition.pk, edition.document, edition.file = None, correction, ""
        edition.made_by_id = person_id
        edition.save(force_insert=True)


def _clause(correction: Document, said: Mapping[str, Any]) -> Clause:
    fields: Iterable[tuple[str, Any]] = ((name, value) for name, value in said.items() if name != "parts")
    return Clause(document=correction, **dict(fields))
