"""What the page of one version of a figure says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from nagara.exchange.prov import FigureOrigin
from nagara.reports.language import language
from nagara.units import SUFFIXES
from nagara_web.figures.commitments import COMMITMENT, answer_words, clause_address, review_in
from nagara_web.figures.origin import Origin, origin_of
from nagara_web.figures.queries import FigureRow, contradictions, row_of, versions_of
from nagara_web.figures.words import indicator_words, role_words
from nagara_web.ui.codes import basis_words, boundary_words, method_words
from nagara_web.ui.numbers import printed

if TYPE_CHECKING:
    from nagara_web.figures.models import FigureVersion

__all__ = ["FigurePage", "Line", "figure_page", "prov_of", "said_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure as a list prints it: a version in its history, or what another source says."""

    value: str
    interval: str
    number: int
    source: str
    link: str
    at: datetime
    reason: str
    status: str
    is_this: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePage:
    """Everything that the page shows."""

    row: FigureRow
    name: str
    value: str
    interval: str
    method: str
    boundary: str
    population: str
    how: tuple[str, ...]
    origin: Origin
    versions: tuple[Line, ...]
    others: tuple[Line, ...]
    successor: Line | None
    """The version that stands, where this one was replaced."""
    withdrawn_at: datetime | None
    withdrawn_because: str
    roles: tuple[tuple[str, str], ...]
    reviewed_by: str = ""
    """Role of who accepted it in the review; empty where nobody did."""
    reviewed_on: date | None = None
    clause: str = ""
    """Where the commitment stands that it answers; empty for other figures."""


def figure_page(version: FigureVersion) -> FigurePage:
    """Put together the page of one version.

    Parameters
    ----------
    version
        As :func:`nagara_web.figures.queries.version` returns it.
    """
    row = row_of(version)
    value, interval = said_of(row)
    versions = tuple(_version_line(each, row) for each in versions_of(row.figure_id))
    stands = versions[0] if versions and versions[0].number != row.number else None
    origin = origin_of(version.origin)
    reviewer, reviewed_on = review_in(version.origin)
    return FigurePage(
        row=row,
        reviewed_by=role_words(reviewer),
        reviewed_on=reviewed_on,
        clause=clause_address(row.indicator_code) if row.answer_type == COMMITMENT else "",
        name=indicator_words(row.indicator_name),
        value=value,
        interval=interval,
        method=method_words(row.method),
        boundary=boundary_words(row.boundary),
        population=_population(row),
        how=tuple(_how(version, row, origin)),
        origin=origin,
        versions=versions,
        others=tuple(_source_line(each) for each in contradictions(row)),
        successor=stands if row.status == version.Status.REPLACED else None,
        withdrawn_at=version.withdrawn_at,
        withdrawn_because=version.withdrawn_because,
        roles=tuple((each, role_words(role)) for each, role in _roles(version).items()),
    )


def said_of(row: FigureRow) -> tuple[str, str]:
    """Value with its unit, and interval, in words; an answer or a reason in place of a number."""
    if row.value is None:
        return answer_words(row.answer) or row.notation, ""
    said = printed(row.value, row.low, row.high, row.unit)
    return said.with_unit, said.interval


def prov_of(version: FigureVersion, page: FigurePage) -> FigureOrigin:
    """What the provenance document of a version says."""
    row, origin = page.row, page.origin
    suffix = _suffix(row.indicator_code)
    numbers = {"value": row.value, "low": row.low, "high": row.high}
    return FigureOrigin(
        site=settings.SITE_URL,
        figure=row.permalink.strip("/"),
        version=row.version_link.strip("/"),
        before=f"figures/{row.figure_id}/versions/{row.number - 1}" if row.number > 1 else "",
        label=f"{row.indicator_name}, {row.city_name} {row.year}",
        published_at=row.published_at,
        source_title=row.source_title,
        source_address=row.source_url,
        values={
            **{f"{name}{suffix}": value for name, value in numbers.items()},
            "interval_level_frac": row.level_frac,
            "notation_key": row.notation_key,
            "answer": row.answer,
            "indicator": row.indicator_code,
            "unit": row.unit,
            "year": row.year,
            "method": row.method,
            "boundary": row.boundary,
            "population_persons": row.population_persons,
            "population_basis": row.population_basis,
            "status": row.status,
            "locator": row.locator,
        },
        roles=_roles(version),
        inputs=origin.inputs,
        defaults={f"{each.name}: {each.what_for}".strip(": "): each.said for each in origin.supplied},
        program=origin.program,
        settings=origin.settings,
        reason=row.reason,
    )


def _suffix(code: str) -> str:
    """Unit at the end of an indicator's code: ``_frac``, ``_t_per_day``; nothing if it has none."""
    return next((each for each in sorted(SUFFIXES, key=len, reverse=True) if code.endswith(each)), "")


def _roles(version: FigureVersion) -> dict[str, str]:
    if not version.figure.source.is_own_round:
        return {}
    roles = {
        "made": version.made_by_role,
        "signed": "head-of-city" if version.signed_by_id else "",
        "published": version.published_by_role,
    }
    return {act: role for act, role in roles.items() if role}


def _population(row: FigureRow) -> str:
    if row.population_persons is None:
        return ""
    people = language(get_language() or "en").number(row.population_persons)
    if not row.population_basis:
        return people
    basis = basis_words(row.population_basis)
    return f"{people} ({basis}, {row.population_year})" if row.population_year else f"{people} ({basis})"


def _how(version: FigureVersion, row: FigureRow, origin: Origin) -> Iterator[str]:
    """The paragraph "How we know this", sentence by sentence."""
    indicator = version.figure.indicator
    if row.is_own_round and indicator.method and row.value is not None:
        yield indicator_words(indicator.method)
    if row.method_note and row.answer_type == COMMITMENT:
        yield _("Because: %(reason)s") % {"reason": row.method_note}
    elif row.method_note and row.method_note != indicator.method:
        yield indicator_words(row.method_note)
    if row.value is not None:
        yield _interval_words(row)
    if origin.supplied:
        yield ngettext(
            "%(count)s value that the city did not give was supplied; it stands below.",
            "%(count)s values that the city did not give were supplied; they stand below.",
            len(origin.supplied),
        ) % {"count": len(origin.supplied)}
    if not row.is_own_round:
        yield _("It is printed here as its source has it, and was not checked by the network.")


def _interval_words(row: FigureRow) -> str:
    if row.low is None or row.high is None:
        return _("Nobody has published an interval for it, so nobody can say how sure it is.")
    said = printed(row.value or 0.0, row.low, row.high, row.unit)
    if row.level_frac is None:
        return _("It lies between %(low)s and %(high)s %(unit)s.") % _ends(said.low, said.high, said.unit)
    chance = language(get_language() or "en").number(100 * row.level_frac, digits=0)
    return _("With a probability of %(chance)s %% the true value lies between %(low)s and %(high)s %(unit)s.") % {
        "chance": chance,
        **_ends(said.low, said.high, said.unit),
    }


def _ends(low: str, high: str, unit: str) -> dict[str, str]:
    return {"low": low, "high": high, "unit": unit}


def _version_line(each: FigureVersion, row: FigureRow) -> Line:
    said = None if each.value is None else printed(each.value, each.low, each.high, row.unit)
    return Line(
        value=said.with_unit if said else answer_words(each.answer) or each.get_notation_key_display(),
        interval=said.interval if said else "",
        number=each.number,
        source="",
        link=f"/figures/{row.figure_id}/versions/{each.number}/",
        at=each.published_at,
        reason=each.withdrawn_because or each.reason,
        status=each.get_status_display(),
        is_this=each.number == row.number,
    )


def _source_line(other: FigureRow) -> Line:
    value, interval = said_of(other)
    return Line(
        value=value,
        interval=interval,
        number=other.number,
        source=other.source_title,
        link=other.permalink,
        at=other.published_at,
        reason=method_words(other.method),
        status="",
    )
