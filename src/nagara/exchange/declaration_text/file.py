"""A declaration's file becomes plain text: text, Markdown, Word or PDF, with what had to be guessed said aloud.

What a file is, its bytes say and not its name. A format that cannot be read is refused with the way to mend it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nagara.commitments.importer.languages import language_of
from nagara.errors import UnreadableFileError
from nagara.exchange.refuse import OLE, open_zip, read_bytes, read_part
from nagara.exchange.text_encoding import decode

__all__ = ["DeclarationFile", "declaration_from_bytes", "is_writing", "read_declaration"]

LARGEST_BYTES: Final = 32 * 2**20
LARGEST_TEXT: Final = 4_000_000
"""Characters; two hundred printed pages hold about half a million."""
SAVE_AS_WORD: Final = "Open it in a word processor and save it as Word (.docx) or plain text."
_SEND: Final = "Send the declaration as text, Markdown, Word (.docx) or a PDF with text."
_READ_OVER: Final = "It looks like a scan that was recognised badly. Have it recognised anew and read over by a person."
_LOOKED_AT: Final = 20_000
_ENOUGH_WORDS: Final = 40
_FEWEST_WORDS_FRAC: Final = 0.5
_AROUND: Final = "*_#|\\`~^.,;:!?()[]{}<>\"'“”‘’«»-–—•·§¹²³⁴⁵…"
_INSIDE: Final = "'’-–./&_*()[]:,%@#"
_VOWELS: Final = frozenset("aeiouyæøœ")
_LAST_LATIN: Final = "\u024f"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationFile:
    """What a file held.

    Parameters
    ----------
    name
        The file's name as the user gave it.
    text
        Its body; pages are parted by form feeds where the file has pages.
    language
        BCP 47 tag of the language that it most likely is in.
    doubts
        What had to be guessed or was left out, each a sentence.
    """

    name: str
    text: str
    language: str
    doubts: tuple[str, ...] = ()


def read_declaration(path: Path) -> DeclarationFile:
    """Read a declaration from a file.

    Raises
    ------
    UnreadableFileError
        If it is missing, too large, locked, a scan without text, or in a format that cannot be read.
    """
    return declaration_from_bytes(read_bytes(path, path.name), path.name)


def declaration_from_bytes(data: bytes, name: str) -> DeclarationFile:
    """Read a declaration from a file's bytes.

    Raises
    ------
    UnreadableFileError
        If it is empty, too large, locked, a scan without text, or in a format that cannot be read.
    """
    if not data.strip():
        raise UnreadableFileError(name, "It is empty", "Copy or download it again.")
    if len(data) > LARGEST_BYTES:
        why = f"It holds {len(data) / 2**20:.0f} MB; at most {LARGEST_BYTES / 2**20:.0f} MB are read"
        raise UnreadableFileError(name, why, "Take the pictures out of it.")
    text, doubts = _text_of(data, name)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > LARGEST_TEXT:
        why = f"It holds {len(text):,} characters; at most {LARGEST_TEXT:,} are read"
        raise UnreadableFileError(name, why, "Send the declaration alone, without its annexes.")
    if not any(each.isalpha() for each in text):
        raise UnreadableFileError(name, "There is no text in it", _SEND)
    if not is_writing(text[:_LOOKED_AT]):
        raise UnreadableFileError(name, "Most of what stands in it are no words", _READ_OVER)
    return DeclarationFile(name=name, text=text, language=language_of(text), doubts=doubts)


def is_writing(text: str) -> bool:
    """Whether most of what stands between spaces are words or numbers; few of them are taken as they are.

    Examples
    --------
    >>> is_writing("We commit to close 12 dumps. " * 20), is_writing("~|l1 ^;: }{ rn|n ;' c1 .,; " * 20)
    (True, False)
    """
    found = [bare for each in text.split() if (bare := each.strip(_AROUND)) or len(each) > 1]
    if len(found) < _ENOUGH_WORDS:
        return True
    return sum(map(_is_word, found)) >= _FEWEST_WORDS_FRAC * len(found)


def _is_word(bare: str) -> bool:
    letters = [each for each in bare if each.isalpha()]
    if not letters:
        return bool(bare) and all(each.isdecimal() or each in ".,:/-%()" for each in bare)
    if any(each > _LAST_LATIN and not "\u1e00" <= each <= "\u1eff" for each in letters):
        return True
    plain = unicodedata.normalize("NFD", bare.lower())
    is_whole = all(each.isalnum() or each in _INSIDE for each in bare)
    return is_whole and (len(letters) < 2 or any(each in _VOWELS for each in plain) or bare.isupper())


def _text_of(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        from nagara.exchange.declaration_text.pdf import text_of_pdf

        return text_of_pdf(data, name)
    if data.startswith(b"PK"):
        return _text_of_zip(data, name)
    _refuse_others(data, head, name)
    return decode(data, name)


def _text_of_zip(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    try:
        archive = open_zip(data, name)
    except UnreadableFileError as error:
        raise UnreadableFileError(name, error.why, "Save it anew without a password, or as plain text.") from error
    parts = set(archive.namelist())
    if "word/document.xml" in parts:
        from nagara.exchange.declaration_text.docx import text_of_docx

        return text_of_docx(archive, name)
    if "mimetype" in parts and b"opendocument.text" in read_part(archive, "mimetype", name):
        raise UnreadableFileError(name, "It is an OpenDocument text (.odt)", SAVE_AS_WORD)
    if any(part.startswith("xl/") for part in parts):
        raise UnreadableFileError(name, "It is a workbook, not a document", _SEND)
    if any(part.startswith("ppt/") for part in parts):
        raise UnreadableFileError(name, "It is a presentation, not a document", _SEND)
    if any(part.startswith("Index/") or part.endswith(".iwa") for part in parts):
        raise UnreadableFileError(name, "It is a document of Apple Pages", "Export it from Pages as Word (.docx).")
    raise UnreadableFileError(name, "It is a zip file without a Word document in it", _SEND)


def _refuse_others(data: bytes, head: bytes, name: str) -> None:
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableFileError(name, "It is locked with a password", "Save it without a password.")
        raise UnreadableFileError(name, "It is a document of Word 97 to 2003 (.doc)", SAVE_AS_WORD)
    if head.lower().startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        raise UnreadableFileError(name, "It is a web page", "Copy its text into a plain text file, or print it as PDF.")
    if head.startswith(b"<?xml"):
        raise UnreadableFileError(name, "It is an XML file", _SEND)
    for magic, what, mend in (
        (b"{\\rtf", "a Rich Text document (.rtf)", SAVE_AS_WORD),
        (b"\x89PNG", "a picture", "Type the text, or have it recognised (OCR) and saved as PDF with text."),
        (b"\xff\xd8\xff", "a picture", "Type the text, or have it recognised (OCR) and saved as PDF with text."),
        (b"II*\x00", "a picture", "Type the text, or have it recognised (OCR) and saved as PDF with text."),
        (b"GIF8", "a picture", "Type the text, or have it recognised (OCR) and saved as PDF with text."),
        (b"Rar!", "a RAR archive", "Unpack it and send the document."),
        (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it and send the document."),
        (b"\x1f\x8b", "a compressed file", "Unpack it and send the document."),
        (b"SQLite", "a database", _SEND),
        (b"\x7fELF", "a program", _SEND),
        (b"MZ\x90", "a program", _SEND),
    ):
        if data.startswith(magic):
            raise UnreadableFileError(name, f"It is {what}", mend)
