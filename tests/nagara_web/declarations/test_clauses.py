"""What a person makes of proposals: nothing is lost, everything can be taken back."""

from __future__ import annotations

import pytest

from cast import Cast
from nagara_web.audit.queries import events, verify
from nagara_web.declarations.actions import clauses as actions
from nagara_web.declarations.errors import DeclarationRefusedError
from nagara_web.declarations.models import Clause, Document
from nagara_web.declarations.nouns import snapshot
from nagara_web.declarations.queries import clauses_of, next_waiting, texts_of


def state(document: Document) -> list[dict[str, object]]:
    return [snapshot(each) for each in clauses_of(document.pk)]


def one(document: Document, key: str) -> Clause:
    return next(each for each in clauses_of(document.pk) if each.key == key)


def test_a_proposal_keeps_every_character_in_one_block(proposed: Document) -> None:
    edition = texts_of(proposed.pk)[0]
    assert "".join(edition.text[start:stop] for _role, start, stop, _label in edition.blocks) == edition.text
    for clause in clauses_of(proposed.pk):
        start, stop = clause.places["en"]
        assert edition.text[start:stop].strip() == clause.words["en"]
        assert not clause.is_confirmed
        for part in clause.parts.all():
            assert part.words.endswith(edition.text[slice(*part.place)].strip())


def test_kinds_are_proposed(proposed: Document) -> None:
    kinds = {each.key: (each.kind, each.is_wish) for each in clauses_of(proposed.pk)}
    assert kinds["1"] == ("C", False)
    assert kinds["3"] == ("C", True)
    assert kinds["e1"][0] == "Q"
    assert [part.key for part in one(proposed, "2").parts.all()] == ["a", "b", "c"]


def test_each_change_can_be_taken_back_to_the_first(cast: Cast, proposed: Document) -> None:
    before = state(proposed)
    text = texts_of(proposed.pk)[0].text
    by = {"person_id": cast.secretary.pk}
    states = [before]
    for change in (
        lambda: actions.confirm_clause(proposed.pk, "1", **by),
        lambda: actions.set_kind(proposed.pk, "e1", kind="F", **by),
        lambda: actions.split_clause(proposed.pk, "2", at=text.index("composting"), **by),
        lambda: actions.join_with_next(proposed.pk, "1", **by),
        lambda: actions.set_parts(proposed.pk, "3", [], **by),
        lambda: actions.confirm_above(proposed.pk, sure_frac=0.5, **by),
    ):
        change()
        states.append(state(proposed))
    assert len({str(each) for each in states}) == len(states)
    for expected in reversed(states[:-1]):
        actions.take_back(proposed.pk, **by)
        assert state(proposed) == expected
    with pytest.raises(DeclarationRefusedError):
        actions.take_back(proposed.pk, **by)
    assert events(action="declaration.change-taken-back").count() == 6
    assert verify().is_whole


def test_a_split_gives_each_half_its_words_and_parts(cast: Cast, proposed: Document) -> None:
    text = texts_of(proposed.pk)[0].text
    key = actions.split_clause(proposed.pk, "2", at=text.index("composting"), person_id=cast.secretary.pk)
    first, second = one(proposed, "2"), one(proposed, key)
    assert first.words["en"].endswith("sorting waste,")
    assert second.words["en"].startswith("composting")
    assert [each.key for each in first.parts.all()] == ["a"]
    assert [each.key for each in second.parts.all()] == ["a", "b"]
    assert first.position + 1 == second.position
    actions.join_with_next(proposed.pk, "2", person_id=cast.secretary.pk)
    joined = one(proposed, "2")
    assert "sorting waste, composting" in joined.words["en"]
    assert [each.key for each in joined.parts.all()] == ["a", "b", "c"]


@pytest.mark.parametrize("at", [-1, 0, 10**6])
def test_a_split_outside_the_clause_is_refused(cast: Cast, proposed: Document, at: int) -> None:
    before = state(proposed)
    with pytest.raises(DeclarationRefusedError):
        actions.split_clause(proposed.pk, "2", at=at, person_id=cast.secretary.pk)
    assert state(proposed) == before


def test_a_letter_given_once_is_never_given_to_other_words(cast: Cast, proposed: Document) -> None:
    parts = list(one(proposed, "2").parts.all())
    kept = [[each.place, *each.shared] for each in parts if each.key != "b"]
    new = [parts[1].place[0], parts[1].place[0] + len("composting")]
    actions.set_parts(proposed.pk, "2", [*kept, [new]], person_id=cast.secretary.pk)
    assert [(each.key, each.words) for each in one(proposed, "2").parts.all()][1] == ("d", "composting")


def test_a_part_outside_its_clause_is_refused(cast: Cast, proposed: Document) -> None:
    start = one(proposed, "2").places["en"][0]
    with pytest.raises(DeclarationRefusedError):
        actions.set_parts(proposed.pk, "2", [[[start - 3, start + 2]]], person_id=cast.secretary.pk)


def test_only_what_is_sure_is_confirmed_together(cast: Cast, proposed: Document) -> None:
    proposed.clauses.filter(key__in=("1", "e1")).update(confidence_frac=0.4)
    actions.confirm_above(proposed.pk, person_id=cast.secretary.pk)
    waiting = {each.key for each in clauses_of(proposed.pk) if not each.is_confirmed}
    assert {"1", "e1"} <= waiting
    assert next_waiting(proposed.pk, one(proposed, "1").position) != "1"


def test_a_clause_that_is_gone_is_said_plainly(cast: Cast, proposed: Document) -> None:
    with pytest.raises(DeclarationRefusedError):
        actions.confirm_clause(proposed.pk, "99", person_id=cast.secretary.pk)
