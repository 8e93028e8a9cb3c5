"""The English sentences of the paper on cities that could share plants."""

from __future__ import annotations

from typing import Final

TITLE: Final = "{region}: plan {first}–{last}"
SUBTITLE: Final = "What the cities save by sharing plants, and who pays what"
EXAMPLE: Final = "Invented example: no real cities. Do not quote any figure of this page."
STOPPED: Final = "This was stopped early: what was found until then is shown, and a better plan may exist."
UNPLANNED: Final = (
    "There was no time to plan for {count} groups of cities; they stand at what their parts cost. Run it again with "
    "more time before anybody agrees on a split."
)
MISSING: Final = (
    "In {count} of {of} groups a promise is missed. A plan that misses a promise costs less than one that keeps it, so "
    "that the saving of those who join is understated."
)

ANSWER_SAVES: Final = (
    "Together the {count} cities save {saving} US dollars a year, {share} of what they would pay apart. By the {split} "
    "they pay a year, in US dollars: {payments}."
)
ANSWER_NOTHING: Final = (
    "No way to share was found that saves money: every city does as well without the others. They pay a year, in US "
    "dollars: {payments}."
)
ANSWER_MISSED: Final = "{missed} of {count} promises cannot be kept as they stand."
PAYS: Final = "{city} {usd}"
MILLION: Final = "{value} million"
VALUE: Final = "Shapley value"
COMPLAINT: Final = "nucleolus"
BETWEEN: Final = (
    "A cheaper plan may exist for each city alone and for all together. As far as the gaps of these plans reach, the "
    "saving lies between {low} and {high} US dollars a year."
)
IN_DOUBT: Final = (
    "The saving is smaller than what the plans can be off. Search longer, without --first, before anybody relies on it."
)

SPLIT: Final = "Who pays what"
SPLIT_TABLE: Final = (
    "Equal amount of each year {first} to {last}, thousand US dollars of {price_year}, debt service included"
)
COLUMNS_OF_SPLIT: Final[dict[str, str]] = {
    "city": "City",
    "alone": "Alone",
    "value": "Shapley value",
    "complaint": "Nucleolus",
    "lays_out": "Lays out itself",
    "settles": "Pays to the others (− receives)",
    "saving": "Saves",
}
ALL_CITIES: Final = "All cities"
SETTLED: Final = (
    "Who hosts a plant lays out what it costs. Payments between the cities bring each to its share by the {split}; "
    "they sum to nothing."
)
CARBON: Final = (
    "The split counts a price of carbon of {usd} US dollars a tonne as a cost. Payments leave it out in proportion to "
    "what each bears."
)
WHAT_VALUE_IS: Final = (
    "Shapley value: each city pays what it adds to the cost of those before it, averaged over all orders in which "
    "cities could join."
)
WHAT_COMPLAINT_IS: Final = (
    "Nucleolus: the group that gains least by joining gains as much as it can, then the next, and so on."
)
CONTENT: Final = "No city and no group of cities would pay less without the others, by either split."
VALUE_REFUSED: Final = (
    "By the Shapley value {who} would pay {usd} US dollars more, discounted, than without the others. By the nucleolus "
    "nobody would, so that talks should begin with it."
)
NOBODY_CONTENT: Final = (
    "Whatever the split, some group would pay less without the others: by the nucleolus {who}, by {usd} US dollars, "
    "discounted. Money alone does not hold these cities together."
)
GROUPS: Final = "The cities do best in these groups, each with plants of its own: {groups}."

OVER_BUDGET: Final = (
    "The budgets of {who} do not suffice in {count} of {years} years; most is lacking in {year}: {usd} US dollars."
)

COALITIONS: Final = "What each group of cities could do"
COALITIONS_TABLE: Final = "Cost {first} to {last}, discounted to {first}, million US dollars of {price_year}"
COLUMNS_OF_COALITIONS: Final[dict[str, str]] = {
    "who": "Group",
    "apart": "Each alone",
    "together": "As a group",
    "saving": "Saves",
    "gap": "Gap of the plan",
    "state": "Promises",
}
STATE_KEPT: Final = "kept"
STATE_MISSED: Final = "missed by up to {short}"
STATE_UNPLANNED: Final = "not planned for"
STATE_APART: Final = "no way between them"

BUILT: Final = "Who hosts what"
BUILT_TABLE: Final = "What is built together, thousand US dollars of {price_year}"
ALONE_TABLE: Final = "What each city would build alone, thousand US dollars of {price_year}"
COLUMNS_OF_BUILT: Final[dict[str, str]] = {
    "facility": "Facility",
    "city": "Where",
    "year": "Decided",
    "opens": "Opens",
    "size": "Size",
    "usd": "Investment",
    "serves": "Takes waste of",
}
SIZE_PLANT: Final = "{size} t/year"
SIZE_SITE: Final = "{size} t of air space"
NOTHING_BUILT: Final = "Nothing is built."
BUILT_LESS: Final = (
    "Together the cities build {together} million US dollars' worth of plants; alone they would build {alone} million."
)

SENT: Final = "Who sends what where"
PICTURE: Final = "Waste from the cities and where it is first brought, {year}, t/year"
PICTURE_SAID: Final = (
    "{crossing} of {all} tonnes a year that are collected go to another city: {largest}. Pale is what stays."
)
PICTURE_STAYS: Final = "All {all} tonnes a year that are collected stay in their own city."
LARGEST: Final = "most from {origin} to {target}, {tonnes} t"
NODE_FROM: Final = "{city}"
NODE_AT: Final = "in {city}"
TONNES: Final = "{tonnes} t"
COLUMN_FROM: Final = "Waste of"
COLUMN_AT: Final = "Brought to {city}, t"
PICTURE_TABLE: Final = "Waste by city and by the city that it is first brought to, {year}"
SENT_TABLE: Final = "What goes from one city to another, {year}"
COLUMNS_OF_SENT: Final[dict[str, str]] = {
    "origin": "From",
    "target": "To",
    "km": "Way, km",
    "tonnes": "t/year",
    "tonne_km": "Thousand t km/year",
    "usd": "Haul, thousand US dollars/year",
}
FROM_ZONE: Final = "{city}, collected"
FROM_PLANT: Final = "{city}, left by {facility}"
TO_PLANT: Final = "{facility}, {city}"
NOTHING_SENT: Final = "Nothing goes from one city to another."

PROMISES: Final = "Each city's promises"
PROMISES_TABLE: Final = "What becomes of each promise"
COLUMNS_OF_PROMISES: Final[dict[str, str]] = {
    "city": "City",
    "promise": "Promise",
    "from_year": "From",
    "target": "Target",
    "reached": "Reached then",
    "together": "Together",
    "alone": "Alone",
}
TOGETHER: Final = "All together"
NO_PROMISES: Final = "Nothing was promised."
BLOCKED: Final = (
    "What stands in the way of a promise that is missed is said by the plan of its city alone: nagara plan."
)

OUTLAYS: Final = "What each city lays out itself"
OUTLAYS_TABLE: Final = "Equal amount of each year, thousand US dollars of {price_year}"
COLUMN_PURPOSE: Final = "For"

ASSUMED: Final = "What this rests on"
LIMITS: Final[tuple[str, ...]] = (
    "Whatever a city could bring to a plant of its own it can bring to the same plant at a host's, as many kilometres "
    "further as the road between them is long.",
    "A shared plant may be as much larger as there is more waste. One plant for all is tried at each host in turn; no "
    "other pattern is, beside one plant for each and what the search finds.",
    "Budgets of all cities are one budget when they plan together.",
    "How fast waste decays and leaks is the mean of the cities by their waste where they plan together.",
    "A group of cities is compared with what it would pay if the others did not exist; nobody pays a toll.",
    "Prices stay what they are in the money of {price_year}; a plan is no design, no tender and no contract.",
)
FACTS: Final[dict[str, str]] = {
    "hosts": "Who would open what",
    "roads": "Roads",
    "discount": "Discount rate",
    "interest": "Interest of loans",
    "carbon": "Price of a tonne of CO₂e in the choice",
    "gwp": "Warming potentials",
    "edition": "Guidelines of the IPCC",
}
HOST: Final = "{city}: {what}"
NO_HOST: Final = "{city}: nothing"
ROAD: Final = "{here}–{there} {km} km"
NO_ROAD: Final = "none"
USD: Final = "{value} US dollars"
FOOT: Final = "{region} · nagara {version} · seed {seed}"
