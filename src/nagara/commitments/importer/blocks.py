"""Blocks that tile a text: every character stands in exactly one, checked on every result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nagara.commitments.clauses import Block, Place, Role
from nagara.errors import LawBrokenError

__all__ = ["characters_amiss", "check_tiles", "tile"]

_LAW = "every character of a text stands in exactly one block"


def tile(text: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Put blocks of space between others, so that they follow each other from the first character to the last."""
    found: list[Block] = []
    at = 0
    for block in blocks:
        if block.place.start > at:
            found.append(Block(role=Role.SPACE, place=Place(start=at, stop=block.place.start)))
        found.append(block)
        at = block.place.stop
    if at < len(text):
        found.append(Block(role=Role.SPACE, place=Place(start=at, stop=len(text))))
    return tuple(found)


def characters_amiss(text: str, blocks: Sequence[Block]) -> int:
    """Characters that stand in no block or in two, and words that stand in a block of space."""
    amiss, at = 0, 0
    for block in blocks:
        amiss += abs(block.place.start - at) + max(0, block.place.start - block.place.stop)
        at = block.place.stop
        if block.role is Role.SPACE:
            amiss += sum(not each.isspace() for each in block.place.of(text))
    return amiss + abs(len(text) - at)


def check_tiles(text: str, blocks: Sequence[Block]) -> None:
    """Hold blocks against the law.

    Raises
    ------
    LawBrokenError
        If a character stands in no block or in two.
    """
    if amiss := characters_amiss(text, blocks):
        raise LawBrokenError(_LAW, amiss, 0)
