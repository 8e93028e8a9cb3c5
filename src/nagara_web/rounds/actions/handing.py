"""Hand an accepted report on: a table, a letter for the head to sign, the signed page, and who received it when."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time
from typing import Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from nagara.reports.language import LANGUAGES, language
from nagara.rounds.workflow import Move
from nagara_web.places.queries import own_name
from nagara_web.rounds.actions.steps import begin_step, note
from nagara_web.rounds.handing_table import table_for
from nagara_web.rounds.letter_texts import handing_letter
from nagara_web.rounds.models import Handing, Report
from nagara_web.rounds.post import heads_of
from nagara_web.rounds.refusals import NotReadyError
from nagara_web.rounds.verdicts import signed_result

__all__ = ["confirm_receipt", "hand_on", "keep_signed_page"]

LARGEST_PAGE_BYTES: Final = 10 * 1024 * 1024
BEGINNINGS: Final = {b"%PDF-": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}
"""How the files that are kept begin: what they are is read from them, not from their name."""


@transaction.atomic
def hand_on(
    report_id: int,
    recipient: str,
    *,
    addressee: str,
    person_id: int,
    letter_language: str = "",
    at: datetime | None = None,
) -> Handing:
    """Make the table and the letter for a recipient, and note that they are handed on.

    Parameters
    ----------
    report_id, person_id
        Which report, and who hands it on.
    recipient
        ``statistics-office`` or ``un-habitat``.
    addressee
        Name and address as the letter bears them.
    letter_language
        Language of the letter; the city's own language if it is empty and nagara speaks it, else English.
    at
        When; now if not given.
    """
    if not addressee.strip():
        raise NotReadyError("no-addressee", _("Write to whom the letter goes."))
    step = begin_step(report_id, Move.HAND_ON, person_id, at)
    report = step.report
    result = signed_result(report)
    if not result.report:
        raise NotReadyError("no-account", _("This report has no account of the waste, so there is no table."))
    kind = Handing.Recipient(recipient)
    table = table_for(kind, report, result)
    chosen = letter_language or own_name(report.city).language
    made = Handing.objects.create(
        report=report,
        recipient=kind,
        addressee=addressee.strip(),
        table=table,
        table_sha256=hashlib.sha256(table.encode()).hexdigest(),
        letter=_letter(report, kind, addressee.strip(), chosen if chosen in LANGUAGES else "en", step.at),
        handed_by_id=person_id,
        handed_at=step.at,
    )
    note(step, "report.handed-on", {"recipient": kind.value, "handing": made.pk, "table_sha256": made.table_sha256})
    return made


def _letter(report: Report, recipient: str, addressee: str, code: str, at: datetime) -> str:
    heads, own = heads_of(report.city_id), own_name(report.city)
    values = {
        "addressee": addressee,
        "city": own.name if own.language == code else report.city.name,
        "country": report.city.country.name,
        "year": str(report.round.year),
        "date": language(code).date(timezone.localtime(at).date()),
        "name": heads[0].name if heads else "",
        "address": f"{settings.SITE_URL}/cities/{report.city.slug}/",
    }
    with translation.override(code):
        return handing_letter(recipient, values).text


@transaction.atomic
def keep_signed_page(handing_id: int, file: UploadedFile, *, person_id: int, at: datetime | None = None) -> Handing:
    """Keep the scanned page that the head signed by hand.

    Raises
    ------
    NotReadyError
        If it is no PDF, JPEG or PNG, or too large.
    """
    made = Handing.objects.get(pk=handing_id)
    step = begin_step(made.report_id, Move.HAND_ON, person_id, at)
    start = file.read(8)
    file.seek(0)
    ending = next((ending for beginning, ending in BEGINNINGS.items() if start.startswith(beginning)), "")
    if not ending:
        raise NotReadyError("not-a-page", _("The signed page must be a PDF, JPEG or PNG file."))
    if (file.size or 0) > LARGEST_PAGE_BYTES:
        raise NotReadyError("page-too-large", _("The signed page must be smaller than 10 MB. Scan it in grey."))
    made.signed_page.save(f"report-{made.report_id}-letter-{made.pk}{ending}", file)
    note(step, "report.signed-page-kept", {"handing": made.pk})
    return made


@transaction.atomic
def confirm_receipt(
    handing_id: int, *, person_id: int, received_on: date, text: str = "", at: datetime | None = None
) -> Handing:
    """Note when the recipient received it, and what they said."""
    made = Handing.objects.select_for_update().get(pk=handing_id)
    step = begin_step(made.report_id, Move.HAND_ON, person_id, at)
    if received_on > timezone.localtime(step.at).date():
        raise NotReadyError("received-tomorrow", _("The day of receipt must not lie ahead."))
    made.received_at = timezone.make_aware(datetime.combine(received_on, time(12)))
    made.received_note = text.strip()[:300]
    made.save()
    note(step, "report.receipt-noted", {"handing": made.pk, "received_on": received_on.isoformat()})
    return made
