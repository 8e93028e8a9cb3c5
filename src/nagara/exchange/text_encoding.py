"""Bytes of a text file become characters; where nothing in the file says how, the guess is said."""

from __future__ import annotations

import codecs
import re
from typing import Final

from nagara.errors import UnreadableFileError

__all__ = ["decode"]

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES: Final = {"cp874": "TIS-620 (Thai)", "cp1258": "Windows-1258 (Vietnamese)", "cp1252": "Windows-1252 (Western)"}
_MEND: Final = "Save it as UTF-8 text."
_THAI: Final = re.compile(rb"[\xa1-\xfb]{3,}")
_VIETNAMESE_TONES: Final = re.compile(
    rb"[aeiouyAEIOUY\xe2\xea\xf4\xe3\xf5\xfd\xc2\xca\xd4\xc3\xd5\xdd][\xcc\xd2\xde\xec\xf2]"
)
_VIETNAMESE_LETTERS: Final = re.compile(rb"[\xf0\xd0\xf5\xfd\xe3]")
_MOST_CONTROLS_FRAC: Final = 0.01


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Characters of a text file, and what had to be guessed.

    Raises
    ------
    UnreadableFileError
        If the bytes are no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding, name), ()
    if data.count(b"\x00") * 4 >= len(data):
        encoding = "utf-16-le" if data[1:200:2].count(b"\x00") >= data[0:200:2].count(b"\x00") else "utf-16-be"
        return _strictly(data, encoding, name), (
            f"The file does not say its encoding; it was read as {encoding.upper()}.",
        )
    try:
        return _checked(data.decode("utf-8"), name), ()
    except UnicodeDecodeError:
        encoding = _guess(data)
    said = (
        f"The file does not say its encoding; it was read as {_NAMES[encoding]}. If letters look wrong, save as UTF-8."
    )
    return _checked(data.decode(encoding, errors="replace"), name), (said,)


def _guess(data: bytes) -> str:
    high = sum(byte >= 0x80 for byte in data)
    thai = sum(len(run) for run in _THAI.findall(data))
    if thai * 2 > high and thai > 20:
        return "cp874"
    if len(_VIETNAMESE_TONES.findall(data)) * 8 > high and _VIETNAMESE_LETTERS.search(data):
        return "cp1258"
    return "cp1252"


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return _checked(data.decode(encoding), name)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(name, f"It is cut off or damaged at byte {error.start}", _MEND) from error


def _checked(text: str, name: str) -> str:
    controls = sum(each < " " and each not in "\t\n\r\f\v" for each in text)
    if controls > max(2, _MOST_CONTROLS_FRAC * len(text)):
        raise UnreadableFileError(
            name, "It is no text", "Send the declaration as text, Word (.docx) or a PDF with text."
        )
    return text.lstrip("\ufeff")
