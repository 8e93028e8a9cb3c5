"""Agreements as data: one row an agreement, and one row an obligation with everything that was said of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from nagara_web.agreements import queries
from nagara_web.opendata.answering import Sheet

__all__ = ["agreement_sheet", "agreements_sheet"]

AGREEMENT: Final = (
    "agreement",
    "title",
    "kind",
    "network",
    "parties",
    "signed_on",
    "in_force_from",
    "last_day",
    "state",
    "ended_because",
    "notice_by",
    "obligations",
    "late",
    "source",
    "source_url",
    "confidence",
    "is_invented",
    "permalink",
)
DUTY: Final = (
    "obligation",
    "party",
    "party_kind",
    "says",
    "locator",
    "first_due",
    "every_months",
    "state",
    "due",
    "days_late",
    "done_on",
    "evidence",
    "permalink",
)
SOURCE: Final = "The register of this site; each agreement names its source"


def agreements_sheet(asked: Mapping[str, str]) -> Sheet:
    """Published agreements, narrowed as on the page.

    Parameters
    ----------
    asked
        ``network``, ``city``, ``partner``, ``kind`` and ``state``, each of which may be left out.
    """
    today = timezone.localdate()
    lines = queries.register(queries.wanted_of(asked), today)
    return Sheet(
        title="Agreements",
        page=f"{settings.SITE_URL}/agreements/",
        source=SOURCE,
        rows=tuple(map(_agreement, lines)),
        fields=AGREEMENT,
        more={"day": today},
    )


def agreement_sheet(slug: str) -> Sheet:
    """What one published agreement obliges whom to, with its state of today and its history."""
    today = timezone.localdate()
    line = queries.public_agreement(slug, today)
    page = f"{settings.SITE_URL}/agreements/{slug}/"
    return Sheet(
        title=line.agreement.title,
        page=page,
        source=line.agreement.source or SOURCE,
        rows=tuple(_duty(each, page) for each in line.duties),
        fields=DUTY,
        more={
            "day": today,
            "agreement": _agreement(line),
            "about": line.agreement.about,
            "happened": [_said(each) for each in line.happened],
            "said": {str(each.obligation.number): [_said(one) for one in each.said] for each in line.duties},
        },
    )


def _agreement(line: queries.AgreementLine) -> dict[str, Any]:
    found = line.agreement
    return {
        "agreement": found.slug,
        "title": found.title,
        "kind": found.kind,
        "network": found.network.slug if found.network else "",
        "parties": "; ".join(each.name for each in line.parties),
        "signed_on": found.signed_on,
        "in_force_from": found.in_force_from,
        "last_day": line.days.last_day,
        "state": line.days.state.value,
        "ended_because": line.days.ended_because,
        "notice_by": line.days.notice_by,
        "obligations": len(line.duties),
        "late": len(line.late),
        "source": found.source,
        "source_url": found.source_url,
        "confidence": found.confidence,
        "is_invented": found.is_invented,
        "permalink": f"{settings.SITE_URL}/agreements/{found.slug}/",
    }


def _duty(duty: queries.Duty, page: str) -> dict[str, Any]:
    found, stands = duty.obligation, duty.standing
    party = found.party
    return {
        "obligation": found.number,
        "party": party.name,
        "party_kind": "city" if party.city_id else "network" if party.network_id else "partner",
        "says": found.says,
        "locator": found.locator,
        "first_due": found.first_due,
        "every_months": found.every_months,
        "state": stands.state.value,
        "due": stands.due,
        "days_late": stands.days_late,
        "done_on": stands.done_on,
        "evidence": duty.evidence,
        "permalink": f"{page}#obligation-{found.number}",
    }


def _said(entry: queries.Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "on": entry.on,
        "due": entry.due,
        "until": entry.until,
        "words": entry.words,
        "evidence": entry.evidence,
        "said_for": entry.said_for,
        "confirmed_at": entry.published_at,
    }
