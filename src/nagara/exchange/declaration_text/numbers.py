"""Numbers that Word prints before paragraphs and does not store in them."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

__all__ = ["Numbering"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN: Final = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_SLOT: Final = re.compile(r"%([1-9])")
_DIGITS: Final = {"thaiNumbers": "๐๑๒๓๔๕๖๗๘๙", "thaiCounting": "๐๑๒๓๔๕๖๗๘๙"}
_THAI_LETTERS: Final = "กขคงจฉชซฌญฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_DEEPEST_STYLE: Final = 12
_MOST: Final = 9999


class Numbering:
    """Counts the numbered paragraphs of a document in their order.

    Parameters
    ----------
    numbers
        The part ``numbering.xml``; ``None`` where there is none.
    styles
        The part ``styles.xml``; ``None`` where there is none.
    """

    def __init__(self, numbers: etree._Element | None, styles: etree._Element | None) -> None:
        self._styles = {
            each.get(f"{_W}styleId", ""): each
            for each in (styles if styles is not None else ())
            if each.tag == f"{_W}style"
        }
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        if numbers is not None:
            self._read(numbers)

    def label_of(self, paragraph: etree._Element) -> str:
        """The number or bullet of the next paragraph in order; empty if it has none."""
        found = self._list_of(paragraph)
        if found is None:
            return ""
        list_id, level = found
        abstract = self._abstract.get(list_id, "")
        form, pattern, first = self._levels.get((abstract, level), ("none", "", 1))
        if form in {"none", ""} and not pattern:
            return ""
        if form == "bullet":
            return "-"
        self._counts[(abstract, level)] = min(_MOST, self._counts.get((abstract, level), first - 1) + 1)
        for deeper in range(level + 1, 9):
            self._counts.pop((abstract, deeper), None)
        return _SLOT.sub(lambda slot: self._said(abstract, int(slot[1]) - 1), pattern).strip()

    def heading_level(self, paragraph: etree._Element) -> int:
        """How many hashes a heading gets in Markdown; 0 if it is none."""
        name = self._style_name(paragraph).lower()
        if name == "title":
            return 1
        found = re.fullmatch(r"heading ?([1-6])", name)
        return min(6, int(found[1]) + 1) if found else 0

    def _said(self, abstract: str, level: int) -> str:
        form, _, first = self._levels.get((abstract, level), ("decimal", "", 1))
        return _written(self._counts.get((abstract, level), first), form)

    def _read(self, numbers: etree._Element) -> None:
        for abstract in numbers.findall(f"{_W}abstractNum"):
            identity = abstract.get(f"{_W}abstractNumId", "")
            for level in abstract.findall(f"{_W}lvl"):
                at = _whole(level.get(f"{_W}ilvl"), 0)
                self._levels[(identity, at)] = (
                    _value(level, "numFmt"),
                    _value(level, "lvlText"),
                    _whole(_value(level, "start"), 1),
                )
        for number in numbers.findall(f"{_W}num"):
            self._abstract[number.get(f"{_W}numId", "")] = _value(number, "abstractNumId")

    def _list_of(self, paragraph: etree._Element) -> tuple[str, int] | None:
        found = _numbered(paragraph.find(f"{_W}pPr"))
        style = self._styles.get(_value(paragraph.find(f"{_W}pPr"), "pStyle"))
        for _ in range(_DEEPEST_STYLE):
            if found is not None or style is None:
                break
            found = _numbered(style.find(f"{_W}pPr"))
            style = self._styles.get(_value(style, "basedOn"))
        return None if found is None or found[0] == "0" else found

    def _style_name(self, paragraph: etree._Element) -> str:
        identity = _value(paragraph.find(f"{_W}pPr"), "pStyle")
        style = self._styles.get(identity)
        return _value(style, "name") if style is not None else identity


def _numbered(properties: etree._Element | None) -> tuple[str, int] | None:
    numbered = properties.find(f"{_W}numPr") if properties is not None else None
    if numbered is None:
        return None
    identity = _value(numbered, "numId")
    return (identity, _whole(_value(numbered, "ilvl"), 0)) if identity else None


def _value(parent: etree._Element | None, tag: str) -> str:
    child = parent.find(f"{_W}{tag}") if parent is not None else None
    return (child.get(f"{_W}val") or "") if child is not None else ""


def _whole(digits: str | None, otherwise: int) -> int:
    return int(digits) if digits and digits.isascii() and digits.isdecimal() and len(digits) < 6 else otherwise


def _written(number: int, form: str) -> str:
    """A number in Word's form: 3, iii, C, ๓."""
    if form in {"lowerLetter", "upperLetter"}:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""
        return letters.upper() if form == "upperLetter" else letters
    if form in {"lowerRoman", "upperRoman"}:
        said, left = "", number
        for worth, letters in _ROMAN:
            said += letters * (left // worth)
            left %= worth
        return said.upper() if form == "upperRoman" else said
    if form in _DIGITS:
        return "".join(_DIGITS[form][int(digit)] for digit in str(number))
    if form == "thaiLetters" and 0 < number <= len(_THAI_LETTERS):
        return _THAI_LETTERS[number - 1]
    return "" if form == "none" else str(number)
