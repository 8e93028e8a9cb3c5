"""What a phone asks, task by task, and how its answers stand for rows of the form.

One XLSForm serves every task of a city's year; the enumerator says first what is being recorded.
Each part of a task is a group or a repeat that bears the name of a table of the form, and its
questions bear the names of the fields, so that an export reads back without re-typing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from nagara.evidence import codelist
from nagara.exchange.form import FormField, form_tables

__all__ = [
    "FORM_ID",
    "LADDERS",
    "PHONE_TEXTS",
    "TASKS",
    "Part",
    "Task",
    "all_states",
    "criteria",
    "ladder_group",
    "ladder_states",
]

FORM_ID: Final = "nagara_city_year"
NOT_OBSERVED: Final = "not_observed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A group or repeat of the phone form.

    Parameters
    ----------
    name
        Name of the group; the name of its table unless it only gives answers to another part.
    table
        Table of the form that its answers belong to.
    is_repeat
        Whether one submission may hold several rows.
    asked
        Fields that are asked here; all that are not given by another part if empty.
    given
        Fields that another part of the submission gives, as (part, field).
    role
        Only for facilities of this role: ``recovery`` or ``disposal``.
    """

    name: str
    table: str
    is_repeat: bool = False
    asked: tuple[str, ...] = ()
    given: tuple[tuple[str, str], ...] = ()
    role: str = ""

    def fields(self) -> tuple[FormField, ...]:
        """The questions that are asked here."""
        taken = {field for _, field in self.given}
        return tuple(
            field
            for field in form_tables()[self.table].fields
            if (field.name in self.asked if self.asked else field.name not in taken)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One kind of visit."""

    name: str
    label: str
    parts: tuple[Part, ...]


FACILITY: Final = (("facilities", "facility"),)
TASKS: Final = (
    Task(
        name="city",
        label="City, strata and survey areas",
        parts=(
            Part(name="city", table="city"),
            Part(name="strata", table="strata", is_repeat=True),
            Part(name="areas", table="areas", is_repeat=True),
        ),
    ),
    Task(name="household", label="Register a household", parts=(Part(name="households", table="households"),)),
    Task(
        name="weighing",
        label="Weigh the bags of one day",
        parts=(
            Part(name="weighing_day", table="weighings", asked=("day", "date")),
            Part(
                name="weighings",
                table="weighings",
                is_repeat=True,
                given=(("weighing_day", "day"), ("weighing_day", "date")),
            ),
        ),
    ),
    Task(
        name="sorting",
        label="Sort household waste",
        parts=(Part(name="household_sorting", table="household_sorting"),),
    ),
    Task(
        name="non_household",
        label="Non-household waste",
        parts=(Part(name="non_household", table="non_household", is_repeat=True),),
    ),
    Task(
        name="facility",
        label="Visit a facility",
        parts=(
            Part(name="facilities", table="facilities"),
            Part(name="received", table="received", is_repeat=True, given=FACILITY, role="recovery"),
            Part(name="loads", table="loads", is_repeat=True, given=FACILITY, role="disposal"),
            Part(name="trucks", table="trucks", is_repeat=True, given=FACILITY, role="disposal"),
            Part(name="picking", table="picking", given=FACILITY, role="disposal"),
            Part(name="control", table="control", is_repeat=True, given=FACILITY),
            Part(name="disposal_history", table="disposal_history", given=FACILITY, role="disposal"),
            Part(name="past_deposits", table="past_deposits", is_repeat=True, given=FACILITY, role="disposal"),
        ),
    ),
    Task(
        name="disposal_sorting",
        label="Sort a truck at disposal",
        parts=(Part(name="disposal_sorting", table="disposal_sorting"),),
    ),
    Task(name="earlier", label="Earlier survey", parts=(Part(name="earlier", table="earlier"),)),
    Task(
        name="plastics",
        label="Look at where plastic leaks",
        parts=(
            Part(name="leakage", table="leakage", is_repeat=True),
            Part(name="leakage_fate", table="leakage_fate", is_repeat=True),
        ),
    ),
    Task(
        name="energy",
        label="Fuel and electricity",
        parts=(Part(name="energy", table="energy", is_repeat=True),),
    ),
    Task(
        name="measured_flows",
        label="Other measurements of flows",
        parts=(Part(name="measured_flows", table="measured_flows", is_repeat=True),),
    ),
)
"""Everything that is recorded, in the order of the steps."""

LADDERS: Final = {
    "landfill": "Landfills and dumpsites",
    "incineration": "Incinerators",
    "other_recovery": "Other recovery facilities",
}
"""The three control ladders with the kinds of facility they judge, in English."""

PHONE_TEXTS: Final = {
    "task": "What are you recording?",
    "privacy": "Write no names, no telephone numbers and no positions of households.",
    "weighing_day": "The day",
    "ladder": "Control ladder",
    "control": "Only if you are in doubt: the possible states of a criterion with their probabilities",
    "not_observed": "Not observed",
    "from_process": "The code of a facility or a name of your own or one of these points: {points}.",
    "nothing_today": "Ask this only where the weight is 0.",
    "yes": "yes",
    "no": "no",
}
"""What only the phone says, in English."""


def ladder_group(ladder: str) -> str:
    """Name of the group that asks one control ladder."""
    return f"control_{ladder}"


@cache
def criteria(ladder: str) -> dict[str, str]:
    """The criteria of one control ladder with their English labels."""
    rows = codelist("control_ladder").entries.values()
    return {row["criterion"]: row["criterion_label"] for row in rows if row["ladder"] == ladder}


@cache
def ladder_states(ladder: str, criterion: str) -> dict[str, str]:
    """What may be seen of one criterion, with English labels; *not observed* comes last."""
    rows = codelist("control_ladder").entries.values()
    seen = {row["state"]: row["label"] for row in rows if (row["ladder"], row["criterion"]) == (ladder, criterion)}
    return {**seen, NOT_OBSERVED: PHONE_TEXTS["not_observed"]}


@cache
def all_states() -> tuple[str, ...]:
    """The codes of everything that may be seen of any criterion."""
    rows = codelist("control_ladder").entries.values()
    return (*dict.fromkeys(row["state"] for row in rows), NOT_OBSERVED)
