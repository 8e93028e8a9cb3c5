"""A paper as a Word file, and the tracked text of an outcome with Word's own insertions and deletions.

The same paper gives the same bytes: the file says the day of the cut-off where Word would say the hour.
"""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from nagara.meetings.outcome import Mark
from nagara.reports.paper import Facts, Heading, Items, Panels, Strip, Table, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordFile
    from docx.text.paragraph import Paragraph
    from lxml.etree import _Element

    from nagara.meetings.outcome import TrackedClause
    from nagara.reports.paper import Block, Paper

__all__ = ["outcome_docx", "paper_docx"]

FIRST_DAY_OF_ZIP: Final = (1980, 1, 1, 0, 0, 0)
TAGS: Final = {Mark.INSERTED: "w:ins", Mark.DELETED: "w:del"}
NUMBER: Final = "w:jc"


def paper_docx(paper: Paper, *, day: date) -> bytes:
    """Write a paper as a Word file.

    Parameters
    ----------
    paper
        The paper, its words already in the reader's language.
    day
        The day that stands in the file as that of its making.

    Returns
    -------
    bytes
        The file; the same paper and day give the same bytes.
    """
    document = _begin(paper.title, paper.language, day)
    for strip in paper.strips:
        document.add_paragraph(strip.words, style="Intense Quote")
    document.add_heading(paper.title, level=0)
    document.add_paragraph(paper.subtitle, style="Subtitle")
    document.add_paragraph(paper.answer).runs[0].bold = True
    for section in (paper.summary, *paper.sections):
        if not section.blocks:
            continue
        document.add_heading(section.heading, level=1)
        for block in section.blocks:
            _add_block(document, block)
    document.sections[0].footer.paragraphs[0].text = paper.foot
    return _packed(document)


def outcome_docx(
    title: str, subtitle: str, clauses: Sequence[tuple[str, TrackedClause]], *, day: date, language: str = "en"
) -> bytes:
    """Write an outcome text as a Word file whose changes Word shows, accepts and rejects as its own.

    Parameters
    ----------
    title, subtitle
        What stands above the text.
    clauses
        The number of each clause as printed, and the clause.
    day
        The day that the changes bear.
    language
        Code of the language of the text.
    """
    document = _begin(title, language, day)
    document.add_heading(title, level=0)
    document.add_paragraph(subtitle, style="Subtitle")
    number = 0
    for label, clause in clauses:
        paragraph = document.add_paragraph()
        if label:
            paragraph.add_run(f"{label}\u2002")
        for run in clause.runs:
            number += 1
            _add_run(paragraph, run.text, run.mark, clause.by[-1] if clause.by else "", day, number)
    return _packed(document)


def _begin(title: str, language: str, day: date) -> WordFile:
    document = Document()
    made = datetime(day.year, day.month, day.day, tzinfo=UTC)
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "nagara", language
    properties.last_modified_by, properties.revision = "nagara", 1
    properties.created = properties.modified = made
    properties.comments = ""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Noto Sans", Pt(10)
    return document


def _add_block(document: WordFile, block: Block) -> None:
    if isinstance(block, Words | Strip):
        document.add_paragraph(block.words)
    elif isinstance(block, Heading):
        document.add_heading(block.words, level=2)
    elif isinstance(block, Items):
        for item in block.items:
            document.add_paragraph(item, style="List Bullet")
    elif isinstance(block, Facts):
        for name, said in block.facts:
            document.add_paragraph(f"{name}: {said}")
    elif isinstance(block, Panels):
        for panel in block.panels:
            document.add_heading(panel.heading, level=2)
            for item in panel.items:
                document.add_paragraph(item, style="List Bullet")
    elif isinstance(block, Table):
        _add_table(document, block)


def _add_table(document: WordFile, table: Table) -> None:
    """Add a table whose head repeats on every page; cells are written as XML at once, a thousand rows in a breath."""
    document.add_paragraph(table.caption, style="Caption")
    made = document.add_table(rows=1, cols=len(table.columns), style="Light Grid Accent 1")
    for cell, column in zip(made.rows[0].cells, table.columns, strict=True):
        cell.text = column.label
    head = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(head)
    body = made._tbl
    for row in table.rows:
        body.append(_row(row, [column.is_number for column in table.columns]))


def _row(cells: Sequence[str], numbers: Sequence[bool]) -> _Element:
    row = OxmlElement("w:tr")
    for words, is_number in zip(cells, numbers, strict=True):
        cell, paragraph = OxmlElement("w:tc"), OxmlElement("w:p")
        if is_number:
            properties, side = OxmlElement("w:pPr"), OxmlElement(NUMBER)
            side.set(qn("w:val"), "right")
            properties.append(side)
            paragraph.append(properties)
        paragraph.append(_text(words, "w:t"))
        cell.append(paragraph)
        row.append(cell)
    return row


def _text(words: str, tag: str) -> _Element:
    run, text = OxmlElement("w:r"), OxmlElement(tag)
    text.text = words
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    return run


def _add_run(paragraph: Paragraph, words: str, mark: Mark, by: str, day: date, number: int) -> None:
    line: _Element = paragraph._p
    if mark is Mark.KEPT:
        line.append(_text(words, "w:t"))
        return
    change = OxmlElement(TAGS[mark])
    change.set(qn("w:id"), str(number))
    change.set(qn("w:author"), by)
    change.set(qn("w:date"), f"{day.isoformat()}T00:00:00Z")
    change.append(_text(words, "w:delText" if mark is Mark.DELETED else "w:t"))
    line.append(change)


def _packed(document: WordFile) -> bytes:
    """The file with the one day that a zip can always hold, its parts in one order."""
    written, packed = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, FIRST_DAY_OF_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
