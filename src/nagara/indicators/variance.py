"""Whose doubt is it: variance shares of the headline figures by independent group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.indicators import recovery_rate, sdg_11_6_1
from nagara.indicators.joint import SURVEY
from nagara.indicators.phrases import GROUPS, Phrase
from nagara.indicators.result import VarianceShare
from nagara.uncertainty.sensitivity import sobol_indices
from nagara.units import KG_PER_T
from nagara.waste.recount import Recount

if TYPE_CHECKING:
    from nagara.indicators.examination import Examination
    from nagara.indicators.joint import JointSample
    from nagara.waste.recount import HeadlineAmounts

__all__ = ["HEADLINES", "headline_rows", "sensitivity_by_input", "variance_shares"]

Array: TypeAlias = NDArray[np.float64]

HEADLINES: Final = ("sdg_11_6_1_frac", "msw_collected_frac", "recovery_frac", "msw_generated_kg_per_cap_day")
_MOST_DRAWS: Final = 2_048
"""Draws per set of the variance shares; other draws then agree within about three points."""


def headline_rows(amounts: HeadlineAmounts) -> Array:
    """The headline figures, shape (figures, draws)."""
    rows = np.empty((len(HEADLINES), amounts.population.size))
    rows[0] = sdg_11_6_1.controlled_frac(amounts)
    rows[1] = sdg_11_6_1.collected_frac(amounts)
    rows[2] = recovery_rate.recovery_frac(amounts)
    np.multiply(amounts.generated_t_per_day, KG_PER_T, out=rows[3])
    rows[3] /= amounts.population
    return rows


def variance_shares(examination: Examination, sample: JointSample) -> tuple[VarianceShare, ...]:
    """First-order and total Sobol indices of the headline figures.

    Parameters
    ----------
    examination
        The city's records, understood.
    sample
        The joint draws. The first of them are one set and those that follow the other: draws are
        independent of each other, so that no further ones are needed.
    """
    first, second = _two_sets(sample)
    uncertain = {name: inputs for name, inputs in first.items() if any(map(_varies, inputs.values()))}
    fixed = {name: row for group, inputs in first.items() if group not in uncertain for name, row in inputs.items()}
    recount = Recount(
        examination.ledger, fixed | {name: row for rows in uncertain.values() for name, row in rows.items()}
    )
    indices = sobol_indices(
        lambda values: headline_rows(recount.with_changed(values)),
        uncertain,
        {name: second[name] for name in uncertain},
    )
    labels = _labels(uncertain, examination)
    found = [(group.group, group.first_order.tolist(), group.total.tolist()) for group in indices]
    return tuple(
        VarianceShare(figure=figure, group=group, label=labels[group], first_order=first_order[at], total=total[at])
        for at, figure in enumerate(HEADLINES)
        for group, first_order, total in sorted(found, key=lambda entry: -entry[2][at])
    )


def _two_sets(sample: JointSample) -> list[dict[str, dict[str, Array]]]:
    """Two sets of draws of all inputs by group, as large as the draws allow."""
    count = min(sample.draws["population"].size // 2, _MOST_DRAWS)
    return [
        {group: {name: row[part] for name, row in inputs.items()} for group, inputs in sample.groups.items()}
        for part in (slice(count), slice(count, 2 * count))
    ]


def sensitivity_by_input(rows: Mapping[str, Array], sample: JointSample) -> dict[str, dict[str, float]]:
    """How far each headline figure moves with one standard deviation of what years can share.

    Parameters
    ----------
    rows
        Draws by figure.
    sample
        The joint draws behind them.

    Returns
    -------
    dict
        By stream, the covariance of the figure with the standard normal draw, in the figure's unit.
    """
    outputs = np.stack([rows[name] for name in HEADLINES])
    centred = outputs - outputs.mean(axis=1, keepdims=True)
    result = {}
    for name in sorted(sample.shared_streams & sample.normals.keys()):
        moved = centred @ sample.normals[name] / centred.shape[1]
        result[name] = {figure: float(value) for figure, value in zip(HEADLINES, moved, strict=True)}
    return result


def _varies(row: Array) -> bool:
    """Whether a row of draws is more than one number; the ends mostly show it, and then the rest is not read."""
    return bool(row[0] != row[-1] or row.max() > row.min())


def _labels(groups: Iterable[str], examination: Examination) -> dict[str, Phrase]:
    names = {entry.facility: entry.name for entry in examination.records.facilities}
    labels = {}
    for group in groups:
        kind, _, facility = group.partition(".")
        if facility in names:
            labels[group] = Phrase(GROUPS[kind], {"facility": names[facility]})
        elif group == SURVEY and examination.survey is None:
            labels[group] = Phrase(GROUPS["no-survey"])
        else:
            labels[group] = Phrase(GROUPS.get(group, group.replace("-", " ")))
    return labels
