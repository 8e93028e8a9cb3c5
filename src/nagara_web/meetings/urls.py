"""Addresses of the app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from nagara_web.meetings.views import (
    agenda,
    decisions,
    drafting,
    interventions,
    messages,
    outcome,
    papers,
    people,
    prepare,
    public,
)

ROOM = "work/meetings/<slug:slug>/"
OUTCOME = ROOM + "outcome/"
PAPERS = "meetings/<slug:slug>/papers/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("meetings/", public.meetings, name="meetings"),
    path("meetings/calendar.ics", public.calendar_of_all, name="meetings_calendar"),
    path("meetings/interventions/", interventions.archive, name="interventions"),
    path("meetings/<slug:slug>/", public.meeting, name="meeting"),
    path("meetings/<slug:slug>/interventions/<int:pk>/<str:name>", interventions.statement_file, name="statement_file"),
    path("meetings/<slug:slug>/calendar.ics", public.calendar_of_one, name="meeting_calendar"),
    path("meetings/<slug:slug>/data.json", public.meeting_json, name="meeting_json"),
    path(PAPERS + "<int:number>/<int:revision>/<str:name>", papers.paper_file, name="paper_file"),
    path("work/letters/<slug:network>/", messages.occasions, name="messages"),
    path("work/letters/<slug:network>/<slug:occasion>/", messages.write, name="message_write"),
    path("work/letters/<slug:network>/<slug:occasion>/<slug:language>/", messages.words, name="message_words"),
    path("work/meetings/", prepare.rooms, name="meeting_rooms"),
    path("work/meetings/new/", prepare.new_meeting, name="meeting_new"),
    path(ROOM, prepare.prepare, name="meeting_prepare"),
    path(ROOM + "edit/", prepare.edit, name="meeting_edit"),
    path(ROOM + "announce/", prepare.announce, name="meeting_announce"),
    path(ROOM + "move/", prepare.move, name="meeting_move"),
    path(ROOM + "hand-over/", prepare.hand_over, name="meeting_hand_over"),
    path(ROOM + "delegations/", people.delegations, name="meeting_delegations"),
    path(ROOM + "delegations.csv", people.delegations_csv, name="delegations_csv"),
    path(ROOM + "delegations/invite/", people.invite, name="meeting_invite"),
    path(ROOM + "delegations/<int:pk>/", people.delegation, name="meeting_delegation"),
    path(ROOM + "agenda/", agenda.agenda, name="meeting_agenda"),
    path(ROOM + "agenda/build/", agenda.build, name="agenda_build"),
    path(ROOM + "agenda/<int:pk>/", agenda.act, name="agenda_item"),
    path(ROOM + "papers/", papers.papers, name="meeting_papers"),
    path(ROOM + "papers/upload/", papers.upload, name="paper_upload"),
    path(ROOM + "papers/distribute/", papers.distribute, name="papers_distribute"),
    path(ROOM + "papers/<int:pk>/<int:revision>/again/", papers.again, name="paper_again"),
    path(ROOM + "papers/<int:pk>/item/", papers.place, name="paper_item"),
    path(OUTCOME, drafting.outcome, name="meeting_outcome"),
    path(OUTCOME + "paragraphs/", drafting.paragraphs, name="outcome_paragraphs"),
    path(OUTCOME + "clauses/new/", drafting.new_clause, name="outcome_new_clause"),
    path(OUTCOME + "clauses/<int:pk>/", drafting.clause, name="outcome_clause"),
    path(OUTCOME + "clauses/<int:pk>/remove/", drafting.remove_clause, name="outcome_remove_clause"),
    path(OUTCOME + "clauses/<int:pk>/amend/", outcome.amend, name="outcome_amend"),
    path(OUTCOME + "amendments/<int:pk>/", outcome.amendment, name="outcome_amendment"),
    path(OUTCOME + "amendments/<int:pk>/decide/", outcome.decide, name="outcome_decide"),
    path(OUTCOME + "propose/", outcome.propose, name="outcome_propose"),
    path(OUTCOME + "adopt/", outcome.adopt, name="outcome_adopt"),
    path(OUTCOME + "outcome.docx", drafting.outcome_word, name="outcome_word"),
    path(ROOM + "interventions/", interventions.interventions, name="meeting_interventions"),
    path(ROOM + "interventions/<int:pk>/show/", interventions.show, name="intervention_show"),
    path(ROOM + "minutes/", decisions.minutes, name="meeting_minutes"),
    path(ROOM + "minutes/<int:pk>/", decisions.item_minutes, name="item_minutes"),
    path(ROOM + "decisions/<int:pk>/", decisions.close, name="decision_close"),
]
