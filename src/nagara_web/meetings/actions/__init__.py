"""Everything that changes a meeting; other apps write through these."""

from nagara_web.meetings.actions.agenda import add_item, build_agenda, move_item, remove_item
from nagara_web.meetings.actions.decisions import (
    add_decision,
    close_decision,
    open_decisions,
    write_minutes,
)
from nagara_web.meetings.actions.drafting import (
    add_clause,
    begin_outcome,
    change_clause,
    remove_clause,
    take_paragraphs,
)
from nagara_web.meetings.actions.interventions import add_intervention, show_intervention
from nagara_web.meetings.actions.meetings import (
    announce_meeting,
    change_meeting,
    close_meeting,
    hand_over,
    hold_meeting,
    plan_meeting,
)
from nagara_web.meetings.actions.messages import drop_words, keep_own_words, send_letters
from nagara_web.meetings.actions.outcome import (
    adopt_outcome,
    decide_amendment,
    propose_amendment,
    propose_outcome,
    recommend_amendment,
    take_back_outcome,
    withdraw_amendment,
)
from nagara_web.meetings.actions.papers import distribute, make_again, make_paper, place_paper, upload_paper
from nagara_web.meetings.actions.people import add_organisation, change_delegation, invite_members

__all__ = [
    "add_clause",
    "add_decision",
    "add_intervention",
    "add_item",
    "add_organisation",
    "adopt_outcome",
    "announce_meeting",
    "begin_outcome",
    "build_agenda",
    "change_clause",
    "change_delegation",
    "change_meeting",
    "close_decision",
    "close_meeting",
    "decide_amendment",
    "distribute",
    "drop_words",
    "hand_over",
    "hold_meeting",
    "invite_members",
    "keep_own_words",
    "make_again",
    "make_paper",
    "move_item",
    "open_decisions",
    "place_paper",
    "plan_meeting",
    "propose_amendment",
    "propose_outcome",
    "recommend_amendment",
    "remove_clause",
    "remove_item",
    "send_letters",
    "show_intervention",
    "take_back_outcome",
    "take_paragraphs",
    "upload_paper",
    "withdraw_amendment",
    "write_minutes",
]
