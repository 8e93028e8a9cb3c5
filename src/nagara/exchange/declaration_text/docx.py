"""A Word document becomes plain text: paragraphs with the numbers that Word would print, tables as rows, notes last.

The XML is read by lxml with entities, document types and the network switched off; nothing in it is run or followed.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Final

from lxml import etree

from nagara.errors import UnreadableFileError
from nagara.exchange.declaration_text.numbers import Numbering
from nagara.exchange.refuse import read_part

__all__ = ["text_of_docx"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LARGEST_PART: Final = 64 * 2**20
_DEEPEST: Final = 60
_MEND: Final = "Open it in a word processor and save it anew, or save it as plain text."
_LEFT_OUT: Final = frozenset(
    (f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}pPr", f"{_W}rPr", _FALLBACK)
)


def text_of_docx(archive: zipfile.ZipFile, name: str) -> tuple[str, tuple[str, ...]]:
    """Text of a Word document and what was left out of it.

    Raises
    ------
    UnreadableFileError
        If a part is damaged, too large, declares entities, or is nested beyond reason.
    """
    body = _root(archive, "word/document.xml", name).find(f"{_W}body")
    if body is None:
        raise UnreadableFileError(name, "It is a Word document without a body", _MEND)
    parts = set(archive.namelist())
    styles = _root(archive, "word/styles.xml", name) if "word/styles.xml" in parts else None
    numbers = _root(archive, "word/numbering.xml", name) if "word/numbering.xml" in parts else None
    numbering = Numbering(numbers, styles)
    blocks = list(_blocks(body, numbering, name, 0))
    notes = [*_notes(archive, "footnote", name, parts), *_notes(archive, "endnote", name, parts)]
    doubts = []
    if body.find(f".//{_W}del") is not None or body.find(f".//{_W}ins") is not None:
        doubts.append("The document holds tracked changes; insertions were read and deletions left out.")
    if any(part.startswith(("word/header", "word/footer")) for part in parts):
        doubts.append("Headers and footers of the pages were left out.")
    return "\n\n".join((*blocks, *notes)), tuple(doubts)


def _root(archive: zipfile.ZipFile, part: str, name: str) -> etree._Element:
    if archive.getinfo(part).file_size > _LARGEST_PART:
        raise UnreadableFileError(
            name, f"Its part {part} is too large for a declaration", "Send the declaration alone."
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(read_part(archive, part, name), parser)
    except UnreadableFileError as error:
        raise UnreadableFileError(name, error.why, _MEND) from error
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFileError(name, f"Its part {part} is damaged", _MEND) from error


def _blocks(parent: etree._Element, numbering: Numbering, name: str, depth: int) -> Iterator[str]:
    """Paragraphs and tables in order; text boxes follow the paragraph that holds them."""
    if depth > _DEEPEST:
        raise UnreadableFileError(name, "Its tables are nested beyond reason", _MEND)
    for child in parent:
        if child.tag == f"{_W}p":
            yield from _paragraph(child, numbering, name, depth)
        elif child.tag == f"{_W}tbl":
            rows = list(_rows(child, numbering, name, depth))
            if rows:
                yield "\n".join(rows)
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}smartTag"}:
            yield from _blocks(child, numbering, name, depth + 1)


def _paragraph(paragraph: etree._Element, numbering: Numbering, name: str, depth: int) -> Iterator[str]:
    words = "".join(_runs(paragraph, depth)).strip(" \t")
    label = numbering.label_of(paragraph) if words else ""
    heading = "#" * numbering.heading_level(paragraph) if words else ""
    if words:
        yield " ".join(filter(None, (heading, label, words)))
    for box in paragraph.iter(f"{_W}txbxContent"):
        if (
            not any(above.tag == _FALLBACK for above in box.iterancestors())
            and next(box.iterancestors(f"{_W}p")) is paragraph
        ):
            yield from _blocks(box, numbering, name, depth + 1)


def _runs(node: etree._Element, depth: int) -> Iterator[str]:
    """Characters of a paragraph; what was deleted, field codes and text boxes aside."""
    if depth > _DEEPEST:
        return
    for child in node:
        tag = child.tag
        if tag in _LEFT_OUT or tag == f"{_W}txbxContent":
            continue
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag in {f"{_W}tab", f"{_W}ptab"}:
            yield "\t"
        elif tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "\N{NON-BREAKING HYPHEN}"
        elif tag == f"{_W}softHyphen":
            yield "\N{SOFT HYPHEN}"
        elif tag == f"{_W}footnoteReference":
            yield f"[^{child.get(f'{_W}id', '')}]"
        elif tag == f"{_W}endnoteReference":
            yield f"[^e{child.get(f'{_W}id', '')}]"
        else:
            yield from _runs(child, depth + 1)


def _rows(table: etree._Element, numbering: Numbering, name: str, depth: int) -> Iterator[str]:
    """Rows of a table as Markdown writes them."""
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is not table:
            continue
        cells = []
        for cell in row.findall(f"{_W}tc"):
            words = " ".join(_blocks(cell, numbering, name, depth + 1))
            cells.append(" ".join(words.split()).replace("|", "/"))
        if any(cells):
            yield f"| {' | '.join(cells)} |"


def _notes(archive: zipfile.ZipFile, kind: str, name: str, parts: set[str]) -> Iterator[str]:
    part = f"word/{kind}s.xml"
    if part not in parts:
        return
    sign = "e" if kind == "endnote" else ""
    for note in _root(archive, part, name).findall(f"{_W}{kind}"):
        words = " ".join(" ".join("".join(_runs(each, 0)).split()) for each in note.iter(f"{_W}p")).strip()
        if words and note.get(f"{_W}type") is None:
            yield f"[^{sign}{note.get(f'{_W}id', '')}]: {words}"
