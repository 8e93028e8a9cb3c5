"""The English sentences on what promises cost at the margin, and on fronts."""

from __future__ import annotations

from typing import Final

PRICES: Final = "What one more of each promise costs"
PRICES_INTRO: Final = (
    "The price of a promise is what a little more of it would cost, done as the plan does it. Who needs a whole new "
    "plant for it pays a step. Money of all years is discounted, tonnes are not."
)
PRICES_TABLE: Final = "Price of each promise"
COLUMNS_OF_PRICES: Final[dict[str, str]] = {
    "promise": "Promise",
    "point": "One point of a hundred more, million US dollars",
    "tonne": "One tonne more, US dollars",
    "counted": "Tonnes of",
}
COUNTED: Final[dict[str, str]] = {
    "co2e": "CO₂e not emitted",
    "plastic": "plastic kept from water",
    "waste": "waste",
    "nothing": "nothing",
}
"""What tonnes of a figure are tonnes of."""
NO_PRICE: Final = "missed, no price"
OF_PROMISE: Final = "{figure}, {target} from {year}"

FRONT: Final = "What more or less would cost: {figure}"
FRONT_INTRO: Final = (
    "Every dot is a plan of its own: it keeps everything else that was promised, and this figure at the target from "
    "{year} on. Targets that cost no less than a stricter one are left out. No plan can lie below the thin line."
)
BELOW_ZERO: Final = "A cut below zero is growth: that is what happens where nobody promises anything of it."
FRONT_STOPPED: Final = "Somebody stopped before all targets were solved."
FRONT_OUT_OF_TIME: Final = "The time given was over before all targets were solved."
FRONT_ALONE: Final = (
    "One target costs as much as all others: {target} costs {usd} million US dollars, and no less can be had for less."
)
PICTURE: Final = "Cost of all years, million US dollars of {price_year}, against the target"
SAID: Final = "From {first_usd} million US dollars at {first} to {last_usd} at {last}, the strictest that can be kept."
DEAREST: Final = "The step to {target} is the dearest by tonne: {usd} US dollars for each."
CHEAPEST: Final = "The step to {target} is the cheapest: {usd} US dollars."
KEY_PLANS: Final = "plans that were found"
KEY_BOUND: Final = "nothing can cost less"
KEY_PROMISED: Final = "as promised"
POINTS_TABLE: Final = "Targets and their plans"
COLUMNS_OF_POINTS: Final[dict[str, str]] = {
    "target": "Target",
    "usd": "Plan, million US dollars",
    "bound": "Cannot cost less than",
    "invested": "Invested, million US dollars",
    "point": "The next point of a hundred, million US dollars",
    "tonne": "The next tonne, US dollars",
}
AS_PROMISED: Final = "{target}, as promised"

STEPS: Final = "What each step costs"
STEPS_TABLE: Final = "Marginal abatement cost"
COLUMNS_OF_STEPS: Final[dict[str, str]] = {
    "step": "Step",
    "usd": "Costs more, million US dollars",
    "tonnes": "Tonnes in all years: {counted}",
    "average": "US dollars a tonne in this step",
    "from_first": "From the first target on",
}
STEP: Final = "{before} to {after}"
NOTHING: Final = "–"
"""Where there is no number."""

CHANGES: Final = "What changes from target to target"
CHANGE: Final = "To {target}: {changes}."
NO_CHANGE: Final = "the same plants, used otherwise"
CHANGES_OF: Final[dict[str, str]] = {
    "appears": "{what} appears ({after}, decided {year})",
    "goes": "{what} goes",
    "grows": "{what} grows from {before} to {after}",
    "shrinks": "{what} shrinks from {before} to {after}",
    "serves": "“{what}” serves {after} of households in the last year instead of {before}",
}
SIZE_PLANT: Final = "{size} t/year"
SIZE_SITE: Final = "{size} t of air space"

STOPPED: Final[dict[str, str]] = {
    "proof": "Somebody stopped the proof: this is the best plan that was found until then.",
    "beside": "Somebody stopped it: what stands in the way was not tried to the end.",
    "draws": "Somebody stopped it before all draws were tried.",
    "front": "Somebody stopped it: not all targets were solved.",
    "stages": "Somebody stopped it: no programme for many draws was found.",
}
"""By the step at which somebody stopped."""
OUT_OF_TIME: Final = (
    "The time given, {seconds} s, was over before all was asked. Left out: {parts}. Ask again with more time, or for "
    "less beside the plan."
)
PARTS: Final[dict[str, str]] = {
    "without": "what the city does without any promise",
    "prices": "what one more unit of each promise costs",
    "loosened": "what one more year or one more million would change",
    "blockers": "what stands in the way of promises that are missed",
    "draws": "the plan in other draws",
    "fronts": "cost against other targets",
    "stages": "one programme for many draws",
}
"""What can be left out where the time is short."""
PART_BEGUN: Final = "{part} ({done} of {of} done)"
STOPPED_EARLY: Final = "Somebody stopped it early: this is the best plan that was found until then."
