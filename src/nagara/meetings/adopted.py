"""An adopted outcome as a document: its text with blocks, a clause for every paragraph, and their parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from nagara.commitments.clauses import Block, Clause, ClauseKind, DocumentText, Part, Place, Role
from nagara.commitments.importer.deadlines import deadlines_in
from nagara.commitments.importer.kinds import read_kind
from nagara.commitments.importer.parts import parts_of
from nagara.commitments.importer.sentences import sentences
from nagara.meetings.outcome import Amendment, DraftClause, clean

__all__ = ["AdoptedText", "adopted_text", "printed_labels"]

LETTERS: Final = {Role.PREAMBLE: "p", Role.CLOSING: "e"}
"""Letter before the number of a clause that is not operative."""
BETWEEN: Final = "\n\n"
UNDERTAKES: Final = frozenset((ClauseKind.COMMITMENT, ClauseKind.REQUEST))


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


def adopted_text(
    title: str, clauses: Sequence[DraftClause], amendments: Sequence[Amendment], *, whole: Collection[str] = ()
) -> AdoptedText:
    """Make the document that a meeting adopts, all accepted amendments in it.

    A compound clause falls into the parts that the importer would propose; a person sees them before
    the text is adopted, and says which clauses stay whole.

    Parameters
    ----------
    title
        Of the document.
    clauses, amendments
        The draft and what was decided about it, as of :func:`nagara.meetings.outcome.clean`.
    whole
        Keys of clauses that a person keeps as one part, as in ``2``.
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
        made.append((each, key, label, place))
        if each.continues:
            continues.append((key, each.continues))
    found = tuple(_clause(text, *each, is_whole=each[1] in whole) for each in made)
    document = DocumentText(text=text, blocks=tuple(blocks), clauses=found)
    return AdoptedText(text=document, continues=tuple(continues))


def _clause(text: str, draft: DraftClause, key: str, label: str, place: Place, *, is_whole: bool) -> Clause:
    """A clause with the kind that its drafters gave it; days, addressees and parts are read from its words."""
    words = Place(start=place.start + (len(label) + 1 if label else 0), stop=place.stop)
    reading = read_kind(text, words.start, words.stop)
    undertakes = draft.kind in UNDERTAKES
    parts: tuple[Part, ...] = (Part(key="a", place=words),)
    if undertakes and not is_whole:
        proposed = parts_of(text, tuple(sentences(text, words.start, words.stop)), language="en", splits=True)
        parts = proposed if len(proposed) > 1 else parts
    return Clause(
        key=key,
        label=label,
        role=draft.role,
        kind=draft.kind,
        is_wish=draft.kind is ClauseKind.COMMITMENT is reading.kind and reading.is_wish,
        place=place,
        parts=parts,
        addressees=reading.addressees if draft.kind is ClauseKind.REQUEST else (),
        deadlines=deadlines_in(text, words.start, words.stop) if undertakes else (),
        confidence_frac=1.0,
        is_confirmed=True,
    )
