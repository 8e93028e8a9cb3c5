"""A declaration's file becomes its text, or is refused with what is wrong and how to mend it."""

import zipfile
import zlib
from io import BytesIO

import docx
import pytest
import typst
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from nagara.commitments.clauses import Role
from nagara.commitments.importer.flowing import flowing
from nagara.commitments.importer.propose import propose
from nagara.errors import UnreadableFileError
from nagara.exchange.declaration_text.file import declaration_from_bytes, read_declaration

ENGLISH = "We, the mayors, commit to cutting waste by 2030."
THAI = "เราขอเรียกร้องให้รัฐบาลสนับสนุนงบประมาณแก่เมืองขนาดเล็ก"
VIETNAMESE = "Chúng tôi cam kết giảm lượng rác thải chôn lấp và chia sẻ kinh nghiệm giữa các thành phố."
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(**parts: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return file.getvalue()


def word(body: str) -> bytes:
    return packed(word__document_xml=f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'.encode())


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return (
        out + head + table + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(out))
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTITIES = b'<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'
TWICE = b"<</Filter[/FlateDecode /FlateDecode]/Length 9>>stream\n123456789\nendstream"
BOMB = b"<</Filter/FlateDecode>>stream\n" + zlib.compress(bytes(300 * 2**20), 9) + b"\nendstream"
PAGES = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<>>>>"
PICTURE = b"<</Length 24>>stream\n0 0 500 700 re f q Q  n  \nendstream"


@pytest.mark.parametrize(
    ("data", "text", "doubt"),
    [
        (ENGLISH.encode(), ENGLISH, ""),
        (ENGLISH.encode("utf-8-sig"), ENGLISH, ""),
        (THAI.encode("utf-16"), THAI, ""),
        (ENGLISH.encode("utf-16-le"), ENGLISH, "UTF-16-LE"),
        (THAI.encode("cp874"), THAI, "TIS-620"),
        ("Communiqué d’Osk: we agree.".encode("cp1252"), "Communiqué d’Osk: we agree.", "Windows-1252"),
        (b"We agree.\r\nWe share.", "We agree.\nWe share.", ""),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16 without mark", "thai", "western", "windows lines"],
)
def test_text_is_read_in_its_encoding_and_a_guess_is_said(data, text, doubt):
    read = declaration_from_bytes(data, "text.txt")
    assert read.text == text
    assert doubt in " ".join(read.doubts)
    assert bool(read.doubts) == bool(doubt)


def test_vietnamese_of_old_windows_comes_out_composed():
    # Windows-1258 writes a vowel and its tone apart.
    data = "Chu\u0301ng tôi cam kê\u0301t giảm rác thải và chia sẻ kinh nghiê\u0323m, đô\u0309i mơ\u0301i."
    old = data.replace("ả", "a\u0309").replace("á", "a\u0301").replace("à", "a\u0300").replace("ẻ", "e\u0309")
    read = declaration_from_bytes(old.encode("cp1258"), "cu.txt")
    assert read.text == "Chúng tôi cam kết giảm rác thải và chia sẻ kinh nghiệm, đổi mới."
    assert "Windows-1258" in read.doubts[0]
    assert read.language == "vi"


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (THAI, "th"), (VIETNAMESE, "vi")])
def test_the_language_is_told(text, language):
    assert declaration_from_bytes(text.encode(), "text.txt").language == language


@pytest.mark.parametrize(
    ("data", "why", "mend"),
    [
        (b"  \n", "It is empty", "again"),
        (b"{\\rtf1 We agree}", "Rich Text", "Word (.docx)"),
        (OLE + b"WordDocument" * 9, "Word 97", "Word (.docx)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password", "without a password"),
        (packed(mimetype=b"application/vnd.oasis.opendocument.text"), "OpenDocument text", "Word (.docx)"),
        (packed(xl__workbook_xml=b"<a/>"), "a workbook", "Word"),
        (packed(other=b"x"), "without a Word document", "Word"),
        (b"PK\x03\x04 cut off", "cut off or damaged", "anew"),
        (b"\x89PNG\r\n\x1a\n picture", "a picture", "OCR"),
        (b"<!DOCTYPE html><p>We agree", "a web page", "plain text"),
        (bytes(range(32)) * 20, "It is no text", "text"),
        (b"12345 67890", "no text in it", "PDF with text"),
        (word('<w:p><w:r><w:t>a</w:t></w:r></w:p>')[:-30], "cut off or damaged", "anew"),
        (packed(word__document_xml=ENTITIES), "declares XML entities", "plain text"),
        (packed(word__document_xml=b"<d><unclosed></d>"), "is damaged", "anew"),
        (packed(word__document_xml=b" " * 3_000_000), "would unpack", "anew"),
        (b"%PDF-1.4 and nothing", "damaged PDF", "print it"),
        (pdf(*PAGES, PAGE, PICTURE), "no text on its pages", "OCR"),
        (
            pdf(
                *PAGES, PAGE, PICTURE,
                b"<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>",
                trailer=b"/Encrypt 5 0 R/ID[<00><00>]",
            ),
            "password",
            "without a password",
        ),
        (pdf(*PAGES, PAGE, TWICE), "packed twice", "PDF"),
        (
            pdf(*PAGES, PAGE, BOMB),
            "would unpack to more than 256 MB",
            "PDF",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_remedy(data, why, mend):
    with pytest.raises(UnreadableFileError) as refused:
        declaration_from_bytes(data, "declaration")
    assert why in refused.value.why
    assert mend in refused.value.mend


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UnreadableFileError, match="There is no such file"):
        read_declaration(tmp_path / "none.txt")


@pytest.fixture(scope="module")
def word_text():
    document = docx.Document()
    document.add_heading("Osk Declaration", 0)
    document.add_paragraph("We, the mayors of Osk, hereby commit to:")
    for words in ("Cut waste by sorting it and composting it.", "Plant trees by 2030."):
        document.add_paragraph(words, style="List Number")
    table = document.add_table(2, 3)
    for row, cells in enumerate((("Action", "Lead", "Date"), ("Open a centre", "Osk", "June 2031"))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    deleted = OxmlElement("w:del")
    run, gone = OxmlElement("w:r"), OxmlElement("w:delText")
    gone.text = "never said"
    run.append(gone)
    deleted.append(run)
    paragraph = document.add_paragraph("We thank our hosts.")
    paragraph._p.append(deleted)
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "7")
    paragraph.add_run()._r.append(reference)
    file = BytesIO()
    document.save(file)
    return declaration_from_bytes(file.getvalue(), "osk.docx")


def test_word_prints_its_numbers_tables_and_notes(word_text):
    assert "# Osk Declaration" in word_text.text
    assert "1. Cut waste" in word_text.text
    assert "2. Plant trees" in word_text.text
    assert "| Open a centre | Osk | June 2031 |" in word_text.text
    assert "We thank our hosts.[^7]" in word_text.text
    assert "never said" not in word_text.text
    assert "tracked changes" in word_text.doubts[0]


def test_a_word_document_is_read_to_the_end(word_text):
    clauses = {clause.key: clause for clause in propose(word_text.text).clauses}
    assert [len(clauses[key].parts) for key in ("1", "2")] == [2, 1]
    assert clauses["o2"].addressees == ("Osk",)


def test_nested_tables_and_text_boxes_end_somewhere():
    deep = "<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 80
    with pytest.raises(UnreadableFileError, match="nested beyond reason"):
        declaration_from_bytes(word(deep), "deep.docx")


PRINTED = """
#set page(columns: 2, numbering: "1", header: [Osk Meeting 2032])
#set par(justify: true)
#set text(hyphenate: true, lang: "en", size: 10pt)
= Osk Declaration
We, the mayors of Osk and the lake cities, gathered in Osk on 3 May 2032, aware of the responsibilities that come with
abundant water and rapidly increasing urbanisation, hereby commit to:

#for i in range(1, 31) [
  #h(0pt)#i. Reduce the environmental consequences of construction in district #i by introducing responsible
  procurement#footnote[Procurement means public buying in part #i.], strengthening administrative supervision and
  publishing comprehensive documentation by 2035.

]
Adopted in Osk on 3 May 2032.
"""


@pytest.fixture(scope="module")
def printed():
    return declaration_from_bytes(typst.compile(PRINTED.encode()), "osk.pdf")


def test_two_columns_are_read_one_after_the_other(printed):
    document = propose(printed.text)
    assert "two columns" in printed.doubts[0]
    assert [clause.key for clause in document.clauses] == ["o1", *(str(number) for number in range(1, 31)), "a1"]
    numbered = document.clauses[1:-1]
    assert {len(clause.parts) for clause in numbered} == {3}
    assert {str(clause.deadlines[0].on) for clause in numbered} == {"2035-12-31"}


def test_notes_headers_and_page_numbers_stand_apart(printed):
    document = propose(printed.text)
    said = {
        role: [flowing(block.place.of(document.text)) for block in document.blocks if block.role is role]
        for role in Role
    }
    assert len(said[Role.FOOTNOTE]) == 30
    assert said[Role.FURNITURE].count("Osk Meeting 2032") >= 1
    assert "1" in said[Role.FURNITURE]
    assert all("Osk Meeting" not in flowing(clause.place.of(document.text)) for clause in document.clauses)


def test_hyphens_at_line_ends_stay_in_the_text_and_leave_the_view(printed):
    assert "\u00ad\n" in printed.text or "-\n" in printed.text
    document = propose(printed.text)
    assert "environmental consequences of construction" in flowing(document.clauses[5].place.of(document.text))


@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.5\n", b"PK\x03\x04", b"{\\rtf", b"\xff\xfe", b"<"]))
def test_any_bytes_are_read_or_refused(data, head):
    try:
        said = declaration_from_bytes(head + data, "any").text
    except UnreadableFileError as refused:
        said = refused.why if refused.mend.endswith(".") else ""
    assert said


def test_signs_that_are_no_words_are_refused_and_words_in_any_script_are_not():
    garbage = ("~|l1 ^;: }{ rn|n ;' c1 .,; xk;z " * 40).encode()
    with pytest.raises(UnreadableFileError, match="no words"):
        declaration_from_bytes(garbage, "scan.txt")
    for words in ("เราให้คำมั่นว่าจะ ปิดบ่อขยะ ", "Chúng tôi cam kết đóng cửa ", "| A1 | Plant 12 trees | 2030 | "):
        assert declaration_from_bytes((words * 60).encode(), "a.txt").text.startswith(words.strip()[:5])
