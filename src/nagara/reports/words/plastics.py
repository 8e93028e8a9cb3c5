"""The sentences of the chapter on plastics."""

from __future__ import annotations

from typing import Final

PLASTICS: Final = "Plastic that escapes"
ANSWER: Final = (
    "In {year}, {unmanaged} of plastic escaped management: {share} of the plastic generated, {per_cap} for each "
    "person. {water} of it reached water."
)
TONNES: Final = "t"
KILOGRAMS: Final = "kg"
NO_ANSWER: Final = "No figure of plastic leakage: {why}"
PICTURE: Final = "Plastic that escapes, by where it leaks and where it ends, t/year"
PICTURE_TABLE: Final = "Plastic in the year, t/year"
SOURCES: Final[dict[str, str]] = {
    "uncollected": "Leaks: never collected",
    "collection_service": "Leaks: collection service",
    "informal_value_chain": "Leaks: informal picking",
    "formal_sorting": "Leaks: formal sorting",
    "informal_sorting": "Leaks: informal sorting",
    "transport": "Leaks: way to disposal",
    "disposal": "Leaks: disposal sites",
}
FATES: Final[dict[str, str]] = {
    "land": "Ends: on land",
    "burnt": "Ends: burnt in the open",
    "drains": "Ends: stuck in storm drains",
    "water": "Ends: in water",
}
MANAGED: Final[dict[str, str]] = {
    "plastic_generated_t_per_year": "Generated",
    "recovered_formal": "Recovered, formal",
    "recovered_informal": "Recovered, informal",
    "treated": "Incinerated or treated otherwise",
    "kept_at_disposal": "Kept at disposal sites",
    "plastic_unmanaged_t_per_year": "Not managed, in all",
}
COLUMNS: Final[dict[str, str]] = {
    "what": "Plastic",
    "value": "t/year",
    "inner": "80 % interval",
    "outer": "95 % interval",
    "stage": "Stage",
    "seen": "What was seen",
    "leaks": "Leaks",
    "range": "Range",
}
FACTORS: Final = "Leakage factors: share of the plastic at a stage that escapes there"
STAGES: Final[dict[str, str]] = {
    "uncollected": "Never collected",
    "collection_service": "Collection service",
    "informal_value_chain": "Informal picking",
    "formal_sorting": "Formal sorting",
    "informal_sorting": "Informal sorting",
    "transport": "Way to disposal",
    "disposal": "Disposal sites",
    "storm_drains": "Storm drains, on to water",
}
LEVELS: Final[dict[str, str]] = {
    "very_low": "very low",
    "low": "low",
    "medium": "medium",
    "high": "high",
    "very_high": "very high",
}
LEVEL_SEEN: Final = "{influencer}: {level}"
NOT_GRADED: Final = "nobody looked: spread of published results"
PARTLY_GRADED: Final = "{levels}; the rest not looked at"
FATES_SEEN: Final = "Where it ends was seen by the city: {shares} ({source})."
FATES_SEEN_AT: Final = "Where it ends was seen by the city for “{stage}”: {shares} ({source})."
FATES_PUBLISHED: Final = "Where nobody looked, the spread of published results says where it ends: {shares}."
FATE_SHARES: Final[dict[str, str]] = {
    "land": "on land {share}",
    "burnt": "burnt {share}",
    "drains": "in drains {share}",
    "water": "in water {share}",
}
METHOD: Final = (
    "The stages are those of the Waste Flow Diagram. Its official factors are not public; those used here are "
    "inferred from 38 published results."
)
METHOD_IMPORTED: Final = "The stages are those of the Waste Flow Diagram, the factors those of the table {table}."
IMPOSSIBLE: Final = (
    "{share} of the draws were left out: in them less plastic is generated than recovered, disposed of and leaked."
)
STAND_IN: Final = "Waste was sorted at one point only; its share of plastic stands in at the other."
DRIVERS: Final = "What the doubt goes along with most: {drivers}. For the plastic that reaches water: {water}."
DRIVER: Final = "{name} ({share})"
DRIVER_NAMES: Final[dict[str, str]] = {
    "uncollected": "how much waste is not collected",
    "disposed": "how much is disposed of",
    "recovered": "how much is recovered",
    "plastic_at_home": "plastic in the waste of households",
    "plastic_at_disposal": "plastic in the waste at disposal",
    "collection_service": "leaks of collection",
    "informal_value_chain": "leaks of informal picking",
    "formal_sorting": "leaks of formal sorting",
    "informal_sorting": "leaks of informal sorting",
    "transport": "leaks on the way to disposal",
    "disposal": "leaks of disposal sites",
    "storm_drains": "what storm drains hand on",
    "plastic_fate.land": "what stays on land",
    "plastic_fate.burnt": "what is burnt",
    "plastic_fate.drains": "what is stuck in drains",
    "plastic_fate.water": "what ends in water",
}
DEFAULTS_FOR: Final = ("plastic that leaks where nobody looked", "fate of plastic that leaks")
"""What the defaults of the chapter stand in for."""
