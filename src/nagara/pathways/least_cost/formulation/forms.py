"""Figures of a plan as linear forms of its decisions, each year by year.

A form is a constant and terms: columns of the program with their coefficients, both of shape
(n, years). The same form is a row when it is promised, a cost when it is paid, and a number when the
plan is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Form", "add_forms"]

Array: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A figure of every year, linear in the decisions.

    Parameters
    ----------
    constant
        Shape (years,).
    terms
        Columns and coefficients, both of shape (n, years); a column of -1 does not count.
    """

    constant: Array
    terms: tuple[tuple[Numbers, Array], ...] = ()

    def at(self, values: Array) -> Array:
        """The figure of every year for the values of all columns, shape (years,)."""
        out = self.constant.copy()
        for columns, coefficients in self.terms:
            out += np.where(columns >= 0, values[columns] * coefficients, 0.0).sum(axis=0)
        return out

    def times(self, factor: Array | float) -> Form:
        """The form multiplied by a number of each year."""
        terms = tuple((columns, coefficients * factor) for columns, coefficients in self.terms)
        return Form(constant=self.constant * factor, terms=terms)


def add_forms(forms: Iterable[Form]) -> Form:
    """The sum of several forms over the same years.

    Raises
    ------
    ValueError
        If there is none.
    """
    every = tuple(forms)
    if not every:
        msg = "there is no form to add up"
        raise ValueError(msg)
    constant = np.sum([form.constant for form in every], axis=0)
    return Form(constant=constant, terms=tuple(term for form in every for term in form.terms))
