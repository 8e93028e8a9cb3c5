"""Commitments year by year: what was answered and done, of everything that is looked at and of each of its groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nagara_web.pages.contexts.commitments import Choices, Counted, choices_of, counted, group_sorts, groups_of
from nagara_web.rounds.commitment_matrix import Matrix, Question, commitment_matrices

__all__ = ["YearLine", "YearsPage", "years_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLine:
    """One group through the years, in the order of the page; ``None`` where it was not asked."""

    value: str
    name: str
    counts: tuple[Counted | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsPage:
    """Everything that the page shows.

    Parameters
    ----------
    years
        Newest first.
    whole
        Everything that is looked at, by year.
    by, lines
        By what it is added up, and its groups.
    choices
        What may be chosen, as the newest year has it.
    """

    years: tuple[int, ...]
    whole: tuple[Counted, ...]
    by: str
    lines: tuple[YearLine, ...]
    choices: Choices


def years_page(question: Question, by: str, today: date) -> YearsPage | None:
    """Add the answers of every year up; ``None`` where no round asked any commitment.

    Parameters
    ----------
    question
        What is looked at; its year does not count.
    by
        One of :func:`nagara_web.pages.contexts.commitments.group_sorts`; another one is by network.
    today
        For the members of a round that is still open.
    """
    sort = by if by in group_sorts() else "network"
    years, whole, groups, choices = [], [], [], None
    for matrix in commitment_matrices(question, today):
        choices = choices or choices_of(matrix)
        years.append(matrix.year)
        whole.append(counted(matrix.whole))
        groups.append(_counted(matrix, sort))
    if choices is None:
        return None
    names = {value: name for each in reversed(groups) for value, (name, _counts) in each.items()}
    lines = [
        YearLine(value=value, name=name, counts=tuple(each[value][1] if value in each else None for each in groups))
        for value, name in sorted(names.items(), key=lambda each: each[1])
    ]
    return YearsPage(years=tuple(years), whole=tuple(whole), by=sort, lines=tuple(lines), choices=choices)


def _counted(matrix: Matrix, sort: str) -> dict[str, tuple[str, Counted]]:
    found: Iterable[tuple[str, str, Counted]] = (
        (value, name, counted(tally)) for value, name, tally in groups_of(matrix, sort) if tally.asked
    )
    return {value: (name, counts) for value, name, counts in found}
