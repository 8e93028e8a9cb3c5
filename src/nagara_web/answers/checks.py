"""Doubts about answers as they stand: every cell read as a file would be, then every rule of the library.

A whole city with a thousand weighings takes some 40 ms, so a page asks again after each save; the
account itself is calculated in a job.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from django.utils.translation import get_language

from nagara.exchange.canonical_rows import typed_cells
from nagara.exchange.city_records import records_from_tables
from nagara.exchange.form import form_tables
from nagara.exchange.rows import RawRow, RawTable
from nagara.findings import Finding, Place, Severity, catalogue
from nagara.reports.language import language
from nagara.reports.said import Voice
from nagara.waste.rules import survey_findings
from nagara.waste.rules.design import strata_findings
from nagara_web.answers.topics import say

OTHER_ROW: Final = re.compile(r"([a-z_]+), row \d+")
"""How a finding names a row of a table that came from no file."""

__all__ = ["Doubt", "doubts_of", "in_words", "raw_table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One finding at its place in the form, in the language of the request.

    Parameters
    ----------
    row_id
        Row that it speaks of; ``None`` if it speaks of the table or of the whole.
    name
        Field that it speaks of; empty if of the row.
    replies
        Why it is right, as people of the city said.
    """

    code: str
    severity: Severity
    sentence: str
    remedy: str
    table: str = ""
    row_id: int | None = None
    name: str = ""
    row_key: str = ""
    replies: tuple[object, ...] = field(default=(), compare=False)

    @property
    def is_blocking(self) -> bool:
        """Whether the answers cannot be submitted with it."""
        return self.severity is Severity.BLOCKING

    @property
    def place(self) -> str:
        """Where a reply is kept: table, key of the row and field, the same in every revision and year."""
        return "/".join((self.table, self.row_key, self.name)) if self.table else ""

    def keyed(self, row_key: str) -> Doubt:
        """The same, of the row that people call by this key."""
        return replace(self, row_key=row_key)

    def with_replies(self, replies: Iterable[object]) -> Doubt:
        """The same, with what people said to it."""
        return replace(self, replies=tuple(replies))


def raw_table(table: str, rows: Iterable[tuple[int, Mapping[str, str]]]) -> RawTable:
    """Rows as the library reads them; the number of a row is its id, so that a doubt finds back to it."""
    return RawTable(
        table=table,
        file=table,
        sheet=None,
        columns={each.name: each.name for each in form_tables()[table].fields},
        rows=[RawRow(row_number=row_id, cells=typed_cells(form_tables()[table], cells)) for row_id, cells in rows],
    )


def doubts_of(tables: Iterable[RawTable]) -> tuple[Doubt, ...]:
    """Every doubt about the cells, rows and sums of one city's year."""
    given = list(tables)
    records, findings = records_from_tables(given)
    found = [*findings, *(survey_findings(records) if records is not None else _people_apart(given))]
    return tuple(dict.fromkeys(in_words(each) for each in found))


def _people_apart(tables: Iterable[RawTable]) -> Iterable[Finding]:
    """Hold strata against the city where the city is not yet told enough for its records."""
    by_name = {table.table: list(table.rows) for table in tables}
    counts = [(row, row.cells.get("population")) for row in by_name.get("strata", ())]
    people = [float(count) for _row, count in counts if isinstance(count, int | float)]
    city = next((row.cells.get("population") for row in by_name.get("city", ())), None)
    if isinstance(city, int | float) and city > 0 and people and len(people) == len(counts):
        yield from strata_findings(
            sum(people), float(city), Place(file="strata", row=counts[0][0].row_number, column="population")
        )


def in_words(finding: Finding) -> Doubt:
    """Say a finding in the language of the request."""
    entry, place = catalogue()[finding.code], finding.place
    voice = Voice(language(get_language() or "en"))
    words = {name: voice.gap(name, _without_ids(value)) for name, value in finding.values.items()}
    table = place.file if place and place.file in form_tables() else ""
    return Doubt(
        code=finding.code,
        severity=finding.severity,
        sentence=voice.text(entry.sentence, **words),
        remedy=voice.text(entry.remedy, **words) if entry.remedy else "",
        table=table,
        row_id=place.row if place and table else None,
        name=(place.column or "") if place and table else "",
    )


def _without_ids(value: str | float) -> str | float:
    """Call the place of another row by the title of its table: the number of a row is only ours."""
    named = OTHER_ROW.fullmatch(value) if isinstance(value, str) else None
    table = form_tables().get(named[1]) if named else None
    return value if table is None else say(table.title)
