"""What a person makes of proposals: each correction gives a new document text and keeps every permanent key.

A key that was given once is never given to something else: a part that is joined to another is gone
with its letter, and a part that is cut off gets the next letter that no part of the clause has had.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from nagara.commitments.clauses import Clause, ClauseKind, DocumentText, Part, Place
from nagara.commitments.importer.parts import key_of
from nagara.errors import QuantityError, UnknownCodeError

__all__ = ["confirm_all", "confirm_clause", "join_parts", "set_kind", "set_part_place", "split_part"]

_SURE_FRAC = 1.0


def confirm_clause(document: DocumentText, key: str) -> DocumentText:
    """A person agrees with a clause as it stands.

    Raises
    ------
    UnknownCodeError
        If the document has no such clause.
    """
    return _with(document, key, _confirmed)


def confirm_all(document: DocumentText, keys: Iterable[str] | None = None) -> DocumentText:
    """A person agrees with several clauses, or with all.

    Raises
    ------
    UnknownCodeError
        If the document has no such clause.
    """
    for key in [clause.key for clause in document.clauses] if keys is None else keys:
        document = confirm_clause(document, key)
    return document


def set_kind(document: DocumentText, key: str, kind: ClauseKind, *, is_wish: bool = False) -> DocumentText:
    """A person says what a clause does.

    Raises
    ------
    UnknownCodeError
        If the document has no such clause.
    """
    wishes = is_wish and kind is ClauseKind.COMMITMENT
    return _with(
        document, key, lambda clause: _confirmed(replace(clause, kind=kind, is_wish=wishes, reasons=("a person",)))
    )


def split_part(document: DocumentText, key: str, part: str, at: int) -> DocumentText:
    """Cut a part in two before the character ``at`` of the text; the first keeps its letter, the other gets a new one.

    Raises
    ------
    UnknownCodeError
        If the document has no such clause or part.
    QuantityError
        If nothing would be left on one side.
    """

    def cut(clause: Clause) -> Clause:
        whole = _part(clause, part)
        before = _trimmed(document.text, whole.place.start, at)
        behind = _trimmed(document.text, at, whole.place.stop)
        if not whole.place.start < at < whole.place.stop or before.stop <= before.start or behind.stop <= behind.start:
            raise QuantityError(
                f"Place {at} to cut part {part} at", "leaves nothing on one side", "Cut between two words of it."
            )
        kept = replace(whole, place=before, confidence_frac=_SURE_FRAC)
        new = replace(whole, key=_next_key(clause), place=behind, confidence_frac=_SURE_FRAC)
        return replace(
            clause, parts=tuple(each for old in clause.parts for each in ((kept, new) if old.key == part else (old,)))
        )

    return _with(document, key, cut)


def join_parts(document: DocumentText, key: str, first: str, second: str) -> DocumentText:
    """Make one part of two, with all that stands between them; it keeps the letter of the first.

    Raises
    ------
    UnknownCodeError
        If the document has no such clause or part.
    """

    def joined(clause: Clause) -> Clause:
        one, other = _part(clause, first), _part(clause, second)
        place = Place(start=min(one.place.start, other.place.start), stop=max(one.place.stop, other.place.stop))
        whole = replace(one, place=place, shared=_outside(one.shared, place), confidence_frac=_SURE_FRAC)
        retired = tuple(dict.fromkeys((*clause.retired_parts, *((other.key,) if other.key != one.key else ()))))
        left = tuple(
            whole if each.key == first else each for each in clause.parts if each.key in {first} or each.key != second
        )
        return replace(clause, parts=left, retired_parts=retired)

    return _with(document, key, joined)


def set_part_place(
    document: DocumentText, key: str, part: str, place: Place, *, shared: tuple[Place, ...] | None = None
) -> DocumentText:
    """A person says which words of the clause a part is.

    Raises
    ------
    UnknownCodeError
        If the document has no such clause or part.
    QuantityError
        If the place is empty or lies outside the clause.
    """

    def moved(clause: Clause) -> Clause:
        if not clause.place.start <= place.start < place.stop <= clause.place.stop:
            raise QuantityError(
                f"Place of part {part}", "is empty or lies outside its clause", "Choose words of the clause."
            )
        old = _part(clause, part)
        new = replace(old, place=place, shared=old.shared if shared is None else shared, confidence_frac=_SURE_FRAC)
        return replace(clause, parts=tuple(new if each.key == part else each for each in clause.parts))

    return _with(document, key, moved)


def _with(document: DocumentText, key: str, change: Callable[[Clause], Clause]) -> DocumentText:
    known = [clause.key for clause in document.clauses]
    if key not in known:
        raise UnknownCodeError("Clause", key, known)
    return replace(
        document, clauses=tuple(change(clause) if clause.key == key else clause for clause in document.clauses)
    )


def _confirmed(clause: Clause) -> Clause:
    return replace(
        clause,
        is_confirmed=True,
        confidence_frac=_SURE_FRAC,
        parts=tuple(replace(part, confidence_frac=_SURE_FRAC) for part in clause.parts),
    )


def _part(clause: Clause, key: str) -> Part:
    for part in clause.parts:
        if part.key == key:
            return part
    raise UnknownCodeError(f"Part of clause {clause.key}", key, [part.key for part in clause.parts])


def _next_key(clause: Clause) -> str:
    taken = {*(part.key for part in clause.parts), *clause.retired_parts}
    return next(key for number in range(len(taken) + 1) if (key := key_of(number)) not in taken)


def _outside(shared: tuple[Place, ...], place: Place) -> tuple[Place, ...]:
    return tuple(each for each in shared if each.stop <= place.start or each.start >= place.stop)


def _trimmed(text: str, start: int, stop: int) -> Place:
    words = text[start:stop]
    return Place(start=start + len(words) - len(words.lstrip(" ,;\t\n")), stop=start + len(words.rstrip(" ,;\t\n")))
