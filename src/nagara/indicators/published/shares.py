"""Published results of a city, and the four shares that follow from its published inputs.

The formulas are those of SDG 11.6.1 as the Waste Wise Cities Tool applies them: rejects of recovery
facilities are taken off once, and collected is what recovery keeps plus what disposal receives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from nagara.indicators.printed import Printed

__all__ = ["SHARES", "PublishedCity", "recompute"]

SHARES: Final = ("msw_collected_frac", "sdg_11_6_1_frac", "recovery_frac", "recycling_frac")
"""The shares that are recomputed, in their printed order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCity:
    """What was published of one city's year.

    Parameters
    ----------
    city, iso3
        Label of the city and code of its country; no computation reads them.
    year
        Year of the survey, if it was given.
    inputs
        Measured amounts by name with unit suffix.
    published
        Published results by name with unit suffix.
    compositions
        Shares by category [frac] for ``household`` and ``disposal``; ``None`` where the publication
        has the heading and no shares.
    materials
        Recovered amount before rejects by material [t/day].
    """

    city: str
    iso3: str
    year: int | None = None
    inputs: Mapping[str, Printed] = field(default_factory=dict)
    published: Mapping[str, Printed] = field(default_factory=dict)
    compositions: Mapping[str, Mapping[str, Printed] | None] = field(default_factory=dict)
    materials: Mapping[str, Printed] = field(default_factory=dict)

    @property
    def figures(self) -> Mapping[str, Printed]:
        """All figures by name: inputs before results, and the amounts that follow from them at once.

        ``recovered_net_t_per_day`` is the gross amount less rejects, where both are known;
        ``disposal_t_per_day`` is the unrounded statement, where there is one.
        """
        known = {**self.published, **self.inputs}
        if "recovered_gross_t_per_day" in known and "reject_frac" in known:
            kept = Printed.exactly(1.0) - known["reject_frac"]
            known["recovered_net_t_per_day"] = known["recovered_gross_t_per_day"] * kept
        if "disposal_unrounded_t_per_day" in known:
            unrounded = known["disposal_unrounded_t_per_day"]
            known["disposal_t_per_day"] = unrounded.or_as(known.get("disposal_t_per_day", unrounded))
        return known


def recompute(city: PublishedCity) -> dict[str, float | None]:
    """The four shares from the city's published inputs [frac].

    Returns
    -------
    dict
        Share by name of :data:`SHARES`; ``None`` where an input is missing.
    """
    known = {name: figure.value for name, figure in city.figures.items()}
    generated = known.get("msw_generated_t_per_day")

    def share(*added: str, less: str | None = None) -> float | None:
        wanted = added if less is None else (*added, less)
        if not generated or any(name not in known for name in wanted):
            return None
        return (sum(known[name] for name in added) - (known[less] if less else 0.0)) / generated

    return {
        "msw_collected_frac": share("recovered_net_t_per_day", "disposal_t_per_day"),
        "sdg_11_6_1_frac": share("recovered_controlled_t_per_day", "disposal_controlled_t_per_day"),
        "recovery_frac": share("recovered_net_t_per_day"),
        "recycling_frac": share("recovered_net_t_per_day", less="waste_to_energy_t_per_day"),
    }
