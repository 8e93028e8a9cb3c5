"""The letter that goes with a table."""

from string import Formatter

import pytest

from nagara.rounds.letters import LETTERS, letter

GAPS = {"addressee", "city", "country", "year", "date", "name", "address"}


@pytest.mark.parametrize("recipient", LETTERS)
def test_every_gap_of_a_letter_is_known(recipient):
    gaps = {name for sentence in LETTERS[recipient] for _, name, _, _ in Formatter().parse(sentence) if name}
    assert gaps <= GAPS


@pytest.mark.parametrize("recipient", LETTERS)
def test_a_letter_is_said_sentence_by_sentence_before_its_gaps_are_filled(recipient):
    values = {name: f"<{name}>" for name in GAPS}
    said = letter(recipient, values, lambda sentence: sentence.upper().replace("{CITY}", "{city}").lower())
    assert "<city>" in said.text
    assert said.text.startswith(said.subject)
    assert said.text.endswith("\n")
