"""Every commitment of the register has one theme, and nothing else has."""

from nagara.commitments.clauses import ClauseKind
from nagara.commitments.register import register
from nagara.commitments.themes import theme_of, themes


def test_each_commitment_has_a_theme_and_no_other_clause_has():
    for id_, clause in register().clauses.items():
        assert (theme_of(id_) is not None) is (clause.kind is ClauseKind.COMMITMENT), id_


def test_each_theme_holds_a_commitment_and_says_what_it_covers():
    used = {theme.key for id_ in register().clauses if (theme := theme_of(id_))}
    assert used == set(themes())
    assert all(each.covers and each.name == each.name.lower() and len(each.name) <= 60 for each in themes().values())
