"""Change answers: open a year, apply edits, undo, lock, share, work out the account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara_web.answers.access import why_locked
from nagara_web.answers.calculation import work_out
from nagara_web.answers.carry_forward import KnownCity, first_rows
from nagara_web.answers.edits import CannotUndo, Clash, Conflict, Locked, RowEdit
from nagara_web.answers.form_queries import asked_and_kept
from nagara_web.answers.locks import hold, let_coordinator_write, lock, share, unlock
from nagara_web.answers.models import (
    AnswerSet,
    Calculation,
    Change,
    FindingReply,
    Row,
    RowChange,
)
from nagara_web.answers.queries import rows_by_table, tables_of
from nagara_web.answers.questionnaires import freeze_questionnaire, make_questionnaire
from nagara_web.answers.writing import Written, plan, save, state_of
from nagara_web.audit.actions import record
from nagara_web.places.queries import boundary_of

__all__ = [
    "apply",
    "calculate",
    "confirm_carried",
    "freeze_questionnaire",
    "hold",
    "let_coordinator_write",
    "lock",
    "make_questionnaire",
    "open_answer_set",
    "reply_to_finding",
    "share",
    "undo",
    "unlock",
]


@transaction.atomic
def open_answer_set(
    *,
    city_id: int,
    year: int,
    network_id: int,
    questionnaire_id: int,
    previous_id: int | None = None,
    person_id: int | None = None,
) -> AnswerSet:
    """Open the answers of a city for a year, with what last year keeps already in them.

    Parameters
    ----------
    city_id, year, network_id, questionnaire_id
        What is asked of whom.
    previous_id
        Answers of the year before; their survey and weights are not carried, reasons given for
        doubted answers are.
    person_id
        Who opened them.
    """
    opened = AnswerSet.objects.create(
        city_id=city_id,
        year=year,
        network_id=network_id,
        questionnaire_id=questionnaire_id,
        previous_id=previous_id,
    )
    last_year = tables_of(previous_id) if previous_id else []
    rows = first_rows(_known(opened), year, last_year, *asked_and_kept(opened))
    positions: dict[str, int] = {}
    written = Written()
    for row in rows:
        positions[row.table] = positions.get(row.table, 0) + 1
        written.new.append(
            Row(
                answer_set=opened,
                table=row.table,
                position=positions[row.table],
                cells=dict(row.cells),
                carried=list(row.carried),
            )
        )
    _change(opened, written, way=Change.Way.CARRIED, person_id=person_id, at=timezone.now(), action="answers.opened")
    if previous_id:
        FindingReply.objects.bulk_create(
            FindingReply(
                answer_set=opened,
                code=each.code,
                place=each.place,
                reason=each.reason,
                person_id=each.person_id,
                at=each.at,
            )
            for each in FindingReply.objects.filter(answer_set_id=previous_id)
        )
    return opened


def _known(answer_set: AnswerSet) -> KnownCity:
    city, edition = answer_set.city, boundary_of(answer_set.city_id)
    if edition is None:
        return KnownCity(name=city.name, country_iso3=city.country_id, is_invented=city.is_invented)
    return KnownCity(
        name=city.name,
        country_iso3=city.country_id,
        is_invented=city.is_invented,
        boundary=edition.kind,
        population=edition.population_persons,
        population_low=edition.population_low_persons,
        population_high=edition.population_high_persons,
        population_year=edition.population_year,
        population_basis=edition.population_basis,
    )


@transaction.atomic
def apply(
    answer_set_id: int,
    edits: Sequence[RowEdit],
    *,
    way: str,
    person_id: int | None,
    key: str | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Change:
    """Write edits, all of them or none.

    Parameters
    ----------
    answer_set_id
        The answers.
    edits
        The rows as the person wants them. Where somebody else changed other fields of a row
        meanwhile, both are kept, and the note of the change says so.
    way
        How they came in, one of :class:`Change.Way`.
    person_id
        Who wrote them.
    key
        What makes them one act: applied again under the same key, they change nothing.
    note
        What the history says of them.
    at
        When; now if not given.

    Returns
    -------
    Change
        The change; the latest one where the edits change nothing.

    Raises
    ------
    Conflict
        If somebody else changed the same answers to something else meanwhile.
    Locked
        If the answers are not open.
    NotOfTheForm
        If an edit names a table, field or row that is not there.
    """
    answer_set = AnswerSet.objects.select_for_update().get(pk=answer_set_id)
    if key is not None and (done := Change.objects.filter(key=key, answer_set=answer_set).first()):
        return done
    if answer_set.locked_because:
        raise Locked(answer_set.locked_because, why_locked(answer_set))
    written = plan(answer_set, edits)
    if not written and (latest := answer_set.changes.order_by("-revision").first()):
        return latest
    if written.merged:
        said = _("Joined with answers that somebody else wrote meanwhile.")
        note = f"{note} {said}".strip()
    if written.is_year_kept:
        said = _("These are the answers of %(year)s; the year stays.") % {"year": answer_set.year}
        note = f"{note} {said}".strip()
    return _change(answer_set, written, way=way, person_id=person_id, key=key, note=note, at=at or timezone.now())


def _change(
    answer_set: AnswerSet,
    written: Written,
    *,
    way: str,
    person_id: int | None,
    at: datetime,
    key: str | None = None,
    note: str = "",
    action: str = "answers.changed",
) -> Change:
    """Save what was written as one change with one event; the log counts rows and holds no answer."""
    answer_set.revision += 1
    answer_set.save(update_fields=["revision"])
    change = Change.objects.create(
        answer_set=answer_set,
        revision=answer_set.revision,
        way=way,
        person_id=person_id,
        at=at,
        key=key,
        note=note[:300],
    )
    save(change, written)
    removed = sum(row.is_removed for row, _was in written.changed.values())
    record(
        action,
        actor_id=person_id,
        subject=f"answers:{answer_set.pk}",
        city_id=answer_set.city_id,
        data={
            "revision": change.revision,
            "way": str(way),
            "added": len(written.new),
            "changed": len(written.changed) - removed,
            "removed": removed,
        },
        at=at,
    )
    return change


@transaction.atomic
def undo(change_id: int, person_id: int) -> Change:
    """Take one change back by a new one; what was undone can be brought back by undoing that.

    Parameters
    ----------
    change_id
        The change.
    person_id
        Who takes it back.

    Raises
    ------
    CannotUndo
        If it was undone already, or opened the year.
    Conflict
        If answers that it wrote were changed since.
    Locked
        If the answers are not open.
    """
    change = Change.objects.get(pk=change_id)
    answer_set = AnswerSet.objects.select_for_update().get(pk=change.answer_set_id)
    change.refresh_from_db()
    if answer_set.locked_because:
        raise Locked(answer_set.locked_because, why_locked(answer_set))
    if change.undone_by_id is not None or change.way == Change.Way.CARRIED:
        raise CannotUndo
    written, clashes = Written(), []
    for each in change.row_changes.select_related("row"):
        clashes += _take_back(each, written)
    if clashes:
        raise Conflict(clashes)
    note = _("Takes back change %(number)s.") % {"number": change.revision}
    undone = _change(answer_set, written, way=Change.Way.UNDO, person_id=person_id, note=note, at=timezone.now())
    change.undone_by = undone
    change.save(update_fields=["undone_by"])
    return undone


def _take_back(each: RowChange, written: Written) -> list[Clash]:
    row, was, before, after = each.row, state_of(each.row), each.before, each.after
    if (after is None) != row.is_removed:
        theirs = ", ".join(row.cells.values())
        return [Clash(table=row.table, row_id=row.pk, field="", before="", mine="", theirs=theirs)]
    clashes: list[Clash] = []
    if before is not None and after is not None:
        clashes = _take_back_cells(row, before, after)
    elif before is not None:
        row.is_removed = False
        row.cells, row.carried, row.position = dict(before["cells"]), list(before["carried"]), before["position"]
    elif after is not None:
        clashes = _clashes(row, after["cells"], {}, {*after["cells"], *row.cells})
        row.is_removed = True
    row.version += 1
    written.changed[row.pk] = (row, was)
    return clashes


def _take_back_cells(row: Row, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Clash]:
    was, wrote = before["cells"], after["cells"]
    changed = {name for name in {*was, *wrote} if was.get(name) != wrote.get(name)}
    clashes = _clashes(row, wrote, was, changed)
    row.cells = {name: text for name, text in row.cells.items() if name not in changed}
    row.cells |= {name: was[name] for name in changed if name in was}
    row.carried = [*row.carried, *(name for name in before["carried"] if name not in row.carried)]
    row.position = before["position"] if row.position == after["position"] else row.position
    return clashes


def _clashes(row: Row, wrote: Mapping[str, str], was: Mapping[str, str], names: Iterable[str]) -> list[Clash]:
    """Answers that the change wrote and somebody has changed since."""
    return [
        Clash(
            table=row.table,
            row_id=row.pk,
            field=name,
            before=wrote.get(name, ""),
            mine=was.get(name, ""),
            theirs=row.cells.get(name, ""),
        )
        for name in sorted(names)
        if row.cells.get(name, "") != wrote.get(name, "")
    ]


def confirm_carried(answer_set_id: int, table: str, *, person_id: int) -> Change:
    """Say that the answers carried from last year still hold, for one table."""
    rows = [row for row in rows_by_table(answer_set_id).get(table, []) if row.carried]
    edits = [
        RowEdit(
            table,
            row_id=row.pk,
            expected_version=row.version,
            cells={name: row.cells.get(name, "") for name in row.carried},
            is_partial=True,
        )
        for row in rows
    ]
    note = _("Confirmed what was carried from last year.")
    return apply(answer_set_id, edits, way=Change.Way.FORM, person_id=person_id, note=note)


@transaction.atomic
def reply_to_finding(
    answer_set_id: int, *, code: str, place: str, reason: str, person_id: int, at: datetime | None = None
) -> FindingReply:
    """Say why a doubted answer is right; the reason stays with it, this year and next."""
    answer_set = AnswerSet.objects.select_for_update().get(pk=answer_set_id)
    if answer_set.locked_because:
        raise Locked(answer_set.locked_because, why_locked(answer_set))
    moment = at or timezone.now()
    reply = FindingReply.objects.create(
        answer_set=answer_set, code=code[:80], place=place[:200], reason=reason, person_id=person_id, at=moment
    )
    record(
        "answers.finding-answered",
        actor_id=person_id,
        subject=f"answers:{answer_set_id}",
        city_id=answer_set.city_id,
        data={"code": reply.code},
        at=moment,
    )
    return reply


def calculate(answer_set_id: int) -> Calculation:
    """Work out the account of the answers as they stand; a revision is worked out once."""
    return keep(work_out(answer_set_id))


def keep(made: Calculation) -> Calculation:
    """Keep what was worked out, unless the same revision was kept meanwhile."""
    if made.pk is not None:
        return made
    kept, _is_new = Calculation.objects.get_or_create(
        answer_set_id=made.answer_set_id,
        revision=made.revision,
        defaults={
            "at": timezone.now(),
            "report_json": made.report_json,
            "findings": made.findings,
            "is_blocked": made.is_blocked,
            "facts": made.facts,
        },
    )
    return kept
