"""What a city does with its report: start, send to the head, take back, sign, withdraw the signature."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara.rounds.deadlines import Lock, Window
from nagara.rounds.workflow import Move, Refusal
from nagara_web.accounts.standing import Role
from nagara_web.answers import actions as answers
from nagara_web.answers.queries import AnswerResult, result_of
from nagara_web.audit.actions import record
from nagara_web.places.queries import city_by_id, members_on
from nagara_web.rounds.access import standing_by_id
from nagara_web.rounds.actions.steps import Step, begin_step, land, note, report_url
from nagara_web.rounds.models import Report, Round, Signature
from nagara_web.rounds.post import city_people, heads_of, inform, network_people, values_of
from nagara_web.rounds.refusals import NotReadyError, RefusedError
from nagara_web.rounds.sentences import LOCK_WORDS
from nagara_web.rounds.verdicts import keep_verdicts

__all__ = [
    "ask_coordinator",
    "send_to_head",
    "sign_and_submit",
    "start_report",
    "statement_of",
    "take_back",
    "unblocked_result",
    "withdraw_signature",
]


@transaction.atomic
def start_report(round_id: int, city_id: int, *, person_id: int, at: datetime | None = None) -> Report:
    """Start a city's report; last year's answers are carried forward. A report that is there is returned.

    Raises
    ------
    RefusedError
        If the person does not write or sign for the city.
    NotReadyError
        If the round is not open yet, or the city is no member of its network.
    """
    moment = at or timezone.now()
    found = Round.objects.select_for_update().get(pk=round_id)
    city = city_by_id(city_id)
    standing = standing_by_id(person_id)
    writers = {Role.CITY_OFFICER: "officer", Role.HEAD_OF_CITY: "head"}
    role = next((word for each, word in writers.items() if city_id in standing.cities(each)), "")
    if not role:
        raise RefusedError(Refusal(code="not-your-part", move=Move.PREPARE))
    existing = Report.objects.filter(round=found, city_id=city_id).first()
    if existing is not None:
        return existing
    window = Window(opens_on=found.opens_on, closes_on=found.closes_on, time_zone=city.time_zone)
    if not found.is_published or moment < window.opens_at():
        raise NotReadyError("not-open-yet", str(LOCK_WORDS[Lock.NOT_OPEN_YET]))
    if not members_on(found.network_id, found.opens_on).filter(pk=city_id).exists():
        text = _("%(city)s was no member of the network when the round opened.") % {"city": city.name}
        raise NotReadyError("no-member", text)
    return _start(found, city_id, person_id, role, moment, is_closed=moment >= window.ends_at())


def _start(found: Round, city_id: int, person_id: int, role: str, at: datetime, *, is_closed: bool) -> Report:
    earlier = Report.objects.filter(round__network=found.network_id, city_id=city_id, round__year__lt=found.year)
    previous = earlier.order_by("-round__year", "-pk").values_list("answer_set_id", flat=True).first()
    answer_set = answers.open_answer_set(
        city_id=city_id,
        year=found.year,
        network_id=found.network_id,
        questionnaire_id=found.questionnaire_id,
        previous_id=previous,
        person_id=person_id,
    )
    report = Report.objects.create(round=found, city_id=city_id, answer_set=answer_set, moved_at=at)
    if is_closed:
        answers.lock(answer_set.pk, Lock.CLOSED.value)
    record(
        "report.started",
        actor_id=person_id,
        role=role,
        subject=f"report:{report.pk}",
        city_id=city_id,
        data={"round": found.slug, "carried_from": previous},
        at=at,
    )
    return report


def send_to_head(report_id: int, *, person_id: int, at: datetime | None = None) -> Report:
    """Ask the head of the city to sign; the answers are locked while the head reads.

    Raises
    ------
    NotReadyError
        If the round is closed for the city, nobody can sign, or a finding blocks the figures.
    """
    _work_out_beforehand(report_id)
    return _send_to_head(report_id, person_id, at)


@transaction.atomic
def _send_to_head(report_id: int, person_id: int, at: datetime | None) -> Report:
    step = begin_step(report_id, Move.SEND_TO_HEAD, person_id, at)
    if step.seat.lock is not None:
        raise NotReadyError(step.seat.lock.value, str(LOCK_WORDS[step.seat.lock]))
    heads = heads_of(step.report.city_id)
    if not heads:
        text = _("Nobody is appointed head of %(city)s. Ask the secretariat to invite the person who signs.")
        raise NotReadyError("no-head", text % {"city": step.report.city.name})
    unblocked_result(step.report)
    step.report.prepared_by_id = person_id
    report = land(step, "report.sent-to-head", {"revision": _revision(step.report)})
    inform(
        heads,
        "signature-asked",
        key=f"signature-asked:{report.pk}:{step.at.isoformat()}",
        values=values_of(report, who=_name(step)),
        url=report_url(report.pk, "sign/"),
        but_not=person_id,
    )
    return report


@transaction.atomic
def take_back(report_id: int, *, person_id: int, at: datetime | None = None) -> Report:
    """Take a report back from the head, to change an answer."""
    return land(begin_step(report_id, Move.TAKE_BACK, person_id, at), "report.taken-back")


def statement_of(report: Report, revision: int) -> str:
    """The sentence that the head of a city signs, in the language that is active."""
    text = _(
        "I have read the figures of %(city)s for %(year)s as they stand in revision %(revision)s of the answers, "
        "and I sign them as head of the city."
    )
    return text % {"city": report.city.name, "year": report.round.year, "revision": revision}


def sign_and_submit(
    report_id: int, *, person_id: int, revision: int | None = None, at: datetime | None = None
) -> Report:
    """Sign the answers as they stand and hand them in: the revision is fixed, locked and shared.

    Parameters
    ----------
    report_id, person_id
        The report, and the head of the city.
    revision
        The revision that the head has read; refused if the answers have another one now.
    at
        When; now if not given.

    Raises
    ------
    NotReadyError
        If a finding blocks the figures, with the findings; or if the answers changed meanwhile.
    """
    _work_out_beforehand(report_id)
    return _sign_and_submit(report_id, person_id, revision, at)


@transaction.atomic
def _sign_and_submit(report_id: int, person_id: int, revision: int | None, at: datetime | None) -> Report:
    step = begin_step(report_id, Move.SIGN, person_id, at)
    report = step.report
    result = unblocked_result(report)
    if revision is not None and revision != result.revision:
        text = _("The answers changed while you read: revision %(then)s is now %(now)s. Read them again.")
        raise NotReadyError("answers-changed", text % {"then": revision, "now": result.revision})
    statement = statement_of(report, result.revision)
    Signature.objects.create(
        report=report, person_id=person_id, revision=result.revision, statement=statement, at=step.at
    )
    keep_verdicts(report, result)
    report.revision_signed, report.signed_by_id = result.revision, person_id
    report.first_submitted_at = report.first_submitted_at or step.at
    answers.share(report.answer_set_id)
    land(step, "report.submitted", {"revision": result.revision, "statement": statement})
    _tell_submitted(step)
    return report


def _tell_submitted(step: Step) -> None:
    report = step.report
    key = f"report-submitted:{report.pk}:{report.revision_signed}:{step.at.isoformat()}"
    people = network_people(report.round.network_id, Role.SECRETARIAT, Role.PEER_REVIEWER)
    inform(people, "report-submitted", key=key, values=values_of(report), url=report_url(report.pk))
    inform(
        city_people(report.city_id),
        "report-submitted",
        key=key,
        values=values_of(report),
        url=report_url(report.pk),
        but_not=step.person_id,
    )


@transaction.atomic
def withdraw_signature(report_id: int, *, person_id: int, at: datetime | None = None) -> Report:
    """Take the signature back before the review begins.

    A report that nobody has looked at yet counts as never submitted again, so that its days run on as
    before: signing early and withdrawing late buys no time.
    """
    step = begin_step(report_id, Move.WITHDRAW_SIGNATURE, person_id, at)
    report = step.report
    report.signatures.filter(withdrawn_at=None).update(withdrawn_at=step.at)
    signed, report.revision_signed, report.signed_by_id = report.revision_signed, None, None
    if report.reviewer_id is None:
        report.first_submitted_at = None
    return land(step, "report.signature-withdrawn", {"revision": signed})


@transaction.atomic
def ask_coordinator(report_id: int, *, person_id: int, asked: bool = True, at: datetime | None = None) -> Report:
    """Ask a coordinator to report for the city, or take the report back into one's own hands."""
    step = begin_step(report_id, Move.ASK_COORDINATOR, person_id, at)
    report = step.report
    if report.coordinator_asked == asked:
        return report
    report.coordinator_asked = asked
    report.save(update_fields=["coordinator_asked"])
    answers.let_coordinator_write(report.answer_set_id, asked)
    note(step, "report.coordinator-asked" if asked else "report.coordinator-thanked")
    return report


def _work_out_beforehand(report_id: int) -> None:
    """Work the answers out before the report is held: that may take seconds, and others write meanwhile."""
    answers.calculate(Report.objects.values_list("answer_set_id", flat=True).get(pk=report_id))


def unblocked_result(report: Report) -> AnswerResult:
    """Hold the answers and work them out as they stand; refused with the findings that block them."""
    answers.hold(report.answer_set_id)
    answers.calculate(report.answer_set_id)
    result = result_of(report.answer_set_id)
    assert result is not None  # noqa: S101  (it was calculated just now)
    if result.is_blocked:
        blocking = [each.sentence for each in result.findings if each.is_blocking]
        text = _("The figures cannot be worked out yet. Change what stands below, then try again.")
        raise NotReadyError("blocked", text, blocking)
    return result


def _revision(report: Report) -> int:
    report.answer_set.refresh_from_db(fields=["revision"])
    return report.answer_set.revision


def _name(step: Step) -> str:
    return str(get_user_model().objects.get(pk=step.person_id))
