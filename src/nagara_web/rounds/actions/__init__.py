"""Everything that changes a round or a report: each move asks the rules, is one transaction and one event."""

from __future__ import annotations

from nagara_web.rounds.actions.handing import confirm_receipt, hand_on, keep_signed_page
from nagara_web.rounds.actions.publishing import correct_figure, publish_report, reopen_report
from nagara_web.rounds.actions.reminding import close_rounds, remind, send_daily_reminders
from nagara_web.rounds.actions.reporting import (
    ask_coordinator,
    send_to_head,
    sign_and_submit,
    start_report,
    take_back,
    withdraw_signature,
)
from nagara_web.rounds.actions.reviewing import accept_report, begin_review, judge_figure, return_report
from nagara_web.rounds.actions.talking import answer_extension, ask_extension, comment, mark_seen
from nagara_web.rounds.actions.windows import announce_round, change_round, open_round, plan_round

__all__ = [
    "accept_report",
    "announce_round",
    "answer_extension",
    "ask_coordinator",
    "ask_extension",
    "begin_review",
    "change_round",
    "close_rounds",
    "comment",
    "confirm_receipt",
    "correct_figure",
    "hand_on",
    "judge_figure",
    "keep_signed_page",
    "mark_seen",
    "open_round",
    "plan_round",
    "publish_report",
    "remind",
    "reopen_report",
    "return_report",
    "send_daily_reminders",
    "send_to_head",
    "sign_and_submit",
    "start_report",
    "take_back",
    "withdraw_signature",
]
