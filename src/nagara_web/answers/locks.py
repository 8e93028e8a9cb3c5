"""Hold, close and open the answers of a city's year, and say who may read or write them besides the city."""

from __future__ import annotations

from nagara_web.answers.models import AnswerSet

__all__ = ["hold", "let_coordinator_write", "lock", "share", "unlock"]


def hold(answer_set_id: int) -> None:
    """Let nobody write the answers until the transaction that runs has ended.

    A step that fixes the answers reads them, judges them and locks them; whoever writes at that moment
    comes before it or is told that they are locked, and never in between.
    """
    AnswerSet.objects.select_for_update().get(pk=answer_set_id)


def lock(answer_set_id: int, because: str) -> None:
    """Close the answers for a reason (a code of :data:`nagara_web.answers.access.LOCKS`).

    The act that locks them is the event; it is recorded by whoever calls this.
    """
    AnswerSet.objects.filter(pk=answer_set_id).update(locked_because=because)


def unlock(answer_set_id: int) -> None:
    """Open the answers again."""
    AnswerSet.objects.filter(pk=answer_set_id).update(locked_because="")


def share(answer_set_id: int) -> None:
    """Let the reviewers of the network read the answers from now on."""
    AnswerSet.objects.filter(pk=answer_set_id).update(is_shared=True)


def let_coordinator_write(answer_set_id: int, is_asked: bool) -> None:
    """Let the city's coordinator change the answers, or no longer; whoever calls this records why."""
    AnswerSet.objects.filter(pk=answer_set_id).update(coordinator_may_write=is_asked)
