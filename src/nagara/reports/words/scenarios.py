"""The English sentences of the paper on scenarios."""

from __future__ import annotations

from typing import Final

FIGURES: Final[dict[str, str]] = {
    "msw_generated_t_per_year": "Municipal waste generated",
    "msw_collected_t_per_year": "Collected",
    "msw_controlled_t_per_year": "In controlled facilities",
    "recovered_t_per_year": "Recovered",
    "disposed_t_per_year": "Disposed of",
    "uncollected_t_per_year": "Not collected",
    "plastic_unmanaged_t_per_year": "Plastic that escapes",
    "plastic_to_water_t_per_year": "Plastic that reaches water",
    "ghg_emitted_t_co2e_per_year": "Greenhouse gases",
    "ghg_disposal_t_co2e_per_year": "of these, methane of disposal sites",
    "ghg_composting_t_co2e_per_year": "of these, composting",
    "ghg_digestion_t_co2e_per_year": "of these, digestion",
    "ghg_incineration_t_co2e_per_year": "of these, incineration",
    "ghg_open_burning_t_co2e_per_year": "of these, open burning",
    "ghg_fuel_and_power_t_co2e_per_year": "of these, fuel and power",
    "black_carbon_t_per_year": "Black carbon, in no total",
}
"""What each figure of a scenario is called."""

UNIT_OF_YEAR: Final = "t in {year}"
UNIT_OF_GAS: Final = "t CO₂e in {year}"
UNIT_OF_SUM: Final = "t, sum {first}–{last}"
UNIT_OF_GAS_SUM: Final = "t CO₂e, sum {first}–{last}"

TITLE: Final = "{city}: scenarios {first}–{last}"
SUBTITLE: Final = "What would change, year by year, against a baseline that stays as it is"
ANSWER: Final = "{gas} {plastic}"
GAS_LESS: Final = (
    "{scenario}: from {first} to {last}, {change} t CO₂e less than the baseline ({low} to {high}; "
    "probability of a reduction {probability})."
)
GAS_OTHER: Final = (
    "{scenario}: from {first} to {last}, greenhouse gases change by {change} t CO₂e against the baseline "
    "({low} to {high}; probability of a reduction {probability})."
)
GAS_SAME: Final = "{scenario}: from {first} to {last}, greenhouse gases do not change."
PLASTIC_LESS: Final = "{change} t less plastic reaches water ({low} to {high})."
PLASTIC_OTHER: Final = "Plastic that reaches water changes by {change} t ({low} to {high})."
PLASTIC_SAME: Final = "Plastic that reaches water does not change."
ANSWER_BASELINE: Final = "No scenario was given: the page shows the baseline alone."
EXAMPLE: Final = "Invented example: not a real city. Do not quote any figure of this page."
SUMMARY: Final = "What would change"
TABLE: Final = "Difference from the baseline, with its 95\N{NO-BREAK SPACE}% interval"
LESS_THAN: Final = "less than {number}"
NO_CHANGE: Final = "no change"
COLUMN_FIGURE: Final = "Figure"
COLUMN_UNIT: Final = "Unit"
COLUMN_BASELINE: Final = "Baseline"
COLUMN_YEAR: Final = "Year"
COLUMN_REDUCTION: Final = "{scenario}: probability of a reduction"
HOW_TO_READ: Final = (
    "Baseline and scenarios share all draws, so what both do not know cancels and a difference is known better "
    "than the two amounts. The figure is the one of the best values; {draws} draws give the interval."
)
PICTURE_SECTION: Final = "Greenhouse gases, year by year"
PICTURE: Final = "Greenhouse gases against the baseline"
PICTURE_SAID: Final = "{scenario}: {value} {unit} in {year} ({low} to {high})."
PICTURE_BAND: Final = "Line: best value; band: 95\N{NO-BREAK SPACE}% interval; in {unit} a year."
KILO: Final = "thousand t CO₂e"
PLAIN_UNIT: Final = "t CO₂e"
CHANGED: Final = "What was changed"
COLUMNS_OF_CHANGES: Final[dict[str, str]] = {
    "what": "What",
    "of_which": "Of which",
    "years": "Years",
    "value": "How far",
    "source": "Why",
}
OF_WHICH: Final[dict[str, str]] = {
    "all": "All waste",
    "none": "none",
    "oxidising": "Oxidises methane",
}
"""What a row speaks of, where that is neither a category, nor a kind of facility, nor a stage."""
FROM_YEAR: Final = "from {year}"
WITH_RAMP: Final = "from {year}, in full in {full}"
UNTIL_YEAR: Final = "{from_year}, until {until}"
PLAN: Final = "In any case, in the baseline too"
ASSUMED: Final = "What this rests on"
FACTS: Final[dict[str, str]] = {
    "population_growth": "Growth of the population in the baseline, a year",
    "rate_growth": "Growth of the waste of each person in the baseline, a year",
    "potentials": "Warming potentials",
    "edition": "Guidelines of the IPCC",
    "draws": "Joint draws, and those that are possible",
}
GROWTH_FACT: Final = "{value} ({low} to {high}), a default of nagara and no forecast"
POTENTIALS_FACT: Final = "{edition}, over {years} years"
DRAWS_FACT: Final = "{draws}, {kept}"
LIMITS: Final[tuple[str, ...]] = (
    "A scenario says what follows if the rows come true; it does not say that they will.",
    "Old waste goes on giving gas for decades, so gases fall later than tonnes.",
    "Emissions avoided elsewhere, by recycled material or sold power, are in no figure.",
    "Waste that nobody collects and nobody burns gives off gases that are not reckoned.",
)
DOUBTS: Final = "Doubts"
NO_DOUBTS: Final = "Nothing was doubtful."
FOOT: Final = "{city} · nagara {version} · seed {seed} · {draws} draws"
UNITS: Final[dict[str, str]] = {
    "frac": "%",
    "frac_per_year": "% a year",
    "t_per_day": "t/day",
    "t_per_year": "t/year",
    "level": "level",
}
VALUE: Final = "{number} {unit}"
VALUE_WITH_RANGE: Final = "{number} {unit} ({low} to {high})"
AT_FACILITY: Final = "{what}: {facility}"
