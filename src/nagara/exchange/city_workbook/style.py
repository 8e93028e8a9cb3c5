"""How the city workbook looks: one typeface, two weights, colour only where it means something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

__all__ = ["FONTS", "WorkbookStyle"]

FONTS: Final = {
    "th": "Noto Sans Thai",
    "lo": "Noto Sans Lao",
    "km": "Noto Sans Khmer",
    "my": "Noto Sans Myanmar",
}
"""Typeface by language; every other language is set in Noto Sans."""

TALL_SCRIPTS: Final = frozenset({"km", "lo", "my", "th"})
"""Languages whose letters stack marks above and below, so that lines must stand further apart."""

INK, QUIET, LINE = "#1F2933", "#52606D", "#D5DBE1"
NEEDED, HELPFUL = "#0B5563", "#E8EEF1"
NUMBER_FORMATS: Final = {"date": "yyyy-mm-dd", "year": "0", "integer": "0", "number": "General", "fraction": "General"}
"""Number format by kind of question; every other kind is text, so that 007 stays 007."""


@dataclass(slots=True)
class WorkbookStyle:
    """The cell formats of one workbook, each made once.

    Parameters
    ----------
    book
        The XlsxWriter workbook.
    language
        Code of the language that it is written in.
    """

    book: Any
    language: str
    _made: dict[tuple[tuple[str, object], ...], Any]

    @classmethod
    def of(cls, book: Any, language: str) -> WorkbookStyle:  # noqa: ANN401  (XlsxWriter has no types)
        """Begin with no formats made."""
        return cls(book, language, {})

    @property
    def line_height(self) -> float:
        """Height of one line of text [points]."""
        return 22.0 if self.language in TALL_SCRIPTS else 16.0

    def title(self) -> Any:  # noqa: ANN401
        """Name of a sheet."""
        return self._make(bold=True, font_size=16, font_color=INK)

    def hint(self) -> Any:  # noqa: ANN401
        """What a sheet or a question asks for."""
        return self._make(font_color=QUIET, text_wrap=True, align="left", indent=1)

    def line(self) -> Any:  # noqa: ANN401
        """Hint of a sheet: one line that may run on over empty cells."""
        return self._make(font_color=QUIET)

    def text(self) -> Any:  # noqa: ANN401
        """Running text."""
        return self._make(text_wrap=True)

    def section(self) -> Any:  # noqa: ANN401
        """Heading within a sheet."""
        return self._make(bold=True, font_size=12, font_color=NEEDED, valign="bottom")

    def strong(self) -> Any:  # noqa: ANN401
        """A word that the eye should find."""
        return self._make(bold=True, text_wrap=True)

    def code(self) -> Any:  # noqa: ANN401
        """Codes that machines read; they stand in a hidden row or column."""
        return self._make(font_size=8, font_color=QUIET)

    def heading(self, *, is_needed: bool) -> Any:  # noqa: ANN401
        """Head of a column: dark where an answer is needed, pale where it only helps."""
        colours = (
            {"bg_color": NEEDED, "font_color": "#FFFFFF"} if is_needed else {"bg_color": HELPFUL, "font_color": INK}
        )
        return self._make(bold=is_needed, text_wrap=True, border=1, border_color=LINE, **colours)

    def answer(self, kind: str, *, is_framed: bool = False) -> Any:  # noqa: ANN401
        """A cell to write in; the only cells that are not locked."""
        lines = {"border": 1, "border_color": LINE} if is_framed else {"bottom": 7, "bottom_color": LINE}
        side = "right" if kind in {"number", "integer", "fraction"} else "left"
        return self._make(locked=False, num_format=NUMBER_FORMATS.get(kind, "@"), align=side, indent=1, **lines)

    def _make(self, **properties: object) -> Any:  # noqa: ANN401
        whole = {"font_name": FONTS.get(self.language, "Noto Sans"), "font_size": 10, "valign": "top"} | properties
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self.book.add_format(whole)
        return self._made[key]
