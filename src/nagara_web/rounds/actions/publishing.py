"""Publish an accepted report as figures, open it again for a correction, and ask for one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara.rounds.workflow import Move, Part
from nagara_web.accounts.standing import Role
from nagara_web.answers.queries import AnswerResult, ResultFigure
from nagara_web.audit.queries import events_about
from nagara_web.figures.actions import NewFigure, define_account_indicators, define_source, publish
from nagara_web.notices.actions import happened
from nagara_web.rounds.actions.steps import begin_step, land, note, report_url
from nagara_web.rounds.models import Comment, FigureReview, Report
from nagara_web.rounds.papers import ask_for_papers
from nagara_web.rounds.post import city_people, inform, network_people, values_of
from nagara_web.rounds.refusals import NotReadyError
from nagara_web.rounds.sources import round_source, source_slug
from nagara_web.rounds.verdicts import signed_result, verdicts_of

__all__ = ["correct_figure", "publish_report", "reopen_report"]


@transaction.atomic
def publish_report(report_id: int, *, person_id: int, at: datetime | None = None) -> Report:
    """Publish every figure of an accepted report; the second of the two people does.

    Published again after a correction, only figures that changed get a new version, with the reason.
    """
    step = begin_step(report_id, Move.PUBLISH, person_id, at)
    report = step.report
    result = signed_result(report)
    define_account_indicators()
    define_source(**round_source(report.round))
    is_first, made_by_role = report.published_by_id is None, _role_of_preparer(report)
    reviews = reviews_of(report)
    for figure in result.figures.values():
        publish(
            new_figure(report, result, figure, reviews.get(figure.code)),
            made_by_id=report.prepared_by_id,
            signed_by_id=report.signed_by_id,
            published_by_id=person_id,
            made_by_role=made_by_role,
            published_by_role=step.role,
            at=step.at,
        )
    report.published_by_id = person_id
    report.correction_reason, reason = "", report.correction_reason
    land(step, "report.published", {"revision": result.revision, "figures": len(result.figures), "reason": reason})
    if result.report:
        ask_for_papers(report, result.revision)
    values = values_of(report, count=str(len(result.figures)), reason=reason)
    key = f"report-published:{report.pk}:{result.revision}"
    if is_first:
        url = f"/cities/{report.city.slug}/"
        happened(
            "report-published",
            key=key,
            values=values,
            url=url,
            city=report.city.slug,
            round=report.round.slug,
            indicators=[each.code for each in result.figures.values()],
            at=step.at,
        )
    inform(city_people(report.city_id), "report-published", key=key, values=values, url=report_url(report.pk))
    return report


def _role_of_preparer(report: Report) -> str:
    """In which role the report was sent to the head last, as the log has it."""
    sent = (each.actor_role for each in events_about(f"report:{report.pk}") if each.action == "report.sent-to-head")
    return next(sent, Part.OFFICER.value)


def reviews_of(report: Report) -> dict[str, Mapping[str, str]]:
    """In which role and on which day each figure was accepted by somebody who did not report it; never a name."""
    judged = {
        each.data.get("indicator", ""): each.actor_role
        for each in reversed(events_about(f"report:{report.pk}").filter(action="report.figure-judged"))
    }
    return {
        code: {
            "role": judged.get(code) or Part.REVIEWER.value,
            "on": timezone.localtime(each.at).date().isoformat(),
        }
        for code, each in verdicts_of(report).items()
        if each.verdict == FigureReview.Verdict.ACCEPT
    }


def new_figure(
    report: Report, result: AnswerResult, figure: ResultFigure, review: Mapping[str, str] | None = None
) -> NewFigure:
    """One figure of a report as it is to be published, with who accepted it in the review."""
    has_nothing = figure.value is None and not figure.answer and not figure.notation_key
    return NewFigure(
        city_id=report.city_id,
        indicator=figure.code,
        year=report.round.year,
        source=source_slug(report.round),
        value=figure.value,
        low=figure.low,
        high=figure.high,
        level_frac=figure.level_frac if figure.low is not None else None,
        standard_deviation=figure.standard_deviation,
        notation_key="NE" if has_nothing else figure.notation_key,
        answer=figure.answer,
        method=figure.method or figure.source,
        method_note=figure.method_note,
        boundary=result.boundary,
        population_persons=result.population_persons,
        population_basis=result.population_basis,
        population_year=result.population_year,
        locator=figure.locator,
        reason=report.correction_reason,
        report_id=report.pk,
        origin={**_origin(result, figure), **({"reviewed": dict(review)} if review else {})},
    )


def _origin(result: AnswerResult, figure: ResultFigure) -> Mapping[str, Any]:
    provenance = result.report.get("provenance", {})
    kept = {name: provenance[name] for name in ("versions", "seed", "draws", "defaults") if name in provenance}
    return {"inputs": dict(result.inputs), "revision": result.revision, "tier": result.tier, **kept} | {
        "rests_on": figure.source,
        "note": figure.note,
    }


@transaction.atomic
def reopen_report(report_id: int, *, person_id: int, reason: str, at: datetime | None = None) -> Report:
    """Open an accepted or published report again, so that the city corrects it. What is published stays readable.

    Raises
    ------
    NotReadyError
        If nobody says why; the reason is printed beside the new version.
    """
    if not reason.strip():
        raise NotReadyError("no-reason", _("Say why it is opened again; the reason is printed beside the correction."))
    step = begin_step(report_id, Move.REOPEN, person_id, at)
    report = step.report
    report.correction_reason, report.accepted_by_id = reason.strip(), None
    land(step, "report.reopened", {"reason": reason.strip()})
    inform(
        city_people(report.city_id),
        "report-returned",
        key=f"report-reopened:{report.pk}:{step.at.isoformat()}",
        values=values_of(report, reason=reason.strip(), count="0"),
        url=report_url(report.pk),
    )
    return report


@transaction.atomic
def correct_figure(
    report_id: int, indicator: str, *, person_id: int, reason: str, at: datetime | None = None
) -> Comment:
    """Propose a correction of one figure with its reason; the secretariat opens the report for it.

    Raises
    ------
    NotReadyError
        If nobody says why.
    """
    if not reason.strip():
        raise NotReadyError("no-reason", _("Say what is wrong with the figure and why it changes."))
    step = begin_step(report_id, Move.ASK_CORRECTION, person_id, at)
    report = step.report
    said = Comment.objects.create(
        report=report, indicator=indicator, body=reason.strip(), person_id=person_id, role=step.role, at=step.at
    )
    note(step, "report.correction-proposed", {"indicator": indicator, "reason": reason.strip()})
    inform(
        network_people(report.round.network_id, Role.SECRETARIAT),
        "comment",
        key=f"comment:{said.pk}",
        values=values_of(report, reason=reason.strip()),
        url=report_url(report.pk),
    )
    return said
