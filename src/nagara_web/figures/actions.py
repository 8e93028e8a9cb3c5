"""Publish, correct and withdraw figures; say what is measured and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from nagara_web.audit.actions import record
from nagara_web.figures.account_indicators import AccountIndicator, account_indicators
from nagara_web.figures.models import Figure, FigureVersion, Indicator, Source
from nagara_web.figures.new_figure import COMPARED_FIELDS, NewFigure, ReasonMissingError, SamePersonError
from nagara_web.figures.unlike_log import logged
from nagara_web.notices.actions import happened

__all__ = [
    "NewFigure",
    "ReasonMissingError",
    "SamePersonError",
    "define_account_indicators",
    "define_indicator",
    "define_source",
    "publish",
    "withdraw",
]


@transaction.atomic
def publish(
    new: NewFigure,
    *,
    made_by_id: int | None = None,
    signed_by_id: int | None = None,
    published_by_id: int | None = None,
    made_by_role: str = "",
    published_by_role: str = "",
    at: datetime | None = None,
) -> FigureVersion:
    """Publish a figure: its first version, or a new one where it differs; the same again does nothing.

    Parameters
    ----------
    new
        The figure.
    made_by_id, signed_by_id, published_by_id
        Who prepared, signed and published it; ``None`` for the site itself, as for documents of others.
    made_by_role, published_by_role
        In which roles; the public page prints roles and no names.
    at
        When; now if not given.

    Returns
    -------
    FigureVersion
        The version that stands now.

    Raises
    ------
    ReasonMissingError
        If it differs from what is published and ``new.reason`` is empty.
    SamePersonError
        If the publisher prepared or signed it.
    """
    indicator = Indicator.objects.get(code=new.indicator)
    source = Source.objects.get(slug=new.source)
    figure, _is_new = Figure.objects.select_related("city").get_or_create(
        city_id=new.city_id, indicator=indicator, year=new.year, source=source
    )
    figure = Figure.objects.select_for_update(of=("self",)).select_related("city", "current").get(pk=figure.pk)
    if published_by_id is not None and published_by_id in (made_by_id, signed_by_id):
        raise SamePersonError(_said(figure, indicator))
    before = figure.current
    if before is not None:
        if before.status == FigureVersion.Status.PUBLISHED and _is_same(before, new):
            return before
        if not new.reason.strip():
            raise ReasonMissingError(_said(figure, indicator))
    version = _write(figure, new, before, at or timezone.now())
    version.made_by_id, version.made_by_role = made_by_id, made_by_role
    version.signed_by_id = signed_by_id
    version.published_by_id, version.published_by_role = published_by_id, published_by_role
    version.save(force_insert=True)
    if before is not None and before.status == FigureVersion.Status.PUBLISHED:
        FigureVersion.objects.filter(pk=before.pk).update(status=FigureVersion.Status.REPLACED)
    figure.current = version
    figure.save(update_fields=["current"])
    _tell(figure, indicator, version, published_by_id, published_by_role)
    return version


@transaction.atomic
def withdraw(
    figure_id: int, *, reason: str, person_id: int | None, role: str = "", at: datetime | None = None
) -> FigureVersion:
    """Take a figure out of all lists; its page stays and says why.

    Raises
    ------
    ReasonMissingError
        If nobody says why.
    """
    figure = (
        Figure.objects.select_for_update(of=("self",))
        .select_related("city", "indicator", "current")
        .get(pk=figure_id, current__isnull=False)
    )
    version = figure.current
    assert version is not None  # noqa: S101  (asked for in the query)
    if version.status == FigureVersion.Status.WITHDRAWN:
        return version
    if not reason.strip():
        raise ReasonMissingError(_said(figure, figure.indicator))
    moment = at or timezone.now()
    version.status = FigureVersion.Status.WITHDRAWN
    version.withdrawn_at, version.withdrawn_because = moment, reason
    version.save(update_fields=["status", "withdrawn_at", "withdrawn_because"])
    record(
        "figure.withdrawn",
        actor_id=person_id,
        role=role,
        subject=f"figure:{figure.pk}",
        city_id=figure.city_id,
        data={"indicator": figure.indicator.code, "year": figure.year, "version": version.number, "reason": reason},
        at=moment,
    )
    _happened("figure-withdrawn", figure, figure.indicator, version, at=moment)
    return version


@transaction.atomic
def define_indicator(
    code: str,
    *,
    name: str,
    unit: str = "",
    answer_type: str = Indicator.AnswerType.QUANTITY,
    levels: Sequence[str] = (),
    definition: str = "",
    method: str = "",
    sdg_code: str = "",
    is_more_better: bool | None = None,
    low: float | None = None,
    high: float | None = None,
    network_id: int | None = None,
    position: int = 1000,
    is_headline: bool = False,
    person_id: int | None = None,
    role: str = "",
) -> Indicator:
    """Define an indicator, or change the words of one; the same again does nothing.

    Parameters
    ----------
    code
        Its stable code, with the unit at its end: ``parks_per_person_m2``.
    network_id
        Whose own indicator it is; ``None`` for those of the waste account.
    """
    fields = {
        "name": name,
        "unit": unit,
        "answer_type": answer_type,
        "levels": list(levels),
        "definition": definition,
        "method": method,
        "sdg_code": sdg_code,
        "is_more_better": is_more_better,
        "low": low,
        "high": high,
        "network_id": network_id,
        "position": position,
        "is_headline": is_headline,
    }
    indicator = Indicator.objects.filter(code=code).first()
    if indicator is not None and all(getattr(indicator, each) == value for each, value in fields.items()):
        return indicator
    indicator, is_new = Indicator.objects.update_or_create(code=code, defaults=fields)
    record(
        "indicator.defined" if is_new else "indicator.changed",
        actor_id=person_id,
        role=role,
        subject=f"indicator:{code}",
        data=fields,
    )
    return indicator


@transaction.atomic
def define_source(
    slug: str,
    *,
    title: str,
    publisher: str = "",
    year: int | None = None,
    url: str = "",
    licence: str = "",
    is_own_round: bool = False,
    is_invented: bool = False,
    person_id: int | None = None,
) -> Source:
    """Say who publishes figures: a round of a network, or a document of others; the same again does nothing."""
    fields = {
        "title": title,
        "publisher": publisher,
        "year": year,
        "url": url,
        "licence": licence,
        "is_own_round": is_own_round,
        "is_invented": is_invented,
    }
    source = Source.objects.filter(slug=slug).first()
    if source is not None and all(getattr(source, each) == value for each, value in fields.items()):
        return source
    source, is_new = Source.objects.update_or_create(slug=slug, defaults=fields)
    record("source.defined" if is_new else "source.changed", actor_id=person_id, subject=f"source:{slug}", data=fields)
    return source


def define_account_indicators(person_id: int | None = None) -> list[Indicator]:
    """Define all indicators of the waste account, as the library prints them; the same again does nothing."""
    return [_define(each, person_id) for each in account_indicators()]


def _define(each: AccountIndicator, person_id: int | None) -> Indicator:
    return define_indicator(**asdict(each), person_id=person_id)


def _is_same(before: FigureVersion, new: NewFigure) -> bool:
    return all(getattr(before, each) == getattr(new, each) for each in COMPARED_FIELDS)


def _write(figure: Figure, new: NewFigure, before: FigureVersion | None, at: datetime) -> FigureVersion:
    return FigureVersion(
        figure=figure,
        number=1 if before is None else before.number + 1,
        reason="" if before is None else new.reason.strip(),
        report_id=new.report_id,
        origin=dict(new.origin),
        published_at=at,
        **{each: getattr(new, each) for each in COMPARED_FIELDS},
    )


def _tell(figure: Figure, indicator: Indicator, version: FigureVersion, actor_id: int | None, role: str) -> None:
    is_first = version.number == 1
    record(
        "figure.published" if is_first else "figure.corrected",
        actor_id=actor_id,
        role=role,
        subject=f"figure:{figure.pk}",
        city_id=figure.city_id,
        data={
            "indicator": indicator.code,
            "year": figure.year,
            "version": version.number,
            **logged(version),
        },
        at=version.published_at,
    )
    if not is_first:
        _happened("figure-corrected", figure, indicator, version, at=version.published_at)


def _happened(kind: str, figure: Figure, indicator: Indicator, version: FigureVersion, *, at: datetime) -> None:
    happened(
        kind,
        key=f"{kind}:{figure.pk}:{version.number}",
        values={
            "city": figure.city.name,
            "indicator": indicator.name,
            "year": str(figure.year),
            "version": str(version.number),
            "reason": version.withdrawn_because or version.reason,
        },
        url=f"/figures/{figure.pk}/versions/{version.number}/",
        city=figure.city.slug,
        indicator=indicator.code,
        at=at,
    )


def _said(figure: Figure, indicator: Indicator) -> str:
    return f"{indicator.name}, {figure.city.name} {figure.year}"
