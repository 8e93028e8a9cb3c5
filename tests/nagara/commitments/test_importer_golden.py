"""The importer against answers from outside: tables made by hand, and part D of the method sheet for two real texts.

The official texts are not kept here; their tests run where the files are at hand, and are left out elsewhere.
"""

from pathlib import Path

import pytest

from declaration_tables import NAMES, matched, table_of, text_of, wrong_in
from nagara.commitments.clauses import ClauseKind, Role
from nagara.commitments.importer.flowing import flowing
from nagara.commitments.importer.mentions import KnownDocument
from nagara.commitments.importer.propose import propose

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
VIENTIANE = SEEDS / "vientiane-declaration-2024.txt"
HANOI = SEEDS / "hanoi-zero-waste-cities-network.txt"

# Rows of part D1 to D3 by id: kind, clause, and openings of a few words that must stand in a part of it.
ROWS = {
    "P1": ("F", "p1", ["18th and 19th September", "with the theme"]),
    "P2": ("R", "p2", ["previous AMF declarations"]),
    "P3": ("F", "p3", ["ASEAN Community Vision 2025", "aligning with global agendas"]),
    "P4": ("C", "p4", ["ASEAN Community Vision 2045", "role of local governments", "people-centred"]),
    "P5a": ("C", "p5", ["meaningful participation", "local communities"]),
    "P5b": ("C", "p5", ["coordination and collaboration", "ASEAN Smart Cities Network"]),
    "1.a": ("C", "1", ["Strengthen connectivity"]),
    "1.b": ("C", "1", ["embracing technology", "smart solutions"]),
    "1.c": ("C", "1", ["digital divide"]),
    "1.d": ("C", "1", ["green tourism", "Urban Mekong Corridor"]),
    "2.a": ("C", "2", ["integrated urban and territorial planning"]),
    "2.b": ("C", "2", ["climate-sensitive urban development"]),
    "2.c": ("C", "2", ["gender-sensitive approaches"]),
    "2.d": ("C", "2", ["renewable energy"]),
    "2.e": ("C", "2", ["naturebased strategies"]),
    "2.f": ("C", "2", ["green spaces", "greening initiatives"]),
    "2.g": ("C", "2", ["early warning"]),
    "2.i": ("C", "2", ["engaging international organisations"]),
    "3.a": ("C", "3", ["ASEAN meetings and processes"]),
    "3.b": ("C", "3", ["sharing knowledge and best practices"]),
    "3.c": ("C", "3", ["participatory governance"]),
    "3.d": ("C", "3", ["vertical integration"]),
    "4.a": ("C", "4", ["sustainable business practices"]),
    "4.b": ("C", "4", ["green jobs"]),
    "4.c": ("C", "4", ["urban-rural integration"]),
    "4.d": ("C", "4", ["urban-rural migration", "skills development for migrants"]),
    "4.e": ("C", "4", ["agricultural development"]),
    "4.f": ("C", "4", ["quality standards"]),
    "4.g": ("C", "4", ["improving connectivity", "attract investment"]),
    "4.h": ("C", "4", ["resilient and inclusive communities"]),
    "4.i": ("C", "4", ["business environment"]),
    "4.j": ("C", "4", ["sustainable development across the region"]),
    "5": ("C", "5", ["Harmonise local policies", "enhancing cooperation"]),
    "6": ("C", "6", ["Support the ASEAN Community Vision 2045", "smart and sustainable urban development"]),
    "E1": ("Q", "e1", ["enabling environment"]),
    "E2": ("Q", "e1", ["multi-level governance"]),
    "E3": ("Q", "e1", ["financing mechanisms"]),
    "E4": ("Q", "e1", ["unit/division within the ASEAN Secretariat"]),
    "L1": ("F", "e2", ["to be held in Malaysia"]),
    "A1": ("F", "a1", ["Nineteenth Day of September"]),
}
PARTS = {"p4": 2, "p5": 2, "1": 4, "2": 8, "3": 4, "4": 10, "5": 1, "6": 1, "e1": 4}
NAMED = {
    "Surabaya": 2011,
    "Makassar": 2015,
    "Taguig": 2017,
    "AMF": 2019,
    "Joint": 2019,
    "Phnom Penh": 2022,
    "Jakarta": 2023,
}

with_vientiane = pytest.mark.skipif(not VIENTIANE.is_file(), reason="the official text is not at hand")
with_hanoi = pytest.mark.skipif(not HANOI.is_file(), reason="the press report is not at hand")


@pytest.mark.parametrize("name", NAMES)
def test_a_declaration_is_read_as_a_person_reads_it(name):
    document = propose(text_of(name))
    rows = matched(table_of(name), document)
    assert [row.key for row, clause in rows if clause is None] == []
    assert [wrong for row, clause in rows if clause is not None for wrong in wrong_in(row, clause, document)] == []
    assert not document.is_reported


@pytest.fixture(scope="module")
def vientiane():
    known = [
        KnownDocument(id="makassar", names=("Makassar Declaration",), year=2015),
        KnownDocument(id="other-jakarta", names=("Jakarta Declaration",), year=2019),
        KnownDocument(id="jakarta", names=("Jakarta Declaration",), year=2023),
    ]
    return propose(VIENTIANE.read_text("utf-8"), known_documents=known)


@with_vientiane
@pytest.mark.parametrize("row", ROWS)
def test_each_row_of_the_method_sheet_stands_in_a_part(vientiane, row):
    kind, key, phrases = ROWS[row]
    clause = next(each for each in vientiane.clauses if each.key == key)
    assert clause.kind.value == kind
    parts = [flowing(vientiane.words_of(part)) for part in clause.parts]
    others = [flowing(vientiane.words_of(part)) for each in vientiane.clauses for part in each.parts]
    assert all(any(phrase in part for part in parts) or any(phrase in part for part in others) for phrase in phrases)


@with_vientiane
def test_the_first_real_text_falls_into_its_parts(vientiane):
    assert {clause.key: len(clause.parts) for clause in vientiane.clauses if clause.key in PARTS} == PARTS
    assert [clause.key for clause in vientiane.clauses] == [
        *("p1", "p2", "p3", "p4", "p5", "p6", "1", "2", "3", "4", "5", "6", "e1", "e2", "a1"),
    ]
    assert not any(clause.is_wish for clause in vientiane.clauses)
    assert (vientiane.language, vientiane.is_reported) == ("en", False)
    assert vientiane.proposed_facts["adopted_on"] == "2024-09-19"
    assert vientiane.proposed_facts["place"].startswith("Vientiane")
    asked = next(clause for clause in vientiane.clauses if clause.key == "e1")
    assert asked.addressees == ("ASEAN Member States",)


@with_vientiane
def test_earlier_documents_are_recognised_and_none_is_guessed(vientiane):
    named = next(clause for clause in vientiane.clauses if clause.key == "p2").mentions
    assert [each.year for each in named] == list(NAMED.values())
    assert all(each.words.startswith(start) for each, start in zip(named, NAMED, strict=True))
    assert [each.document_id for each in named] == ["", "makassar", "", "", "", "", "jakarta"]


@with_hanoi
def test_a_press_report_is_stored_as_reported():
    document = propose(HANOI.read_text("utf-8"))
    assert document.is_reported
    assert {clause.role for clause in document.clauses} == {Role.REPORTED}
    assert [clause.key for clause in document.clauses] == [
        f"s{number}" for number in range(1, len(document.clauses) + 1)
    ]
    said = {flowing(clause.place.of(document.text))[:24]: clause for clause in document.clauses}
    adopted = next(clause for head, clause in said.items() if head.startswith("The forum adopted"))
    assert (adopted.kind, len(adopted.parts)) == (ClauseKind.COMMITMENT, 5)
    assert max(clause.confidence_frac for clause in document.clauses) < 0.8


def test_an_invented_press_report_is_told_from_a_declaration():
    text = (
        "Harbour towns agree to share storm data\n\n"
        "BRINDLE — Five harbour towns agreed on Friday to share tide gauges, according to the mayor's office.\n\n"
        '"This will save lives," said Ada Quill, mayor of Brindle. The towns adopted the Brindle Pledge, committing '
        "to electrifying ferries, restoring marshes and training pilots.\n\nPhoto: The Brindle Courier\n"
    )
    document = propose(text)
    assert document.is_reported
    assert len(document.clauses[-2].parts) == 3 or len(document.clauses[-1].parts) == 3
    assert not propose(text, is_reported=False).is_reported


def test_two_documents_of_one_name_are_told_apart_by_year_or_not_at_all():
    known = [
        KnownDocument(id="a-2024", names=("Tarn Declaration",), year=2024),
        KnownDocument(id="b-2025", names=("Tarn Declaration",), year=2025),
    ]
    text = "Recalling the Tarn Declaration (2025) and the Tarn Declaration;"
    (clause,) = propose(text, known_documents=known).clauses
    assert [(each.words, each.document_id, each.year) for each in clause.mentions] == [
        ("Tarn Declaration (2025)", "b-2025", 2025),
        ("Tarn Declaration", "", None),
    ]
