"""How wide letters are, so that words can be fitted into drawings without a browser."""

from __future__ import annotations

from functools import cache
from typing import Final
from unicodedata import category, normalize

__all__ = ["clusters", "text_width"]

_SIZE: Final = 14.0
"""Size of the text of drawings [px]."""
_BOLD: Final = 1.07
"""How much wider the bold letters of the same fonts are."""
_OTHER: Final = 600
"""For a letter that is not in the table [per mille of the size]."""

# Advance widths of the shipped Noto Sans fonts (version of ``reports/fonts``, table ``hmtx``) [per mille of the size].
_ADVANCES: Final = (
    # Latin
    (180, "’‘"),
    (220, "'"),
    (260, " !,.:;ijlı·\xa0"),
    (280, "J`"),
    (300, "()"),
    (320, "-[]"),
    (340, "If"),
    (360, "t“”²³"),
    (380, "/\\{}"),
    (400, '"'),
    (420, "r°"),
    (440, "?_"),
    (480, "csz"),
    (500, "v–"),
    (520, "FLxy"),
    (540, "Sk"),
    (560, "*ETYae|"),
    (580, "$+0123456789<=>XZ^~±"),
    (600, "PVo"),
    (620, "KRbdghnpquđ"),
    (640, "#ABC"),
    (720, "DGĐ"),
    (740, "&HU"),
    (760, "N"),
    (780, "OQw"),
    (800, "…"),
    (840, "%"),
    (900, "@M"),
    (920, "W"),
    (940, "m"),
    (1000, "—"),
    # Thai
    (300, "เโใไ"),
    (350, "ะ"),
    (400, "าำๅ"),
    (500, "รวฯ"),
    (550, "ขฃงจชซฐธลสอฮแ"),
    (600, "กคฅฆฉฎฏดถทนบปภมยฤฦห฿ๆ๏"),
    (650, "ฑตผฝศษฬ"),
    (700, "พฟ"),
    (900, "ฌญฒณ"),
    # Lao
    (300, "າຳເໂໃໄ"),
    (350, "ງະ"),
    (500, "ແ"),
    (550, "ຈຽ"),
    (600, "ກຂຄຊຍຖນບປມຢຣວອຮຯ໐໑໒໓໔໕໗ໞໟ"),
    (650, "ດຕລສໆ໖໘"),
    (750, "ທຜຝພຟຫ໙"),
    (950, "ໜ"),
    (1000, "ໝ"),
    # Khmer
    (300, "រាេែៃៈ"),
    (350, "វ៛"),
    (400, "ះ"),
    (500, "៖"),
    (600, "ចទឲ។ៗ"),
    (650, "កខគងឆជដឋឌតថធនបផពភមឝឞអឣឥឧឨឪឫឭឯឰឱឳ"),
    (700, "ឬឮ"),
    (750, "ឩ៕៙ៜ"),
    (850, "ឡ"),
    (900, "ឍ"),
    (950, "ឃញយលសហឤឦ"),
    (1050, "ោៅ"),
    (1150, "ឿៀ"),
    (1250, "ឈណ"),
    (1400, "៚"),
    (1950, "៘"),
    # Burmese
    (250, "ါျြ၊"),
    (350, "း"),
    (450, "ာ။"),
    (550, "န"),
    (600, "ေ၁၃၄"),
    (650, "ဂငစဉဋဌဍဒဓဝဠဥဦဧ၀၇၈၌၎"),
    (700, "ခဇဎပဖဗမရဨ၂၅၆၉"),
    (850, "ဈ"),
    (900, "၍"),
    (1050, "အ"),
    (1100, "ကဃညတထဘဟဢဣ"),
    (1150, "ဆယလသ၏"),
    (1250, "ဏ"),
    (1350, "ဤဩ"),
    (1600, "ဿ"),
    (2450, "ဪ"),
)

_MARKS: Final = frozenset({"Mn", "Mc", "Me", "Cf"})
_LEADING: Final = frozenset("เแโใไເແໂໃໄ")
"""Vowels that are written before the letter they belong to."""
_TRAILING: Final = frozenset("ะาำๅๆฯະາຳຽໆຯ។៕៖ៗ၊။")
"""Vowels and signs that no line starts with."""
_STACKERS: Final = "\u17d2\u1039"
"""Signs that set the next letter under the last one."""
_KILLER: Final = "\u103a"
"""The Burmese sign of a letter that closes its syllable."""


def text_width(words: str, *, is_strong: bool = False) -> float:
    """How wide a text is in a drawing [px].

    Parameters
    ----------
    words
        One line.
    is_strong
        Whether it is bold.
    """
    width, below = 0, False
    advances = _advances()
    for letter in normalize("NFD", words):
        if not below:
            width += advances.get(letter, 0 if category(letter) in {"Mn", "Me", "Cf"} else _OTHER)
        below = letter in _STACKERS
    return width * _SIZE / 1000 * (_BOLD if is_strong else 1.0)


def clusters(words: str) -> list[str]:
    """Part a text into what must stay together: letters with their marks, vowels and what is stacked.

    Examples
    --------
    >>> clusters("ที่เมือง")
    ['ที่', 'เมื', 'อ', 'ง']
    """
    parts: list[str] = []
    for at, letter in enumerate(words):
        if parts and (_belongs(letter, parts[-1]) or _closes(words[at : at + 2])):
            parts[-1] += letter
        else:
            parts.append(letter)
    return parts


def _belongs(letter: str, before: str) -> bool:
    is_mark = category(letter) in _MARKS or letter in _TRAILING
    return not before.isspace() and (is_mark or before[-1] in _LEADING or before[-1] in _STACKERS)


def _closes(two: str) -> bool:
    """Whether a Burmese letter ends the syllable before it."""
    return len(two) > 1 and two[1] == _KILLER


@cache
def _advances() -> dict[str, int]:
    return {letter: width for width, letters in _ADVANCES for letter in letters}
