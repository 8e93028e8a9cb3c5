"""Copies that were torn apart cell by cell come together as one city, in either order."""

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from nagara.exchange.city_records import records_from_rows, records_from_tables, rows_by_table
from nagara.exchange.form import form_tables
from nagara.exchange.rows import RawRow, RawTable

WHOLE = {
    "city": [
        {"city": "Town", "country_iso3": "XXA", "year": 2026, "boundary": "urban", "population": 1000, "season": "dry"}
    ],
    "facilities": [
        {"facility": "LF", "name": "North", "kind": "landfill", "operator": "formal"},
        {"facility": "MRF", "name": "Hall", "kind": "composting", "operator": "informal"},
    ],
    "received": [{"facility": "MRF", "material": "glass", "t_per_day": 2.5, "from_city_frac": 0.8, "source": "book"}],
    "loads": [{"facility": "LF", "load": "msw", "days": 365, "tonnes_t": 9000, "source": "bridge"}],
}
CELLS = [
    (table, number, name)
    for table, rows in WHOLE.items()
    for number, row in enumerate(rows)
    for name in row
    if name not in form_tables()[table].key
]
SHARED = st.sampled_from(["ana", "budi", "both"])


def copy(name, keeps):
    """The raw tables of one copy; the keys stand in every copy, the other cells where they were kept."""
    return [
        RawTable(
            table=table,
            file=f"{name}.csv",
            sheet=None,
            columns={field.name: field.name for field in form_tables()[table].fields},
            rows=tuple(
                RawRow(
                    row_number=number + 2,
                    cells={
                        field: cell
                        for field, cell in row.items()
                        if field in form_tables()[table].key or keeps(table, number, field)
                    },
                )
                for number, row in enumerate(rows)
            ),
        )
        for table, rows in WHOLE.items()
    ]


def bare(records):
    tables = {entry.name: getattr(records, entry.name) for entry in fields(records)}
    return {
        name: {repr(replace(row, at=None)) for row in (rows if isinstance(rows, tuple) else (rows,))}
        for name, rows in tables.items()
    }


EXPECTED, NO_DOUBT = records_from_tables(copy("whole", lambda *_: True))


def test_the_whole_copy_has_no_doubt():
    assert NO_DOUBT == ()


@given(st.fixed_dictionaries(dict.fromkeys(CELLS, SHARED)), st.booleans())
def test_torn_copies_come_together_in_either_order(kept_by, is_turned):
    copies = [
        rows_by_table(copy(name, lambda *cell, name=name: kept_by[cell] in {name, "both"}))[0]
        for name in ("ana", "budi")
    ]
    records, findings = records_from_rows(copies[::-1] if is_turned else copies)
    assert findings == []
    assert bare(records) == bare(EXPECTED)


@given(st.sampled_from([cell for cell in CELLS if cell[2] in {"t_per_day", "tonnes_t", "days", "population"}]))
def test_one_different_number_is_one_conflict(cell):
    table, number, name = cell
    other = copy("budi", lambda *_: True)
    changed = [
        replace(
            raw,
            rows=tuple(
                replace(row, cells={**row.cells, name: row.cells[name] + 1}) if index == number else row
                for index, row in enumerate(raw.rows)
            ),
        )
        if raw.table == table
        else raw
        for raw in other
    ]
    parts = [rows_by_table(tables)[0] for tables in (copy("ana", lambda *_: True), changed)]
    _, (finding,) = records_from_rows(parts)
    assert finding.code == "merge-conflict"
    assert (finding.place.file, finding.place.column) == ("budi.csv", name)
    assert finding.values["other"] == f"ana.csv, row {number + 2}, column {name}"
