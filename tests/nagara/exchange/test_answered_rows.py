"""Rows of answers stay columns until somebody asks for one, and say the same either way."""

from nagara.exchange.answered_rows import AnsweredRows, columns_of
from nagara.exchange.city_records import records_from_rows, rows_by_table
from nagara.exchange.csv_folder import read_csv_files

CITY = "city,country_iso3,year,boundary,population\nSample,XXA,2026,urban,1200\n"
AREAS = "area,stratum,selection,households_total,name\nA1,low,simple-random,30,Hill\nA2,LOW,simple-random,40,\n"
STRATA = "stratum,name,population,areas_total\nlow,Low,1200,4\n"


def parts() -> dict[str, AnsweredRows]:
    files = {"city.csv": CITY, "strata.csv": STRATA, "areas.csv": AREAS}
    tables, findings = read_csv_files({name: text.encode() for name, text in files.items()})
    assert not findings
    rows, doubts = rows_by_table(tables)
    assert not doubts
    return rows


def test_whoever_asks_for_a_row_gets_rows_from_then_on() -> None:
    rows = parts()["areas"]
    assert list(columns_of(rows)["name"]) == ["Hill", None]
    first, second = rows[0], rows[1]
    assert columns_of(rows) is None
    assert (first.values["name"], "name" in second.values) == ("Hill", False)
    first.values["name"] = "Valley"
    assert rows[0].values["name"] == "Valley"


def test_columns_and_rows_become_the_same_records() -> None:
    by_column, by_row = parts(), parts()
    for rows in by_row.values():
        assert len(rows[:]) == len(rows)
    assert columns_of(by_column["strata"])
    assert not columns_of(by_row["strata"])
    made = [records_from_rows([each]) for each in (by_column, by_row)]
    assert made[0] == made[1]
    assert [area.stratum for area in made[0][0].areas] == ["low", "low"]  # as the stratum is written


def test_an_answer_that_is_missing_is_said_of_columns_too() -> None:
    tables, _ = read_csv_files({"city.csv": CITY.encode(), "strata.csv": STRATA.replace("Low,1200", "Low,").encode()})
    rows, _ = rows_by_table(tables)
    _, findings = records_from_rows([rows])
    assert [str(finding.place) for finding in findings] == ["strata.csv, row 2, column population"]
