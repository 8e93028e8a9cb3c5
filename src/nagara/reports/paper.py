"""A paper before it is a page: titles, sentences, cards, tables and pictures in reading order.

The same paper becomes HTML (:mod:`nagara.reports.html`) and PDF (:mod:`nagara.reports.pdf`), so
that both say the same. All words in it are already written in the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

__all__ = [
    "Block",
    "Card",
    "Cards",
    "Column",
    "Doubt",
    "Doubts",
    "Facts",
    "Heading",
    "Items",
    "Panel",
    "Panels",
    "Paper",
    "Picture",
    "Section",
    "Signatures",
    "Strip",
    "Table",
    "Words",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A paragraph; ``look`` is ``plain``, ``lead`` or ``quiet``."""

    kind: ClassVar[str] = "words"
    words: str
    look: str = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside a section."""

    kind: ClassVar[str] = "heading"
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list of short sentences."""

    kind: ClassVar[str] = "items"
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A few sentences under a small heading."""

    heading: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panels:
    """Panels side by side where there is room."""

    kind: ClassVar[str] = "panels"
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A line that must not be missed; ``tone`` is ``example``, ``attention`` or ``problem``."""

    kind: ClassVar[str] = "strip"
    words: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One figure that does not stand alone."""

    label: str
    value: str
    unit: str
    interval: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Figures side by side."""

    kind: ClassVar[str] = "cards"
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The head of a column and whether it holds numbers."""

    label: str
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; the first cell of each row names the row. A page shows no more than the caption of a folded one."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    is_folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chart, drawn for the page and for a phone, with the sentence and the table that say the same.

    A page shows no more than the title of a folded one until somebody opens it; paper shows all.
    """

    kind: ClassVar[str] = "picture"
    title: str
    description: str
    wide: str
    narrow: str
    table: Table
    is_folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One finding: where, what, how to mend it."""

    place: str
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """Findings of one weight; ``tone`` is ``problem``, ``attention`` or ``note``."""

    kind: ClassVar[str] = "doubts"
    heading: str
    tone: str
    doubts: tuple[Doubt, ...]
    rest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Names and what stands behind them; ``is_code`` sets the latter in fixed width."""

    kind: ClassVar[str] = "facts"
    facts: tuple[tuple[str, str], ...]
    is_code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """Room for a signature: one line for each label."""

    kind: ClassVar[str] = "signatures"
    heading: str
    labels: tuple[str, ...]


Block: TypeAlias = Words | Heading | Items | Panels | Strip | Cards | Table | Picture | Doubts | Facts | Signatures


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Blocks under one heading."""

    id: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole paper.

    Parameters
    ----------
    language
        Its language code.
    title, subtitle
        What it is about, and the line under it.
    answer
        The whole paper in one sentence.
    strips
        What must not be missed, above the title.
    summary
        The first page, on which a signature finds room.
    sections
        The rest, in reading order.
    foot
        Where the figures come from, in one line.
    has_first_page
        Whether the summary has a page to itself.
    """

    language: str
    title: str
    subtitle: str
    answer: str
    strips: tuple[Strip, ...]
    summary: Section
    sections: tuple[Section, ...]
    foot: str
    has_first_page: bool = True
