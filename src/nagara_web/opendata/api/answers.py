"""What a program of a city writes and reads with a personal token: the answers of its city."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from ninja.params.functions import Header, Query
from ninja.security import HttpBearer
from pydantic_core import to_json

from nagara.exchange.form import form_tables
from nagara.exchange.own_indicators import OWN_INDICATORS
from nagara_web.accounts.queries import person_of_token, standing_of
from nagara_web.accounts.standing import Role, Standing
from nagara_web.answers.access import answer_set_for, why_locked
from nagara_web.answers.actions import apply
from nagara_web.answers.edits import RowEdit, table_of
from nagara_web.answers.queries import answer_sets_of, rows_of
from nagara_web.answers.results import result_of
from nagara_web.jobs.actions import ask_for
from nagara_web.opendata.api.errors import ApiError
from nagara_web.opendata.api.limits import count
from nagara_web.opendata.api.parameters import refuse_unknown
from nagara_web.opendata.api.schemas import AnswerSets, Error, Findings, RowEditIn, Table, TableEdit

__all__ = ["router"]


class Token(HttpBearer):
    """A personal token in the header; a cookie opens nothing here."""

    def authenticate(self, request: HttpRequest, token: str) -> Standing | None:
        """Find out whose token it is, and what they may do today."""
        person = person_of_token(token)
        if person is None:
            return None
        count(f"person-{person.pk}", settings.API_WRITES_PER_MIN)
        return standing_of(person)


router = Router(tags=["Answers"], auth=Token())
ERRORS: Final[dict[int, Any]] = dict.fromkeys((401, 403, 404, 409, 412, 422, 423, 428, 429), Error)
WRITERS: Final = (Role.CITY_OFFICER, Role.HEAD_OF_CITY, Role.COORDINATOR)
REVISION: Final = re.compile(r'(?:W/)?"?(\d{1,9})"?')


@router.get("", response={200: AnswerSets, **ERRORS}, summary="Answers of your cities")
def list_answers(request: HttpRequest) -> HttpResponse:
    """All years of the cities that the person of the token works for."""
    found = [each for city in sorted(_standing(request).cities(*WRITERS)) for each in answer_sets_of(city)]
    rows = [
        {
            "answers": each.pk,
            "city": each.city.slug,
            "year": each.year,
            "revision": each.revision,
            "locked": why_locked(each),
            "tables": [*form_tables(), OWN_INDICATORS.name],
        }
        for each in found
    ]
    return _json({"rows": rows})


@router.get("/{answers}/tables/{table}", response={200: Table, **ERRORS}, summary="One table of the answers")
def read_table(request: HttpRequest, answers: int, table: str) -> HttpResponse:
    """Rows of one table as they stand, each with the version that a change has to name."""
    found = answer_set_for(_standing(request), answers)
    table_of(table)
    return _table(answers, table, found.revision)


@router.put("/{answers}/tables/{table}", response={200: Table, **ERRORS}, summary="Add, change and remove rows")
def write_table(
    request: HttpRequest,
    answers: int,
    table: str,
    edit: TableEdit,
    dry_run: bool = Query(False, description="Say what would stand, and write nothing"),
    if_match: str = Header("", alias="If-Match", description="Revision of the answers that was read"),
    idempotency_key: str = Header("", alias="Idempotency-Key", description="Sent again, it changes nothing"),
) -> HttpResponse:
    """Write rows, all of them or none.

    A row that stands is changed only with the version that was read, or with If-Match for all of them. Rows
    that are added need an Idempotency-Key, so that a request sent twice adds them once.
    """
    standing = _standing(request, "dry_run")
    answer_set_for(standing, answers, write=True)
    table_of(table)
    expected = _revision(if_match)
    _check_rows(edit.rows, has_revision=expected is not None, has_key=bool(idempotency_key) or dry_run)
    with transaction.atomic():
        change = apply(
            answers,
            [_edit(table, each) for each in edit.rows],
            way="api",
            person_id=standing.person_id,
            key=_key(standing, answers, idempotency_key) if idempotency_key and not dry_run else None,
            note=edit.note,
        )
        if expected is not None and change.revision not in (expected, expected + 1):
            raise _stale(change.revision - 1)
        response = _table(answers, table, change.revision, is_dry_run=dry_run)
        transaction.set_rollback(dry_run)
    return response


@router.get("/{answers}/findings", response={200: Findings, **ERRORS}, summary="Doubts about the answers")
def read_findings(request: HttpRequest, answers: int) -> HttpResponse:
    """What the account finds doubtful; asked for the first time after a change, it is being worked out."""
    standing = _standing(request)
    found = answer_set_for(standing, answers)
    result = result_of(answers)
    if result is None:
        key = f"calculate:{answers}:{found.revision}"
        ask_for("calculate", key=key, arguments={"answer_set": answers}, person_id=standing.person_id)
    rows = [
        {
            "code": each.code,
            "severity": each.severity,
            "what": each.sentence,
            "mend": each.remedy,
            "table": each.table,
            "row": each.row_id,
            "field": each.field,
        }
        for each in (result.findings if result else ())
    ]
    said = {"is_calculated": result is not None, "is_blocked": result.is_blocked if result else False, "rows": rows}
    return _json({"answers": answers, "revision": found.revision, **said})


def _standing(request: HttpRequest, *known: str) -> Standing:
    """Whose token it is; a parameter that nobody would read, as a mistyped ``dry_run``, is refused first."""
    refuse_unknown(request, known)
    standing = request.auth  # type: ignore[attr-defined]  # what Token.authenticate returned
    assert isinstance(standing, Standing)  # noqa: S101
    return standing


def _edit(table: str, row: RowEditIn) -> RowEdit:
    return RowEdit(
        table=table,
        row_id=row.row,
        expected_version=row.version,
        cells=None if row.remove else dict(row.cells or {}),
        position=row.position,
        is_partial=row.row is not None,
    )


def _check_rows(rows: Sequence[RowEditIn], *, has_revision: bool, has_key: bool) -> None:
    for number, each in enumerate(rows):
        where = f"rows.{number}"
        if each.remove == (each.cells is not None):
            raise ApiError(
                422, "not-understood", _("A row has cells, or is removed."), where=where, mend=_("Send one of the two.")
            )
        if each.row is None and each.remove:
            raise ApiError(422, "not-understood", _("A row without number cannot be removed."), where=where)
        if each.row is None and not has_key:
            raise ApiError(
                428,
                "key-missing",
                _("Rows are added, and the request has no Idempotency-Key."),
                where="Idempotency-Key",
                mend=_("Send any word that is new for every act; sent again with it, nothing is added twice."),
            )
        if each.row is not None and each.version is None and not has_revision:
            raise ApiError(
                428,
                "version-missing",
                _("A row is changed without the version that was read."),
                where=f"{where}.version",
                mend=_("Read the table, and send the version of each row, or If-Match with the revision."),
            )


def _revision(given: str) -> int | None:
    if not given:
        return None
    found = REVISION.fullmatch(given.strip())
    if found is None:
        raise ApiError(
            422,
            "not-understood",
            _("If-Match is no revision."),
            where="If-Match",
            mend=_("Send the revision that the table said, in quotation marks."),
        )
    return int(found[1])


def _stale(revision: int) -> ApiError:
    return ApiError(
        412,
        "changed-meanwhile",
        _("The answers have changed since: they are at revision %(revision)s.") % {"revision": revision},
        where="If-Match",
        mend=_("Read the table again."),
    )


def _key(standing: Standing, answers: int, given: str) -> str:
    digest = hashlib.sha256(given.encode()).hexdigest()[:40]
    return f"api:{standing.person_id}:{answers}:{digest}"


def _table(answers: int, table: str, revision: int, *, is_dry_run: bool = False) -> HttpResponse:
    rows = [
        {
            "row": each.pk,
            "version": each.version,
            "position": each.position,
            "cells": each.cells,
            "carried": each.carried,
        }
        for each in rows_of(answers, table)
    ]
    said = {"answers": answers, "table": table, "revision": revision, "is_dry_run": is_dry_run, "rows": rows}
    response = _json(said)
    response["ETag"] = f'"{revision}"'
    return response


def _json(data: dict[str, Any]) -> HttpResponse:
    response = HttpResponse(to_json(data), content_type="application/json")
    response["Cache-Control"] = "private, no-store"
    return response
