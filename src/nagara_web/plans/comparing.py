"""Two or three plans beside each other: the same lines for each, from the files that they keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nagara.reports.language import language
from nagara.reports.plans.tables import million, value_said
from nagara.reports.said import Voice
from nagara_web.plans.queries import PlanPage
from nagara_web.plans.words import figure_words

__all__ = ["Line", "compared"]

SHOWN: Final = {
    "cost_usd_per_household": "usd_per_year",
    "sdg_11_6_1_frac": "frac",
    "collected_frac": "frac",
    "recycled_frac": "frac",
    "zero_waste_frac": "frac",
    "landfilled_t_per_year": "t_per_year",
    "plastic_to_water_t_per_year": "t_per_year",
    "ghg_t_co2e_per_year": "t_co2e_per_year",
}
"""Figures that are compared, with their units; each in the last year of its plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table: what it is, and what each plan says."""

    label: str
    cells: tuple[str, ...]


def compared(pages: Sequence[PlanPage]) -> list[Line]:
    """Put plans beside each other.

    Parameters
    ----------
    pages
        Two or three, of one city.
    """
    voice = Voice(language(get_language() or "en"))

    def line(label: str, says: Callable[[dict[str, Any]], str]) -> Line:
        return Line(label=label, cells=tuple(says(page.data) for page in pages))

    year = pages[0].data["price_year"]
    return [
        Line(label=_("Promises"), cells=tuple("; ".join(page.promises) or _("none") for page in pages)),
        line(_("Promises kept"), lambda data: _kept(data, voice)),
        line(
            _("Cost over all years, discounted, million US dollars of %(year)s") % {"year": year},
            lambda data: million(data["discounted_usd"], voice),
        ),
        line(_("No plan can save more than"), lambda data: voice.percent(max(data["gap_frac"], 0.0), 1)),
        line(_("Money to build with, million US dollars"), lambda data: million(_built(data), voice)),
        line(_("What is built"), _projects),
        line(_("Last year of the plan"), lambda data: str(data["years"][-1])),
        *(line(figure_words(code), _figure(code, unit, voice)) for code, unit in SHOWN.items()),
    ]


def _kept(data: dict[str, Any], voice: Voice) -> str:
    promised = [each for each in data["promises"] if not each.get("is_today")]  # what only stays is no promise
    kept = sum(bool(each["is_kept"]) for each in promised)
    gaps = {"kept": voice.number(kept), "all": voice.number(len(promised))}
    return _("%(kept)s of %(all)s") % gaps


def _built(data: dict[str, Any]) -> float:
    return float(sum(each["investment_usd"] for each in data["projects"]))


def _projects(data: dict[str, Any]) -> str:
    return "; ".join(f"{each['title'].split(',')[0]} ({each['decided']})" for each in data["projects"]) or _("Nothing.")


def _figure(code: str, unit: str, voice: Voice) -> Callable[[dict[str, Any]], str]:
    def says(data: dict[str, Any]) -> str:
        values = data["figures"].get(code)
        return value_said(values[-1], unit, voice) if values else ""

    return says
