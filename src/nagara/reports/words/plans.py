"""The English sentences of the paper on a least-cost plan."""

from __future__ import annotations

from typing import Final

from nagara.pathways.least_cost.promise import PROMISED_FIGURES

TITLE: Final = "{city}: plan {first}–{last}"
SUBTITLE: Final = "The cheapest way to what was promised, and what stands in its way"
EXAMPLE: Final = "Invented example: not a real city. Do not quote any figure of this page."
DEFAULTS: Final = "Prices of technologies are defaults of nagara and no offers. Replace them before money is asked for."
ANSWER_KEPT: Final = (
    "All {count} promises can be kept. The cheapest way that was found costs {usd} million US dollars of {price_year} "
    "over {first} to {last}, discounted to {first}; no other can save more than {gap}."
)
ANSWER_ONE_KEPT: Final = (
    "The promise can be kept. The cheapest way that was found costs {usd} million US dollars of {price_year} "
    "over {first} to {last}, discounted to {first}; no other can save more than {gap}."
)
ANSWER_ONE_MISSED: Final = (
    "The promise cannot be kept as it stands. The plan that comes nearest costs {usd} million US dollars of "
    "{price_year} over {first} to {last}, discounted to {first}; none that comes as near can save more than {gap}."
)
ANSWER_MISSED: Final = (
    "{missed} of {count} promises cannot be kept as they stand. The plan that comes nearest costs {usd} million "
    "US dollars of {price_year} over {first} to {last}, discounted to {first}; none that comes as near can save "
    "more than {gap}."
)
ANSWER_NONE: Final = (
    "Nothing was promised. Going on as cheaply as possible costs {usd} million US dollars of {price_year} over "
    "{first} to {last}, discounted to {first}."
)
OVER_BUDGET: Final = (
    "The budget does not suffice in {count} of {years} years; most is lacking in {year}: {usd} million US dollars."
)
DUMPS: Final = (
    "Without a promise the cheapest plan brings {share} of the waste of {year} to places that are not controlled."
)
PROVEN: Final = "Proven to within {gap}: nothing that keeps the promises as well is cheaper by more."
FIRST: Final = "A first answer, not yet proven: a better plan could save up to {gap}."

PROMISES: Final = "Promises"
PROMISES_TABLE: Final = "What becomes of each promise"
COLUMNS_OF_PROMISES: Final[dict[str, str]] = {
    "promise": "Promise",
    "from_year": "From",
    "target": "Target",
    "reached": "Reached then",
    "last": "In the last year",
    "state": "State",
    "held": "Holds in draws",
}
OF_TODAY: Final = "As today: {promise}"
"""What nobody promised and every plan keeps."""
STATE_KEPT: Final = "kept"
STATE_MISSED: Final = "missed by {short} of the whole in {year}"
AT_LEAST: Final = "at least {value}"
AT_MOST: Final = "at most {value}"
FIGURES: Final[dict[str, str]] = {
    "uncollected_t_per_year": "Waste that nobody collects",
    **{figure.code: figure.label for figure in PROMISED_FIGURES.values()},
    "methane_t_per_year": "Methane of disposal sites",
}
"""What each figure of a plan is called."""
UNITS: Final[dict[str, str]] = {
    "frac": "%",
    "t_per_year": "t/year",
    "t_co2e_per_year": "t CO₂e/year",
    "usd_per_year": "US dollars/year",
}

BLOCKED: Final = "What stands in the way"
BLOCKED_INTRO: Final = (
    "{promise} misses {short} of the whole in {year} and reaches {reached}. Each line takes one hindrance out of the "
    "question and asks again."
)
HINDRANCES: Final[dict[str, str]] = {
    "pace": "If households could join “{what}” at once: {cleared} of the miss goes, {left} of the whole is left.",
    "lead-time": "If “{what}” could open without lead time: {cleared} of the miss goes, {left} of the whole is left.",
    "size": "If “{what}” could be four times as large: {cleared} of the miss goes, {left} of the whole is left.",
    "budget": "Without a limit to the budget: {cleared} of the miss goes, {left} of the whole is left.",
    "choice": "If something could be decided every year: {cleared} of the miss goes, {left} of the whole is left.",
    "capture": "If households on “{what}” sorted half of what they leave in the mixed bin: {cleared} of the miss goes, "
    "{left} of the whole is left.",
    "year": "If it were promised five years later: {cleared} of the miss goes, {left} of the whole is left.",
}
NOTHING_CLEARS: Final = "No single hindrance clears it: several stand in the way together."
LOOSENED: Final[dict[str, str]] = {
    "year": "All promises a year later: {usd} million US dollars, discounted.",
    "budget": "A million US dollars a year more to spend: {usd} million US dollars, discounted.",
}
LOOSENED_HEADING: Final = "What one more would change"

INVESTMENTS: Final = "What is built"
INVESTMENTS_TABLE: Final = "Investments by year"
COLUMNS_OF_INVESTMENTS: Final[dict[str, str]] = {
    "facility": "Facility",
    "year": "Decided",
    "opens": "Opens",
    "size": "Size",
    "usd": "Investment, million US dollars",
    "usd_per_year": "Debt service, million US dollars/year",
    "jobs": "Workers",
    "land": "Land, hectares",
}
SIZE_PLANT: Final = "{size} t/year"
SIZE_SITE: Final = "{size} t of air space"
NOTHING_BUILT: Final = "Nothing is built."
SCHEMES: Final = "How households are served"
COLUMN_SCHEME: Final = "Service"

COST: Final = "What it costs"
COST_TABLE: Final = "Cost by year, million US dollars of {price_year}"
COSTS: Final[dict[str, str]] = {
    "collection": "Collection",
    "haul": "Haul",
    "running": "Running of facilities",
    "standing": "Standing cost",
    "debt": "Debt service",
    "revenues": "Revenues",
    "other": "Other",
}
TOTAL: Final = "In all"
PER_T: Final = "For a tonne generated, US dollars"
PER_HOUSEHOLD: Final = "For a household, US dollars"
OF_INCOME: Final = "Of the income of a household"
COST_IN_DRAWS: Final = (
    "Over {draws} draws of everything that nobody knows, with the same things built, the discounted cost lies between "
    "{low} and {high} million US dollars (95\N{NO-BREAK SPACE}% interval), in the middle {middle}."
)

NOT_RUNNABLE: Final = (
    "In {count} of {draws} draws what was built cannot be run at all, as a furnace that is not fed; there every "
    "promise counts as missed, and the cost is that of the other draws."
)

FLOWS: Final = "Where waste goes"
FLOWS_TABLE: Final = "Tonnes that end at each place, by year"
COLUMN_PLACE: Final = "Place"
UNCOLLECTED: Final = "Not collected"
FIGURES_HEADING: Final = "Figures, year by year"
FIGURES_TABLE: Final = "Figures of the plan, and without any promise"
COLUMN_FIGURE: Final = "Figure"
COLUMN_UNIT: Final = "Unit"
COLUMN_WITHOUT: Final = "Without a promise, {year}"

ASSUMED: Final = "What this rests on"
LIMITS: Final[tuple[str, ...]] = (
    "A stream keeps its composition: nothing is separated that no scheme or plant separates and is paid for.",
    "No zone loses collection that it has, however cheap that were.",
    "Old and new waste gives methane over decades; what it gives after the last year is in no figure.",
    "Debt is paid in equal parts over the life of what is built; parts beyond the last year are not counted.",
    "Prices stay what they are in the money of {price_year}; no tax, land price or compensation is in them.",
    "A plan is a beginning for engineers and councils; it is no design, no tender and no promise of a price.",
)
FACTS: Final[dict[str, str]] = {
    "discount": "Discount rate",
    "interest": "Interest of loans",
    "carbon": "Price of a tonne of CO₂e in the choice",
    "budget": "Budget of a year",
    "gwp": "Warming potentials",
    "edition": "Guidelines of the IPCC",
    "technologies": "What may be built",
}
NO_BUDGET: Final = "no limit"
USD: Final = "{value} US dollars"
DOUBTS: Final = "Doubts"
NO_DOUBTS: Final = "Nothing was doubtful."
FOOT: Final = "{city} · nagara {version} · seed {seed}"
