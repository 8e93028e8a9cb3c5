"""Numbers and letters before a paragraph, in the scripts of the region and in broken Markdown; and days in words."""

import pytest

from nagara.commitments.importer.dates import first_date
from nagara.commitments.importer.deadlines import deadlines_in
from nagara.commitments.importer.numbering import mark_of
from nagara.commitments.importer.propose import propose


@pytest.mark.parametrize(
    ("words", "value", "begins"),
    [
        ("1. Plant trees", "1", "Plant"),
        ("1.Strengthen links", "1", "Strengthen"),
        ("- 2. Embrace resilience", "2", "Embrace"),
        ("**3.** Plant trees", "3", "** Plant"),
        ("4) Plant trees", "4", "Plant"),
        ("(5) Plant trees", "5", "Plant"),
        ("2.3 Plant trees", "2.3", "Plant"),
        ("(a) plant trees", "a", "plant"),
        ("b) trồng cây", "b", "trồng"),
        ("đ) trồng cây", "đ", "trồng"),
        ("(iv) plant trees", "iv", "plant"),
        ("IV. Plant trees", "iv", "Plant"),
        ("Article 3. Plant trees", "3", "Plant"),
        ("Article IV – Trees", "4", "Trees"),
        ("Điều 1. Trồng cây", "1", "Trồng"),
        ("Pasal 2 Menanam pohon", "2", "Menanam"),
        ("ข้อ ๑ ปลูกต้นไม้", "1", "ปลูกต้นไม้"),
        ("๑. ปลูกต้นไม้", "1", "ปลูกต้นไม้"),
        ("១. ដាំដើមឈើ", "1", "ដាំដើមឈើ"),
        ("໒. ປູກຕົ້ນໄມ້", "2", "ປູກ"),
        ("၃။ x", "", "၃"),
        ("၃. သစ်ပင်", "3", "သစ်ပင်"),
        ("ມາດຕາ 1 ປູກ", "1", "ປູກ"),
        ("• Plant trees", "", "Plant"),
        ("Commitment 2: Plant trees", "2", "Plant"),
        ("2030 is near", "", "2030"),
        ("1.5 degrees is the limit", "1.5", "degrees"),
        ("3-year plans", "", "3-year"),
        ("Actions speak", "", "Actions"),
    ],
)
def test_marks_are_read_in_every_script(words, value, begins):
    mark = mark_of(words)
    assert mark.value == value
    assert words[mark.stop :].startswith(begins)


def test_letters_after_h_go_on_and_are_no_roman_numbers():
    letters = "".join(f"({letter}) plant trees;\n\n" for letter in "abcdefghij")
    keys = [clause.key for clause in propose(f"1. The cities commit to:\n\n{letters}").clauses]
    assert keys == ["1", *(f"1-{letter}" for letter in "abcdefghij")]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("this 12th day of May 2031", "2031-05-12"),
        ("on the Twenty-First of June, Two Thousand and Thirty", "2030-06-21"),
        ("May 12, 2031", "2031-05-12"),
        ("ngày 12 tháng 5 năm 2031", "2031-05-12"),
        ("12 Mei 2031", "2031-05-12"),
        ("๑๒ พฤษภาคม พ.ศ. ๒๕๗๔", "2031-05-12"),
        ("2031-05-12", "2031-05-12"),
        ("31 February 2031", "None"),
    ],
)
def test_days_are_read_as_they_are_written(words, day):
    found = first_date(words)
    assert str(found.on if found else None) == day


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("by the end of 2026", ["2026-12-31"]),
        ("before 1 March 2027", ["2027-02-28"]),
        ("no later than June 2028", ["2028-06-30"]),
        ("by the second quarter of 2029", ["2029-06-30"]),
        ("over the period 2026–2030", ["2030-12-31"]),
        ("ภายในปี พ.ศ. ๒๕๗๓", ["2030-12-31"]),
        ("paling lambat tahun 2030", ["2030-12-31"]),
        ("chậm nhất là ngày 31 tháng 12 năm 2027", ["2027-12-31"]),
        ("at the next session", ["None"]),
        ("before the summer of 2033", ["None"]),
        ("guided by the 2030 Agenda", []),
        ("by 2000 tonnes", []),
        ("by 30 percent", []),
        ("pada tanggal 9 Agustus 2031", []),
    ],
)
def test_a_deadline_is_the_last_day_that_its_words_allow(words, days):
    assert [str(each.on) for each in deadlines_in(words, 0, len(words))] == days
