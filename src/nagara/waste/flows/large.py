"""Linear systems with thousands of equations in one piece: sparse factorisation instead of dense algebra.

The optimality conditions are reduced to the equations and the unmeasured quantities (Schur complement),

    [ B B' + d   G  ] [ multipliers ]   [ what the equations lack ]
    [ G'        -d  ] [ unmeasured  ] = [ 0 ]        with  B = Jx L,  G = Jy,

factorised once by sparse LU, and refined until the small ``d``, which only keeps it regular, has no effect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from nagara.errors import EquationError, ReconciliationError
from nagara.uncertainty.streams import stream
from nagara.waste.flows.constraint_set import constraint_set
from nagara.waste.flows.result import Status
from nagara.waste.flows.scales import Scale

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from nagara.waste.flows.system import System

    Array = NDArray[np.float64]
    Flags = NDArray[np.bool_]

__all__ = ["LargeReconciliation", "reconcile_large"]

REGULAR: Final = 1e-8
REFINEMENTS: Final = 30
CLOSES: Final = 1e-11
SEEN: Final = 1e-6
"""Part of a random push that has to come through to count as seen."""
BLOCK: Final = 256
PUSH_SEED: Final = 1
"""Names the directions of the pushes that ask for observability; any other would give the same classes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LargeReconciliation:
    """Reconciled values of a large linear system; fields as of :class:`~nagara.waste.flows.result.Reconciliation`."""

    values: Mapping[str, float | None]
    sd: Mapping[str, float | None]
    status: Mapping[str, Status]
    objective: float
    degrees_of_freedom: int
    p_value: float | None
    closure: float


def reconcile_large(system: System) -> LargeReconciliation:
    """Reconcile a linear system without bounds whose measurements are independent.

    Parameters
    ----------
    system
        Quantities and equations. Below some hundred equations in one piece
        :func:`~nagara.waste.flows.reconcile.reconcile` is as fast and tells more.

    Raises
    ------
    EquationError
        If the system is not linear on plain scales, has bounds or a covariance.
    ReconciliationError
        If the equations contradict each other; the worst one is named.
    """
    from scipy.special import chdtrc

    _check(system)
    sparse = _Sparse.of(system)
    multipliers, unmeasured = sparse.solve(sparse.lack)
    errors = sparse.blurred.T @ multipliers
    measured = sparse.centre + sparse.spread * errors
    seen, checked = sparse.observable(), sparse.redundant()
    left, deviations = sparse.leverage()
    freedom = round(float(np.sum(left)))
    objective = float(errors @ errors)
    values: dict[str, float | None] = {q.name: q.fixed for q in system.quantities}
    sd: dict[str, float | None] = {q.name: None if q.fixed is None else 0.0 for q in system.quantities}
    status = dict.fromkeys(values, Status.FIXED)
    reduced = sparse.spread * np.sqrt(np.maximum(1.0 - left, 0.0))
    for name, value, own, is_checked in zip(sparse.measured, measured, reduced, checked, strict=True):
        values[name], sd[name] = float(value), float(own)
        status[name] = Status.REDUNDANT if is_checked else Status.JUST_DETERMINED
    told = zip(sparse.unmeasured, sparse.column_scale * unmeasured, deviations, seen, strict=True)
    for name, value, own, is_seen in told:
        status[name] = Status.OBSERVABLE if is_seen else Status.NOT_OBSERVABLE
        values[name], sd[name] = (float(value), float(own)) if is_seen else (None, None)
    return LargeReconciliation(
        values=values,
        sd=sd,
        status=status,
        objective=objective,
        degrees_of_freedom=freedom,
        p_value=float(chdtrc(freedom, objective)) if freedom else None,
        closure=sparse.closure(measured, unmeasured),
    )


def _check(system: System) -> None:
    mend = "Use nagara.waste.flows.reconcile.reconcile for it."
    for quantity in system.quantities:
        low, high = quantity.reach
        if np.isfinite(low) or np.isfinite(high):
            raise EquationError(quantity.name, "it has bounds, which the sparse solution does not know", mend)
        if quantity.law is not None and quantity.law.scale is not Scale.PLAIN:
            raise EquationError(quantity.name, "its law is not on the plain scale", mend)
    if system.covariance is not None:
        raise EquationError("covariance", "the sparse solution takes independent measurements", mend)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sparse:
    """The scaled equations and their factorised conditions."""

    measured: tuple[str, ...]
    unmeasured: tuple[str, ...]
    labels: tuple[str, ...]
    centre: Array
    spread: Array
    blurred: csr_array
    unseen: csr_array
    column_scale: Array
    lack: Array
    sizes: Array
    conditions: csr_array
    factor: Any

    @classmethod
    def of(cls, system: System) -> _Sparse:
        from scipy.sparse import csr_array, diags_array, eye_array, hstack, vstack
        from scipy.sparse.linalg import splu

        laws = {q.name: q.law for q in system.quantities if q.law is not None}
        hidden = tuple(q.name for q in system.quantities if q.law is None and q.fixed is None)
        fixed = {q.name: q.fixed for q in system.quantities if q.fixed is not None}
        equations = constraint_set(system.equations, fixed, (*laws, *hidden), range(len(system.equations)))
        if not equations.is_linear:
            raise EquationError("system", "an equation is not linear", "Use nagara.waste.flows.reconcile.reconcile.")
        slopes = csr_array(equations.matrix)
        centre = np.array([law.centre for law in laws.values()])
        spread = np.array([law.spread for law in laws.values()])
        blurred = slopes[:, : len(laws)] @ diags_array(spread)
        unseen = slopes[:, len(laws) :]
        size = _norms(csr_array(blurred), 1)
        row_scale = 1.0 / np.where(size > 0, size, 1.0)
        column = _norms(csr_array(diags_array(row_scale) @ unseen), 0)
        column_scale = 1.0 / np.where(column > 0, column, 1.0)
        unseen = csr_array(diags_array(row_scale) @ unseen @ diags_array(column_scale))
        blurred = csr_array(diags_array(row_scale) @ blurred)
        lack = -row_scale * (slopes[:, : len(laws)] @ centre + equations.constant)
        terms = abs(slopes[:, : len(laws)]) @ np.abs(centre) + np.abs(equations.constant)
        rows, columns = unseen.shape
        conditions = vstack(
            [hstack([blurred @ blurred.T, unseen]), hstack([unseen.T, csr_array((columns, columns))])], format="csr"
        )
        signs = np.concatenate([np.full(rows, REGULAR), np.full(columns, -REGULAR)])
        regular = (conditions + diags_array(signs) @ eye_array(rows + columns)).tocsc()
        return cls(
            measured=tuple(laws),
            unmeasured=hidden,
            labels=equations.labels,
            centre=centre,
            spread=spread,
            blurred=blurred,
            unseen=unseen,
            column_scale=column_scale,
            lack=lack,
            sizes=row_scale * np.where(terms > 0, terms, 1.0),
            conditions=conditions,
            factor=splu(regular),
        )

    def solve(self, lack: Array) -> tuple[Array, Array]:
        """Multipliers and scaled unmeasured quantities; the right side may have several columns."""
        rows = len(self.labels)
        right = np.concatenate([lack, np.zeros((len(self.unmeasured), *lack.shape[1:]))])
        found = self.factor.solve(right)
        bound = CLOSES * max(float(np.abs(right).max(initial=0.0)), np.finfo(float).tiny)
        before = np.inf
        for _ in range(REFINEMENTS):
            rest = right - self.conditions @ found
            worst = float(np.abs(rest).max(initial=0.0))
            if worst <= bound or worst > 0.9 * before:
                break
            found, before = found + self.factor.solve(rest), worst
        open_ = np.abs(rest[:rows]).reshape(rows, -1).max(axis=1, initial=0.0)
        if np.any(open_ > 1e3 * CLOSES * np.maximum(self.sizes, np.abs(lack).max(initial=0.0))):
            worst_row = int(np.argmax(open_ / self.sizes))
            raise ReconciliationError(
                f"the equations contradict each other, {self.labels[worst_row]} among them",
                "Correct a fixed value, or give it an uncertainty.",
            )
        return found[:rows], found[rows:]

    def closure(self, measured: Array, unmeasured: Array) -> float:
        """What is left over in the worst equation, as a part of its terms."""
        moved = (measured - self.centre) / self.spread
        left = self.blurred @ moved + self.unseen @ unmeasured - self.lack
        return float(np.max(np.abs(left) / self.sizes, initial=0.0))

    def redundant(self) -> Flags:
        """Push all measurements at random: the checked ones are pushed back."""
        seen = np.zeros(len(self.measured), dtype=bool)
        for number in range(2):
            push = stream(PUSH_SEED, f"redundant {number}").standard_normal(len(self.measured))
            multipliers, _ = self.solve((self.blurred @ push)[:, None])
            seen |= np.abs(self.blurred.T @ multipliers[:, 0]) > SEEN
        return seen

    def observable(self) -> Flags:
        """Push the unmeasured along the equations at random: only the undetermined ones move."""
        from scipy.sparse import eye_array
        from scipy.sparse.linalg import splu

        rows, columns = self.unseen.shape
        if not columns:
            return np.ones(0, dtype=bool)
        gram = (self.unseen @ self.unseen.T).tocsc()
        factor = splu((gram + REGULAR * eye_array(rows)).tocsc())
        moved = np.zeros(columns, dtype=bool)
        for number in range(2):
            push = stream(PUSH_SEED, f"observable {number}").standard_normal(columns)
            for _ in range(4):
                push = push - self.unseen.T @ factor.solve(self.unseen @ push)
            moved |= np.abs(push) > SEEN
        return ~moved

    def leverage(self) -> tuple[Array, Array]:
        """By how much of its variance each measurement shrinks, and sds of the unmeasured."""
        left = np.zeros(len(self.measured))
        variance = np.zeros(len(self.unmeasured))
        for begin in range(0, len(self.measured), BLOCK):
            block = slice(begin, begin + BLOCK)
            pushes = self.blurred[:, block].toarray()
            multipliers, unmeasured = self.solve(pushes)
            left[block] = np.einsum("ij,ij->j", pushes, multipliers)
            variance += (unmeasured**2).sum(axis=1)
        return left, self.column_scale * np.sqrt(variance)


def _norms(matrix: csr_array, axis: int) -> Array:
    squared = matrix.multiply(matrix)
    return np.sqrt(np.asarray(squared.sum(axis=axis), dtype=np.float64).ravel())
