"""Who may move a city's report from one state to the next: one table, one law, no exceptions elsewhere.

The law: publication takes two people. Nobody approves their own figures: who works for the city, or
has prepared or signed the report, neither reviews nor accepts nor publishes it, and who accepted it
does not publish it. The head of the city signs, whoever prepared the answers; if the head prepared
them alone, the two people of the law are still the reviewer and the one who publishes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

__all__ = [
    "ALLOWED",
    "MOVES",
    "WHO_CAN",
    "WHY_NOT",
    "Actor",
    "Allowed",
    "Move",
    "Part",
    "Refusal",
    "ReportFacts",
    "Rule",
    "State",
    "lands_in",
    "may",
    "moves_open_to",
]


class State(StrEnum):
    """Where a report stands."""

    DRAFT = "draft"
    AWAITING_SIGNATURE = "awaiting-signature"
    SUBMITTED = "submitted"
    IN_REVIEW = "in-review"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    PUBLISHED = "published"


class Move(StrEnum):
    """What somebody may do with a report."""

    PREPARE = "prepare"
    SEND_TO_HEAD = "send-to-head"
    TAKE_BACK = "take-back"
    SIGN = "sign"
    WITHDRAW_SIGNATURE = "withdraw-signature"
    BEGIN_REVIEW = "begin-review"
    JUDGE = "judge"
    RETURN = "return"
    ACCEPT = "accept"
    PUBLISH = "publish"
    REOPEN = "reopen"
    ASK_CORRECTION = "ask-correction"
    ASK_COORDINATOR = "ask-coordinator"
    ASK_EXTENSION = "ask-extension"
    ANSWER_EXTENSION = "answer-extension"
    COMMENT = "comment"
    MARK_SEEN = "mark-seen"
    HAND_ON = "hand-on"
    REMIND = "remind"


class Part(StrEnum):
    """The part somebody plays for one report."""

    OFFICER = "officer"
    HEAD = "head"
    COORDINATOR = "coordinator"
    """A coordinator whom the city asked; before it asked, the appointment alone opens nothing."""
    REVIEWER = "reviewer"
    """A peer reviewer of the round's network."""
    SECRETARIAT = "secretariat"
    """The secretariat of the round's network."""
    FOCAL_POINT = "focal-point"
    """The national focal point of the city's country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """What is known of whoever wants to do something with a report.

    Parameters
    ----------
    parts
        The parts that the person plays for this report.
    works_for_city
        Whether the person writes or signs for the city, in whatever role, asked or not.
    has_prepared
        Whether the person has written answers of this report, or sent it to the head.
    has_signed
        Whether the person signed it.
    has_accepted
        Whether the person accepted it.
    """

    parts: frozenset[Part] = frozenset()
    works_for_city: bool = False
    has_prepared: bool = False
    has_signed: bool = False
    has_accepted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """What the rules ask of a report besides its state.

    Parameters
    ----------
    state
        Where it stands.
    was_submitted
        Whether it was submitted at least once.
    """

    state: State
    was_submitted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """The move is open."""

    is_allowed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """The move is not open: why, and who can.

    Parameters
    ----------
    code
        Why, as a code of :data:`WHY_NOT`.
    move
        What was wanted.
    """

    code: str
    move: Move
    is_allowed: bool = False

    @property
    def why(self) -> str:
        """Why it is refused, as a sentence."""
        return WHY_NOT[self.code]

    @property
    def who_can(self) -> str:
        """Who can do it, and when, as a sentence."""
        return WHO_CAN[self.move]

    @property
    def sentence(self) -> str:
        """Why, and who can."""
        return f"{self.why} {self.who_can}"


ALLOWED: Final = Allowed()
Answer: TypeAlias = Allowed | Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of the table.

    Parameters
    ----------
    states
        States in which the move is open.
    parts
        Parts that may make it; one of them is enough.
    to
        State in which the report lands; ``None`` where it stays.
    to_if_submitted
        Where it lands instead if it was submitted before.
    is_judgement
        Whether it judges the city's figures, which nobody does with their own.
    is_second_person
        Whether it may not be made by who accepted the report.
    after_submission
        Whether it is open only once the report was submitted.
    """

    states: frozenset[State]
    parts: frozenset[Part]
    to: State | None = None
    to_if_submitted: State | None = None
    is_judgement: bool = False
    is_second_person: bool = False
    after_submission: bool = False


EVERYWHERE: Final = frozenset(State)
WRITING: Final = frozenset({State.DRAFT, State.RETURNED})
BEFORE_SUBMISSION: Final = WRITING | {State.AWAITING_SIGNATURE}
CITY: Final = frozenset({Part.OFFICER, Part.HEAD, Part.COORDINATOR})
JUDGES: Final = frozenset({Part.REVIEWER, Part.SECRETARIAT})
SECRETARIAT: Final = frozenset({Part.SECRETARIAT})


def _in(*states: State) -> frozenset[State]:
    return frozenset(states)


def _by(*parts: Part) -> frozenset[Part]:
    return frozenset(parts)


MOVES: Final[Mapping[Move, Rule]] = {
    Move.PREPARE: Rule(states=WRITING, parts=_by(Part.OFFICER, Part.COORDINATOR)),
    Move.SEND_TO_HEAD: Rule(states=WRITING, parts=CITY, to=State.AWAITING_SIGNATURE),
    Move.TAKE_BACK: Rule(
        states=_in(State.AWAITING_SIGNATURE), parts=CITY, to=State.DRAFT, to_if_submitted=State.RETURNED
    ),
    Move.SIGN: Rule(states=_in(State.AWAITING_SIGNATURE), parts=_by(Part.HEAD), to=State.SUBMITTED),
    Move.WITHDRAW_SIGNATURE: Rule(
        states=_in(State.SUBMITTED), parts=_by(Part.HEAD), to=State.AWAITING_SIGNATURE, after_submission=True
    ),
    Move.BEGIN_REVIEW: Rule(states=_in(State.SUBMITTED), parts=JUDGES, to=State.IN_REVIEW, is_judgement=True),
    Move.JUDGE: Rule(states=_in(State.IN_REVIEW), parts=JUDGES, is_judgement=True),
    Move.RETURN: Rule(states=_in(State.IN_REVIEW), parts=JUDGES, to=State.RETURNED, is_judgement=True),
    Move.ACCEPT: Rule(states=_in(State.IN_REVIEW), parts=JUDGES, to=State.ACCEPTED, is_judgement=True),
    Move.PUBLISH: Rule(
        states=_in(State.ACCEPTED), parts=SECRETARIAT, to=State.PUBLISHED, is_judgement=True, is_second_person=True
    ),
    Move.REOPEN: Rule(
        states=_in(State.ACCEPTED, State.PUBLISHED), parts=SECRETARIAT, to=State.RETURNED, is_judgement=True
    ),
    Move.ASK_CORRECTION: Rule(states=_in(State.ACCEPTED, State.PUBLISHED), parts=CITY),
    Move.ASK_COORDINATOR: Rule(states=WRITING, parts=_by(Part.OFFICER, Part.HEAD)),
    Move.ASK_EXTENSION: Rule(states=BEFORE_SUBMISSION, parts=CITY),
    Move.ANSWER_EXTENSION: Rule(states=BEFORE_SUBMISSION, parts=SECRETARIAT, is_judgement=True),
    Move.COMMENT: Rule(states=EVERYWHERE, parts=frozenset(Part)),
    Move.MARK_SEEN: Rule(
        states=EVERYWHERE - BEFORE_SUBMISSION | {State.RETURNED},
        parts=_by(Part.FOCAL_POINT),
        after_submission=True,
    ),
    Move.HAND_ON: Rule(states=_in(State.ACCEPTED, State.PUBLISHED), parts=CITY | SECRETARIAT),
    Move.REMIND: Rule(states=BEFORE_SUBMISSION, parts=SECRETARIAT),
}
"""Every move: from which states, by whom, to which state."""

WHY_NOT: Final[Mapping[str, str]] = {
    "wrong-state": "The report is not at this step.",
    "not-submitted-yet": "The report has not been submitted yet.",
    "not-your-part": "This is somebody else's part.",
    "works-for-city": "You work for this city, and nobody approves their own figures.",
    "own-work": "You prepared or signed this report, and nobody approves their own figures.",
    "second-person": "You accepted this report, and publication takes two people.",
}
"""Why a move is refused, by code."""

WHO_CAN: Final[Mapping[Move, str]] = {
    Move.PREPARE: "The city's officers, and a coordinator it asked, write in a draft or a returned report.",
    Move.SEND_TO_HEAD: "An officer of the city can send a draft or a returned report to the head.",
    Move.TAKE_BACK: "An officer of the city can take a report back until the head has signed it.",
    Move.SIGN: "The head of the city can sign a report that was sent for signature.",
    Move.WITHDRAW_SIGNATURE: "The head of the city can withdraw the signature until the review begins.",
    Move.BEGIN_REVIEW: "A reviewer of the network who does not work for the city can begin once it is submitted.",
    Move.JUDGE: "A reviewer of the network who does not work for the city can judge figures during the review.",
    Move.RETURN: "A reviewer of the network who does not work for the city can return a report during the review.",
    Move.ACCEPT: "A reviewer of the network who does not work for the city can accept a report during the review.",
    Move.PUBLISH: "A second person of the secretariat, not the one who accepted it, can publish an accepted report.",
    Move.REOPEN: "The secretariat can reopen an accepted or published report for correction.",
    Move.ASK_CORRECTION: "The city's officers and its head can propose a correction once a report is accepted.",
    Move.ASK_COORDINATOR: "An officer or the head of the city can ask a coordinator while the report is being written.",
    Move.ASK_EXTENSION: "The city's officers and its head can ask for more time before the report is submitted.",
    Move.ANSWER_EXTENSION: "The secretariat answers, before the report is submitted.",
    Move.COMMENT: "The city, its reviewers, the secretariat and the national focal point can comment.",
    Move.MARK_SEEN: "The national focal point can mark a report as seen once it was submitted.",
    Move.HAND_ON: "The city's officers, its head and the secretariat can hand on an accepted report.",
    Move.REMIND: "The secretariat can remind a city that has not submitted.",
}
"""Who can make a move and when, as a sentence."""


def may(move: Move, report: ReportFacts, actor: Actor) -> Answer:
    """Say whether somebody may make a move now.

    Parameters
    ----------
    move
        What is wanted.
    report
        Where the report stands.
    actor
        Who wants it.

    Returns
    -------
    Allowed or Refusal
        A refusal says why and who can.

    Examples
    --------
    >>> head = Actor(parts=frozenset({Part.HEAD}), works_for_city=True)
    >>> may(Move.SIGN, ReportFacts(state=State.AWAITING_SIGNATURE), head).is_allowed
    True
    >>> may(Move.ACCEPT, ReportFacts(state=State.IN_REVIEW), head).why
    "This is somebody else's part."
    """
    rule = MOVES[move]
    if code := _whose(rule, actor):
        return Refusal(code=code, move=move)
    if report.state not in rule.states:
        return Refusal(code="wrong-state", move=move)
    if rule.after_submission and not report.was_submitted:
        return Refusal(code="not-submitted-yet", move=move)
    return ALLOWED


def _whose(rule: Rule, actor: Actor) -> str:
    if not actor.parts & rule.parts:
        return "not-your-part"
    if rule.is_judgement and actor.works_for_city:
        return "works-for-city"
    if rule.is_judgement and (actor.has_prepared or actor.has_signed):
        return "own-work"
    return "second-person" if rule.is_second_person and actor.has_accepted else ""


def lands_in(move: Move, report: ReportFacts) -> State:
    """State in which a report stands after a move."""
    rule = MOVES[move]
    if report.was_submitted and rule.to_if_submitted is not None:
        return rule.to_if_submitted
    return report.state if rule.to is None else rule.to


def moves_open_to(report: ReportFacts, actor: Actor) -> tuple[Move, ...]:
    """Moves that somebody may make now, in the order of the table."""
    return tuple(move for move in MOVES if may(move, report, actor).is_allowed)
