"""The equations of a system as arrays: residuals and derivatives of what is free, for one point or many draws.

``f(v) = A v + C (v_I * v_J) + b + general(v)`` with the fixed quantities folded into ``A`` and ``b``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from nagara.waste.flows.equations import Equation, GeneralEquation

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from nagara.waste.flows.system import System

    Array = NDArray[np.float64]
    Index = NDArray[np.intp]

__all__ = ["ConstraintSet", "General", "components", "constraint_set"]

COMPLEX_STEP: Final = 1e-30
LARGEST_DENSE: Final = 2_000
"""Entries of a matrix from which on it is stored sparse."""
DIFFERENCE_STEP: Final = 6e-6
"""Cube root of the rounding error: the best relative step of a central difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class General:
    """One general equation with its place: the row, the free columns it reads and the fixed values."""

    row: int
    equation: GeneralEquation
    free_rows: Index
    columns: Index
    fixed: Array

    def inputs(self, values: Array) -> Array:
        """All values that the equation reads, in its order."""
        shape = (len(self.equation.names), *values.shape[1:])
        read = np.empty(shape, dtype=values.dtype)
        read[:] = self.fixed.reshape(-1, *[1] * (values.ndim - 1))
        read[self.free_rows] = values[self.columns]
        return read

    def gradient(self, values: Array) -> Array:
        """Derivatives by the free columns it reads."""
        read = self.inputs(values)
        if self.equation.gradient is not None:
            return np.asarray(self.equation.gradient(read))[self.free_rows]
        slopes = np.empty((len(self.free_rows), *values.shape[1:]))
        for place, row in enumerate(self.free_rows):
            nudged = read.astype(np.complex128)
            nudged[row] += COMPLEX_STEP * 1j
            slopes[place] = np.imag(self.equation.residual(nudged)) / COMPLEX_STEP  # type: ignore[arg-type]
        return slopes


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintSet:
    """Equations over the free quantities, measured ones first.

    Parameters
    ----------
    names, labels
        The free quantities and the equations.
    matrix, product_matrix
        ``A`` and ``C``, dense where they are small, else sparse.
    first, second
        ``I`` and ``J``: the two columns of each product.
    first_picks, second_picks
        The same as matrices that pick the columns.
    constant
        ``b``.
    size
        Magnitude of the largest constant or fixed term of each equation, to judge a gap against.
    general
        The equations that are neither linear nor bilinear.
    """

    names: tuple[str, ...]
    labels: tuple[str, ...]
    matrix: Any
    product_matrix: Any
    first: Index
    second: Index
    first_picks: Any
    second_picks: Any
    constant: Array
    size: Array
    general: tuple[General, ...]

    @property
    def is_linear(self) -> bool:
        """Whether one step solves it."""
        return len(self.first) == 0 and not self.general

    def residual(self, values: Array) -> Array:
        """What each equation leaves over; values have shape (names,) or (names, draws)."""
        left = self.matrix @ values
        left += self.constant if values.ndim == 1 else self.constant[:, None]
        if len(self.first):
            left += self.product_matrix @ (values[self.first] * values[self.second])
        for entry in self.general:
            left[entry.row] += entry.equation.residual(entry.inputs(values))
        return np.asarray(left)

    def jacobian(self, values: Array) -> Array:
        """Derivatives at one point, dense, shape (labels, names)."""
        if not isinstance(self.matrix, np.ndarray):
            return np.asarray(self.sparse_jacobian(values).toarray())
        slopes = self.matrix.copy()
        if len(self.first):
            slopes += (self.product_matrix * values[self.second]) @ self.first_picks
            slopes += (self.product_matrix * values[self.first]) @ self.second_picks
        for entry in self.general:
            np.add.at(slopes[entry.row], entry.columns, entry.gradient(values))
        return np.asarray(slopes)

    def sparse_jacobian(self, values: Array) -> csr_array:
        """Derivatives at one point, as a sparse matrix."""
        from scipy.sparse import csr_array, diags_array

        slopes = csr_array(self.matrix)
        if len(self.first):
            products = csr_array(self.product_matrix)
            slopes = slopes + products @ diags_array(values[self.second]) @ csr_array(self.first_picks)
            slopes = slopes + products @ diags_array(values[self.first]) @ csr_array(self.second_picks)
        for entry in self.general:
            rows = np.full(len(entry.columns), entry.row)
            slopes = slopes + csr_array((entry.gradient(values), (rows, entry.columns)), shape=slopes.shape)
        return slopes

    def term_sizes(self, values: Array) -> Array:
        """The largest terms of each equation, added up without their signs."""
        jacobian = self.jacobian if isinstance(self.matrix, np.ndarray) else self.sparse_jacobian
        return np.asarray(abs(jacobian(values)) @ np.abs(values))

    def pull_back(self, multipliers: Array, values: Array) -> Array:
        """The transposed derivatives times multipliers; both with an axis of draws."""
        pulled = np.asarray(self.matrix.T @ multipliers)
        if len(self.first):
            weights = self.product_matrix.T @ multipliers
            pulled += self.first_picks.T @ (weights * values[self.second])
            pulled += self.second_picks.T @ (weights * values[self.first])
        for entry in self.general:
            np.add.at(pulled, entry.columns, entry.gradient(values) * multipliers[entry.row])
        return pulled

    def curvature(self, multipliers: Array, values: Array) -> Array:
        """Second derivatives of ``multipliers @ f`` at one point, shape (names, names)."""
        width = len(self.names)
        hessian = np.zeros((width, width))
        if len(self.first):
            weights = self.product_matrix.T @ multipliers
            np.add.at(hessian, (self.first, self.second), weights)
            np.add.at(hessian, (self.second, self.first), weights)
        for entry in self.general:
            hessian[np.ix_(entry.columns, entry.columns)] += multipliers[entry.row] * _hessian(entry, values)
        return hessian


def constraint_set(
    equations: Sequence[Equation | GeneralEquation],
    fixed: Mapping[str, float],
    names: Sequence[str],
    rows: Sequence[int],
) -> ConstraintSet:
    """Write some equations of a system as arrays over some of its free quantities.

    Parameters
    ----------
    equations, fixed
        All equations of the system, and the values of its fixed quantities.
    names
        The free quantities, in the order of the columns.
    rows
        Which equations of the system, in the order of the rows.
    """
    columns = {name: column for column, name in enumerate(names)}
    linear: list[tuple[int, int, float]] = []
    products: dict[tuple[int, int], list[tuple[int, float]]] = {}
    constant, size, general = np.zeros(len(rows)), np.zeros(len(rows)), []
    for row, number in enumerate(rows):
        equation = equations[number]
        if isinstance(equation, GeneralEquation):
            general.append(_placed(equation, row, columns, fixed))
            continue
        constant[row], size[row] = equation.constant, abs(equation.constant)
        for name, factor in equation.linear.items():
            column = columns.get(name)
            if column is not None:
                linear.append((row, column, factor))
            else:
                alone = factor * fixed[name]
                constant[row] += alone
                size[row] = max(size[row], abs(alone))
        for pair, factor in equation.products.items():
            free = [columns[name] for name in pair if name not in fixed]
            known = factor * prod(fixed[name] for name in pair if name in fixed)
            match free:
                case []:
                    constant[row] += known
                    size[row] = max(size[row], abs(known))
                case [column]:
                    linear.append((row, column, known))
                case [one, two]:
                    products.setdefault((one, two), []).append((row, known))
    pairs = list(products)
    entries = [(row, place, factor) for place, pair in enumerate(pairs) for row, factor in products[pair]]
    return ConstraintSet(
        names=tuple(names),
        labels=tuple(equations[number].label for number in rows),
        matrix=_stored(linear, len(rows), len(names)),
        product_matrix=_stored(entries, len(rows), len(pairs)),
        first=np.array([pair[0] for pair in pairs], dtype=np.intp),
        second=np.array([pair[1] for pair in pairs], dtype=np.intp),
        first_picks=_stored([(place, one, 1.0) for place, (one, _) in enumerate(pairs)], len(pairs), len(names)),
        second_picks=_stored([(place, two, 1.0) for place, (_, two) in enumerate(pairs)], len(pairs), len(names)),
        constant=constant,
        size=size,
        general=tuple(general),
    )


def components(system: System) -> list[tuple[list[str], list[int]]]:
    """Split a system into parts that share no free quantity and no covariance: names and equations of each.

    A part keeps measured quantities before unmeasured ones. Equations of fixed quantities alone form a part
    without names.
    """
    measured = [q.name for q in system.quantities if q.law is not None]
    free = measured + [q.name for q in system.quantities if q.law is None and q.fixed is None]
    column = {name: place for place, name in enumerate(free)}
    used = [[column[name] for name in equation.names if name in column] for equation in system.equations]
    links = [(number + len(free), place) for number, places in enumerate(used) for place in places]
    if system.covariance is not None:
        ones, others = np.nonzero(np.triu(system.covariance, 1))
        links += list(zip(ones.tolist(), others.tolist(), strict=True))
    label = _grouped(len(free) + len(used), links)
    parts: dict[int, tuple[list[str], list[int]]] = {}
    for place, name in enumerate(free):
        parts.setdefault(label[place], ([], []))[0].append(name)
    for number, places in enumerate(used):
        key = label[number + len(free)] if places else -1
        parts.setdefault(key, ([], []))[1].append(number)
    return list(parts.values())


def _grouped(count: int, links: Sequence[tuple[int, int]]) -> list[int]:
    """Name the group of each of some things by one of its members; what is linked is in one group.

    Union-find with halved paths. SciPy has it too, behind an import that takes as long as a whole city.
    """
    above = list(range(count))

    def top(of: int) -> int:
        while above[of] != of:
            above[of] = above[above[of]]
            of = above[of]
        return of

    for one, other in links:
        above[top(one)] = top(other)
    return [top(place) for place in range(count)]


def _placed(equation: GeneralEquation, row: int, columns: Mapping[str, int], fixed: Mapping[str, float]) -> General:
    free = [place for place, name in enumerate(equation.names) if name not in fixed]
    return General(
        row=row,
        equation=equation,
        free_rows=np.array(free, dtype=np.intp),
        columns=np.array([columns[equation.names[place]] for place in free], dtype=np.intp),
        fixed=np.array([fixed.get(name, 0.0) for name in equation.names]),
    )


def _stored(entries: list[tuple[int, int, float]], height: int, width: int) -> Array | csr_array:
    rows = np.array([entry[0] for entry in entries], dtype=np.intp)
    columns = np.array([entry[1] for entry in entries], dtype=np.intp)
    factors = np.array([entry[2] for entry in entries], dtype=np.float64)
    if height * width > LARGEST_DENSE:
        from scipy.sparse import csr_array

        return csr_array((factors, (rows, columns)), shape=(height, width))
    dense = np.zeros((height, width))
    np.add.at(dense, (rows, columns), factors)
    return dense


def _hessian(entry: General, values: Array) -> Array:
    """Second derivatives of one general equation by central differences of its gradient."""
    count = len(entry.columns)
    hessian = np.zeros((count, count))
    for place, column in enumerate(entry.columns):
        step = DIFFERENCE_STEP * max(1.0, abs(values[column]))
        above, below = values.copy(), values.copy()
        above[column] += step
        below[column] -= step
        hessian[place] = (entry.gradient(above) - entry.gradient(below)) / (2.0 * step)
    return 0.5 * (hessian + hessian.T)
