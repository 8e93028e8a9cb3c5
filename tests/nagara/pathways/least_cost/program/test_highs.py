"""The warm solver agrees with other solvers, with enumeration and with itself from cold, and never fails silently."""

import itertools
import math
import pickle
import signal
import threading
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.optimize import linprog

from nagara.pathways.least_cost.program import conflict
from nagara.pathways.least_cost.program.arrays import ProgramError
from nagara.pathways.least_cost.program.highs import WarmProgram
from nagara.pathways.least_cost.program.linear_program import LinearProgram
from nagara.pathways.least_cost.program.solution import NoAnswerError, Status
from random_programs import dense, random_program, scipy_answer

seeds = st.integers(min_value=0, max_value=100_000)


def knapsack(items=60, seed=3, limits=8):
    """Hard enough for the search to take a while: several limits at once, values near to each other."""
    rng = np.random.default_rng(seed)
    program = LinearProgram()
    taken = program.columns("taken", items, cost=-rng.integers(50, 60, items), upper=1.0, integer=True)
    room = program.rows("room", limits, upper=rng.integers(11, 14, limits) * items)
    program.add(room.at[:, None], taken.at, rng.integers(20, 60, (limits, items)))
    return program, taken


@given(seeds)
def test_a_divisible_program_is_solved_as_scipy_solves_it(seed):
    program, blocks = random_program(seed)
    arrays = program.arrays()
    answer = WarmProgram(arrays).solve()
    matrix = dense(arrays)
    upper, lower = np.isfinite(arrays.row_upper), np.isfinite(arrays.row_lower)
    other = linprog(
        arrays.cost,
        A_ub=np.vstack([matrix[upper], -matrix[lower]]),
        b_ub=np.concatenate([arrays.row_upper[upper], -arrays.row_lower[lower]]),
        bounds=np.column_stack([arrays.column_lower, arrays.column_upper]),
    )
    assert (answer.status is Status.OPTIMAL) == (other.status == 0)
    if answer.status is Status.OPTIMAL:
        assert answer.objective == pytest.approx(other.fun + arrays.offset, abs=1e-7)
        assert answer.gap == 0.0
        assert answer.bound == answer.objective
        assert answer.objective == pytest.approx(answer.column_values @ arrays.cost + arrays.offset, abs=1e-7)
        assert np.allclose(matrix @ answer.column_values, answer.row_values, atol=1e-7)
        prices = arrays.cost - answer.row_duals @ matrix
        assert np.allclose(prices, answer.reduced_costs, atol=1e-7)
        assert answer.of(blocks["flow"]).shape == (4, 3)
    else:
        assert answer.status is Status.INFEASIBLE
        assert answer.rows_named


@given(seeds)
@example(409)  # the optimum is nought but for rounding, beside which any gap is large
@example(1016)
def test_whole_numbers_are_those_of_scipy_and_of_full_enumeration(seed):
    program, blocks = random_program(seed, plants=2, streams=3, whole=True)
    arrays = program.arrays()
    warm = WarmProgram(arrays)
    answer, other = warm.solve(), scipy_answer(arrays)
    enumerated = math.inf
    for built in itertools.product(range(3), repeat=2):
        warm.change_column_bounds(blocks["built"].at, lower=built, upper=built)
        warm.relax()
        enumerated = min(enumerated, warm.solve().objective)
    assert (answer.status is Status.OPTIMAL) == (other.status == 0) == (enumerated < math.inf)
    if other.status == 0:
        assert answer.objective == pytest.approx(other.fun + arrays.offset, abs=1e-6)
        assert answer.objective == pytest.approx(enumerated, abs=1e-6)
        assert 0.0 <= answer.gap <= 1e-9


@given(seeds)
def test_a_warm_answer_is_the_cold_one(seed):
    rng = np.random.default_rng(seed)
    program, blocks = random_program(seed)
    warm = WarmProgram(program.arrays())
    for _ in range(3):
        costs, room = rng.integers(-3, 9, (4, 3)).astype(float), rng.integers(0, 6, 4).astype(float)
        again, new = random_program(seed)
        cold = WarmProgram(again.arrays())
        for each, at in ((warm, blocks), (cold, new)):
            each.change_costs(at["flow"].at, costs)
            each.change_row_bounds(at["room"].at, upper=room)
            each.change_column_bounds(at["built"].at[:2], upper=1.0)
            each.change_coefficients(at["effort"].at, at["flow"].at[0, 0], 2.5)
        ours, theirs = warm.solve(), cold.solve()
        assert ours.status is theirs.status
        assert ours.objective == pytest.approx(theirs.objective, abs=1e-7)


def test_the_same_steps_give_the_same_bits():
    def walk():
        program, blocks = random_program(5, plants=30, streams=20)
        warm = WarmProgram(program.arrays())
        found = []
        for room in (3.0, 2.0, 4.0):
            warm.change_row_bounds(blocks["room"].at, upper=room)
            found.append(warm.solve().column_values)
        return np.concatenate(found).tobytes()

    threads, found = [], []
    for _ in range(2):
        threads.append(threading.Thread(target=lambda: found.append(walk())))
        threads[-1].start()
    for thread in threads:
        thread.join()
    assert len({walk(), walk(), *found}) == 1


@pytest.mark.parametrize("threads", [1, 2])
def test_a_search_with_fixed_threads_gives_the_same_bits(threads):
    answers = [WarmProgram(knapsack(items=24)[0].arrays()).solve(threads=threads) for _ in range(2)]
    assert answers[0].column_values.tobytes() == answers[1].column_values.tobytes()
    assert answers[0].bound == answers[1].bound


def test_solves_with_different_threads_do_not_fail_silently():
    program, _ = random_program(2)
    first, second = WarmProgram(program.arrays()), WarmProgram(program.arrays())
    objectives = {each.solve(threads=threads).objective for each, threads in ((first, 1), (second, 2), (first, 1))}
    assert len(objectives) == 1


def test_a_pool_that_another_library_has_set_is_taken_back():
    import highspy

    program, _ = random_program(2)
    warm = WarmProgram(program.arrays())
    expected = warm.solve(threads=1).objective
    highspy.Highs.resetGlobalScheduler(True)
    other = highspy.Highs()
    other.setOptionValue("output_flag", False)
    other.setOptionValue("threads", 2)
    other.addVar(0.0, 1.0)
    other.run()
    warm.forget()
    assert warm.solve(threads=1).objective == expected


def test_relaxed_and_restored():
    program, taken = knapsack(items=20)
    warm = WarmProgram(program.arrays())
    whole = warm.solve()
    with pytest.raises(NoAnswerError, match="row duals: they are known only where everything may be divided"):
        _ = whole.row_duals
    warm.relax()
    relaxed = warm.solve()
    assert relaxed.objective <= whole.objective
    assert relaxed.row_duals.size == 8
    warm.restore()
    assert warm.solve().objective == pytest.approx(whole.objective, rel=1e-9), "from another beginning"
    assert set(whole.of(taken).round(6).tolist()) <= {0.0, 1.0}


def test_a_gap_that_was_asked_for_is_stated():
    answer = WarmProgram(knapsack()[0].arrays()).solve(gap=0.05)
    assert answer.status is Status.WITHIN_GAP
    assert 0.0 < answer.gap <= 0.05
    assert answer.bound < answer.objective


def test_being_stopped_keeps_the_best():
    told = []
    answer = WarmProgram(knapsack()[0].arrays()).solve(
        on_progress=told.append, should_stop=lambda: bool(told) and told[-1].incumbent < math.inf
    )
    assert answer.status is Status.STOPPED
    assert answer.has_answer
    assert math.isfinite(answer.gap)
    assert answer.objective <= told[-1].incumbent
    assert all(one.bound <= one.incumbent for one in told)


def test_ctrl_c_keeps_the_best():
    pressed = []

    def press(progress):
        if progress.incumbent < math.inf and not pressed:
            pressed.append(progress)
            signal.raise_signal(signal.SIGINT)

    # What a shell starts in the background is told to pass over SIGINT; here somebody sits at the keyboard.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        answer = WarmProgram(knapsack()[0].arrays()).solve(on_progress=press, time_limit_s=20.0)
    finally:
        signal.signal(signal.SIGINT, before)
    assert answer.status is Status.STOPPED
    assert answer.has_answer


def test_a_time_limit_counts_from_this_solve():
    warm = WarmProgram(knapsack(items=200, limits=30)[0].arrays())
    for _ in range(2):
        answer = warm.solve(time_limit_s=0.3)
        assert answer.status is Status.TIME_LIMIT
        assert answer.has_answer
        assert 0.2 < answer.seconds < 3.0
        assert answer.gap > 0.0


def test_an_error_of_the_listener_comes_out_whole():
    def fail(progress):
        raise LookupError("the listener is ill")

    warm = WarmProgram(knapsack()[0].arrays())
    with pytest.raises(LookupError, match="the listener is ill"):
        warm.solve(on_progress=fail)
    assert warm.solve(gap=0.5).has_answer, "and the object can still be used"


@pytest.mark.parametrize("few", [500, 0], ids=["the fewest", "by proof"])
def test_rows_that_clash_are_named(few, monkeypatch):
    monkeypatch.setattr(conflict, "FEW_ROWS", few)
    program = LinearProgram()
    flow = program.columns("flow", 3)
    demand, room, spare = (
        program.rows("demand", (), lower=5.0),
        program.rows("room", 3, upper=1.0),
        program.rows("spare", (), upper=90.0),
    )
    program.add(demand.at, flow.at[:2], 1.0)
    program.add(room.at, flow.at, 1.0)
    program.add(spare.at, flow.at, 1.0)
    answer = WarmProgram(program.arrays()).solve()
    assert answer.status is Status.INFEASIBLE
    assert answer.rows_named == {"demand": ("demand",), "room": ("room[0]", "room[1]")}
    assert answer.explanation.startswith("No values keep all of these at once: demand; room[0], room[1].")
    assert (answer.objective, answer.bound) == (math.inf, math.inf)
    with pytest.raises(NoAnswerError, match="column values: the status is infeasible. No values keep"):
        answer.of(flow)


@pytest.mark.parametrize("few", [500, 0], ids=["few rows", "many rows"])
def test_rows_that_only_whole_numbers_break_are_named(few, monkeypatch):
    monkeypatch.setattr(conflict, "FEW_ROWS", few)
    program = LinearProgram()
    built = program.columns("built", 2, upper=9.0, integer=True)
    odd, spare = program.rows("odd", (), lower=3.0, upper=3.0), program.rows("spare", (), upper=90.0)
    program.add(odd.at, built.at, 2.0)
    program.add(spare.at, built.at, 1.0)
    warm = WarmProgram(program.arrays())
    answer = warm.solve(time_limit_s=20.0)
    assert (answer.status, answer.rows_named) == (Status.INFEASIBLE, {"odd": ("odd",)})
    assert "with whole numbers" in answer.explanation
    warm.change_row_bounds(odd.at, lower=4.0, upper=4.0)
    assert warm.solve().objective == 0.0


@pytest.mark.parametrize("whole", [False, True])
def test_a_column_that_earns_without_end_is_named(whole):
    program = LinearProgram()
    bought, sold = program.columns("bought", (), integer=whole), program.columns("sold", 2, cost=[0.0, -1.0])
    balance = program.rows("balance", (), lower=0.0, upper=0.0)
    program.add(balance.at, bought.at, 1.0)
    program.add(balance.at, sold.at, -1.0)
    answer = WarmProgram(program.arrays()).solve()
    assert answer.status is Status.UNBOUNDED
    assert answer.columns_named == {"bought": ("bought",), "sold": ("sold[1]",)}
    assert "without end along bought; sold[1]" in answer.explanation
    assert answer.objective == -math.inf


@given(seeds)
def test_ugly_numbers_are_said_and_solved_all_the_same(seed):
    """The same program once in tonnes and once with rows and columns in absurd units has the same optimum."""
    rng = np.random.default_rng(seed)
    program, blocks = random_program(seed)
    plain = program.arrays()
    powers = 10.0 ** rng.integers(-6, 7, plain.row_count), 10.0 ** rng.integers(-5, 6, plain.column_count)
    powers[0][:2], powers[1][:2] = (1e-8, 1e8), (1e-6, 1e6)
    ugly = LinearProgram(offset=plain.offset)
    columns = ugly.columns(
        "x",
        plain.column_count,
        cost=plain.cost * powers[1],
        lower=plain.column_lower / powers[1],
        upper=plain.column_upper / powers[1],
    )
    rows = ugly.rows("r", plain.row_count, lower=plain.row_lower * powers[0], upper=plain.row_upper * powers[0])
    ugly.add(rows.at[:, None], columns.at, dense(plain) * powers[0][:, None] * powers[1])
    warm, expected = WarmProgram(ugly.arrays()), WarmProgram(plain).solve()
    answer = warm.solve()
    assert any("The coefficients reach from" in remark for remark in warm.remarks)
    assert answer.status is expected.status
    if expected.status is Status.OPTIMAL:
        assert answer.objective == pytest.approx(expected.objective, rel=1e-6, abs=1e-6)
        assert np.allclose(answer.row_values / powers[0], dense(plain) @ (answer.column_values * powers[1]), atol=1e-5)
        assert answer.row_duals @ (dense(plain) * powers[0][:, None] * powers[1]) == pytest.approx(
            plain.cost * powers[1] - answer.reduced_costs, rel=1e-6, abs=1e-6
        )
        cap = float(answer.row_values[0])
        warm.change_row_bounds(rows.at[0], lower=cap, upper=cap)
        warm.change_costs(columns.at, 2.0 * plain.cost * powers[1])
        doubled = 2.0 * (expected.objective - plain.offset) + plain.offset
        assert warm.solve().objective == pytest.approx(doubled, rel=1e-6, abs=1e-5)


def test_huge_numbers_are_said_and_solved():
    program = LinearProgram()
    flow = program.columns("flow", 2, cost=[3e10, 5e10], upper=1e13)
    demand = program.rows("demand", (), lower=1.5e13)
    program.add(demand.at, flow.at, 1.0)
    warm = WarmProgram(program.arrays())
    answer = warm.solve()
    assert answer.of(flow) == pytest.approx([1e13, 5e12])
    assert answer.objective == pytest.approx(5.5e23)
    assert answer.duals_of(demand) == pytest.approx(5e10)
    assert any("The bound of demand is 1.5e+13" in remark for remark in warm.remarks)
    warm.change_row_bounds(demand.at, lower=3e13)
    assert warm.solve().status is Status.INFEASIBLE


def test_changes_that_cannot_be_meant_are_refused():
    program, blocks = random_program(1)
    warm = WarmProgram(program.arrays())
    with pytest.raises(ProgramError, match=r"built\[0\]: its lower bound would be above"):
        warm.change_column_bounds(blocks["built"].at, lower=5.0)
    with pytest.raises(ProgramError, match="changed costs: one is not a number"):
        warm.change_costs(blocks["flow"].at, np.nan)


def test_an_answer_can_be_sent_to_another_process():
    program, blocks = random_program(2)
    answer = WarmProgram(program.arrays()).solve()
    sent = pickle.loads(pickle.dumps(answer))
    assert sent.status is answer.status
    assert (sent.of(blocks["flow"]) == answer.of(blocks["flow"])).all()
    assert (sent.row_duals == answer.row_duals).all()


@pytest.mark.parametrize("number", [np.nan, np.inf])
@pytest.mark.parametrize("where", ["cost", "value", "column_lower", "row_upper"])
def test_numbers_on_which_the_solver_would_never_end_are_refused_by_name(where, number):
    program = LinearProgram()
    flow = program.columns("flow", 2, cost=[3.0, 5.0], upper=[10.0, 20.0])
    demand = program.rows("demand", (), lower=14.0)
    program.add(demand.at, flow.at, 1.0)
    arrays = program.arrays()
    wrong = getattr(arrays, where).copy()
    wrong[-1] = number
    broken = replace(arrays, **{where: wrong})
    if where in {"column_lower", "row_upper"} and number == np.inf:
        return  # a bound may be without end
    with pytest.raises(ProgramError, match=r"(flow\[1\]|demand): a .* of it is (nan|inf), which is no finite number"):
        WarmProgram(broken)
