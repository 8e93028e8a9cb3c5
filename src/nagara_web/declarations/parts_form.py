"""The bounds of parts as two choices of words each, so that no script is needed to choose them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from nagara_web.declarations.desk_page import Word
from nagara_web.declarations.models import Clause
from nagara_web.ui.asked import number_in

__all__ = ["PartChoice", "chosen_parts", "part_choices"]

SPARE_ROWS: Final = 2
"""Empty rows under those that there are, for parts that the importer did not see."""
MOST_ROWS: Final = 60
MOST_SHARED: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChoice:
    """One part as the form shows it: numbers of its first and last word, and of those that it shares."""

    row: int
    key: str
    words: str
    first: int | None = None
    last: int | None = None
    shared: tuple[tuple[int, int], ...] = ()
    """Kept as they are, for a part whose own words are moved."""

    @property
    def shared_said(self) -> str:
        """The shared places for a hidden field."""
        return " ".join(f"{low}-{high}" for low, high in self.shared)


def part_choices(clause: Clause, words: Sequence[Word]) -> list[PartChoice]:
    """Rows of the form: the parts that there are, then empty ones."""
    found = [
        PartChoice(
            row=number,
            key=part.key,
            words=part.words,
            first=_number_at(words, part.place[0], is_start=True),
            last=_number_at(words, part.place[1], is_start=False),
            shared=tuple((low, high) for low, high in part.shared),
        )
        for number, part in enumerate(clause.parts.all(), start=1)
        if part.place
    ]
    spare = range(len(found) + 1, len(found) + 1 + SPARE_ROWS)
    return [*found, *(PartChoice(row=number, key="", words="") for number in spare)]


def chosen_parts(given: Mapping[str, str], words: Sequence[Word]) -> list[list[list[int]]]:
    """Places of the parts that a person chose: the phrase, then what it shares; an empty row is no part."""
    by_number = {each.number: each for each in words}
    found = []
    for row in range(1, MOST_ROWS + 1):
        first = by_number.get(number_in(given.get(f"first-{row}")) or 0)
        last = by_number.get(number_in(given.get(f"last-{row}")) or 0)
        if first is None or last is None:
            continue
        found.append([[first.start, _without_mark(last)], *_shared(given.get(f"shared-{row}", ""))])
    return found


def _shared(said: str) -> list[list[int]]:
    """Shared places as a hidden field has them; the action refuses what lies outside the text."""
    found = []
    for each in said.split()[:MOST_SHARED]:
        low, _dash, high = each.partition("-")
        start, stop = number_in(low), number_in(high)
        if start is not None and stop is not None:
            found.append([start, stop])
    return found


def _without_mark(word: Word) -> int:
    """End of a word without the comma or stop behind it."""
    return word.stop - (len(word.words) - len(word.words.rstrip(",;.:"))) or word.stop


def _number_at(words: Sequence[Word], place: int, *, is_start: bool) -> int | None:
    """The word that a place begins or ends in."""
    for each in words:
        if (is_start and each.start <= place < each.stop) or (not is_start and each.start < place <= each.stop):
            return each.number
    return None
