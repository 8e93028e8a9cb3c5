"""The English sentences of the paper on a least-cost plan."""

from __future__ import annotations

from typing import Final

from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES

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
HOUSEHOLD_MORE: Final = "A household pays {usd} US dollars in {year}, {change} more than without any promise."
HOUSEHOLD_LESS: Final = "A household pays {usd} US dollars in {year}, {change} less than without any promise."
HOUSEHOLD_ALONE: Final = "A household pays {usd} US dollars in {year}."
NOT_KEPT: Final = "Not kept: “{promise}” reaches {reached} in {year}, where {target} was promised."
"""The target is said by AT_LEAST or AT_MOST."""
LOSES_CONTROL: Final = (
    "To come so near it gives up control that the city has: {reached} is collected and managed in controlled "
    "facilities in {year}, {today} today."
)
OVER_BUDGET: Final = (
    "The budget does not suffice in {count} of {years} years; most is lacking in {year}: {usd} million US dollars."
)
LAST_YEAR_DUMPS: Final = (
    "Do not read {year} as advice: {share} of the waste is deposited in it, {before} in the year before. "
    "The plan looks no further, and what is deposited then gives its gas later; one that runs longer says what to do."
)
DUMPS: Final = (
    "Without a promise the cheapest plan brings {share} of the waste of {year} to places that are not controlled."
)
PROVEN: Final = "Proven to within {gap}: nothing that keeps the promises as well is cheaper by more."
FIRST: Final = "A first answer, not yet proven: a better plan could save up to {gap}."

CARD_COST: Final = "Cost of all years, discounted"
CARD_COST_UNIT: Final = "million US dollars of {price_year}"
CARD_HOUSEHOLD: Final = "A household pays in {year}"
CARD_HOUSEHOLD_UNIT: Final = "US dollars/year"
CARD_HOUSEHOLD_NOTE: Final = "{usd} without any promise"
CARD_INVESTED: Final = "To be invested"
CARD_INVESTED_UNIT: Final = "million US dollars"
CARD_INVESTED_NOTE: Final = "projects: {count}"
CARD_WORKERS: Final = "Workers in {year}"
CARD_WORKERS_NOTE: Final = "{workers} in {year}"
CARD_WORKERS_UNIT: Final = "by the tonnes they handle"
INTERVAL: Final = "{low} to {high} (95\N{NO-BREAK SPACE}%)"
NO_DRAWS: Final = "no interval: no draws were tried"

PROMISES: Final = "In short"
SELDOM_HELD: Final = (
    "“{promise}” holds in {held} of draws only: what is built suits the best values and keeps no reserve."
)
PROMISES_TABLE: Final = "What becomes of each promise"
COLUMNS_OF_PROMISES: Final[dict[str, str]] = {
    "promise": "Promise",
    "from_year": "From year",
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
STATE_MISSED_BY: Final = "missed by {short} in {year}"
"""Where the promise is no share: in its own unit."""
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
BLOCKED_INTRO_BY: Final = (
    "{promise} misses what was promised by {short} in {year} and reaches {reached}. Each line takes one hindrance out "
    "of the question and asks again."
)
HINDRANCES: Final[dict[str, str]] = {
    "pace": "If households could join “{what}” at once, {effect}.",
    "lead-time": "If “{what}” could open without lead time, {effect}.",
    "size": "If “{what}” could be four times as large, {effect}.",
    "budget": "Without a limit to the budget, {effect}.",
    "choice": "If something could be decided every year, {effect}.",
    "capture": "If households on “{what}” sorted half of what they leave in the mixed bin, {effect}.",
    "year": "If it were promised five years later, {effect}.",
    "other-year": "If “{what}” were promised five years later, {effect}.",
}
MISS_FALLS: Final = "its miss would fall from {before} to {left} of the whole"
MISS_FALLS_BY: Final = "its miss would fall from {before} to {left}"
MISS_GOES: Final = "it would be kept"
NOTHING_CLEARS: Final = "No single hindrance clears it: several stand in the way together."

BINDING: Final = "What is binding"
BINDING_INTRO: Final = "The plan stands at these limits. Where one of them gives way, it may cost less or keep more."
BINDING_NOTHING: Final = "The plan stands at no limit."
BOUNDS: Final[dict[str, str]] = {
    "promise": "“{what}” is kept and no more; keeping less would cost less: {years}.",
    "budget": "The budget is spent to the last, or beyond: {years}.",
    "pace": "Households join “{what}” as fast as they can: {years}.",
    "size": "“{what}” is built as large as it can be: {years}.",
    "gate": "“{what}” takes all that it can: {years}.",
    "smallest-load": "“{what}” gets its smallest load and no more: {years}.",
    "feed": "What “{what}” is fed stands at the end of its window of {detail}: {years}.",
    "airspace": "“{what}” is full: {years}.",
}
WINDOWS: Final[dict[str, str]] = {
    "heating value": "heating value",
    "carbon to nitrogen": "carbon to nitrogen",
    "impurities": "impurities",
}
SPAN_OF_YEARS: Final = "{first} to {last}"
MORE: Final = "What one more would change"
MORE_YEAR: Final[dict[str, str]] = {
    "less": "With every promise a year later, all years together cost {usd} million US dollars less, discounted.",
    "more": "With every promise a year later, all years together cost {usd} million US dollars more, discounted.",
    "same": "With every promise a year later, nothing would become cheaper.",
}
MORE_MONEY: Final[dict[str, str]] = {
    "less": "With a million US dollars a year more to spend, all years together cost {usd} million US dollars less, "
    "discounted.",
    "more": "With a million US dollars a year more to spend, all years together cost {usd} million US dollars more, "
    "discounted.",
    "same": "A million US dollars a year more to spend would change no cost.",
}
MORE_MISSED: Final = "The largest miss then goes from {before} to {after} of the whole."
MORE_MISSED_SAME: Final = "The largest miss, {before} of the whole, stays."
MORE_WITHOUT_BUDGET: Final = "No budget was set, so a million more would change nothing."

INVESTMENTS: Final = "What is built"
COLUMNS_OF_INVESTMENTS: Final[dict[str, str]] = {
    "facility": "Facility",
    "year": "Decided",
    "opens": "Opens",
    "usd": "Investment, million US dollars",
    "ends": "95\N{NO-BREAK SPACE}% interval",
    "usd_per_year": "Debt service, million US dollars/year",
    "jobs": "Workers",
    "land": "Land, hectares",
}
PROJECTS_TABLE: Final = "Project list: {count}"
COLUMNS_OF_PROJECTS: Final[dict[str, str]] = {
    "title": "Project",
    "site_class": "Class of site",
    "size": "Size",
    "usd": "Investment, million US dollars",
    "ends": "95\N{NO-BREAK SPACE}% interval",
    "running": "Running cost, million US dollars/year",
    "handled": "Handles, t/year",
    "recovered": "Recovers, t/year",
    "needed_by": "Needed by",
}
SITE_CLASSES: Final[dict[str, str]] = {
    "transfer": "transfer station",
    "materials-recovery": "materials recovery",
    "composting": "composting",
    "anaerobic-digestion": "anaerobic digestion",
    "incineration-with-energy": "energy from waste",
    "landfill": "landfill",
}
INVESTMENTS_PICTURE: Final = "Investments, million US dollars of {price_year}"
INVESTMENTS_SAID: Final = (
    "{count} projects; the largest is {facility}, decided in {year}, for {usd} million US dollars. Dots are the best "
    "value, bars the 95\N{NO-BREAK SPACE}% interval of the price of a plant of this size."
)
INVESTMENT_SAID: Final = (
    "{facility}, decided in {year}, for {usd} million US dollars. The dot is the best value, the bar the "
    "95\N{NO-BREAK SPACE}% interval of the price of a plant of this size."
)
INVESTMENT_ROW: Final = "{year}: {facility}, {size}"
NO_INTERVAL: Final = "not known"
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
COST_PICTURE: Final = "Cost of a year, million US dollars of {price_year}"
COST_SAID: Final = (
    "From {before} million US dollars in {first} to {after} in {last}, in all. What facilities earn stands below "
    "the line."
)
COST_OF_TONNE: Final = "A tonne generated costs {before} US dollars in {first} and {after} in {last}."
COST_PARTS: Final[dict[str, str]] = {
    "collection": "Collection and haul",
    "running": "Running of facilities",
    "debt": "Debt service",
    "revenues": "Revenues",
}
IN_ALL_IN: Final = "In all: {value} in {year}"
COST_BY_YEAR: Final = "Cost of every year, million US dollars of {price_year}"
IN_YEAR: Final = "{value} in {year}"
COLUMN_YEAR: Final = "Year"
COLUMN_ENDS: Final = "95\N{NO-BREAK SPACE}% interval"
FEE: Final = "What a household pays, US dollars of {price_year} a year"
FEE_SAID: Final = (
    "If fees paid for all of it, a household would pay {before} US dollars in {first} and {after} in {last}; without "
    "any promise {without} in {last}."
)
FEE_ALONE: Final = (
    "If fees paid for all of it, a household would pay {before} US dollars in {first} and {after} in {last}."
)
FEE_OF_INCOME: Final = "That is {share} of the income of a household in {last}."
FEE_NO_INCOME: Final = "The income of a household was not given, so nothing is said about what it can afford."
FEE_PANEL: Final = "Cost for a household"
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
FLOWS_INTRO: Final = (
    "One picture for each year that counts: today, the years of the promises, the last. The workbook holds every year."
)
FLOW_PICTURE: Final = "Where the waste of {year} goes, tonnes"
FLOW_SAID: Final = (
    "Of {generated} t, {controlled} end in controlled facilities, {recycled} are recycled or composted and "
    "{uncollected} are not collected."
)
FLOW_COLUMNS: Final[tuple[str, ...]] = ("From", "To", "t/year", "Of all waste")
TONNES: Final = "{value} t"
FLOW_NODES: Final[dict[str, str]] = {
    "generated": "Waste generated",
    "mixed": "Mixed bin",
    "recyclables": "Recyclables kept apart",
    "organics": "Organics kept apart",
    "picked": "Recovery as today",
    "uncollected": "Not collected",
    "recovery": "Plants that recover today",
    "recycled": "Recycled or composted",
    "burned": "Burned for energy",
}
FLOW_UNCONTROLLED: Final = "{name} (not controlled)"
UNCOLLECTED: Final = "Not collected"
FIGURES_HEADING: Final = "Figures, year by year"
FIGURES_ALONE: Final = "Figures of the plan"
FIGURES_TABLE: Final = "Figures of the plan, and without any promise"
PATHS: Final = "Figures against promises"
PATHS_SAID: Final = "{label}: {after} in {last}, without any promise {without}."
PATHS_BAND: Final = "The band is the 95\N{NO-BREAK SPACE}% interval over {draws} draws with the same things built."
PATHS_KEY: Final[dict[str, str]] = {
    "values": "the plan",
    "beside": "without any promise",
    "band": "95\N{NO-BREAK SPACE}% interval",
    "target": "promised",
}
PATH_LABEL: Final = "{label}, {unit}"
PATH_PROMISED: Final = "Promised: {target} from {year}; {state}."
PATHS_TABLE: Final = "Figures that were promised, every year"
COLUMN_OF_PLAN: Final = "{label}, plan"
COLUMN_OF_NONE: Final = "{label}, without any promise"
COLUMN_OF_ENDS: Final = "{label}, 95\N{NO-BREAK SPACE}% interval"

WORK: Final = "Work and land"
WORK_PICTURE: Final = "Workers by what they do"
WORK_SAID: Final = (
    "From {before} workers in {first} to {after} in {last}, by the tonnes they handle. Who works at plants and sites "
    "that stand today is not known and not counted."
)
WORK_PARTS: Final[dict[str, str]] = {
    "collection": "Collection",
    "sorting": "Sorting",
    "treatment": "Treatment and disposal",
    "informal": "Informal recovery",
}
WORK_TABLE: Final = "Workers and land, every year"
WORK_KINDS: Final[dict[str, str]] = {"collection": "Collection", "informal": "Informal recovery"}
LAND: Final = "Land of what is built, hectares"
LAND_SAID: Final = "What is built takes {land} hectares by {last}."

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
