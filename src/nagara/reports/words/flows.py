"""The sentences of the chapter on flows."""

from __future__ import annotations

from typing import Final

VIEW_NOTE: Final = (
    "Solid: lower bound. Pale: upper bound. Orange: not collected, or without basic control. Thin curves: what "
    "one facility hands to another, such as rejects. Amounts in t/day."
)
PLACE_UNCONTROLLED: Final = "{name}, without control"
SMALL_PLACES: Final[dict[str, str]] = {
    "recovery": "{count} smaller recovery facilities, {controlled} under control",
    "disposal": "{count} smaller disposal sites, {controlled} under control",
}
ALL_FLOWS: Final = "Every flow of every layer stands in report.json; the command “nagara export flows” writes a table."

CHECKS: Final = "Do the measurements agree?"
CHECKS_NONE: Final = (
    "Every flow was measured in one way only. The balance closes, but no measurement checks another. One more "
    "measurement on the sheet “Other flows” changes that."
)
CHECKS_AGREE: Final = (
    "Independent checks between the measured flows: {checks}. Taken together they agree: corrections as large as "
    "these come by chance with a probability of {probability}."
)
CHECKS_DISAGREE: Final = (
    "Independent checks between the measured flows: {checks}. Taken together they disagree: corrections as large as "
    "these come by chance with a probability of {probability}. The rows that do not fit are marked."
)
CHECKS_CAPTION: Final = "Measured and balanced, in t/day"
CHECKS_REST: Final = "Other measured flows that can be checked and were moved less: {count}."
BALANCED_BESIDE: Final = (
    "The picture shows the balanced amounts. The other figures of this report stay those of the account."
)
CHECKS_UNKNOWN: Final = "Flows that cannot be told from what was measured: {count}."
CHECK_COLUMNS: Final[dict[str, str]] = {
    "flow": "Flow",
    "measured": "Measured",
    "balanced": "Balanced with all others",
    "correction": "Moved by, in standard deviations",
    "verdict": "Verdict",
}
FROM_TO: Final = "{source} → {target}"
STAYS: Final = "{place}: stays there"
FURTHER: Final = "{source} → {target} ({name})"
VERDICTS: Final[dict[str, str]] = {
    "fits": "fits the others",
    "suspicious": "does not fit; check it first",
    "set": "one of these does not fit; the balance cannot say which",
    "strained": "fits only just",
}

LAYERS_CAPTION: Final = "Plastic and carbon in the waste, in t/day"
LAYER_COLUMNS: Final[dict[str, str]] = {
    "point": "Where",
    "wet-mass": "All waste",
    "plastic": "Plastic",
    "carbon": "Carbon",
}
LAYERS_NOTE: Final = (
    "Waste that is not collected is taken to be made of what households throw away; non-household waste is what "
    "remains of the balance of each category."
)
