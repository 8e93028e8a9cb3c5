"""Answers and rows in the words of the form, wherever they are told: no code stands where a word is known."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from nagara.evidence import codelist
from nagara.exchange.own_indicators import OWN_INDICATORS
from nagara.exchange.phone.form import PHONE_TEXTS
from nagara.waste.control_ladder import NOT_OBSERVED
from nagara_web.answers.commitment_answers import shown_answer
from nagara_web.answers.edits import table_of
from nagara_web.answers.form_queries import own_indicators_of
from nagara_web.answers.topics import say
from nagara_web.answers.views.page import Visit
from nagara_web.answers.views.shown import printed

__all__ = ["answer_words", "row_words"]

LADDER: Final = "control"


def answer_words(visit: Visit, table: str, name: str, cells: Mapping[str, str]) -> str:
    """Say one answer of a row in words.

    Parameters
    ----------
    visit
        Of the answers, whose rows give references their names.
    table, name
        Which answer.
    cells
        The row; where the words of one answer follow from another, as on the ladder, it is looked up there.
    """
    text = cells.get(name, "")
    asked = next((each for each in table_of(table).fields if each.name == name), None)
    if not text or asked is None:
        return text
    if asked.kind == "ref":
        return dict(visit.listed(asked.choices)).get(text, text)
    if table == LADDER and name in {"criterion", "state"}:
        return _on_the_ladder(name, cells)
    if table == OWN_INDICATORS.name and name == "indicator":
        return next((each.name for each in own_indicators_of(visit.answer_set) if each.code == text), text)
    if table == OWN_INDICATORS.name and name == "answer":
        return shown_answer(text)
    if name == "country_iso3" and text == visit.answer_set.city.country_id:
        return str(visit.answer_set.city.country)
    return printed(asked, text, with_unit=True)


def row_words(visit: Visit, table: str, cells: Mapping[str, str]) -> str:
    """Call a row by the answers that tell it from others, in words, and by its name."""
    if table == "city":
        return ""
    told = [answer_words(visit, table, name, cells) for name in table_of(table).key if cells.get(name)]
    return " – ".join(filter(None, (" / ".join(told), cells.get("name", ""))))


def _on_the_ladder(name: str, cells: Mapping[str, str]) -> str:
    criterion, state = cells.get("criterion", ""), cells.get("state", "")
    if name == "criterion":
        return say(_criteria().get(criterion, criterion))
    return say(PHONE_TEXTS["not_observed"] if state == NOT_OBSERVED else _states().get((criterion, state), state))


@cache
def _criteria() -> Mapping[str, str]:
    return {row["criterion"]: row["criterion_label"] for row in codelist("control_ladder").entries.values()}


@cache
def _states() -> Mapping[tuple[str, str], str]:
    """Labels of what was seen; a criterion has the same states on every ladder that it stands on."""
    return {(row["criterion"], row["state"]): row["label"] for row in codelist("control_ladder").entries.values()}
