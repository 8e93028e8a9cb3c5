"""How fast measurements are reconciled: 200 flows, 12 fractions, 1,000 draws, against bare SciPy factorisations.

``python benchmarks/reconciliation.py`` prints both; ``benches()`` hands them to ``benchmarks/run.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_array, diags_array
from scipy.sparse.linalg import splu

from nagara.uncertainty.streams import stream
from nagara.waste.flows.equations import Equation
from nagara.waste.flows.laws import Normal
from nagara.waste.flows.projection import Projection, project_draws
from nagara.waste.flows.system import Quantity, System

Array = NDArray[np.float64]

SEED = 20_261_122
FLOWS, PROCESSES, FRACTIONS, DRAWS = 200, 70, 12, 1000
RELATIVE_SD = 0.1
REFERENCE_DRAWS = 20
"""Draws that stand for all in the bilinear reference, which costs the same for each."""
RUNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One invented city and its draws.

    Parameters
    ----------
    incidence
        Processes by flows: 1 into a process, -1 out of it.
    system, draws
        What nagara is given.
    """

    incidence: csr_array
    system: System
    draws: dict[str, Array]


def benches() -> Iterator[tuple[str, float, str, str]]:
    """Name, ratio, reference and note of each bench."""
    for name, case, reference, said, steps in (
        (f"reconciled draws, {FRACTIONS} linear layers", linear_case(), bare_linear, "one factorisation per layer", 1),
        ("reconciled draws, bilinear layers", bilinear_case(), bare_bilinear, "one factorisation per draw", 0),
    ):
        ours, theirs, projection = measured(case, reference, RUNS if steps else 1)
        yield (
            name,
            ours / theirs,
            f"bare SciPy: {said}, residuals and back substitution included",
            f"{1e3 * ours:.0f} ms against {1e3 * theirs:.0f} ms for {FLOWS} flows x {FRACTIONS} fractions x {DRAWS} "
            f"draws, closed to {projection.closure:.0e}; aim at most 3",
        )


def measured(case: Case, reference: Callable[[Case], float], runs: int) -> tuple[float, float, Projection]:
    """Median seconds of ours and of the reference, in turns."""
    ours, theirs = [], []
    for _ in range(runs):
        begin = perf_counter()
        projection = project_draws(case.system, case.draws)
        ours.append(perf_counter() - begin)
        theirs.append(reference(case))
    return median(ours), median(theirs), projection


def network(rng: np.random.Generator) -> tuple[csr_array, Array]:
    """Random processes in a chain with side streams, and flows that balance."""
    sources, targets = rng.integers(0, PROCESSES, (2, FLOWS))
    sources[:PROCESSES], targets[:PROCESSES] = np.arange(-1, PROCESSES - 1), np.arange(PROCESSES)
    same = sources == targets
    targets[same] = (targets[same] + 1) % PROCESSES
    targets[-30:] = -1  # leaves the system
    rows, columns, signs = [], [], []
    for flow, (source, target) in enumerate(zip(sources, targets, strict=True)):
        if target >= 0:
            rows.append(target), columns.append(flow), signs.append(1.0)
        if source >= 0:
            rows.append(source), columns.append(flow), signs.append(-1.0)
    incidence = csr_array((signs, (rows, columns)), shape=(PROCESSES, FLOWS))
    dense = incidence.toarray()
    start = rng.uniform(20.0, 200.0, FLOWS)
    nearest = start - np.linalg.pinv(dense) @ (dense @ start)
    return incidence, np.abs(nearest) + 5.0


def linear_case() -> Case:
    """Twelve layers that do not touch, every flow of every layer measured."""
    rng = stream(SEED, "linear bench")
    incidence, flows = network(rng)
    quantities, equations, draws = [], [], {}
    for fraction in range(FRACTIONS):
        names = [f"flow {flow} of {fraction}" for flow in range(FLOWS)]
        values = flows * rng.uniform(0.02, 0.2) * np.exp(0.05 * rng.standard_normal(FLOWS))
        for name, value in zip(names, values, strict=True):
            law = Normal(float(value), float(RELATIVE_SD * value))
            quantities.append(Quantity(name=name, law=law))
            draws[name] = law.from_normal(rng.standard_normal(DRAWS))
        equations += balances(incidence, lambda flow, names=names: names[flow], str(fraction))
    return Case(
        incidence=incidence,
        system=System(quantities=tuple(quantities), equations=tuple(equations)),
        draws=draws,
    )


def balances(incidence: csr_array, name_of: Callable[[int], str], layer: str) -> list[Equation]:
    """One linear balance per process."""
    return [
        Equation(
            label=f"process {process} of {layer}",
            linear={
                name_of(int(flow)): float(sign)
                for flow, sign in zip(
                    incidence.indices[incidence.indptr[process] : incidence.indptr[process + 1]],
                    incidence.data[incidence.indptr[process] : incidence.indptr[process + 1]],
                    strict=True,
                )
            },
        )
        for process in range(PROCESSES)
    ]


def bilinear_case() -> Case:
    """Total flows times shares of fractions: every fraction balances in every process, shares sum to one."""
    rng = stream(SEED, "bilinear bench")
    incidence, flows = network(rng)
    base = rng.dirichlet(np.full(FRACTIONS, 3.0)) + 0.01
    shares = base * np.exp(0.1 * rng.standard_normal((FLOWS, FRACTIONS)))
    shares /= shares.sum(axis=1, keepdims=True)
    quantities, draws = [], {}
    values = {f"flow {flow}": flows[flow] for flow in range(FLOWS)}
    values |= {share_name(flow, f): shares[flow, f] for f in range(FRACTIONS) for flow in range(FLOWS)}
    for name, value in values.items():
        law = Normal(float(value), float(RELATIVE_SD * value))
        quantities.append(Quantity(name=name, law=law))
        draws[name] = law.from_normal(rng.standard_normal(DRAWS))
    equations = [
        Equation(label=f"shares of {flow}", linear={share_name(flow, f): 1.0 for f in range(FRACTIONS)}, constant=-1.0)
        for flow in range(FLOWS)
    ]
    for fraction in range(FRACTIONS):
        equations += [
            Equation(
                label=entry.label,
                products={(f"flow {flow}", share_name(flow, fraction)): sign for flow, sign in signed(entry)},
            )
            for entry in balances(incidence, str, str(fraction))
        ]
    return Case(
        incidence=incidence,
        system=System(quantities=tuple(quantities), equations=tuple(equations)),
        draws=draws,
    )


def share_name(flow: int, fraction: int) -> str:
    """Name of one share."""
    return f"share {fraction} of {flow}"


def signed(equation: Equation) -> list[tuple[int, float]]:
    """Flow and sign of each term."""
    return [(int(name), sign) for name, sign in equation.linear.items()]


def bare_linear(case: Case) -> float:
    """Seconds that twelve Cholesky factorisations take with their back substitutions, on ready arrays."""
    draws = np.array(list(case.draws.values())).reshape(FRACTIONS, FLOWS, DRAWS)
    spreads = np.array([q.law.spread for q in case.system.quantities if q.law]).reshape(FRACTIONS, FLOWS)
    matrix = case.incidence
    begin = perf_counter()
    for layer, spread in zip(draws, spreads, strict=True):
        weighted = matrix @ diags_array(spread**2)
        factor = cho_factor((weighted @ matrix.T).toarray(), lower=True)
        layer - weighted.T @ cho_solve(factor, matrix @ layer)
    return perf_counter() - begin


def bare_bilinear(case: Case) -> float:
    """Seconds that one sparse factorisation of the optimality conditions per draw takes, with its solution.

    One Newton step per draw, which does not close the balances yet: the least that anybody could do.
    """
    count = FLOWS * (1 + FRACTIONS)
    draws = np.array(list(case.draws.values()))
    spread = np.array([q.law.spread for q in case.system.quantities if q.law])
    sums = csr_array(np.tile(np.eye(FLOWS), FRACTIONS))
    begin = perf_counter()
    for draw in range(REFERENCE_DRAWS):
        flows, shares = draws[:FLOWS, draw], draws[FLOWS:, draw].reshape(FRACTIONS, FLOWS)
        by_flow = [case.incidence @ diags_array(share) for share in shares]
        by_share = case.incidence @ diags_array(flows)
        slopes = stacked(by_flow, by_share, sums)
        weighted = slopes @ diags_array(spread**2)
        normal = (weighted @ slopes.T).tocsc()
        lack = np.concatenate([sums @ shares.ravel() - 1.0, *((case.incidence @ (flows * share)) for share in shares)])
        draws[:, draw] - weighted.T @ splu(normal).solve(lack)
    assert len(draws) == count
    return (perf_counter() - begin) * DRAWS / REFERENCE_DRAWS


def stacked(by_flow: list[csr_array], by_share: csr_array, sums: csr_array) -> csr_array:
    """The derivatives of all equations by flows and shares."""
    from scipy.sparse import block_array, block_diag, vstack

    layers = block_array([[vstack(by_flow), block_diag([by_share] * FRACTIONS)]])
    return csr_array(block_array([[csr_array((FLOWS, FLOWS)), sums], [layers[:, :FLOWS], layers[:, FLOWS:]]]))


if __name__ == "__main__":
    for name, ratio, reference, note in benches():
        print(f"{ratio:8.2f}  {name}: {note} ({reference})")
