"""How a figure is said: its digits, its unit and its interval, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from nagara.evidence.codes import codelist
from nagara.findings import plain
from nagara.indicators.phrases import METHOD_BREAKS
from nagara.reports import words
from nagara.reports.precision import Shown, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nagara.indicators.phrases import Phrase
    from nagara.indicators.result import Change, Figure
    from nagara.reports.language import Language

__all__ = ["Voice"]

PERCENT = 100.0
NEARLY_SURE = 0.99
HALF = 0.5
_CODES_IN_PHRASES = {
    METHOD_BREAKS["boundary"]: words.BOUNDARIES,
    METHOD_BREAKS["population"]: words.POPULATION_BASES,
}
"""What a code in the gap of a phrase is called."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Says figures in one language."""

    language: Language

    def text(self, sentence: str, /, **values: str) -> str:
        """Say a sentence of :mod:`nagara.reports.words`."""
        return self.language.text(sentence, **values)

    def phrase(self, phrase: Phrase) -> str:
        """Say what an indicator says; a name that is a word of ours is said in the language too."""
        labels = _CODES_IN_PHRASES.get(phrase.text)
        gaps = {
            name: self.source(value) if labels is None else self._code(labels, value)
            for name, value in phrase.values.items()
        }
        return self.text(phrase.text, **gaps)

    def gap(self, name: str, value: str | float) -> str:
        """What fills the gap of a finding: our own words in the language, numbers with its decimal sign.

        Digits are not grouped, because a gap may be a year or a number on a bag.
        """
        if name == "group":
            return self._code(_groups(), str(value))
        if isinstance(value, str):
            if name in words.TYPED_IN_FINDINGS:
                return value
            return self._code(words.CODES_IN_FINDINGS.get(name, {}), value)
        return plain(value).replace(".", self.language.decimal_sign())

    def _code(self, labels: Mapping[str, str], code: str) -> str:
        """Say a code by its label, in the middle of a sentence; what is no code stays as it is."""
        if code not in labels:
            return self.text(code)
        said = self.text(labels[code])
        return said[:1].lower() + said[1:]

    def source(self, source: str) -> str:
        """Say what a figure rests on, part by part."""
        return " + ".join(self.text(part) for part in source.split(" + "))

    def label(self, name: str) -> str:
        """What a figure is called."""
        known = words.FIGURES.get(name)
        return self.text(known) if known else name.replace("_", " ")

    def unit(self, name: str) -> str:
        """Unit of a figure from the suffix of its name."""
        return next((self.text(unit) for suffix, unit in words.UNITS.items() if name.endswith(suffix)), "")

    def number(self, value: float, decimals: int = 0) -> str:
        """Write a number; a minus is a minus, not a hyphen, and what rounds to nothing has none."""
        if abs(value) * 10**decimals <= HALF:
            value = 0.0
        return self.language.number(value, digits=decimals).replace("-", "\N{MINUS SIGN}")

    def plain(self, value: float) -> str:
        """A number that has no interval."""
        seen = shown(value)
        return self.number(seen.value, seen.decimals)

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share as a percentage."""
        return self.text(words.PERCENT, number=self.number(share * PERCENT, decimals))

    def rough_percent(self, share: float) -> str:
        """A share as a percentage that never rounds a little to nothing."""
        if 0.0 < share < 0.001:
            return self.text(words.PERCENT, number=f"<{self.number(0.1, 1)}")
        return self.percent(share, 0 if share >= 0.1 or share == 0.0 else 1)

    def amount(self, value: float, unit: str) -> str:
        """A number with its unit."""
        return self.text(words.AMOUNT, number=self.plain(value), unit=unit)

    def of(self, figure: Figure) -> Shown | None:
        """The digits of a figure that its interval supports; a share counts in percent."""
        if figure.value is None:
            return None
        return self.digits(figure.name, figure.value, figure.low, figure.high)

    def digits(self, name: str, value: float, low: float | None = None, high: float | None = None) -> Shown:
        """The digits of some numbers that are named like a figure."""
        if not name.endswith("_frac"):
            return shown(value, low, high)
        low, high = (None if end is None else end * PERCENT for end in (low, high))
        return shown(value * PERCENT, low, high, coarsest=1.0, finest=0.1)

    def value(self, figure: Figure | None) -> str:
        """The figure alone with its unit, or that there is none."""
        seen = self.of(figure) if figure else None
        if figure is None or seen is None:
            return self.text(words.NO_FIGURE)
        return self._with_unit(figure.name, self.number(seen.value, seen.decimals))

    def bare(self, figure: Figure) -> str:
        """The figure without its unit."""
        seen = self.of(figure)
        return self.number(seen.value, seen.decimals) if seen else self.text(words.NO_FIGURE)

    def interval(self, figure: Figure) -> str:
        """Both ends of the interval without their unit."""
        seen = self.of(figure)
        if seen is None or seen.low is None or seen.high is None:
            return self.text(words.NO_INTERVAL)
        low, high = (self.number(end, seen.decimals) for end in (seen.low, seen.high))
        return self.text(words.RANGE, low=low, high=high)

    def said(self, figure: Figure) -> str:
        """Figure, unit and interval, or why there is none."""
        seen = self.of(figure)
        if seen is None:
            return self.text(words.NO_FIGURE_BECAUSE, why=self.text(figure.method))
        if seen.low is None or seen.high is None:
            return self.value(figure)
        low, high = (self.number(end, seen.decimals) for end in (seen.low, seen.high))
        return self.text(words.VALUE_AND_RANGE, value=self.value(figure), low=low, high=high)

    def said_numbers(self, name: str, value: float, low: float, high: float) -> str:
        """Numbers that are named like a figure, with their unit and interval."""
        seen = self.digits(name, value, low, high)
        written = self._with_unit(name, self.number(seen.value, seen.decimals))
        ends = (self.number(end, seen.decimals) for end in (seen.low or 0.0, seen.high or 0.0))
        return self.text(words.VALUE_AND_RANGE, value=written, **dict(zip(("low", "high"), ends, strict=True)))

    def change(self, change: Change, *, is_signed: bool = True) -> tuple[str, str, str] | None:
        """A change and its two ends, shares in points; ``None`` where there is none.

        Unsigned it is a size, for a sentence that says up or down; the ends are then in the
        direction of the change.
        """
        if change.change is None or change.low is None or change.high is None:
            return None
        seen = self.digits(change.figure, change.change, change.low, change.high)
        numbers = [seen.value, seen.low or 0.0, seen.high or 0.0]
        if not is_signed and change.change < 0:
            numbers = [-numbers[0], -numbers[2], -numbers[1]]
        plus = "+" if is_signed or numbers[1] < 0 else ""
        size, low, high = (
            (plus if number > 0 else "") + self.number(number + 0.0, seen.decimals) for number in numbers
        )
        size = size if is_signed else size.removeprefix("+")
        if change.figure.endswith("_frac"):
            return self.text(words.POINTS, number=size), low, high
        return self.text(words.AMOUNT, number=size, unit=self.unit(change.figure)), low, high

    def ways(self, change: Change) -> tuple[str, str] | None:
        """How far down and how far up a change may go, as sizes; ``None`` where its interval leaves no doubt which."""
        if change.change is None or change.low is None or change.high is None or not change.low < 0 < change.high:
            return None
        seen = self.digits(
            change.figure, change.high, change.low, change.high
        )  # a small change asks for no more digits
        down = self.number(abs(seen.low or 0.0), seen.decimals)
        up = self.number(abs(seen.high or 0.0), seen.decimals)
        if change.figure.endswith("_frac"):
            return self.text(words.POINTS, number=down), up
        return self.text(words.AMOUNT, number=down, unit=self.unit(change.figure)), up

    def probability(self, probability: float) -> str:
        """A probability; near one it says more than 99 %."""
        if probability > NEARLY_SURE:
            return self.text(words.MORE_THAN, number=self.percent(NEARLY_SURE))
        return self.percent(probability)

    def _with_unit(self, name: str, number: str) -> str:
        if name.endswith("_frac"):
            return self.text(words.PERCENT, number=number)
        unit = self.unit(name)
        return self.text(words.AMOUNT, number=number, unit=unit) if unit else number


@cache
def _groups() -> Mapping[str, str]:
    """Labels of the groups of waste by what a finding calls them."""
    labels = {row["group"]: row["group_label"] for row in codelist("waste_category").entries.values()}
    return {**labels, **{label.lower(): label for label in labels.values()}}
