"""Files whose lines are all of one length are read by columns, and say the same as when they are read by lines."""

from datetime import date

from nagara.exchange import typed_rows as module
from nagara.exchange.csv_folder import read_csv_files
from nagara.exchange.rows import EvenRows
from nagara.exchange.typed_rows import typed_rows
from nagara.waste.records import Notation

HEADER = "household,day,date,weight_kg,nothing_today\n"
EVEN = "H1,2,2026-03-02,0.8,\n,,,,\n , , ,,\nH1,3,2026-03-03,,yes\nH2,2,2026-03-02,1.25,\n"


def read(text):
    tables, findings = read_csv_files({"weighings.csv": text.encode()})
    assert not findings
    (table,) = tables
    return table


def test_lines_of_one_length_are_columns_and_rows():
    table = read(HEADER + EVEN)
    assert isinstance(table.rows, EvenRows)
    assert [row.row_number for row in table.rows] == [2, 4, 5, 6]
    assert table.rows[0].cells == {"household": "H1", "day": "2", "date": "2026-03-02", "weight_kg": "0.8"}
    assert [row.row_number for row in table.rows[-2:]] == [5, 6]


def test_columns_and_lines_give_the_same_answers():
    even, findings = typed_rows(read(HEADER + EVEN))
    assert not findings
    short = read_csv_files({"weighings.csv": (HEADER + EVEN + "H3\n").encode()})[0][0]
    assert not isinstance(short.rows, EvenRows)
    uneven, _ = typed_rows(short)
    assert [(row.at.row, row.values) for row in uneven[:3]] == [(row.at.row, row.values) for row in even]
    assert even[0].values == {"household": "H1", "day": 2, "date": date(2026, 3, 2), "weight_kg": 0.8}


def test_a_doubtful_cell_is_said_of_every_city():
    text = HEADER + "H1,2,2026-03-02,0;8,\n"
    said = [typed_rows(read(text))[1] for _ in range(3)]
    assert said[0]
    assert said[1:] == said[:2]


def test_a_notation_is_told_from_a_number_that_is_known(monkeypatch):
    monkeypatch.setattr(module, "_KNOWN", {})
    header = "facility,material,t_per_day,notation\n"
    for cell, wanted in (("5", 5.0), ("NE", None), ("5", 5.0)):
        tables, _ = read_csv_files({"received.csv": f"{header}A,glass,{cell},\n".encode()})
        rows, _ = typed_rows(tables[0])
        assert rows[0].values.get("t_per_day") == wanted
        assert rows[0].values.get("notation") == (None if wanted else Notation.NOT_ESTIMATED)


def test_what_is_remembered_of_a_column_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr(module, "_KNOWN", {})
    for city in range(40):
        lines = (f"H{row},2,,{1 + row / 1000 + city / 100_000:.5f},\n" for row in range(100))
        rows, _ = typed_rows(read(HEADER + "".join(lines)))
        assert [row.values["household"] for row in rows] == [f"H{row}" for row in range(100)]
        assert rows[7].values["weight_kg"] == float(f"{1.007 + city / 100_000:.5f}")
    assert max(map(len, module._KNOWN.values())) <= module.MOST_KNOWN
    typed_rows(read(HEADER + f"H1,2,,{'0' * 70}1,\n"))
    assert all(len(cell) <= module.LONGEST_KNOWN for known in module._KNOWN.values() for cell in known if cell)
