"""Ask cities how far they are with the twelve principles: each is an indicator of the questionnaire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nagara.commitments.principles import LEVELS, Principle, principles
from nagara_web.accounts.standing import Role
from nagara_web.answers.actions import make_questionnaire
from nagara_web.figures.actions import define_indicator
from nagara_web.figures.principles import principle_codes

if TYPE_CHECKING:
    from nagara_web.rounds.models import Round

__all__ = ["ask_principles", "asked_principles", "define_principles"]

FIRST_POSITION = 2000
OWN = "own-indicators"


def asked_principles(found: Round) -> list[str]:
    """Codes of the principles that a round asks."""
    return list(found.questionnaire.indicators.filter(code__in=principle_codes()).values_list("code", flat=True))


@transaction.atomic
def ask_principles(found: Round, *, is_asked: bool = True, person_id: int) -> int:
    """Let a round that is not open yet ask all principles, or none, beside everything else that it asks.

    Parameters
    ----------
    found
        The round.
    is_asked
        Whether it asks them.

    Returns
    -------
    int
        How many are asked now.
    """
    asked = found.questionnaire
    others = asked.indicators.exclude(code__in=principle_codes()).values_list("code", flat=True)
    codes = define_principles(person_id=person_id) if is_asked else []
    modules = [each for each in asked.modules if each != OWN]
    make_questionnaire(asked.edition, title=asked.title, modules=modules, indicators=[*others, *codes])
    return len(codes)


@transaction.atomic
def define_principles(*, person_id: int | None = None) -> list[str]:
    """Define the indicator of each principle; the same again does nothing. Returns their codes in their order."""
    return [_define(each, person_id) for each in principles()]


def _define(principle: Principle, person_id: int | None) -> str:
    levels = "\n".join(f"{level.capitalize()}: {says}." for level, says in principle.levels.items())
    made = define_indicator(
        principle.code,
        name=f"{principle.number}. {principle.title}",
        answer_type="level",
        levels=LEVELS,
        definition=f"{principle.says}. Waste Wise Cities, principle {principle.number}, in our words.",
        method=f"{levels}\nWhat may show it: {principle.shows[0].lower()}{principle.shows[1:]}.",
        is_more_better=True,
        position=FIRST_POSITION + principle.number,
        person_id=person_id,
        role=Role.SECRETARIAT.value if person_id else "",
    )
    return made.code
