"""What each figure rests on: survey, records, counts, a share, a default. Two years are compared only on the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.indicators.result import Tier

if TYPE_CHECKING:
    from nagara.indicators.examination import Examination

__all__ = ["figure_sources", "tier_of"]

_GENERATION: Final = {Tier.SURVEY: "survey", Tier.CARRIED_FORWARD: "earlier survey", Tier.RECORDS: "published span"}
_HOUSEHOLDS: Final = ("household_rate_kg_per_cap_day", "household_generated_t_per_day")
_GENERATED: Final = ("msw_generated_t_per_day", "msw_generated_kg_per_cap_day", "msw_generated_t_per_year")
_DISPOSED: Final = (
    "disposed_t_per_day",
    "picked_at_disposal_t_per_day",
    "msw_collected_t_per_day",
    "msw_controlled_t_per_day",
)
_SHARES_WITH_DISPOSAL: Final = (
    "uncollected_t_per_day",
    "msw_collected_frac",
    "sdg_11_6_1_frac",
    "sdg_11_6_1_a_frac",
    "sdg_11_6_1_b_frac",
)
_SHARES_OF_RECOVERY: Final = ("recovery_frac", "recycling_frac")
_FROM_SURVEY: Final = ("household_food_waste_kg_per_cap_day", "basic_collection_service_frac")


def tier_of(examination: Examination) -> Tier:
    """On what the generated amount rests."""
    if examination.survey is not None:
        return Tier.SURVEY
    return Tier.CARRIED_FORWARD if examination.ledger.rate_input else Tier.RECORDS


def figure_sources(examination: Examination) -> dict[str, str]:
    """By figure, what it rests on, parts joined by a plus; a figure that is not named rests on records."""
    households = _GENERATION[tier_of(examination)]
    generated = _joined(households, _non_household(examination))
    disposed = _disposal(examination)
    sources = dict.fromkeys(_HOUSEHOLDS, households) | dict.fromkeys(_GENERATED, generated)
    sources |= dict.fromkeys(_DISPOSED, disposed)
    sources |= dict.fromkeys(_SHARES_WITH_DISPOSAL, _joined(generated, disposed))
    sources |= dict.fromkeys(_SHARES_OF_RECOVERY, _joined(generated, "records"))
    sources |= dict.fromkeys(_FROM_SURVEY, "survey")
    if examination.ledger.non_household_share:
        sources["non_household_generated_t_per_day"] = generated
    return sources


def _non_household(examination: Examination) -> str:
    ledger = examination.ledger
    if ledger.non_household:
        return "records"
    if ledger.non_household_share is None:
        return ""
    return "default share" if ledger.inputs[ledger.non_household_share].estimate.is_default else "given share"


def _disposal(examination: Examination) -> str:
    """A scale and a count of trucks are different methods; changing between them is no change of the city."""
    terms = [term for line in examination.ledger.disposal for term in line.gate]
    counted = [any(name.startswith("trips.") for name in term.inputs) for term in terms]
    if not any(counted):
        return "records"
    return "truck counts" if all(counted) else "records + truck counts"


def _joined(*sources: str) -> str:
    parts = [part for source in sources for part in source.split(" + ") if part]
    return " + ".join(dict.fromkeys(parts))
