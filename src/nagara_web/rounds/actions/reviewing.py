"""What the network does with a report: review it figure by figure, return it, accept it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nagara.rounds.workflow import Move
from nagara_web.accounts.standing import Role
from nagara_web.rounds.actions.steps import Step, begin_step, land, note, report_url
from nagara_web.rounds.models import Comment, FigureReview, Report
from nagara_web.rounds.post import city_people, inform, network_people, values_of
from nagara_web.rounds.refusals import NotReadyError
from nagara_web.rounds.verdicts import needing_verdicts, signed_result, verdicts_of

__all__ = ["accept_report", "begin_review", "judge_figure", "return_report"]


@transaction.atomic
def begin_review(report_id: int, *, person_id: int, at: datetime | None = None) -> Report:
    """Take a submitted report into review; from now on the signature stays."""
    step = begin_step(report_id, Move.BEGIN_REVIEW, person_id, at)
    step.report.reviewer_id = person_id
    return land(step, "report.review-begun")


@transaction.atomic
def judge_figure(
    report_id: int, indicator: str, verdict: str, *, person_id: int, comment: str = "", at: datetime | None = None
) -> FigureReview:
    """Accept one figure, or return it; a figure that is returned says what to look at.

    Raises
    ------
    NotReadyError
        If the report has no such figure, or a figure is returned without a word.
    """
    step = begin_step(report_id, Move.JUDGE, person_id, at)
    report, decided = step.report, FigureReview.Verdict(verdict)
    if indicator not in signed_result(report).figures:
        raise NotReadyError("no-such-figure", _("The report has no figure %(code)s.") % {"code": indicator})
    said_before = report.comments.filter(indicator=indicator, settled_at=None, person_id=person_id).exists()
    if decided is FigureReview.Verdict.RETURN and not comment.strip() and not said_before:
        raise NotReadyError("return-without-a-word", _("Say what the city should look at, then return the figure."))
    existing = verdicts_of(report).get(indicator)
    if comment.strip():
        _say(step, comment, indicator)
    if existing is not None and existing.verdict == decided:
        return existing
    review, _new = FigureReview.objects.update_or_create(
        report=report,
        indicator=indicator,
        revision=report.revision_signed,
        defaults={"verdict": decided, "person_id": person_id, "at": step.at},
    )
    if decided is FigureReview.Verdict.ACCEPT:
        report.comments.filter(indicator=indicator, settled_at=None).update(settled_at=step.at)
    data = {"indicator": indicator, "verdict": decided.value, "revision": report.revision_signed}
    note(step, "report.figure-judged", data)
    return review


@transaction.atomic
def return_report(report_id: int, *, person_id: int, comment: str = "", at: datetime | None = None) -> Report:
    """Give a report back to the city: its answers open again, each returned figure bears its comment.

    Raises
    ------
    NotReadyError
        If nothing is said of what to change.
    """
    step = begin_step(report_id, Move.RETURN, person_id, at)
    report = step.report
    returned = [code for code, each in verdicts_of(report).items() if each.verdict == FigureReview.Verdict.RETURN]
    if not returned and not comment.strip():
        text = _("Nothing is returned. Return a figure, or say what the city should change in the whole report.")
        raise NotReadyError("nothing-returned", text)
    if comment.strip():
        _say(step, comment)
    land(step, "report.returned", {"figures": returned, "revision": report.revision_signed})
    inform(
        city_people(report.city_id),
        "report-returned",
        key=f"report-returned:{report.pk}:{step.at.isoformat()}",
        values=values_of(report, count=str(len(returned)), reason=comment.strip()),
        url=report_url(report.pk),
    )
    return report


@transaction.atomic
def accept_report(report_id: int, *, person_id: int, at: datetime | None = None) -> Report:
    """Accept a report whose figures were all looked at; a second person publishes it.

    Raises
    ------
    NotReadyError
        If figures were not looked at, or some are returned.
    """
    step = begin_step(report_id, Move.ACCEPT, person_id, at)
    report = step.report
    verdicts = verdicts_of(report)
    if any(each.verdict == FigureReview.Verdict.RETURN for each in verdicts.values()):
        text = _("Some figures are returned. Return the report, or accept those figures.")
        raise NotReadyError("figures-returned", text)
    missing = [code for code in needing_verdicts(signed_result(report)) if code not in verdicts]
    if missing:
        text = ngettext(
            "%(count)s figure was not looked at yet.", "%(count)s figures were not looked at yet.", len(missing)
        )
        raise NotReadyError("not-all-looked-at", text % {"count": len(missing)}, missing)
    report.accepted_by_id = person_id
    land(step, "report.accepted", {"revision": report.revision_signed})
    key = f"report-accepted:{report.pk}:{step.at.isoformat()}"
    people = city_people(report.city_id)
    inform(people, "report-accepted", key=key, values=values_of(report), url=report_url(report.pk))
    inform(
        network_people(report.round.network_id, Role.SECRETARIAT),
        "report-accepted",
        key=key,
        values=values_of(report),
        url=report_url(report.pk, "publish/"),
        but_not=person_id,
    )
    return report


def _say(step: Step, body: str, indicator: str = "") -> Comment:
    return Comment.objects.create(
        report=step.report,
        indicator=indicator,
        body=body.strip(),
        person_id=step.person_id,
        role=step.role,
        at=step.at,
    )
