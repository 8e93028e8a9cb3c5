"""Pages of meetings: what everybody reads, what delegations do, and a whole preparation by its buttons alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from cast import Cast
from nagara_web.accounts.models import Person
from nagara_web.meetings import actions, queries
from nagara_web.meetings.models import Amendment, Meeting
from web_meetings import Forum, Room, make_room

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser(person: Person | None = None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return client


@pytest.fixture
def room(cast: Cast) -> Room:
    return make_room(cast)


def address(name: str, meeting: Meeting, *given: object) -> str:
    return reverse(name, args=[meeting.slug, *given])


def post(client: Client, path: str, **given: Any) -> str:
    """Press, follow, and return the page."""
    response = client.post(path, given, follow=True)
    assert response.status_code == 200, response.content.decode()[:400]
    return response.content.decode()


def test_everybody_reads_the_meeting_its_papers_and_its_data(room: Room) -> None:
    page = browser().get(address("meeting", room.meeting)).content.decode()
    assert "Draft the charter" in page
    assert "Waste annex with intervals" in page
    data = browser().get(address("meeting_json", room.meeting)).json()
    file = next(each for each in data["papers"][0]["versions"][0]["files"] if each["url"].endswith(".json"))
    assert file["sha256"] == data["papers"][0]["versions"][0]["record_sha256"]
    calendar = browser().get(reverse("meetings_calendar")).content.decode()
    assert calendar.count("BEGIN:VEVENT") == 2


def test_names_of_people_are_for_those_who_prepare(room: Room, cast: Cast) -> None:
    actions.change_delegation(room.delegation, person_id=None, people="Hilda Hilltop", reply="coming", head="Mayor")
    assert "Hilda Hilltop" not in browser().get(address("meeting", room.meeting)).content.decode()
    assert (
        "Hilda Hilltop" not in browser(cast.officer).get(address("meeting_delegations", room.meeting)).content.decode()
    )
    path = address("meeting_delegation", room.meeting, room.delegation.pk)
    assert "Hilda Hilltop" in browser(cast.host).get(path).content.decode()


def test_a_paper_that_is_not_distributed_exists_only_for_those_who_prepare(forum: Forum) -> None:
    meeting = actions.announce_meeting(forum.meeting.pk, person_id=None)
    made = actions.make_paper(meeting.pk, "waste-annex", cutoff=timezone.localdate(), standing=forum.standing)
    path = address("paper_file", meeting, made.paper.number, 0, "waste-annex.html")
    assert browser().get(path).status_code == 404
    assert browser(forum.cast.officer).get(path).status_code == 404
    read = browser(forum.cast.host).get(path)
    assert read.status_code == 200
    assert "no-store" in read["Cache-Control"]
    assert "style-src 'sha256-" in read["Content-Security-Policy"]


def test_a_planned_meeting_exists_only_for_those_who_prepare(forum: Forum) -> None:
    slug = forum.meeting.slug
    assert browser().get(f"/meetings/{slug}/").status_code == 404
    assert browser(forum.cast.officer).get(f"/work/meetings/{slug}/").status_code == 404
    assert browser(forum.cast.host).get(f"/work/meetings/{slug}/").status_code == 200


def test_a_delegation_amends_and_withdraws_its_own_and_no_other(room: Room, cast: Cast) -> None:
    path = address("outcome_amend", room.meeting, room.amendment.clause_id)
    own = browser(cast.officer)
    wrong = own.post(path, {"city": cast.hilltop.pk, "act": "delete"})
    assert wrong.status_code == 400
    post(own, path, city=cast.rivermouth.pk, act="insert", text="And weigh it.", reason="")
    made = Amendment.objects.get(city=cast.rivermouth)
    decide = address("outcome_decide", room.meeting, room.amendment.pk)
    assert own.post(decide, {"act": "withdraw"}).status_code == 403
    post(own, address("outcome_decide", room.meeting, made.pk), act="withdraw")
    made.refresh_from_db()
    assert made.state == "withdrawn"


def test_an_amendment_that_changes_nothing_is_refused_in_words(room: Room, cast: Cast) -> None:
    path = address("outcome_amend", room.meeting, room.amendment.clause_id)
    words = {"city": cast.rivermouth.pk, "act": "replace", "text": room.amendment.clause.text}
    assert "These are the words that stand" in browser(cast.officer).post(path, words).content.decode()


def test_a_clause_continues_only_what_the_register_has(room: Room, cast: Cast) -> None:
    words = {"text": "We go on.", "role": "operative", "kind": "C", "continues": "nowhere.1"}
    page = browser(cast.secretary).post(address("outcome_new_clause", room.meeting), words)
    assert "The register has no clause nowhere.1." in page.content.decode()


def test_a_meeting_is_prepared_and_its_text_adopted_by_buttons(room: Room, cast: Cast) -> None:
    first, second, meeting = browser(cast.secretary), browser(cast.second_secretary), room.meeting
    kinds = ["progress-report", "waste-annex"]
    papers = address("meeting_papers", meeting)
    day = timezone.localdate().isoformat()
    page = post(first, papers, kinds=kinds, cutoff=day, languages=["en"], city=cast.hilltop.pk)
    assert "The papers are made" in page
    again = address("paper_again", meeting, room.paper.paper_id, 0)
    assert "byte for byte" in post(first, again)
    post(first, address("paper_item", meeting, room.paper.paper_id), item=room.item.pk)
    assert f"{room.paper.paper} Waste annex" in browser().get(address("meeting", meeting)).content.decode()
    assert "1 paper is distributed." in post(first, address("papers_distribute", meeting))
    decide = address("outcome_decide", meeting, room.amendment.pk)
    post(first, decide, act="accept")
    minutes = address("meeting_minutes", meeting)
    post(first, minutes, text="Close the old dump", owner="Hilltop", city=cast.hilltop.pk)
    post(first, address("outcome_propose", meeting))
    adopt = address("outcome_adopt", meeting)
    assert first.post(adopt).status_code == 409
    assert "1 decision becomes an open item" in second.get(adopt).content.decode()
    assert "The text is adopted" in post(second, adopt)
    page = browser().get(address("meeting", meeting)).content.decode()
    assert "Close the old dump" in page
    assert "Forum Declaration" in page
    assert queries.decisions_of(meeting)[0].state == "open"


@pytest.mark.parametrize("view", ["amendments", "tracked", "clean"])
def test_the_text_is_shown_in_every_view(room: Room, cast: Cast, view: str) -> None:
    page = browser(cast.observer).get(address("meeting_outcome", room.meeting), {"view": view}).content.decode()
    assert "We will close all dumps by" in page


def test_an_intervention_is_kept_in_its_language_by_its_own_delegation(room: Room, cast: Cast) -> None:
    path = address("meeting_interventions", room.meeting)
    page = post(browser(cast.officer), path, city=cast.rivermouth.pk, language="th", text="ขอบคุณ")
    assert '<p lang="th">ขอบคุณ</p>' in page
    words = {"city": cast.hilltop.pk, "language": "en", "text": "Not ours"}
    assert browser(cast.officer).post(path, words).status_code == 400
    assert not room.meeting.interventions.filter(text="Not ours").exists()


def test_the_hand_over_is_ticked_and_taken_back(room: Room, cast: Cast) -> None:
    path, host = address("meeting_hand_over", room.meeting), browser(cast.host)
    assert "Not done after all" in post(host, path, step="calendar", done="yes")
    assert "Not done after all" not in post(host, path, step="calendar", done="no")
    for step in queries.HAND_OVER:
        page = post(host, path, step=step, done="yes")
    assert "next-act" in page, "the page leads on once all is done"


def test_the_secretariat_plans_a_meeting(forum: Forum) -> None:
    given = {
        "network": forum.cast.network.pk,
        "forum": "river-forum",
        "title": "Far ahead",
        "starts_on": "2040-05-01",
        "ends_on": "2040-05-02",
        "place": "Hilltop",
        "host_city": forum.cast.hilltop.pk,
        "time_zone": "Asia/Nowhere",
    }
    client = browser(forum.cast.secretary)
    assert client.post(reverse("meeting_new"), given).status_code == 400
    given["time_zone"] = "Asia/Bangkok"
    assert "Far ahead" in post(client, reverse("meeting_new"), **given)
    again = client.post(reverse("meeting_new"), {**given, "title": "Once more"})
    assert again.status_code == 400
    assert "This forum has a meeting in 2040 already. Open it under Meetings" in again.content.decode()
    assert 'value="Once more"' in again.content.decode(), "what was typed stays"
    one_day = {**given, "title": "In a day", "starts_on": "2041-05-01", "ends_on": ""}
    post(client, reverse("meeting_new"), **one_day)
    assert Meeting.objects.get(title="In a day").ends_on.isoformat() == "2041-05-01"


def test_the_host_is_offered_no_act_of_the_secretariat(forum: Forum) -> None:
    path = address("meeting_prepare", forum.meeting)
    offered = browser(forum.cast.secretary).get(path).content.decode()
    assert "Announce the meeting" in offered
    assert f'action="{address("meeting_announce", forum.meeting)}"' in offered, "no page only asks again"
    page = browser(forum.cast.host).get(path).content.decode()
    assert "Announce the meeting" not in page
    assert "Invite the member cities" in page, "the hand-over waits for others and keeps nobody from the next step"
    assert f'action="{address("meeting_invite", forum.meeting)}"' in page
    assert address("meeting_hand_over", forum.meeting) in page
    assert address("meeting_announce", forum.meeting) not in page, "a link that refuses"
    assert "/work/letters/" not in page
    work = browser(forum.cast.host).get("/work/").content.decode()
    assert "Invite the member cities" in work
    assert reverse("meeting_new") not in work
    assert reverse("meeting_new") in browser(forum.cast.secretary).get("/work/").content.decode()


def test_the_list_with_names_is_for_those_who_prepare_and_runs_no_formula(room: Room, cast: Cast) -> None:
    actions.change_delegation(room.delegation, person_id=None, people="=cmd()", reply="coming", size=2)
    path = address("delegations_csv", room.meeting)
    assert browser(cast.officer).get(path).status_code == 403
    taken = browser(cast.host).get(path)
    assert "no-store" in taken["Cache-Control"]
    assert "coming,,2,'=cmd()" in taken.content.decode()


def test_a_calendar_holds_every_announced_meeting_and_no_other(room: Room) -> None:
    actions.plan_meeting(
        network_id=room.meeting.network_id,
        forum="river-forum",
        title="Not announced",
        starts_on=room.meeting.starts_on.replace(year=2044),
        ends_on=room.meeting.starts_on.replace(year=2044),
    )
    text = browser().get(reverse("meetings_calendar")).content.decode()
    found = Calendar.from_ical(text)
    assert {str(each["summary"]) for each in found.walk("VEVENT")} == {"River Forum", "River Forum, last year"}
    assert "Not announced" not in text
    assert Meeting.objects.get(title="Not announced").is_invented, "its forum is invented"
