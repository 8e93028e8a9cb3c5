"""Which commitments a plan may serve: first those that are measured by what it promises, then the rest by theme."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from nagara.pathways.least_cost.question.promise import read_promise
from nagara_web.declarations.queries.asked import CommitmentPart, codes_measured_by, commitment_parts
from nagara_web.plans.models import Plan

__all__ = ["Offer", "offer", "proposed"]

MEASURED_BY: Final[dict[str, tuple[str, ...]]] = {
    "sdg_11_6_1_frac": ("sdg_11_6_1_frac", "sdg_11_6_1_b_frac"),
    "collected_frac": ("msw_collected_frac", "sdg_11_6_1_a_frac", "households_with_collection_frac"),
    "diverted_frac": ("recovery_frac", "disposal_frac"),
    "recycled_frac": ("recycling_frac", "recovery_frac"),
    "zero_waste_frac": ("recovery_frac", "recycling_frac"),
    "uncontrolled_t_per_year": ("sdg_11_6_1_frac",),
    "landfilled_t_per_year": ("disposed_t_per_day", "disposal_frac"),
    "plastic_to_water_t_per_year": ("plastic_to_water_t_per_year", "plastic_to_water_kg_per_cap_year"),
    "plastic_to_water_cut_frac": ("plastic_to_water_t_per_year", "plastic_to_water_kg_per_cap_year"),
    "methane_cut_frac": ("landfill_methane_t_per_year",),
    "ghg_t_co2e_per_year": ("ghg_emitted_t_co2e_per_year", "ghg_emitted_kg_co2e_per_cap_year"),
    "ghg_cut_frac": ("ghg_emitted_t_co2e_per_year", "ghg_emitted_kg_co2e_per_cap_year"),
    "informal_recovered_t_per_year": ("informal_recovery_frac",),
}
"""Indicators by which a commitment on a promised figure is measured."""
GOALS: Final = {"sdg_11_6_1_frac": "sdg:11.6.1", "collected_frac": "sdg:11.6.1"}
"""Targets of other frameworks that speak of a promised figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the page offers to tick.

    Parameters
    ----------
    proposed
        Measured by what the plan promises, or ticked already.
    found
        The rest, as it was looked for.
    themes
        That can be looked for.
    left
        How many there are that are not shown.
    """

    proposed: tuple[CommitmentPart, ...]
    found: tuple[CommitmentPart, ...]
    themes: tuple[str, ...]
    left: int


def proposed(plan: Plan, parts: Sequence[CommitmentPart]) -> set[str]:
    """Codes of the commitments that speak of what a plan promises."""
    figures = {read_promise(each).figure for each in plan.promises}
    measured = codes_measured_by({code for figure in figures for code in MEASURED_BY.get(figure, ())})
    goals = {GOALS[figure] for figure in figures if figure in GOALS}
    return measured | {each.code for each in parts if goals.intersection(each.items)}


def offer(plan: Plan, chosen: Collection[str], *, theme: str = "", sought: str = "", is_asked: bool = False) -> Offer:
    """Put together what the page offers.

    Parameters
    ----------
    plan
        Whose promises are looked at.
    chosen
        Codes that are ticked now.
    theme, sought
        What is looked for: a theme, and words that stand in the text or its title.
    is_asked
        Whether somebody looks for something; the rest is not listed before.
    """
    parts = commitment_parts()
    fitting = proposed(plan, parts) | set(chosen)
    first = tuple(each for each in parts if each.code in fitting)
    rest = [each for each in parts if each.code not in fitting]
    found = tuple(each for each in rest if is_asked and _fits(each, theme, sought))
    return Offer(
        proposed=first,
        found=found,
        themes=tuple(sorted({each.theme for each in parts if each.theme})),
        left=len(rest) - len(found),
    )


def _fits(part: CommitmentPart, theme: str, sought: str) -> bool:
    if theme and part.theme != theme:
        return False
    text = f"{part.title} {part.label} {part.words}".casefold()
    return all(word in text for word in sought.casefold().split())
