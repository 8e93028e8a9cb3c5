"""The law of the workflow, over every state, move, part and history of a person."""

from itertools import combinations, product

import pytest

from nagara.rounds.workflow import (
    MOVES,
    WHO_CAN,
    WHY_NOT,
    Actor,
    Move,
    Part,
    Refusal,
    ReportFacts,
    State,
    lands_in,
    may,
    moves_open_to,
)

JUDGEMENTS = {Move.BEGIN_REVIEW, Move.JUDGE, Move.RETURN, Move.ACCEPT, Move.PUBLISH}
CITY_PARTS = {Part.OFFICER, Part.HEAD, Part.COORDINATOR}
EVERY_SET_OF_PARTS = [frozenset(each) for size in range(len(Part) + 1) for each in combinations(Part, size)]
REPORTS = [ReportFacts(state=state, was_submitted=was) for state in State for was in (False, True)]


def actors():
    for parts, prepared, signed, accepted in product(EVERY_SET_OF_PARTS, *[(False, True)] * 3):
        for works in {bool(parts & CITY_PARTS), True}:
            yield Actor(
                parts=parts, works_for_city=works, has_prepared=prepared, has_signed=signed, has_accepted=accepted
            )


def allowed():
    for actor in actors():
        for report in REPORTS:
            for move in moves_open_to(report, actor):
                yield move, report, actor


EVERYTHING_ALLOWED = list(allowed())


def test_nobody_judges_what_they_wrote_signed_or_work_for():
    own = [
        (move, actor)
        for move, _, actor in EVERYTHING_ALLOWED
        if move in JUDGEMENTS and (actor.works_for_city or actor.has_prepared or actor.has_signed)
    ]
    assert own == []


def test_who_accepted_never_publishes():
    assert not [actor for move, _, actor in EVERYTHING_ALLOWED if move is Move.PUBLISH and actor.has_accepted]


def test_only_the_head_signs():
    signers = {actor.parts for move, _, actor in EVERYTHING_ALLOWED if move in {Move.SIGN, Move.WITHDRAW_SIGNATURE}}
    assert signers
    assert all(Part.HEAD in parts for parts in signers)


def test_no_way_leads_to_publication_without_a_signature_and_two_people_more():
    ways = {
        state: {lands_in(move, ReportFacts(state=state)) for move in MOVES if _opens(move, state)} for state in State
    }
    assert [state for state, targets in ways.items() if State.PUBLISHED in targets - {state}] == [State.ACCEPTED]
    assert [state for state, targets in ways.items() if State.ACCEPTED in targets - {state}] == [State.IN_REVIEW]
    assert [state for state, targets in ways.items() if State.IN_REVIEW in targets - {state}] == [State.SUBMITTED]
    assert [state for state, targets in ways.items() if State.SUBMITTED in targets - {state}] == [
        State.AWAITING_SIGNATURE
    ]


def _opens(move, state):
    return state in MOVES[move].states


def test_every_state_is_reached_and_none_is_a_dead_end():
    moved = {(state, lands_in(move, ReportFacts(state=state))) for move in MOVES for state in MOVES[move].states}
    changes = {(before, after) for before, after in moved if before is not after}
    assert {after for _, after in changes} == set(State)
    assert {before for before, _ in changes} == set(State)


def test_the_public_may_do_nothing():
    assert all(moves_open_to(report, Actor()) == () for report in REPORTS)


def test_a_move_lands_only_where_the_table_says():
    for move, report, _ in EVERYTHING_ALLOWED:
        rule = MOVES[move]
        assert lands_in(move, report) in {rule.to or report.state, rule.to_if_submitted}


@pytest.mark.parametrize("move", Move)
def test_every_refusal_says_who_can(move):
    for actor, report in product(list(actors())[::7], REPORTS):
        answer = may(move, report, actor)
        if isinstance(answer, Refusal):
            assert answer.why == WHY_NOT[answer.code]
            assert answer.sentence.endswith(WHO_CAN[move])


@pytest.mark.parametrize("move", Move)
def test_every_move_can_be_made_by_somebody_somewhere(move):
    assert any(made is move for made, _, _ in EVERYTHING_ALLOWED)


def test_every_refusal_is_used():
    codes = {
        answer.code
        for actor, report, move in product(actors(), REPORTS, Move)
        if isinstance(answer := may(move, report, actor), Refusal)
    }
    assert codes == set(WHY_NOT)


def test_more_parts_never_close_a_move_except_by_working_for_the_city():
    for actor in actors():
        for extra in Part:
            more = Actor(
                parts=actor.parts | {extra},
                works_for_city=actor.works_for_city,
                has_prepared=actor.has_prepared,
                has_signed=actor.has_signed,
                has_accepted=actor.has_accepted,
            )
            for report in REPORTS[::3]:
                assert set(moves_open_to(report, actor)) <= set(moves_open_to(report, more))


def test_what_was_taken_back_after_a_submission_is_a_returned_report():
    awaiting = State.AWAITING_SIGNATURE
    assert lands_in(Move.TAKE_BACK, ReportFacts(state=awaiting)) is State.DRAFT
    assert lands_in(Move.TAKE_BACK, ReportFacts(state=awaiting, was_submitted=True)) is State.RETURNED
