"""The English sentences of the papers of a meeting; each is also the key of its translation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nagara.commitments.answers import AnswerKind
from nagara.commitments.status import Status
from nagara.meetings.tracked import DecisionState

__all__ = ["sentences"]

ANSWERS: Final[dict[AnswerKind, str]] = {
    AnswerKind.DONE: "done",
    AnswerKind.DONE_BEFORE: "done before",
    AnswerKind.UNDER_WAY: "under way",
    AnswerKind.PLANNED: "planned",
    AnswerKind.NOT_APPLICABLE: "not applicable",
    AnswerKind.NATIONAL_COMPETENCE: "national competence",
    AnswerKind.NOT_ANSWERED: "no answer",
}
STATUSES: Final[dict[Status, str]] = {
    Status.REACHED: "reached",
    Status.ON_TRACK: "on track",
    Status.OFF_TRACK: "off track",
    Status.TOO_EARLY: "too early to tell",
    Status.NO_DATA: "no data",
    Status.MISSED: "not met by its date",
    Status.NOT_JUDGED: "no target set",
}
WHY_SILENT: Final[dict[str, str]] = {
    "NE": "not estimated",
    "NO": "does not occur",
    "IE": "included elsewhere",
    "C": "confidential",
    "NR": "not reported",
}
"""Why a city gives no number, by notation key."""
METHODS: Final[tuple[str, ...]] = (
    "Household survey of the year",
    "Rate of an earlier survey, carried forward",
    "Published span, without a survey",
    "Waste Wise Cities Tool",
    "Not stated",
)
"""Methods as a record says them."""
STATES: Final[dict[DecisionState, str]] = {
    DecisionState.OPEN: "open",
    DecisionState.DONE: "done",
    DecisionState.DROPPED: "dropped",
}

PAPER_LINE: Final = "{symbol} · {meeting}"
CUTOFF: Final = "Data up to {day}"
FOOT: Final = "{symbol} · data up to {day} · record {digest}"
IN_SHORT: Final = "In short"
EXAMPLE: Final = "Invented example: these cities and their figures do not exist. Do not quote them."

CITIES_OF: Final = "{count} of {all} cities"
CAPITALS_OF: Final = "{count} of {all} capitals"
OPEN_DATE: Final = "no date"
NOT_MEASURED: Final = "not measured"
NOT_SENT: Final = "not sent yet"
NOTHING: Final = "none"
CITED: Final = "{label} ({id})"
JOINED: Final = "{first}; {second}"
IN_ENGLISH: Final = (
    "Sentences that nobody has translated stand in English, each followed by {mark}: {count} of {all} in this paper."
)

PROGRESS_TITLE: Final = "Progress on what was promised"
PROGRESS_ANSWER: Final = "{answered} of {asked} answers that the cities owe have come in; in {done} of them it is done."
PROGRESS_NOTHING: Final = "No promise asks the cities for an answer yet."
PROMISES: Final = "Promises and how the cities answer"
MEASURED: Final = "Promises that are measured"
MEASURED_BY_CITY: Final = "Measured by figures of the cities: in how many it stands how"
MEASURED_NONE: Final = "No promise is measured by figures yet."
MEASURED_NOTE: Final = "How a promise stands is computed from its figures on the day of the cut-off, with their doubt."
PROMISE: Final = "Promise"
SAYS: Final = "What it says"
DUE: Final = "By"
STANDS: Final = "Stands"
CHANCE: Final = "Chance of meeting its target"
REQUESTS: Final = "Requests to others"
ADDRESSEE: Final = "To"
SENT: Final = "Sent"
ANSWERED: Final = "Answered"
NO_ANSWER_YET: Final = "no answer yet"
DECISIONS: Final = "Decisions of earlier meetings"
DECISION: Final = "Decision"
OWNER: Final = "Who"
MEETING: Final = "Meeting"
NO_REQUESTS: Final = "No request to others is on record."
NO_DECISIONS: Final = "No decision of an earlier meeting is on record."

MATRIX_TITLE: Final = "Cities and promises"
MATRIX_ANSWER: Final = "What each of {cities} cities says of {promises} promises."
MATRIX_OF: Final = "{first} to {last}"
MATRIX_REASONS: Final = "Why it does not apply, or is not the city's to do"
MATRIX_NOTE: Final = "A city that has not answered is not counted as having done nothing."
NO_PROMISES: Final = "No promise asks the cities for an answer."
CITY: Final = "City"
REASON: Final = "Reason as the city gives it"
NO_REASON: Final = "no reason given"

LATE_TITLE: Final = "Late and silent"
LATE_ANSWER: Final = (
    "Promises past their date: {overdue}. Cities silent on every promise: {silent}. "
    "Requests without an answer: {requests}. Decisions overdue: {decisions}."
)
OVERDUE: Final = "Promises past their date"
OVERDUE_NONE: Final = "No promise is past its date without having been met."
SILENT: Final = "Answers that are missing"
SILENT_NONE: Final = "Every city has answered every promise."
MISSING: Final = "Answers missing"
LAST_ANSWER: Final = "Last answer"
NEVER: Final = "never"
SILENT_NOTE: Final = (
    "Only published answers count. What a city has handed in stands here once it is reviewed and published."
)
UNANSWERED: Final = "Requests without an answer"
UNANSWERED_NONE: Final = "Every request has been answered."
LATE_DECISIONS: Final = "Decisions past their date"
LATE_DECISIONS_NONE: Final = "No decision is past its date."

WASTE_TITLE: Final = "Waste in controlled facilities and in all, by city"
WASTE_ANSWER: Final = "{reported} report the share of waste managed in controlled facilities (SDG 11.6.1)."
WASTE_ANSWER_YEAR: Final = (
    "{reported} report the share of waste managed in controlled facilities (SDG 11.6.1) for {year}."
)
WASTE_NOTE: Final = (
    "In brackets the 95\N{NO-BREAK SPACE}% interval. Figures of different years or methods are not compared, "
    "and no total is made of them."
)
YEAR: Final = "Year"
METHOD: Final = "Method"
IS_SILENT: Final = "silent"
IS_SILENT_BECAUSE: Final = "silent: {why}"
NO_INTERVAL: Final = "{value}, no interval"
SILENT_CITIES: Final = "Cities without a figure"

PARAGRAPHS_TITLE: Final = "Draft paragraphs for the outcome text"
PARAGRAPHS_ANSWER: Final = (
    "Paragraphs: {count}, each continuing a clause that stands; the meeting changes them as it likes."
)
CONTINUES: Final = "Continues {label} ({id})."
NOTE_ANSWERED: Final = "We note that {answered} have answered on {label}: {counts}."
ANSWER_COUNT: Final = "{answer} {count}"
CALL_ALL: Final = "We call on every city to answer on {label} before the next session."
CALL_SILENT: Final = "We call on {cities} to answer on {label} before the next session."
REAFFIRM_OVERDUE: Final = "We note that {label}, due by {day}, has not been met, and we renew it."
NOTE_FIGURE: Final = (
    "We note that {reported} report {figure}, and we call on the others to report it in the next round."
)
NOTE_FIGURE_OF_ALL: Final = "We note that {reported} report {figure}."
RENEW_REQUEST: Final = "We renew our request to {addressee}: {says}"
LISTED: Final = "{first} and {last}"

HOME_TITLE: Final = "Report home of the delegation of {city}"
HOME_ANSWER: Final = "{city} has answered {answered} of {asked} promises. Open decisions that it owns: {decisions}."
HOME_OWED: Final = "What the city still owes"
HOME_OWED_NONE: Final = "The city has answered every promise."
HOME_DECISIONS: Final = "Decisions that concern the city"
HOME_ALL_DECISIONS: Final = "Other decisions"
HOME_SAYS: Final = "What the city says"
HOME_FIGURES: Final = "The city's figures as the meeting had them"
FIGURE: Final = "Figure"
VALUE: Final = "Value"

FIGURES: Final[dict[str, str]] = {
    "sdg_11_6_1_frac": "In controlled facilities (11.6.1)",
    "msw_collected_frac": "Collected",
    "msw_generated_kg_per_cap_day": "Generated by each person",
}
"""Columns of the waste annex, in order."""

REPORTED: Final[dict[str, str]] = {
    "sdg_11_6_1_frac": (
        "the share of their waste that is managed in controlled facilities (SDG\N{NO-BREAK SPACE}11.6.1)"
    ),
    "msw_collected_frac": "the share of their waste that is collected",
    "msw_generated_kg_per_cap_day": "how much waste each person generates",
}
"""The same figures in the middle of a paragraph."""


def sentences() -> tuple[str, ...]:
    """Every sentence of the papers, each once and in order, so that a translation can be measured against them."""
    return tuple(
        dict.fromkeys(each for name, value in list(globals().items()) if name.isupper() for each in _in(value))
    )


def _in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | tuple):
        each_of = value.values() if isinstance(value, dict) else value
        yield from (each for each in each_of if isinstance(each, str))
