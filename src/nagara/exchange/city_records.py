"""One validator for all formats: raw tables become :class:`nagara.waste.records.CityRecords`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, Final

from nagara.exchange.answered_rows import AnsweredRows, TypedRow, columns_of
from nagara.exchange.cells import fold
from nagara.exchange.form import FormTable, form_tables
from nagara.exchange.made_at_once import made_at_once
from nagara.exchange.merge import merge_rows
from nagara.exchange.rows import RawTable
from nagara.exchange.typed_rows import typed_rows
from nagara.findings import Finding
from nagara.waste import records

__all__ = ["RowsByTable", "records_from_rows", "records_from_tables", "rows_by_table"]

RowsByTable = dict[str, Sequence[TypedRow]]
NOT_ANSWERED: Final = (None,)
"""Stands for the answers to a question that no row answers."""
RECORDS: Final[Mapping[str, type]] = {
    "city": records.City,
    "strata": records.Stratum,
    "areas": records.SurveyArea,
    "households": records.Household,
    "weighings": records.Weighing,
    "household_sorting": records.HouseholdSorting,
    "non_household": records.NonHousehold,
    "facilities": records.Facility,
    "received": records.Received,
    "loads": records.Load,
    "trucks": records.TruckCount,
    "picking": records.Picking,
    "control": records.ControlObservation,
    "disposal_sorting": records.DisposalSorting,
    "earlier": records.EarlierSurvey,
    "disposal_history": records.DisposalHistory,
    "past_deposits": records.PastDeposit,
    "leakage": records.LeakageObservation,
    "leakage_fate": records.LeakageFate,
    "energy": records.EnergyUse,
    "measured_flows": records.MeasuredFlow,
}


def records_from_tables(tables: Iterable[RawTable]) -> tuple[records.CityRecords | None, tuple[Finding, ...]]:
    """Turn the raw tables of one input into records.

    Parameters
    ----------
    tables
        The tables of one workbook, folder or phone export.

    Returns
    -------
    tuple
        The records (``None`` if not even the city could be read) and the doubts about cells and rows.
    """
    rows, findings = rows_by_table(tables)
    built, more = records_from_rows([rows])
    return built, (*findings, *more)


def rows_by_table(tables: Iterable[RawTable]) -> tuple[RowsByTable, list[Finding]]:
    """Read the cells of raw tables; tables of one name are put behind each other."""
    rows: RowsByTable = {}
    findings: list[Finding] = []
    for table in tables:
        typed, doubts = typed_rows(table)
        known = rows.get(table.table)
        rows[table.table] = typed if known is None else [*known, *typed]
        findings += doubts
    return rows, findings


def records_from_rows(parts: Sequence[RowsByTable]) -> tuple[records.CityRecords | None, list[Finding]]:
    """Merge the rows of the copies of one city's year and make its records.

    Parameters
    ----------
    parts
        The typed rows of each copy (see :mod:`nagara.exchange.merge` for the rule).

    Returns
    -------
    tuple
        The records, and the findings of merging and of answers that are missing.
    """
    findings: list[Finding] = []
    merged: RowsByTable = {}
    for table in form_tables().values():
        merged[table.name], doubts = merge_rows(table, [part[table.name] for part in parts if table.name in part])
        findings += doubts
    _settle_spelling(merged)
    made: dict[str, tuple[Any, ...]] = {}
    for table in form_tables().values():
        findings += _missing_answers(table, merged[table.name])
        made[table.name] = _records(table.name, merged[table.name])
    if not made["city"]:
        return None, findings
    return records.CityRecords(**{**made, "city": made["city"][0]}), findings


def _missing_answers(table: FormTable, rows: Sequence[TypedRow]) -> Iterable[Finding]:
    required = [question for question in table.fields if question.is_required]
    names = {question.name for question in required}
    known = columns_of(rows)
    if known is not None and all(None not in known.get(name, NOT_ANSWERED) for name in names):
        return
    for row in rows:
        if names <= row.values.keys():
            continue
        for question in required:
            if question.name not in row.values and question.name not in row.spoiled:
                if row.at.columns and question.name not in row.at.columns:
                    continue  # the missing column has been named already
                code = "city-answer-missing" if table.name == "city" else "answer-missing"
                yield Finding(code=code, values={"label": question.label}, place=row.at(question.name))


def _records(table: str, rows: Sequence[TypedRow]) -> tuple[Any, ...]:
    """Make the records of the rows that answer every question without which there is none."""
    record, obliged = RECORDS[table], _obliged(table)
    known = columns_of(rows)
    if isinstance(rows, AnsweredRows) and known and all(None not in known.get(name, NOT_ANSWERED) for name in obliged):
        return tuple(made_at_once(record, len(rows), {"at": rows.places, **_with_defaults(record, known)}))
    whole = [row for row in rows if obliged <= row.values.keys()]
    answers = [row.values for row in whole]
    columns: dict[str, list[Any]] = {"at": [row.at for row in whole]}
    for entry in fields(record):
        name, default = entry.name, entry.default
        if name != "at":
            columns[name] = [each.get(name, default) for each in answers]
    return tuple(made_at_once(record, len(whole), columns))


def _with_defaults(record: type, known: Mapping[str, Sequence[object]]) -> dict[str, Sequence[object]]:
    """The columns of a record, with its default where a row has no answer."""
    columns: dict[str, Sequence[object]] = {}
    for name, default in _defaults(record):
        if (answers := known.get(name)) is not None:
            is_whole = default is None or None not in answers
            columns[name] = answers if is_whole else [default if one is None else one for one in answers]
    return columns


@cache
def _defaults(record: type) -> tuple[tuple[str, object], ...]:
    return tuple((entry.name, entry.default) for entry in fields(record))


@cache
def _obliged(table: str) -> frozenset[str]:
    return frozenset(entry.name for entry in fields(RECORDS[table]) if entry.default is MISSING)


def _settle_spelling(rows: RowsByTable) -> None:
    """Write every reference as the row it points to is written, where they differ in case or blanks only."""
    for table in form_tables().values():
        for question in table.fields:
            if question.kind != "ref" or not rows[table.name]:
                continue
            target = form_tables()[question.choices]
            written = {str(code) for code in _said_in(rows[target.name], target.key[0])}
            if _said_in(rows[table.name], question.name) - {None} <= written:
                continue
            by_fold = {fold(code): code for code in written}
            for row in rows[table.name]:
                code = row.values.get(question.name)
                if code is not None and code not in written:
                    row.values[question.name] = by_fold.get(fold(str(code)), code)


def _said_in(rows: Sequence[TypedRow], name: str) -> set[object]:
    """All answers to one question, ``None`` among them where a row has none."""
    known = columns_of(rows)
    return {row.values.get(name) for row in rows} if known is None else set(known.get(name, NOT_ANSWERED))
