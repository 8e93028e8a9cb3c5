"""An adopted outcome as a document: its text with blocks, and a clause for every paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nagara.commitments.clauses import Block, Clause, DocumentText, Part, Place, Role
from nagara.meetings.outcome import Amendment, DraftClause, clean

__all__ = ["AdoptedText", "adopted_text", "printed_labels"]

LETTERS: Final = {Role.PREAMBLE: "p", Role.CLOSING: "e"}
"""Letter before the number of a clause that is not operative."""
BETWEEN: Final = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedText:
    """The document, and what its clauses continue.

    Parameters
    ----------
    text
        With blocks that leave no gap, and confirmed clauses.
    continues
        Pairs of a clause's key and the code of the earlier clause that it continues.
    """

    text: DocumentText
    continues: tuple[tuple[str, str], ...]


def printed_labels(clauses: Sequence[DraftClause]) -> tuple[str, ...]:
    """Give operative clauses their numbers, as printed; preamble and closing have none."""
    number, labels = 0, []
    for each in clauses:
        number += each.role is Role.OPERATIVE
        labels.append(f"{number}." if each.role is Role.OPERATIVE else "")
    return tuple(labels)


def adopted_text(title: str, clauses: Sequence[DraftClause], amendments: Sequence[Amendment]) -> AdoptedText:
    """Make the document that a meeting adopts, all accepted amendments in it.

    Parameters
    ----------
    title
        Of the document.
    clauses, amendments
        The draft and what was decided about it, as of :func:`nagara.meetings.outcome.clean`.
    """
    final = clean(clauses, amendments)
    text, blocks = title, [Block(role=Role.TITLE, place=Place(start=0, stop=len(title)))]
    made, continues, seen = [], [], Counter[Role]()
    for each, label in zip(final, printed_labels(final), strict=True):
        seen[each.role] += 1
        key = f"{LETTERS.get(each.role, '')}{seen[each.role]}"
        start = len(text) + len(BETWEEN)
        blocks.append(Block(role=Role.SPACE, place=Place(start=len(text), stop=start)))
        text += BETWEEN + (f"{label} {each.text}" if label else each.text)
        place = Place(start=start, stop=len(text))
        blocks.append(Block(role=each.role, place=place, label=label))
        made.append(_clause(each, key, label, place))
        if each.continues:
            continues.append((key, each.continues))
    document = DocumentText(text=text, blocks=tuple(blocks), clauses=tuple(made))
    return AdoptedText(text=document, continues=tuple(continues))


def _clause(draft: DraftClause, key: str, label: str, place: Place) -> Clause:
    """A clause that says one thing: one part, its words without the number."""
    words = Place(start=place.start + (len(label) + 1 if label else 0), stop=place.stop)
    return Clause(
        key=key,
        label=label,
        role=draft.role,
        kind=draft.kind,
        place=place,
        parts=(Part(key="a", place=words),),
        confidence_frac=1.0,
        is_confirmed=True,
    )
