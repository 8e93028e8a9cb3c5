"""The sentences of the chapter on greenhouse gases."""

from __future__ import annotations

from typing import Final

CLIMATE: Final = "Greenhouse gases of the waste"
ANSWER: Final = (
    "In {year}, the waste gave off {total} of greenhouse gases, {per_cap} for each person. The largest source: "
    "{source} ({share})."
)
NO_ANSWER: Final = "No figure of greenhouse gases: {why}"
TONNES: Final = "t CO₂e"
KILOGRAMS: Final = "kg CO₂e"
METHOD: Final = (
    "IPCC guidelines with the refinement of {edition}, warming over 100 years as in {potentials}, climate: {climate}."
)
CLIMATE_ASSUMED: Final = "{climate} (nobody said; the zone where waste decays fastest)"
PICTURE: Final = "Greenhouse gases by source, t CO₂e/year"
SOURCES: Final[dict[str, str]] = {
    "landfill": "Methane of disposal sites",
    "composting": "Composting",
    "digestion": "Anaerobic digestion",
    "incineration_with_energy": "Incineration with energy recovery",
    "incineration_without_energy": "Incineration",
    "mechanical_biological": "Mechanical-biological treatment",
    "refuse_derived_fuel": "Refuse-derived fuel",
    "open_burning_uncollected": "Open burning of uncollected waste",
    "open_burning_sites": "Fires on disposal sites",
    "transport": "Fuel and power of trucks",
    "facilities_energy": "Fuel and power of facilities",
}
TOTAL: Final = "In all"
COLUMNS: Final[dict[str, str]] = {
    "what": "Source",
    "value": "t CO₂e/year",
    "inner": "80 % interval",
    "outer": "95 % interval",
    "site": "Disposal site",
    "management": "How it is run",
    "since": "Waste since",
    "generated": "Generated",
    "recovered": "Captured",
    "emitted": "Emitted",
    "line": "Line",
    "scope": "Scope",
    "beside": "Beside the total, never added to it",
    "amount": "Amount",
}
SITES: Final = "Methane of disposal sites, t/year"
SITE_DEFAULT: Final = "not said: unknown kind"
SINCE: Final = "{year}, {count} years recorded"
SINCE_ASSUMED: Final = "{year} (assumed), {count} years recorded"
LINES: Final = "The same by line of the Global Protocol (GPC), with its scopes, t CO₂e/year"
LINE: Final = "{line} {label}"
NOTATIONS: Final[dict[str, str]] = {
    "NE": "not estimated",
    "NO": "does not occur",
    "IE": "included elsewhere",
    "C": "confidential",
    "NR": "not reported",
}
AT_LEAST: Final = "{said}; part not estimated"
LINES_EMPTY: Final = "Lines without a figure: not estimated {missing}; does not occur {absent}."
LINES_NONE: Final = "none"
BESIDE: Final = "What stands beside the total"
OTHERS: Final[dict[str, str]] = {
    "2006": "Total after the guidelines of 2006 (t CO₂e)",
    "methane-commitment": "Total with all methane that the waste of the year will ever give (t CO₂e)",
    "recycling": "Avoided elsewhere by recycling, without foreign forests (t CO₂e)",
    "compost": "Avoided elsewhere by compost (t CO₂e)",
    "electricity": "Avoided elsewhere by electricity sold (t CO₂e)",
    "black_carbon": "Black carbon of fires and engines (t)",
    "biogenic_co2": "Carbon dioxide of plants (t)",
}
STAND_IN: Final = "Waste was sorted at one point only; its composition stands in at the other."
DRIVERS: Final = "What the doubt goes along with most: {drivers}."
DRIVER: Final = "{name} ({share})"
DRIVER_NAMES: Final[dict[str, str]] = {
    "disposed": "how much is disposed of",
    "uncollected": "how much waste is not collected",
    "food_at_disposal": "food in the waste at disposal",
    "methane_frac": "methane in landfill gas",
    "doc_frac": "carbon in {material}",
    "docf_frac": "how much of {material} rots",
    "k_per_year": "how fast {material} rots",
    "methane_correction": "how disposal sites are run",
    "oxidation": "oxidation in the cover",
    "past_deposit_default": "growth of deposits in the past",
    "own.past_deposits": "recorded deposits of the past",
    "own.methane_recovered": "methane that is metered",
    "own.burnt": "fires on disposal sites",
    "own.uncollected_burnt": "uncollected waste that is burnt",
    "plastic_fate": "uncollected waste that is burnt",
    "own.energy": "fuel and power",
    "burning": "how waste burns",
    "biological_treatment": "gases of composting and digestion",
    "material_carbon": "fossil carbon in waste",
    "material_map": "what the sorted categories are made of",
    "fuel": "gases of fuel",
    "transport": "fuel of trucks",
}
"""By the beginning of an input's name; the first that fits counts."""
ZONES: Final[dict[str, str]] = {
    "temperate-dry": "temperate and dry",
    "temperate-wet": "temperate and wet",
    "tropical-dry": "tropical and dry",
    "tropical-wet": "tropical and wet",
}
DEFAULTS_FOR: Final = (
    "how a disposal site is run",
    "years that a disposal site was open before",
    "yearly growth of people in the past",
    "yearly growth of waste per person in the past",
    "share of uncollected waste that is burnt",
    "fuel of collection trucks",
)
"""What the defaults of the chapter stand in for."""
