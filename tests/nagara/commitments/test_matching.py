"""A registered clause is found by its phrase, in the part that holds it, else in the clause."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nagara.commitments.matching import matched
from nagara.commitments.propose import propose
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
