"""What is ready for a meeting and what comes next: the check list of its secretariat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nagara_web.meetings.models import Meeting, OutcomeText, SentMessage
from nagara_web.meetings.queries.meetings import papers_of
from nagara_web.meetings.rendering import BUILDERS
from nagara_web.ui.days import day_words

__all__ = ["HAND_OVER", "Readiness", "Step", "hand_over_steps", "readiness"]

WAITS: Final = "meeting_hand_over"
"""Page of a line that hangs on others, and need not be done before the next."""
LETTER: Final = "message_write"
"""Page of the letter that says which papers there are."""
CLOSED: Final = frozenset({"meeting_announce", LETTER})
"""Pages that only the secretariat opens."""
HAND_OVER: Final[Mapping[str, str | Promise]] = {
    "calendar": gettext_lazy("Days, place and time zone are agreed"),
    "contacts": gettext_lazy("The list of focal points was handed over"),
    "open-items": gettext_lazy("Open decisions were read through together"),
    "documents": gettext_lazy("The adopted text and its files were handed over"),
    "lessons": gettext_lazy("What went well, and what to do differently, was said"),
}
"""What the host before gives to the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the check list.

    Parameters
    ----------
    words, says
        What it is called, and how far it is.
    page, url
        Where it is done; no address where the reader may not open it.
    act
        What is done there; empty where the reader may not do it.
    at_once, means
        Where a press of a button does it without a question in between, and what that does; empty where something
        is to be chosen first.
    """

    words: str
    says: str
    page: str
    url: str
    act: str
    is_done: bool
    at_once: str = ""
    means: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The check list, and what comes next."""

    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        """How many lines are done."""
        return sum(each.is_done for each in self.steps)

    @property
    def next(self) -> Step | None:
        """The first line that is not done and that the reader can do; the hand-over waits for others and comes last."""
        open_ones = [each for each in self.steps if not each.is_done and each.act]
        return next((each for each in open_ones if each.page != WAITS), next(iter(open_ones), None))


def readiness(meeting: Meeting, *, is_secretariat: bool = True) -> Readiness:
    """Say what is ready for a meeting, in the order in which it is done.

    Parameters
    ----------
    meeting
        The meeting.
    is_secretariat
        Whether the reader is of the secretariat; to the host, what only the secretariat does offers no act.
    """
    outcome: OutcomeText | None = getattr(meeting, "outcome", None)
    steps = [_announced(meeting), *_handed_over(meeting), _invited(meeting), _agenda(meeting), _papers(meeting)]
    steps += [_distributed(meeting), _told(meeting), _draft(meeting, outcome)]
    if meeting.state != Meeting.State.PLANNED or (outcome is not None and outcome.state != OutcomeText.State.DRAFT):
        steps += [_adopted(meeting, outcome), _minutes(meeting)]
    if not is_secretariat:
        steps = [
            replace(each, act="", says=_("the secretariat does it")) if _is_closed(each) else each for each in steps
        ]
        steps = [replace(each, url="") if each.page in CLOSED else each for each in steps]
    return Readiness(steps=tuple(steps))


def _is_closed(step: Step) -> bool:
    """Whether a line that is not done waits for the secretariat and not for the host."""
    return not step.is_done and step.page in {*CLOSED, "meeting_outcome"}


def hand_over_steps(meeting: Meeting) -> list[tuple[str, str, bool]]:
    """Steps of the hand-over: key, words, whether it is done."""
    done = set(meeting.hand_over.values_list("key", flat=True))
    return [(key, str(words), key in done) for key, words in HAND_OVER.items()]


def _step(meeting: Meeting, page: str, words: str, says: str, act: str, *, is_done: bool) -> Step:
    return Step(words=words, says=says, page=page, url=reverse(page, args=[meeting.slug]), act=act, is_done=is_done)


def _at_once(step: Step, meeting: Meeting, address: str, means: str) -> Step:
    return replace(step, at_once=reverse(address, args=[meeting.slug]), means=means)


def _announced(meeting: Meeting) -> Step:
    says = _("everybody sees it") if meeting.is_announced else _("only the secretariat and the host see it")
    step = _step(
        meeting, "meeting_announce", _("Announced"), says, _("Announce the meeting"), is_done=meeting.is_announced
    )
    means = _("Everybody then sees what, when and where, the agenda, and each paper from the day it is distributed.")
    return _at_once(step, meeting, "meeting_announce", means)


def _handed_over(meeting: Meeting) -> list[Step]:
    if meeting.previous_id is None:
        return []
    steps = hand_over_steps(meeting)
    done = sum(is_done for _key, _words, is_done in steps)
    says = _("%(done)s of %(all)s steps") % {"done": done, "all": len(steps)}
    is_done = done == len(steps)
    return [_step(meeting, "meeting_hand_over", _("Hand-over"), says, _("Go through the hand-over"), is_done=is_done)]


def _invited(meeting: Meeting) -> Step:
    invited = meeting.delegations.filter(invited_on__isnull=False).count()
    replied = meeting.delegations.exclude(reply="none").count()
    says = _("%(invited)s invited, %(replied)s replied") % {"invited": invited, "replied": replied}
    step = _step(
        meeting, "meeting_delegations", _("Invitations"), says, _("Invite the member cities"), is_done=invited > 0
    )
    means = _("Officers and heads of all member cities get a notice, and reply here.")
    return _at_once(step, meeting, "meeting_invite", means)


def _agenda(meeting: Meeting) -> Step:
    count = meeting.agenda.count()
    says = _("%(count)s items") % {"count": count} if count else _("empty")
    step = _step(
        meeting, "meeting_agenda", _("Agenda"), says, _("Build the agenda from what is open"), is_done=count > 0
    )
    means = _(
        "It begins with what is open: decisions that are not done, late promises, silent cities, unanswered requests."
    )
    return _at_once(step, meeting, "agenda_build", means)


def _papers(meeting: Meeting) -> Step:
    made = _made(meeting)
    says = _("%(made)s of %(all)s made") % {"made": made, "all": len(BUILDERS)}
    is_done = made == len(BUILDERS)
    return _step(meeting, "meeting_papers", _("Papers from the data"), says, _("Make the papers"), is_done=is_done)


def _made(meeting: Meeting) -> int:
    """How many of the papers from the data there are."""
    return len(set(meeting.papers.values_list("kind", flat=True)) & set(BUILDERS))


def _distributed(meeting: Meeting) -> Step:
    """Ready once every paper is made and its newest issue distributed: the list grows no shorter by making papers."""
    found = [each for each in papers_of(meeting) if each.kind != "report-home"]
    waiting = sum(each.newest.distributed_on is None for each in found) + len(BUILDERS) - _made(meeting)
    says = _("%(count)s not distributed yet") % {"count": waiting} if waiting else _("all distributed")
    return _step(meeting, "meeting_papers", _("Distribution"), says, _("Distribute the papers"), is_done=not waiting)


def _told(meeting: Meeting) -> Step:
    """The letter to the delegations; ready while nothing was distributed after the last one."""
    days = [issue.distributed_on for each in papers_of(meeting) for issue in each.distributed if issue.distributed_on]
    sent = SentMessage.objects.filter(network=meeting.network_id, occasion="papers", about=meeting.slug)
    last = sent.values_list("sent_on", flat=True).first()
    is_done = last is not None and all(day <= last for day in days)
    return Step(
        words=_("Letter about the papers"),
        says=_("sent on %(day)s") % {"day": day_words(last)} if last else _("not sent yet"),
        page=LETTER,
        url=f"{reverse(LETTER, args=[meeting.network.slug, 'papers'])}?meeting={meeting.slug}",
        act=_("Tell the delegations"),
        is_done=is_done,
    )


def _draft(meeting: Meeting, outcome: OutcomeText | None) -> Step:
    count = outcome.clauses.count() if outcome else 0
    says = _("%(count)s clauses") % {"count": count} if count else _("nobody has begun it")
    return _step(
        meeting, "meeting_outcome", _("Draft of the outcome text"), says, _("Draft the outcome text"), is_done=count > 0
    )


def _adopted(meeting: Meeting, outcome: OutcomeText | None) -> Step:
    is_done = outcome is not None and outcome.state == OutcomeText.State.ADOPTED
    says = outcome.get_state_display() if outcome else _("nobody has begun it")
    return _step(meeting, "meeting_outcome", _("Adoption"), says, _("Adopt the outcome text"), is_done=is_done)


def _minutes(meeting: Meeting) -> Step:
    written = meeting.agenda.exclude(minutes_text="").count()
    says = _("%(done)s of %(all)s items") % {"done": written, "all": meeting.agenda.count()}
    is_done = written > 0 and written == meeting.agenda.count()
    return _step(meeting, "meeting_minutes", _("Minutes and decisions"), says, _("Write the minutes"), is_done=is_done)
