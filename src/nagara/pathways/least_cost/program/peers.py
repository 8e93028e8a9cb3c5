"""A program as a model of linopy, for those who work with that package or want to check ours.

linopy is loaded only when it is asked for; nothing else in nagara needs it. An exchange file in the MPS format is
written by :mod:`nagara.exchange.plans.mps`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from nagara.errors import NagaraError

if TYPE_CHECKING:
    from linopy import LinearExpression, Model
    from numpy.typing import NDArray

    from nagara.pathways.least_cost.program.arrays import Block, ProgramArrays

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int64]
    Axis = tuple[str, list[str]]

__all__ = ["MissingPeerError", "to_linopy"]

OFFSET: Final = "offset"
"""linopy's objective takes no constant: a column that is always one carries it."""


class MissingPeerError(NagaraError, ImportError):
    """The optional package that a program was to be handed to is not installed."""

    code: ClassVar[str] = "peer-missing"

    def __str__(self) -> str:
        return "A model of linopy needs the package linopy, which is not installed. Install it with: pip install linopy"


def to_linopy(arrays: ProgramArrays) -> Model:
    """Write a program as a model of linopy, block by block.

    Every block has one axis, whose labels are the names of its entries. A block of columns that is in part whole
    becomes two, and a block of rows becomes one for each kind of limit: ``name``, ``name_lower``, ``name_upper``.

    Parameters
    ----------
    arrays
        The program.

    Raises
    ------
    MissingPeerError
        If linopy is not installed.
    """
    try:
        from linopy import Model
    except ImportError as error:
        raise MissingPeerError from error
    model = Model()
    labels = np.concatenate([_add_columns(model, arrays, block) for block in arrays.columns])
    starts, columns, values = arrays.by_row()
    for block in arrays.rows:
        _add_rows(model, arrays, block, (starts, labels[columns], values))
    costs = arrays.cost
    if arrays.offset:
        one = model.add_variables(lower=1.0, upper=1.0, name=OFFSET)
        labels, costs = np.append(labels, int(one.labels)), np.append(costs, arrays.offset)
    model.add_objective(_expression(model, (), costs, labels))
    return model


def _add_columns(model: Model, arrays: ProgramArrays, block: Block) -> Places:
    """Add a block of columns and return linopy's number of each."""
    labels = np.full(block.count, -1, dtype=np.int64)
    whole = arrays.is_integer[block.start : block.start + block.count]
    parted = whole.any() and not whole.all()
    for suffix, chosen, is_integer in (("", ~whole, False), ("_whole" if parted else "", whole, True)):
        if chosen.any():
            at = block.start + np.flatnonzero(chosen)
            variable = model.add_variables(
                lower=arrays.column_lower[at],
                upper=arrays.column_upper[at],
                coords=dict([_axis(block, at, suffix)]),
                name=block.name + suffix,
                integer=is_integer,
            )
            labels[chosen] = variable.labels.values
    return labels


def _add_rows(
    model: Model, arrays: ProgramArrays, block: Block, matrix: tuple[NDArray[np.int32], Places, Numbers]
) -> None:
    """Add a block of rows; those that nothing stands in are left out, if nothing keeps their limits."""
    starts, labels, values = matrix
    lower, upper = arrays.row_lower, arrays.row_upper
    every = np.arange(block.start, block.start + block.count)
    equal = lower[every] == upper[every]
    for suffix, sign, limit, chosen in (
        ("", "=", lower, equal),
        ("_lower", ">=", lower, ~equal & np.isfinite(lower[every])),
        ("_upper", "<=", upper, ~equal & np.isfinite(upper[every])),
    ):
        if not chosen.any():
            continue
        at = every[chosen]
        lengths = starts[at + 1] - starts[at]
        place = np.arange(max(1, int(lengths.max())))
        used = place < lengths[:, None]
        entries = np.minimum(starts[at][:, None] + place, max(0, values.size - 1))
        if not values.size:
            continue
        axis = _axis(block, at, suffix)
        expression = _expression(
            model, (axis,), np.where(used, values[entries], 0.0), np.where(used, labels[entries], -1)
        )
        model.add_constraints(expression, sign, limit[at], name=block.name + suffix)


def _axis(block: Block, at: NDArray[np.integer[Any]], suffix: str) -> Axis:
    return f"{block.name}{suffix} entry", [block.entry(number) for number in at.tolist()]


def _expression(model: Model, axes: tuple[Axis, ...], values: Numbers, labels: Places) -> LinearExpression:
    from linopy import LinearExpression
    from xarray import DataArray, Dataset

    dims, coords = (*(name for name, _ in axes), "_term"), dict(axes)
    parts = {"coeffs": values, "vars": labels}
    return LinearExpression(
        Dataset({name: DataArray(part, coords=coords, dims=dims) for name, part in parts.items()}), model
    )
