"""Look at a file before it is opened: what it is, and whether it is safe to read.

Nothing is unpacked, run or followed here. A file is refused by its size before it is read, by its
first bytes before a parser sees it, and by what its zip directory and its XML promise before they
are kept.
"""

from __future__ import annotations

import re
import stat
import zipfile
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Final, NoReturn

from nagara.errors import UnreadableFileError

__all__ = ["FileKind", "kind_of", "open_zip", "read_bytes", "read_part"]

LARGEST_FILE_BYTES: Final = 64 * 2**20
LARGEST_UNPACKED_BYTES: Final = 512 * 2**20
MOST_PARTS: Final = 2000
LARGEST_RATIO: Final = 300
SMALL_PART_BYTES: Final = 2**20
"""A part below this size may be packed as tightly as it likes."""
HEAD_BYTES: Final = 1024
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_WORKBOOKS: Final = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00")
LOTUS: Final = (b"\x00\x00\x02\x00", b"\x00\x00\x1a\x00")
DECLARES: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
SAVE_AS: Final = "Open it in a spreadsheet program and save it as .xlsx."
SEND_WORKBOOK: Final = "Send the workbook, the CSV folder or the phone export itself."


class FileKind(StrEnum):
    """What a file is, by what it holds and not by its name."""

    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"
    ZIP = "zip"
    CSV = "csv"


def read_bytes(path: Path, name: str, *, may_be_empty: bool = False) -> bytes:
    """Read a whole file, unless it is too large to be a city's form.

    Parameters
    ----------
    path
        The file.
    name
        How messages name it.
    may_be_empty
        Whether an empty file is somebody else's finding.

    Raises
    ------
    UnreadableFileError
        If there is no such file, it is empty, too large, or may not be read.
    """
    try:
        size = _size_of(path)
        if size is None or size > LARGEST_FILE_BYTES:
            _refuse_by_size(path, name, size)
        data = path.read_bytes()
    except (PermissionError, FileNotFoundError, IsADirectoryError, ValueError) as error:
        why = f"The computer cannot read it ({getattr(error, 'strerror', None) or error})"
        raise UnreadableFileError(name, why, "Check who may read the file.") from error
    if not data and not may_be_empty:
        raise UnreadableFileError(name, "It is empty", "Copy or download it again.")
    return data


def _size_of(path: Path) -> int | None:
    """The bytes of a file; ``None`` for what is none, or cannot be looked at."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def _refuse_by_size(path: Path, name: str, size: int | None) -> NoReturn:
    if size is not None:
        why = f"It holds {size / 2**20:.0f} MB; at most {LARGEST_FILE_BYTES / 2**20:.0f} MB are read"
        raise UnreadableFileError(name, why, "Take pictures and other sheets out of it.")
    if path.exists():
        raise UnreadableFileError(name, "It is not a file", SEND_WORKBOOK)
    raise UnreadableFileError(name, "There is no such file", "Check the name and the folder.")


def kind_of(data: bytes, name: str) -> FileKind:
    """Say what a file is by its bytes.

    Raises
    ------
    UnreadableFileError
        If it is nothing that a city's form can be read from.
    """
    if data.startswith(b"PK"):
        return _kind_of_zip(data, name)
    if data.startswith(OLE):
        return _kind_of_ole(data, name)
    head = data[:HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        raise UnreadableFileError(name, "It is a web page, not a workbook", SAVE_AS)
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise UnreadableFileError(name, "It is an XML table of 2003, not a workbook", SAVE_AS)
    if data.startswith(OLD_WORKBOOKS):
        raise UnreadableFileError(name, "It is a workbook older than Excel 97", SAVE_AS)
    if data.startswith(LOTUS):
        raise UnreadableFileError(name, "It is a Lotus 1-2-3 table", SAVE_AS)
    for magic, what in (
        (b"%PDF", "a PDF document"),
        (b"{\\rtf", "a text document"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"Rar!", "a RAR archive"),
        (b"7z\xbc\xaf", "a 7-Zip archive"),
        (b"\x1f\x8b", "a compressed file"),
        (b"SQLite", "a database"),
        (b"\x7fELF", "a program"),
        (b"MZ", "a program"),
    ):
        if data.startswith(magic):
            raise UnreadableFileError(name, f"It is {what}, not a workbook", SEND_WORKBOOK)
    if Path(name).suffix.lower() in {".csv", ".tsv", ".txt"}:
        return FileKind.CSV
    if Path(name).suffix.lower() in {".xlsx", ".xlsm", ".xls", ".ods", ".zip"}:
        raise UnreadableFileError(name, "Its first bytes are not those of a workbook", "Copy or download it again.")
    raise UnreadableFileError(name, "It is neither a workbook nor a CSV folder nor a phone export", SEND_WORKBOOK)


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """Open a zip file whose directory promises nothing dangerous.

    Raises
    ------
    UnreadableFileError
        If it is cut off, has a password, or would unpack to more than a city's form ever holds.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableFileError(name, "It is cut off or damaged", "Copy or download it again.") from error
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFileError(name, "It is locked with a password", "Save it without a password.")
    unpacked = sum(part.file_size for part in parts)
    tight = any(part.file_size > max(SMALL_PART_BYTES, LARGEST_RATIO * max(part.compress_size, 1)) for part in parts)
    overlapping = sum(part.compress_size for part in parts) > len(data)
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED_BYTES or tight or overlapping:
        why = f"It would unpack to {len(parts)} parts of {unpacked / 2**20:.0f} MB together and was not opened"
        raise UnreadableFileError(name, why, "Start from a new template and copy the data into it.")
    return archive


def read_part(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """Read one part of a zip file; XML that declares a document type or entities is refused."""
    try:
        data = archive.read(part)
    except Exception as error:  # zipfile, zlib, bz2 and lzma each raise their own
        raise UnreadableFileError(name, f"Its part {part} is damaged", "Copy or download it again.") from error
    if part.endswith((".xml", ".rels")):
        sample = data if data[:2] not in {b"\xff\xfe", b"\xfe\xff"} else data.replace(b"\x00", b"")
        if DECLARES.search(sample):
            why = f"Its part {part} declares XML entities, which no spreadsheet program does"
            raise UnreadableFileError(name, why, "Start from a new template and copy the data into it.")
    return data


def _kind_of_zip(data: bytes, name: str) -> FileKind:
    archive = open_zip(data, name)
    parts = set(archive.namelist())
    if "xl/workbook.bin" in parts:
        raise UnreadableFileError(name, "It is a binary workbook (.xlsb)", SAVE_AS)
    if any(part.lower() == "xl/workbook.xml" for part in parts):
        return FileKind.XLSX
    if "mimetype" in parts:
        if read_part(archive, "mimetype", name).startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            if b"manifest:encryption-data" in _manifest(archive, name):
                raise UnreadableFileError(name, "It is locked with a password", "Save it without a password.")
            return FileKind.ODS
        raise UnreadableFileError(name, "It is a document, not a workbook", SEND_WORKBOOK)
    if any(part.startswith(("word/", "ppt/")) for part in parts):
        raise UnreadableFileError(name, "It is a document, not a workbook", SEND_WORKBOOK)
    if any(part.endswith(".iwa") for part in parts):
        why = "It is a workbook of Apple Numbers"
        raise UnreadableFileError(name, why, "Export it from Numbers as an Excel workbook.")
    if any(part.lower().endswith(".csv") for part in parts):
        return FileKind.ZIP
    raise UnreadableFileError(name, "It holds neither a workbook nor CSV files", SEND_WORKBOOK)


def _manifest(archive: zipfile.ZipFile, name: str) -> bytes:
    part = "META-INF/manifest.xml"
    return read_part(archive, part, name) if part in archive.namelist() else b""


def _kind_of_ole(data: bytes, name: str) -> FileKind:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFileError(name, "It is locked with a password", "Save it without a password.")
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return FileKind.XLS
    raise UnreadableFileError(name, "It is a document, not a workbook", SEND_WORKBOOK)
