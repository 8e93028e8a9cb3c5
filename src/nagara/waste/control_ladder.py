"""The control ladder of SDG 11.6.1: criteria, their states and the boxes that each state ticks.

The ladders are evidence (code list ``control_ladder``), retyped from Table 2 of the metadata.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from nagara.evidence import codelist

__all__ = [
    "CONTROLLED_FROM_LEVEL",
    "NOT_APPLICABLE",
    "NOT_OBSERVED",
    "Criterion",
    "Ladder",
    "State",
    "criteria",
    "ladder",
    "level_name",
]

NOT_OBSERVED: Final = "not_observed"
"""State of a criterion that nobody looked at: neither met nor missed."""
NOT_APPLICABLE: Final = "not_applicable"
"""State of a criterion that cannot be asked of this facility."""
CONTROLLED_FROM_LEVEL: Final = min(
    int(code) for code, row in codelist("control_level").entries.items() if row["is_controlled"] == "yes"
)
"""Waste is controlled where it is handled at this level or above (SDG 11.6.1 metadata 2021)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One thing that can be seen for a criterion, and the levels whose box it ticks."""

    code: str
    label: str
    levels: tuple[int, ...]

    @property
    def drops_boxes(self) -> bool:
        """Whether it says that the criterion does not apply to the facility."""
        return self.code == NOT_APPLICABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One line of a ladder with the states that can be seen for it."""

    code: str
    label: str
    states: Mapping[str, State]

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels for which the metadata list a box of this criterion."""
        return tuple(sorted({level for state in self.states.values() for level in state.levels}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The criteria of one family of facilities.

    Parameters
    ----------
    name
        Name of the ladder.
    criteria
        Its criteria by code, in their printed order.
    boxes
        How many boxes the metadata print, by level; incineration has no levels 2 and 4.
    """

    name: str
    criteria: Mapping[str, Criterion]
    boxes: Mapping[int, int]

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels that have boxes, from the lowest."""
        return tuple(self.boxes)

    def level_below(self, level: int) -> int:
        """The next lower level of this ladder; the lowest stays where it is."""
        return max((each for each in self.levels if each < level), default=self.levels[0])


@cache
def ladder(kind_or_ladder: str) -> Ladder:
    """The ladder of a kind of facility, or the ladder of that name.

    Raises
    ------
    UnknownCodeError
        If it is neither a kind of facility nor a ladder.

    Examples
    --------
    >>> dict(ladder("dumpsite").boxes)
    {1: 8, 2: 9, 3: 9, 4: 8, 5: 10}
    """
    rows = [row for row in codelist("control_ladder").entries.values() if row["ladder"] == kind_or_ladder]
    if not rows:
        return ladder(codelist("facility_kind")[kind_or_ladder]["ladder"])
    states: dict[str, dict[str, State]] = defaultdict(dict)
    for row in rows:
        levels = tuple(int(level) for level in row["levels"].split())
        states[row["criterion"]][row["state"]] = State(code=row["state"], label=row["label"], levels=levels)
    labels = {row["criterion"]: row["criterion_label"] for row in rows}
    printed = {code: Criterion(code=code, label=labels[code], states=seen) for code, seen in states.items()}
    boxes = Counter(level for criterion in printed.values() for level in criterion.levels)
    return Ladder(name=kind_or_ladder, criteria=printed, boxes=dict(sorted(boxes.items())))


def criteria(kind_or_ladder: str) -> tuple[Criterion, ...]:
    """The criteria of a kind of facility, in their printed order."""
    return tuple(ladder(kind_or_ladder).criteria.values())


def level_name(level: int) -> str:
    """The level's name in English.

    Examples
    --------
    >>> level_name(3)
    'Basic'
    """
    return codelist("control_level")[str(level)]["label"]
