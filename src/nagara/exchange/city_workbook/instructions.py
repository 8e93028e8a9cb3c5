"""Pages of the city workbook that nobody fills in: how to do it, and what ladders, leaks and flows may say."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from nagara.evidence import codelist
from nagara.exchange.city_workbook.answers import shown_choice
from nagara.exchange.form import FORM_VERSION, choices, form_tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nagara.exchange.city_workbook.style import WorkbookStyle
    from nagara.reports.language import Language

__all__ = [
    "ABOUT_MARK",
    "FLOW_POINTS",
    "INSTRUCTIONS",
    "LADDER_GUIDE",
    "LEAKAGE_GUIDE",
    "NOTATION_MEANINGS",
    "POINTS_GUIDE",
    "write_about",
    "write_ladder_guide",
    "write_leakage_guide",
    "write_points_guide",
]

ABOUT_MARK: Final = "nagara city workbook"
NOT_ISSUED: Final[Mapping[str, str]] = {}
"""What cell A1 of the sheet ``About`` says, in every language: readers know the workbook by it."""

INSTRUCTIONS: Final = {
    "What this workbook is": (
        "It holds one city's year of waste measurements. nagara makes the annual report from it, and every figure "
        "of the report bears its interval.",
    ),
    "How to fill it in": (
        "Begin with the sheet City, then go from left to right.",
        "Write in the empty cells. A dark heading needs an answer; a pale one helps.",
        "Choose from the list where a cell offers one. Click a cell to read what it asks for.",
        "Leave a cell empty if you do not know. An empty cell is never read as zero.",
        "Shares are between 0 and 1: ten per cent is 0.1.",
        "Tonnes per day are averaged over all seven days of the week.",
        "A low and a high say how sure you are. Say whether they are a 95 % interval or hard bounds.",
        "Write no names, no telephone numbers and no positions of households.",
    ),
    "The eight days": (
        "Weigh the bags on eight days in a row. Day 1 is weighed and then left out, because its bags hold waste that "
        "was stored before the survey.",
        "A bag that was not weighed: leave the weight empty. It is missing, and that is not zero.",
        "A household that really had no waste: write 0 and answer yes beside it.",
    ),
    "If there is no number": ("Choose the reason. Each of these is a different answer, and none of them is zero.",),
    "The sheets": (),
    "Whom to ask": ("Write the name of your survey office here before you pass the workbook on:",),
}
"""Headings of the instructions with their sentences, in English."""

NOTATION_MEANINGS: Final = {
    "NE": "It happens, but nobody has estimated it.",
    "NO": "It does not happen in this city.",
    "IE": "It is contained in another figure. Say in which one.",
    "C": "It is known and may not be published.",
    "NR": "Somebody knows it and has not told us.",
}
"""What each notation key says."""

LADDER_GUIDE: Final = {
    "title": "What the control ladder may say",
    "hint": "Copy the codes of what you saw to the sheet Control ladder. Write not_observed for what you did not see.",
    "ladder": "Kind of facility",
    "criterion": "Criterion",
    "state": "What was seen",
    "landfill": "Landfills and dumpsites",
    "incineration": "Incinerators",
    "other_recovery": "Other recovery facilities",
}

LEAKAGE_GUIDE: Final = {
    "title": "What the levels of plastic leakage mean",
    "hint": "Only the things listed under a stage are looked at there. Choose the level whose description fits best.",
    "stage": "Stage",
    "influencer": "Look at",
    "level": "Choose",
    "seen": "If it looks like this",
}
"""Its headings are not those of the sheet Plastic leakage: no copy of the guide is read as answers."""

LINE_OF_GUIDE: Final = 110
"""Letters that fit on one line of a description."""

POINTS_GUIDE: Final = {
    "title": "Points between which a flow may be measured",
    "hint": "Write one of these or the code of a facility. Any other name becomes a new point.",
    "point": "Point",
    "meaning": "What it stands for",
}

FLOW_POINTS: Final = {
    "household": "Waste of households",
    "non_household": "Waste of shops, markets, offices and all others that are not households",
    "generated": "All waste of the city, collected or not",
    "collected": "All waste that is collected",
    "uncollected": "All waste that is not collected",
    "recovered": "All that recovery facilities pass on to be used again",
    "disposed": "All that stays at disposal sites",
}
"""What each point of the network of flows stands for."""


def write_about(
    sheet: Any,  # noqa: ANN401
    style: WorkbookStyle,
    language: Language,
    issued: Mapping[str, str] = NOT_ISSUED,
) -> None:
    """Write the sheet ``About``: what the workbook is, for whom it was made, and how to fill it in."""
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 95)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, ABOUT_MARK, style.title())
    sheet.write_string(1, 0, "form version", style.line())
    sheet.write_string(1, 1, FORM_VERSION, style.line())
    row = 2
    for name, value in issued.items():
        sheet.write_string(row, 0, name, style.line())
        sheet.write_string(row, 1, value, style.line())
        row += 1
    for heading, sentences in INSTRUCTIONS.items():
        sheet.set_row(row, 1.6 * style.line_height)
        sheet.write_string(row, 0, language.text(heading), style.section())
        row = _sentences(sheet, style, language, sentences, row)
        if heading == "If there is no number":
            row = _notation(sheet, style, language, row)
        if heading == "The sheets":
            row = _sheets(sheet, style, language, row)
        if heading == "Whom to ask":
            sheet.write_blank(row, 1, None, style.answer("text", is_framed=True))


def _sentences(sheet: Any, style: WorkbookStyle, language: Language, sentences: tuple[str, ...], row: int) -> int:  # noqa: ANN401
    for sentence in sentences:
        row += 1
        said = language.text(sentence)
        sheet.set_row(row, style.line_height * (1 + len(said) // 95))
        sheet.write_string(row, 1, said, style.text())
    return row + 1


def _notation(sheet: Any, style: WorkbookStyle, language: Language, row: int) -> int:  # noqa: ANN401
    for choice in choices("notation"):
        sheet.write_string(row, 0, f"{choice.code}: {language.text(choice.label)}", style.strong())
        sheet.write_string(row, 1, language.text(NOTATION_MEANINGS[choice.code]), style.text())
        row += 1
    return row


def _sheets(sheet: Any, style: WorkbookStyle, language: Language, row: int) -> int:  # noqa: ANN401
    for table in form_tables().values():
        sheet.write_url(row, 0, f"internal:'{table.sheet}'!A1", style.strong(), table.sheet)
        sheet.write_string(row, 1, f"{language.text(table.title)}. {language.text(table.hint)}", style.text())
        row += 1
    return row


def write_ladder_guide(sheet: Any, style: WorkbookStyle, language: Language) -> None:  # noqa: ANN401
    """Write the sheet that lists every criterion of the control ladder with its states."""
    for column, width in enumerate((26, 38, 38, 52, 44)):
        sheet.set_column(column, column, width)
    _guide_head(sheet, style, language, LADDER_GUIDE, ("ladder", "criterion", "criterion", "state", "state"))
    told = ("", "")
    for row, entry in enumerate(codelist("control_ladder").entries.values(), start=4):
        ladder, criterion = entry["ladder"], entry["criterion"]
        if ladder != told[0]:
            sheet.write_string(row, 0, language.text(LADDER_GUIDE[ladder]), style.strong())
        if (ladder, criterion) != told:
            sheet.write_string(row, 1, language.text(entry["criterion_label"]), style.text())
            sheet.write_string(row, 2, criterion, style.strong())
        said = language.text(entry["label"])
        sheet.set_row(row, style.line_height * (1 + _width(said) // LINE_OF_GUIDE))
        sheet.write_string(row, 3, said, style.text())
        sheet.write_string(row, 4, entry["state"], style.strong())
        told = (ladder, criterion)


def write_leakage_guide(sheet: Any, style: WorkbookStyle, language: Language) -> None:  # noqa: ANN401
    """Write the sheet that lists every stage of plastic leakage with what is looked at there and its levels."""
    for column, width in enumerate((34, 42, 28, 100)):
        sheet.set_column(column, column, width)
    _guide_head(sheet, style, language, LEAKAGE_GUIDE, ("stage", "influencer", "level", "seen"))
    told: tuple[str, ...] = ()
    for row, entry in enumerate(codelist("plastic_influencer_level").entries.values(), start=4):
        place = entry["stage"], entry["influencer"]
        if place[:1] != told[:1]:
            sheet.write_string(row, 0, shown_choice("leakage_stage", entry["stage"], language), style.strong())
        if place != told:
            sheet.write_string(
                row, 1, shown_choice("leakage_influencer", entry["influencer"], language), style.strong()
            )
        sheet.write_string(row, 2, shown_choice("leakage_level", entry["level"], language), style.text())
        said = language.text(entry["label"])
        sheet.set_row(row, style.line_height * (1 + _width(said) // LINE_OF_GUIDE))
        sheet.write_string(row, 3, said, style.text())
        told = place


def write_points_guide(sheet: Any, style: WorkbookStyle, language: Language) -> None:  # noqa: ANN401
    """Write the sheet that lists the points of the network of flows."""
    for column, width in enumerate((26, 95)):
        sheet.set_column(column, column, width)
    _guide_head(sheet, style, language, POINTS_GUIDE, ("point", "meaning"))
    for row, (point, meaning) in enumerate(FLOW_POINTS.items(), start=4):
        sheet.write_string(row, 0, point, style.strong())
        sheet.write_string(row, 1, language.text(meaning), style.text())


def _width(text: str) -> int:
    """Letters of a text beside each other; the marks of Asian scripts stand above and below them."""
    return sum(unicodedata.category(letter)[0] != "M" for letter in text)


def _guide_head(
    sheet: Any,  # noqa: ANN401
    style: WorkbookStyle,
    language: Language,
    words: Mapping[str, str],
    columns: Sequence[str],
) -> None:
    """Title, hint and heads of the columns of a guide; a second printed page has them too."""
    for row, lines in enumerate((1.8, 1.4)):
        sheet.set_row(row, lines * style.line_height)
    sheet.write_string(0, 0, language.text(words["title"]), style.title())
    sheet.write_string(1, 0, language.text(words["hint"]), style.line())
    for column, name in enumerate(columns):
        sheet.write_string(3, column, language.text(words[name]), style.heading(is_needed=False))
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(0, 3)
