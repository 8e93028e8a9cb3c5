"""The register: every id once, every row with its source, names that are shared, facts that are disputed."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from nagara.commitments import register as book
from nagara.commitments.clauses import ClauseKind
from nagara.commitments.documents import Confidence, disputed
from nagara.commitments.register import clause, clauses_of, document, documents, find, forum, register, session
from nagara.commitments.rows import parse_rows, sources
from nagara.errors import EvidenceError, UnknownCodeError

COMMITMENTS = """
P4 P5a P5b 1.a 1.b 1.c 1.d 2.a 2.b 2.c 2.d 2.e 2.f 2.g 2.h 2.i 3.a 3.b 3.c 3.d
4.a 4.b 4.c 4.d 4.e 4.f 4.g 4.h 4.i 4.j 5 6
"""
REPORTED = "1 3 4a 4b 4c 5a 5b 8a 8b 8c 9a 9b 10a 10b 11a 11b 13a 13b 13c 13d 13e"
SENTENCES = {
    **{f"VTE24-{key}": "C" for key in COMMITMENTS.split()},
    **{"VTE24-P1": "F", "VTE24-P2": "R", "VTE24-P3": "F", "VTE24-L1": "F", "VTE24-A1": "F"},
    **{f"VTE24-E{number}": "Q" for number in (1, 2, 3, 4)},
    **{f"HAN25-{key}": "C" for key in REPORTED.split()},
    **{f"HAN25-{key}": "F" for key in (2, 6, 7, 12, 14)},
}
"""Every sentence of the two texts of 2024 and 2025 by the short id of the method sheet, with its kind."""
TABLES = Path(book.__file__).parent / "tables"
DECLARED = {
    "amf-2011-communique",
    "amf-2015-declaration",
    "amf-2017-action-agenda",
    "amf-2019-declaration",
    "amf-2019-joint-declaration",
    "amf-2022-declaration",
    "mgmac-2022-statement",
    "amf-2023-declaration",
    "mgmac-2023-joint-declaration",
    "amf-2024-declaration",
    "mgmac-2024-declaration",
    "mgmac-2025-communique",
    "amf-2025-declaration",
    "asuf-2025-call-to-action",
}


@pytest.fixture
def table_rows(monkeypatch):
    """Put other rows in the place of one table."""

    def put(table: str, text: str) -> None:
        real = book.rows
        monkeypatch.setattr(book, "rows", lambda name: tuple(parse_rows(name, text)) if name == table else real(name))

    return put


@pytest.mark.parametrize(("alias", "kind"), SENTENCES.items())
def test_every_sentence_of_the_sheet_is_there_with_its_kind(alias, kind):
    found = find(alias)
    assert found
    assert {each.kind.value for each in found} == {kind}


def test_all_documents_are_there_and_one_report():
    assert {each.id for each in documents()} == {*DECLARED, "mgmac-2025-press-report-hanoi-times"}


def test_documents_come_in_order_of_time_and_by_forum():
    days = [register().made_on(each.id) for each in documents()]
    assert days == sorted(days)
    assert [each.year for each in documents(forum="amf")] == [
        2011,
        2015,
        2017,
        2019,
        2019,
        2022,
        2023,
        2024,
        2025,
        2025,
    ]
    assert documents(forum="amf")[-1].id == "asuf-2025-call-to-action"


def test_what_is_known_from_reports_is_marked():
    for each in register().clauses.values():
        assert each.is_reported == (each.key[0] == "r")
        assert each.is_reported or document(each.document).is_text_read or each.document == "amf-2017-action-agenda"
        assert not each.reported_in or document(each.reported_in).kind == "press-report"


def test_a_report_names_the_documents_that_it_reports_on():
    for entry in documents():
        assert bool(entry.reports_on) == (entry.kind == "press-report")
        assert all(document(id_) for id_ in entry.reports_on)


def test_every_row_has_a_source_a_place_and_a_type():
    known = register()
    entries = [*known.forums.values(), *known.sessions.values(), *known.documents.values(), *known.clauses.values()]
    entries += [name for entry in entries for name in getattr(entry, "names", ())]
    entries += [said for entry in entries for said in getattr(entry, "statements", ())]
    assert all(entry.sources and entry.locator for entry in entries)
    assert all(isinstance(each.kind, ClauseKind) for each in known.clauses.values())


def test_every_source_is_used_and_says_who_published_it():
    tables = "".join(path.read_text("utf-8") for path in TABLES.glob("*.csv"))
    assert [key for key in sources() if not re.search(rf"[ ,]{key}[ ,]", tables)] == []
    assert all(source.title and source.publisher for source in sources().values())


def test_a_source_is_a_page_a_given_text_or_our_own_reading():
    without = {key for key, source in sources().items() if not source.url.startswith("http")}
    assert without == {"nagara-reading", "vientiane-text-2024", "asean-memory", "paris-memory"}


def test_one_forum_keeps_its_id_through_its_names():
    assert forum("amf").name_on(date(2019, 8, 27)) == "ASEAN Mayors Forum"
    assert forum("amf").name_on(date(2025, 8, 13)) == "ASEAN Governors and Mayors Forum"
    assert [each.id for each in find("AGMF")] == ["amf"]


def test_a_document_has_no_name_before_it_was_made():
    for entry in documents():
        assert all(name.valid_from in {None, register().made_on(entry.id)} for name in entry.names)


def test_two_documents_may_share_a_name_and_never_an_id():
    assert {each.id for each in find("Vientiane Declaration")} == {"amf-2024-declaration", "mgmac-2024-declaration"}
    assert [each.id for each in find("AMF-2024")] == ["amf-2024-declaration", "amf-2024"], "the session goes by it too"


def test_short_ids_follow_the_sheet_and_permanent_ones_the_text():
    assert [each.id for each in find("VTE24-2.g")] == ["amf-2024-declaration/2.g"]
    assert [each.id for each in find("VTE24-2.i")] == ["amf-2024-declaration/2.h"]
    assert [each.id for each in find("VTE24-2.h")] == ["amf-2024-declaration/2"]
    assert [each.key for each in find("VTE24-1.b")] == ["1.a", "1.b"]
    assert [each.id for each in find("han25-9B")] == ["mgmac-2025-communique/r9.b"]


@pytest.mark.parametrize(
    ("about", "topic", "count"),
    [("mgmac", "founding", 2), ("mgmac", "secretariat", 4), ("amf-2015", "days", 2)],
)
def test_accounts_that_differ_stand_side_by_side(about, topic, count):
    thing = register().forums.get(about) or register().sessions[about]
    assert set(disputed(thing.statements)) >= {topic}
    assert len(disputed(thing.statements)[topic]) == count


def test_nothing_is_disputed_by_accident():
    known = register()
    things = {**known.forums, **known.sessions, **known.documents}
    found = {(id_, topic) for id_, thing in things.items() for topic in disputed(thing.statements)}
    assert found == {("mgmac", "founding"), ("mgmac", "secretariat"), ("amf-2015", "days")}


def test_a_meeting_to_come_is_announced_and_no_more():
    assert session("amf-2026").is_announced
    assert session("amf-2026").starts_on is None
    assert session("amf-2026").confidence is Confidence.PARTLY
    assert session("mgmac-2026").confidence is Confidence.UNCONFIRMED


def test_ten_capitals_signed_in_2025():
    assert len(document("mgmac-2025-communique").signatories) == 10


def test_clauses_come_in_the_order_of_the_text():
    keys = [each.key for each in clauses_of("amf-2024-declaration")]
    assert keys[:5] == ["p1", "p2", "p3", "p4", "p5.a"]
    assert keys[-6:] == ["e1.a", "e1.b", "e1.c", "e1.d", "e2", "a1"]
    assert clauses_of("amf-2022-declaration") == ()


def test_no_official_sentence_is_kept():
    assert all(len(each.phrase.split()) <= 10 for each in register().clauses.values())
    assert not [each.id for each in register().clauses.values() if each.phrase and each.phrase in each.says]


@pytest.mark.parametrize("ask", [forum, session, document, clause, clauses_of])
def test_what_is_not_there_is_refused_by_name(ask):
    with pytest.raises(UnknownCodeError, match="'nowhere' is not known"):
        ask("nowhere")
    assert find("nowhere") == ()


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("amf-2024,declaration,,2024-09-19,en,,,,yes,confirmed,,title", "sources is empty"),
        ("amf-2024,declaration,,2024-09-19,en,,,,yes,confirmed,nobody,title", "not in sources.toml"),
        ("amf-2024,declaration,,2024-09-19,en,,,,yes,confirmed,vientiane-text-2024,", "locator is empty"),
        ("amf-2024,declaration,,19 September,en,,,,yes,confirmed,vientiane-text-2024,title", "write a day"),
        ("amf-2024,poem,,2024-09-19,en,,,,yes,confirmed,vientiane-text-2024,title", "use one of: declaration"),
        ("amf-2024,declaration,,2024-09-19,en,,,,maybe,confirmed,vientiane-text-2024,title", "write yes or no"),
        ("amf-1999,declaration,,2024-09-19,en,,,,yes,confirmed,vientiane-text-2024,title", "not in the register"),
        ("amf-2024,declaration", "it has 2 cells; the head has 12"),
    ],
)
def test_a_row_that_nobody_could_check_is_refused_by_line(table_rows, row, why):
    head = (TABLES / "documents.csv").read_text("utf-8").splitlines()[0]
    table_rows("documents", f"{head}\n{row}\n")
    with pytest.raises(EvidenceError, match="commitments/documents, line 2") as refused:
        register.__wrapped__()
    assert why in str(refused.value)


def test_a_document_that_stands_there_twice_is_refused(table_rows):
    row = "mgmac,2013,kompas-2022,body"
    table_rows("forums", f"id,founded_year,sources,locator\n{row}\n{row}\n")
    with pytest.raises(EvidenceError, match="line 3: mgmac stands there twice"):
        register.__wrapped__()
