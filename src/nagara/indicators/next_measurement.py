r"""What to measure next: how much narrower an interval one more measurement would make.

Notes
-----
Preposterior analysis on the scale of the standard normal draw behind each input. A measurement with
the error ratio :math:`\rho` (its half-width over the present one) leaves the share
:math:`s = \rho / \sqrt{1 + \rho^2}` of the present spread around an outcome that is itself drawn
with the spread :math:`\sqrt{1 - s^2}`. For :math:`k` survey areas added to :math:`a`,
:math:`s = \sqrt{a / (a + k)}` and the degrees of freedom grow by :math:`k` per stratum. The width
that is printed is the mean over the outcomes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.evidence import factor
from nagara.indicators.joint import SURVEY
from nagara.indicators.phrases import ACTIONS, Phrase
from nagara.indicators.result import NextMeasurement
from nagara.indicators.variance import HEADLINES, headline_rows
from nagara.uncertainty.estimates import SMALLEST_RATIO, Z95, Shape
from nagara.uncertainty.intervals import central_interval
from nagara.uncertainty.streams import stream
from nagara.waste.recount import Recount

if TYPE_CHECKING:
    from nagara.indicators.examination import Examination
    from nagara.indicators.joint import JointSample
    from nagara.waste.ledger import Input, Ledger

__all__ = ["Action", "actions", "expected_widths", "next_measurements"]

Array: TypeAlias = NDArray[np.float64]

_OUTCOMES: Final = 25
_MOST_DRAWS: Final = 5_000
"""Draws over all outcomes; the mean of the outcomes' widths is then good to about one percent."""
_WORTH_SAYING: Final = 0.03
"""Smallest gain that is listed, as a share of the present width [frac]."""
_WORTH_MEASURING: Final = 0.95
"""A measurement with a larger error, as a share of the present one, is not proposed [frac]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that a city could measure.

    Parameters
    ----------
    code, label
        Stable code and the words for it.
    remaining
        By input, the share of its present spread that would remain [frac].
    more_areas
        Survey areas added to each stratum.
    """

    code: str
    label: Phrase
    remaining: Mapping[str, float]
    more_areas: int = 0


def next_measurements(examination: Examination, sample: JointSample, seed: int) -> tuple[NextMeasurement, ...]:
    """Measurements that would narrow a headline figure, the best first for each figure.

    Parameters
    ----------
    examination
        The city's records, understood.
    sample
        The joint draws.
    seed
        Seed of the calculation.
    """
    today = Action(code="today", label=Phrase(""), remaining={})
    measured = actions(examination)
    now, *narrowed = expected_widths(examination, sample, (today, *measured), seed).tolist()
    found = []
    for action, then in zip(measured, narrowed, strict=True):
        for figure, before, after in zip(HEADLINES, now, then, strict=True):
            if before > 0 and 1.0 - after / before > _WORTH_SAYING:
                found.append(
                    NextMeasurement(
                        figure=figure,
                        action=action.code,
                        label=action.label,
                        width_now=before,
                        width_then=after,
                    )
                )
    return tuple(sorted(found, key=lambda entry: (HEADLINES.index(entry.figure), entry.width_then)))


def actions(examination: Examination) -> tuple[Action, ...]:
    """The catalogue of measurements that make sense for this city."""
    ledger = examination.ledger
    by_group: dict[str, list[Input]] = {}
    for entry in ledger.inputs.values():
        by_group.setdefault(entry.group, []).append(entry)
    simple = (
        (SURVEY, "household-survey"),
        ("non-household", "non-household-survey"),
        ("reject-rate", "weigh-rejects"),
        ("truck-density", "weigh-trucks"),
        ("population", "population-register"),
    )
    found = list(_survey_actions(examination))
    for group, code in simple:
        found.append(_narrow(code, Phrase(ACTIONS[code]), [[entry] for entry in by_group.get(group, [])]))
    for facility in examination.records.facilities:
        label = Phrase(ACTIONS["weigh-arrivals"], {"facility": facility.name})
        found.append(_narrow("weigh-arrivals", label, _arrivals(ledger, facility.facility), at=facility.facility))
    return tuple(action for action in found if action.remaining or action.more_areas)


def _arrivals(ledger: Ledger, facility: str) -> list[list[Input]]:
    """What one facility receives, each amount as the inputs that multiply to it; rejects are no arrivals.

    A density that other sites use too is left as doubtful as it is.
    """
    terms = [line.received for line in ledger.recovery if line.facility == facility and line.is_counted]
    terms += [term for line in ledger.disposal if line.facility == facility for term in line.gate]
    elsewhere = {
        name for line in ledger.disposal if line.facility != facility for term in line.gate for name in term.inputs
    }
    return [[ledger.inputs[name] for name in term.inputs if name not in elsewhere] for term in terms]


def expected_widths(examination: Examination, sample: JointSample, measured: Sequence[Action], seed: int) -> Array:
    """Expected width of each headline figure's interval after one measurement, for several of them.

    Parameters
    ----------
    examination
        The city's records, understood.
    sample
        The joint draws of today.
    measured
        What would be measured, at least one action; one that narrows nothing stands for today.
    seed
        Seed of the calculation.

    Returns
    -------
    NDArray
        Shape (actions, figures), each in the unit of its figure.
    """
    outcomes, inner = _outcomes(sample)
    draws = {name: row[: outcomes * inner] for name, row in sample.draws.items()}
    recount = Recount(examination.ledger, draws)
    rows = np.empty((len(measured), len(HEADLINES), outcomes * inner))
    for action, figures in zip(measured, rows, strict=True):
        changed = _narrowed_inputs(examination, sample, action, seed, outcomes, inner)
        figures[...] = headline_rows(recount.with_changed(changed))
    # Most actions leave some figures as they are: such a figure is as wide as in the first row.
    differs = (rows != rows[:1]).any(axis=2)
    differs[0] = True
    ends = central_interval(rows[differs].reshape(-1, outcomes, inner))
    different = (ends[..., 1] - ends[..., 0]).mean(axis=1)
    widths = np.repeat(different[None, : len(HEADLINES)], len(measured), axis=0)
    widths[differs] = different
    return widths


def _outcomes(sample: JointSample) -> tuple[int, int]:
    """How many outcomes of a measurement are looked at, and with how many draws each."""
    count = min(sample.draws["population"].size, _MOST_DRAWS)
    outcomes = min(_OUTCOMES, max(count // 100, 1))
    return outcomes, count // outcomes


def _narrowed_inputs(
    examination: Examination, sample: JointSample, action: Action, seed: int, outcomes: int, inner: int
) -> dict[str, Array]:
    inputs = examination.inputs
    rng = stream(seed, f"outcome|{action.code}")
    entries = [examination.ledger.inputs[name] for name in action.remaining]
    centres = rng.standard_normal((len(entries), outcomes, 1))
    normals = [sample.normals[inputs.stream_name(entry)] for entry in entries]
    narrowed = _around(centres, normals, list(action.remaining.values()), inner)
    changed = {entry.name: entry.estimate.from_normal(z) for entry, z in zip(entries, narrowed, strict=True)}
    if action.more_areas and examination.survey:
        freedom = examination.survey.degrees_of_freedom + action.more_areas * len(examination.survey.strata)
        stretch = inputs.survey_stretch(seed, outcomes * inner, freedom)
        by_outcome = stretch.reshape(outcomes, inner)
        keys, remaining = [], []
        for at, areas in enumerate(examination.survey.areas):
            streams = inputs.stratum_streams(at)
            keys += streams
            remaining += [sqrt(len(areas) / (len(areas) + action.more_areas))] * len(streams)
        centres = rng.standard_normal((len(keys), outcomes, 1))
        drawn = _around(centres, [sample.normals[key] for key in keys], remaining, inner, by_outcome)
        changed |= inputs.survey_draws(dict(zip(keys, drawn, strict=True)), stretch, rates_only=True)[0]
    return changed


def _around(
    centres: Array, normals: Sequence[Array], remaining: Sequence[float], inner: int, stretch: Array | float = 1.0
) -> Array:
    """What remains of the spreads around the outcomes; a stretch that follows widens the remainder only."""
    count, outcomes, _ = centres.shape
    moved = np.empty((count, outcomes * inner))
    for row, z, share in zip(moved, normals, remaining, strict=True):
        np.multiply(z[: row.size], share, out=row)
    spreads = np.array([sqrt(1.0 - share**2) for share in remaining])
    by_outcome = moved.reshape(count, outcomes, inner)
    by_outcome += centres * spreads[:, None, None] / stretch
    return moved


def _survey_actions(examination: Examination) -> tuple[Action, ...]:
    if examination.survey is None:
        return ()
    return tuple(
        Action(
            code=f"more-areas-{more}",
            label=Phrase(ACTIONS["more-areas"], {"count": str(more)}),
            remaining={},
            more_areas=more,
        )
        for more in (2, 5)
    )


def _narrow(code: str, label: Phrase, amounts: list[list[Input]], *, at: str = "") -> Action:
    """Narrow each measured amount: all inputs of one product alike, as weighing their product would.

    What is known as well already as the measurement would know it stays as it is.
    """
    reached = factor("measurement_precision", code).value
    remaining: dict[str, float] = {}
    for product in amounts:
        doubtful = [entry for entry in product if entry.estimate.shape is not Shape.FIXED]
        present = sqrt(sum(_half_width(entry) ** 2 for entry in doubtful))
        ratio = reached / present if present else 1.0
        if ratio < _WORTH_MEASURING:
            remaining |= {entry.name: ratio / sqrt(1.0 + ratio**2) for entry in doubtful}
    return Action(code=f"{code}.{at}" if at else code, label=label, remaining=remaining)


def _half_width(entry: Input) -> float:
    number = entry.estimate
    if number.shape is Shape.LOGNORMAL and number.low > SMALLEST_RATIO * number.value:
        low, high = number.low, number.high
    else:
        low, high = number.from_normal(np.array([-Z95, Z95])).tolist()
    return log(high / max(low, 1e-12)) / 2.0
