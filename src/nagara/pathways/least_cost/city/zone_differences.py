r"""Zones that differ: what the waste of each is made of, and how much of it is collected today.

The survey knows strata, a planner says which stratum lives in a zone and how well it is served. Both are bent
until the zones together are the city of the account: parts are fitted to the tonnes of every zone and of every
category at once (iterative proportional fitting),

.. math:: M_{zc} = r_z\, s_{zc}\, k_c, \qquad \sum_c M_{zc} = w_z \sum_c G_c, \qquad \sum_z M_{zc} = G_c,

with :math:`s_{zc}` what the stratum puts out against the mean household. Of all tables with these sums it is the
one nearest to the survey. What nobody collects is fitted in the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.question.problem import CONSTITUENTS
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.waste.material_map import CATEGORIES

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.places import Places, ZonePlace
    from nagara.pathways.starting_point import StartingPoint

__all__ = ["fitted", "left_by_zone", "waste_by_zone", "zone_rates"]

Array: TypeAlias = NDArray[np.float64]

_OF_CATEGORY: Final = np.array([CATEGORIES.index(split.category) for split in CONSTITUENTS])
ROUNDS: Final = 5_000
"""Rounds of fitting before it is given up."""
FITTED: Final = 1e-12
"""How near sums must come, as a part of the whole [1]."""
OFF: Final = 0.05
"""How far zones together may be from what the account knows to be collected [frac]."""


def zone_rates(start: StartingPoint, zones: tuple[ZonePlace, ...], file: str) -> Array:
    """What a person of each zone throws away, against the mean person of the city, shape (zones,) [1].

    Parameters
    ----------
    start
        Where the city stands.
    zones
        As they were written down; one without a stratum is the mean of the city.
    file
        For messages.

    Raises
    ------
    PlanError
        If a stratum is named that was not surveyed.
    """
    if not any(zone.stratum for zone in zones):
        return np.ones(len(zones))
    strata, people = _strata(start, zones, file)
    survey = start.examination.survey
    rates = np.array([]) if survey is None else survey.rate_kg_per_cap_day
    mean = float(rates @ people) / float(people.sum())
    return np.array([rates[strata.index(zone.stratum)] / mean if zone.stratum else 1.0 for zone in zones])


def waste_by_zone(start: StartingPoint, places: Places, zones: tuple[ZonePlace, ...], generated_t: Array) -> Array:
    """Waste of every zone; all zones together have what the city has, of every constituent and in every year.

    Parameters
    ----------
    start
        Where the city stands.
    places
        What a planner wrote down.
    zones
        Zones as they are planned with.
    generated_t
        Of the city, shape (constituents, years) [t/year].

    Returns
    -------
    array
        Shape (zones, constituents, years) [t/year].
    """
    parts = np.array([zone.waste_frac for zone in zones])
    survey = start.examination.survey
    if not any(zone.stratum for zone in zones) or survey is None or survey.composition_frac is None:
        return parts[:, None, None] * generated_t
    strata, people = _strata(start, zones, places.file)
    tonnes = people * survey.rate_kg_per_cap_day
    mean = tonnes @ survey.composition_frac / tonnes.sum()
    against_mean = np.ones((len(zones), len(CATEGORIES)))
    for row, zone in enumerate(zones):
        if zone.stratum:
            own = survey.composition_frac[strata.index(zone.stratum)]
            against_mean[row] = np.where(mean > 0, own / np.where(mean > 0, mean, 1.0), 1.0)
    against_mean[:, ~(against_mean > 0).any(axis=0)] = 1.0
    first = generated_t[:, 0]
    made = fitted(against_mean[:, _OF_CATEGORY] * first * parts[:, None], parts * first.sum(), first)
    share = np.where(first > 0, made / np.where(first > 0, first, 1.0), parts[:, None])
    return np.asarray(share[:, :, None] * generated_t)


def left_by_zone(zones: tuple[ZonePlace, ...], waste_t: Array, left_frac: Array, most_frac: Array, file: str) -> Array:
    """What nobody collects in every zone today, of each constituent, shape (zones, constituents) [frac].

    Parameters
    ----------
    zones
        Zones as they are planned with; one of which nothing is said is served as well as the city.
    waste_t
        Waste of every zone in the year of the records, shape (zones, constituents) [t/year].
    left_frac
        What nobody collects in the city, shape (constituents,) [frac].
    most_frac
        What is not brought to plants of today, so that it could be left, shape (constituents,) [frac].
    file
        For messages.

    Raises
    ------
    PlanError
        If the zones together are served otherwise than the account knows the city to be.
    """
    if all(zone.collected_frac is None for zone in zones):
        return np.tile(left_frac, (len(zones), 1))
    of_zone, city_t = waste_t.sum(axis=1), waste_t.sum(axis=0) @ left_frac
    mean = float(city_t / waste_t.sum())
    said = np.array([mean if zone.collected_frac is None else 1.0 - zone.collected_frac for zone in zones])
    together = float(said @ of_zone / of_zone.sum())
    if abs(together - mean) > OFF:
        why = f"of all zones leaves {together:.1%} of the waste to nobody, and the account knows {mean:.1%}"
        raise PlanError(f"{file}, zone, collected_frac", why, "Let the zones together be served as the account says.")
    if city_t <= 0.0:
        return np.zeros(waste_t.shape)
    rows = said * of_zone * (mean / together)
    made = fitted(said[:, None] * waste_t * left_frac, rows, waste_t.sum(axis=0) * left_frac)
    share = np.where(waste_t > 0, made / np.where(waste_t > 0, waste_t, 1.0), 0.0)
    if (share > most_frac + OFF * FITTED).any():
        worst = zones[int(np.argmax((share - most_frac).max(axis=1)))]
        why = "would leave more to nobody than its people put out, once the account is met"
        raise PlanError(f"{file}, zone {worst.code}, collected_frac", why, "Give it a larger collected_frac.")
    return share


def fitted(seed: Array, rows: Array, columns: Array) -> Array:
    """The table nearest to a seed whose rows and columns have given sums (iterative proportional fitting).

    Parameters
    ----------
    seed
        Shape (rows, columns); a zero stays one.
    rows, columns
        Sums, the same in all.

    Raises
    ------
    PlanError
        If zeros stand where something must be.

    Examples
    --------
    >>> fitted(np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([1.0, 3.0]), np.array([2.0, 2.0])).tolist()
    [[0.5, 0.5], [1.5, 1.5]]
    """
    table, whole = seed.astype(np.float64), float(columns.sum())
    for _ in range(ROUNDS):
        table = table * _ratio(rows, table.sum(axis=1))[:, None]
        table = table * _ratio(columns, table.sum(axis=0))
        if np.abs(table.sum(axis=1) - rows).max() <= FITTED * whole:
            return table
    raise PlanError("zones", "cannot be fitted to the waste of the city", "Name strata and parts that go together.")


def _ratio(wanted: Array, there: Array) -> Array:
    return np.where(there > 0, wanted / np.where(there > 0, there, 1.0), 1.0)


def _strata(start: StartingPoint, zones: tuple[ZonePlace, ...], file: str) -> tuple[tuple[str, ...], Array]:
    """Strata that were surveyed, and the people of each."""
    survey = start.examination.survey
    known = () if survey is None else survey.strata
    for zone in zones:
        if zone.stratum and zone.stratum not in known:
            why = f"{zone.stratum} is no stratum of the survey"
            mend = f"Known are {', '.join(known)}." if known else "Leave it out: no household was surveyed."
            raise PlanError(f"{file}, zone {zone.code}, stratum", why, mend)
    people = {each.stratum: each.population for each in start.examination.records.strata}
    return known, np.array([people[name] for name in known])
