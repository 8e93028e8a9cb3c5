"""What plans, promises and technologies are called, in the words of the paper on a plan."""

from __future__ import annotations

from functools import cache
from typing import Final

from django.utils.functional import Promise as Lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES, read_promise
from nagara.reports.language import Language, language
from nagara.reports.words import plans as words
from nagara.uncertainty.published_number import at_plug_in, draw_published

__all__ = ["TECHNOLOGY_WORDS", "choices_of_figures", "figure_words", "price_year", "promise_words", "unit_words"]

PERCENT: Final = 100.0
TECHNOLOGY_WORDS: Final[dict[str, Lazy]] = {
    "transfer": gettext_lazy("Transfer station"),
    "sorting": gettext_lazy("Sorting plant"),
    "sorting-by-hand": gettext_lazy("Sorting by hand"),
    "composting": gettext_lazy("Composting in windrows"),
    "composting-in-vessel": gettext_lazy("Composting in vessels"),
    "digestion": gettext_lazy("Anaerobic digestion"),
    "energy-from-waste": gettext_lazy("Energy from waste"),
    "landfill": gettext_lazy("Sanitary landfill"),
    "recycler": gettext_lazy("Plastics recycler"),
}


def _spoken() -> Language:
    return language(get_language() or "en")


def figure_words(code: str) -> str:
    """What a figure of a plan is called."""
    return _spoken().text(words.FIGURES.get(code, code))


def unit_words(unit: str) -> str:
    """What a unit of a plan is called."""
    return _spoken().text(words.UNITS.get(unit, unit))


@cache
def price_year() -> int:
    """Year whose prices the plans count in, from the table of technologies."""
    return round(float(draw_published(at_plug_in, "technology", "money", "price_year")[0]))


def choices_of_figures() -> list[tuple[str, str]]:
    """Figures that can be promised, each with the side that counts and its unit."""
    return [("", _("No promise")), *((code, _choice(code)) for code in PROMISED_FIGURES)]


def _choice(code: str) -> str:
    figure = PROMISED_FIGURES[code]
    gaps = {"figure": figure_words(code), "unit": unit_words(figure.unit)}
    if figure.relations[0] == ">=":
        return _("%(figure)s: at least … %(unit)s") % gaps
    return _("%(figure)s: at most … %(unit)s") % gaps


def promise_words(written: str) -> str:
    """A promise in words.

    Parameters
    ----------
    written
        As in ``collected_frac>=0.9@2035``.
    """
    promise = read_promise(written)
    figure, spoken = PROMISED_FIGURES[promise.figure], _spoken()
    value = f"{spoken.number(promise.target)} {unit_words(figure.unit)}"
    if figure.unit == "frac":
        value = f"{spoken.number(promise.target * PERCENT, digits=0)} %"
    gaps = {"figure": figure_words(promise.figure), "value": value, "year": promise.from_year}
    if promise.relation == ">=":
        return _("%(figure)s: at least %(value)s from %(year)s") % gaps
    return _("%(figure)s: at most %(value)s from %(year)s") % gaps
