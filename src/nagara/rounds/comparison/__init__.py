"""Which figures may be put side by side, which differ in what, and what the nearest fair comparison is.

Two figures are compared only when year, method, boundary and population basis agree within limits.
What neither of two figures says agrees only if both are of one source, for then one hand made both.
"""

from nagara.rounds.comparison.figure import ComparableFigure
from nagara.rounds.comparison.groups import Group, Grouping, LeftOut, groups
from nagara.rounds.comparison.limits import CATEGORIES, Limits, default_limits
from nagara.rounds.comparison.nearest import nearest_fair, nearest_fair_pair
from nagara.rounds.comparison.pair import Aspect, Comparison, Difference, compare
from nagara.rounds.comparison.phrases import DIFFERENCES, NOT_IN_GROUP, NOTES

__all__ = [
    "CATEGORIES",
    "DIFFERENCES",
    "NOTES",
    "NOT_IN_GROUP",
    "Aspect",
    "ComparableFigure",
    "Comparison",
    "Difference",
    "Group",
    "Grouping",
    "LeftOut",
    "Limits",
    "compare",
    "default_limits",
    "groups",
    "nearest_fair",
    "nearest_fair_pair",
]
