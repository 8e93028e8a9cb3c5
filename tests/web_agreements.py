"""An agreement of Rivermouth and Hilltop with an institute: two obligations, one late, one thing said and waiting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cast import Cast
from nagara_web.agreements import actions
from nagara_web.agreements.actions import NewAgreement
from nagara_web.agreements.models import Agreement, AgreementFile, Entry, Obligation, Partner, Party

__all__ = ["Signed", "make_signed"]


@dataclass(frozen=True, kw_only=True)
class Signed:
    """What stands in it, by the words of a test."""

    agreement: Agreement
    draft: Agreement
    """Of another agreement that waits for a second person."""
    partner: Partner
    weigh: Obligation
    """Of Rivermouth, once, ten days late."""
    train: Obligation
    """Of the institute, every year, not due for a while."""
    said: Entry
    """Hilltop's officer said something that waits."""
    file: AgreementFile
    """The document of the draft."""
    party: Party
    """A party of the draft that is obliged to nothing."""


def make_signed(cast: Cast) -> Signed:
    """Enter it by one secretary and publish it by the other."""
    today, who = timezone.localdate(), cast.secretary.pk
    partner = actions.keep_partner(
        "Institute of Soils", kind="university", home_page="https://example.org/soils", person_id=who
    )
    new = NewAgreement(
        title="Memorandum on composting",
        kind="memorandum",
        network_id=cast.network.pk,
        about="Three parties learn to compost market waste.",
        signed_on=today - timedelta(days=200),
        ends_on=today + timedelta(days=80),
        renewal="asked",
        notice_days=60,
        source="Gazette 12",
        source_url="https://example.org/gazette-12",
    )
    made = actions.add_agreement(new, person_id=who)
    rivermouth = actions.add_party(made.pk, city_id=cast.rivermouth.pk, person_id=who)
    hilltop = actions.add_party(made.pk, city_id=cast.hilltop.pk, person_id=who)
    institute = actions.add_party(made.pk, partner_id=partner.pk, party_role="teacher", person_id=who)

    def duty(party: Party, says: str, first_due: date | None, every_months: int = 0) -> Obligation:
        return actions.keep_obligation(
            made.pk, party_id=party.pk, says=says, first_due=first_due, every_months=every_months, person_id=who
        )

    weigh = duty(rivermouth, "Weigh what goes into the heap", today - timedelta(days=10))
    train = duty(institute, "Train ten people", today + timedelta(days=40), 12)
    sort = duty(hilltop, "Sort at three markets", today + timedelta(days=20))
    actions.publish_agreement(made.pk, person_id=cast.second_secretary.pk)
    made.refresh_from_db()
    said = actions.say(
        made,
        obligation=sort,
        kind="done",
        on=today - timedelta(days=1),
        evidence="https://example.org/markets",
        said_for="Hilltop",
        person_id=cast.other_officer.pk,
        role="city-officer",
    )
    draft = actions.add_agreement(
        NewAgreement(title="Letter of intent", kind="letter", network_id=cast.network.pk), person_id=who
    )
    party = actions.add_party(draft.pk, city_id=cast.rivermouth.pk, person_id=who)
    actions.keep_obligation(draft.pk, party_id=party.pk, says="Send a list", person_id=who)
    idle = actions.add_party(draft.pk, partner_id=partner.pk, person_id=who)
    file = actions.add_file(draft.pk, SimpleUploadedFile("letter.txt", b"We intend to."), person_id=who)
    return Signed(
        agreement=made, draft=draft, partner=partner, weigh=weigh, train=train, said=said, party=idle, file=file
    )
