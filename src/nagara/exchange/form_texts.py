"""Every English sentence that forms, phone and field kit say: what a translation has to cover."""

from __future__ import annotations

from collections.abc import Iterator

from nagara.evidence import codelist
from nagara.exchange.city_workbook.answers import ANSWER_TEXTS
from nagara.exchange.city_workbook.instructions import (
    FLOW_POINTS,
    INSTRUCTIONS,
    LADDER_GUIDE,
    LEAKAGE_GUIDE,
    NOTATION_MEANINGS,
    POINTS_GUIDE,
)
from nagara.exchange.city_workbook.template import CITY_HEADINGS
from nagara.exchange.field_kit import CHECK_LIST, KIT_SENTENCES
from nagara.exchange.form import choices, form_tables
from nagara.exchange.phone.form import LADDERS, PHONE_TEXTS, TASKS

__all__ = ["form_texts"]

UNITS_IN_WORDS = (
    "persons",
    "areas",
    "households",
    "days",
    "fractions",
    "per day",
    "kg/day",
    "t/day",
    "kg/person/day",
    "per year",
    "t/year",
    "litre or kg or kWh per year",
    "kg CO2e per kWh",
)
"""Units that are words, or hold one; symbols are the same in every language."""


def form_texts() -> tuple[str, ...]:
    """The sentences, each once, in the order in which a reader meets them."""
    return tuple(dict.fromkeys(text for text in _texts() if text))


def _texts() -> Iterator[str]:
    for table in form_tables().values():
        yield from (table.title, table.hint)
        for field in table.fields:
            yield from (field.label, field.hint)
            if field.kind == "choice":
                yield from (choice.label for choice in choices(field.choices))
    yield from UNITS_IN_WORDS
    yield from CITY_HEADINGS
    yield from ANSWER_TEXTS.values()
    for heading, sentences in INSTRUCTIONS.items():
        yield from (heading, *sentences)
    yield from NOTATION_MEANINGS.values()
    yield from LADDER_GUIDE.values()
    for row in codelist("control_ladder").entries.values():
        yield from (row["criterion_label"], row["label"])
    for guide in (LEAKAGE_GUIDE, POINTS_GUIDE, FLOW_POINTS):
        yield from guide.values()
    yield from (row["label"] for row in codelist("plastic_influencer_level").entries.values())
    yield from PHONE_TEXTS.values()
    yield from (task.label for task in TASKS)
    yield from LADDERS.values()
    yield from KIT_SENTENCES
    for heading, items in CHECK_LIST.items():
        yield from (heading, *items)
