"""Meetings of forums: delegations, agenda, numbered papers, interventions, the outcome text, minutes, decisions."""

from nagara_web.meetings.models.gatherings import AgendaItem, Delegation, HandOverStep, Meeting
from nagara_web.meetings.models.letters import MessageText, SentMessage
from nagara_web.meetings.models.outcome import Amendment, DraftClause, OutcomeText
from nagara_web.meetings.models.papers import MeetingPaper, PaperFile, PaperVersion
from nagara_web.meetings.models.said import Decision, Intervention

__all__ = [
    "AgendaItem",
    "Amendment",
    "Decision",
    "Delegation",
    "DraftClause",
    "HandOverStep",
    "Intervention",
    "Meeting",
    "MeetingPaper",
    "MessageText",
    "OutcomeText",
    "PaperFile",
    "PaperVersion",
    "SentMessage",
]
