"""Handed to linopy or written as MPS, a program keeps its optimum and its names."""

import sys

import highspy
import numpy as np
import pytest

from nagara.exchange.plans.mps import write_mps
from nagara.pathways.least_cost.program.highs import WarmProgram
from nagara.pathways.least_cost.program.linear_program import LinearProgram
from nagara.pathways.least_cost.program.peers import MissingPeerError, to_linopy
from nagara.pathways.least_cost.program.scheduler import MissingSolverError
from random_programs import random_program


def odd_program():
    """Every kind of bound and row, a gap in a block, a block in part whole."""
    program = LinearProgram(offset=7.0)
    x = program.columns(
        "flow to",
        (2, 3),
        cost=[[1.0, -1.0, 2.0], [0.5, 3.0, 1.0]],
        lower=[[-np.inf, -2.0, 1.0], [0.0, -np.inf, 1.0]],
        upper=[[4.0, 3.0, 1.0], [np.inf, 9.0, 8.0]],
        mask=np.array([[True, True, True], [True, False, True]]),
    )
    y = program.columns("built", 2, cost=[2.0, 4.0], integer=[True, False], upper=5.0)
    rows = program.rows("limit", 4, lower=[-3.0, 2.5, -np.inf, 1.0], upper=[np.inf, 2.5, 30.0, 6.0])
    program.add(rows.at[:2, None], x.at, [[1.0, 1.0, 1.0], [1.0, 2.0, 0.5]])
    program.add(rows.at[2:, None], y.at, [[1.0, 0.5], [0.7, 0.3]])
    program.add(rows.at[0], x.at[0], 2.0)
    program.rows("empty", 2, upper=1.0)
    return program


PROGRAMS = [odd_program, lambda: random_program(3)[0], lambda: random_program(4, whole=True)[0]]


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.filterwarnings("ignore")
def test_linopy_finds_the_same_optimum(program):
    arrays = program().arrays()
    ours = WarmProgram(arrays).solve()
    model = to_linopy(arrays)
    model.solve(solver_name="highs", io_api="direct", output_flag=False, mip_rel_gap=0.0, progress=False)
    assert model.objective.value == pytest.approx(ours.objective, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("program", PROGRAMS)
def test_an_mps_file_reads_back_as_the_same_program(program, tmp_path):
    arrays = program().arrays()
    write_mps(arrays, tmp_path / "plan.mps")
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    assert highs.readModel(str(tmp_path / "plan.mps")) == highspy.HighsStatus.kOk
    lp = highs.getLp()
    assert (lp.offset_, lp.sense_) == (arrays.offset, highspy.ObjSense.kMinimize)
    for theirs, ours in (
        (lp.col_cost_, arrays.cost),
        (lp.col_lower_, arrays.column_lower),
        (lp.col_upper_, arrays.column_upper),
        (lp.row_lower_, arrays.row_lower),
        (lp.row_upper_, arrays.row_upper),
        (lp.a_matrix_.start_, arrays.starts),
        (lp.a_matrix_.index_, arrays.index),
        (lp.a_matrix_.value_, arrays.value),
    ):
        assert np.array(theirs) == pytest.approx(ours, rel=1e-12)
    assert [kind == highspy.HighsVarType.kInteger for kind in lp.integrality_] in ([], arrays.is_integer.tolist())
    assert list(lp.col_names_) == ["".join(name.split()) for name in arrays.column_names()]
    assert list(lp.row_names_) == [name.replace(" ", "") for name in arrays.row_names()]


@pytest.mark.parametrize(
    ("package", "act", "error"),
    [("linopy", to_linopy, MissingPeerError), ("highspy", WarmProgram, MissingSolverError)],
)
def test_a_package_that_is_not_there_is_said(package, act, error, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(error, match="Install it with: pip install"):
        act(odd_program().arrays())
