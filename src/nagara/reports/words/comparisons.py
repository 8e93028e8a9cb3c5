"""The English sentences of the paper that puts plans, scenarios and accounts side by side."""

from __future__ import annotations

from typing import Final

TITLE: Final = "{city}: plans compared"
SUBTITLE: Final = "Plans, scenarios by hand and what was measured, by the same definitions"

ANSWER_CHEAPER: Final = (
    "{second} costs {usd} million US dollars of {price_year} less than {first} over {from_year} to {last_year}, "
    "discounted."
)
ANSWER_DEARER: Final = (
    "{second} costs {usd} million US dollars of {price_year} more than {first} over {from_year} to {last_year}, "
    "discounted."
)
ANSWER_SAME_COST: Final = "{second} costs as much as {first} over {from_year} to {last_year}."
ANSWER_APART: Final = "In {year}, {figure} is {ours} with {first} and {theirs} with {second}."
ANSWER_SAME: Final = "{first} and {second} say the same of every figure that both know."
ANSWER_MEASURED: Final = (
    "{plan}, {year}: of {count} figures that were measured, {as_planned} came as planned; better than planned by more "
    "than their doubt: {better}; worse: {worse}."
)
ANSWER_NOT_MEASURED: Final = "{plan} foresaw no figure of {year} that can be compared with what was measured."

SUMMARY: Final = "What stands side by side"
SUMMARY_TABLE: Final = "Plans, scenarios and accounts"
LINES: Final[dict[str, str]] = {
    "kind": "What it is",
    "records": "Stands on the records of",
    "years": "Years",
    "promises": "Promises",
    "kept": "Promises kept",
    "cost": "Cost over all years, discounted, million US dollars of {price_year}",
    "gap": "No plan can save more than",
    "invested": "Money to build with, million US dollars",
    "built": "What is built",
}
KINDS: Final[dict[str, str]] = {
    "plan": "Least-cost plan",
    "scenario": "Scenario by hand",
    "account": "Measured",
}
ACCOUNT: Final = "Measured in {year}"
KEPT: Final = "{kept} of {all}"
NONE: Final = "none"
BUILT: Final = "{what} ({year})"

MEASURED: Final = "Planned and measured, {year}"
MEASURED_TABLE: Final = "What was measured in {year}, and what was planned"
COLUMN_FIGURE: Final = "Figure"
COLUMN_YEAR: Final = "Year"
COLUMN_MEASURED: Final = "Measured"
VALUE_AND_STATE: Final = "{value}; {state}"
COLUMN_COURSE: Final = "Course"
COLUMN_LESS: Final = "{second} less {first}"
STATES: Final[dict[str, str]] = {
    "as-planned": "as planned",
    "better": "measured is better",
    "worse": "measured is worse",
    "more": "measured is more",
    "less": "measured is less",
}
NOT_AS_PLANNED: Final = "{year}, {figure}: {value} ({low} to {high}), {planned} in {plan}; {state}."
HOW_TO_READ: Final = (
    "A plan has no interval, what was measured has one of 95\N{NO-BREAK SPACE}%. A figure is as planned where the plan "
    "lies inside of it: that says that nothing else was seen, not that all went well. Where the interval is wide, "
    "measure better before you change the plan."
)
MORE_WASTE: Final = (
    "The city generated more waste than {plan} reckoned with: {planned} t were foreseen, {low} to {high} t were "
    "measured. Tonnes and gases grow with it, whatever was built."
)
LESS_WASTE: Final = (
    "The city generated less waste than {plan} reckoned with: {planned} t were foreseen, {low} to {high} t were "
    "measured. Tonnes and gases shrink with it, whatever was built."
)
NEEDED: Final = "What {plan} needs by {year}"
NEEDED_INTRO: Final = (
    "Tick what stands. What is missing is the first thing to look at where a figure is worse than planned."
)
NEEDED_TABLE: Final = "To take waste by {year}"
COLUMNS_OF_NEEDED: Final[dict[str, str]] = {
    "what": "What",
    "decided": "Decided",
    "needed_by": "Needed by",
    "size": "Size",
    "usd": "Investment, million US dollars",
    "stands": "Stands?",
}
TICK: Final = "\N{BALLOT BOX}"
NOTHING_NEEDED: Final = (
    "{plan} needs nothing new to take waste by {year}. Where a figure is not as planned, look at how households are "
    "served, at what was generated, and at how it was measured."
)
SERVED: Final = "By {year} {plan} has more households on “{service}”: {share} of them, {before} in {first}."

YEARS: Final = "Year by year"
PICTURE_LINE: Final = "{course}: {first_value} in {first}, {last_value} in {last}."
PICTURE_POINT: Final = "Measured in {year}: {value} {unit}."
PICTURE_PROMISE: Final = "Promised from {year} on: {target}."
PICTURE_UNLIKE: Final = "{course} is left out of the picture: it counts otherwise."
SAID_MEASURED: Final = "Measured, with its 95\N{NO-BREAK SPACE}% interval"
SAID_PROMISED: Final = "Promised"
SAID_BAND: Final = "The band is the 95\N{NO-BREAK SPACE}% interval of {course}."
PICTURE_TABLE: Final = "{figure}, {unit}"

ALL: Final = "All figures"
ALL_TABLE: Final = "Every figure in some years"
DIFFERENCES_TABLE: Final = "What others have more or less than {first}"
FIGURES: Final[dict[str, str]] = {
    "generated_t_per_year": "Waste generated",
    "ghg_without_fuel_t_co2e_per_year": "Greenhouse gases without fuel and power",
    "cost_usd_per_t": "Cost for a tonne generated",
}
"""What figures are called that no promise knows."""
UNITS: Final[dict[str, str]] = {"usd_per_t": "US dollars/t"}
NOT_KNOWN: Final = "not known"
NOT_ALIKE: Final = "{value} \N{NOT EQUAL TO}"
OUTSIDE: Final = "\N{EN DASH}"

APART: Final = "What is not compared, and why"
ALL_ALIKE: Final = "Everything that both know is compared."
UNLIKE: Final[dict[str, str]] = {
    "boundary": "{second} is not compared with {first}: it speaks of another boundary ({theirs}, not {ours}).",
    "population": (
        "{second} is not compared with {first}: its population rests on another basis ({theirs}, not {ours})."
    ),
    "prices": "Money of {second} is not compared with {first}: {theirs}, not {ours}.",
    "guidelines": "Gases of {second} are not compared with {first}: guidelines of {theirs}, not of {ours}.",
    "gwp": "CO₂e of {second} is not compared with {first}: warming potentials of {theirs}, not of {ours}.",
    "base-year": "Cuts of {second} are not compared with {first}: they are against {theirs}, not against {ours}.",
}
UNKNOWN: Final[dict[str, str]] = {
    "no-cost": "No cost is known ({figures}): {courses}.",
    "fuel-otherwise": (
        "Fuel and power of the whole service are counted, where a plan counts the diesel of its tours ({figures}): "
        "{courses}. Greenhouse gases without fuel and power are compared instead."
    ),
    "plastic-contradicts": "No plastic is known, because what was recorded of it contradicts itself: {courses}.",
    "no-base": "No cut is known, because the records that it is against were not given ({figures}): {courses}.",
    "not-in-file": "The file does not hold it ({figures}): {courses}.",
}
METHOD_GAP: Final = (
    "{figure} of {year}, the year of the records, is {ours} with {first} and {theirs} with {second}. A difference of "
    "this size comes from the way of counting and is no difference between them."
)
OTHER_RECORDS: Final = "{first} and {second} stand on different files of the records of {year}."
OTHER_SPAN: Final = (
    "The cost over all years of {second} is not compared with that of {first}: other years, another discount rate or "
    "other money."
)
NO_BOUNDARY: Final = (
    "The file of {course} does not say which boundary it speaks of. Write the plan anew to have it checked."
)
FOOT: Final = "{city} · nagara {version}"
