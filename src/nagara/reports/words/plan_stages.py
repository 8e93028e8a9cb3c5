"""The English sentences on one programme of building for many draws."""

from __future__ import annotations

from typing import Final

STAGES: Final = "What to build, whichever draw comes true"
INTRO: Final = (
    "{draws} equally likely draws of amounts, composition, prices and participation stand in one program. What is "
    "built is decided once for all of them; where waste goes and how households are served is decided in each."
)
AIM: Final[dict[str, str]] = {
    "mean": "The programme makes the mean cost smallest.",
    "regret": "The programme makes the largest regret smallest: what it costs in a draw more than the best of that "
    "draw.",
}
BUILDS_TABLE: Final = "Built in any case, beside the plan for the best values"
COLUMNS_OF_BUILDS: Final[dict[str, str]] = {
    "facility": "Facility",
    "year": "Decided",
    "size": "In the programme",
    "best": "For the best values",
}
NOTHING_BUILT: Final = "The programme builds nothing."
SIZE_PLANT: Final = "{size} t/year"
SIZE_SITE: Final = "{size} t of air space"
NOT_BUILT: Final = "not built"
WAYS_TABLE: Final = "Three ways to decide, over {draws} draws"
WAYS: Final[dict[str, str]] = {
    "wait": "Knowing the draw before building",
    "once": "Building once for all draws",
    "best": "Building for the best values",
}
COLUMNS_OF_WAYS: Final[dict[str, str]] = {
    "way": "Way to decide",
    "mean": "Mean cost, million US dollars",
    "range": "Between",
    "short": "Promises miss, mean of the worst",
    "runnable": "Draws that can be run",
}
RANGE: Final = "{low} to {high}"
NO_COST: Final = "none"
HELD_TABLE: Final = "Share of draws in which each promise holds"
COLUMN_PROMISE: Final = "Promise"

INFORMATION: Final = (
    "Knowing the draw before building would be worth {usd} million US dollars on average (expected value of perfect "
    "information): no survey and no study of prices can be worth more."
)
INFORMATION_MISSES: Final = (
    "Knowing the draw before building would change the cost by {usd} million US dollars on average, and what promises "
    "miss at worst from {before} to {after} of the whole (expected value of perfect information)."
)
SOLUTION: Final = (
    "Thinking of all draws saves {usd} million US dollars on average against building for the best values (value of "
    "the stochastic solution)."
)
SOLUTION_MISSES: Final = (
    "Thinking of all draws changes the cost by {usd} million US dollars on average against building for the best "
    "values, and what promises miss at worst from {before} to {after} of the whole (value of the stochastic solution)."
)
SOLUTION_NOTHING: Final = "Thinking of all draws saves nothing against building for the best values."
NOT_RUNNABLE: Final = (
    "In {count} of {draws} draws what is built for the best values cannot be run at all; they are left out of the "
    "comparison."
)
REGRET: Final = (
    "In the worst draw the programme costs {worst} million US dollars more than the best of that draw, on average "
    "{mean}; a promise that is missed is counted far above its cost."
)
REGRET_MONEY: Final = (
    "In the worst draw the programme costs {worst} million US dollars more than the best of that draw, on average "
    "{mean}."
)
