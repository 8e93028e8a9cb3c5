"""Plain text out of what people type: no hidden characters, one kind of blank, one kind of digit."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

__all__ = ["ascii_digits", "clean", "fold", "has_control_characters", "script_of_digits"]

INVISIBLE: Final = dict.fromkeys([0x200B, 0x2060, 0xFEFF, 0x00AD])
"""Zero-width space, word joiner, byte-order mark, soft hyphen; joiners that shape a script are kept."""
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
BLANKS: Final = re.compile(r"\s+")
DASHES: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\uff0d", "-"))


def has_control_characters(text: str) -> bool:
    """Whether a text holds characters that steer a terminal or turn the writing direction."""
    return CONTROL.search(text) is not None


def clean(text: str) -> str:
    r"""Take hidden characters out of a text and make each run of blanks one blank.

    Examples
    --------
    >>> clean("\u200b North\u00a0 landfill\t")
    'North landfill'
    """
    if text.isascii() and text.isprintable():
        return text.strip() if "  " not in text else BLANKS.sub(" ", text).strip()
    text = unicodedata.normalize("NFC", CONTROL.sub("", text.translate(INVISIBLE)))
    return BLANKS.sub(" ", text).strip()


def ascii_digits(text: str) -> str:
    """Write every decimal digit of any script as 0 to 9.

    Examples
    --------
    >>> ascii_digits("๒.๔"), ascii_digits("២០២៦"), ascii_digits("၁၂")
    ('2.4', '2026', '12')
    """
    if text.isascii():
        return text
    return "".join(_digit(character) for character in text)


def script_of_digits(text: str) -> str | None:
    """Name the script of the first digit that is not one of 0 to 9.

    Examples
    --------
    >>> script_of_digits("๒.๔"), script_of_digits("2.4")
    ('Thai', None)
    """
    if text.isascii():
        return None
    for character in text:
        if not character.isascii() and character.isdecimal():
            name = unicodedata.name(character).split(" DIGIT")[0].title()
            return {"Myanmar": "Burmese", "Fullwidth": "full-width"}.get(name, name)
    return None


def fold(text: str) -> str:
    """Reduce a word to what makes two spellings of it the same.

    Examples
    --------
    >>> fold("Door to  Door"), fold("L๑–01")
    ('door to door', 'l1-01')
    """
    if not text.isascii():
        text = ascii_digits(unicodedata.normalize("NFKC", text)).translate(DASHES)
    return clean(text).casefold()


@cache
def _digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character
