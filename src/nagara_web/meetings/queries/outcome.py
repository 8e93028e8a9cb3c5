"""The outcome text as a page shows it: by clause, tracked and clean, with the amendments to each clause."""

from __future__ import annotations

from dataclasses import dataclass

from nagara.meetings.adopted import adopted_text, printed_labels
from nagara.meetings.outcome import AmendmentState, DraftClause, Run, TrackedClause, clean, marked, tracked_text
from nagara_web.declarations import queries as declarations
from nagara_web.meetings.models import Amendment, OutcomeText
from nagara_web.meetings.models import DraftClause as ClauseRow
from nagara_web.meetings.nouns import amendment_nouns, clause_nouns

__all__ = [
    "AmendmentLine",
    "ClauseLine",
    "ClauseToAdopt",
    "OutcomePage",
    "clause_codes",
    "clauses_to_adopt",
    "outcome_page",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentLine:
    """An amendment, and its words marked against the clause."""

    row: Amendment
    runs: tuple[Run, ...]
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseLine:
    """A clause of the draft with everything about it."""

    row: ClauseRow
    label: str
    amendments: tuple[AmendmentLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePage:
    """The whole text.

    Parameters
    ----------
    lines
        Clauses as drafted, each with its amendments.
    tracked
        Number as printed and clause, accepted changes marked.
    clean
        Number and words once they are made.
    waiting
        Amendments that nobody has decided.
    """

    outcome: OutcomeText
    lines: tuple[ClauseLine, ...]
    tracked: tuple[tuple[str, TrackedClause], ...]
    clean: tuple[tuple[str, DraftClause], ...]
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseToAdopt:
    """A clause as it will stand in the register, with the parts that are proposed for it."""

    key: str
    label: str
    text: str
    is_wish: bool
    parts: tuple[str, ...]
    addressees: tuple[str, ...]


def clauses_to_adopt(outcome: OutcomeText) -> list[ClauseToAdopt]:
    """What the adoption makes of each clause, so that a person sees it before."""
    made = adopted_text(outcome.title, clause_nouns(outcome), amendment_nouns(outcome)).text
    return [
        ClauseToAdopt(
            key=each.key,
            label=each.label,
            text=each.place.of(made.text).removeprefix(f"{each.label} " if each.label else ""),
            is_wish=each.is_wish,
            parts=tuple(made.words_of(part) for part in each.parts),
            addressees=each.addressees,
        )
        for each in made.clauses
    ]


def outcome_page(outcome: OutcomeText) -> OutcomePage:
    """Put the text together, in three queries for any number of clauses."""
    drafted, amendments = clause_nouns(outcome), amendment_nouns(outcome)
    final = clean(drafted, amendments)
    shown = tracked_text(drafted, amendments)
    rows = list(outcome.clauses.all())
    lines = _lines(rows, printed_labels(drafted), outcome)
    open_states = {AmendmentState.PROPOSED, AmendmentState.RECOMMENDED}
    return OutcomePage(
        outcome=outcome,
        lines=lines,
        tracked=tuple(zip(_tracked_labels(shown), shown, strict=True)),
        clean=tuple(zip(printed_labels(final), final, strict=True)),
        waiting=sum(each.state in open_states for each in amendments),
    )


def clause_codes(code: str) -> bool:
    """Whether the register has a document, clause or part with this code."""
    slug, _dot, rest = code.partition(".")
    found = next(iter(declarations.documents().filter(slug=slug)), None)
    if found is None or not rest:
        return found is not None
    key, _dot, letter = rest.partition(".")
    for clause in declarations.clauses_of(found.pk):
        if clause.key == key:
            return not letter or any(part.key == letter for part in clause.parts.all())
    return False


def _lines(rows: list[ClauseRow], labels: tuple[str, ...], outcome: OutcomeText) -> tuple[ClauseLine, ...]:
    by_clause: dict[int, list[Amendment]] = {}
    for each in outcome.amendments.select_related("city", "proposed_by"):
        by_clause.setdefault(each.clause_id, []).append(each)
    return tuple(
        ClauseLine(
            row=row,
            label=label,
            amendments=tuple(_amendment(row, each) for each in by_clause.get(row.pk, [])),
        )
        for row, label in zip(rows, labels, strict=True)
    )


def _amendment(clause: ClauseRow, amendment: Amendment) -> AmendmentLine:
    before = "" if amendment.act == Amendment.Act.INSERT else clause.text
    is_open = amendment.state in (Amendment.State.PROPOSED, Amendment.State.RECOMMENDED)
    return AmendmentLine(row=amendment, runs=marked(before, amendment.text), is_open=is_open)


def _tracked_labels(shown: tuple[TrackedClause, ...]) -> list[str]:
    """Numbers as in the clean text; what is struck out has none."""
    final = [each.clause for each in shown if each.text.strip()]
    numbers = iter(printed_labels(final))
    return [next(numbers) if each.text.strip() else "" for each in shown]
