"""A PDF becomes plain text: columns in reading order, notes marked, what stands at every page's edge set apart.

A scan holds pictures and no text: it is refused, for what a recogniser guesses is not what was adopted.
"""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Final

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTFigure, LTImage, LTPage
from pdfminer.pdfdocument import PDFPasswordIncorrect

from nagara.errors import UnreadableFileError
from nagara.exchange.declaration_text.pages import Stretch, pages_as_text, stretches_of

__all__ = ["text_of_pdf"]

MOST_PAGES: Final = 400
LARGEST_UNPACKED_BYTES: Final = 256 * 2**20
_FEWEST_LETTERS_PER_PAGE: Final = 25
_MOST_STRANGE_FRAC: Final = 0.08
_CID: Final = re.compile(r"\(cid:\d+\)")
_STREAM: Final = re.compile(rb"stream\r?\n")
_TWICE_PACKED: Final = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW)\s*/(?:FlateDecode|Fl|LZWDecode|LZW)\b")
_RECOGNISE: Final = (
    "Ask for the file that the scan was printed from, or have its text recognised (OCR) and read over by a person."
)
_SEND_SOURCE: Final = (
    "Send the Word file or the text from which it was printed: vowels and marks of Thai, Lao, Khmer and Burmese "
    "are often lost in a PDF."
)
_SAVE_ANEW: Final = "Open it in a PDF reader and print it to a new PDF, or copy its text into a text file."


def text_of_pdf(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Text of a PDF and what had to be guessed.

    Raises
    ------
    UnreadableFileError
        If it is locked, damaged, a scan, written in letters without meaning, or too long.
    """
    _refuse_bombs(data, name)
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    pages: list[list[Stretch]] = []
    pictures = 0
    try:
        for page in islice(_pages(data), MOST_PAGES + 1):
            pages.append(stretches_of(page))
            pictures += _has_picture(page)
    except PDFPasswordIncorrect as error:
        raise UnreadableFileError(name, "It is locked with a password", "Save it without a password.") from error
    except UnreadableFileError:
        raise
    except Exception as error:  # a damaged file makes the parser raise anything
        raise UnreadableFileError(name, "It is a damaged PDF", _SAVE_ANEW) from error
    if not pages:
        raise UnreadableFileError(name, "It is a damaged PDF without pages", _SAVE_ANEW)
    if len(pages) > MOST_PAGES:
        why = f"It holds more than {MOST_PAGES} pages"
        raise UnreadableFileError(name, why, "Send the declaration alone, without its annexes.")
    text, columns = pages_as_text(pages)
    _refuse_scans(text, len(pages), pictures, name)
    doubts = ("Some pages have two columns; they were read one after the other.",) if columns else ()
    return text, doubts


def _pages(data: bytes) -> Iterator[LTPage]:
    return extract_pages(BytesIO(data), laparams=LAParams(boxes_flow=None, line_margin=0.45))


def _has_picture(page: LTPage) -> bool:
    return any(isinstance(each, LTFigure | LTImage) for each in page)


def _refuse_scans(text: str, pages: int, pictures: int, name: str) -> None:
    """Refuse pages of pictures, and text whose letters mean nothing."""
    letters = sum(each.isalpha() for each in _CID.sub("", text))
    if letters < _FEWEST_LETTERS_PER_PAGE * pages:
        what = "Its pages are pictures without text" if pictures else "There is no text on its pages"
        raise UnreadableFileError(name, what, _RECOGNISE)
    strange = sum(_is_strange(each) for each in text) + 6 * len(_CID.findall(text))
    if strange > _MOST_STRANGE_FRAC * (letters + strange):
        mend = _SEND_SOURCE if letters > strange else _RECOGNISE
        raise UnreadableFileError(name, "Its letters have no meaning that a program can read", mend)


def _is_strange(letter: str) -> bool:
    return letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" or (letter < " " and letter not in "\t\n\r\f")


def _refuse_bombs(data: bytes, name: str) -> None:
    """Refuse a file whose streams would unpack to more than any declaration holds; nothing unpacked is kept."""
    if _TWICE_PACKED.search(data):
        raise UnreadableFileError(name, "A part of it is packed twice, which no honest program does", _SAVE_ANEW)
    left = LARGEST_UNPACKED_BYTES
    for stream in _STREAM.finditer(data):
        unpacker = zlib.decompressobj()
        rest = data[stream.end() : stream.end() + 4 * 2**20]
        try:
            while rest and left > 0:
                left -= len(unpacker.decompress(rest, 2**20))
                rest = unpacker.unconsumed_tail
        except zlib.error:
            continue
        if left <= 0:
            why = f"It would unpack to more than {LARGEST_UNPACKED_BYTES / 2**20:.0f} MB and was not opened"
            raise UnreadableFileError(name, why, _SAVE_ANEW)
