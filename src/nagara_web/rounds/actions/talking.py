"""What is said around a report: comments, more time, seen by the focal point."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nagara.rounds.workflow import Move, State
from nagara_web.accounts.standing import Role
from nagara_web.answers import actions as answers
from nagara_web.rounds.access import window_of
from nagara_web.rounds.actions.steps import Step, begin_step, note, report_url
from nagara_web.rounds.models import Comment, Extension, Seen
from nagara_web.rounds.post import Addressee, city_people, inform, network_people, values_of
from nagara_web.rounds.refusals import NotReadyError

__all__ = ["answer_extension", "ask_extension", "comment", "mark_seen"]


@transaction.atomic
def comment(
    report_id: int, body: str, *, person_id: int, indicator: str = "", place: str = "", at: datetime | None = None
) -> Comment:
    """Say something about a report, one of its figures or one of its answers.

    Parameters
    ----------
    report_id, person_id
        About which, and who.
    body
        What.
    indicator, place
        The figure or the answer (``table/row/field``) that it is about; empty for the whole.
    at
        When; now if not given.
    """
    if not body.strip():
        raise NotReadyError("nothing-said", _("Write what you want to say."))
    step = begin_step(report_id, Move.COMMENT, person_id, at)
    report = step.report
    said = Comment.objects.create(
        report=report,
        indicator=indicator,
        place=place,
        body=body.strip(),
        person_id=person_id,
        role=step.role,
        at=step.at,
    )
    note(step, "report.commented", {"comment": said.pk, "indicator": indicator, "place": place})
    for people in _others(step):
        inform(
            people,
            "comment",
            key=f"comment:{said.pk}",
            values=values_of(report, reason=said.body[:200]),
            url=report_url(report.pk),
            but_not=person_id,
        )
    return said


def _others(step: Step) -> list[list[Addressee]]:
    """The city always; the network only once it may read the report."""
    people = [city_people(step.report.city_id)]
    if step.report.answer_set.is_shared:
        people.append(network_people(step.report.round.network_id, Role.SECRETARIAT))
    return people


@transaction.atomic
def mark_seen(report_id: int, *, person_id: int, at: datetime | None = None) -> Seen:
    """Note that the national focal point has seen what was submitted; once for each submission."""
    step = begin_step(report_id, Move.MARK_SEEN, person_id, at)
    report = step.report
    revision = report.revision_signed or report.answer_set.revision
    seen, is_new = Seen.objects.get_or_create(
        report=report, person_id=person_id, revision=revision, defaults={"at": step.at}
    )
    if is_new:
        note(step, "report.seen", {"revision": revision})
    return seen


@transaction.atomic
def ask_extension(report_id: int, *, person_id: int, until: date, reason: str, at: datetime | None = None) -> Extension:
    """Ask the secretariat for more time.

    Raises
    ------
    NotReadyError
        If the day is not after the last day, no reason is given, or another request waits for its answer.
    """
    step = begin_step(report_id, Move.ASK_EXTENSION, person_id, at)
    report = step.report
    if until <= step.seat.window.last_day:
        raise NotReadyError("until-too-early", _("Choose a day after your last day."))
    if not reason.strip():
        raise NotReadyError("no-reason", _("Say why you need more time."))
    if report.extensions.filter(answered_at=None).exists():
        raise NotReadyError("asked-already", _("You have asked already. The secretariat will answer."))
    made = Extension.objects.create(
        report=report, asked_until=until, reason=reason.strip(), asked_by_id=person_id, asked_at=step.at
    )
    note(step, "report.extension-asked", {"until": until.isoformat(), "reason": reason.strip()})
    inform(
        network_people(report.round.network_id, Role.SECRETARIAT),
        "extension-asked",
        key=f"extension-asked:{made.pk}",
        values=values_of(report, until=until.isoformat(), reason=reason.strip()),
        url=f"/work/rounds/{report.round.slug}/",
    )
    return made


@transaction.atomic
def answer_extension(
    extension_id: int, *, person_id: int, granted_until: date | None, answer: str, at: datetime | None = None
) -> Extension:
    """Grant more time until a day, or refuse it; the answer says why.

    Raises
    ------
    NotReadyError
        If it was answered already, or the answer gives no reason or no later day.
    """
    made = Extension.objects.select_for_update().get(pk=extension_id)
    step = begin_step(made.report_id, Move.ANSWER_EXTENSION, person_id, at)
    report = step.report
    if made.answered_at is not None:
        raise NotReadyError("answered-already", _("This request was answered already."))
    if not answer.strip():
        raise NotReadyError("no-reason", _("Give the city a reason for your answer."))
    if granted_until is not None and granted_until <= report.round.closes_on:
        raise NotReadyError("until-too-early", _("Choose a day after the last day of the round."))
    made.granted_until, made.answer = granted_until, answer.strip()
    made.answered_by_id, made.answered_at = person_id, step.at
    made.save()
    window = window_of(report, granted_until)
    if report.state == State.DRAFT and window.is_open(step.at):  # nothing but the end of the round locks a draft
        answers.unlock(report.answer_set_id)
    word = "refused" if granted_until is None else "granted"
    note(step, f"report.extension-{word}", {"until": granted_until and granted_until.isoformat(), "answer": answer})
    inform(
        city_people(report.city_id),
        "extension-answered",
        key=f"extension-answered:{made.pk}",
        values=values_of(report, until=window.last_day.isoformat(), reason=made.answer),
        url=report_url(report.pk),
    )
    return made
