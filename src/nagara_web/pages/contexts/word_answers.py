"""Indicators that are no number: who says what, and the network's proportion of those that say yes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from nagara.rounds.proportion import proportion
from nagara_web.figures.principles import level_words
from nagara_web.figures.queries import FigureRow, IndicatorRow
from nagara_web.ui.notation import notation_words
from nagara_web.ui.numbers import printed

__all__ = ["AnswerGroup", "WordAnswers", "is_in_words", "word_answers"]

YES_NO: Final = ("yes", "no")
IN_WORDS: Final = frozenset({"yes-no", "proportion-of-cities", "level"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGroup:
    """Cities that give one answer."""

    answer: str
    figures: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordAnswers:
    """The answers of a year, and what they make of the network."""

    sentence: str
    doubt: str
    groups: tuple[AnswerGroup, ...]
    silent: tuple[str, ...]


def is_in_words(indicator: IndicatorRow) -> bool:
    """Whether cities answer it in words."""
    return indicator.answer_type in IN_WORDS


def word_answers(indicator: IndicatorRow, rows: Sequence[FigureRow], members: Collection[str]) -> WordAnswers:
    """Group cities by answer; of yes and no the network's proportion follows, and what silence leaves open.

    Parameters
    ----------
    indicator
        What was asked.
    rows
        The figures of one year, one of each city.
    members
        Names of the cities that were asked.
    """
    said: dict[str, list[FigureRow]] = defaultdict(list)
    for row in rows:
        said[row.answer or row.notation_key].append(row)
    order = [*(indicator.levels if indicator.answer_type == "level" else YES_NO), *sorted(said)]
    groups = tuple(
        AnswerGroup(answer=_words(answer), figures=tuple(said[answer]))
        for answer in dict.fromkeys(order)
        if answer in said
    )
    asked = {*members, *(row.city_name for row in rows)}
    silent = tuple(sorted(asked - {row.city_name for row in rows}))
    sentence, doubt = _proportion(rows, asked) if indicator.answer_type != "level" else ("", "")
    return WordAnswers(sentence=sentence, doubt=doubt, groups=groups, silent=silent)


def _words(answer: str) -> str:
    return {"yes": _("yes"), "no": _("no")}.get(answer) or level_words(answer) or notation_words(answer)


def _proportion(rows: Sequence[FigureRow], asked: Collection[str]) -> tuple[str, str]:
    counted = proportion({row.city_name: row.answer or row.notation_key for row in rows}, asked)
    if counted.value_frac is None:
        return _("No city has answered yet."), ""
    share = printed(counted.value_frac, None, None, "share").with_unit
    sentence = _("%(yes)s of %(answered)s cities that answered say yes: %(share)s.") % {
        "yes": counted.yes,
        "answered": counted.answered,
        "share": share,
    }
    if counted.low_frac is None or counted.high_frac is None or counted.low_frac == counted.high_frac:
        return sentence, ""
    doubt = _("With the cities that did not answer it lies between %(low)s and %(high)s of the network.") % {
        "low": printed(counted.low_frac, None, None, "share").with_unit,
        "high": printed(counted.high_frac, None, None, "share").with_unit,
    }
    return sentence, doubt
