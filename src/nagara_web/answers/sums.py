"""Sums that a page says while somebody writes: what adds up, and to what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nagara.exchange.cells import AMBIGUOUS_NUMBER
from nagara.exchange.form import FormField, form_tables
from nagara.reports.language import language
from nagara_web.answers.topics import say

__all__ = ["amount", "number_of", "row_sums", "table_sums"]

SHARES_OF_FATE: Final = ("land_frac", "burnt_frac", "drains_frac", "water_frac")
SORTINGS: Final = frozenset({"household_sorting", "disposal_sorting"})
TOTALS: Final[Mapping[str, str]] = {
    "non_household": "t_per_day",
    "received": "t_per_day",
    "past_deposits": "tonnes_t",
}
"""Columns of which a list says the sum."""


def table_sums(table: str, rows: Iterable[Mapping[str, str]], city: Mapping[str, str]) -> str:
    """What the rows of a table add to, in a sentence; empty where nothing is added."""
    given = list(rows)
    if table == "strata":
        total, whole = _sum(given, "population"), number_of(city.get("population", ""))
        if not given:
            return ""
        if whole is None:
            return _("The strata add to %(sum)s persons.") % {"sum": amount(total)}
        values = {"sum": amount(total), "whole": amount(whole)}
        return _("The strata add to %(sum)s of %(whole)s persons.") % values
    if table in TOTALS and given:
        asked = form_tables()[table][TOTALS[table]]
        counted = sum(1 for row in given if number_of(row.get(asked.name, "")) is not None)
        values = {
            "sum": amount(_sum(given, asked.name)),
            "unit": say(asked.unit),
            "counted": str(counted),
            "rows": str(len(given)),
        }
        if counted < len(given):
            return _("Sum of %(counted)s of %(rows)s rows: %(sum)s %(unit)s.") % values
        return _("Sum: %(sum)s %(unit)s.") % values
    return ""


def row_sums(table: str, cells: Mapping[str, str]) -> str:
    """What the answers of one row add to, in a sentence."""
    if table == "leakage_fate":
        given = [number_of(cells.get(name, "")) for name in SHARES_OF_FATE]
        if all(each is None for each in given):
            return ""
        return _("The four shares add to %(sum)s; they must add to 1.") % {"sum": amount(sum(filter(None, given)))}
    if table in SORTINGS:
        parts = [each.name for each in _categories(table)]
        total, read = number_of(cells.get("total_kg", "")), sum(number_of(cells.get(name, "")) or 0.0 for name in parts)
        if not any(cells.get(name) for name in parts):
            return ""
        if total is None:
            return _("The categories add to %(sum)s kg.") % {"sum": amount(read)}
        values = {"sum": amount(read), "whole": amount(total)}
        return _("The categories add to %(sum)s kg; the scale says %(whole)s kg.") % values
    return ""


def amount(value: float) -> str:
    """Write a number in full, with the separators of the language."""
    digits = len(f"{value:.4f}".rstrip("0").partition(".")[2])
    return language(get_language() or "en").number(value, digits=digits)


def _categories(table: str) -> list[FormField]:
    return [each for each in form_tables()[table].fields if each.unit == "kg" and each.name != "total_kg"]


def _sum(rows: Iterable[Mapping[str, str]], name: str) -> float:
    return sum(number_of(row.get(name, "")) or 0.0 for row in rows)


def number_of(text: str) -> float | None:
    """A canonical answer as a number; one in doubt as it was read, with its dot or comma of thousands."""
    try:
        return float(text.replace(",", "") if AMBIGUOUS_NUMBER.fullmatch(text) else text)
    except ValueError:
        return None
