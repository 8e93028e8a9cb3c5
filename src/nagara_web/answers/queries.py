"""Read answers: rows, tables for the library, history; for results and progress see the modules beside."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from nagara.exchange.canonical_rows import typed_cells
from nagara.exchange.form import form_tables
from nagara.exchange.rows import RawRow, RawTable
from nagara_web.answers.edits import table_of
from nagara_web.answers.models import (
    OWN_INDICATORS,
    AnswerSet,
    Change,
    FindingReply,
    Questionnaire,
    Row,
    RowChange,
    Upload,
)
from nagara_web.answers.progress import Progress, Task, progress_of
from nagara_web.answers.results import AnswerResult, ResultFigure, result_of

__all__ = [
    "AnswerResult",
    "AnswerSet",
    "ChangeLine",
    "ChangedCell",
    "FindingReply",
    "Progress",
    "ResultFigure",
    "Task",
    "answer_set",
    "answer_sets_of",
    "cities_that_asked",
    "history_of",
    "one_upload",
    "progress_of",
    "questionnaires",
    "replies_of",
    "result_of",
    "row",
    "row_key",
    "rows_by_table",
    "rows_of",
    "tables_of",
    "uploads_of",
]

FILE = "answers"
"""What findings call the answers of the web, where they would name a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedCell:
    """One answer before and after a change; an empty text where there was none.

    Parameters
    ----------
    row_before, row_after
        The whole row, whose other answers say what it is called.
    """

    table: str
    row_id: int
    field: str
    before: str
    after: str
    row_before: Mapping[str, str]
    row_after: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change as the history shows it."""

    change_id: int
    revision: int
    way: str
    way_label: str
    person: str
    at: datetime
    note: str
    is_undone: bool
    can_be_undone: bool
    rows_added: int
    rows_changed: int
    rows_removed: int
    cells: tuple[ChangedCell, ...]


def answer_set(pk: int) -> AnswerSet:
    """One set of answers with its city and questionnaire."""
    return AnswerSet.objects.select_related("city", "city__country", "questionnaire", "network").get(pk=pk)


def answer_sets_of(city_id: int) -> list[AnswerSet]:
    """All years that a city has answered, newest first."""
    found = AnswerSet.objects.select_related("city", "questionnaire").filter(city_id=city_id)
    return list(found.order_by("-year", "-pk"))


def cities_that_asked(city_ids: Collection[int]) -> set[int]:
    """Those of the given cities that asked their coordinator to report for them."""
    if not city_ids:
        return set()
    found = AnswerSet.objects.filter(city_id__in=city_ids, coordinator_may_write=True)
    return set(found.values_list("city_id", flat=True))


def questionnaires() -> list[Questionnaire]:
    """All editions, newest first."""
    return list(Questionnaire.objects.all())


def rows_of(answer_set_id: int, table: str) -> list[Row]:
    """The rows of one table that stand now, in their order."""
    found = Row.objects.filter(answer_set_id=answer_set_id, table=table, is_removed=False)
    return list(found.order_by("position", "pk"))


def row(answer_set_id: int, row_id: int) -> Row | None:
    """One row that stands now."""
    return Row.objects.filter(answer_set_id=answer_set_id, pk=row_id, is_removed=False).first()


def rows_by_table(answer_set_id: int) -> dict[str, list[Row]]:
    """All rows that stand now, by table, in their order."""
    found: dict[str, list[Row]] = {name: [] for name in (*form_tables(), OWN_INDICATORS)}
    for each in Row.objects.filter(answer_set_id=answer_set_id, is_removed=False).order_by("position", "pk"):
        found.setdefault(each.table, []).append(each)
    return found


def row_key(table: str, cells: Mapping[str, str]) -> str:
    """What a person calls a row: the answers that tell it from others; empty for the one row of the city."""
    if table == "city":
        return ""
    return " / ".join(cells[name] for name in table_of(table).key if cells.get(name))


def tables_of(answer_set_id: int) -> list[RawTable]:
    """All answers as the library reads them: row numbers count from 1 within a table, columns bear the field's name."""
    return raw_tables(rows_by_table(answer_set_id))


def raw_tables(rows: Mapping[str, Sequence[Row]]) -> list[RawTable]:
    """Rows that are at hand, as the library reads them."""
    return [
        RawTable(
            table=name,
            file=FILE,
            sheet=table.sheet,
            columns={field.name: field.name for field in table.fields},
            rows=[
                RawRow(row_number=number, cells=typed_cells(table, each.cells), instance=each.instance or None)
                for number, each in enumerate(rows.get(name, ()), start=1)
            ],
        )
        for name, table in form_tables().items()
        if rows.get(name)
    ]


def history_of(
    answer_set_id: int,
    *,
    limit: int = 50,
    before_revision: int | None = None,
    table: str = "",
    row_id: int | None = None,
    change_id: int | None = None,
) -> list[ChangeLine]:
    """The newest changes with what each did to which answer; only those of a table, a row, or one change."""
    changes = Change.objects.filter(answer_set_id=answer_set_id).select_related("person").order_by("-revision")
    if before_revision is not None:
        changes = changes.filter(revision__lt=before_revision)
    if change_id is not None:
        changes = changes.filter(pk=change_id)
    if table or row_id is not None:
        touched = RowChange.objects.filter(change__answer_set_id=answer_set_id)
        touched = touched.filter(row_id=row_id) if row_id is not None else touched.filter(row__table=table)
        changes = changes.filter(pk__in=touched.values("change"))
    found = list(changes[:limit])
    by_change: dict[int, list[RowChange]] = {each.pk: [] for each in found}
    for each in RowChange.objects.filter(change__in=found).select_related("row").order_by("pk"):
        by_change[each.change_id].append(each)
    return [_line(change, by_change[change.pk]) for change in found]


def _line(change: Change, row_changes: Sequence[RowChange]) -> ChangeLine:
    return ChangeLine(
        change_id=change.pk,
        revision=change.revision,
        way=change.way,
        way_label=str(Change.Way(change.way).label),
        person=change.person.name if change.person else "",
        at=change.at,
        note=change.note,
        is_undone=change.undone_by_id is not None,
        can_be_undone=change.undone_by_id is None and change.way != Change.Way.CARRIED and bool(row_changes),
        rows_added=sum(each.before is None for each in row_changes),
        rows_changed=sum(each.before is not None and each.after is not None for each in row_changes),
        rows_removed=sum(each.after is None for each in row_changes),
        cells=tuple(cell for each in row_changes for cell in _changed_cells(each)),
    )


def _changed_cells(each: RowChange) -> list[ChangedCell]:
    before, after = (each.before or {}).get("cells", {}), (each.after or {}).get("cells", {})
    return [
        ChangedCell(
            table=each.row.table,
            row_id=each.row_id,
            field=name,
            before=before.get(name, ""),
            after=after.get(name, ""),
            row_before=before,
            row_after=after,
        )
        for name in dict.fromkeys((*before, *after))
        if before.get(name, "") != after.get(name, "")
    ]


def replies_of(answer_set_id: int) -> dict[str, list[FindingReply]]:
    """Reasons given for doubted answers, by the key of the finding (its code and its place)."""
    found: dict[str, list[FindingReply]] = {}
    for each in FindingReply.objects.filter(answer_set_id=answer_set_id).select_related("person"):
        found.setdefault(f"{each.code}@{each.place}", []).append(each)
    return found


def uploads_of(answer_set_id: int, *, limit: int = 20) -> list[Upload]:
    """Files that came in, newest first."""
    found = Upload.objects.filter(answer_set_id=answer_set_id).select_related("person")
    return list(found.defer("proposal", "findings")[:limit])


def one_upload(answer_set_id: int, upload_id: int) -> Upload | None:
    """One file that came in."""
    found = Upload.objects.filter(answer_set_id=answer_set_id, pk=upload_id)
    return found.select_related("answer_set__city", "person").first()
