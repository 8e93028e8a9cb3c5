"""Stages at which plastic leaks, what is looked at there, and the levels it is graded with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from nagara.evidence import codelist

__all__ = ["FATES", "LEVELS", "SOURCES", "STAGES", "STORM_DRAINS", "Influencer", "influencers"]

STAGES: Final = (
    "collection_service",
    "informal_value_chain",
    "formal_sorting",
    "informal_sorting",
    "transport",
    "disposal",
)
"""The stages with a leakage factor."""
SOURCES: Final = ("uncollected", *STAGES)
"""All sources of unmanaged plastic; what is not collected is unmanaged whole and needs no factor."""
FATES: Final = ("land", "burnt", "drains", "water")
"""Where unmanaged plastic ends up: kept on land, burnt, stuck in storm drains, in water bodies."""
STORM_DRAINS: Final = "storm_drains"
"""The last stage of observation: how much of what reaches drains travels on to water."""
LEVELS: Final = ("very_low", "low", "medium", "high", "very_high")
"""Grades of an influencer, from the least leakage to the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Influencer:
    """One thing that is looked at in a stage because plastic leaks by it.

    Parameters
    ----------
    stage, code
        Its stage and its code there.
    stage_label, label
        Their names in English.
    levels
        What is seen at each of :data:`LEVELS`, in words.
    """

    stage: str
    code: str
    stage_label: str
    label: str
    levels: Mapping[str, str]


@cache
def influencers() -> Mapping[tuple[str, str], Influencer]:
    """All influencers by stage and code, in their printed order.

    Examples
    --------
    >>> influencers()["disposal", "cover"].label
    'Cover of the waste'
    """
    found: dict[tuple[str, str], Influencer] = {}
    levels: dict[tuple[str, str], dict[str, str]] = {}
    for row in codelist("plastic_influencer_level").entries.values():
        key = row["stage"], row["influencer"]
        levels.setdefault(key, {})[row["level"]] = row["label"]
        found[key] = Influencer(
            stage=row["stage"],
            code=row["influencer"],
            stage_label=row["stage_label"],
            label=row["influencer_label"],
            levels=MappingProxyType(levels[key]),
        )
    return MappingProxyType(found)
