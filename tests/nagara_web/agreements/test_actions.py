"""Laws of the register: two people publish, nothing said is rubbed out, states follow from days and confirmed words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from nagara_web.agreements import actions, queries
from nagara_web.agreements.actions import NewAgreement
from nagara_web.agreements.models import Entry, Party
from nagara_web.agreements.refusals import AgreementRefusedError
from nagara_web.audit.models import Event
from nagara_web.notices.models import Notice

pytestmark = pytest.mark.django_db
NEW = NewAgreement(title="Letter", kind="letter")


def line_of(signed, day=None):
    return queries.public_agreement(signed.agreement.slug, day or timezone.localdate())


def state_of(signed, number, day=None):
    return next(each for each in line_of(signed, day).duties if each.obligation.number == number).standing


def test_whoever_wrote_it_does_not_publish_it(cast, signed):
    made = actions.change_agreement(signed.draft.pk, replace(NEW, source="Gazette"), person_id=cast.secretary.pk)
    with pytest.raises(AgreementRefusedError, match="two people"):
        actions.publish_agreement(made.pk, person_id=cast.secretary.pk)
    assert actions.publish_agreement(made.pk, person_id=cast.second_secretary.pk).published_at


def test_without_a_source_or_a_second_party_nothing_is_published(cast, signed):
    signed.draft.files.all().delete()
    with pytest.raises(AgreementRefusedError, match="Say where it can be read"):
        actions.publish_agreement(signed.draft.pk, person_id=cast.second_secretary.pk)
    alone = actions.add_agreement(replace(NEW, source="Gazette"), person_id=cast.secretary.pk)
    with pytest.raises(AgreementRefusedError, match="two parties"):
        actions.publish_agreement(alone.pk, person_id=cast.second_secretary.pk)


def test_what_everybody_reads_is_corrected_only_after_it_was_taken_back_with_a_reason(cast, signed):
    pk, who = signed.agreement.pk, cast.secretary.pk
    for change in (
        lambda: actions.change_agreement(pk, NEW, person_id=who),
        lambda: actions.add_party(pk, city_id=cast.harbour.pk, person_id=who),
        lambda: actions.keep_obligation(pk, party_id=signed.weigh.party_id, says="x", number=1, person_id=who),
        lambda: actions.remove_obligation(signed.weigh, person_id=who),
    ):
        with pytest.raises(AgreementRefusedError, match="Take it back first"):
            change()
    with pytest.raises(AgreementRefusedError, match="has to be corrected"):
        actions.take_back_agreement(pk, " ", person_id=who)
    actions.take_back_agreement(pk, "Article 4 was read wrongly", person_id=who)
    actions.keep_obligation(pk, party_id=signed.weigh.party_id, says="Weigh daily", number=1, person_id=who)
    with pytest.raises(AgreementRefusedError, match="two people"):
        actions.publish_agreement(pk, person_id=who)
    assert Event.objects.get(action="agreement.taken-back").data["because"] == "Article 4 was read wrongly"


def test_what_is_said_counts_once_a_second_person_agrees(cast, signed):
    before = state_of(signed, 3)
    assert before.state == "due-soon"
    with pytest.raises(AgreementRefusedError, match="a second person"):
        actions.confirm(signed.said.pk, person_id=cast.other_officer.pk)
    actions.confirm(signed.said.pk, person_id=cast.secretary.pk)
    after = state_of(signed, 3)
    assert (after.state, after.done_on) == ("done", signed.said.on)
    assert Notice.objects.filter(kind="agreement-said", person=cast.secretary).count() == 1


def test_what_is_set_aside_stays_and_never_counts(cast, signed):
    with pytest.raises(AgreementRefusedError, match="why it does not count"):
        actions.set_aside(signed.said.pk, "", person_id=cast.secretary.pk)
    actions.set_aside(signed.said.pk, "The link shows another market", person_id=cast.secretary.pk)
    assert Entry.objects.filter(pk=signed.said.pk).exists()
    assert state_of(signed, 3).state == "due-soon"
    with pytest.raises(AgreementRefusedError, match="set aside"):
        actions.confirm(signed.said.pk, person_id=cast.secretary.pk)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "done"}, "evidence"),
        ({"kind": "note"}, "words"),
        ({"kind": "released"}, "words"),
        ({"kind": "renewed"}, "kind"),
        ({"kind": "under-way", "on": timedelta(days=1)}, "on"),
    ],
)
def test_what_is_said_needs_its_evidence_its_words_and_a_day_that_has_come(cast, signed, fields, field):
    today = timezone.localdate()
    given = {**fields, "on": today + fields.get("on", timedelta())}
    with pytest.raises(AgreementRefusedError) as refused:
        actions.say(signed.agreement, obligation=signed.weigh, person_id=cast.officer.pk, **given)
    assert refused.value.field == field


def test_a_term_that_is_done_leads_to_the_next(cast, signed):
    today = timezone.localdate()
    made = actions.say(
        signed.agreement, obligation=signed.train, kind="done", on=today, evidence="List", person_id=cast.secretary.pk
    )
    first = state_of(signed, 2).due
    actions.confirm(made.pk, person_id=cast.second_secretary.pk)
    stands = state_of(signed, 2)
    assert first == signed.train.first_due
    assert (stands.state, stands.done_on) == ("done", today), "the agreement ends before the next year's term"


def test_a_renewal_moves_the_last_day_and_an_early_end_has_its_reason(cast, signed):
    today = timezone.localdate()
    days = line_of(signed).days
    assert (days.state, days.is_notice_open) == ("in-force", True)

    def happened(**fields):
        made = actions.say(signed.agreement, person_id=cast.secretary.pk, **fields)
        actions.confirm(made.pk, person_id=cast.second_secretary.pk)
        return line_of(signed).days

    assert not happened(kind="notice", on=today, words="Both want to go on").is_notice_open
    until = today + timedelta(days=900)
    assert happened(kind="renewed", on=today, until=until).last_day == until
    assert state_of(signed, 2).due == signed.train.first_due
    yesterday = today - timedelta(days=1)
    ended = happened(kind="ended", on=yesterday, words="The institute was closed")
    assert (ended.state, ended.last_day, ended.ended_because) == (
        "ended-early",
        yesterday,
        "The institute was closed",
    )
    assert state_of(signed, 1).state == "late", "what fell due before stays owed"
    assert state_of(signed, 2).state == "lapsed"


def test_a_party_is_exactly_one_of_the_three(cast, signed):
    with pytest.raises(AgreementRefusedError):
        actions.add_party(
            signed.draft.pk, city_id=cast.harbour.pk, network_id=cast.network.pk, person_id=cast.secretary.pk
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(agreement=signed.draft)
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(agreement=signed.draft, city=cast.rivermouth)


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"signed_on": 0, "ends_on": -1}, "ends_on"),
        ({"signed_on": 0, "in_force_from": -1}, "in_force_from"),
        ({"notice_days": 30}, "ends_on"),
    ],
)
def test_days_that_contradict_each_other_are_refused(cast, days, field):
    today = timezone.localdate()
    given = {name: value if name == "notice_days" else today + timedelta(days=value) for name, value in days.items()}
    with pytest.raises(AgreementRefusedError) as refused:
        actions.add_agreement(replace(NEW, **given), person_id=cast.secretary.pk)
    assert refused.value.field == field


def test_two_agreements_of_one_name_have_two_addresses(cast, signed):
    made = [actions.add_agreement(NEW, person_id=cast.secretary.pk).slug for _ in range(3)]
    assert len(set(made)) == 3
    assert actions.add_agreement(replace(NEW, title="New"), person_id=None).slug == "new-2", "an address is taken"
