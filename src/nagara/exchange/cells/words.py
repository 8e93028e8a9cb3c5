"""Answers in words: yes and no in the languages of the region, drop-downs by code or by label."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Final

from nagara.exchange.cells.doubts import CellReader, Doubt, Doubts
from nagara.exchange.cells.nearest import nearest
from nagara.exchange.cells.text import clean, fold, has_control_characters
from nagara.exchange.form import Choice, FormField, choices

__all__ = ["are_ordinary", "choice_reader", "read_code", "read_text", "read_yes_no"]

YES: Final = frozenset(
    {"yes", "y", "true", "1", "x", "✓", "✔", "☑", "ya", "iya", "có", "co", "oo", "opo"}
    | {"ใช่", "ແມ່ນ", "បាទ", "ចាស", "បាទ/ចាស", "ဟုတ်", "ဟုတ်ကဲ့"}
)
NO: Final = frozenset(
    {"no", "n", "false", "0", "✗", "✘", "☐", "tidak", "không", "khong", "hindi"}
    | {"ไม่ใช่", "ไม่", "ບໍ່", "ບໍ່ແມ່ນ", "ទេ", "မဟုတ်", "မဟုတ်ဘူး"}
)
LEFT_OF_LABEL: Final = re.compile(r"\s*(?::|\u2014|\u2013| - )\s*")
HARMLESS_LISTS: Final = frozenset({"season", "selection", "population_basis", "non_household_method"})
"""Lists that no figure depends on: an unknown answer there is said and read as empty."""
STARTS_FORMULA: Final = re.compile(r"[=@]|[+-][A-Za-z(@]")
LONGEST_TEXT: Final = 2000
ORDINARY: Final = re.compile(r"[A-Za-z0-9][!-~]*(?: [!-~]+)*")
"""A text that reading leaves as it is: single blanks, nothing hidden, no beginning of a formula."""


def read_yes_no(cell: object, doubts: Doubts) -> bool | None:
    """Read a tick, or yes or no in a language of the region.

    Examples
    --------
    >>> read_yes_no("ใช่", []), read_yes_no("tidak", []), read_yes_no(1.0, [])
    (True, False, True)
    """
    if isinstance(cell, bool):
        return cell
    word = fold(f"{cell:g}" if isinstance(cell, float | int) else str(cell))
    if not word:
        return None
    if word in YES or word in NO:
        return word in YES
    doubts.append(Doubt("neither-yes-nor-no", {"text": _short(clean(str(cell)))}))
    return None


def choice_reader(question: FormField) -> CellReader:
    """Make the reader of one drop-down: its codes, its labels, or ``code: label`` in any language."""
    by_word = {fold(choice.label): choice.code for choice in choices(question.choices)}
    by_word |= {fold(choice.code): choice.code for choice in choices(question.choices)}
    by_word |= {
        fold(choice.code.replace("-", " ").replace("_", " ")): choice.code for choice in choices(question.choices)
    }
    exact = {choice.code: choice.code for choice in choices(question.choices)}
    unknown = "choice-ignored" if question.choices in HARMLESS_LISTS else "choice-unknown"

    def read(cell: object, doubts: Doubts) -> str | None:
        if code := exact.get(cell):  # type: ignore[call-overload]
            return str(code)
        text = clean(f"{cell:g}" if isinstance(cell, float | int) and not isinstance(cell, bool) else str(cell))
        word = fold(text)
        if not word:
            return None
        code = by_word.get(word) or by_word.get(LEFT_OF_LABEL.split(word, 1)[0])
        if code is None:
            shown = {choice.code: _shown(choice) for choice in choices(question.choices)}
            near = " or ".join(shown[each] for each in nearest(word, by_word))
            said = f"The nearest is {near}. " if near else ""
            doubts.append(Doubt(unknown, {"text": _short(text), "nearest": said, "known": ", ".join(shown.values())}))
        return code

    return read


def read_code(cell: object, doubts: Doubts) -> str | None:
    """Read a code that a city gave to an area, a household, a facility or a sample.

    Examples
    --------
    >>> read_code(12.0, []), read_code(" L1-01 ", [])
    ('12', 'L1-01')
    """
    if isinstance(cell, date):
        doubts.append(Doubt("code-turned-into-date", {"date": str(cell)[:10]}))
        return None
    return read_text(cell, doubts)


def read_text(cell: object, doubts: Doubts) -> str | None:
    """Read a text as it stands; what looks like a formula stays a text and is never run."""
    if type(cell) is not str:
        if isinstance(cell, float) and cell.is_integer():
            return f"{cell:.0f}"
        return str(cell).upper() if isinstance(cell, bool) else str(cell)
    if ORDINARY.fullmatch(cell) and len(cell) <= LONGEST_TEXT:
        return cell
    text = clean(cell)
    if not text:
        return None
    if has_control_characters(cell):
        doubts.append(Doubt("hidden-characters-removed", {"text": _short(text)}))
    if STARTS_FORMULA.match(text):
        doubts.append(Doubt("formula-kept-as-text", {"text": _short(text)}))
    if len(text) > LONGEST_TEXT:
        doubts.append(Doubt("text-shortened", {"length": len(text), "limit": LONGEST_TEXT}))
        return text[:LONGEST_TEXT]
    return text


def are_ordinary(texts: Collection[str]) -> bool:
    """Whether reading would leave each of several texts as it is, without any doubt."""
    return all(map(ORDINARY.fullmatch, texts)) and max(map(len, texts), default=0) <= LONGEST_TEXT


def _shown(choice: Choice) -> str:
    """An answer as the workbook lists it and as files write it, once if the two are one word."""
    is_one = fold(choice.label) == fold(choice.code)
    return choice.label if is_one else f"{choice.code} ({choice.label})"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004
