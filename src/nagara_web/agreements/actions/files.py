"""The document of an agreement: taken in with the same care as every file of this site."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from nagara_web.agreements.actions.logging import log
from nagara_web.agreements.models import Agreement, AgreementFile
from nagara_web.agreements.refusals import AgreementRefusedError
from nagara_web.answers.evidence import STARTS, neutral_name

__all__ = ["TAKEN", "add_file"]

LARGEST_BYTES: Final = 20 * 1024 * 1024
TAKEN: Final = frozenset({"pdf", "docx", "odt", "txt"})


@transaction.atomic
def add_file(agreement_id: int, upload: UploadedFile, *, person_id: int | None, role: str = "") -> AgreementFile:
    """Keep the document of an unpublished agreement; the same file again does nothing.

    Raises
    ------
    AgreementRefusedError
        If it is too large or of no kind that is taken, or the agreement is published.
    """
    name, content = neutral_name(upload.name or ""), upload.read()
    ending = PurePosixPath(name).suffix
    begins = STARTS.get(ending, ())
    if ending.lstrip(".") not in TAKEN or (begins and not content.startswith(begins)):
        raise AgreementRefusedError(_("The document is a PDF, Word, OpenDocument or text file."), "file")
    if len(content) > LARGEST_BYTES:
        raise AgreementRefusedError(_("The document may have at most 20 MB."), "file")
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    if agreement.published_at is not None:
        raise AgreementRefusedError(_("Everybody reads this agreement. Take it back first, then correct it."))
    digest = hashlib.sha256(content).hexdigest()
    if found := agreement.files.filter(sha256=digest).first():
        return found
    made = AgreementFile(
        agreement=agreement, name=name, kind=ending.lstrip("."), size_bytes=len(content), sha256=digest
    )
    made.file.save(f"{digest[:32]}{ending}", ContentFile(content), save=False)
    made.save()
    agreement.made_by_id = person_id
    agreement.save(update_fields=["made_by"])
    log(agreement, "file-added", person_id, role, {"name": name, "sha256": digest})
    return made
