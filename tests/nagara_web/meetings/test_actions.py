"""A meeting from its agenda to its adopted text: what is open is found, what is made can be made again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from nagara_web.audit.queries import events
from nagara_web.declarations import queries as registered
from nagara_web.declarations.errors import DeclarationRefusedError
from nagara_web.meetings import actions, queries
from nagara_web.meetings.gathering import gather
from nagara_web.meetings.models import Amendment, Decision, Meeting, PaperFile
from nagara_web.meetings.refusals import NotReadyError
from nagara_web.meetings.rendering import BUILDERS
from nagara_web.notices.queries import inbox
from nagara_web.ui.days import day_words
from web_meetings import Forum

DUMPS = "river-forum-2024-declaration.1.a"


def test_a_meeting_knows_the_one_before_it(forum: Forum) -> None:
    assert forum.meeting.previous == forum.before
    assert forum.meeting.slug == f"river-forum-{forum.meeting.starts_on.year}"


def test_a_forum_meets_once_in_a_year(forum: Forum) -> None:
    day = forum.meeting.starts_on
    with pytest.raises(NotReadyError, match="already"):
        actions.plan_meeting(
            network_id=forum.cast.network.pk, forum="river-forum", title="Again", starts_on=day, ends_on=day
        )


def test_another_language_joins_the_issue_whose_data_it_shares(forum: Forum) -> None:
    today = timezone.localdate()
    given = {"cutoff": today, "standing": forum.standing}
    first = actions.make_paper(forum.meeting.pk, "waste-annex", **given)
    again = actions.make_paper(forum.meeting.pk, "waste-annex", languages=["en", "id"], **given)
    assert (again.pk, again.languages) == (first.pk, ["en", "id"])
    assert [each.name for each in again.files.filter(kind="html")] == ["waste-annex.html", "waste-annex.id.html"]
    assert actions.make_again(again).is_identical
    assert len(again.by_language[0][1]) == len(again.by_language[1][1])
    assert [each.kind for each in again.by_language[-1][1]] == ["json"]


def test_the_agenda_is_built_from_what_is_open_and_only_once(forum: Forum) -> None:
    forum.carried()
    actions.add_item(forum.meeting.pk, "Welcome", person_id=None)
    assert actions.build_agenda(forum.meeting.pk, standing=forum.standing) == 3
    assert actions.build_agenda(forum.meeting.pk, standing=forum.standing) == 0
    items = list(forum.meeting.agenda.all())
    assert [each.kind for each in items] == ["typed", "decision", "late", "silent"]
    assert items[1].title == "Draft the charter"
    actions.move_item(items[1], is_up=True, person_id=None)
    actions.move_item(items[3], is_up=False, person_id=None)
    assert [each.kind for each in forum.meeting.agenda.all()] == ["decision", "typed", "late", "silent"]


def test_every_member_is_invited_once_and_told(forum: Forum) -> None:
    assert actions.invite_members(forum.meeting.pk, person_id=None) == 3
    assert actions.invite_members(forum.meeting.pk, person_id=None) == 0
    told = next(iter(inbox(forum.cast.officer.pk))).sentence
    assert told == f"Rivermouth is invited to River Forum, which begins on {day_words(forum.meeting.starts_on)}"


def test_papers_are_numbered_and_made_again_byte_for_byte(forum: Forum) -> None:
    today = timezone.localdate()
    made = [actions.make_paper(forum.meeting.pk, kind, cutoff=today, standing=forum.standing) for kind in BUILDERS]
    year = forum.meeting.starts_on.year
    assert [str(each) for each in made] == [f"{year}/{number}" for number in range(1, 6)]
    assert {file.kind for file in made[0].files.all()} == {"html", "pdf", "docx", "json"}
    for version in made:
        assert actions.make_again(version).is_identical


def test_a_paper_is_revised_only_when_its_data_changed(forum: Forum) -> None:
    today = timezone.localdate()

    def make() -> str:
        return str(actions.make_paper(forum.meeting.pk, "progress-report", cutoff=today, standing=forum.standing))

    first = make()
    assert make() == first
    forum.carried()
    assert make() == f"{first} Rev.1"


def test_a_revision_is_read_by_everybody_only_once_it_is_distributed(forum: Forum) -> None:
    today = timezone.localdate()
    first = actions.make_paper(forum.meeting.pk, "progress-report", cutoff=today, standing=forum.standing)
    actions.distribute(first, person_id=None)
    forum.carried()
    second = actions.make_paper(forum.meeting.pk, "progress-report", cutoff=today, standing=forum.standing)
    paper = queries.public_papers_of(forum.meeting)[0]
    assert (paper.newest, paper.distributed) == (second, [first])


def test_a_file_that_came_out_differently_is_named(forum: Forum) -> None:
    version = actions.make_paper(forum.meeting.pk, "waste-annex", cutoff=timezone.localdate(), standing=forum.standing)
    PaperFile.objects.filter(version=version, kind="html").update(sha256="0" * 64)
    assert actions.make_again(version).different == ("waste-annex.html",)


def test_nothing_is_made_from_days_to_come(forum: Forum) -> None:
    ahead = timezone.localdate() + timedelta(days=1)
    with pytest.raises(NotReadyError, match="cut-off"):
        actions.make_paper(forum.meeting.pk, "waste-annex", cutoff=ahead, standing=forum.standing)


def test_a_paper_of_another_kind_of_file_is_refused(forum: Forum) -> None:
    with pytest.raises(NotReadyError, match="PDF"):
        actions.upload_paper(forum.meeting.pk, SimpleUploadedFile("a.exe", b"MZ"), title="A", person_id=None)
    good = SimpleUploadedFile("Note.pdf", b"%PDF-1.7 x")
    assert str(actions.upload_paper(forum.meeting.pk, good, title="Note", person_id=None)).endswith("/1")


def test_the_data_suggests_paragraphs_that_continue_their_clause(forum: Forum) -> None:
    draft = actions.begin_outcome(forum.meeting.pk, title="T", person_id=None)
    assert actions.take_paragraphs(draft, standing=forum.standing) == 2
    assert actions.take_paragraphs(draft, standing=forum.standing) == 0
    assert {each.continues for each in draft.clauses.all()} == {DUMPS}


def _amend(forum: Forum, text: str = "We will close all dumps by 2028.") -> Amendment:
    clause = forum.meeting.outcome.clauses.first()
    assert clause is not None
    return actions.propose_amendment(
        clause,
        act="replace",
        text=text,
        reason="Sooner",
        city_id=forum.cast.hilltop.pk,
        person_id=forum.cast.other_officer.pk,
    )


def test_on_adoption_clauses_are_commitments_and_decisions_open_items(forum: Forum) -> None:
    draft, cast = forum.draft(), forum.cast
    amendment = _amend(forum)
    decision = actions.add_decision(
        forum.meeting.pk, "Report on the dumps", owner="Hilltop", city_id=cast.hilltop.pk, person_id=cast.secretary.pk
    )
    with pytest.raises(NotReadyError, match="1"):
        actions.propose_outcome(draft, person_id=cast.secretary.pk)
    actions.recommend_amendment(amendment, "Accept it.", person_id=cast.secretary.pk)
    actions.decide_amendment(amendment, is_accepted=True, person_id=cast.secretary.pk)
    actions.propose_outcome(draft, person_id=cast.secretary.pk)
    with pytest.raises(NotReadyError, match="second person"):
        actions.adopt_outcome(draft, adopted_on=date(2026, 9, 1), person_id=cast.secretary.pk)
    adopted = actions.adopt_outcome(draft, adopted_on=date(2026, 9, 1), person_id=cast.second_secretary.pk)
    document = registered.document(adopted.document)
    clauses = list(registered.clauses_of(document.pk))
    assert clauses[0].words["en"].endswith("We will close all dumps by 2028.")
    assert [each.earlier for each in registered.links_of_document(document)] == ["river-forum-2024-declaration.1"]
    decision.refresh_from_db()
    assert decision.state == Decision.State.OPEN
    assert events(action="meeting.outcome-adopted").count() == 1


def test_a_refusal_of_the_register_leaves_everything_as_it_was(forum: Forum) -> None:
    draft = forum.draft()
    draft.clauses.update(continues="nowhere.1")
    actions.propose_outcome(draft, person_id=forum.cast.secretary.pk)
    with pytest.raises(DeclarationRefusedError):
        actions.adopt_outcome(draft, adopted_on=date(2026, 9, 1), person_id=forum.cast.second_secretary.pk)
    draft.refresh_from_db()
    assert draft.state == "proposed"
    assert not registered.documents(forum="river-forum", year=forum.meeting.starts_on.year).exists()


def test_what_is_proposed_is_not_changed(forum: Forum) -> None:
    draft = forum.draft()
    actions.propose_outcome(draft, person_id=forum.cast.secretary.pk)
    with pytest.raises(NotReadyError, match="Take it back"):
        _amend(forum)
    actions.take_back_outcome(draft, person_id=forum.cast.secretary.pk)
    _amend(forum)


def test_words_that_an_amendment_speaks_of_stay(forum: Forum) -> None:
    forum.draft()
    clause = _amend(forum).clause
    with pytest.raises(NotReadyError, match="speaks of these words"):
        actions.change_clause(clause, text="Other", clause_role="operative", kind="C", continues="", person_id=None)
    with pytest.raises(NotReadyError, match="strike it out"):
        actions.remove_clause(clause, person_id=None)


def test_the_page_of_the_text_marks_who_changed_what(forum: Forum) -> None:
    draft = forum.draft()
    actions.decide_amendment(_amend(forum), is_accepted=True, person_id=forum.cast.secretary.pk)
    page = queries.outcome_page(draft)
    label, first = page.tracked[0]
    assert (label, first.by) == ("1.", ("Hilltop",))
    assert [run.text for run in first.runs if run.mark == "inserted"] == ["2028"]
    assert page.clean[0][1].text == "We will close all dumps by 2028."


def test_an_open_decision_is_carried_until_it_is_closed(forum: Forum) -> None:
    decision = forum.carried(due_on=date(2025, 1, 1))
    assert queries.carried_decisions(forum.meeting) == [decision]
    assert queries.overdue_decisions(forum.cast.network.pk, timezone.localdate()) == [decision]
    with pytest.raises(NotReadyError, match="why"):
        actions.close_decision(decision, state="dropped", reason=" ", person_id=forum.cast.secretary.pk)
    actions.close_decision(decision, state="done", reason="Signed", person_id=forum.cast.secretary.pk)
    assert queries.carried_decisions(forum.meeting) == []


def test_a_closed_meeting_keeps_its_minutes(forum: Forum) -> None:
    item = actions.add_item(forum.before.pk, "Welcome", person_id=None)
    actions.write_minutes(item, "The mayor spoke.", person_id=forum.cast.secretary.pk)
    actions.close_meeting(forum.before.pk, person_id=None)
    item.meeting.refresh_from_db()
    with pytest.raises(NotReadyError, match="stay"):
        actions.write_minutes(item, "Nobody spoke.", person_id=forum.cast.secretary.pk)


def test_a_meeting_that_has_not_begun_is_not_held(forum: Forum) -> None:
    with pytest.raises(NotReadyError, match="not begun"):
        actions.hold_meeting(forum.meeting.pk, person_id=None)
    assert Meeting.objects.get(pk=forum.meeting.pk).state == "planned"


def test_gathered_data_stops_at_the_cut_off(forum: Forum) -> None:
    forum.carried()
    yesterday = timezone.localdate() - timedelta(days=1)
    assert gather(forum.meeting, timezone.localdate(), forum.standing).decisions
    assert gather(forum.meeting, yesterday, forum.standing).decisions == ()
    assert [each.id for each in gather(forum.meeting, yesterday, forum.standing).promises] == [DUMPS]
