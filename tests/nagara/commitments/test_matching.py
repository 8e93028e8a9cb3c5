"""A registered clause is found by its phrase, in the part that holds it, else in the clause."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nagara.commitments.importer.propose import propose
from nagara.commitments.matching import known_texts, matched
from nagara.commitments.register import clause

TEXT = propose(
    "# Declaration of Invented Cities\n\n"
    "We commit to:\n\n"
    "1. Strengthen the city by **planting trees**, collecting waste, and teaching children.\n\n"
    "2. Support all towns.\n"
)


@pytest.mark.parametrize(
    ("phrase", "key"),
    [
        ("collecting waste", "1.b"),
        ("Planting  Trees", "1.a"),
        ("Strengthen the city", "1"),
        ("Support all towns", "2"),
        ("building roads", None),
        ("", None),
    ],
)
def test_a_phrase_leads_to_its_part(phrase, key):
    wanted = replace(clause("amf-2024-declaration/2.g"), phrase=phrase)
    assert matched(TEXT, [wanted]).get(wanted.id) == key


def test_earlier_documents_and_frameworks_are_recognised():
    text = propose(
        "We reaffirm the Taguig Action Agenda (2017), the ASEAN Community Vision 2025 and the New Urban Agenda.\n",
        known_documents=known_texts(),
    )
    named = [mention.document_id for each in text.clauses for mention in each.mentions]
    assert named == ["amf-2017-action-agenda", "acv-2025", "nua"]


def test_a_name_that_two_documents_share_leads_to_neither():
    text = propose("We reaffirm the Vientiane Declaration (2024).\n", known_documents=known_texts())
    assert [mention.document_id for each in text.clauses for mention in each.mentions] == [""]
