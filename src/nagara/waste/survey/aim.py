"""What a survey is to find out and how well: the aim of a plan, in the measure its reader uses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import asinh, cosh, log, sinh, sqrt

from nagara.errors import DesignError
from nagara.evidence import codelist, factor

__all__ = ["Aim", "Measure"]


class Measure(StrEnum):
    """In what a half-width is expressed."""

    RELATIVE = "relative"
    ABSOLUTE = "kg-per-cap-day"
    SHARE = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What is to be known how well; half of the 95 % interval's width.

    Use :meth:`relative`, :meth:`absolute` or :meth:`share_of`.

    Parameters
    ----------
    measure
        Of the half-width.
    half_width
        Half of the width of the 95 % interval: relative to the city rate [frac], in kg per person and
        day, or in share [frac]; None where a budget is given instead.
    category, share_frac, household_cv
        For a category's share: its code, the share that is expected [frac], and the coefficient of
        variation of the log share between households [1].
    """

    measure: Measure
    half_width: float | None
    category: str | None = None
    share_frac: float = 0.5
    household_cv: float = 1.0

    def __post_init__(self) -> None:
        if self.half_width is not None and not self.half_width > 0:
            raise DesignError(f"A half-width of {self.half_width:g} cannot be reached", "Give a number above 0.")
        if self.measure is Measure.RELATIVE and self.half_width is not None and self.half_width >= 1:
            why = f"A half-width of {self.half_width:g} times the rate says nothing"
            raise DesignError(why, "Give a fraction, for example 0.15 for 15 %.")
        if not 0 < self.share_frac < 1:
            raise DesignError(
                f"A share of {self.share_frac:g} cannot be planned for", "Expect a share between 0 and 1."
            )

    @classmethod
    def relative(cls, half_width: float | None = None) -> Aim:
        """The city rate, to a half-width relative to it [frac]."""
        return cls(measure=Measure.RELATIVE, half_width=half_width)

    @classmethod
    def absolute(cls, half_width: float | None = None) -> Aim:
        """The city rate, to a half-width in kg per person and day."""
        return cls(measure=Measure.ABSOLUTE, half_width=half_width)

    @classmethod
    def share_of(
        cls,
        category: str,
        half_width: float | None = None,
        *,
        share_frac: float | None = None,
        household_cv: float | None = None,
    ) -> Aim:
        """The share of one category in household waste, to a half-width [frac].

        Parameters
        ----------
        category
            Code of the category, for example ``kitchen_canteen``.
        half_width
            Half of the width of the 95 % interval [frac].
        share_frac, household_cv
            From a pilot; labelled defaults without one.
        """
        codelist("waste_category")[category]
        table = "survey_category_default"
        return cls(
            measure=Measure.SHARE,
            half_width=half_width,
            category=category,
            share_frac=factor(table, category, "share").value if share_frac is None else share_frac,
            household_cv=factor(table, category, "household_cv").value if household_cv is None else household_cv,
        )

    def log_reach(self, rate_kg_per_cap_day: float | None) -> float:
        """Half-width on the log scale [1] that gives the wanted half-width.

        The interval of a rate runs from R/e^r to R e^r, half its width is R sinh r; that of a share c
        is symmetric on the logit scale with half-width r/(1 - c).
        """
        wanted = self.half_width or 0.0
        if self.measure is Measure.RELATIVE:
            return asinh(wanted)
        if self.measure is Measure.ABSOLUTE:
            return asinh(wanted / (rate_kg_per_cap_day or 1.0))
        if wanted >= 0.5:
            why = f"A share's interval cannot be {2 * wanted:g} wide"
            raise DesignError(why, "Give a half-width below 0.5.")
        return _logit_reach(self.share_frac, wanted) * (1.0 - self.share_frac)

    def half_width_of(self, log_reach: float, rate_kg_per_cap_day: float | None) -> float:
        """Half-width, in the measure of the aim, of an interval with this reach on the log scale."""
        if self.measure is Measure.SHARE:
            return _share_half_width(self.share_frac, log_reach / (1.0 - self.share_frac))
        scale = (rate_kg_per_cap_day or 1.0) if self.measure is Measure.ABSOLUTE else 1.0
        return scale * sinh(min(log_reach, 700.0))


def _share_half_width(share: float, reach: float) -> float:
    """Half of the width of the interval that reaches this far on either side of a share's logit.

    With a = share (1 - share): a sinh r / (1 + 2 a (cosh r - 1)).
    """
    product, held = share * (1.0 - share), min(reach, 700.0)
    return product * sinh(held) / (1.0 + 2.0 * product * (cosh(held) - 1.0))


def _logit_reach(share: float, half_width: float) -> float:
    """Invert :func:`_share_half_width`: a quadratic in e^r."""
    product = share * (1.0 - share)
    a = product * (1.0 - 2.0 * half_width)
    b = 2.0 * half_width * (1.0 - 2.0 * product)
    c = product * (1.0 + 2.0 * half_width)
    return log((b + sqrt(b * b + 4.0 * a * c)) / (2.0 * a))
