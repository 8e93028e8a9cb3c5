"""The manifold posterior: reconciliation where doubts are not normal.

The joint density of the measurements is restricted to the values that satisfy the equations (Cencic and
Fruehwirth, *Computers and Chemical Engineering* 75 (2015) 196, linear; *Journal of Applied Statistics* 45 (2018),
nonlinear). With free measured quantities ``w`` and dependent ones ``u = h(w)``, ``H = dh/dw``,

    pi(w)  proportional to  f_w(w) f_u(h(w)) sqrt(det(1 + H'H)) .

It is sampled by independence Metropolis: candidates come from the prior of ``w``, or from a Student law about the
least-squares solution where that one is accepted more often.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.errors import ReconciliationError
from nagara.uncertainty.streams import stream
from nagara.waste.flows.manifold import Manifold
from nagara.waste.flows.reconcile import reconcile
from nagara.waste.flows.result import Status
from nagara.waste.flows.scales import Scale

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.flows.system import System

    Array = NDArray[np.float64]

__all__ = ["Posterior", "Proposal", "sample_posterior"]

BURN_IN_FRAC: Final = 0.1
PILOT: Final = 2_000
STUDENT_FREEDOM: Final = 5.0
INFLATION: Final = 1.3
BLOCK: Final = 4_096
GIVE_DOUBTS: Final = "Widen the doubts or the bounds, or correct the measurement that leaves no common values."


class Proposal(StrEnum):
    """Where candidates come from."""

    PRIOR = "prior"
    RECONCILED = "reconciled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """Draws of all determined quantities.

    Parameters
    ----------
    values
        Draws in the unit of each quantity, shape (draws,); those of a chain, so that neighbours may be equal.
    acceptance_frac
        Share of candidates that were accepted, the lowest of all parts [frac].
    effective_draws
        How many independent draws each quantity's mean is worth [1].
    proposals
        Where the candidates of each part came from.
    unsolved
        Candidates for which the equations had no solution near the reconciled one; they count as impossible.
    """

    values: Mapping[str, Array]
    acceptance_frac: float
    effective_draws: Mapping[str, float]
    proposals: tuple[Proposal, ...]
    unsolved: int

    def mean(self, name: str) -> float:
        """Posterior mean."""
        return float(self.values[name].mean())

    def sd(self, name: str) -> float:
        """Posterior standard deviation."""
        return float(self.values[name].std(ddof=1))

    def interval(self, name: str, level: float = 0.95) -> tuple[float, float]:
        """Equal-tailed interval."""
        low, high = np.quantile(self.values[name], [0.5 - 0.5 * level, 0.5 + 0.5 * level])
        return float(low), float(high)


def sample_posterior(
    system: System, *, draws: int, seed: int, name: str = "flows", proposal: Proposal | None = None
) -> Posterior:
    """Draw from the manifold posterior.

    Parameters
    ----------
    draws
        Length of the chain after its first tenth is thrown away.
    seed, name
        Name the random stream.
    proposal
        Where candidates come from; by default what a short trial found better.

    Raises
    ------
    ReconciliationError
        If no candidate is possible.
    """
    central = reconcile(system)
    values = {q.name: np.full(draws, q.fixed) for q in system.quantities if q.fixed is not None}
    acceptance, proposals, unsolved = 1.0, [], 0
    for number, solution in enumerate(central.parts):
        manifold = Manifold.of(system, solution)
        rng = stream(seed, f"{name}/posterior/{number}")
        chosen = proposal or _better(manifold, rng)
        chain, accepted, lost = _chain(manifold, chosen, draws, rng)
        values |= dict(zip(solution.part.equations.names, chain, strict=True))
        acceptance, unsolved = min(acceptance, accepted), unsolved + lost
        proposals.append(chosen)
    kept = {name: values[name] for name in system.names if central.status[name] is not Status.NOT_OBSERVABLE}
    return Posterior(
        values=kept,
        acceptance_frac=acceptance,
        effective_draws={name: effective_draws(chain) for name, chain in kept.items()},
        proposals=tuple(proposals),
        unsolved=unsolved,
    )


def effective_draws(chain: Array) -> float:
    """How many independent draws the mean of a chain is worth, after Geyer's initial positive sequence."""
    count = len(chain)
    centred = chain - chain.mean()
    variance = float(centred @ centred)
    if variance <= (1e-12 * np.abs(chain).max(initial=0.0)) ** 2 * count:
        return float(count)
    spectrum = np.fft.rfft(centred, 2 * count)
    correlation = np.fft.irfft(spectrum * np.conj(spectrum))[:count] / variance
    pairs = correlation[0 : count - 1 : 2] + correlation[1:count:2]
    end = int(np.argmax(pairs <= 0)) if np.any(pairs <= 0) else len(pairs)
    return float(count / max(2.0 * pairs[:end].sum() - 1.0, 1.0))


def _better(manifold: Manifold, rng: np.random.Generator) -> Proposal:
    """The proposal whose weights are more even."""
    evenness = {}
    for proposal in Proposal:
        weights, *_ = _candidates(manifold, proposal, PILOT, rng)
        weights = np.exp(weights - weights.max()) if np.isfinite(weights).any() else np.zeros(1)
        total = float((weights**2).sum())
        evenness[proposal] = float(weights.sum()) ** 2 / total if total else 0.0
    return max(Proposal, key=lambda proposal: evenness[proposal])


def _chain(manifold: Manifold, proposal: Proposal, draws: int, rng: np.random.Generator) -> tuple[Array, float, int]:
    burn_in = int(np.ceil(BURN_IN_FRAC * draws))
    total = burn_in + draws
    weights, points, unsolved = _candidates(manifold, proposal, total, rng)
    if not np.isfinite(weights).any():
        raise ReconciliationError("no candidate satisfies equations, laws and bounds together", GIVE_DOUBTS)
    chances = np.log(rng.random(total))
    picked = np.empty(total, dtype=np.intp)
    state = int(np.argmax(np.isfinite(weights)))
    logs = weights.tolist()
    for step, chance in enumerate(chances.tolist()):
        if logs[step] - logs[state] > chance:
            state = step
        picked[step] = state
    kept = picked[burn_in:]
    accepted = float(np.mean(kept[1:] != kept[:-1])) if draws > 1 else 1.0
    return points[:, kept], accepted, unsolved


def _candidates(
    manifold: Manifold, proposal: Proposal, count: int, rng: np.random.Generator
) -> tuple[Array, Array, int]:
    """Log weights and points of independent candidates."""
    weights, points, unsolved = [], [], 0
    for begin in range(0, count, BLOCK):
        width = min(BLOCK, count - begin)
        free, log_proposal = (_from_prior if proposal is Proposal.PRIOR else _from_student)(manifold, width, rng)
        with np.errstate(all="ignore"):
            values, log_area, solved = manifold.complete(free)
            weight = manifold.log_prior(values) + log_area - log_proposal
        weights.append(np.where(solved & np.isfinite(weight), weight, -np.inf))
        points.append(values)
        unsolved += int((~solved).sum())
    return np.concatenate(weights), np.hstack(points), unsolved


def _from_prior(manifold: Manifold, count: int, rng: np.random.Generator) -> tuple[Array, Array]:
    return manifold.draw_free(rng, count)


def _from_student(manifold: Manifold, count: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Multivariate Student draws about the reconciled solution, on the scales of the quantities."""
    centre, root = manifold.free_centre, INFLATION * manifold.free_root
    width = len(centre)
    if not width:
        return np.zeros((0, count)), np.zeros(count)
    z = rng.standard_normal((width, count))
    stretch = np.sqrt(STUDENT_FREEDOM / rng.chisquare(STUDENT_FREEDOM, count))
    away = z * stretch
    distance = (away**2).sum(axis=0) / STUDENT_FREEDOM
    density = -0.5 * (STUDENT_FREEDOM + width) * np.log1p(distance)
    on_scale = centre[:, None] + root @ away
    plain, log_stretch = to_plain_draws(manifold.free_scales, on_scale)
    return plain, density - log_stretch


def to_plain_draws(scales: tuple[Scale, ...], on_scale: Array) -> tuple[Array, Array]:
    """Draws in their units, and the log of how much the scales stretch there."""
    plain, log_stretch = on_scale.copy(), np.zeros(on_scale.shape[1])
    for row, scale in enumerate(scales):
        if scale is Scale.LOG:
            plain[row] = np.exp(on_scale[row])
            log_stretch += on_scale[row]
        elif scale is Scale.LOGIT:
            plain[row] = 1.0 / (1.0 + np.exp(-on_scale[row]))
            log_stretch += np.log(plain[row]) + np.log1p(-plain[row])
    return plain, log_stretch
