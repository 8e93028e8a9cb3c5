"""What declares nothing is said to declare nothing; days before a day; languages that await a native reader."""

from __future__ import annotations

from datetime import date

import pytest

from nagara.commitments.clauses import ClauseKind
from nagara.commitments.importer.propose import propose
from nagara.commitments.importer.voice import MINUTES, UNSURE_FRAC, VOICELESS

MINUTES_TEXT = """Minutes of the Project Meeting
Present: A. Lim, B. Tan, C. Roy
Apologies: D. Ng

1. Matters arising
The chair noted that the budget is late. It was agreed that Mr Tan will send the figures by 10 March 2026.

2. Waste collection
Ms Roy reported on the trucks. The team decided to buy two trucks.
Action: Mr Lim to call the dealer by 15 March.

The meeting closed at 16:00.
"""
RECIPE = """Coconut rice

Serves four. You need two cups of rice, one can of coconut milk, a stalk of lemongrass and a pinch of salt.

1. Wash the rice until the water runs clear.
2. Add the coconut milk, a cup of water and the salt.
3. Bring to the boil, then reduce the heat and cover the pot.
4. Cook for fifteen minutes. Remove from the heat and let it rest. Share it with friends.
"""


@pytest.mark.parametrize(("text", "why"), [(MINUTES_TEXT, MINUTES), (RECIPE, VOICELESS)])
def test_what_declares_nothing_is_said_to_and_proposes_no_promise_with_confidence(text: str, why: str) -> None:
    found = propose(text)
    assert found.proposed_facts["no_declaration"] == why
    assert max(each.confidence_frac for each in found.clauses) <= UNSURE_FRAC


@pytest.mark.parametrize(
    "text",
    ["We commit to:\n\n1. Wash the streets.\n" + RECIPE, "Statement of the cooks\n\n" + MINUTES_TEXT, "Plant trees."],
)
def test_what_speaks_like_a_declaration_is_left_alone(text: str) -> None:
    assert "no_declaration" not in propose(text).proposed_facts


@pytest.mark.parametrize(
    ("words", "on", "before"),
    [
        ("before 30 September 2027", date(2027, 9, 29), date(2027, 9, 30)),
        ("before 2030", date(2029, 12, 31), date(2030, 1, 1)),
        ("by 30 September 2027", date(2027, 9, 30), None),
        ("from 1 January 2035", date(2035, 1, 1), None),
    ],
)
def test_before_a_day_is_said_with_that_day(words: str, on: date, before: date | None) -> None:
    (clause,) = propose(f"We will sort waste {words}.").clauses
    assert [(each.words, each.on, each.before) for each in clause.deadlines] == [(words, on, before)]


@pytest.mark.parametrize(
    ("language", "words", "kind", "is_wish"),
    [
        ("lo", "ພວກເຮົາໃຫ້ຄໍາໝັ້ນວ່າຈະປິດບ່ອນຖິ້ມຂີ້ເຫຍື້ອ.", "C", False),
        ("lo", "ພວກເຮົາຮຽກຮ້ອງໃຫ້ລັດຖະບານສະໜັບສະໜູນ.", "Q", False),
        ("km", "យើងប្ដេជ្ញាបិទកន្លែងចាក់សំរាម។", "C", False),
        ("km", "យើងបញ្ជាក់ជាថ្មីនូវសេចក្ដីប្រកាស។", "R", False),
        ("my", "ကျွန်ုပ်တို့သည် အမှိုက်ပုံများ ပိတ်သိမ်းရန် ကတိပြုပါသည်။", "C", False),
        ("my", "ကျွန်ုပ်တို့သည် အစိုးရများကို ပံ့ပိုးရန် တောင်းဆိုပါသည်။", "Q", False),
        ("ms", "Kami ingin melihat semua sungai bersih.", "C", True),
        ("fil", "Nais naming makita ang malinis na mga ilog.", "C", True),
        ("fil", "Nawa'y magkaroon ng parke ang bawat lungsod.", "C", True),
    ],
)
def test_kinds_are_told_by_the_leading_words(language: str, words: str, kind: str, is_wish: bool) -> None:  # noqa: FBT001
    (clause,) = propose(words, language=language).clauses
    assert (clause.kind, clause.is_wish) == (ClauseKind(kind), is_wish)
    assert clause.confidence_frac < 0.9


@pytest.mark.parametrize(
    ("language", "words", "parts"),
    [
        ("fil", "Magtatanim kami ng mga puno, maglilinis ng mga ilog at magtuturo sa mga bata.", 3),
        ("fil", "Nangangako kaming isasara ang mga tambakan, magtatayo ng mga sentro at mag-uulat taon-taon.", 3),
        ("ms", "Kami akan menanam pokok, membersihkan sungai serta mengajar kanak-kanak.", 3),
        ("en", "We agree:\n\n- Every city publishes a map by 2031 and redraws it every year.", 2),
        ("en", "The Mayors agreed that work stops at noon, that water is free and that schools open at night.", 3),
    ],
)
def test_what_is_said_one_by_one_falls_into_parts(language: str, words: str, parts: int) -> None:
    *_above, clause = propose(words, language=language).clauses
    assert len(clause.parts) == parts
