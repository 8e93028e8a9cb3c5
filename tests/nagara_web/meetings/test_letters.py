"""Letters of the secretariat: read before they are sent, in each reader's language, and never twice a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from string import Formatter

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nagara_web.accounts.queries import standing_of
from nagara_web.audit.queries import events
from nagara_web.jobs.models import Mail
from nagara_web.meetings import actions, queries
from nagara_web.meetings.models import SentMessage
from nagara_web.meetings.occasions import OCCASIONS
from nagara_web.meetings.refusals import NotReadyError
from nagara_web.notices.queries import inbox
from nagara_web.places.queries import Network
from nagara_web.rounds.post import with_braces
from nagara_web.ui.days import day_words
from web_agreements import make_signed
from web_meetings import Forum

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def invited(forum: Forum) -> Forum:
    """The next meeting is announced, everybody is invited, and nobody has replied."""
    actions.announce_meeting(forum.meeting.pk, person_id=None)
    actions.invite_members(forum.meeting.pk, person_id=None)
    return forum


def send(forum: Forum, occasion: str, *cities: int) -> int:
    who = forum.cast.secretary
    network: Network = forum.cast.network
    return actions.send_letters(network, occasion, cities, who=standing_of(who), person_id=who.pk)


@pytest.mark.parametrize("code", list(OCCASIONS))
def test_every_gap_of_the_usual_words_is_one_that_is_filled(code: str) -> None:
    words = OCCASIONS[code].words
    text = with_braces(f"{words.subject}{words.body}")
    assert {name for _text, name, *_rest in Formatter().parse(text) if name} <= set(OCCASIONS[code].gaps)


def test_a_delegation_that_has_replied_gets_no_letter(invited: Forum) -> None:
    hilltop = invited.meeting.delegations.get(city=invited.cast.hilltop)
    actions.change_delegation(hilltop, person_id=None, reply="coming")
    due = queries.targets(invited.cast.network, "no-reply", standing_of(invited.cast.secretary))
    assert [each.city.name for each in due] == ["Harbour", "Rivermouth"]
    with pytest.raises(NotReadyError, match="at least one"):
        send(invited, "no-reply", invited.cast.hilltop.pk)


def test_a_letter_is_sent_once_a_day_with_its_notice_and_its_event(invited: Forum) -> None:
    city, officer = invited.cast.rivermouth.pk, invited.cast.officer
    assert send(invited, "no-reply", city) == 1
    assert send(invited, "no-reply", city) == 0
    letter = Mail.objects.get(to=officer.email, subject="Does Rivermouth come to River Forum?")
    assert "{" not in letter.body
    assert f"begins on {day_words(invited.meeting.starts_on)}. Tell us" in letter.body
    assert f"/meetings/{invited.meeting.slug}/" in letter.body
    assert any("Does Rivermouth come" in each.sentence for each in inbox(officer.pk))
    assert events(action="network.letters-sent").count() == 2
    assert SentMessage.objects.get().sent_on == timezone.localdate()


def test_own_words_hold_in_their_language_and_the_usual_ones_in_the_others(invited: Forum) -> None:
    cast, who = invited.cast, invited.cast.secretary
    cast.head.language = "vi"
    cast.head.save()
    actions.keep_own_words(
        cast.network, "no-reply", "vi", subject="{city}?", body="{name}, 100 % {begins}", person_id=who.pk
    )
    found = queries.letters(cast.network, "no-reply", standing_of(who), [cast.rivermouth.pk])
    by_language: Mapping[str, str] = {each.person.language: each.subject for each in found}
    assert by_language == {"en": "Does Rivermouth come to River Forum?", "vi": "Rivermouth?"}
    body = next(each.body for each in found if each.person.language == "vi")
    assert body.startswith(f"{cast.head.name}, 100 % ")
    actions.drop_words(cast.network, "no-reply", "vi", person_id=who.pk)
    assert not queries.words_of(cast.network.pk, "no-reply", "vi")[1]


def test_words_with_a_gap_that_nothing_fills_are_refused(invited: Forum) -> None:
    with pytest.raises(NotReadyError, match=r"\{town\}"):
        actions.keep_own_words(invited.cast.network, "papers", "en", subject="Papers", body="For {town}", person_id=1)


def test_a_letter_is_about_the_meeting_from_which_it_is_written(invited: Forum) -> None:
    cast, first = invited.cast, invited.meeting
    day = date(first.starts_on.year + 1, 3, 1)
    later = actions.plan_meeting(
        network_id=cast.network.pk, forum="river-forum", title="The year after", starts_on=day, ends_on=day
    )
    client = Client()
    client.force_login(cast.secretary, backend=BACKEND)
    room = client.get(reverse("meeting_delegations", args=[first.slug])).content.decode()
    path = reverse("message_write", args=[cast.network.slug, "no-reply"])
    assert f"{path}?meeting={first.slug}" in room
    assert "The year after" not in client.get(path, {"meeting": first.slug}).content.decode()
    actions.announce_meeting(later.pk, person_id=None)
    actions.invite_members(later.pk, person_id=None)
    for meeting in (later, first, later):
        client.post(f"{path}?meeting={meeting.slug}", {"cities": [cast.rivermouth.pk]})
    for title in ("The year after", "River Forum"):
        assert Mail.objects.get(to=cast.officer.email, subject=f"Does Rivermouth come to {title}?")


def test_the_letter_names_the_issue_of_each_paper_and_what_is_new_since_the_last_one(invited: Forum) -> None:
    meeting, city, today = invited.meeting, invited.cast.rivermouth.pk, timezone.localdate()

    def told() -> list[str]:
        due = queries.targets(invited.cast.network, "papers", standing_of(invited.cast.secretary))
        return next(each.values["what"] for each in due if each.city.pk == city).splitlines()

    def issue(kind: str) -> None:
        made = actions.make_paper(meeting.pk, kind, cutoff=today, standing=invited.standing)
        actions.distribute(made, person_id=None)

    steps = [each for each in queries.readiness(meeting).steps if each.page in {"meeting_papers", "message_write"}]
    assert [each.is_done for each in steps] == [False, False, False]
    issue("waste-annex")
    steps = [each for each in queries.readiness(meeting).steps if each.page in {"meeting_papers", "message_write"}]
    assert [each.is_done for each in steps] == [False, False, False], "four papers are not made, so not distributed"
    year, day = meeting.starts_on.year, day_words(today)
    first = f"- {year}/1  Waste annex with intervals (distributed {day}"
    assert told() == [f"{first})"]
    send(invited, "papers", city)
    SentMessage.objects.update(sent_on=today - timedelta(days=1))
    meeting.papers.get().versions.update(distributed_on=today - timedelta(days=2))
    invited.carried()
    issue("late-and-silent")
    issue("waste-annex")
    assert told()[1] == f"- {year}/2  Late and silent items (distributed {day}, new)"
    assert told()[0] == f"- {year}/1 Rev.1  Waste annex with intervals (distributed {day}, revised)"
    send(invited, "papers", city)
    letter = next(each for each in queries.readiness(meeting).steps if each.page == "message_write")
    assert (letter.is_done, letter.says) == (True, f"sent on {day}")


def test_a_city_hears_of_what_falls_due_under_its_agreements_and_not_of_what_others_owe(forum: Forum) -> None:
    made = make_signed(forum.cast)
    due = queries.targets(forum.cast.network, "obligation-due", standing_of(forum.cast.secretary))
    assert [each.city.name for each in due] == ["Hilltop"]
    assert send(forum, "obligation-due", forum.cast.hilltop.pk) == 1
    letter = Mail.objects.get(to=forum.cast.other_officer.email, subject__contains="falls due soon")
    assert "Sort at three markets (Memorandum on composting)" in letter.body
    assert f"/work/agreements/{made.agreement.slug}/" in letter.body


def test_what_the_page_shows_is_what_is_sent(invited: Forum) -> None:
    client = Client()
    client.force_login(invited.cast.secretary, backend=BACKEND)
    network = invited.cast.network.slug
    assert "3 cities" in client.get(reverse("messages", args=[network])).content.decode()
    path = reverse("message_write", args=[network, "no-reply"])
    shown = client.get(path).content.decode()
    assert "Does Rivermouth come to River Forum?" in shown
    assert Mail.objects.count() == 0
    sent = client.post(path, {"cities": [invited.cast.rivermouth.pk]}, follow=True).content.decode()
    assert "Written to 1 city." in sent
    words = reverse("message_words", args=[network, "no-reply", "km"])
    refused = client.post(words, {"subject": "{what}", "body": "x"})
    assert "Nothing fills {what}" in refused.content.decode()
    assert client.post(words, {"subject": "{city}", "body": "x"}).status_code == 302
    assert "your own words" in client.get(path).content.decode()
