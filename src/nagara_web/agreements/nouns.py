"""Agreements and obligations as the library knows them: the one place where rows and rules meet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from nagara.commitments.obligations import (
    AgreementState,
    Said,
    SaidKind,
    Standing,
    Terms,
    standing_of,
    state_of_agreement,
)
from nagara_web.agreements.models import Agreement, Entry, Obligation

__all__ = ["Days", "days_of", "is_public", "standing_on", "terms_of"]

SPOKEN = frozenset(SaidKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """An agreement on a day.

    Parameters
    ----------
    state
        How it stands.
    last_day
        Its last day, after every renewal and early end; ``None`` where it has none.
    notice_by
        Until when a party says whether it goes on; ``None`` where nothing has to be said.
    is_notice_open
        Whether somebody should give notice now: the time has come, and nobody has since.
    ended_because
        Why it ended early.
    """

    state: AgreementState
    last_day: date | None
    notice_by: date | None
    is_notice_open: bool
    ended_because: str


def is_public(entry: Entry) -> bool:
    """Whether a second person lets it stand."""
    return entry.published_at is not None and not entry.set_aside_because


def days_of(agreement: Agreement, entries: Iterable[Entry], day: date) -> Days:
    """How an agreement stands on a day.

    Parameters
    ----------
    agreement, entries
        With what was said of it; only what counts.
    day
        The day that is asked about.
    """
    known = [each for each in entries if each.agreement_id == agreement.pk and each.on <= day]
    renewed = [each for each in known if each.kind == Entry.Kind.RENEWED and each.until is not None]
    ended = [each for each in known if each.kind == Entry.Kind.ENDED]
    last_day = renewed[-1].until if renewed else agreement.ends_on
    early = ended[-1].on if ended else None
    state = state_of_agreement(
        signed_on=agreement.signed_on,
        in_force_from=agreement.in_force_from,
        ends_on=last_day,
        ended_early_on=early,
        day=day,
    )
    notice_by = last_day - timedelta(days=agreement.notice_days) if last_day and agreement.notice_days else None
    begun = renewed[-1].on if renewed else date.min
    given = any(each.kind == Entry.Kind.NOTICE and each.on >= begun for each in known)
    soon = notice_by is not None and notice_by - timedelta(days=agreement.notice_days or 0) <= day
    return Days(
        state=state,
        last_day=early or last_day,
        notice_by=None if early else notice_by,
        is_notice_open=bool(soon and not given and state is AgreementState.IN_FORCE),
        ended_because=ended[-1].words if ended else "",
    )


def terms_of(obligation: Obligation) -> Terms:
    """When an obligation falls due."""
    return Terms(first_due=obligation.first_due, every_months=obligation.every_months)


def standing_on(obligation: Obligation, entries: Iterable[Entry], day: date, last_day: date | None) -> Standing:
    """How an obligation stands on a day.

    Parameters
    ----------
    obligation, entries
        With what was said; only what counts.
    day
        The day that is asked about.
    last_day
        Of its agreement.
    """
    said = [
        Said(kind=SaidKind(each.kind), on=each.on, due=each.due)
        for each in entries
        if each.obligation_id == obligation.pk and each.kind in SPOKEN
    ]
    return standing_of(terms_of(obligation), said, day, ended_on=last_day)
