"""The form of a measure: what it starts with, what it gives, and the check while it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nagara_web.declarations.actions.promises import NewMeasure, said_measure
from nagara_web.declarations.errors import DeclarationRefusedError
from nagara_web.declarations.forms import MeasureForm
from nagara_web.declarations.measuring import Doubt, doubts_of, measure_noun
from nagara_web.declarations.models import Measure, Part
from nagara_web.figures.queries import indicator

__all__ = ["given_measure", "initial_of", "written"]

SAME = (
    "answer_type",
    "indicator_code",
    "unit",
    "question",
    "baseline_value",
    "baseline_year",
    "aim",
    "target_value",
    "target_words",
    "due",
    "left_open",
)
SHARE = "share"


def initial_of(row: Measure | None) -> dict[str, Any]:
    """What stands in the form when it is opened."""
    if row is None:
        return {}
    return {
        **{name: getattr(row, name) for name in SAME},
        "owners": [each["kind"] for each in row.owners],
        "owner_name": next((each["name"] for each in row.owners if each.get("name")), ""),
        "indicator": row.indicator_id or "",
        "scale": "\n".join(row.scale),
        "network": row.network_id,
    }


def given_measure(given: Mapping[str, Any]) -> NewMeasure:
    """What the form gives; an indicator of the site brings its own unit."""
    found = indicator(given["indicator"]) if given["indicator"] else None
    unit = found.unit if found else given["unit"]
    owners = [dict(each) for each in given["owners"]]
    if owners and given["owner_name"]:
        owners[-1]["name"] = given["owner_name"]
    return NewMeasure(
        **{name: given[name] for name in SAME if name not in {"indicator_code", "unit"}},
        indicator_code=found.code if found else given["indicator_code"],
        unit=unit,
        is_share=unit == SHARE,
        owners=owners,
        scale=[each.strip() for each in given["scale"].splitlines() if each.strip()],
        indicator_id=found.code if found else None,
        network_id=given["network"].pk if given["network"] else None,
    )


def written(part: Part, form: MeasureForm, row: Measure | None) -> tuple[str, tuple[Doubt, ...]] | None:
    """Grade and doubts of what was typed, or of what is saved; nothing where it does not fit together."""
    if form.is_bound:
        if not hasattr(form, "cleaned_data") or set(form.errors) - {"__all__"}:
            return None
        try:
            return doubts_of(said_measure(part, given_measure(form.cleaned_data)), part)
        except DeclarationRefusedError:
            return None
    return doubts_of(measure_noun(row or Measure(part=part)), part)
