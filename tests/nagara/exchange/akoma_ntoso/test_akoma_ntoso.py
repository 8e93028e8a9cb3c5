"""Akoma Ntoso keeps every character, block, clause and part; is valid; and no file makes it stumble."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from nagara.commitments.clauses import Block, Clause, ClauseKind, Deadline, DocumentText, Mention, Part, Place, Role
from nagara.commitments.documents import Confidence, Document, DocumentKind, Name, Source, Statement
from nagara.errors import DocumentTextError, UnreadableFileError
from nagara.exchange.akoma_ntoso import (
    akoma_ntoso,
    clause_eid,
    expressions,
    part_eid,
    read_akoma_ntoso,
    work_iri,
)

FILES = Path(__file__).parents[3] / "formats" / "akoma-ntoso"
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"

DOCUMENT = Document(
    session="rcf-2024",
    kind=DocumentKind.DECLARATION,
    names=(Name(text="Rivertown Declaration"), Name(text="ปฏิญญาริเวอร์ทาวน์", language="th", valid_from=date(2025, 1, 1))),
    adopted_on=date(2024, 9, 19),
    languages=("en", "th"),
    signatories=("Hilltop", "Rivertown"),
    sources=(Source(url="https://example.org/declaration", title="River Cities", says_on=date(2024, 9, 20)),),
    statements=(Statement(topic="adopted-on", says="A day later.", sources=(Source(title="a paper"),)),),
    confidence=Confidence.PARTLY,
)


@cache
def schema():
    return etree.XMLSchema(etree.parse(FILES / "akomantoso30.xsd"))


def assert_valid(data):
    schema().assertValid(etree.fromstring(data))


def place_of(text, words):
    start = text.index(words)
    return Place(start=start, stop=start + len(words))


def written(paragraphs, **more):
    """A text from its paragraphs: role, label, words, and for a clause its key and kind."""
    text, blocks, clauses = "", [], []
    for role, label, words, key, kind in paragraphs:
        if text:
            blocks.append(Block(role=Role.SPACE, place=Place(start=len(text), stop=len(text) + 2)))
            text += "\n\n"
        place = Place(start=len(text), stop=len(text) + len(words))
        text += words
        blocks.append(Block(role=role, place=place, label=label))
        if key:
            clauses.append(Clause(key=key, label=label, role=role, kind=kind, place=place, confidence_frac=0.9))
    return DocumentText(text=text, blocks=tuple(blocks), clauses=tuple(clauses), **more)


def declaration():
    text = written(
        [
            (Role.TITLE, "", "Rivertown Declaration", "", None),
            (Role.PREAMBLE, "", "REAFFIRMING the Hill Pledge (2019) & all it says;", "p1", ClauseKind.REAFFIRMATION),
            (Role.PREAMBLE, "", "WE hereby declare our commitments to:", "p2", ClauseKind.FACT),
            (
                Role.OPERATIVE,
                "1.",
                "- 1. Warn early by linking gauges, and\tby drills by 2030.",
                "1",
                ClauseKind.COMMITMENT,
            ),
            (Role.FURNITURE, "", "page 2", "", None),
            (Role.OPERATIVE, "2.", "2.Sort waste at the source.", "2", ClauseKind.COMMITMENT),
            (Role.CLOSING, "", "ENCOURAGING member states to lend a hand.", "e1", ClauseKind.REQUEST),
            (Role.ADOPTION, "", "ADOPTED in Rivertown.", "a1", ClauseKind.FACT),
        ]
    )
    said = text.text
    first, gauge, sort = text.clauses[0], text.clauses[2], text.clauses[3]
    full = replace(
        gauge,
        parts=(
            Part(
                key="a",
                place=place_of(said, "linking gauges"),
                shared=(place_of(said, "Warn early"),),
                confidence_frac=0.75,
            ),
            Part(key="b", place=place_of(said, "by drills by 2030"), shared=(place_of(said, "Warn early"),)),
            Part(key="c", place=place_of(said, "gauges, and\tby drills")),
        ),
        deadlines=(Deadline(words="by 2030", place=place_of(said, "by 2030"), on=date(2030, 12, 31)),),
        reasons=("the verb “warn” <&>",),
    )
    mention = Mention(
        words="Hill Pledge (2019)",
        place=place_of(said, "Hill Pledge (2019)"),
        document_id="rcf-2019-declaration",
        year=2019,
    )
    clauses = (
        replace(first, mentions=(mention,)),
        text.clauses[1],
        full,
        replace(sort, is_wish=True),
        *text.clauses[4:],
    )
    return replace(text, clauses=clauses, proposed_title="Rivertown Declaration", proposed_facts={"place": "Rivertown"})


@pytest.fixture(scope="module")
def data():
    return akoma_ntoso(DOCUMENT, declaration())


def test_the_way_out_and_back_loses_nothing(data):
    found = read_akoma_ntoso(data)
    assert (found.document, found.text) == (DOCUMENT, declaration())
    assert found.is_ours
    assert not found.findings


def test_it_is_valid_against_the_schema_of_oasis(data):
    assert_valid(data)


def test_the_same_document_gives_the_same_bytes(data):
    assert akoma_ntoso(DOCUMENT, declaration()) == data


def test_every_clause_and_part_has_its_permalink(data):
    text = declaration()
    root = etree.fromstring(data)
    wanted = {clause_eid(clause) for clause in text.clauses}
    wanted |= {part_eid(clause, part) for clause in text.clauses for part in clause.parts}
    assert wanted == {element.get("eId") for element in root.iter() if element.get("eId")} - {
        "forum", "nagara", "author", "editor", "clause-kinds",
    }  # fmt: skip
    by_eid = {element.get("eId"): element for element in root.iter() if element.get("eId")}
    assert by_eid["para_1"].tag == f"{AKN}paragraph"
    assert by_eid["para_1"].findtext(f"{AKN}num") == "- 1."
    assert by_eid["rec_p1"].tag == f"{AKN}recital"
    assert by_eid["para_1__span_a"].tag == f"{AKN}span"
    assert by_eid["para_1__span_c"].tag == f"{AKN}marker"


def test_sections_kinds_and_references_are_those_of_the_standard(data):
    root = etree.fromstring(data)
    statement = root[0]
    assert [etree.QName(section).localname for section in statement] == [
        "meta", "preface", "preamble", "mainBody", "conclusions",
    ]  # fmt: skip
    kinds = {word.get("href"): word.get("value") for word in root.iter(f"{AKN}keyword")}
    assert kinds["#rec_p1"] == "R"
    assert kinds["#tblock_e1"] == "Q"
    assert next(root.iter(f"{AKN}ref")).get("href") == work_iri("rcf-2019-declaration")
    assert next(root.iter(f"{AKN}date")).get("date") == "2030-12-31"
    assert next(root.iter(f"{AKN}FRBRcountry")).get("value") == "xa"


def test_a_clause_below_another_is_a_point_of_it():
    text = written(
        [
            (Role.OPERATIVE, "1.", "1. Keep banks clean by:", "1", ClauseKind.COMMITMENT),
            (Role.OPERATIVE, "(a)", "(a) rounds;", "1.a", ClauseKind.COMMITMENT),
            (Role.OPERATIVE, "(i)", "(i) every week;", "1.a.i", ClauseKind.COMMITMENT),
            (Role.OPERATIVE, "(b)", "(b) traps.", "1.b", ClauseKind.COMMITMENT),
            (Role.FURNITURE, "", "page 2", "", None),
            (Role.OPERATIVE, "(c)", "(c) fines.", "1.c", ClauseKind.COMMITMENT),
        ]
    )
    parents = {"1.a": "1", "1.a.i": "1.a", "1.b": "1", "1.c": "1"}
    text = replace(text, clauses=tuple(replace(each, parent=parents.get(each.key, "")) for each in text.clauses))
    data = akoma_ntoso(DOCUMENT, text)
    assert_valid(data)
    assert read_akoma_ntoso(data).text == text
    by_eid = {element.get("eId"): element for element in etree.fromstring(data).iter() if element.get("eId")}
    above = {key: by_eid[f"para_{key}"].getparent().get("eId") for key in parents}
    assert above == {"1.a": "para_1", "1.a.i": "para_1.a", "1.b": "para_1", "1.c": None}
    changed = read_akoma_ntoso(data.replace(b"every week", b"each week")).text
    kept = {clause.key: clause.parent for clause in changed.clauses}
    assert kept == {"1": "", "1.a": "1", "1.a.i": "1.a", "1.b": "1", "1.c": ""}


def test_a_reported_text_is_no_authoritative_expression():
    report = written([(Role.REPORTED, "", "The city plans. It builds.", "s1", ClauseKind.COMMITMENT)], is_reported=True)
    second = replace(report.clauses[0], key="s2", place=place_of(report.text, "It builds."))
    report = replace(
        report, clauses=(replace(report.clauses[0], place=place_of(report.text, "The city plans.")), second)
    )
    data = akoma_ntoso(replace(DOCUMENT, kind=DocumentKind.PRESS_REPORT, adopted_on=None), report)
    assert_valid(data)
    root = etree.fromstring(data)
    assert next(root.iter(f"{AKN}FRBRauthoritative")).get("value") == "false"
    assert {element.get("eId") for element in root.iter(f"{AKN}span")} == {"para_s1", "para_s2"}
    assert read_akoma_ntoso(data).text == report


def test_languages_share_their_work_and_the_names_of_their_clauses():
    english = declaration()
    thai = written(
        [
            (Role.PREAMBLE, "", "ขอยืนยันปฏิญญา", "p1", ClauseKind.REAFFIRMATION),
            (Role.OPERATIVE, "๑.", "๑. เตือนภัยล่วงหน้า", "1", ClauseKind.COMMITMENT),
        ],
        language="th",
    )
    files = {language: etree.fromstring(data) for language, data in expressions(DOCUMENT, [english, thai]).items()}
    works = {etree.tostring(root.find(f".//{AKN}FRBRWork")) for root in files.values()}
    assert len(works) == 1
    assert files["th"].find(f".//{AKN}FRBRlanguage").get("language") == "tha"
    eids = [{element.get("eId") for element in root.iter(f"{AKN}paragraph")} for root in files.values()]
    assert "para_1" in eids[0] & eids[1]
    with pytest.raises(DocumentTextError, match="in one language"):
        expressions(DOCUMENT, [english, english])


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (lambda text: replace(text, clauses=text.clauses[:1] * 2), "clause p1: two clauses have this key"),
        (lambda text: replace(text, text=text.text[:20]), "outside the text of 20 characters"),
        (
            lambda text: replace(text, clauses=(replace(text.clauses[2], parts=text.clauses[2].parts[:1] * 2),)),
            "clause 1: two of its parts",
        ),
    ],
)
def test_a_text_that_contradicts_itself_is_refused(broken, words):
    with pytest.raises(DocumentTextError, match=words):
        akoma_ntoso(DOCUMENT, broken(declaration()))


# Any text at all

anything = st.text(st.characters(), max_size=60) | st.text("ab \n\t\r\x0c\x00\ud800\ufffe1.", max_size=60)
keys = st.text(st.characters(min_codepoint=32), min_size=1, max_size=4)


@st.composite
def texts(draw):
    said = draw(anything)

    def place(start=0, stop=None):
        ends = sorted(draw(st.integers(start, len(said) if stop is None else stop)) for _ in range(2))
        return Place(start=ends[0], stop=ends[1])

    cuts = sorted({0, len(said), *draw(st.lists(st.integers(0, len(said)), max_size=5))})
    blocks = [
        Block(role=draw(st.sampled_from(Role)), place=Place(start=start, stop=stop), label=draw(anything)[:5])
        for start, stop in zip(cuts, cuts[1:], strict=False)
    ]
    clauses = []
    names = draw(st.lists(keys, max_size=4, unique=True))
    for key in names:
        clauses.append(
            Clause(
                key=key,
                label=draw(anything)[:4],
                role=draw(st.sampled_from(Role)),
                kind=draw(st.sampled_from(ClauseKind)),
                place=place(),
                parent=draw(st.sampled_from(["", *names])),
                is_wish=draw(st.booleans()),
                confidence_frac=draw(st.floats(0, 1)),
                reasons=tuple(draw(st.lists(anything, max_size=1))),
                parts=tuple(
                    Part(key=each, place=place(), shared=(place(),), confidence_frac=draw(st.floats(0, 1)))
                    for each in draw(st.lists(keys, max_size=3, unique=True))
                ),
                mentions=tuple(
                    Mention(words=draw(anything), place=place(), document_id=each, year=draw(st.none() | st.integers()))
                    for each in draw(st.lists(st.sampled_from(["", "rcf-2019-declaration"]), max_size=2))
                ),
                deadlines=tuple(
                    Deadline(words="by", place=place(), on=each)
                    for each in draw(st.lists(st.none() | st.dates(), max_size=2))
                ),
            )
        )
    return DocumentText(
        text=said,
        blocks=tuple(blocks),
        clauses=tuple(clauses),
        language=draw(st.sampled_from(["en", "th", "pt-TL", "not a tag"])),
        is_reported=draw(st.booleans()),
        proposed_facts=draw(st.dictionaries(anything, anything, max_size=1)),
    )


@given(text=texts(), title=anything)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_text_comes_back_as_it_was_and_is_valid(text, title):
    document = replace(DOCUMENT, names=(Name(text=title),), signatories=(title,))
    data = akoma_ntoso(document, text)
    assert_valid(data)
    found = read_akoma_ntoso(data)
    assert (found.document, found.text) == (document, text)


def test_hundreds_of_overlapping_parts_are_written():
    said = "x" * 1200
    parts = tuple(Part(key=str(n), place=Place(start=n, stop=1200 - n)) for n in range(500))
    clause = Clause(key="1", label="", role=Role.OPERATIVE, kind=ClauseKind.COMMITMENT, place=Place(start=0, stop=1200))
    text = DocumentText(
        text=said,
        blocks=(Block(role=Role.OPERATIVE, place=clause.place),),
        clauses=(replace(clause, parts=parts),),
    )
    assert read_akoma_ntoso(akoma_ntoso(DOCUMENT, text)).text == text


# What others do to our files, and files of others


def test_a_file_that_was_laid_out_anew_is_read_as_if_it_were_not(data):
    root = etree.fromstring(data)
    for name in ("recitals", "recital", "paragraph", "content", "mainBody", "preamble", "meta"):
        for element in root.iter(f"{AKN}{name}"):
            element.text, element.tail = "\n    ", "\n  "
    assert read_akoma_ntoso(etree.tostring(root)).text == declaration()
    assert read_akoma_ntoso(etree.tostring(etree.fromstring(data), pretty_print=True)).text == declaration()


def test_a_changed_text_is_read_by_its_markup_with_a_finding(data):
    changed = read_akoma_ntoso(data.replace(b"Sort waste", b"Sort the waste"))
    assert not changed.is_ours
    assert [finding.code for finding in changed.findings][:2] == ["akoma-ntoso-text-changed", "akoma-ntoso-not-ours"]
    ours = {clause.key: clause for clause in declaration().clauses}
    theirs = {clause.key: clause for clause in changed.text.clauses}
    assert theirs.keys() == ours.keys()
    assert all(theirs[key].kind is ours[key].kind for key in ours)
    assert "2. Sort the waste" in theirs["2"].place.of(changed.text.text)


@pytest.mark.parametrize(
    ("old", "new"), [(b'kind="C"', b'kind="X"'), (b'stop="', b'stop="9'), (b'role="title"', b'role="hat"')]
)
def test_damaged_notes_are_a_finding_with_their_line(data, old, new):
    damaged = read_akoma_ntoso(data.replace(old, new, 1), file="d.xml")
    codes = [finding.code for finding in damaged.findings]
    assert codes[0] in {"akoma-ntoso-notes-damaged"}
    assert damaged.findings[0].place.row == 2


def test_a_statement_of_others_is_read_by_its_markup():
    found = read_akoma_ntoso((FILES / "foreign-statement.xml").read_bytes())
    text = found.text.text
    clauses = {clause.key: clause for clause in found.text.clauses}
    assert list(clauses) == ["p1", "p2", "1", "1.a", "1.b", "2"]
    assert found.document.adopted_on == date(2022, 5, 4)
    assert found.document.names == (Name(text="Pledge of the River Cities"),)
    assert found.document.kind is DocumentKind.DECLARATION
    assert found.text.language == "en"
    assert clauses["1"].kind is ClauseKind.COMMITMENT
    assert clauses["1"].place.of(text) == "1. Keep banks free of waste by:"
    assert clauses["1.b"].parent == "1"
    assert clauses["1.b"].place.of(text) == "(b) traps in every canal."
    assert "Aware of the floods of last year," in text
    roles = {block.place.of(text): block.role for block in found.text.blocks}
    assert roles["Floating booms."] is Role.FOOTNOTE
    assert roles["Warning"] is Role.HEADING
    assert roles["The Mayors"] is Role.SIGNATURES
    mention = next(mention for clause in found.text.clauses for mention in clause.mentions)
    assert mention.place.of(text) == mention.words == "Hill Pledge (2019)"
    assert {finding.code for finding in found.findings} == {"akoma-ntoso-not-ours", "akoma-ntoso-kind-unknown"}


def test_an_older_act_is_read_with_its_doubts():
    found = read_akoma_ntoso((FILES / "foreign-act.xml").read_bytes())
    assert [clause.key for clause in found.text.clauses] == ["1", "1-2"]
    assert {finding.code for finding in found.findings} == {
        "akoma-ntoso-other-version", "akoma-ntoso-not-ours", "akoma-ntoso-kind-unknown",
        "akoma-ntoso-day-unknown", "akoma-ntoso-key-twice",
    }  # fmt: skip


def test_every_foreign_text_is_covered_by_its_blocks():
    for name in ("foreign-statement.xml", "foreign-act.xml"):
        text = read_akoma_ntoso((FILES / name).read_bytes()).text
        assert "".join(block.place.of(text.text) for block in text.blocks) == text.text


BOMB = b'<!DOCTYPE a [<!ENTITY b "xxxx"><!ENTITY c "&b;&b;">]><akomaNtoso>&c;</akomaNtoso>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no XML"),
        (b"<a><b></a>", "line 1 is no XML"),
        (b"<html/>", "line 1: its first element is html"),
        (b"<akomaNtoso/>", "it holds no document"),
        (b"<akomaNtoso><statement/></akomaNtoso>", "it holds no text"),
        (BOMB, "document type of its own"),
        (BOMB.decode().encode("utf-16"), "document type of its own"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><akomaNtoso/>', "document type of its own"),
        (b"\xff\xfe\x00", "no XML"),
        (b"<akomaNtoso>" + b"<p>" * 5000, "no XML"),
        (b" " * 20_000_001, "more than 20 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data, words):
    with pytest.raises(UnreadableFileError, match=words):
        read_akoma_ntoso(data)


@given(
    mutations=st.lists(st.tuples(st.integers(0, 1 << 16), st.binary(max_size=6)), min_size=1, max_size=6),
    which=st.integers(0, 2),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_makes_it_crash(data, mutations, which):
    sources = [data, (FILES / "foreign-statement.xml").read_bytes(), (FILES / "foreign-act.xml").read_bytes()]
    damaged = bytearray(sources[which])
    for place, put in mutations:
        at = place % len(damaged)
        damaged[at : at + len(put)] = put
    try:
        found = read_akoma_ntoso(bytes(damaged))
    except UnreadableFileError:
        return
    length = len(found.text.text)
    assert all(0 <= clause.place.start <= clause.place.stop <= length for clause in found.text.clauses)
    assert all(finding.sentence for finding in found.findings)
