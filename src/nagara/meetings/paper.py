"""A numbered paper before it is said in a language: sentences with gaps, tables, and the day its data ends.

Sentences are the English keys of :mod:`nagara.meetings.words`; numbers keep their interval and their unit until
:mod:`nagara.reports.meeting_paper` says them in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar, TypeAlias

__all__ = ["Amount", "Block", "Column", "Items", "Paper", "PaperKind", "Paragraph", "Said", "Section", "Table", "Words"]


class PaperKind(StrEnum):
    """What a paper is for."""

    PROGRESS = "progress-report"
    MATRIX = "commitment-annex"
    LATE = "late-and-silent"
    WASTE = "waste-annex"
    PARAGRAPHS = "draft-paragraphs"
    REPORT_HOME = "report-home"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number with its 95 % interval, named like a figure.

    Parameters
    ----------
    name
        Name with its unit suffix, as in ``sdg_11_6_1_frac``.
    value, low, high
        In that unit; ``low`` and ``high`` are ``None`` where no interval was published.
    """

    name: str
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of :mod:`nagara.meetings.words` and what fills its gaps."""

    sentence: str
    values: Mapping[str, Words] = field(default_factory=dict)


Words: TypeAlias = str | int | date | Amount | Said
"""A string stands as it is: a name, or what somebody wrote. A sentence of ours is :class:`Said`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph; ``look`` is ``plain``, ``lead`` or ``quiet``."""

    kind: ClassVar[str] = "paragraph"
    words: Words
    look: str = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list of short sentences."""

    kind: ClassVar[str] = "items"
    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The head of a column and whether it holds numbers."""

    label: Words
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; the first cell of each row names the row."""

    kind: ClassVar[str] = "table"
    caption: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]


Block: TypeAlias = Paragraph | Items | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Blocks under one heading."""

    id: str
    heading: Words
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper of a meeting.

    Parameters
    ----------
    kind
        What it is for.
    number
        As in ``2026/3``; empty before it has one.
    revision
        0 for the first issue; from 1 on it is printed as ``Rev.1``.
    meeting
        What the meeting is called.
    title
        What the paper is about.
    cutoff
        The last day whose data it uses.
    answer
        The whole paper in one sentence.
    summary
        The blocks of its first section.
    sections
        The rest, in reading order.
    digest
        SHA-256 of the record it was made from, in hexadecimal.
    is_invented
        Whether the meeting and its cities are an example.
    """

    kind: PaperKind
    number: str
    revision: int
    meeting: str
    title: Words
    cutoff: date
    answer: Words
    summary: tuple[Block, ...]
    sections: tuple[Section, ...]
    digest: str
    is_invented: bool = False

    @property
    def symbol(self) -> str:
        """Number and revision, as in ``2026/3 Rev.1``."""
        return f"{self.number} Rev.{self.revision}" if self.revision else self.number
