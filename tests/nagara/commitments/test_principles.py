"""The twelve principles: complete, in order, each with a source and four levels that a city can tell apart."""

from __future__ import annotations

from nagara.commitments.principles import LEVELS, principle_of, principles


def test_they_are_twelve_in_the_order_of_their_authors():
    """UN-Habitat's list has twelve (facts of the campaign: ``principles: 12``); the eleventh is the yearly report."""
    found = principles()
    assert [each.number for each in found] == list(range(1, 13))
    assert "every year" in found[10].says
    assert {each.sources[0].publisher for each in found} == {"UN-Habitat"}
    assert all(each.sources[0].url.startswith("https://unhabitat.org/") for each in found)


def test_each_level_of_each_principle_says_something_of_its_own():
    for each in principles():
        assert tuple(each.levels) == LEVELS
    said = [words for each in principles() for words in each.levels.values()]
    assert len(set(said)) == len(said) == 48


def test_a_code_leads_back_to_its_principle_and_no_other_code_does():
    assert [principle_of(each.code) for each in principles()] == list(principles())
    assert principle_of("waste_wise_13_level") is None


def test_silence_is_no_level():
    assert not {"", "not answered", "no", "none"} & set(LEVELS)
