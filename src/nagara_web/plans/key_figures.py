"""What a plan comes to in a handful of figures, each with what it is measured against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nagara.reports.language import language
from nagara.reports.plan_tables import million
from nagara.reports.said import Voice

__all__ = ["KeyFigure", "held_in_draws", "key_figures"]

HOUSEHOLD: Final = "cost_usd_per_household"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One figure of a plan.

    Parameters
    ----------
    label, value, unit
        What it is, how much, of what.
    interval
        Between what it lies; empty where nobody knows yet.
    note
        What it is measured against.
    """

    label: str
    value: str
    unit: str = ""
    interval: str = ""
    note: str = ""


def key_figures(data: Mapping[str, Any]) -> list[KeyFigure]:
    """The figures on top of the page of a plan.

    Parameters
    ----------
    data
        The file ``plan.json``.
    """
    voice = Voice(language(get_language() or "en"))
    return [*_promises(data, voice), _cost(data, voice), _building(data, voice), *_household(data, voice)]


def held_in_draws(data: Mapping[str, Any]) -> tuple[int, int] | None:
    """In how many draws the promise that holds least often holds, and of how many; ``None`` before they are tried."""
    tried = data.get("in_draws") or {}
    shares = [each["held_frac"] for each in tried.get("promises", ())]
    return (round(min(shares) * tried["draws"]), tried["draws"]) if shares else None


def _promises(data: Mapping[str, Any], voice: Voice) -> list[KeyFigure]:
    made = data["promises"]
    if not made:
        return []
    kept = sum(bool(each["is_kept"]) for each in made)
    gaps = {"kept": voice.number(kept), "all": voice.number(len(made))}
    held = held_in_draws(data)
    note = _("Not tried in other draws yet.")
    if held is not None:
        counts = {"count": voice.number(held[0]), "draws": voice.number(held[1])}
        note = _("The one that holds least often holds in %(count)s of %(draws)s draws.") % counts
    return [KeyFigure(label=_("Promises kept"), value=_("%(kept)s of %(all)s") % gaps, note=note)]


def _cost(data: Mapping[str, Any], voice: Voice) -> KeyFigure:
    tried = (data.get("in_draws") or {}).get("discounted_usd")
    interval = ""
    if tried:
        ends = {"low": million(tried["low"], voice), "high": million(tried["high"], voice)}
        interval = _("%(low)s to %(high)s (95 %%)") % ends
    gaps = {"first": str(data["years"][0]), "last": str(data["years"][-1])}
    return KeyFigure(
        label=_("Cost over all years"),
        value=million(data["discounted_usd"], voice),
        unit=_("million US dollars of %(year)s") % {"year": data["price_year"]},
        interval=interval,
        note=_("%(first)s to %(last)s, discounted") % gaps,
    )


def _building(data: Mapping[str, Any], voice: Voice) -> KeyFigure:
    projects = data["projects"]
    note = _("Nothing new is built.")
    if projects:
        first = min(each["decided"] for each in projects)
        note = _("The first decision falls in %(year)s.") % {"year": first}
    return KeyFigure(
        label=_("Money to build with"),
        value=million(sum(each["investment_usd"] for each in projects), voice),
        unit=_("million US dollars of %(year)s") % {"year": data["price_year"]},
        note=note,
    )


def _household(data: Mapping[str, Any], voice: Voice) -> list[KeyFigure]:
    values = data["figures"].get(HOUSEHOLD)
    if not values:
        return []
    gaps = {"value": voice.language.number(values[0], digits=0), "year": data["years"][0]}
    return [
        KeyFigure(
            label=_("Cost for a household"),
            value=voice.language.number(values[-1], digits=0),
            unit=_("US dollars in %(year)s") % {"year": data["years"][-1]},
            note=_("%(value)s in %(year)s") % gaps,
        )
    ]
