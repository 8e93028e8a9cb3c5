"""Why two figures are not compared, and what a reader of a fair comparison should still know."""

from __future__ import annotations

from typing import Final

__all__ = ["DIFFERENCES", "NOTES", "NOT_IN_GROUP"]

DIFFERENCES: Final = {
    "year": "The years differ: {first} and {second}",
    "method": "The methods differ: {first} and {second}",
    "boundary": "The boundaries differ: {first} and {second}",
    "population_basis": "The populations rest on different things: {first} and {second}",
    "unknown-method": "The method of at least one of them is not known",
    "unknown-boundary": "The boundary of at least one of them is not known",
    "unknown-population_basis": "What the population of at least one of them rests on is not known",
    "absent": "At least one of them has no number",
    "same-city": "Both are of one city",
}
"""Why two figures are not compared."""

NOTES: Final = {
    "unsaid-method": "Their common source does not say the method",
    "unsaid-boundary": "Their common source does not say the boundary",
    "unsaid-population_basis": "Their common source does not say what the populations rest on",
    "no-interval": "At least one of them has no interval, so nobody can say whether they truly differ",
    "apart-year": "The years are {first} and {second}",
    "apart-method": "The methods are {first} and {second}",
    "apart-boundary": "The boundaries are {first} and {second}",
    "apart-population_basis": "The populations rest on {first} and {second}",
}
"""What a reader of a fair comparison should still know."""

NOT_IN_GROUP: Final = {
    "absent": "There is no number",
    "another-of-the-city": "The list has another figure of this city",
}
"""Why a figure is in no list, besides what differs."""
