"""Random programs, small and sure to have an answer, with what other solvers say of them."""

import numpy as np
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csc_array

from nagara.pathways.least_cost.program.linear_program import LinearProgram


def dense(arrays):
    shape = (arrays.row_count, arrays.column_count)
    return csc_array((arrays.value, arrays.index, arrays.starts), shape=shape).toarray()


def random_program(seed, *, plants=4, streams=3, whole=False, scale=1.0):
    """Streams that have to go to plants, which have room and share one budget; costs of either sign."""
    rng = np.random.default_rng(seed)
    program = LinearProgram(offset=float(rng.integers(-5, 6)))
    flow = program.columns("flow", (plants, streams), cost=rng.integers(-3, 9, (plants, streams)), upper=9.0 * scale)
    built = program.columns("built", plants, cost=rng.integers(1, 20, plants), upper=2.0, integer=whole)
    supply = program.rows("supply", streams, lower=scale * rng.integers(1, 5, streams), upper=scale * 8.0)
    room = program.rows("room", plants, upper=scale)
    effort = program.rows("effort", (), upper=scale * 60.0)
    program.add(supply.at[None, :], flow.at, rng.integers(1, 4, (plants, streams)) / 2.0)
    program.add(room.at[:, None], flow.at, 1.0)
    program.add(room.at, built.at, -4.0 * scale)
    program.add(effort.at, flow.at, rng.integers(0, 3, (plants, streams)))
    return program, {"flow": flow, "built": built, "supply": supply, "room": room, "effort": effort}


def scipy_answer(arrays):
    """What SciPy's own copy of HiGHS makes of the same program."""
    return milp(
        arrays.cost,
        integrality=arrays.is_integer.astype(int),
        bounds=(arrays.column_lower, arrays.column_upper),
        constraints=LinearConstraint(dense(arrays), arrays.row_lower, arrays.row_upper),
        options={"mip_rel_gap": 0.0},
    )
