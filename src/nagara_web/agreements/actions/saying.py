"""What became of an agreement and its obligations: said by one, confirmed by another, never rubbed out."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara_web.accounts.queries import holders
from nagara_web.accounts.standing import Role
from nagara_web.agreements.actions.logging import log
from nagara_web.agreements.models import Agreement, Entry, Obligation
from nagara_web.agreements.refusals import AgreementRefusedError
from nagara_web.notices.actions import tell

__all__ = ["OF_AGREEMENT", "OF_OBLIGATION", "confirm", "say", "set_aside"]

Kind = Entry.Kind
OF_OBLIGATION: Final = (Kind.DONE, Kind.UNDER_WAY, Kind.NOTE, Kind.TAKEN_BACK, Kind.RELEASED)
OF_AGREEMENT: Final = (Kind.NOTICE, Kind.RENEWED, Kind.ENDED, Kind.NOTE)
NEEDS_WORDS: Final = frozenset({Kind.NOTE, Kind.TAKEN_BACK, Kind.RELEASED, Kind.ENDED, Kind.NOTICE})


@transaction.atomic
def say(
    agreement: Agreement,
    *,
    kind: str,
    on: date,
    obligation: Obligation | None = None,
    due: date | None = None,
    until: date | None = None,
    words: str = "",
    evidence: str = "",
    said_for: str = "",
    person_id: int | None,
    role: str = "",
) -> Entry:
    """Say what became of an agreement, or of one of its obligations; it waits for a second person.

    Parameters
    ----------
    agreement, obligation
        What it is about; of the whole agreement where no obligation is given.
    kind, on
        What is said, and on which day it was so.
    due
        Of which day on which the obligation fell due; the first that is not done where none is given.
    until
        New last day of an agreement that was renewed.
    words, evidence, said_for
        In own words, what shows it, and for whom it is said.

    Raises
    ------
    AgreementRefusedError
        If the day lies ahead, or evidence, words or the new last day are missing.
    """
    if kind not in (OF_AGREEMENT if obligation is None else OF_OBLIGATION):
        raise AgreementRefusedError(_("Choose one of the list."), "kind")
    if on > timezone.localdate():
        raise AgreementRefusedError(_("This day lies ahead. Enter the day on which it was so."), "on")
    if kind == Kind.DONE and not evidence.strip():
        raise AgreementRefusedError(_("Say what shows that it is done: a link, or the name of a paper."), "evidence")
    if kind in NEEDS_WORDS and not words.strip():
        raise AgreementRefusedError(_("Say it in a sentence."), "words")
    if kind == Kind.RENEWED and until is None:
        raise AgreementRefusedError(_("Enter the new last day."), "until")
    made = Entry.objects.create(
        agreement=agreement,
        obligation=obligation,
        kind=kind,
        on=on,
        due=due,
        until=until if kind == Kind.RENEWED else None,
        words=words.strip(),
        evidence=evidence.strip(),
        said_for=said_for,
        made_by_id=person_id,
        made_at=timezone.now(),
    )
    log(agreement, "said", person_id, role, _data(made), _city(made))
    _tell_secretariat(made, person_id)
    return made


@transaction.atomic
def confirm(entry_id: int, *, person_id: int, role: str = "") -> Entry:
    """Let stand what somebody else has said; from now on it counts and everybody reads it.

    Raises
    ------
    AgreementRefusedError
        If this person said it.
    """
    entry = _waiting(entry_id, person_id)
    if entry.published_at is None:
        entry.published_by_id, entry.published_at = person_id, timezone.now()
        entry.save(update_fields=["published_by", "published_at"])
        log(entry.agreement, "confirmed", person_id, role, _data(entry), _city(entry))
    return entry


@transaction.atomic
def set_aside(entry_id: int, because: str, *, person_id: int, role: str = "") -> Entry:
    """Keep what was said without letting it count; whoever said it reads why.

    Raises
    ------
    AgreementRefusedError
        If no reason is given, or it counts already.
    """
    entry = Entry.objects.select_for_update().get(pk=entry_id)
    if not because.strip():
        raise AgreementRefusedError(_("Say why it does not count. Whoever said it reads it."))
    if entry.published_at is not None:
        raise AgreementRefusedError(_("It counts already. Say “Not done after all” of the obligation in its place."))
    entry.set_aside_because = because.strip()[:300]
    entry.save(update_fields=["set_aside_because"])
    log(entry.agreement, "set-aside", person_id, role, {**_data(entry), "because": entry.set_aside_because})
    return entry


def _waiting(entry_id: int, person_id: int) -> Entry:
    entry = Entry.objects.select_for_update().get(pk=entry_id)
    if entry.made_by_id == person_id:
        raise AgreementRefusedError(_("You said it yourself. It takes a second person: ask a colleague."))
    if entry.set_aside_because:
        raise AgreementRefusedError(_("It was set aside. Let it be said again."))
    return entry


def _data(entry: Entry) -> dict[str, object]:
    return {
        "kind": entry.kind,
        "on": entry.on.isoformat(),
        "obligation": entry.obligation.number if entry.obligation else None,
        "evidence": entry.evidence,
    }


def _city(entry: Entry) -> int | None:
    return entry.obligation.party.city_id if entry.obligation else None


def _tell_secretariat(entry: Entry, person_id: int | None) -> None:
    """Whoever keeps the agreement hears that something waits for a second person."""
    agreement = entry.agreement
    if agreement.network_id is None or agreement.published_at is None:
        return
    for person in holders(Role.SECRETARIAT, network_id=agreement.network_id):
        if person.pk != person_id:
            tell(
                person.pk,
                "agreement-said",
                key=f"agreement-said:{entry.pk}",
                values={"agreement": agreement.title, "who": entry.said_for},
                url=reverse("agreement_desk", args=[agreement.slug]),
            )
