"""Which promise a front moves, as somebody writes it: ``methane``, ``diversion@2035``, ``recycled_frac``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nagara.errors import UnknownCodeError
from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES, Promise
from nagara.pathways.least_cost.question.refusals import PromiseError

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.problem import Problem

__all__ = ["FRONT_WORDS", "FrontWish", "read_front"]

FRONT_WORDS: Final = {
    "methane": "methane_cut_frac",
    "gases": "ghg_cut_frac",
    "leakage": "plastic_to_water_cut_frac",
    "diversion": "diverted_frac",
    "recycling": "recycled_frac",
    "zero-waste": "zero_waste_frac",
    "control": "sdg_11_6_1_frac",
    "collection": "collected_frac",
    "burning": "open_burning_t_per_year",
}
"""Short words for the figures that cost is mostly held against; any other that can be promised goes by its code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontWish:
    """Cost against which figure.

    Parameters
    ----------
    word
        As it was written, without the year.
    figure
        Code of :data:`~nagara.pathways.least_cost.question.promise.PROMISED_FIGURES`.
    from_year
        Year from which it is held; that of the promise on the same figure if left out, or of the latest promise,
        or the middle of the plan.
    """

    word: str
    figure: str
    from_year: int | None = None

    def of(self, problem: Problem) -> tuple[Promise, Promise | None]:
        """The promise that moves, and the one of the problem that it stands in for, if there is one.

        Parameters
        ----------
        problem
            The question of the plan.

        Raises
        ------
        PromiseError
            If its year lies outside the plan.
        """
        same = [
            each
            for each in problem.promises
            if each.figure == self.figure
            and each.city is None
            and not each.is_today
            and self.from_year in {None, each.from_year}
        ]
        own = same[-1] if same else None
        relation = PROMISED_FIGURES[self.figure].relations[0]
        year = own.from_year if own else self.from_year or _usual_year(problem)
        if not problem.years[0] < year <= problem.years[-1]:
            why = f"asks from {year} on, and the plan decides {problem.years[1]} to {problem.years[-1]}"
            raise PromiseError(f"front {self.word}@{year}", why, "Name a year of the plan.")
        ideal = 1.0 if relation == ">=" and PROMISED_FIGURES[self.figure].unit == "frac" else 0.0
        return Promise(figure=self.figure, relation=relation, target=ideal, from_year=year), own


def _usual_year(problem: Problem) -> int:
    promised = [each.from_year for each in problem.promises if not each.is_today]
    return max(promised) if promised else problem.years[len(problem.years) // 2]


def read_front(text: str) -> FrontWish:
    """Read which front is asked for.

    Parameters
    ----------
    text
        A word of :data:`FRONT_WORDS` or the code of a figure that can be promised, and an ``@`` with a year if another
        year is meant than that of the promises.

    Raises
    ------
    UnknownCodeError
        If the figure is not known.
    PromiseError
        If the year cannot be read.

    Examples
    --------
    >>> read_front("diversion@2035")
    FrontWish(word='diversion', figure='diverted_frac', from_year=2035)
    """
    word, _, year = (part.strip() for part in text.partition("@"))
    figure = FRONT_WORDS.get(word, word)
    if figure not in _AGAINST:
        what = "front"
        raise UnknownCodeError(what, word, tuple(FRONT_WORDS))
    if year and not (year.isdecimal() and len(year) == len("2035")):
        raise PromiseError(f"front {text}", f"has {year!r} where a year belongs", "Write it as methane@2035.")
    return FrontWish(word=word, figure=figure, from_year=int(year) if year else None)


_AGAINST: Final = tuple(
    code
    for code, figure in PROMISED_FIGURES.items()
    if code != "cost_usd_per_household" and (figure.relations[0] == "<=" or figure.unit == "frac")
)
"""Figures that cost can be held against: those with a best that nobody has to name."""
