"""Findings that a person can get through: each thing is said once, and the same thing ten times at most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from nagara.exchange.city_records import RowsByTable
from nagara.exchange.csv_folder import table_of_file
from nagara.exchange.form import form_tables
from nagara.findings import Finding, Place, Severity

__all__ = ["not_said_before", "shortened"]

SAID_AT_MOST: Final = 10
OF_WHOLE_ROWS: Final = frozenset(
    {"no-number", "range-without-value", "range-half-given", "sample-without-weight", "sorting-does-not-sum"}
)
"""Findings that a cell which could not be read brings about elsewhere in its row."""
OF_WHOLE_SHEETS: Final = {
    "area-without-households": "Households",
    "few-areas-in-stratum": "Areas",
    "missing-days": "Weighings",
    "strata-do-not-sum": "Strata",
    "strata-far-from-city": "Strata",
}
"""Findings that a row which could not be used brings about, with its sheet."""
_Kind = tuple[str, tuple[str, str | None, str | None] | None]


def shortened(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Say the same of one column a few times, then how often more.

    Parameters
    ----------
    findings
        In the order in which they are printed.

    Returns
    -------
    Iterable of Finding
        The same without the eleventh and later of one code in one column; a note counts those.
    """
    counts: Counter[_Kind] = Counter()
    last: dict[_Kind, Place] = {}
    for finding in findings:
        place = finding.place
        kind = (finding.code, (place.file, place.sheet, place.column) if place else None)
        counts[kind] += 1
        if place is None or counts[kind] <= SAID_AT_MOST:
            yield finding
            if place is not None:
                last[kind] = place
    for kind, place in last.items():
        if counts[kind] > SAID_AT_MOST:
            column = Place(file=place.file, sheet=place.sheet, column=place.column)
            values: dict[str, str | float] = {"count": counts[kind] - SAID_AT_MOST, "code": str(kind[0])}
            yield Finding(code="more-like-this", values=values, place=column)


def not_said_before(
    new: Iterable[Finding], said: Sequence[Finding], parts: Sequence[RowsByTable] = ()
) -> list[Finding]:
    """Leave out what only follows from a finding of reading: a spoiled cell, a row that was lost.

    Parameters
    ----------
    new
        What the rules say of the records.
    said
        What reading the files said.
    parts
        The rows that were read, those that became no record among them.
    """
    grave = [entry for entry in said if entry.severity is not Severity.NOTE and entry.place is not None]
    cells = {entry.place for entry in grave}
    spoiled = [entry.place for entry in grave if entry.place and entry.severity is Severity.BLOCKING]
    rows = {(place.file, place.sheet, place.row) for place in spoiled}
    sheets = {_sheet(place) for place in spoiled}
    unread = {_sheet(place) for place in spoiled if place.column is None}

    def follows(entry: Finding) -> bool:
        place = entry.place
        return (
            place in cells
            or (entry.code in OF_WHOLE_ROWS and place is not None and (place.file, place.sheet, place.row) in rows)
            or (entry.code in OF_WHOLE_SHEETS and OF_WHOLE_SHEETS[entry.code] in sheets)
            or (entry.code == "reference-unknown" and (entry.values["sheet"] in unread or _was_lost(entry, parts)))
        )

    return [entry for entry in new if not follows(entry)]


def _was_lost(unknown: Finding, parts: Iterable[RowsByTable]) -> bool:
    """Whether the row that a reference points to was there, or may have been, and could not be used."""
    target = next(table for table in form_tables().values() if table.sheet == unknown.values["sheet"])
    read = {row.values.get(target.key[0]) for part in parts for row in part.get(target.name, ())}
    return not read.isdisjoint({None, unknown.values["code"]})


def _sheet(place: Place) -> str | None:
    table = table_of_file(place.sheet or place.file)
    return table.sheet if table else place.sheet
