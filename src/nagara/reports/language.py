"""Words, numbers and dates in the reader's language.

The English sentence is the key; ``locale/<language>/nagara.po`` holds the others. A machine
translation says so in the header of its file (``X-Status: awaiting a native reader``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext
from functools import cache
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING, Final

from nagara.errors import UnknownCodeError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LANGUAGES", "Language", "language"]

LANGUAGES: Final[dict[str, str]] = {
    "en": "English",
    "id": "Bahasa Indonesia",
    "ms": "Bahasa Melayu",
    "vi": "Tiếng Việt",
    "th": "ไทย",
    "lo": "ລາວ",
    "km": "ខ្មែរ",
    "my": "မြန်မာ",
    "fil": "Filipino",
}
"""Languages by code, each under its own name."""

LONGEST: Final = 20
"""Numbers of more digits are left to Babel, which takes forty times as long over every number."""
MOST_DIGITS: Final = 700
"""More than any float has before and behind its decimal sign; with the usual 28 a mistyped number stops the page."""
STATUS: Final = re.compile(r'^"X-Status: (.*)\\n"$', re.MULTILINE)
"""The header that Babel does not keep: who has read a translation."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the papers and forms."""

    code: str
    name: str
    status: str
    """Empty, or what a reader should know about the translation."""
    sentences: Mapping[str, str] = field(repr=False)

    def text(self, sentence: str, /, **values: str) -> str:
        """Say an English sentence in this language and fill its named gaps.

        Parameters
        ----------
        sentence
            The English sentence, with ``{name}`` gaps.
        **values
            What fills the gaps, already written in this language.
        """
        said = self.sentences.get(sentence) or sentence
        return said.format_map(values) if values else said

    def number(self, value: float, *, digits: int = 0) -> str:
        """Write a number with the separators of the language and Latin digits."""
        exact = Decimal(str(value))
        if not exact.is_finite() or abs(exact.adjusted()) > LONGEST:
            return self._unusual_number(value, digits)
        group, sign, minus = _signs(self._locale())
        rounded = f"{exact.quantize(Decimal(1).scaleb(-digits)):,f}"
        return rounded.replace(",", "\0").replace(".", sign).replace("\0", group).replace("-", minus)

    def _unusual_number(self, value: float, digits: int) -> str:
        from babel.numbers import format_decimal

        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        with localcontext(prec=MOST_DIGITS):
            return format_decimal(value, format=pattern, locale=self._locale(), numbering_system="latn")

    def decimal_sign(self) -> str:
        """The sign between the whole and the decimals."""
        if self.code == "en":
            return "."
        from babel.numbers import get_decimal_symbol

        return get_decimal_symbol(self._locale(), numbering_system="latn")

    def date(self, day: date) -> str:
        """Write a date in full."""
        from babel.dates import format_date

        return format_date(day, format="long", locale=self._locale())

    def _locale(self) -> str:
        return "en_GB" if self.code == "en" else self.code


@cache
def _signs(locale: str) -> tuple[str, str, str]:
    """Signs between groups of three digits, before the decimals, and of what is less than nothing."""
    from babel.numbers import get_decimal_symbol, get_group_symbol, get_minus_sign_symbol

    return (
        get_group_symbol(locale, numbering_system="latn"),
        get_decimal_symbol(locale, numbering_system="latn"),
        get_minus_sign_symbol(locale, numbering_system="latn"),
    )


@cache
def language(code: str) -> Language:
    """Load one language.

    Raises
    ------
    UnknownCodeError
        If nagara does not speak it.
    """
    if code not in LANGUAGES:
        raise UnknownCodeError("language", code, tuple(LANGUAGES))
    if code == "en":
        return Language(code, LANGUAGES[code], "", {})
    file = resources.files("nagara") / "locale" / code / "nagara.po"
    if not file.is_file():
        return Language(code, LANGUAGES[code], "not translated yet", {})
    from babel.messages.pofile import read_po

    data = file.read_bytes()
    catalog = read_po(BytesIO(data))
    found = STATUS.search(data.decode())
    status = found[1] if found else ""
    return Language(
        code,
        LANGUAGES[code],
        status,
        {
            message.id: message.string
            for message in catalog
            if isinstance(message.id, str) and isinstance(message.string, str) and message.string
        },
    )
