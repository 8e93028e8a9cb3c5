"""What the rules of a round say to people: every code of :mod:`nagara.rounds` as a sentence that is translated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nagara.rounds.deadlines import Lock
from nagara.rounds.workflow import Move, Part, Refusal, State

__all__ = [
    "EVENT_WORDS",
    "LOCK_WORDS",
    "PART_WORDS",
    "STATE_TAGS",
    "STATE_WORDS",
    "WHO_CAN",
    "WHY_NOT",
    "refusal_words",
]

Words = Mapping[str, str | Promise]

WHY_NOT: Final[Words] = {
    "wrong-state": _("The report is not at this step."),
    "not-submitted-yet": _("The report has not been submitted yet."),
    "not-your-part": _("This is somebody else's part."),
    "works-for-city": _("You work for this city, and nobody approves their own figures."),
    "own-work": _("You prepared or signed this report, and nobody approves their own figures."),
    "second-person": _("You accepted this report, and publication takes two people."),
}

WHO_CAN: Final[Words] = {
    Move.PREPARE: _("The city's officers, and a coordinator it asked, write in a draft or a returned report."),
    Move.SEND_TO_HEAD: _("An officer of the city can send a draft or a returned report to the head."),
    Move.TAKE_BACK: _("An officer of the city can take a report back until the head has signed it."),
    Move.SIGN: _("The head of the city can sign a report that was sent for signature."),
    Move.WITHDRAW_SIGNATURE: _("The head of the city can withdraw the signature until the review begins."),
    Move.BEGIN_REVIEW: _("A reviewer of the network who does not work for the city can begin once it is submitted."),
    Move.JUDGE: _("A reviewer of the network who does not work for the city can judge figures during the review."),
    Move.RETURN: _("A reviewer of the network who does not work for the city can return a report during the review."),
    Move.ACCEPT: _("A reviewer of the network who does not work for the city can accept a report during the review."),
    Move.PUBLISH: _("A second person of the secretariat, not the one who accepted it, can publish an accepted report."),
    Move.REOPEN: _("The secretariat can reopen an accepted or published report for correction."),
    Move.ASK_CORRECTION: _("The city's officers and its head can propose a correction once a report is accepted."),
    Move.ASK_COORDINATOR: _(
        "An officer or the head of the city can ask a coordinator while the report is being written."
    ),
    Move.ASK_EXTENSION: _("The city's officers and its head can ask for more time before the report is submitted."),
    Move.ANSWER_EXTENSION: _("The secretariat answers, before the report is submitted."),
    Move.COMMENT: _("The city, its reviewers, the secretariat and the national focal point can comment."),
    Move.MARK_SEEN: _("The national focal point can mark a report as seen once it was submitted."),
    Move.HAND_ON: _("The city's officers, its head and the secretariat can hand on an accepted report."),
    Move.REMIND: _("The secretariat can remind a city that has not submitted."),
}

LOCK_WORDS: Final[Words] = {
    Lock.NOT_OPEN_YET: _("The round is not open yet."),
    Lock.CLOSED: _("The round is closed for this city. Ask the secretariat for more time."),
    Lock.AWAITING_SIGNATURE: _("The head of the city is reading it. Take it back to change an answer."),
    Lock.SUBMITTED: _("The report is submitted. The head can withdraw the signature until the review begins."),
    Lock.IN_REVIEW: _("The report is being reviewed. The reviewer can return it."),
    Lock.ACCEPTED: _("The report is accepted. Propose a correction to the secretariat."),
    Lock.PUBLISHED: _("The report is published. Propose a correction to the secretariat."),
}

STATE_WORDS: Final[Words] = {
    State.DRAFT: _("Draft"),
    State.AWAITING_SIGNATURE: _("Awaiting signature"),
    State.SUBMITTED: _("Submitted"),
    State.IN_REVIEW: _("In review"),
    State.RETURNED: _("Returned"),
    State.ACCEPTED: _("Accepted"),
    State.PUBLISHED: _("Published"),
}

STATE_TAGS: Final[Mapping[str, str]] = {
    State.DRAFT: "neutral",
    State.AWAITING_SIGNATURE: "second",
    State.SUBMITTED: "review",
    State.IN_REVIEW: "review",
    State.RETURNED: "attention",
    State.ACCEPTED: "second",
    State.PUBLISHED: "published",
}
"""Tint of the tag of each state."""

PART_WORDS: Final[Words] = {
    Part.OFFICER: _("city officer"),
    Part.HEAD: _("head of city"),
    Part.COORDINATOR: _("coordinator"),
    Part.REVIEWER: _("peer reviewer"),
    Part.SECRETARIAT: _("secretariat"),
    Part.FOCAL_POINT: _("national focal point"),
    "": _("the site"),
}

EVENT_WORDS: Final[Words] = {
    "report.started": _("Started the report"),
    "report.sent-to-head": _("Sent it to the head of the city"),
    "report.taken-back": _("Took it back"),
    "report.submitted": _("Signed and submitted it"),
    "report.signature-withdrawn": _("Withdrew the signature"),
    "report.review-begun": _("Began the review"),
    "report.figure-judged": _("Looked at a figure"),
    "report.returned": _("Returned it"),
    "report.accepted": _("Accepted it"),
    "report.published": _("Published it"),
    "report.reopened": _("Reopened it for correction"),
    "report.correction-proposed": _("Proposed a correction"),
    "report.coordinator-asked": _("Asked the coordinator to report"),
    "report.coordinator-thanked": _("Took the report back from the coordinator"),
    "report.extension-asked": _("Asked for more time"),
    "report.extension-granted": _("Granted more time"),
    "report.extension-refused": _("Refused more time"),
    "report.commented": _("Commented"),
    "report.seen": _("Marked it as seen"),
    "report.handed-on": _("Handed it on"),
    "report.signed-page-kept": _("Kept the signed page"),
    "report.receipt-noted": _("Noted that it was received"),
    "report.closed": _("Closed: the last day is over"),
    "city.reminded": _("Reminded the city"),
    "round.planned": _("Planned the round"),
    "round.changed": _("Changed the round"),
    "round.opened": _("Opened the round"),
}
"""What an event of the log says of a report, by its action."""


def refusal_words(refusal: Refusal) -> str:
    """Say why a move is refused and who can make it."""
    return f"{WHY_NOT[refusal.code]} {WHO_CAN[refusal.move]}"
