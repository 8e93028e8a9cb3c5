"""The text that a meeting agrees on: drafted by clause, amended by delegations, tracked and clean.

An amendment speaks of one clause. Accepted ones are applied in the order in which they were proposed; of two
that change the same clause, the later one stands for the whole clause, as a floor would read it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from nagara.commitments.clauses import ClauseKind, Role

__all__ = [
    "Act",
    "Amendment",
    "AmendmentState",
    "DraftClause",
    "Mark",
    "Run",
    "TrackedClause",
    "clean",
    "marked",
    "tracked_text",
]


class Act(StrEnum):
    """What an amendment does to its clause."""

    REPLACE = "replace"
    INSERT = "insert"
    """A new clause that follows it."""
    DELETE = "delete"


class AmendmentState(StrEnum):
    """Where an amendment stands."""

    PROPOSED = "proposed"
    RECOMMENDED = "recommended"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Mark(StrEnum):
    """How a run of words stands to the text before."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftClause:
    """A clause of the draft.

    Parameters
    ----------
    key
        What tells it from the others while it is drafted; numbers are given on printing.
    text
        Its words.
    role, kind
        Where it stands and what it does.
    continues
        Permanent id of the clause of an earlier document that it continues; empty for none.
    """

    key: str
    text: str
    role: Role = Role.OPERATIVE
    kind: ClauseKind = ClauseKind.COMMITMENT
    continues: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What a delegation wants of one clause.

    Parameters
    ----------
    key
        Its own.
    clause
        Key of the clause that it changes or follows; empty for the head of the text.
    by
        Who proposes it.
    text
        The new words; empty for a deletion.
    """

    key: str
    clause: str
    act: Act
    by: str
    text: str = ""
    reason: str = ""
    state: AmendmentState = AmendmentState.PROPOSED


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one mark, with the blanks between them."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedClause:
    """A clause as the tracked text shows it.

    Parameters
    ----------
    clause
        As drafted; for an inserted clause, as inserted.
    runs
        Its words with their marks.
    by
        Who changed it, in the order of the changes; empty where nobody did.
    """

    clause: DraftClause
    runs: tuple[Run, ...]
    by: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What it says once the changes are made; empty where it is deleted."""
        return "".join(each.text for each in self.runs if each.mark is not Mark.DELETED)


_TOKEN: Final = re.compile(r"\s+|\w+|[^\w\s]")
"""Words, signs and blanks; scripts that set no blanks between words are compared by phrases."""
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def marked(old: str, new: str) -> tuple[Run, ...]:
    """Compare two wordings.

    Returns
    -------
    tuple of Run
        What is kept and deleted gives the old words, what is kept and inserted gives the new ones.

    Examples
    --------
    >>> [(run.text, run.mark.value) for run in marked("by 2030", "by 2028")]
    [('by ', 'kept'), ('2030', 'deleted'), ('2028', 'inserted')]
    """
    before, after = _tokens(old), _tokens(new)
    runs: list[Run] = []
    for act, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if act == "equal":
            _add(runs, "".join(before[i:j]), Mark.KEPT)
            continue
        _add(runs, "".join(before[i:j]), Mark.DELETED)
        _add(runs, "".join(after[k:m]), Mark.INSERTED)
    return tuple(runs)


def tracked_text(
    clauses: Sequence[DraftClause],
    amendments: Sequence[Amendment],
    *,
    states: frozenset[AmendmentState] = frozenset({AmendmentState.ACCEPTED}),
) -> tuple[TrackedClause, ...]:
    """Show the draft with the changes that amendments of some states make.

    Parameters
    ----------
    clauses
        In order of the text.
    amendments
        In the order in which they were proposed.
    states
        Which amendments are shown as made.
    """
    made = [each for each in amendments if each.state in states]
    shown = _inserted_after("", made)
    for clause in clauses:
        shown.append(_changed(clause, [each for each in made if each.clause == clause.key]))
        shown += _inserted_after(clause.key, made)
    return tuple(shown)


def clean(clauses: Sequence[DraftClause], amendments: Sequence[Amendment]) -> tuple[DraftClause, ...]:
    """Give the text once all accepted amendments are made: what is adopted.

    Parameters
    ----------
    clauses, amendments
        As of :func:`tracked_text`.
    """
    return tuple(
        DraftClause(
            key=each.clause.key,
            text=each.text.strip(),
            role=each.clause.role,
            kind=each.clause.kind,
            continues=each.clause.continues,
        )
        for each in tracked_text(clauses, amendments)
        if each.text.strip()
    )


def _changed(clause: DraftClause, made: Sequence[Amendment]) -> TrackedClause:
    text, by = clause.text, []
    for each in made:
        if each.act is Act.INSERT:
            continue
        text = "" if each.act is Act.DELETE else each.text
        by.append(each.by)
    return TrackedClause(clause=clause, runs=marked(clause.text, text), by=tuple(by))


def _inserted_after(key: str, made: Sequence[Amendment]) -> list[TrackedClause]:
    found = [each for each in made if each.act is Act.INSERT and each.clause == key]
    return [
        TrackedClause(
            clause=DraftClause(key=f"+{each.key}", text=each.text),
            runs=(Run(each.text, Mark.INSERTED),),
            by=(each.by,),
        )
        for each in found
    ]


def _tokens(text: str) -> list[str]:
    if _UNSPACED.search(text):
        return re.findall(r"\s+|\S+", text)
    return _TOKEN.findall(text)


def _add(runs: list[Run], text: str, mark: Mark) -> None:
    if text:
        runs.append(Run(text, mark))
