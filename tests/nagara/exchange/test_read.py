"""Whatever file a city sends, the records are the same, and nothing is chosen in silence."""

import hashlib
import io
import pickle
import shutil
import zipfile
from dataclasses import fields, replace
from pathlib import Path

import pytest

from nagara.exchange.csv_folder_write import write_csv_folder
from nagara.exchange.read import read_cities, read_city
from nagara.waste.records import CityRecords, Notation

FORMATS = Path(__file__).parents[2] / "formats"
GOOD = sorted((FORMATS / "workbook" / "good").iterdir())


def without_places(records: CityRecords) -> CityRecords:
    def bare(rows):
        return tuple(replace(row, at=None) for row in rows)

    tables = {entry.name: getattr(records, entry.name) for entry in fields(records)}
    return CityRecords(**{name: bare(rows) if name != "city" else bare([rows])[0] for name, rows in tables.items()})


@pytest.fixture
def folder(tmp_path):
    """The CSV folder of the good workbook."""
    write_csv_folder(tmp_path / "town", read_city(FORMATS / "workbook" / "good" / "template.xlsx").records)
    return tmp_path / "town"


def changed(folder: Path, name: str, table: str, before: str, after: str) -> Path:
    copy = folder.parent / name
    shutil.copytree(folder, copy)
    text = (copy / f"{table}.csv").read_text("utf-8")
    assert before in text
    (copy / f"{table}.csv").write_text(text.replace(before, after, 1), "utf-8")
    return copy


@pytest.mark.parametrize("workbook", GOOD, ids=lambda path: path.name)
def test_every_program_saves_the_same_records(workbook, folder):
    reading = read_city(workbook)
    said = ["old-workbook"] if workbook.suffix == ".xls" else []
    assert [finding.code for finding in reading.findings] == said
    assert without_places(reading.records) == without_places(read_city(folder).records)


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-16-le", ","), ("utf-16-be", ";")],
)
def test_encodings_and_separators_that_spreadsheets_write(folder, encoding, separator):
    expected = without_places(read_city(folder).records)
    for file in folder.glob("*.csv"):
        file.write_bytes(file.read_text("utf-8").replace(",", separator).encode(encoding))
    assert without_places(read_city(folder).records) == expected


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_line_end_is_read(folder, line_end):
    expected = without_places(read_city(folder).records)
    for file in folder.glob("*.csv"):
        file.write_bytes(file.read_bytes().replace(b"\r\n", line_end.encode()))
    assert without_places(read_city(folder).records) == expected


def test_a_zip_of_a_folder_is_a_folder(folder, tmp_path):
    archive = shutil.make_archive(str(tmp_path / "sent"), "zip", folder.parent, folder.name)
    assert without_places(read_city(Path(archive)).records) == without_places(read_city(folder).records)


def test_a_quoted_text_may_go_over_two_lines(folder):
    (folder / "facilities.csv").write_text(
        'facility,name,kind\nLF1,"North\nlandfill",landfill\nMRF1,Hall,composting\n', "utf-8"
    )
    reading = read_city(folder)
    assert reading.records.facilities[0].name == "North landfill"
    assert reading.records.facilities[1].at.row == 3


def test_sep_line_of_a_spreadsheet_is_no_header(folder):
    text = (folder / "areas.csv").read_text("utf-8").replace(",", ";")
    (folder / "areas.csv").write_text(f"sep=;\n{text}", "utf-8")
    reading = read_city(folder)
    assert [area.area for area in reading.records.areas] == ["L1"]
    assert reading.records.areas[0].at.row == 3


def test_places_name_the_cell():
    records = read_city(FORMATS / "workbook" / "good" / "template.xlsx").records
    assert str(records.city.place("population")) == "template.xlsx, sheet City, cell C9"
    assert str(records.weighings[1].place("weight_kg")) == "template.xlsx, sheet Weighings, cell D6"


def test_digests_are_those_of_the_files(folder):
    reading = read_city(folder)
    assert reading.digests["town/city.csv"] == hashlib.sha256((folder / "city.csv").read_bytes()).hexdigest()
    assert set(reading.digests) == {f"town/{file.name}" for file in folder.iterdir()}


def test_part_filled_copies_make_one_city(folder):
    ana, budi = (folder.parent / name for name in ("ana", "budi"))
    for copy, tables in ((ana, ("received", "loads")), (budi, ("weighings", "households"))):
        shutil.copytree(folder, copy)
        for table in tables:
            (copy / f"{table}.csv").unlink()
    for inputs in ([ana, budi], [budi, ana]):
        (reading,) = read_cities(inputs)
        assert reading.findings == ()
        assert without_places(reading.records) == without_places(read_city(folder).records)


def test_an_empty_cell_is_filled_from_the_other_copy(folder):
    ana = changed(folder, "ana", "loads", "9000", "")
    reading = read_city(ana, folder)
    assert reading.records.loads[0].tonnes_t == 9000
    assert not reading.is_blocked


def test_an_answer_from_the_other_copy_keeps_its_place(folder):
    ana = changed(folder, "ana", "loads", "9000", "")
    load = read_city(ana, folder).records.loads[0]
    assert str(load.place("tonnes_t")) == "town/loads.csv, row 2, column tonnes_t"
    assert str(load.place("days")) == "ana/loads.csv, row 2, column days"


def test_two_answers_block_and_name_both_places(folder):
    budi = changed(folder, "budi", "loads", "9000", "9500")
    (finding,) = read_city(folder, budi).findings
    assert finding.code == "merge-conflict"
    assert str(finding.place) == "budi/loads.csv, row 2, column tonnes_t"
    assert finding.values["other"] == "town/loads.csv, row 2, column tonnes_t"


def test_the_same_number_written_otherwise_is_no_conflict(folder):
    budi = changed(folder, "budi", "weighings", "2.4", "2.40 kg")
    codes = [finding.code for finding in read_city(folder, budi).findings]
    assert codes == ["unit-typed-in"]


def test_other_cities_and_years_stay_apart(folder):
    north = changed(folder, "north", "city", "Broken Town", "North Town")
    earlier = changed(folder, "earlier", "city", "2026,", "2025,")
    readings = read_cities([folder, north, earlier, folder])
    assert [(reading.records.city.city[:5], reading.records.city.year) for reading in readings] == [
        ("Broke", 2026),
        ("North", 2026),
        ("Broke", 2025),
    ]


def test_a_copy_without_city_joins_the_only_city(folder):
    part = folder.parent / "part"
    part.mkdir()
    shutil.move(folder / "loads.csv", part / "loads.csv")
    (reading,) = read_cities([part, folder])
    assert reading.records.loads[0].tonnes_t == 9000


def test_a_copy_without_city_blocks_among_several(folder):
    north = changed(folder, "north", "city", "Broken Town", "North Town")
    part = folder.parent / "part"
    part.mkdir()
    shutil.copy(folder / "loads.csv", part)
    *_, alone = read_cities([folder, north, part])
    assert alone.records is None
    assert [finding.code for finding in alone.findings] == ["city-not-said"]


def test_references_may_differ_in_case_and_digits(folder):
    copy = changed(folder, "copy", "weighings", "L1-01", "l๑-01")
    reading = read_city(copy)
    assert {weighing.household for weighing in reading.records.weighings} == {"L1-01"}
    assert not reading.is_blocked


def test_notation_typed_into_the_number_becomes_the_reason(folder):
    received = read_city(changed(folder, "copy", "received", ",2.5,", ",ne,")).records.received[0]
    assert received.t_per_day is None
    assert received.notation is Notation.NOT_ESTIMATED


def test_a_folder_of_workbooks_stands_for_them(tmp_path):
    for name in ("ana.xlsx", "~$ana.xlsx"):
        shutil.copy(FORMATS / "workbook" / "good" / "template.xlsx", tmp_path / name)
    (reading,) = read_cities([tmp_path])
    assert set(reading.digests) == {"ana.xlsx"}


@pytest.mark.parametrize(
    "header",
    ["Respondent name", "Họ và tên", "Số điện thoại", "เบอร์โทรศัพท์", "ຊື່", "លេខទូរស័ព្ទ", "အမည်", "No. Telefon", "Pangalan"],
)
def test_names_and_telephones_are_never_kept(folder, header):
    (folder / "households.csv").write_text(f"household,area,people,{header}\nL1-01,L1,4,Nobody Atall\n", "utf-8")
    reading = read_city(folder)
    assert [finding.code for finding in reading.findings] == ["personal-data-in-workbook"]
    assert "Atall" not in repr((reading.records, reading.findings))


@pytest.mark.parametrize(("is_link", "why"), [(True, "There is no such file"), (False, "It is not a file")])
def test_a_table_that_cannot_be_opened_is_never_passed_over(is_link, why, folder):
    table = folder / "weighings.csv"
    table.unlink()
    if is_link:
        table.symlink_to("moved.csv")
    else:
        table.mkdir()
    reading = read_city(folder)
    assert reading.is_blocked
    assert [(each.code, each.place.file, each.values["why"]) for each in reading.findings] == [
        ("file-unreadable", f"{folder.name}/weighings.csv", why)
    ]


def test_a_zip_with_two_cities_is_refused(folder, tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in ("a", "b"):
            archive.write(folder / "city.csv", f"{name}/city.csv")
    (tmp_path / "two.zip").write_bytes(stream.getvalue())
    (finding,) = read_city(tmp_path / "two.zip").findings
    assert str(finding) == "two.zip: It holds CSV files in 2 folders. Send one zip file for each city."


def test_the_same_trouble_in_a_whole_column_is_said_ten_times_and_counted(folder):
    file = folder / "weighings.csv"
    rows = "".join(f"L1-01,{day},2400 g\n" for day in [2, 3, 4, 5, 6, 7, 8] * 3)
    file.write_text(f"household,day,weight_kg\n{rows}", "utf-8")
    wrong = [finding for finding in read_city(folder).findings if finding.place.column == "weight_kg"]
    assert [finding.code for finding in wrong] == ["wrong-unit"] * 10 + ["more-like-this"]
    assert wrong[-1].values["count"] == 11


def test_a_header_without_end_is_cut_short(folder):
    strangers = ",".join(f"extra{number}" for number in range(5000))
    (folder / "areas.csv").write_text(f"area,stratum,{strangers}\nL1,low\n", "utf-8")
    codes = [finding.code for finding in read_city(folder).findings]
    assert codes.count("columns-ignored") == 1
    assert codes.count("column-ignored") == 20


def test_a_cell_without_end_is_refused(folder):
    (folder / "areas.csv").write_text(f'area,stratum\n"{"L" * 140_000}",low\n', "utf-8")
    assert "longer than 131072 characters" in str(read_city(folder).findings[0])


def test_rows_without_end_are_refused(folder):
    (folder / "areas.csv").write_text("area,stratum\n" + "L1,low\n" * 200_001, "utf-8")
    assert "holds more than 200000 rows" in str(read_city(folder).findings[0])


def test_a_household_that_is_not_listed_is_named_beside_other_trouble(folder):
    (folder / "households.csv").write_text("household,area,people\nL1-01,L1,four\n", "utf-8")
    (folder / "weighings.csv").write_text("household,day,weight_kg\nL1-01,2,2.4\nL1-99,2,2.4\n", "utf-8")
    codes = [(finding.code, finding.values.get("code")) for finding in read_city(folder).findings]
    assert ("text-in-number-cell", None) in codes
    assert ("reference-unknown", "L1-99") in codes


@pytest.mark.parametrize("row", ["L1-01,,4", ",L1,4"], ids=["no area", "no code"])
def test_a_listed_household_whose_row_is_lost_is_not_called_unknown(folder, row):
    (folder / "households.csv").write_text(f"household,area,people\n{row}\n", "utf-8")
    codes = {finding.code for finding in read_city(folder).findings}
    assert "answer-missing" in codes
    assert "reference-unknown" not in codes


def test_a_word_that_the_ladder_does_not_know_is_named_beside_other_trouble(folder):
    (folder / "facilities.csv").write_text("facility,name,kind\nLF1,North,landfill\nMRF1,Hall,composting\n", "utf-8")
    (folder / "control.csv").write_text("facility,criterion,state\nLF1,fence_height,none\n", "utf-8")
    assert [finding.code for finding in read_city(folder).findings] == []
    (folder / "non_household.csv").write_text("origin,t_per_day\nall,many\n", "utf-8")
    codes = [finding.code for finding in read_city(folder).findings]
    assert codes == ["text-in-number-cell", "ladder-criterion-unknown"]


@pytest.mark.parametrize("row", ["all,many,", "all,,many"])
def test_a_number_that_could_not_be_read_is_not_called_missing(folder, row):
    (folder / "non_household.csv").write_text(f"origin,t_per_day,share_of_total_frac\n{row}\n", "utf-8")
    assert [finding.code for finding in read_city(folder).findings] == ["text-in-number-cell"]


def test_a_stratum_that_could_not_be_read_is_not_missed_in_the_sum(folder):
    text = "stratum,name,population\nlow,Low,many\nhigh,High,10\n"
    (folder / "strata.csv").write_text(text, "utf-8")
    assert [finding.code for finding in read_city(folder).findings] == ["text-in-number-cell"]


def test_an_input_that_does_not_say_its_city_bears_the_name_of_its_folder(folder):
    (folder / "city.csv").unlink()
    assert read_city(folder).name == "town"


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_what_was_read_can_be_sent_to_another_process(path):
    reading = read_city(path)
    sent = pickle.loads(pickle.dumps(reading))
    assert sent.records == reading.records
    assert sent.findings == reading.findings


def test_a_folder_that_was_read_can_be_sent_to_another_process(folder):
    reading = read_city(folder)
    assert pickle.loads(pickle.dumps(reading)).records == reading.records
