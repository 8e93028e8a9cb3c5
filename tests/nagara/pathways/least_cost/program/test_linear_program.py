"""Blocks, masks and broadcasting write the matrix that loops would write, and refuse in words what cannot be meant."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.pathways.least_cost.program.arrays import ProgramError
from nagara.pathways.least_cost.program.linear_program import LinearProgram
from random_programs import dense

seeds = st.integers(min_value=0, max_value=10_000)


@given(seeds)
def test_broadcasting_writes_what_loops_would_write(seed):
    rng = np.random.default_rng(seed)
    arcs, years = rng.integers(1, 6, 2)
    program = LinearProgram()
    mask = rng.random((arcs, years)) < 0.7
    flow = program.columns("flow", (arcs, years), cost=rng.random((arcs, 1)), mask=mask)
    program.columns("spare", ())
    balance = program.rows("balance", years, lower=np.arange(years), upper=np.arange(years) + 1.0)
    values = rng.integers(-2, 3, (arcs, years)).astype(float)
    program.add(balance.at[None, :], flow.at, values)
    program.add(balance.at[None, :], flow.at, 0.5)
    expected = np.zeros((years, mask.sum() + 1))
    for arc in range(arcs):
        for year in range(years):
            if mask[arc, year]:
                expected[year, flow.at[arc, year]] += values[arc, year] + 0.5
    arrays = program.arrays()
    assert (dense(arrays) == expected).all()
    assert (arrays.value != 0.0).all()
    assert (np.diff(arrays.index)[np.diff(arrays.entry_columns) == 0] > 0).all(), "sorted, and nothing twice"
    starts, columns, by_row = arrays.by_row()
    rebuilt = np.zeros_like(expected)
    rebuilt[np.repeat(np.arange(years), np.diff(starts)), columns] = by_row
    assert (rebuilt == expected).all()


@given(seeds)
def test_every_number_is_named_by_its_block_and_index(seed):
    rng = np.random.default_rng(seed)
    program = LinearProgram()
    blocks = {}
    for name, shape in (("a", (2, 3)), ("b", ()), ("c", 4)):
        blocks[name] = program.columns(name, shape, mask=rng.random(shape) < 0.6)
    program.columns("last", 1)
    arrays = program.arrays()
    for name, block in blocks.items():
        for index in zip(*np.nonzero(block.at >= 0), strict=True) if block.at.ndim else []:
            said = f"{name}[{', '.join(map(str, index))}]"
            assert arrays.column_name(int(block.at[index])) == said
    assert arrays.column_names()[-1] == "last[0]"
    assert len(arrays.column_names()) == arrays.column_count


def test_what_cancels_leaves_no_entry():
    program = LinearProgram()
    flow, row = program.columns("flow", 2), program.rows("row", ())
    program.add(row.at, flow.at, [1.0, 2.0])
    program.add(row.at, flow.at, [1.0, -2.0])
    assert program.arrays().value.tolist() == [2.0]


def test_a_program_without_rows_or_entries_is_one():
    program = LinearProgram()
    flow = program.columns("flow", 2)
    program.add(program.rows("none", 0).at, flow.at[:0], 1.0)
    arrays = program.arrays()
    assert (arrays.row_count, arrays.value.size, arrays.starts.tolist()) == (0, 0, [0, 0, 0])


def refused(act):
    program = LinearProgram()
    flow, row = program.columns("flow", (2, 3)), program.rows("row", 3)
    with pytest.raises(ProgramError) as refusal:
        act(program, flow, row)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda p, f, r: p.columns("flow", 1), "flow: there are columns of that name already"),
        (lambda p, f, r: p.rows("row", 1), "row: there are rows of that name already"),
        (lambda p, f, r: p.columns("new", 3, cost=[1.0, 2.0]), r"new: its cost has the shape \(2,\)"),
        (lambda p, f, r: p.columns("new", 3, cost=np.nan), "new: its cost is not a number"),
        (lambda p, f, r: p.columns("new", 3, cost=np.inf), "new: its cost reaches inf"),
        (lambda p, f, r: p.columns("new", 3, upper=1e30), "new: its upper reaches 1e"),
        (lambda p, f, r: p.columns("new", 3, lower=[0, 2, 0], upper=1.0), r"new\[1\]: its lower bound 2 is above"),
        (lambda p, f, r: p.rows("new", 3, lower=np.inf), "new: a bound leaves nothing"),
        (lambda p, f, r: p.add(r.at, f.at, np.inf), r"row\[2\] x flow\[1, 2\]: a coefficient is not a finite"),
        (lambda p, f, r: p.add(r.at[:2], f.at, 1.0), r"row\[1\] x flow\[1, 2\]: rows \(2,\), columns \(2, 3\)"),
        (lambda p, f, r: p.add(r.at + 9, f.at, 1.0), "unknown rows x .*: there are 3 rows, and no 11"),
        (lambda p, f, r: LinearProgram().arrays(), "it has no columns"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(act, words):
    import re

    assert re.search(words, refused(act))
